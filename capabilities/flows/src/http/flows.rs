//! Entry flows.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed};

use crate::Flows;
use crate::model::{FlowSummary, FlowVersion};

/// A flow as text or as JSON.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowText {
    /// The flow as JSON text, kept as typed until it is checked.
    text: String,
}

/// Which version new calls enter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Number of the version.
    version: i64,
}

/// A try-out with simulated keys.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryOut {
    /// The flow as JSON text.
    text: String,
    /// Keys, one whenever one is waited for; a space stands for silence.
    #[serde(default)]
    keys: String,
    /// Whether calendars are open; true by default.
    open: Option<bool>,
    /// Status of every order; none: no order is found.
    order_status: Option<Text>,
    /// Whether an agent answers; true by default.
    answered: Option<bool>,
}

/// What happened in a try-out, in order.
#[derive(Serialize, ToSchema)]
pub struct Trace {
    /// Inputs and commands with their times.
    #[schema(value_type = Vec<Object>)]
    entries: Vec<flow::TraceEntry>,
}

/// All entry flows.
#[utoipa::path(
    get, path = "/api/entry-flows", tag = "entry-flows",
    responses((status = 200, body = Page<FlowSummary>), (status = 403, body = ProblemDoc)),
    security(("session" = ["flows.read"]))
)]
pub async fn list(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<FlowSummary>>> {
    Ok(Json(Page::whole(service.all(&who).await?)))
}

/// The versions of a flow, newest first.
#[utoipa::path(
    get, path = "/api/entry-flows/{name}/versions", tag = "entry-flows", params(("name" = String, Path)),
    responses((status = 200, body = Page<FlowVersion>), (status = 404, body = ProblemDoc)),
    security(("session" = ["flows.read"]))
)]
pub async fn versions(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    Path(name): Path<String>,
) -> ApiResult<Json<Page<FlowVersion>>> {
    Ok(Json(Page::whole(service.versions(&who, &name).await?)))
}

/// Saves a flow as a new version; a faulty one is refused with each fault's node and field.
#[utoipa::path(
    post, path = "/api/entry-flows/{name}/versions", tag = "entry-flows", params(("name" = String, Path), Seen),
    request_body = FlowText,
    responses((status = 201, body = FlowVersion), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["flows.manage"]))
)]
pub async fn save(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Params(seen): Params<Seen>,
    Body(form): Body<FlowText>,
) -> ApiResult<(StatusCode, Json<FlowVersion>)> {
    Ok((StatusCode::CREATED, Json(service.edit(&who, &name, &form.text, &seen).await?)))
}

/// Lets new calls enter a version; calls inside keep theirs.
#[utoipa::path(
    put, path = "/api/entry-flows/{name}/published", tag = "entry-flows", params(("name" = String, Path)),
    request_body = Publication,
    responses((status = 204), (status = 404, body = ProblemDoc)),
    security(("session" = ["flows.manage"]))
)]
pub async fn publish(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Body(form): Body<Publication>,
) -> ApiResult<StatusCode> {
    service.publish(&who, &name, form.version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tries a flow out with simulated keys, without saving it.
#[utoipa::path(
    post, path = "/api/entry-flows/try-out", tag = "entry-flows", request_body = TryOut,
    responses((status = 200, body = Trace), (status = 422, body = ProblemDoc)),
    security(("session" = ["flows.read"]))
)]
pub async fn try_out(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    Body(form): Body<TryOut>,
) -> ApiResult<Json<Trace>> {
    let surroundings = flow::Surroundings {
        open: form.open.unwrap_or(true),
        order_status: form.order_status,
        answered: form.answered.unwrap_or(true),
    };
    let entries = service.try_out(&who, &form.text, &form.keys, &surroundings).await?;
    Ok(Json(Trace { entries }))
}
