//! Accounts together with the agent's posting.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use identity::{User, UserFilter};
use kernel::Role;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed, Versioned, page_size};

use super::Desk;
use crate::model::{Agent, NewUserWithPosting};

/// An account and its posting.
#[derive(Serialize, ToSchema)]
pub struct UserWithPosting {
    #[serde(flatten)]
    user: User,
    agent: Option<Agent>,
}

/// Which accounts are wanted, and how many at a time.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UsersQuery {
    /// With this in the name, the user name or the staff number; letters of either case.
    q: Option<String>,
    /// Of this role.
    role: Option<Role>,
    /// Who may sign in, or who may not.
    active: Option<bool>,
    /// Items per page, 1..=200; 50 by default.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Accounts by user name.
#[utoipa::path(
    get, path = "/api/users", tag = "users", params(UsersQuery),
    responses((status = 200, body = Page<Versioned<User>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["identity.read"]))
)]
pub async fn list(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Params(query): Params<UsersQuery>,
) -> ApiResult<Json<Page<Versioned<User>>>> {
    let size = page_size(query.limit)?;
    let text = query.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = UserFilter { text, role: query.role, active: query.active };
    let after = query.cursor.unwrap_or_default();
    let users = desk.identity.find(&who, &filter, &after, size.saturating_add(1)).await?;
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
