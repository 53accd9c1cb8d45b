//! Signing in and out.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use kernel::SessionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiError, ApiResult, Body, COOKIE, Page, ProblemDoc, Signed, Token};

use crate::{Identity, SessionView, SignedIn, User};

/// Name and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// User name.
    username: String,
    /// Password.
    password: String,
}

/// Who is signed in, with what rights.
#[derive(Serialize, ToSchema)]
pub struct OwnSession {
    user: User,
    permissions: Vec<String>,
    /// The centre's time zone (IANA): all times that people read and enter are in it.
    zone: String,
}

/// The client's address, where the server knows it.
pub struct Address(String);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(info.map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string())))
    }
}

/// Signs in; answers the token and sets it as a cookie for browsers.
#[utoipa::path(
    post, path = "/api/session", tag = "session", request_body = SignIn,
    responses(
        (status = 200, body = SignedIn), (status = 401, body = ProblemDoc), (status = 429, body = ProblemDoc)
    ),
    security(())
)]
pub async fn sign_in(
    State(identity): State<Arc<Identity>>,
    Address(address): Address,
    headers: HeaderMap,
    Body(form): Body<SignIn>,
) -> ApiResult<impl IntoResponse> {
    let client = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("unknown");
    let signed_in = identity.sign_in(&form.username, &form.password, &address, client).await?;
    let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200{}",
        signed_in.token,
        if secure { "; Secure" } else { "" }
    );
    Ok(([(header::SET_COOKIE, cookie)], Json(signed_in)))
}

/// The account that is signed in, and its permissions.
#[utoipa::path(
    get, path = "/api/session", tag = "session",
    responses((status = 200, body = OwnSession), (status = 401, body = ProblemDoc)),
    security(("session" = []))
)]
pub async fn own(State(identity): State<Arc<Identity>>, Signed(who): Signed) -> ApiResult<Json<OwnSession>> {
    let user = identity.own_account(&who).await?;
    let permissions = who.permissions.into_iter().collect();
    Ok(Json(OwnSession { user, permissions, zone: identity.zone() }))
}

/// Signs out: the token is worthless afterwards.
#[utoipa::path(
    delete, path = "/api/session", tag = "session",
    responses((status = 204), (status = 401, body = ProblemDoc)),
    security(("session" = []))
)]
pub async fn sign_out(
    State(identity): State<Arc<Identity>>,
    Signed(_who): Signed,
    Token(token): Token,
) -> ApiResult<impl IntoResponse> {
    identity.sign_out(&token).await?;
    let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]))
}

/// The open sessions of the account that is signed in.
#[utoipa::path(
    get, path = "/api/session/all", tag = "session",
    responses((status = 200, body = Page<SessionView>), (status = 401, body = ProblemDoc)),
    security(("session" = []))
)]
pub async fn list(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<SessionView>>> {
    Ok(Json(Page::whole(identity.own_sessions(&who).await?)))
}

/// Ends one of the own sessions, such as on a lost device.
#[utoipa::path(
    delete, path = "/api/session/all/{id}", tag = "session", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemDoc)),
    security(("session" = []))
)]
pub async fn revoke(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
    Path(id): Path<SessionId>,
) -> ApiResult<StatusCode> {
    if let Some(user) = who.user {
        identity.revoke(&who, user, Some(id)).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
