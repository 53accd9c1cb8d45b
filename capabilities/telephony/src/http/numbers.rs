//! Hotline numbers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::NumberId;
use web::{ApiResult, Body, Page, ProblemDoc, Signed};

use crate::Telephony;
use crate::model::{Number, NumberForm};

/// All numbers.
#[utoipa::path(
    get, path = "/api/numbers", tag = "numbers",
    responses((status = 200, body = Page<Number>), (status = 403, body = ProblemDoc)),
    security(("session" = ["telephony.read"]))
)]
pub async fn list(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Number>>> {
    Ok(Json(Page::whole(service.numbers(&who).await?)))
}

/// Creates a number.
#[utoipa::path(
    post, path = "/api/numbers", tag = "numbers", request_body = NumberForm,
    responses((status = 201, body = Number), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn create(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Body(form): Body<NumberForm>,
) -> ApiResult<(StatusCode, Json<Number>)> {
    Ok((StatusCode::CREATED, Json(service.save_number(&who, None, form).await?)))
}

/// Changes a number.
#[utoipa::path(
    put, path = "/api/numbers/{id}", tag = "numbers", params(("id" = String, Path)), request_body = NumberForm,
    responses((status = 200, body = Number), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn change(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<NumberId>,
    Body(form): Body<NumberForm>,
) -> ApiResult<Json<Number>> {
    Ok(Json(service.save_number(&who, Some(id), form).await?))
}

/// Removes a number: calls to it are answered 404.
#[utoipa::path(
    delete, path = "/api/numbers/{id}", tag = "numbers", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn remove(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<NumberId>,
) -> ApiResult<StatusCode> {
    service.remove_number(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
