//! HTTP: entry flows, prompts, calendars.

mod calendars;
mod flows;
mod prompts;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Flows;

/// Largest upload of a prompt.
const UPLOAD_BYTES: usize = 33 * 1024 * 1024;

/// The routes of this capability.
pub fn routes(service: Arc<Flows>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(flows::list))
        .routes(routes!(flows::versions, flows::save))
        .routes(routes!(flows::publish))
        .routes(routes!(flows::try_out))
        .routes(routes!(prompts::list, prompts::upload))
        .routes(routes!(calendars::list))
        .routes(routes!(calendars::save))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES))
        .with_state(service)
}
