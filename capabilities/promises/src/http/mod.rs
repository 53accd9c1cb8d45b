//! HTTP: promises, what is due, return visits, the wrap-up of a contact.

mod promises;
mod settings;
mod visits;
mod wrap_up;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Promises;

/// The routes of this capability.
pub fn routes(service: Arc<Promises>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(promises::list, promises::create))
        .routes(routes!(promises::counts))
        .routes(routes!(promises::preview))
        .routes(routes!(promises::due))
        .routes(routes!(settings::one, settings::save))
        .routes(routes!(promises::one))
        .routes(routes!(promises::act))
        .routes(routes!(promises::story))
        .routes(routes!(visits::list, visits::create))
        .routes(routes!(visits::one))
        .routes(routes!(visits::act))
        .routes(routes!(wrap_up::record))
        .with_state(service)
}
