//! Files on tickets.

use std::sync::Arc;

use axum::Json;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::Refused;
use ticket::TicketId;
use utoipa::ToSchema;
use web::{ApiError, ApiResult, Body, Page, ProblemDoc, Signed};

use crate::Tickets;
use crate::model::{AttachmentRemoval, AttachmentView};

/// Longest file, with some room for the form around it.
pub const UPLOAD_BYTES: usize = 20 * 1024 * 1024 + 16 * 1024;

/// A file as a form sends it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the multipart form in the OpenAPI document")]
pub struct AttachmentUpload {
    /// The file with its name, 20 MiB at most: pictures, PDF, office documents, text, audio, video. What it is decides
    /// its content; programs, archives and what holds script are refused.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Files on a ticket, as they came.
#[utoipa::path(
    get, path = "/api/tickets/{id}/attachments", tag = "tickets", params(("id" = String, Path)),
    responses((status = 200, body = Page<AttachmentView>), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn attachments(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
) -> ApiResult<Json<Page<AttachmentView>>> {
    Ok(Json(Page::whole(service.attachments(&who, id).await?)))
}

/// Puts a file on a ticket; the same file under the same name comes once.
#[utoipa::path(
    post, path = "/api/tickets/{id}/attachments", tag = "tickets", params(("id" = String, Path)),
    request_body(content = AttachmentUpload, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = AttachmentView), (status = 404, body = ProblemDoc),
        (status = 413, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["tickets.write"]), ("session" = ["tickets.department"]))
)]
pub async fn attach(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path(id): Path<TicketId>,
    form: Result<Multipart, MultipartRejection>,
) -> ApiResult<(StatusCode, Json<AttachmentView>)> {
    let mut form = form.map_err(|err| malformed(&err.body_text()))?;
    let mut file: Option<(String, Bytes)> = None;
    while let Some(field) = form.next_field().await.map_err(|err| unreadable(&err))? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            file = Some((name, field.bytes().await.map_err(|err| unreadable(&err))?));
        }
    }
    let (name, content) = file.ok_or_else(|| Refused::field("file", "请选择文件", "Choose a file"))?;
    Ok((StatusCode::CREATED, Json(service.attach(&who, id, &name, content).await?)))
}

/// The content of a file.
#[utoipa::path(
    get, path = "/api/tickets/{id}/attachments/{attachment}", tag = "tickets",
    params(("id" = String, Path), ("attachment" = String, Path)),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, body = ProblemDoc)
    ),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn content(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path((id, attachment)): Path<(TicketId, String)>,
) -> ApiResult<Response> {
    let (one, content) = service.attachment(&who, id, &attachment).await?;
    let place = if one.is_picture { "inline" } else { "attachment" };
    let headers: [(HeaderName, String); 5] = [
        (header::CONTENT_TYPE, one.media_type),
        (header::CONTENT_DISPOSITION, format!("{place}; filename*=UTF-8''{}", encoded(&one.name))),
        // Whatever a browser may think it is: nothing of it runs.
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
    ];
    let mut response = content.into_response();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// Takes a file away, with a reason that stays in the history. The own one needs no more than the right to work on the
/// ticket; any other needs `tickets.remove_files`. Files of a ticket that is over, must be kept or is a crisis case stay.
#[utoipa::path(
    post, path = "/api/tickets/{id}/attachments/{attachment}/removal", tag = "tickets",
    params(("id" = String, Path), ("attachment" = String, Path)), request_body = AttachmentRemoval,
    responses(
        (status = 204), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc),
        (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["tickets.write"]), ("session" = ["tickets.department"]))
)]
pub async fn remove(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path((id, attachment)): Path<(TicketId, String)>,
    Body(removal): Body<AttachmentRemoval>,
) -> ApiResult<StatusCode> {
    service.remove_attachment(&who, id, &attachment, &removal).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A name in a header (RFC 8187 §3.2.1).
fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn unreadable(err: &MultipartError) -> ApiError {
    match err.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        _ => malformed(&err.body_text()),
    }
}

fn malformed(why: &str) -> ApiError {
    ApiError::Malformed(Refused::invalid("unreadable_form", "上传内容无法读取", why))
}
