//! Customers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use customer::Stage;
use kernel::CustomerId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{ApiResult, Body, Page, PageQuery, Params, ProblemDoc, Signed, page_size};

use crate::Customers;
use crate::model::{
    Customer, Facets, Filter, Kind, Level, Memo, MemoForm, ProfileForm, RevealForm, Revealed,
};

/// Which customers.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomerQuery {
    /// Part of the name, or a whole number, address or code. Who sees numbers or addresses in whole finds them by their
    /// begin as well.
    q: Option<String>,
    /// Only this stage.
    stage: Option<Stage>,
    /// Only this level.
    level: Option<Level>,
    /// Only this tag.
    tag: Option<String>,
    /// Only this region.
    region: Option<String>,
    /// Only persons or only organisations.
    kind: Option<Kind>,
    /// Items per page, 1..=200; 50 by default.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Customers, newest first.
#[utoipa::path(
    get, path = "/api/customers", tag = "customers", params(CustomerQuery),
    responses((status = 200, body = Page<Customer>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn list(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(query): Params<CustomerQuery>,
) -> ApiResult<Json<Page<Customer>>> {
    let size = page_size(query.limit)?;
    let CustomerQuery { q, stage, level, tag, region, kind, cursor, .. } = query;
    let filter = Filter { q, stage, level, tag, region, kind };
    let found = service.page(&who, filter, cursor.as_deref(), size + 1).await?;
    Ok(Json(Page::from_surplus(found, size, |customer| customer.id.to_string())))
}

/// Creates a customer.
#[utoipa::path(
    post, path = "/api/customers", tag = "customers", request_body = ProfileForm,
    responses((status = 201, body = Customer), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn create(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Body(form): Body<ProfileForm>,
) -> ApiResult<(StatusCode, Json<Customer>)> {
    Ok((StatusCode::CREATED, Json(service.create(&who, form).await?)))
}

/// One customer. A record that went up in another names that one.
#[utoipa::path(
    get, path = "/api/customers/{id}", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = Customer), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn one(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
) -> ApiResult<Json<Customer>> {
    Ok(Json(service.by_id(&who, id).await?))
}

/// Changes a customer's data. With the version seen, what others changed meanwhile is told (409), not overwritten.
#[utoipa::path(
    put, path = "/api/customers/{id}", tag = "customers", params(("id" = String, Path)),
    request_body = ProfileForm,
    responses((status = 200, body = Customer), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn change(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Body(form): Body<ProfileForm>,
) -> ApiResult<Json<Customer>> {
    Ok(Json(service.change(&who, id, form).await?))
}

/// Tags and regions in use.
#[utoipa::path(
    get, path = "/api/customer-facets", tag = "customers",
    responses((status = 200, body = Facets), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn facets(State(service): State<Arc<Customers>>, Signed(who): Signed) -> ApiResult<Json<Facets>> {
    Ok(Json(service.facets(&who).await?))
}

/// Masked data in whole, for a reason that goes to the audit log.
#[utoipa::path(
    post, path = "/api/customers/{id}/reveal", tag = "customers", params(("id" = String, Path)),
    request_body = RevealForm,
    responses((status = 200, body = Revealed), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.reveal"]))
)]
pub async fn reveal(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Body(form): Body<RevealForm>,
) -> ApiResult<Json<Revealed>> {
    Ok(Json(service.reveal(&who, id, form).await?))
}

/// Notes on a customer, the newest first.
#[utoipa::path(
    get, path = "/api/customers/{id}/memos", tag = "customers", params(("id" = String, Path), PageQuery),
    responses((status = 200, body = Page<Memo>), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn memos(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Params(query): Params<PageQuery>,
) -> ApiResult<Json<Page<Memo>>> {
    Ok(Json(service.memos(&who, id, query.cursor.as_deref(), query.size()?).await?))
}

/// Writes a note on a customer: a memo (`customers.write`) or a record of quality (`customers.quality`).
#[utoipa::path(
    post, path = "/api/customers/{id}/memos", tag = "customers", params(("id" = String, Path)),
    request_body = MemoForm,
    responses((status = 201, body = Memo), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]), ("session" = ["customers.quality"]))
)]
pub async fn write_memo(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Body(form): Body<MemoForm>,
) -> ApiResult<(StatusCode, Json<Memo>)> {
    Ok((StatusCode::CREATED, Json(service.write_memo(&who, id, form).await?)))
}
