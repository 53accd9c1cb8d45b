//! Who is acting: a bearer token or the session cookie, turned into a principal by whoever knows the accounts.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::future::BoxFuture;
use kernel::{Principal, RefusalKind, Refused, UserId};

use crate::ApiError;
use crate::origin;
use crate::problem::name_editors;

/// Name of the session cookie.
pub const COOKIE: &str = "yingda_session";

/// Turns tokens into principals; the capability that owns accounts implements it.
pub trait Authenticator: Send + Sync {
    /// The principal of a token, or nothing when the token is unknown, expired or revoked.
    fn principal<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Option<Principal>, db::DbError>>;

    /// What an account is called, for people; nothing where it is not known.
    fn name(&self, user: UserId) -> BoxFuture<'_, Option<String>>;
}

/// The token a request came with; absent on requests without one.
#[derive(Debug, Clone)]
pub struct Token(pub String);

/// Extractor: the signed-in principal; 401 without one.
#[derive(Debug, Clone)]
pub struct Signed(pub Principal);

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Principal>().cloned().map(Signed).ok_or_else(|| unauthenticated().into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        token_of(&parts.headers).map(Token).ok_or_else(|| unauthenticated().into())
    }
}

pub(crate) fn unauthenticated() -> Refused {
    Refused::new(
        RefusalKind::Unauthenticated,
        "not_signed_in",
        "尚未登录或登录已失效，请重新登录。",
        "You are not signed in, or the session has ended. Please sign in again.",
    )
}

fn token_of(headers: &HeaderMap) -> Option<String> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(|token| token.trim().to_owned());
    bearer.or_else(|| cookie_of(headers))
}

fn cookie_of(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

/// Middleware: looks the token up once and leaves the principal in the request. A request that changes something by
/// cookie alone must come from our own pages (`Sec-Fetch-Site`), which defeats cross-site request forgery.
pub async fn authenticate(
    State(accounts): State<Arc<dyn Authenticator>>,
    mut request: Request,
    next: Next,
) -> Response {
    if forged(&request) {
        let refused = Refused::new(
            RefusalKind::Forbidden,
            "cross_site",
            "拒绝来自其他网站的请求。",
            "Requests from other sites are refused.",
        );
        return ApiError::from(refused).into_response();
    }
    if let Some(token) = token_of(request.headers()) {
        match accounts.principal(&token).await {
            Ok(Some(principal)) => {
                request.extensions_mut().insert(principal);
            }
            Ok(None) => {}
            Err(err) => return ApiError::from(err).into_response(),
        }
    }
    let mut response = origin::in_scope(request, next).await;
    name_editors(&mut response, accounts.as_ref()).await;
    response
}

fn forged(request: &Request) -> bool {
    let headers = request.headers();
    let by_cookie = headers.get(header::AUTHORIZATION).is_none() && cookie_of(headers).is_some();
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    // A WebSocket handshake is a GET that opens a channel for commands: it is guarded like a change.
    let upgrade = headers.contains_key(header::UPGRADE);
    let foreign = match site {
        Some(site) => matches!(site, "cross-site" | "same-site"),
        None => foreign_origin(headers),
    };
    by_cookie && (upgrade || !request.method().is_safe()) && foreign
}

/// Where a browser says only the page's origin: another host or port than the one asked is another site.
fn foreign_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else { return false };
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    text(header::HOST).is_some_and(|asked| asked != host)
}
