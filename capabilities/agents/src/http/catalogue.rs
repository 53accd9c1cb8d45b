//! Teams and skills.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiResult, Body, Page, ProblemDoc, Signed};

use super::Desk;
use crate::model::{Skill, Team};

/// A name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The name, 1 to 100 bytes.
    name: String,
}

/// All teams.
#[utoipa::path(
    get, path = "/api/teams", tag = "teams",
    responses((status = 200, body = Page<Team>), (status = 403, body = ProblemDoc)),
    security(("session" = ["agents.read"]))
)]
pub async fn list_teams(State(desk): State<Desk>, Signed(who): Signed) -> ApiResult<Json<Page<Team>>> {
    Ok(Json(Page::whole(desk.agents.teams(&who).await?)))
}

/// Creates a team, or answers the one of that name.
#[utoipa::path(
    post, path = "/api/teams", tag = "teams", request_body = Named,
    responses((status = 201, body = Team), (status = 422, body = ProblemDoc)),
    security(("session" = ["agents.manage"]))
)]
pub async fn create_team(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Body(form): Body<Named>,
) -> ApiResult<(StatusCode, Json<Team>)> {
    Ok((StatusCode::CREATED, Json(desk.agents.create_team(&who, &form.name).await?)))
}

/// All skills.
#[utoipa::path(
    get, path = "/api/skills", tag = "skills",
    responses((status = 200, body = Page<Skill>), (status = 403, body = ProblemDoc)),
    security(("session" = ["agents.read"]))
)]
pub async fn list_skills(State(desk): State<Desk>, Signed(who): Signed) -> ApiResult<Json<Page<Skill>>> {
    Ok(Json(Page::whole(desk.agents.skills(&who).await?)))
}

/// Creates a skill, or answers the one of that name.
#[utoipa::path(
    post, path = "/api/skills", tag = "skills", request_body = Named,
    responses((status = 201, body = Skill), (status = 422, body = ProblemDoc)),
    security(("session" = ["agents.manage"]))
)]
pub async fn create_skill(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Body(form): Body<Named>,
) -> ApiResult<(StatusCode, Json<Skill>)> {
    Ok((StatusCode::CREATED, Json(desk.agents.create_skill(&who, &form.name).await?)))
}
