//! Accounts together with the agent's posting.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use identity::User;
use serde::Serialize;
use utoipa::ToSchema;
use web::{ApiResult, Body, Page, PageQuery, Params, ProblemDoc, Signed, Versioned};

use super::Desk;
use crate::model::{Agent, NewUserWithPosting};

/// An account and its posting.
#[derive(Serialize, ToSchema)]
pub struct UserWithPosting {
    #[serde(flatten)]
    user: User,
    agent: Option<Agent>,
}

/// Accounts by user name.
#[utoipa::path(
    get, path = "/api/users", tag = "users", params(PageQuery),
    responses((status = 200, body = Page<Versioned<User>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["identity.read"]))
)]
pub async fn list(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Params(query): Params<PageQuery>,
) -> ApiResult<Json<Page<Versioned<User>>>> {
    let size = query.size()?;
    let users = desk.identity.page(&who, query.cursor.as_deref().unwrap_or_default(), size + 1).await?;
    let page = Page::from_surplus(users, size, |user| user.username.clone());
    let items = page.items.into_iter().map(Versioned::of).collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}

/// Creates an account; with a staff number also the agent.
#[utoipa::path(
    post, path = "/api/users", tag = "users", request_body = NewUserWithPosting,
    responses(
        (status = 201, body = UserWithPosting), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["identity.manage"]))
)]
pub async fn create(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Body(form): Body<NewUserWithPosting>,
) -> ApiResult<(StatusCode, Json<UserWithPosting>)> {
    let (user, agent) = desk.agents.create_user(&who, form).await?;
    Ok((StatusCode::CREATED, Json(UserWithPosting { user, agent })))
}
