//! What is aimed at.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Signed, Versioned};

use crate::Reports;
use crate::model::{AimView, OwnAim};

/// What is aimed at with each indicator, and where a warning begins.
#[utoipa::path(
    get, path = "/api/indicator-aims", tag = "indicators", operation_id = "aims",
    responses((status = 200, body = Page<Versioned<AimView>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["reports.read"]))
)]
pub async fn list(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<AimView>>>> {
    Ok(Json(Page::whole(service.all_aims(&who).await?)))
}

/// Sets what the centre aims at with an indicator, whatever the definitions.
#[utoipa::path(
    put, path = "/api/indicator-aims/{name}", tag = "indicators", operation_id = "set_aim",
    params(("name" = String, Path), Seen), request_body = OwnAim,
    responses(
        (status = 200, body = Versioned<AimView>), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc),
        (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["reports.aim"]))
)]
pub async fn set(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Params(seen): Params<Seen>,
    Body(own): Body<OwnAim>,
) -> ApiResult<Json<Versioned<AimView>>> {
    Ok(Json(service.set_aim(&who, &name, Some(own), &seen).await?))
}

/// Back to what the definition names by itself.
#[utoipa::path(
    delete, path = "/api/indicator-aims/{name}", tag = "indicators", operation_id = "forget_aim",
    params(("name" = String, Path), Seen),
    responses(
        (status = 200, body = Versioned<AimView>), (status = 403, body = ProblemDoc), (status = 404, body = ProblemDoc),
        (status = 409, body = ProblemDoc)
    ),
    security(("session" = ["reports.aim"]))
)]
pub async fn forget(
    State(service): State<Arc<Reports>>,
    Signed(who): Signed,
    Path(name): Path<String>,
    Params(seen): Params<Seen>,
) -> ApiResult<Json<Versioned<AimView>>> {
    Ok(Json(service.set_aim(&who, &name, None, &seen).await?))
}
