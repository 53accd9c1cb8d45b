//! The embedded interface. The program also builds without one; then a page says how to build it.

use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

const MISSING: &str = "<!doctype html><meta charset=utf-8><title>应答 Yingda</title>\
    <p>界面尚未构建，请运行 <code>make build</code>。<p>The interface has not been built; run <code>make build</code>.";

const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; \
    style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'";

/// A file of the interface, or its first page for addresses that the interface routes itself.
pub async fn serve(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    match Files::get(path) {
        Some(file) if !path.is_empty() => {
            let kind = mime_guess::from_path(path).first_or_octet_stream();
            // Built files carry a hash in their names. What keeps them in browsers must not be kept itself.
            let keep =
                if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
            ([(header::CONTENT_TYPE, kind.as_ref()), (header::CACHE_CONTROL, keep)], file.data)
                .into_response()
        }
        _ if path.starts_with("assets/") || path == "sw.js" => StatusCode::NOT_FOUND.into_response(),
        _ => first_page(),
    }
}

fn first_page() -> Response {
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY), (header::CACHE_CONTROL, "no-cache")];
    match Files::get("index.html") {
        Some(file) => (headers, Html(file.data)).into_response(),
        None => (headers, Html(MISSING)).into_response(),
    }
}
