//! Agents and what they can do.

use axum::Json;
use axum::extract::{Path, State};
use web::{ApiResult, Body, Page, ProblemDoc, Signed};

use super::Desk;
use crate::READ;
use crate::model::Agent;
use crate::service::AgentChange;

/// All agents by staff number.
#[utoipa::path(
    get, path = "/api/agents", tag = "agents",
    responses((status = 200, body = Page<Agent>), (status = 403, body = ProblemDoc)),
    security(("session" = ["agents.read"]))
)]
pub async fn list(State(desk): State<Desk>, Signed(who): Signed) -> ApiResult<Json<Page<Agent>>> {
    Ok(Json(Page::whole(desk.agents.all(&who).await?)))
}

/// One agent by staff number.
#[utoipa::path(
    get, path = "/api/agents/{staff_number}", tag = "agents", params(("staff_number" = String, Path)),
    responses((status = 200, body = Agent), (status = 404, body = ProblemDoc)),
    security(("session" = ["agents.read"]))
)]
pub async fn one(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Path(staff_number): Path<String>,
) -> ApiResult<Json<Agent>> {
    who.require(READ)?;
    Ok(Json(desk.agents.by_staff_number(&staff_number).await?))
}

/// Changes team, skills or capacity live; what is being handled is not touched.
#[utoipa::path(
    patch, path = "/api/agents/{staff_number}", tag = "agents", params(("staff_number" = String, Path)),
    request_body = AgentChange,
    responses((status = 200, body = Agent), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["agents.manage"]))
)]
pub async fn change(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Path(staff_number): Path<String>,
    Body(form): Body<AgentChange>,
) -> ApiResult<Json<Agent>> {
    Ok(Json(desk.agents.change(&who, &staff_number, form).await?))
}
