//! Changing accounts. Creating them stands with the agents, whose posting comes along.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiResult, Body, Params, ProblemDoc, Seen, Signed, Versioned};

use crate::{Identity, User, UserChange};

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// 8 to 256 characters.
    password: String,
    /// The present password: needed for one's own account.
    #[serde(default)]
    current: Option<String>,
}

/// Sets the password of an account (one's own, with the present one; or with `identity.manage` any) and ends its sessions.
#[utoipa::path(
    put, path = "/api/users/{id}/password", tag = "users", params(("id" = String, Path)),
    request_body = NewPassword,
    responses((status = 204), (status = 403, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = []))
)]
pub async fn set_password(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
    Path(id): Path<UserId>,
    Body(form): Body<NewPassword>,
) -> ApiResult<StatusCode> {
    identity.set_password(&who, id, &form.password, form.current.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes name, role or activity of an account.
#[utoipa::path(
    patch, path = "/api/users/{id}", tag = "users", params(("id" = String, Path), Seen), request_body = UserChange,
    responses((status = 200, body = Versioned<User>), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["identity.manage"]))
)]
pub async fn update(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
    Path(id): Path<UserId>,
    Params(seen): Params<Seen>,
    Body(change): Body<UserChange>,
) -> ApiResult<Json<Versioned<User>>> {
    Ok(Json(Versioned::of(identity.edit(&who, id, change, &seen).await?)))
}
