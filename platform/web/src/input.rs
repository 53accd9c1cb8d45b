//! Strict input: what cannot be read is named precisely and changes nothing.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::Refused;
use serde::de::DeserializeOwned;

use crate::ApiError;

/// A JSON body. Malformed JSON is a 400, a field of the wrong type a 422 that names the field.
pub struct Body<T>(pub T);

/// Query parameters. Unknown ones are a 400 when the type denies unknown fields.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = bytes::Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                return ApiError::TooLarge;
            }
            let why = rejection.body_text();
            ApiError::Malformed(Refused::invalid("unreadable_body", "请求内容无法读取", why))
        })?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|err| body_error(&err))?;
        json.end().map_err(|err| malformed_json(&err))?;
        Ok(Self(value))
    }
}

fn malformed_json(err: &serde_json::Error) -> ApiError {
    ApiError::Malformed(Refused::invalid(
        "malformed_json",
        format!("JSON 格式错误：第 {} 行第 {} 列", err.line(), err.column()),
        format!("Malformed JSON: {err}"),
    ))
}

fn body_error(err: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    let inner = err.inner();
    if !inner.is_data() {
        return malformed_json(inner);
    }
    let field = match err.path().to_string() {
        path if path == "." => missing_field(&inner.to_string()).unwrap_or_else(|| "body".to_owned()),
        path => path,
    };
    ApiError::Refused(Refused::field(&field, format!("字段 {field} 无效：{inner}"), inner.to_string()))
}

/// serde names a missing field only in its text: "missing field `name` at line …".
fn missing_field(text: &str) -> Option<String> {
    let mut parts = text.split('`');
    let is_about_a_field = parts.next()?.contains("field");
    is_about_a_field.then(|| parts.next().map(str::to_owned)).flatten()
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query).map(Self).map_err(|err| {
            let text = err.to_string();
            let field = missing_field(&text).unwrap_or_else(|| "query".to_owned());
            ApiError::Malformed(
                Refused::invalid(
                    "invalid_query",
                    format!("查询参数有误：{text}"),
                    format!("Invalid query: {text}"),
                )
                .with_field(&field, format!("查询参数有误：{text}"), text),
            )
        })
    }
}
