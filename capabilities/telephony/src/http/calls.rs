//! The softphone: the desk's device, actions on a call, call-back requests; and what the caller's page may call.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{CallbackRequestId, ContactId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiResult, Body, Page, PageQuery, Params, ProblemDoc, Signed};

use crate::model::CallbackRequest;
use crate::{OutsideCall, Telephony};

/// What the desk's browser needs to register.
#[derive(Serialize, ToSchema)]
pub struct Device {
    /// Address of record, such as `sip:1001@127.0.0.1`.
    uri: String,
    /// Staff number.
    staff_number: String,
    /// User name of the digest.
    authorization_user: String,
    /// Password of the digest, good for one shift.
    password: String,
    /// Path of the WebSocket, sub-protocol `sip`.
    websocket: String,
}

/// An action on a call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallAction {
    /// `hold`, `resume`, `mute`, `unmute`, `hang_up` or `to_survey`.
    action: String,
}

/// What came of a call-back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackOutcome {
    /// In words.
    outcome: String,
}

/// A number that the caller's page may call.
#[derive(Serialize, ToSchema)]
pub struct Hotline {
    /// As dialled.
    number: String,
    /// Name for people.
    name: String,
}

/// A device secret for the own desk, so that the browser never keeps the password.
#[utoipa::path(
    post, path = "/api/telephony/device", tag = "telephony",
    responses((status = 200, body = Device), (status = 403, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["telephony.call"]))
)]
pub async fn device(State(service): State<Arc<Telephony>>, Signed(who): Signed) -> ApiResult<Json<Device>> {
    let (staff_number, credentials) = service.device(&who).await?;
    Ok(Json(Device {
        uri: format!("sip:{staff_number}@{}", service.context.host),
        staff_number,
        authorization_user: credentials.username,
        password: credentials.password,
        websocket: "/sip".to_owned(),
    }))
}

/// Holds, resumes, mutes, unmutes or ends a call, or hands the caller to the survey.
#[utoipa::path(
    post, path = "/api/telephony/calls/{id}/actions", tag = "telephony", params(("id" = String, Path)),
    request_body = CallAction,
    responses((status = 202), (status = 403, body = ProblemDoc), (status = 409, body = ProblemDoc)),
    security(("session" = ["telephony.call"]))
)]
pub async fn act(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
    Body(form): Body<CallAction>,
) -> ApiResult<StatusCode> {
    service.act(&who, id, &form.action)?;
    Ok(StatusCode::ACCEPTED)
}

/// Open call-back requests, the most urgent first.
#[utoipa::path(
    get, path = "/api/telephony/callbacks", tag = "telephony",
    responses((status = 200, body = Page<CallbackRequest>), (status = 403, body = ProblemDoc)),
    security(("session" = ["telephony.call"]))
)]
pub async fn callbacks(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<CallbackRequest>>> {
    Ok(Json(Page::whole(service.callbacks(&who).await?)))
}

/// Why a number is to be seen in whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealReason {
    /// Why; kept in the audit log.
    reason: String,
}

/// The number to call back, in whole.
#[derive(Serialize, ToSchema)]
pub struct CallbackNumber {
    /// The number.
    number: String,
}

/// The whole number of an open call-back request, for a reason that goes to the audit log.
#[utoipa::path(
    post, path = "/api/telephony/callbacks/{id}/reveal", tag = "telephony", params(("id" = String, Path)),
    request_body = RevealReason,
    responses((status = 200, body = CallbackNumber), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.call", "customers.reveal"]))
)]
pub async fn reveal(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<CallbackRequestId>,
    Body(form): Body<RevealReason>,
) -> ApiResult<Json<CallbackNumber>> {
    Ok(Json(CallbackNumber { number: service.reveal_callback(&who, id, &form.reason).await? }))
}

/// Settles a call-back request.
#[utoipa::path(
    post, path = "/api/telephony/callbacks/{id}/outcome", tag = "telephony", params(("id" = String, Path)),
    request_body = CallbackOutcome,
    responses((status = 204), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["telephony.call"]))
)]
pub async fn settle(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Path(id): Path<CallbackRequestId>,
    Body(form): Body<CallbackOutcome>,
) -> ApiResult<StatusCode> {
    service.settle_callback(&who, id, &form.outcome).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Calls outside contacts that agents tried or that were tried with them, newest first.
#[utoipa::path(
    get, path = "/api/telephony/outside-calls", tag = "telephony", params(PageQuery),
    responses((status = 200, body = Page<OutsideCall>), (status = 403, body = ProblemDoc)),
    security(("session" = ["telephony.outside_calls"]))
)]
pub async fn outside(
    State(service): State<Arc<Telephony>>,
    Signed(who): Signed,
    Params(query): Params<PageQuery>,
) -> ApiResult<Json<Page<OutsideCall>>> {
    let size = query.size()?;
    let found = service.outside_calls(&who, query.cursor.as_deref(), size + 1).await?;
    Ok(Json(Page::from_surplus(found, size, |call| call.id.clone())))
}

/// The numbers that the caller's page `/call` may call; open to anyone.
#[utoipa::path(
    get, path = "/api/telephony/hotlines", tag = "telephony",
    responses((status = 200, body = Page<Hotline>)), security(())
)]
pub async fn hotlines(State(service): State<Arc<Telephony>>) -> Json<Page<Hotline>> {
    let all = service.web_numbers().into_iter().map(|(number, name)| Hotline { number, name });
    Json(Page::whole(all.collect()))
}
