//! HTTP: tickets, their types, departments.

mod settings;
mod tickets;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Tickets;

/// The routes of this capability.
pub fn routes(service: Arc<Tickets>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(tickets::list, tickets::create))
        .routes(routes!(tickets::one))
        .routes(routes!(tickets::act))
        .routes(routes!(tickets::story))
        .routes(routes!(tickets::why_due))
        .routes(routes!(settings::types))
        .routes(routes!(settings::save_type))
        .routes(routes!(settings::departments))
        .routes(routes!(settings::save_department))
        .with_state(service)
}
