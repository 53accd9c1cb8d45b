//! Hotline numbers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::NumberId;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned, version_of};

use crate::Telephony;
use crate::model::{Number, NumberForm};

/// A number; its version is that of its settings.
fn versioned(number: Number) -> Versioned<Number> {
    let version = version_of(&number.form);
    Versioned { of: number, version }
}

/// All numbers.
#[utoipa::path(
    get, path = "/api/numbers", tag = "numbers",
    responses((status = 200, body = Page<Versioned<Number>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["telephony.read"]))
)]
pub async fn list(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<Number>>>> {
    Ok(Json(Page::whole(service.numbers(&who).await?.into_iter().map(versioned).collect())))
}

/// Creates a number.
#[utoipa::path(
    post, path = "/api/numbers", tag = "numbers", request_body = NumberForm,
    responses((status = 201, body = Versioned<Number>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn create(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Body(form): Body<NumberForm>,
) -> ApiResult<(StatusCode, Json<Versioned<Number>>)> {
    Ok((StatusCode::CREATED, Json(versioned(service.save_number(&who, None, form).await?))))
}

/// Changes a number.
#[utoipa::path(
    put, path = "/api/numbers/{id}", tag = "numbers", params(("id" = String, Path), Seen), request_body = NumberForm,
    responses((status = 200, body = Versioned<Number>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn change(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<NumberId>,
    Params(seen): Params<Seen>,
    Body(form): Body<NumberForm>,
) -> ApiResult<Json<Versioned<Number>>> {
    Ok(Json(versioned(service.edit_number(&who, Some(id), form, &seen).await?)))
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
