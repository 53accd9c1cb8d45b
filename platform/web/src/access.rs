//! What the API document says of an operation is what is enforced, before any input is read: who may not do a thing
//! does not learn how it wants to be asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Principal, Refused};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::ApiError;
use crate::auth::unauthenticated;

/// One way to be let in: the permissions that are needed together; nothing stands for anyone, signed in or not.
type Way = Option<Vec<String>>;

/// Who may use which operation, by method and path, and which query fields it knows.
#[derive(Debug, Default)]
pub struct AccessRules(BTreeMap<(String, String), Rule>);

#[derive(Debug, Default)]
struct Rule {
    ways: Vec<Way>,
    query: Vec<String>,
}

impl AccessRules {
    /// The rules of a document: each entry of `security` is one way in, its scopes are permissions.
    pub fn of(document: &OpenApi) -> Self {
        let document = serde_json::to_value(document).unwrap_or_default();
        let mut rules = BTreeMap::new();
        for (path, operations) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in operations.as_object().into_iter().flatten() {
                if let Some(security) = operation["security"].as_array() {
                    let ways = security.iter().map(way).collect();
                    let rule = Rule { ways, query: query_fields(operation) };
                    rules.insert((method.to_ascii_uppercase(), path.clone()), rule);
                }
            }
        }
        Self(rules)
    }

    fn rule(&self, method: &str, path: &str) -> Option<&Rule> {
        let method = if method == "HEAD" { "GET" } else { method };
        self.0.get(&(method.to_owned(), path.to_owned()))
    }

    /// A query field that the operation does not know is an error, not something to be passed over.
    fn check_query(&self, method: &str, path: &str, query: &str) -> Result<(), Refused> {
        let Some(rule) = self.rule(method, path) else { return Ok(()) };
        let fields =
            query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty());
        for name in fields {
            if !rule.query.iter().any(|known| known == name) {
                return Err(Refused::field(name, "没有这个查询字段", "There is no such query field"));
            }
        }
        Ok(())
    }

    fn check(&self, method: &str, path: &str, who: Option<&Principal>) -> Result<(), Refused> {
        let Some(Rule { ways, .. }) = self.rule(method, path) else { return Ok(()) };
        if ways.iter().any(Option::is_none) {
            return Ok(());
        }
        let Some(who) = who else { return Err(unauthenticated()) };
        let mut lacking = ways.iter().flatten().map(|way| lacks(who, way));
        let Some(first) = lacking.next() else { return Ok(()) };
        match first {
            Some(permission) if lacking.all(|other| other.is_some()) => Err(Refused::forbidden(permission)),
            _ => Ok(()),
        }
    }
}

fn query_fields(operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let query = parameters.filter(|parameter| parameter["in"] == "query");
    query.filter_map(|parameter| parameter["name"].as_str()).map(str::to_owned).collect()
}

fn way(entry: &Value) -> Way {
    let schemes = entry.as_object().filter(|schemes| !schemes.is_empty())?;
    let scopes = schemes.values().filter_map(Value::as_array).flatten();
    Some(scopes.filter_map(Value::as_str).map(str::to_owned).collect())
}

fn lacks<'a>(who: &Principal, way: &'a [String]) -> Option<&'a str> {
    let held = |permission: &str| who.role.is_none() || who.permissions.contains(permission);
    way.iter().map(String::as_str).find(|permission| !held(permission))
}

/// Middleware, inside [`authenticate`](crate::authenticate): refuses before the input is read.
pub async fn enforce(State(rules): State<Arc<AccessRules>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    match rules.check(request.method().as_str(), path, request.extensions().get::<Principal>()) {
        Ok(()) => {}
        Err(refused) => return ApiError::from(refused).into_response(),
    }
    let query = request.uri().query().unwrap_or_default();
    match rules.check_query(request.method().as_str(), path, query) {
        Ok(()) => next.run(request).await,
        Err(refused) => ApiError::Malformed(refused).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{RefusalKind, Role};
    use serde_json::json;

    fn rules() -> AccessRules {
        let security = [
            ("open", json!([{}])),
            ("own", json!([{"session": []}])),
            ("read", json!([{"session": ["things.read"]}])),
            ("either", json!([{"session": ["things.read"]}, {"session": ["things.write"]}])),
        ];
        let entry = |(name, security): (&str, Value)| {
            (format!("/{name}"), json!({"get": {"security": security, "responses": {}}}))
        };
        let paths: serde_json::Map<String, Value> = security.map(entry).into_iter().collect();
        let document = json!({"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": paths});
        AccessRules::of(&serde_json::from_value(document).unwrap())
    }

    fn holder(permission: &str) -> Principal {
        let permissions = [permission.to_owned()].into();
        Principal { user: None, agent: None, role: Some(Role::Agent), permissions }
    }

    fn kind(path: &str, who: Option<&Principal>) -> Option<RefusalKind> {
        rules().check("GET", path, who).err().map(|refused| refused.kind)
    }

    #[test]
    fn the_document_decides_who_is_let_in() {
        let (reader, writer) = (holder("things.read"), holder("things.write"));
        assert_eq!(kind("/open", None), None);
        for path in ["/own", "/read", "/either"] {
            assert_eq!(kind(path, None), Some(RefusalKind::Unauthenticated), "{path}");
            assert_eq!(kind(path, Some(&reader)), None, "{path}");
        }
        assert_eq!(kind("/own", Some(&writer)), None);
        assert_eq!(kind("/either", Some(&writer)), None);
        assert_eq!(kind("/read", Some(&writer)), Some(RefusalKind::Forbidden));
        assert_eq!(kind("/undescribed", None), None);
        assert!(rules().check("HEAD", "/read", None).is_err());
    }
}
