//! The live board.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{ContactId, QueueId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiResult, Body, ProblemDoc, Signed};

use crate::Routing;
use crate::live::LiveBoard;

/// Where to send a waiting contact.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirection {
    /// The queue.
    queue: QueueId,
}

/// Queues and agents as they stand now.
#[utoipa::path(
    get, path = "/api/live", tag = "live",
    responses((status = 200, body = LiveBoard), (status = 403, body = ProblemDoc)),
    security(("session" = ["routing.read"]))
)]
pub async fn board(State(service): State<Arc<Routing>>, Signed(who): Signed) -> ApiResult<Json<LiveBoard>> {
    Ok(Json(service.board(&who)?))
}

/// Sends a waiting contact to another queue; it keeps its waiting time.
#[utoipa::path(
    post, path = "/api/live/contacts/{id}/redirect", tag = "live", params(("id" = String, Path)),
    request_body = Redirection,
    responses((status = 204), (status = 403, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["routing.supervise"]))
)]
pub async fn redirect(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
    Body(form): Body<Redirection>,
) -> ApiResult<StatusCode> {
    service.redirect(&who, id, form.queue)?;
    Ok(StatusCode::NO_CONTENT)
}
