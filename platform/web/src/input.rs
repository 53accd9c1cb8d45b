//! Strict input: what cannot be read is named precisely and changes nothing.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::Refused;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ApiError;

/// A JSON body. Malformed JSON is a 400, a field of the wrong type a 422 that names the field.
pub struct Body<T>(pub T);

/// A JSON body that may be sent back as it was shown: with its version, which says what was edited.
pub struct Sent<T> {
    /// What is wanted.
    pub of: T,
    /// The version with which it was shown.
    pub version: Option<String>,
}

/// Query parameters. Unknown ones are a 400 when the type denies unknown fields.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = read(request, state).await?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|err| body_error(&err))?;
        json.end().map_err(|err| malformed_json(&err))?;
        Ok(Self(value))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Body(mut json): Body<Value> = Body::from_request(request, state).await?;
        let version = json.as_object_mut().and_then(|fields| fields.remove("version"));
        let version = version.map(serde_json::from_value).transpose();
        let version = version.map_err(|err| Refused::field("version", "版本应为文字", err.to_string()))?;
        let of = serde_path_to_error::deserialize(json).map_err(|err| body_error(&err))?;
        Ok(Self { of, version })
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<bytes::Bytes, ApiError> {
    let bytes = bytes::Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return ApiError::TooLarge;
        }
        let why = rejection.body_text();
        ApiError::Malformed(Refused::invalid("unreadable_body", "请求内容无法读取", why))
    })?;
    refuse_nul(&bytes)?;
    Ok(bytes)
}

const ESCAPED_NUL: &[u8] = br"\u0000";

/// No text has the character NUL: PostgreSQL does not keep it, and nobody sees it.
fn refuse_nul(bytes: &[u8]) -> Result<(), ApiError> {
    // The escape may be escaped itself: what looks like one is read.
    if !bytes.windows(ESCAPED_NUL.len()).any(|part| part == ESCAPED_NUL) {
        return Ok(());
    }
    let Ok(json) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    match path_to_nul(&json, "") {
        Some(path) => {
            let (zh, en) =
                ("文字中有不可用的字符（NUL）", "The text has a character that cannot be kept (NUL)");
            Err(ApiError::Refused(Refused::field(&path, zh, en)))
        }
        None => Ok(()),
    }
}

/// Where in a value a text, or a name, has the character NUL.
fn path_to_nul(json: &Value, path: &str) -> Option<String> {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match json {
        Value::String(text) => text.contains('\0').then(|| path.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(place, item)| path_to_nul(item, &format!("{path}[{place}]")))
        }
        Value::Object(items) => items.iter().find_map(|(name, item)| match name.contains('\0') {
            true => Some(path.to_owned()),
            false => path_to_nul(item, &below(name)),
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
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
            let field = missing_field(&text).or_else(|| faulty_pair::<T>(query, &text));
            let field = field.unwrap_or_else(|| "query".to_owned());
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

/// The name of the pair that is refused alone for the same reason: the error itself does not name it.
fn faulty_pair<T: DeserializeOwned>(query: &str, why: &str) -> Option<String> {
    let fails = |pair: &&str| serde_urlencoded::from_str::<T>(pair).is_err_and(|err| err.to_string() == why);
    let (name, _) = query.split('&').find(fails)?.split_once('=')?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_a_query_that_cannot_be_read_is_named() {
        #[derive(serde::Deserialize)]
        #[allow(dead_code)]
        struct Query {
            from: Option<u8>,
            to: Option<u8>,
        }
        let query = "from=1&to=late";
        let why = serde_urlencoded::from_str::<Query>(query).err().map(|err| err.to_string());
        assert_eq!(faulty_pair::<Query>(query, &why.unwrap_or_default()).as_deref(), Some("to"));
    }

    fn place(json: &str) -> Option<String> {
        match refuse_nul(json.as_bytes()) {
            Err(ApiError::Refused(refused)) => refused.fields.first().map(|field| field.field.clone()),
            _ => None,
        }
    }

    #[test]
    fn the_character_that_no_database_keeps_is_refused_where_it_stands() {
        assert_eq!(place(r#"{"title":"a\u0000b"}"#).as_deref(), Some("title"));
        assert_eq!(place(r#"{"fields":{"tags":["a","\u0000"]}}"#).as_deref(), Some("fields.tags[1]"));
        assert_eq!(place(r#"{"title":"a\\u0000b"}"#), None, "a backslash and letters");
        assert_eq!(place(r#"{"title":"订单"}"#), None);
    }
}
