//! Saved views.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{ApiResult, Body, Page, ProblemDoc, Signed};

use crate::Tickets;
use crate::model::{SavedView, SavedViewForm, TicketCount, TicketCountForm, ViewOrder};

/// Views that the reader has: everybody's, the team's and own ones, in the reader's order.
#[utoipa::path(
    get, path = "/api/ticket-views", tag = "tickets",
    responses((status = 200, body = Page<SavedView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn views(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<SavedView>>> {
    Ok(Json(Page::whole(service.views(&who).await?)))
}

/// Keeps a new view; one for a team or for everybody needs `tickets.share`.
#[utoipa::path(
    post, path = "/api/ticket-views", tag = "tickets", request_body = SavedViewForm,
    responses((status = 201, body = SavedView), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn add_view(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<SavedViewForm>,
) -> ApiResult<(StatusCode, Json<SavedView>)> {
    Ok((StatusCode::CREATED, Json(service.save_view(&who, None, form).await?)))
}

/// Changes a view: its name, its conditions, who has it. Changed by somebody else since `version`: 409.
#[utoipa::path(
    put, path = "/api/ticket-views/{id}", tag = "tickets", params(("id" = String, Path)),
    request_body = SavedViewForm,
    responses((status = 200, body = SavedView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn save_view(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Body(form): Body<SavedViewForm>,
) -> ApiResult<Json<SavedView>> {
    Ok(Json(service.save_view(&who, Some(&id), form).await?))
}

/// Forgets a view.
#[utoipa::path(
    delete, path = "/api/ticket-views/{id}", tag = "tickets", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn remove_view(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    service.remove_view(&who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts the reader's views in order, for the reader alone.
#[utoipa::path(
    put, path = "/api/ticket-view-order", tag = "tickets", request_body = ViewOrder,
    responses((status = 200, body = Page<SavedView>), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn order_views(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<ViewOrder>,
) -> ApiResult<Json<Page<SavedView>>> {
    Ok(Json(Page::whole(service.order_views(&who, form).await?)))
}

/// How many tickets each of some views shows, in their order; up to 99 are counted.
#[utoipa::path(
    post, path = "/api/ticket-counts", tag = "tickets", request_body = TicketCountForm,
    responses((status = 200, body = Page<TicketCount>), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn counts(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<TicketCountForm>,
) -> ApiResult<Json<Page<TicketCount>>> {
    Ok(Json(Page::whole(service.counts(&who, form.filters).await?)))
}
