//! The lives of customers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use customer::LifecycleCommand;
use kernel::CustomerId;
use web::{ApiResult, Body, ProblemDoc, Signed};

use crate::Customers;
use crate::model::LifeView;

/// A customer's life: every move with who, when and why, what is possible now, and the whole picture.
#[utoipa::path(
    get, path = "/api/customers/{id}/life", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = LifeView), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn life(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
) -> ApiResult<Json<LifeView>> {
    Ok(Json(service.life(&who, id).await?))
}

/// Moves a customer's life. Not possible from where the customer stands: 409 with what is.
#[utoipa::path(
    post, path = "/api/customers/{id}/life", tag = "customers", params(("id" = String, Path)),
    request_body = LifecycleCommand,
    responses((status = 200, body = LifeView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn move_on(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
    Body(command): Body<LifecycleCommand>,
) -> ApiResult<Json<LifeView>> {
    Ok(Json(service.move_on(&who, id, command).await?))
}
