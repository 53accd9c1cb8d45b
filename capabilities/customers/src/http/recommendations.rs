//! Personal recommendations.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use customer::Answer;
use kernel::CustomerId;
use web::{ApiResult, Body, Page, PageQuery, Params, ProblemDoc, Signed};

use crate::Customers;
use crate::model::{CustomerRecommendation, Recommendation, RecommendationForm};

/// Recommendations, the newest first, with how customers answered.
#[utoipa::path(
    get, path = "/api/recommendations", tag = "customers", params(PageQuery),
    responses((status = 200, body = Page<Recommendation>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn recommendations(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(query): Params<PageQuery>,
) -> ApiResult<Json<Page<Recommendation>>> {
    Ok(Json(service.recommendations(&who, query.cursor.as_deref(), query.size()?).await?))
}

/// Recommends something to a group: it is proposed to each of its customers when they are spoken with.
#[utoipa::path(
    post, path = "/api/recommendations", tag = "customers", request_body = RecommendationForm,
    responses((status = 201, body = Recommendation), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.care"]))
)]
pub async fn recommend(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Body(form): Body<RecommendationForm>,
) -> ApiResult<(StatusCode, Json<Recommendation>)> {
    Ok((StatusCode::CREATED, Json(service.recommend(&who, form).await?)))
}

/// Changes a recommendation; an end that is past ends it. What customers said stays.
#[utoipa::path(
    put, path = "/api/recommendations/{id}", tag = "customers", params(("id" = String, Path)),
    request_body = RecommendationForm,
    responses((status = 200, body = Recommendation), (status = 404, body = ProblemDoc),
        (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.care"]))
)]
pub async fn change_recommendation(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Body(form): Body<RecommendationForm>,
) -> ApiResult<Json<Recommendation>> {
    Ok(Json(service.change_recommendation(&who, &id, form).await?))
}

/// What is to be proposed to a customer, then what the customer answered before.
#[utoipa::path(
    get, path = "/api/customers/{id}/recommendations", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = Page<CustomerRecommendation>), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn of_customer(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<CustomerId>,
) -> ApiResult<Json<Page<CustomerRecommendation>>> {
    Ok(Json(Page::whole(service.recommended_to(&who, id).await?)))
}

/// Notes what a customer says to a recommendation. An interest, and a wish to be asked later, become a care task; what
/// was declined is not proposed again.
#[utoipa::path(
    post, path = "/api/customers/{id}/recommendations/{recommendation}/answer", tag = "customers",
    params(("id" = String, Path), ("recommendation" = String, Path)), request_body = Answer,
    responses((status = 204), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.write"]))
)]
pub async fn answer(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path((id, recommendation)): Path<(CustomerId, String)>,
    Body(answer): Body<Answer>,
) -> ApiResult<StatusCode> {
    service.answer_recommendation(&who, id, &recommendation, answer).await?;
    Ok(StatusCode::NO_CONTENT)
}
