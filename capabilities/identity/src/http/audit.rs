//! Reading and exporting the audit log.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use kernel::{Timestamp, UserId};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed, page_size, wanted_language};

use crate::Identity;
use crate::model::audit::{AuditAction, AuditEntry, AuditExportForm, AuditFilter, AuditTopic};

/// Which part of which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Of this account only.
    #[param(value_type = Option<String>)]
    who: Option<UserId>,
    /// About this only.
    topic: Option<AuditTopic>,
    /// This action only, such as `audit.customer_revealed`.
    action: Option<String>,
    /// Done to this only: a sort of thing (`customer`), or one (`customer:018f…`).
    object: Option<String>,
    /// Not before.
    from: Option<Timestamp>,
    /// Before.
    to: Option<Timestamp>,
    /// Entries per page, 1..=200; 50 by default.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Who did what to which object, from where and why; the newest first.
#[utoipa::path(
    get, path = "/api/audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>), (status = 403, body = ProblemDoc)),
    security(("session" = ["identity.audit"]))
)]
pub async fn list(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
    Params(query): Params<AuditQuery>,
) -> ApiResult<Json<Page<AuditEntry>>> {
    let AuditQuery { who: of, topic, action, object, from, to, limit, cursor } = query;
    let filter = AuditFilter { who: of, topic, action, object, from, to };
    let size = page_size(limit)?;
    Ok(Json(identity.audit_page(&who, &filter, cursor.as_deref(), size).await?))
}

/// The actions that can stand in the audit log.
#[utoipa::path(
    get, path = "/api/audit/actions", tag = "audit",
    responses((status = 200, body = Page<AuditAction>), (status = 403, body = ProblemDoc)),
    security(("session" = ["identity.audit"]))
)]
pub async fn actions(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<AuditAction>>> {
    Ok(Json(Page::whole(identity.audit_actions(&who)?)))
}

/// The audit log as a table (CSV); the export and its reason stand in it afterwards.
#[utoipa::path(
    post, path = "/api/audit/export", tag = "audit", request_body = AuditExportForm,
    responses((status = 200, body = Vec<u8>, content_type = "text/csv"), (status = 403, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["identity.audit"]))
)]
pub async fn export(
    State(identity): State<Arc<Identity>>,
    Signed(who): Signed,
    headers: HeaderMap,
    Body(form): Body<AuditExportForm>,
) -> ApiResult<Response> {
    let table = identity.export_audit(&who, form, wanted_language(&headers)).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, table).into_response())
}
