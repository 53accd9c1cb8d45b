//! Business calendars.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned};

use crate::Flows;
use crate::model::{CalendarForm, CalendarView};

/// All calendars by name.
#[utoipa::path(
    get, path = "/api/calendars", tag = "calendars",
    responses((status = 200, body = Page<Versioned<CalendarView>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["flows.read"]))
)]
pub async fn list(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<CalendarView>>>> {
    Ok(Json(Page::whole(service.calendars(&who)?)))
}

/// Creates or replaces a calendar.
#[utoipa::path(
    put, path = "/api/calendars/{name}", tag = "calendars", params(("name" = String, Path), Seen),
    request_body = CalendarForm,
    responses(
        (status = 200, body = Versioned<CalendarView>), (status = 403, body = ProblemDoc),
        (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["flows.manage"]))
)]
pub async fn save(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Params(seen): Params<Seen>,
    Body(form): Body<CalendarForm>,
) -> ApiResult<Json<Versioned<CalendarView>>> {
    Ok(Json(service.edit_calendar(&who, &name, form, &seen).await?))
}
