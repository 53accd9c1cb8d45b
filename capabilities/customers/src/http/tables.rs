//! Imports and exports.

use std::sync::Arc;

use axum::Json;
use axum::body::Body as RawBody;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::Refused;
use web::{ApiError, ApiResult, Body, Page, PageQuery, Params, ProblemDoc, Signed, wanted_language};

use crate::model::{ExportForm, FileQuery, FormatQuery, Import, ImportPlan, ImportRow, TableFormat};
use crate::{Customers, sheets};

/// Imports, the newest first.
#[utoipa::path(
    get, path = "/api/customer-imports", tag = "customers", params(PageQuery),
    responses((status = 200, body = Page<Import>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn imports(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(query): Params<PageQuery>,
) -> ApiResult<Json<Page<Import>>> {
    Ok(Json(service.imports(&who, query.cursor.as_deref(), query.size()?).await?))
}

/// Takes a CSV or XLSX file: its head is read, its columns are guessed, nothing is imported yet.
#[utoipa::path(
    post, path = "/api/customer-imports", tag = "customers", params(FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Import), (status = 413, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn upload(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(query): Params<FileQuery>,
    file: Result<Bytes, BytesRejection>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    let file = file.map_err(|err| match err.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        _ => ApiError::Malformed(Refused::invalid("unreadable_file", "文件无法读取", err.body_text())),
    })?;
    Ok((StatusCode::CREATED, Json(service.upload(&who, &query.name, file).await?)))
}

/// One import and how far it is.
#[utoipa::path(
    get, path = "/api/customer-imports/{id}", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = Import), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn import(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> ApiResult<Json<Import>> {
    Ok(Json(service.import(&who, &id).await?))
}

/// The first rows with what would be wrong with them.
#[utoipa::path(
    post, path = "/api/customer-imports/{id}/preview", tag = "customers", params(("id" = String, Path)),
    request_body = ImportPlan,
    responses((status = 200, body = Page<ImportRow>), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn preview(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Body(plan): Body<ImportPlan>,
) -> ApiResult<Json<Page<ImportRow>>> {
    Ok(Json(Page::whole(service.preview(&who, &id, &plan).await?)))
}

/// Carries an import out in the background; it goes on after a restart where it stopped.
#[utoipa::path(
    post, path = "/api/customer-imports/{id}/run", tag = "customers", params(("id" = String, Path)),
    request_body = ImportPlan,
    responses((status = 202, body = Import), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn run(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Body(plan): Body<ImportPlan>,
) -> ApiResult<(StatusCode, Json<Import>)> {
    Ok((StatusCode::ACCEPTED, Json(service.run_import(&who, &id, plan).await?)))
}

/// Gives an import up; what was imported before stays.
#[utoipa::path(
    post, path = "/api/customer-imports/{id}/cancel", tag = "customers", params(("id" = String, Path)),
    responses((status = 200, body = Import), (status = 404, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn cancel(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
) -> ApiResult<Json<Import>> {
    Ok(Json(service.cancel_import(&who, &id).await?))
}

/// The rejected rows as they came, with the reasons in the reader's language.
#[utoipa::path(
    get, path = "/api/customer-imports/{id}/rejected", tag = "customers", params(("id" = String, Path), FormatQuery),
    responses((status = 200, body = Vec<u8>, content_type = "text/csv"), (status = 404, body = ProblemDoc)),
    security(("session" = ["customers.import"]))
)]
pub async fn rejected(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Path(id): Path<String>,
    Params(query): Params<FormatQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let format = query.format.unwrap_or(TableFormat::Csv);
    let file = service.rejected(&who, &id, format, wanted_language(&headers)).await?;
    Ok(sent("rejected", format, file))
}

/// A table of customers in whole; the export and its reason go to the audit log.
#[utoipa::path(
    post, path = "/api/customer-exports", tag = "customers", request_body = ExportForm,
    responses((status = 200, body = Vec<u8>, content_type = "text/csv"), (status = 403, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.export"]))
)]
pub async fn export(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Body(form): Body<ExportForm>,
) -> ApiResult<Response> {
    let format = form.format;
    Ok(sent("customers", format, service.export(&who, form).await?))
}

fn sent(name: &str, format: TableFormat, file: Vec<u8>) -> Response {
    let ending = match format {
        TableFormat::Csv => "csv",
        TableFormat::Xlsx => "xlsx",
    };
    let headers = [
        (header::CONTENT_TYPE, sheets::content_type(format).to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, RawBody::from(file)).into_response()
}
