//! Uploaded prompts.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use kernel::Refused;
use utoipa::ToSchema;
use web::{ApiError, ApiResult, Page, ProblemDoc, Signed};

use crate::model::PromptView;
use crate::{Flows, MANAGE};

/// A prompt as a form sends it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the multipart form in the OpenAPI document")]
pub struct PromptUpload {
    /// Name of the prompt.
    name: String,
    /// WAV file: PCM 8/16/24 bit, A-law or µ-law, mono or stereo, 8–48 kHz.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// All uploaded prompts.
#[utoipa::path(
    get, path = "/api/prompts", tag = "prompts",
    responses((status = 200, body = Page<PromptView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["flows.read"]))
)]
pub async fn list(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<PromptView>>> {
    Ok(Json(Page::whole(service.prompts(&who).await?)))
}

/// Uploads a WAV file as a prompt.
#[utoipa::path(
    post, path = "/api/prompts", tag = "prompts",
    request_body(content = PromptUpload, content_type = "multipart/form-data"),
    responses((status = 201, body = PromptView), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["flows.manage"]))
)]
pub async fn upload(
    State(service): State<Arc<Flows>>,
    Signed(who): Signed,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> ApiResult<(StatusCode, Json<PromptView>)> {
    who.require(MANAGE)?;
    let mut form = form.map_err(|err| unreadable(&err.body_text()))?;
    let (mut name, mut file) = (String::new(), None);
    while let Some(field) = form.next_field().await.map_err(|err| unreadable(&err.body_text()))? {
        match field.name() {
            Some("name") => name = field.text().await.map_err(|err| unreadable(&err.body_text()))?,
            Some("file") => {
                let bytes = field.bytes().await.map_err(|err| unreadable(&err.body_text()))?;
                file = Some(bytes.to_vec());
            }
            _ => {}
        }
    }
    let file = file.ok_or_else(|| Refused::field("file", "请选择 WAV 文件", "Choose a WAV file"))?;
    Ok((StatusCode::CREATED, Json(service.upload(&who, &name, file).await?)))
}

fn unreadable(why: &str) -> ApiError {
    ApiError::Malformed(Refused::invalid("unreadable_form", "上传内容无法读取或过大", why))
}
