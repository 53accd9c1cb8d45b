//! Tickets that must be kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ticket::TicketId;
use web::{ApiResult, Body, ProblemDoc, Signed};

use crate::Tickets;
use crate::model::{HoldForm, TicketView};

/// Says that a ticket must be kept, whatever the rule of filing says.
#[utoipa::path(
    put, path = "/api/tickets/{id}/hold", tag = "tickets", params(("id" = String, Path)), request_body = HoldForm,
    responses((status = 200, body = TicketView), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.hold"]))
)]
pub async fn hold(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
    Body(form): Body<HoldForm>,
) -> ApiResult<Json<TicketView>> {
    Ok(Json(service.hold(&who, id, form).await?))
}

/// Lifts what keeps a ticket.
#[utoipa::path(
    delete, path = "/api/tickets/{id}/hold", tag = "tickets", params(("id" = String, Path)),
    responses((status = 200, body = TicketView), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.hold"]))
)]
pub async fn lift_hold(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
) -> ApiResult<Json<TicketView>> {
    Ok(Json(service.lift_hold(&who, id).await?))
}
