//! The wrap-up of a contact: record and promise together.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use contacts::ContactView;
use kernel::ContactId;
use web::{ApiResult, Body, ProblemDoc, Signed};

use crate::Promises;
use crate::model::WrapUpForm;

/// Writes the record with the promise given in it; in after-call work a complete record finishes that, unless `finish`
/// is false. A vague promise is refused with times to choose, and nothing is written.
#[utoipa::path(
    post, path = "/api/contacts/{id}/record", tag = "contacts", params(("id" = String, Path)),
    request_body = WrapUpForm,
    responses(
        (status = 200, body = ContactView), (status = 404, body = ProblemDoc),
        (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)
    ),
    security(("session" = ["contacts.record"]))
)]
pub async fn record(
    State(service): State<Arc<Promises>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
    Body(form): Body<WrapUpForm>,
) -> ApiResult<Json<ContactView>> {
    Ok(Json(service.wrap_up(&who, id, form).await?))
}
