//! Business calendars.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{ApiResult, Body, ProblemDoc, Signed};

use crate::Flows;
use crate::model::CalendarForm;

/// All calendars by name.
#[utoipa::path(
    get, path = "/api/calendars", tag = "calendars",
    responses((status = 200, body = BTreeMap<String, CalendarForm>), (status = 403, body = ProblemDoc)),
    security(("session" = ["flows.read"]))
)]
pub async fn list(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
) -> ApiResult<Json<BTreeMap<String, CalendarForm>>> {
    Ok(Json(service.calendars(&who)?))
}

/// Creates or replaces a calendar.
#[utoipa::path(
    put, path = "/api/calendars/{name}", tag = "calendars", params(("name" = String, Path)),
    request_body = CalendarForm,
    responses((status = 204), (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["flows.manage"]))
)]
pub async fn save(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Body(form): Body<CalendarForm>,
) -> ApiResult<StatusCode> {
    service.save_calendar(&who, &name, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
