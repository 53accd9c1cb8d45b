//! HTTP: numbers, trunks, recordings, call-backs, the softphone.

mod calls;
mod numbers;
mod recordings;
mod trunks;
mod ws;

use std::sync::Arc;

use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Telephony;

/// The routes of this capability.
pub fn routes(service: Arc<Telephony>) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(numbers::list, numbers::create))
        .routes(routes!(numbers::change, numbers::remove))
        .routes(routes!(trunks::list, trunks::create))
        .routes(routes!(trunks::change, trunks::remove))
        .routes(routes!(recordings::one))
        .routes(routes!(recordings::audio))
        .routes(routes!(recordings::peaks))
        .routes(routes!(calls::device))
        .routes(routes!(calls::act))
        .routes(routes!(calls::callbacks))
        .routes(routes!(calls::settle))
        .routes(routes!(calls::reveal))
        .routes(routes!(calls::hotlines))
        .routes(routes!(calls::outside))
        .with_state(service)
}

/// `/sip`: SIP over WebSocket (RFC 7118).
pub fn websocket(service: Arc<Telephony>) -> axum::Router {
    axum::Router::new().route("/sip", get(ws::upgrade)).with_state(service)
}
