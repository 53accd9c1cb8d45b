//! Tasks for customers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed};

use crate::Customers;
use crate::model::{Campaign, CampaignForm, CareOutcome, CareQuery, CareView};

/// Open tasks, what is due first first; of one customer the done ones as well.
#[utoipa::path(
    get, path = "/api/care-tasks", tag = "customers", params(CareQuery),
    responses((status = 200, body = Page<CareView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn care_tasks(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(query): Params<CareQuery>,
) -> ApiResult<Json<Page<CareView>>> {
    Ok(Json(service.care(&who, query).await?))
}

/// Closes a task with what came of it.
#[utoipa::path(
    post, path = "/api/care-tasks/{id}/outcome", tag = "customers", params(("id" = String, Path)),
    request_body = CareOutcome,
    responses((status = 204), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn finish(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Body(form): Body<CareOutcome>,
) -> ApiResult<StatusCode> {
    service.finish_task(&who, &id, &form.outcome).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a task for each customer of a group: a greeting on a date, a notice of a risk.
#[utoipa::path(
    post, path = "/api/care-campaigns", tag = "customers", request_body = CampaignForm,
    responses((status = 201, body = Campaign), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.care"]))
)]
pub async fn campaign(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Body(form): Body<CampaignForm>,
) -> ApiResult<(StatusCode, Json<Campaign>)> {
    Ok((StatusCode::CREATED, Json(service.campaign(&who, form).await?)))
}
