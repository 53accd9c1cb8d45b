//! Agents and what they can do.

use axum::Json;
use axum::extract::{Path, State};
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned};

use super::Desk;
use crate::READ;
use crate::model::Agent;
use crate::service::AgentChange;

/// All agents by staff number.
#[utoipa::path(
    get, path = "/api/agents", tag = "agents",
    responses((status = 200, body = Page<Versioned<Agent>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["agents.read"]))
)]
pub async fn list(State(desk): State<Desk>, Signed(who): Signed) -> ApiResult<Json<Page<Versioned<Agent>>>> {
    Ok(Json(Page::whole(desk.agents.all(&who).await?.into_iter().map(Versioned::of).collect())))
}

/// One agent by staff number.
#[utoipa::path(
    get, path = "/api/agents/{staff_number}", tag = "agents", params(("staff_number" = String, Path)),
    responses((status = 200, body = Versioned<Agent>), (status = 404, body = ProblemDoc)),
    security(("session" = ["agents.read"]))
)]
pub async fn one(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Path(staff_number): Path<String>,
) -> ApiResult<Json<Versioned<Agent>>> {
    who.require(READ)?;
    Ok(Json(Versioned::of(desk.agents.by_staff_number(&staff_number).await?)))
}

/// Changes team, skills or capacity live; what is being handled is not touched.
#[utoipa::path(
    patch, path = "/api/agents/{staff_number}", tag = "agents", params(("staff_number" = String, Path), Seen),
    request_body = AgentChange,
    responses(
        (status = 200, body = Versioned<Agent>), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["agents.manage"]))
)]
pub async fn change(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Path(staff_number): Path<String>,
    Params(seen): Params<Seen>,
    Body(form): Body<AgentChange>,
) -> ApiResult<Json<Versioned<Agent>>> {
    Ok(Json(Versioned::of(desk.agents.edit(&who, &staff_number, form, &seen).await?)))
}
