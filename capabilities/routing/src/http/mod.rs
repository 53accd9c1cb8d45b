//! HTTP: queues, presence, the live board.

mod live;
mod queues;
mod state;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Routing;

/// The routes of this capability.
pub fn routes(service: Arc<Routing>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(queues::list, queues::create))
        .routes(routes!(queues::change, queues::remove))
        .routes(routes!(state::declare))
        .routes(routes!(state::breaks))
        .routes(routes!(live::board))
        .routes(routes!(live::redirect))
        .with_state(service)
}
