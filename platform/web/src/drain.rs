//! Bodies that are refused for their length.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures::StreamExt;
use tokio::sync::Mutex;

/// Shorter bodies are in the connection's buffers before anybody is refused.
const LONG: u64 = 64 * 1024;
/// What is read of a refused body at most, and for how long.
const MOST: usize = 256 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(20);

/// Middleware: reads what is left of a body that was too large before it says so. A connection that is closed while the
/// other side still sends is reset, and the reason is lost on the way (RFC 9112 §9.6).
pub async fn hear_out(request: Request, next: Next) -> Response {
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|text| text.to_str().ok()?.parse().ok());
    if length.is_none_or(|length: u64| length < LONG) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let rest = Arc::new(Mutex::new(body.into_data_stream()));
    let through = Body::from_stream(pieces(rest.clone()));
    let response = next.run(Request::from_parts(parts, through)).await;
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        // Whoever sends more than that, or slower, is cut off.
        let _ = tokio::time::timeout(PATIENCE, read_off(rest)).await;
    }
    response
}

type Rest = Arc<Mutex<BodyDataStream>>;

fn pieces(rest: Rest) -> impl futures::Stream<Item = Result<bytes::Bytes, axum::Error>> + Send {
    futures::stream::unfold(rest, |rest| async move {
        let piece = rest.lock().await.next().await?;
        Some((piece, rest))
    })
}

async fn read_off(rest: Rest) {
    let mut rest = rest.lock().await;
    let mut read = 0;
    while let Some(Ok(piece)) = rest.next().await {
        read += piece.len();
        if read > MOST {
            return;
        }
    }
}
