//! Tickets.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use ticket::TicketId;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed};

use crate::Tickets;
use crate::model::{
    ActionForm, DueView, LateNoteForm, NewTicketForm, StoryItem, TicketFilter, TicketSummary, TicketView,
};

/// Tickets, what breaches first first unless another order is asked for. A department sees what was passed to it.
#[utoipa::path(
    get, path = "/api/tickets", tag = "tickets", params(TicketFilter),
    responses((status = 200, body = Page<TicketSummary>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn list(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Params(filter): Params<TicketFilter>,
) -> ApiResult<Json<Page<TicketSummary>>> {
    Ok(Json(service.page(&who, filter).await?))
}

/// Opens a ticket; from a contact it carries customer, matter and category over.
#[utoipa::path(
    post, path = "/api/tickets", tag = "tickets", request_body = NewTicketForm,
    responses((status = 201, body = TicketView), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.write"]))
)]
pub async fn create(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<NewTicketForm>,
) -> ApiResult<(StatusCode, Json<TicketView>)> {
    Ok((StatusCode::CREATED, Json(service.create(&who, form).await?)))
}

/// One ticket, with what the reader can do now.
#[utoipa::path(
    get, path = "/api/tickets/{id}", tag = "tickets", params(("id" = String, Path)),
    responses((status = 200, body = TicketView), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn one(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
) -> ApiResult<Json<TicketView>> {
    Ok(Json(service.one(&who, id).await?))
}

/// Does something with a ticket. Not possible now: 409 with what is; changed meanwhile: 409 with what was changed.
#[utoipa::path(
    post, path = "/api/tickets/{id}/actions", tag = "tickets", params(("id" = String, Path)),
    request_body = ActionForm,
    responses((status = 200, body = TicketView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.write"]), ("session" = ["tickets.department"]))
)]
pub async fn act(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
    Body(form): Body<ActionForm>,
) -> ApiResult<Json<TicketView>> {
    Ok(Json(service.act(&who, id, form).await?))
}

/// Writes down what a worker has to say about a job that is with somebody else by now. Where it never was theirs it is not
/// there.
#[utoipa::path(
    post, path = "/api/tickets/{id}/late-notes", tag = "tickets", params(("id" = String, Path)),
    request_body = LateNoteForm,
    responses((status = 204), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.department"]))
)]
pub async fn late_note(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
    Body(form): Body<LateNoteForm>,
) -> ApiResult<StatusCode> {
    service.late_note(&who, id, form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The whole story of a ticket in order.
#[utoipa::path(
    get, path = "/api/tickets/{id}/events", tag = "tickets", params(("id" = String, Path)),
    responses((status = 200, body = Page<StoryItem>), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn story(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
) -> ApiResult<Json<Page<StoryItem>>> {
    Ok(Json(Page::whole(service.story(&who, id).await?)))
}

/// Why each clock of a ticket is due when it is.
#[utoipa::path(
    get, path = "/api/tickets/{id}/due", tag = "tickets", params(("id" = String, Path)),
    responses((status = 200, body = Page<DueView>), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn why_due(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
) -> ApiResult<Json<Page<DueView>>> {
    Ok(Json(Page::whole(service.why_due(&who, id).await?)))
}
