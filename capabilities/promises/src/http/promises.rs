//! Promises.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed};

use crate::Promises;
use crate::model::{
    ActionForm, DueItem, MakeForm, PreviewQuery, PreviewView, PromiseCounts, PromiseFilter, PromiseId,
    PromiseView, StoryItem,
};

/// Promises, what is due first first unless another order is asked for.
#[utoipa::path(
    get, path = "/api/promises", tag = "promises", params(PromiseFilter),
    responses((status = 200, body = Page<PromiseView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn list(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Params(filter): Params<PromiseFilter>,
) -> ApiResult<Json<Page<PromiseView>>> {
    Ok(Json(service.page(&who, filter).await?))
}

/// Makes a promise; vague times are refused with what could be promised.
#[utoipa::path(
    post, path = "/api/promises", tag = "promises", request_body = MakeForm,
    responses((status = 201, body = PromiseView), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["promises.write"]))
)]
pub async fn create(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Body(form): Body<MakeForm>,
) -> ApiResult<(StatusCode, Json<PromiseView>)> {
    Ok((StatusCode::CREATED, Json(service.make(&who, form).await?)))
}

/// How many promises stand where; `show`, `limit` and `cursor` do not count here.
#[utoipa::path(
    get, path = "/api/promises/counts", tag = "promises", params(PromiseFilter),
    responses((status = 200, body = PromiseCounts), (status = 403, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn counts(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Params(filter): Params<PromiseFilter>,
) -> ApiResult<Json<PromiseCounts>> {
    Ok(Json(service.counts(&who, filter).await?))
}

/// What is understood of a time that somebody types: the instant, or why it is none; times that can be promised.
#[utoipa::path(
    get, path = "/api/promises/preview", tag = "promises", params(PreviewQuery),
    responses((status = 200, body = PreviewView), (status = 403, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn preview(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Params(query): Params<PreviewQuery>,
) -> ApiResult<Json<PreviewView>> {
    Ok(Json(service.preview(&who, query).await?))
}

/// Whose list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DueQuery {
    /// What anyone in the own team answers for, too.
    #[serde(default)]
    team: bool,
}

/// What is due at the own desk: promises, call-backs, voice messages, visits, tickets; what breaches first first.
#[utoipa::path(
    get, path = "/api/promises/due", tag = "promises", params(DueQuery),
    responses((status = 200, body = Page<DueItem>), (status = 403, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn due(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Params(query): Params<DueQuery>,
) -> ApiResult<Json<Page<DueItem>>> {
    Ok(Json(Page::whole(service.due_list(&who, query.team).await?)))
}

/// One promise, with what the reader can do now.
#[utoipa::path(
    get, path = "/api/promises/{id}", tag = "promises", params(("id" = String, Path)),
    responses((status = 200, body = PromiseView), (status = 404, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn one(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Path(id): Path<PromiseId>,
) -> ApiResult<Json<PromiseView>> {
    Ok(Json(service.one(&who, id).await?))
}

/// Does something with a promise. Not possible now: 409 with what is.
#[utoipa::path(
    post, path = "/api/promises/{id}/actions", tag = "promises", params(("id" = String, Path)),
    request_body = ActionForm,
    responses((status = 200, body = PromiseView), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["promises.write"]))
)]
pub async fn act(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Path(id): Path<PromiseId>,
    Body(form): Body<ActionForm>,
) -> ApiResult<Json<PromiseView>> {
    Ok(Json(service.act(&who, id, form).await?))
}

/// The whole story of a promise in order.
#[utoipa::path(
    get, path = "/api/promises/{id}/events", tag = "promises", params(("id" = String, Path)),
    responses((status = 200, body = Page<StoryItem>), (status = 404, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn story(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Path(id): Path<PromiseId>,
) -> ApiResult<Json<Page<StoryItem>>> {
    Ok(Json(Page::whole(service.story(&who, id).await?)))
}
