//! HTTP: contacts, their stories and records, the category tree.

mod categories;
mod contacts;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Contacts;

/// The routes of this capability.
pub fn routes(service: Arc<Contacts>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(contacts::list))
        .routes(routes!(contacts::one))
        .routes(routes!(contacts::story))
        .routes(routes!(contacts::record))
        .routes(routes!(contacts::link))
        .routes(routes!(categories::list, categories::replace))
        .with_state(service)
}
