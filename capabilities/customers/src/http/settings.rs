//! The centre's own fields; how often and how early care comes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use customer::CareSettings;
use web::{ApiResult, Body, Page, Params, ProblemDoc, Seen, Sent, Signed, Versioned, version_of};

use crate::Customers;
use crate::model::FieldDef;

/// Fields are edited together: each bears the version of all of them.
fn versioned(all: Vec<FieldDef>) -> Page<Versioned<FieldDef>> {
    let version = version_of(&all);
    Page::whole(all.into_iter().map(|of| Versioned { of, version: version.clone() }).collect())
}

/// The centre's own fields.
#[utoipa::path(
    get, path = "/api/customer-fields", tag = "customers",
    responses((status = 200, body = Page<Versioned<FieldDef>>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn fields(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<Versioned<FieldDef>>>> {
    Ok(Json(versioned(service.fields(&who).await?)))
}

/// Replaces the centre's own fields.
#[utoipa::path(
    put, path = "/api/customer-fields", tag = "customers", params(Seen), request_body = Vec<FieldDef>,
    responses(
        (status = 200, body = Page<Versioned<FieldDef>>), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["customers.manage"]))
)]
pub async fn replace_fields(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(seen): Params<Seen>,
    Body(all): Body<Vec<FieldDef>>,
) -> ApiResult<Json<Page<Versioned<FieldDef>>>> {
    Ok(Json(versioned(service.edit_fields(&who, all, &seen).await?)))
}

/// How often prospects are contacted, how early members are reminded.
#[utoipa::path(
    get, path = "/api/care-settings", tag = "customers",
    responses((status = 200, body = Versioned<CareSettings>), (status = 403, body = ProblemDoc)),
    security(("session" = ["customers.read"]))
)]
pub async fn care(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
) -> ApiResult<Json<Versioned<CareSettings>>> {
    Ok(Json(Versioned::of(service.care_settings(&who).await?)))
}

/// Sets how often and how early; tasks that wait move with it.
#[utoipa::path(
    put, path = "/api/care-settings", tag = "customers", params(Seen), request_body = CareSettings,
    responses((status = 200, body = Versioned<CareSettings>), (status = 409, body = ProblemDoc),
        (status = 422, body = ProblemDoc)),
    security(("session" = ["customers.manage"]))
)]
pub async fn set_care(
    State(service): State<Arc<Customers>>,
    Signed(who): Signed,
    Params(seen): Params<Seen>,
    Sent { of: to, version }: Sent<CareSettings>,
) -> ApiResult<Json<Versioned<CareSettings>>> {
    Ok(Json(Versioned::of(service.edit_care_settings(&who, to, &seen.or(version)).await?)))
}
