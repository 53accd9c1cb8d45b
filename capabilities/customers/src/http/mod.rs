//! HTTP: customers.

mod customers;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Customers;

/// The routes of this capability.
pub fn routes(service: Arc<Customers>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(customers::list, customers::create))
        .routes(routes!(customers::one, customers::change))
        .with_state(service)
}
