//! Errors as `application/problem+json` (RFC 9457), in the language the client asked for.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Lang, RefusalKind, Refused, Text, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::wanted_language;

/// What a handler returns.
pub type ApiResult<T> = Result<T, ApiError>;

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A rule said no; nothing has changed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The request itself cannot be read: malformed JSON, unknown query fields (400).
    #[error("{0}")]
    Malformed(Refused),
    /// The body is longer than this route takes (413).
    #[error("the request is too large")]
    TooLarge,
    /// The machine failed; logged once here, told to nobody in detail.
    #[error("{0}")]
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl From<db::DbError> for ApiError {
    fn from(err: db::DbError) -> Self {
        Self::Failed(Box::new(err))
    }
}

impl ApiError {
    /// A failure of the machine.
    pub fn failed(err: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Failed(Box::new(err))
    }
}

/// One field at fault.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ProblemField {
    /// Path of the field, such as `skills[0].level`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// A problem document.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDoc {
    /// Stable name of the problem, such as `/problems/forbidden`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short summary.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, what is safe, what to do.
    pub detail: String,
    /// Fields at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// What is possible instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<String>,
    /// When a second try may succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Travels in the response's extensions until the language is known.
#[derive(Clone)]
struct Untold {
    status: StatusCode,
    refused: Refused,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let untold = match self {
            Self::Refused(refused) => Untold { status: status_of(refused.kind), refused },
            Self::Malformed(refused) => Untold { status: StatusCode::BAD_REQUEST, refused },
            Self::TooLarge => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Self::Failed(err) => {
                tracing::error!(error = %err, "request failed");
                let refused = Refused::new(
                    RefusalKind::Unavailable,
                    "failure",
                    "服务器暂时无法完成此操作，未保存任何更改，请稍后重试。",
                    "The server could not do this now. Nothing was changed; please try again in a moment.",
                );
                Untold { status: StatusCode::INTERNAL_SERVER_ERROR, refused }
            }
        };
        let mut response = tell(&untold, Lang::En);
        response.extensions_mut().insert(untold);
        response
    }
}

fn status_of(kind: RefusalKind) -> StatusCode {
    match kind {
        RefusalKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalKind::Conflict => StatusCode::CONFLICT,
        RefusalKind::NotFound => StatusCode::NOT_FOUND,
        RefusalKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        RefusalKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn title_of(status: StatusCode, lang: Lang) -> &'static str {
    let (zh, en) = match status.as_u16() {
        400 => ("请求无法识别", "The request cannot be read"),
        401 => ("请先登录", "Please sign in"),
        403 => ("没有权限", "Not allowed"),
        404 => ("没有找到", "Not found"),
        405 | 413 | 415 | 416 | 426 => ("请求无法处理", "The request cannot be served"),
        409 => ("当前状态不允许", "Not possible in the present state"),
        422 => ("输入有误", "The input is not valid"),
        429 => ("尝试过于频繁", "Too many attempts"),
        503 => ("服务暂不可用", "The service is unavailable"),
        _ => ("服务器故障", "Server failure"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn tell(untold: &Untold, lang: Lang) -> Response {
    let refused = &untold.refused;
    let doc = ProblemDoc {
        kind: format!("/problems/{}", refused.code),
        title: title_of(untold.status, lang).to_owned(),
        status: untold.status.as_u16(),
        detail: refused.why.in_lang(lang).to_owned(),
        errors: refused
            .fields
            .iter()
            .map(|field| ProblemField {
                field: field.field.clone(),
                message: field.message.in_lang(lang).to_owned(),
            })
            .collect(),
        possible: refused.possible.clone(),
        until: refused.until,
    };
    let mut response = (untold.status, Json(doc)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let (StatusCode::TOO_MANY_REQUESTS, Some(_)) = (untold.status, refused.until) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// Names those who changed what a refusal is about (`by:ID`, of one field `by:ID:FIELD`), by their names.
pub(crate) async fn name_editors(response: &mut Response, accounts: &dyn crate::Authenticator) {
    let Some(untold) = response.extensions_mut().get_mut::<Untold>() else { return };
    let (marks, possible): (Vec<String>, Vec<String>) =
        std::mem::take(&mut untold.refused.possible).into_iter().partition(|one| one.starts_with("by:"));
    untold.refused.possible = possible;
    for mark in marks {
        let mut parts = mark.splitn(3, ':').skip(1);
        let Some(Ok(user)) = parts.next().map(str::parse::<UserId>) else { continue };
        let Some(name) = accounts.name(user).await else { continue };
        match parts.next() {
            None => put_name(&mut untold.refused.why, &name),
            Some(field) => {
                let of = untold.refused.fields.iter_mut().filter(|one| one.field == field);
                of.for_each(|one| put_name(&mut one.message, &name));
            }
        }
    }
}

/// Refusals speak of somebody: who it was is known here only.
fn put_name(text: &mut Text, name: &str) {
    text.zh = text.zh.replacen("他人", name, 1);
    text.en = text.en.replacen("somebody", name, 1).replacen("Somebody", name, 1);
}

/// Middleware: tells problems in the language the client asked for (`Accept-Language`).
pub async fn describe_problems(request: Request, next: Next) -> Response {
    let lang = wanted_language(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<Untold>() {
        Some(untold) => tell(untold, lang),
        None => match unread(response.status()) {
            Some(refused) => retold(&response, refused, lang),
            None => response,
        },
    }
}

/// A problem in place of the plain text with which the HTTP layer refuses what it cannot read.
fn retold(response: &Response, refused: Refused, lang: Lang) -> Response {
    let mut told = tell(&Untold { status: response.status(), refused }, lang);
    for name in [header::ALLOW, header::CONTENT_RANGE] {
        if let Some(value) = response.headers().get(&name) {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

/// What is refused by its status alone: an id that is none, a method, a range or an upgrade that does not fit.
fn unread(status: StatusCode) -> Option<Refused> {
    let (code, zh, en) = match status.as_u16() {
        400 => (
            "malformed_address",
            "请求地址中的编号或参数无法识别。",
            "An id or a value in the address cannot be read.",
        ),
        405 => ("method", "此资源不支持该请求方法。", "This resource does not offer that method."),
        413 => ("too_large", "请求内容过大。", "The request is too large."),
        415 => ("media_type", "不支持的内容类型。", "This content type is not supported."),
        416 => (
            "range",
            "请求的范围超出文件长度。",
            "The range that is asked for lies beyond the end of the file.",
        ),
        426 => ("upgrade", "此地址需要 WebSocket 连接。", "This address wants a WebSocket connection."),
        _ => return None,
    };
    Some(Refused::new(RefusalKind::Invalid, code, zh, en))
}
