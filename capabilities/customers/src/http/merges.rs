//! Records that may be one customer, and merging them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::CustomerId;
use web::{ApiResult, Body, Page, PageQuery, Params, ProblemDoc, Signed};

use crate::Customers;
use crate::model::{DistinctForm, DuplicatePair, Lookalike, MergeForm, MergeView};

/// Records that may be the same customer, with the evidence.
#[utoipa::path(
    get, path = "/api/customers/{id}/lookalikes", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = Page<Lookalike>), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn lookalikes(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
) -> ApiResult<Json<Page<Lookalike>>> {
    Ok(Json(Page::whole(service.lookalikes(&who, id).await?)))
}

/// Merges in which a record took part, the newest first.
#[utoipa::path(
    get, path = "/api/customers/{id}/merges", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = Page<MergeView>), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn merges(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
) -> ApiResult<Json<Page<MergeView>>> {
    Ok(Json(Page::whole(service.merges(&who, id).await?)))
}

/// Lets another record go up in this one; its contacts and tickets follow.
#[utoipa::path(
    post, path = "/api/customers/{id}/merges", tag = "customers", params(("id" = String, Path)),
    request_body = MergeForm,
    responses((status = 201, body = MergeView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.merge"]))
)]
pub async fn merge(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Body(form): Body<MergeForm>,
) -> ApiResult<(StatusCode, Json<MergeView>)> {
    Ok((StatusCode::CREATED, Json(service.merge(&who, id, form).await?)))
}

/// Takes two merged records apart again, as they were.
#[utoipa::path(
    post, path = "/api/customer-merges/{id}/undo", tag = "customers", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["customers.merge"]))
)]
pub async fn undo(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    service.undo_merge(&who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Pairs of records that may be one customer, the likeliest first.
#[utoipa::path(
    get, path = "/api/customer-duplicates", tag = "customers", params(PageQuery),
    responses((status = 200, body = Page<DuplicatePair>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.merge"]))
)]
pub async fn duplicates(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(query): Params<PageQuery>,
) -> ApiResult<Json<Page<DuplicatePair>>> {
    Ok(Json(service.duplicates(&who, query.cursor.as_deref(), query.size()?).await?))
}

/// Says that two records are two customers: they are offered no more.
#[utoipa::path(
    post, path = "/api/customer-duplicates/distinct", tag = "customers", request_body = DistinctForm,
    responses((status = 204), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.merge"]))
)]
pub async fn say_distinct(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Body(form): Body<DistinctForm>,
) -> ApiResult<StatusCode> {
    service.say_distinct(&who, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
