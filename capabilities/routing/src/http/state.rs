//! Presence of agents.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use kernel::Refused;
use web::{ApiResult, Body, Page, ProblemDoc, Signed};

use crate::live::AgentLive;
use crate::model::{BreakKind, StateForm};
use crate::{READ, Routing};

/// Declares an agent's presence: one's own, or as supervisor anyone's.
#[utoipa::path(
    put, path = "/api/agents/{staff_number}/state", tag = "agents", params(("staff_number" = String, Path)),
    request_body = StateForm,
    responses(
        (status = 200, body = AgentLive), (status = 403, body = ProblemDoc),
        (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc)
    ),
    security(("session" = ["routing.presence"]))
)]
pub async fn declare(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
    Path(staff_number): Path<String>,
    Body(form): Body<StateForm>,
) -> ApiResult<Json<AgentLive>> {
    who.require(READ)?;
    service.declare(&who, &staff_number, &form).await?;
    let board = service.board(&who)?;
    let agent = board.agents.into_iter().find(|agent| agent.staff_number == staff_number);
    Ok(Json(agent.ok_or_else(|| Refused::not_found("坐席", "agent"))?))
}

/// The kinds of breaks with their limits.
#[utoipa::path(
    get, path = "/api/break-kinds", tag = "agents",
    responses((status = 200, body = Page<BreakKind>), (status = 403, body = ProblemDoc)),
    security(("session" = ["routing.read"]))
)]
pub async fn breaks(
    State(service): State<Arc<Routing>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<BreakKind>>> {
    Ok(Json(Page::whole(service.breaks(&who)?)))
}
