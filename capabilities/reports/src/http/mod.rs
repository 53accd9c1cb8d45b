//! HTTP: indicators, their course, what is behind them and what is aimed at.

mod aims;
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
        .routes(routes!(indicators::series))
        .routes(routes!(indicators::counted))
        .routes(routes!(aims::list))
        .routes(routes!(aims::set, aims::forget))
        .with_state(service)
}
