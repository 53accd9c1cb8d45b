//! Ticket types and departments.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ticket::TicketType;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned};

use crate::Tickets;
use crate::model::{Department, DepartmentForm, DepartmentView, Edition};

/// The newest edition of each ticket type.
#[utoipa::path(
    get, path = "/api/ticket-types", tag = "tickets",
    responses((status = 200, body = Page<TicketType>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn types(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<TicketType>>> {
    Ok(Json(Page::whole(service.types(&who)?)))
}

/// Saves an edition of a ticket type; its `version` is the one that was edited, 0 for a new type.
#[utoipa::path(
    put, path = "/api/ticket-types/{name}", tag = "tickets", params(("name" = String, Path)),
    request_body = TicketType,
    responses((status = 200, body = TicketType), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.manage"]))
)]
pub async fn save_type(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Body(edited): Body<TicketType>,
) -> ApiResult<Json<TicketType>> {
    Ok(Json(service.save_type(&who, &name, edited).await?))
}

/// Departments to which tickets are passed.
#[utoipa::path(
    get, path = "/api/departments", tag = "tickets",
    responses((status = 200, body = Page<Department>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn departments(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Department>>> {
    Ok(Json(Page::whole(service.departments(&who).await?)))
}

/// Creates or replaces a department with those who belong to it.
#[utoipa::path(
    put, path = "/api/departments/{name}", tag = "tickets", params(("name" = String, Path), Seen),
    request_body = DepartmentForm,
    responses((status = 200, body = Versioned<DepartmentView>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.manage"]))
)]
pub async fn save_department(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Params(seen): Params<Seen>,
    Body(form): Body<DepartmentForm>,
) -> ApiResult<Json<Versioned<DepartmentView>>> {
    Ok(Json(Versioned::of(service.edit_department(&who, &name, form, &seen).await?)))
}

/// The editions of a ticket type, the newest first.
#[utoipa::path(
    get, path = "/api/ticket-types/{name}/editions", tag = "tickets", params(("name" = String, Path)),
    responses((status = 200, body = Page<Edition>), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.manage"]))
)]
pub async fn editions(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(name): Path<String>,
) -> ApiResult<Json<Page<Edition>>> {
    Ok(Json(Page::whole(service.editions(&who, &name).await?)))
}

/// Departments with those who belong to them.
#[utoipa::path(
    get, path = "/api/department-members", tag = "tickets",
    responses((status = 200, body = Page<Versioned<DepartmentView>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.manage"]))
)]
pub async fn departments_with_members(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<DepartmentView>>>> {
    let all = service.departments_with_members(&who).await?;
    Ok(Json(Page::whole(all.into_iter().map(Versioned::of).collect())))
}
