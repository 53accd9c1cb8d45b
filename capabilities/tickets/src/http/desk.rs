//! Macros, many tickets at once, people, notices.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use ticket::TicketId;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned};

use crate::Tickets;
use crate::model::{
    BulkForm, BulkResult, Macro, MacroForm, NoticeFilter, NoticeView, Person, ReadForm, TicketView, Unread,
};

/// All macros.
#[utoipa::path(
    get, path = "/api/ticket-macros", tag = "tickets",
    responses((status = 200, body = Page<Versioned<Macro>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn macros(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<Macro>>>> {
    let all = service.macros(&who).await?;
    Ok(Json(Page::whole(all.into_iter().map(Versioned::of).collect())))
}

/// Keeps a new macro.
#[utoipa::path(
    post, path = "/api/ticket-macros", tag = "tickets", request_body = MacroForm,
    responses((status = 201, body = Versioned<Macro>), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.share"]))
)]
pub async fn add_macro(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<MacroForm>,
) -> ApiResult<(StatusCode, Json<Versioned<Macro>>)> {
    Ok((StatusCode::CREATED, Json(Versioned::of(service.save_macro(&who, None, form).await?))))
}

/// Changes a macro.
#[utoipa::path(
    put, path = "/api/ticket-macros/{id}", tag = "tickets", params(("id" = String, Path), Seen),
    request_body = MacroForm,
    responses((status = 200, body = Versioned<Macro>), (status = 404, body = ProblemDoc),
        (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.share"]))
)]
pub async fn save_macro(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Params(seen): Params<Seen>,
    Body(form): Body<MacroForm>,
) -> ApiResult<Json<Versioned<Macro>>> {
    Ok(Json(Versioned::of(service.edit_macro(&who, Some(&id), form, &seen).await?)))
}

/// Forgets a macro.
#[utoipa::path(
    delete, path = "/api/ticket-macros/{id}", tag = "tickets", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.share"]))
)]
pub async fn remove_macro(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    service.remove_macro(&who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Carries a macro out on a ticket: all of it or nothing.
#[utoipa::path(
    post, path = "/api/tickets/{id}/macros/{macro_id}", tag = "tickets",
    params(("id" = String, Path), ("macro_id" = String, Path)),
    responses((status = 200, body = TicketView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["tickets.write"]))
)]
pub async fn run_macro(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path((id, macro_id)): Path<(TicketId, String)>,
) -> ApiResult<Json<TicketView>> {
    Ok(Json(service.run_macro(&who, id, &macro_id).await?))
}

/// Does the same with many tickets, each by itself; what is not possible is told for each.
#[utoipa::path(
    post, path = "/api/ticket-bulk", tag = "tickets", request_body = BulkForm,
    responses((status = 200, body = Page<BulkResult>), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.write"]))
)]
pub async fn bulk(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<BulkForm>,
) -> ApiResult<Json<Page<BulkResult>>> {
    Ok(Json(Page::whole(service.bulk(&who, form).await?)))
}

/// People who can be given work or be mentioned.
#[utoipa::path(
    get, path = "/api/ticket-people", tag = "tickets",
    responses((status = 200, body = Page<Person>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn people(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Person>>> {
    Ok(Json(Page::whole(service.known_people(&who).await?)))
}

/// The reader's notices, the newest first.
#[utoipa::path(
    get, path = "/api/ticket-notices", tag = "tickets", params(NoticeFilter),
    responses((status = 200, body = Page<NoticeView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn notices(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Params(filter): Params<NoticeFilter>,
) -> ApiResult<Json<Page<NoticeView>>> {
    Ok(Json(service.notices(&who, filter).await?))
}

/// How many notices the reader has not read.
#[utoipa::path(
    get, path = "/api/ticket-notices/unread", tag = "tickets",
    responses((status = 200, body = Unread), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn unread(State(service): State<Arc<Tickets>>, Signed(who): Signed) -> ApiResult<Json<Unread>> {
    Ok(Json(service.unread(&who).await?))
}

/// Marks notices as read; none named: all.
#[utoipa::path(
    post, path = "/api/ticket-notices/read", tag = "tickets", request_body = ReadForm,
    responses((status = 200, body = Unread), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn read_notices(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Body(form): Body<ReadForm>,
) -> ApiResult<Json<Unread>> {
    Ok(Json(service.read_notices(&who, form).await?))
}

/// The reader has looked at a ticket: what was said about it is read.
#[utoipa::path(
    post, path = "/api/tickets/{id}/looked-at", tag = "tickets", params(("id" = String, Path)),
    responses((status = 200, body = Unread), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn looked_at(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
) -> ApiResult<Json<Unread>> {
    Ok(Json(service.looked_at(&who, id).await?))
}
