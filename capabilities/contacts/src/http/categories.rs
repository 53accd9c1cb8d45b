//! The category tree.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned, version_of};

use crate::rules::category::Category;
use crate::{Contacts, READ};

/// The category tree in its order. It is edited as a whole: each category bears the version of all.
#[utoipa::path(
    get, path = "/api/categories", tag = "categories",
    responses((status = 200, body = Page<Versioned<Category>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["contacts.read"]))
)]
pub async fn list(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<Category>>>> {
    who.require(READ)?;
    let tree = service.categories().to_vec();
    let version = version_of(&tree);
    Ok(Json(Page::whole(tree.into_iter().map(|of| Versioned { of, version: version.clone() }).collect())))
}

/// Replaces the category tree; records that were written keep theirs.
#[utoipa::path(
    put, path = "/api/categories", tag = "categories", params(Seen), request_body = Vec<Category>,
    responses((status = 204), (status = 403, body = ProblemDoc), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["contacts.manage"]))
)]
pub async fn replace(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
    Params(seen): Params<Seen>,
    Body(tree): Body<Vec<Category>>,
) -> ApiResult<StatusCode> {
    service.edit_categories(&who, tree, &seen).await?;
    Ok(StatusCode::NO_CONTENT)
}
