//! The category tree.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use web::{ApiResult, Body, Page, ProblemDoc, Signed};

use crate::rules::category::Category;
use crate::{Contacts, READ};

/// The category tree in its order.
#[utoipa::path(
    get, path = "/api/categories", tag = "categories",
    responses((status = 200, body = Page<Category>), (status = 403, body = ProblemDoc)),
    security(("session" = ["contacts.read"]))
)]
pub async fn list(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Category>>> {
    who.require(READ)?;
    Ok(Json(Page::whole(service.categories().to_vec())))
}

/// Replaces the category tree; records that were written keep theirs.
#[utoipa::path(
    put, path = "/api/categories", tag = "categories", request_body = Vec<Category>,
    responses((status = 204), (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["contacts.manage"]))
)]
pub async fn replace(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
    Body(tree): Body<Vec<Category>>,
) -> ApiResult<StatusCode> {
    service.replace_categories(&who, tree).await?;
    Ok(StatusCode::NO_CONTENT)
}
