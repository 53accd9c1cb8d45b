//! Where a request came from, for what is written down about it.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Map, Value};

tokio::task_local! {
    static ORIGIN: Option<String>;
}

/// The client's address while its request is served; nothing elsewhere, as for clocks and calls.
pub fn origin() -> Option<String> {
    ORIGIN.try_with(Clone::clone).ok().flatten()
}

/// What an event says, and from where it was asked for, as the audit log keeps it.
pub fn with_origin(data: Value) -> Value {
    let Some(address) = origin() else { return data };
    let mut said = match data {
        Value::Object(said) => said,
        Value::Null => Map::new(),
        other => return other,
    };
    said.insert("from".to_owned(), Value::String(address));
    Value::Object(said)
}

/// Serves a request whose address can be asked for meanwhile.
pub(crate) async fn in_scope(request: Request, next: Next) -> Response {
    let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = info.map(|info| info.0.ip().to_string());
    ORIGIN.scope(address, next.run(request)).await
}
