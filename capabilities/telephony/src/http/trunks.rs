//! Trunks.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::TrunkId;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned, version_of};

use crate::Telephony;
use crate::model::{Trunk, TrunkForm};

/// A trunk; its version is that of its settings.
fn versioned(trunk: Trunk) -> Versioned<Trunk> {
    let version = version_of(&trunk.form);
    Versioned { of: trunk, version }
}

/// All trunks.
#[utoipa::path(
    get, path = "/api/trunks", tag = "trunks",
    responses((status = 200, body = Page<Versioned<Trunk>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["telephony.read"]))
)]
pub async fn list(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<Trunk>>>> {
    Ok(Json(Page::whole(service.trunks(&who).await?.into_iter().map(versioned).collect())))
}

/// Creates a trunk.
#[utoipa::path(
    post, path = "/api/trunks", tag = "trunks", request_body = TrunkForm,
    responses((status = 201, body = Versioned<Trunk>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn create(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Body(form): Body<TrunkForm>,
) -> ApiResult<(StatusCode, Json<Versioned<Trunk>>)> {
    Ok((StatusCode::CREATED, Json(versioned(service.save_trunk(&who, None, form).await?))))
}

/// Changes a trunk.
#[utoipa::path(
    put, path = "/api/trunks/{id}", tag = "trunks", params(("id" = String, Path), Seen), request_body = TrunkForm,
    responses((status = 200, body = Versioned<Trunk>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn change(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<TrunkId>,
    Params(seen): Params<Seen>,
    Body(form): Body<TrunkForm>,
) -> ApiResult<Json<Versioned<Trunk>>> {
    Ok(Json(versioned(service.edit_trunk(&who, Some(id), form, &seen).await?)))
}

/// Removes a trunk: calls from its addresses are refused.
#[utoipa::path(
    delete, path = "/api/trunks/{id}", tag = "trunks", params(("id" = String, Path)),
    responses((status = 204), (status = 404, body = ProblemDoc)),
    security(("session" = ["telephony.manage"]))
)]
pub async fn remove(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<TrunkId>,
) -> ApiResult<StatusCode> {
    service.remove_trunk(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
