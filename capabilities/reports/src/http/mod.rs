//! HTTP: indicators, what is behind them, half hours.

mod indicators;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Reports;

/// The routes of this capability.
pub fn routes(service: Arc<Reports>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(indicators::all))
        .routes(routes!(indicators::half_hours))
        .routes(routes!(indicators::tickets))
        .routes(routes!(indicators::counted))
        .with_state(service)
}
