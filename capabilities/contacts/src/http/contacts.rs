//! Contacts.

use std::sync::Arc;

use agents::Agents;
use axum::Json;
use axum::extract::{Path, State};
use contact::{Channel, ContactState};
use kernel::{AgentId, ContactId, CustomerId, QueueId, Refused, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiResult, Body, Page, Params, ProblemDoc, Signed, page_size};

use crate::model::{ContactView, PathQuestionView, StoryItem};
use crate::{ContactFilter, Contacts};

/// Which contacts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContactQuery {
    /// Only this state.
    state: Option<ContactState>,
    /// Only this channel.
    channel: Option<Channel>,
    /// Only this queue.
    queue: Option<QueueId>,
    /// Only this agent: staff number or id.
    agent: Option<String>,
    /// Only this customer.
    customer: Option<CustomerId>,
    /// Only this caller's number.
    caller: Option<String>,
    /// Arrived at or after.
    from: Option<Timestamp>,
    /// Arrived before.
    to: Option<Timestamp>,
    /// Items per page, 1..=200; 50 by default.
    limit: Option<u32>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// What the list stands on: agents are asked for by their staff numbers.
#[derive(Clone)]
pub struct Desk {
    pub contacts: Arc<Contacts>,
    pub agents: Arc<Agents>,
}

impl Desk {
    /// The agent of a staff number or an id.
    async fn agent(&self, wanted: &str) -> ApiResult<AgentId> {
        match wanted.parse() {
            Ok(id) => Ok(id),
            Err(_) => Ok(self.agents.by_staff_number(wanted).await?.id),
        }
    }
}

impl ContactQuery {
    fn filter(self, agent: Option<AgentId>) -> Result<ContactFilter, Refused> {
        let before =
            self.cursor.as_deref().map(str::parse).transpose().map_err(|_| {
                Refused::field("cursor", "游标无效", "This cursor was not given by this list")
            })?;
        Ok(ContactFilter {
            before,
            state: self.state,
            channel: self.channel,
            queue: self.queue,
            agent,
            customer: self.customer,
            caller: self.caller,
            from: self.from,
            to: self.to,
        })
    }
}

/// Contacts, newest first.
#[utoipa::path(
    get, path = "/api/contacts", tag = "contacts", params(ContactQuery),
    responses((status = 200, body = Page<ContactView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["contacts.read"]))
)]
pub async fn list(
    State(desk): State<Desk>,
    Signed(who): Signed,
    Params(query): Params<ContactQuery>,
) -> ApiResult<Json<Page<ContactView>>> {
    let size = page_size(query.limit)?;
    let agent = match &query.agent {
        Some(wanted) => Some(desk.agent(wanted).await?),
        None => None,
    };
    let found = desk.contacts.page(&who, &query.filter(agent)?, size + 1).await?;
    Ok(Json(Page::from_surplus(found, size, |contact| contact.number.to_string())))
}

/// One contact.
#[utoipa::path(
    get, path = "/api/contacts/{id}", tag = "contacts", params(("id" = String, Path)),
    responses((status = 200, body = ContactView), (status = 404, body = ProblemDoc)),
    security(("session" = ["contacts.read"]))
)]
pub async fn one(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
) -> ApiResult<Json<ContactView>> {
    Ok(Json(service.by_id(&who, id).await?))
}

/// The whole story of a contact in order, the router's reasons included.
#[utoipa::path(
    get, path = "/api/contacts/{id}/events", tag = "contacts", params(("id" = String, Path)),
    responses((status = 200, body = Page<StoryItem>), (status = 404, body = ProblemDoc)),
    security(("session" = ["contacts.read"]))
)]
pub async fn story(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
) -> ApiResult<Json<Page<StoryItem>>> {
    Ok(Json(Page::whole(service.story(&who, id).await?)))
}

/// Whose contact it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerLink {
    /// The customer.
    customer_id: CustomerId,
}

/// Says whose contact it is.
#[utoipa::path(
    put, path = "/api/contacts/{id}/customer", tag = "contacts", params(("id" = String, Path)),
    request_body = CustomerLink,
    responses((status = 200, body = ContactView), (status = 404, body = ProblemDoc)),
    security(("session" = ["contacts.record"]))
)]
pub async fn link(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
    Body(form): Body<CustomerLink>,
) -> ApiResult<Json<ContactView>> {
    Ok(Json(service.link(&who, id, form.customer_id).await?))
}

/// The call manual's flow chart, along which each contact goes to an end; the first question comes first.
#[utoipa::path(
    get, path = "/api/contact-paths", tag = "contacts",
    responses((status = 200, body = Page<PathQuestionView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["contacts.read"]))
)]
pub async fn paths(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<PathQuestionView>>> {
    Ok(Json(Page::whole(service.path_chart(&who)?)))
}

/// Why a number is to be seen in whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberReason {
    /// Why; kept in the audit log.
    reason: String,
}

/// A caller's number in whole.
#[derive(Serialize, ToSchema)]
pub struct CallerNumber {
    /// The number; none when the caller showed none.
    caller: Option<String>,
}

/// The caller's whole number, for a reason that goes to the audit log.
#[utoipa::path(
    post, path = "/api/contacts/{id}/reveal", tag = "contacts", params(("id" = String, Path)),
    request_body = NumberReason,
    responses((status = 200, body = CallerNumber), (status = 404, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["contacts.read", "customers.reveal"]))
)]
pub async fn reveal(
    State(service): State<Arc<Contacts>>,
    Signed(who): Signed,
    Path(id): Path<ContactId>,
    Body(form): Body<NumberReason>,
) -> ApiResult<Json<CallerNumber>> {
    Ok(Json(CallerNumber { caller: service.reveal(&who, id, &form.reason).await? }))
}
