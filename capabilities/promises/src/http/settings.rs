//! Reminders, escalation, call-back times.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use web::{ApiResult, Params, ProblemDoc, Seen, Sent, Signed, Versioned};

use crate::Promises;
use crate::model::PromiseSettings;

/// How promises are reminded of, escalated and offered.
#[utoipa::path(
    get, path = "/api/promises/settings", tag = "promises", operation_id = "settings",
    responses((status = 200, body = Versioned<PromiseSettings>), (status = 403, body = ProblemDoc)),
    security(("session" = ["promises.read"]))
)]
pub async fn one(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
) -> ApiResult<Json<Versioned<PromiseSettings>>> {
    Ok(Json(Versioned::of(service.settings(&who)?)))
}

/// Replaces the settings; clocks that run follow them.
#[utoipa::path(
    put, path = "/api/promises/settings", tag = "promises", operation_id = "save_settings",
    params(Seen), request_body = PromiseSettings,
    responses((status = 200, body = Versioned<PromiseSettings>), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["promises.manage"]))
)]
pub async fn save(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Params(seen): Params<Seen>,
    Sent { of: settings, version }: Sent<PromiseSettings>,
) -> ApiResult<Json<Versioned<PromiseSettings>>> {
    Ok(Json(Versioned::of(service.edit_settings(&who, settings, &seen.or(version)).await?)))
}
