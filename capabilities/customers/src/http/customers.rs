//! Customers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::CustomerId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed, page_size};

use crate::Customers;
use crate::model::{Customer, CustomerForm};

/// Which customers.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomerQuery {
    /// Part of the name, or begin of a number.
    q: Option<String>,
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
    let text = query.q.unwrap_or_default();
    let found = service.page(&who, &text, query.cursor.as_deref(), size + 1).await?;
    Ok(Json(Page::from_surplus(found, size, |customer| customer.id.to_string())))
}

/// Creates a customer.
#[utoipa::path(
    post, path = "/api/customers", tag = "customers", request_body = CustomerForm,
    responses((status = 201, body = Customer), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn create(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Body(form): Body<CustomerForm>,
) -> ApiResult<(StatusCode, Json<Customer>)> {
    Ok((StatusCode::CREATED, Json(service.create(&who, form).await?)))
}

/// One customer.
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

/// Replaces a customer's data.
#[utoipa::path(
    put, path = "/api/customers/{id}", tag = "customers", params(("id" = String, Path)),
    request_body = CustomerForm,
    responses((status = 200, body = Customer), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn change(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Body(form): Body<CustomerForm>,
) -> ApiResult<Json<Customer>> {
    Ok(Json(service.change(&who, id, form).await?))
}
