//! Lists that fit in memory are given whole by their capabilities and cut into pages here, so that every list takes
//! `?limit=&cursor=`, and none of them does it by its own hand.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Refused;
use serde_json::Value;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Object, OpenApi, RefOr, Type};

use crate::ApiError;
use crate::paging::PAGE_LIMIT;

/// Largest list that is cut; a larger one pages in its store.
const LARGEST: usize = 32 * 1024 * 1024;

/// The paths of the lists that are given whole.
#[derive(Debug, Default)]
pub struct WholeLists(BTreeSet<String>);

/// Adds `limit` and `cursor` to the operations of a document that give whole lists. Gives their paths.
pub fn describe_whole_lists(document: &mut OpenApi) -> WholeLists {
    let mut whole = WholeLists::default();
    for (path, item) in &mut document.paths.paths {
        if let Some(operation) = item.get.as_mut().filter(|operation| gives_whole_list(operation)) {
            let field = |name: &str, kind, what: &str| {
                let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query);
                parameter.description(Some(what)).schema(Some(Object::with_type(kind))).build()
            };
            let most = format!("Items per page, 1..={PAGE_LIMIT}; all by default.");
            let parameters = operation.parameters.get_or_insert_default();
            parameters.push(RefOr::T(field("limit", Type::Integer, &most)));
            parameters.push(RefOr::T(field("cursor", Type::String, "Where the page before ended.")));
            whole.0.insert(path.clone());
        }
    }
    whole
}

fn gives_whole_list(operation: &Operation) -> bool {
    let answers = serde_json::to_value(&operation.responses).unwrap_or_default();
    let schema = &answers["200"]["content"]["application/json"]["schema"]["$ref"];
    let page = schema.as_str().is_some_and(|name| name.starts_with("#/components/schemas/Page_"));
    let asks = |parameter: &RefOr<Parameter>| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => true,
    };
    page && !operation.parameters.iter().flatten().any(asks)
}

/// What a request for a page of a whole list says.
struct Cut {
    limit: Option<usize>,
    from: usize,
}

impl Cut {
    fn of(query: &str) -> Result<Option<Self>, Refused> {
        let (mut limit, mut from) = (None, None);
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "limit" => {
                    let number = value.parse().map_err(|_| {
                        Refused::field("limit", "limit 应为整数", "limit must be a whole number")
                    })?;
                    limit = usize::try_from(crate::page_size(Some(number))?).ok();
                }
                "cursor" => {
                    let number = value.parse().map_err(|_| {
                        Refused::field("cursor", "游标无效", "This cursor was not given by this list")
                    })?;
                    from = Some(number);
                }
                _ => {}
            }
        }
        let asked = limit.is_some() || from.is_some();
        Ok(asked.then(|| Self { limit, from: from.unwrap_or(0) }))
    }

    fn apply(&self, list: &mut Value) {
        let Some(items) = list["items"].as_array_mut() else { return };
        let all = items.len();
        let to = self.limit.map_or(all, |limit| self.from.saturating_add(limit)).min(all);
        *items = items.drain(self.from.min(to)..to).collect();
        list["next_cursor"] = if to < all { Value::String(to.to_string()) } else { Value::Null };
    }
}

/// Cuts the answer of a whole list to the page that was asked for.
pub async fn cut(State(whole): State<Arc<WholeLists>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if request.method() != Method::GET || !whole.0.contains(path) {
        return next.run(request).await;
    }
    let cut = match Cut::of(request.uri().query().unwrap_or_default()) {
        Ok(None) => return next.run(request).await,
        Ok(Some(cut)) => cut,
        Err(refused) => return ApiError::Malformed(refused).into_response(),
    };
    let (mut parts, body) = next.run(request).await.into_parts();
    if parts.status != StatusCode::OK {
        return Response::from_parts(parts, body);
    }
    let bytes = match to_bytes(body, LARGEST).await {
        Ok(bytes) => bytes,
        Err(err) => return ApiError::failed(err).into_response(),
    };
    let mut list: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    cut.apply(&mut list);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(list.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page(query: &str) -> Value {
        let mut list = json!({"items": [1, 2, 3, 4, 5], "next_cursor": null});
        if let Some(cut) = Cut::of(query).unwrap() {
            cut.apply(&mut list);
        }
        list
    }

    #[test]
    fn a_whole_list_is_cut_into_pages_that_lead_to_each_other() {
        assert_eq!(page(""), json!({"items": [1, 2, 3, 4, 5], "next_cursor": null}));
        assert_eq!(page("limit=2"), json!({"items": [1, 2], "next_cursor": "2"}));
        assert_eq!(page("limit=2&cursor=2"), json!({"items": [3, 4], "next_cursor": "4"}));
        assert_eq!(page("cursor=4&limit=2"), json!({"items": [5], "next_cursor": null}));
        assert_eq!(page("cursor=9"), json!({"items": [], "next_cursor": null}));
    }

    #[test]
    fn what_is_no_limit_and_no_cursor_is_refused() {
        for query in ["limit=abc", "limit=0", "limit=201", "cursor=zzz"] {
            assert!(Cut::of(query).is_err(), "{query}");
        }
    }
}
