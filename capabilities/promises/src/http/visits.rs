//! Return visits.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed};

use crate::Promises;
use crate::model::{NewVisitForm, PromiseId, VisitAction, VisitFilter, VisitView};

/// Return visits, what is due first first.
#[utoipa::path(
    get, path = "/api/return-visits", tag = "promises", operation_id = "visits", params(VisitFilter),
    responses((status = 200, body = Page<VisitView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn list(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Params(filter): Params<VisitFilter>,
) -> ApiResult<Json<Page<VisitView>>> {
    Ok(Json(service.visits(&who, filter).await?))
}

/// Plans a return visit.
#[utoipa::path(
    post, path = "/api/return-visits", tag = "promises", operation_id = "plan_visit", request_body = NewVisitForm,
    responses((status = 201, body = VisitView), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["promises.write"]))
)]
pub async fn create(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Body(form): Body<NewVisitForm>,
) -> ApiResult<(StatusCode, Json<VisitView>)> {
    Ok((StatusCode::CREATED, Json(service.plan_visit(&who, form).await?)))
}

/// One return visit with its script.
#[utoipa::path(
    get, path = "/api/return-visits/{id}", tag = "promises", operation_id = "visit", params(("id" = String, Path)),
    responses((status = 200, body = VisitView), (status = 404, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn one(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Path(id): Path<PromiseId>,
) -> ApiResult<Json<VisitView>> {
    Ok(Json(service.visit(&who, id).await?))
}

/// Does something with a visit; one that found the matter unsettled opens its ticket again.
#[utoipa::path(
    post, path = "/api/return-visits/{id}/actions", tag = "promises", operation_id = "act_on_visit",
    params(("id" = String, Path)), request_body = VisitAction,
    responses((status = 200, body = VisitView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["promises.write"]))
)]
pub async fn act(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Path(id): Path<PromiseId>,
    Body(action): Body<VisitAction>,
) -> ApiResult<Json<VisitView>> {
    Ok(Json(service.act_on_visit(&who, id, action).await?))
}
