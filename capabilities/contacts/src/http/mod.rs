//! HTTP: contacts, their stories and records, the category tree.

mod categories;
mod contacts;

use std::sync::Arc;

use agents::Agents;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Contacts;

/// The routes of this capability.
pub fn routes(service: Arc<Contacts>, agents: Arc<Agents>) -> OpenApiRouter {
    let list = contacts::Desk { contacts: service.clone(), agents };
    let lists = OpenApiRouter::new().routes(routes!(contacts::list)).with_state(list);
    OpenApiRouter::new()
        .routes(routes!(contacts::one))
        .routes(routes!(contacts::paths))
        .routes(routes!(contacts::story))
        .routes(routes!(contacts::link))
        .routes(routes!(contacts::reveal))
        .routes(routes!(categories::list, categories::replace))
        .with_state(service)
        .merge(lists)
}
