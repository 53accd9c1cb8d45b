//! Crisis cases, signatures, filing.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ticket::{FilingRule, TicketId};
use web::{ApiResult, Page, Params, ProblemDoc, Seen, Sent, Signed, Versioned};

use crate::Tickets;
use crate::model::{IncidentView, Signature};

/// Crisis cases that are not over, the worst first: their one wording is shown at every desk.
#[utoipa::path(
    get, path = "/api/ticket-incidents", tag = "tickets",
    responses((status = 200, body = Page<IncidentView>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.read"]))
)]
pub async fn incidents(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Page<IncidentView>>> {
    Ok(Json(Page::whole(service.incidents(&who).await?)))
}

/// A customer's signature on a job.
#[utoipa::path(
    get, path = "/api/tickets/{id}/signatures/{signature}", tag = "tickets",
    params(("id" = String, Path), ("signature" = String, Path)),
    responses((status = 200, body = Signature), (status = 404, body = ProblemDoc)),
    security(("session" = ["tickets.read"]), ("session" = ["tickets.department"]))
)]
pub async fn signature(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Path((id, signature)): Path<(TicketId, String)>,
) -> ApiResult<Json<Signature>> {
    Ok(Json(service.signature(&who, id, &signature).await?))
}

/// When closed tickets are filed and deleted.
#[utoipa::path(
    get, path = "/api/ticket-filing", tag = "tickets",
    responses((status = 200, body = Versioned<FilingRule>), (status = 403, body = ProblemDoc)),
    security(("session" = ["tickets.manage"]))
)]
pub async fn filing(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
) -> ApiResult<Json<Versioned<FilingRule>>> {
    Ok(Json(Versioned::of(service.filing(&who).await?)))
}

/// Sets when closed tickets are filed and deleted.
#[utoipa::path(
    put, path = "/api/ticket-filing", tag = "tickets", params(Seen), request_body = FilingRule,
    responses((status = 200, body = Versioned<FilingRule>), (status = 409, body = ProblemDoc), (status = 422, body = ProblemDoc)),
    security(("session" = ["tickets.manage"]))
)]
pub async fn save_filing(
    State(service): State<Arc<Tickets>>,
    Signed(who): Signed,
    Params(seen): Params<Seen>,
    Sent { of: rule, version }: Sent<FilingRule>,
) -> ApiResult<Json<Versioned<FilingRule>>> {
    Ok(Json(Versioned::of(service.edit_filing(&who, rule, &seen.or(version)).await?)))
}
