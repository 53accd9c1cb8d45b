//! What arrives by SIP: who may call, whom, and where the call goes.

use std::sync::Arc;
use std::time::Duration;

use kernel::{AgentId, ContactId, Principal, Timestamp};
use sip::{Incoming, IncomingInvite, Transport};
use tokio::sync::mpsc;

use crate::Telephony;
use crate::call::{self, CallHandle, NewCall};
use crate::service::{MOST_CALLS, lock};

/// How often expired registrations are forgotten.
const SWEEP: Duration = Duration::from_secs(5);

/// How long looking up who calls may take: a call is not kept waiting by a store that does not answer.
const LOOK_UP: Duration = Duration::from_secs(1);

/// Serves everything that arrives until the port closes.
pub async fn run(service: Arc<Telephony>, mut incoming: mpsc::Receiver<Incoming>) {
    let mut sweep = tokio::time::interval(SWEEP);
    loop {
        let next = tokio::select! {
            next = incoming.recv() => next,
            _ = sweep.tick() => {
                service.registrar.sweep();
                continue;
            }
        };
        match next {
            Some(Incoming::Invite(invite)) => {
                tokio::spawn(take(service.clone(), *invite));
            }
            Some(Incoming::Register(request)) => {
                let service = service.clone();
                tokio::spawn(async move {
                    let ip = request.info.source.addr.ip();
                    if !service.registrar.register(*request).await {
                        service.port.penalise(ip);
                    }
                });
            }
            Some(Incoming::ConnectionClosed { connection }) => {
                lock(&service.web_connections).remove(&connection);
                service.registrar.connection_closed(connection);
            }
            Some(_) => {}
            None => return,
        }
    }
}

/// Why a call is not taken.
struct Refusal {
    code: u16,
    blameworthy: bool,
}

const UNKNOWN_NUMBER: Refusal = Refusal { code: 404, blameworthy: true };
const NOT_ALLOWED: Refusal = Refusal { code: 403, blameworthy: true };
const FULL: Refusal = Refusal { code: 503, blameworthy: false };

async fn take(service: Arc<Telephony>, invite: IncomingInvite) {
    let source = invite.info.source;
    match admit(&service, &invite) {
        Ok((number, flow)) => start(&service, invite, number.form.number, flow).await,
        Err(refusal) => {
            if refusal.blameworthy {
                service.port.penalise(source.addr.ip());
            }
            let headers: &[(&str, &str)] = if refusal.code == 503 { &[("Retry-After", "10")] } else { &[] };
            if let Err(err) = invite.leg.reject(refusal.code, "", headers).await {
                tracing::debug!(error = %err, "a caller was gone before the refusal");
            }
        }
    }
}

fn admit(service: &Telephony, invite: &IncomingInvite) -> Result<(crate::Number, Arc<flow::Flow>), Refusal> {
    let info = &invite.info;
    let by_browser = matches!(info.source.transport, Transport::Ws | Transport::Wss);
    let from_trunk = !by_browser && service.is_trunk(info.source.addr.ip());
    if !from_trunk && !by_browser {
        return Err(NOT_ALLOWED);
    }
    let dialled = info.request_uri.user_decoded().ok_or(UNKNOWN_NUMBER)?;
    let number = service.number(&dialled).ok_or(UNKNOWN_NUMBER)?;
    if by_browser && !number.form.web_calls {
        return Err(NOT_ALLOWED);
    }
    let flow = service.below.flows.published(&number.form.flow).ok_or(UNKNOWN_NUMBER)?;
    if lock(&service.calls).len() >= MOST_CALLS {
        return Err(FULL);
    }
    Ok((number, flow))
}

async fn start(service: &Arc<Telephony>, invite: IncomingInvite, entry: String, flow: Arc<flow::Flow>) {
    let id = ContactId(service.db.new_uuid());
    let shown = invite.info.asserted_identity.as_ref().filter(|_| invite.info.source.trusted);
    let user = shown.unwrap_or(&invite.info.from).uri.user_decoded();
    let caller =
        user.map(|user| customers::normalise(&user).unwrap_or(user)).filter(|user| user != "anonymous");
    let (customer, last_agent) = match &caller {
        Some(number) => {
            let known = async { (customer(service, number).await, last_agent(service, number).await) };
            tokio::time::timeout(LOOK_UP, known).await.unwrap_or_else(|_| {
                tracing::warn!("a caller cannot be looked up: the store does not answer");
                (None, None)
            })
        }
        None => (None, None),
    };
    let (handle, desk) = CallHandle::new();
    lock(&service.calls).insert(id, handle);
    let new = NewCall { id, invite, entry, caller, customer, last_agent, flow, desk };
    call::run(service.context.clone(), new).await;
    lock(&service.calls).remove(&id);
}

async fn customer(service: &Telephony, number: &str) -> Option<customers::Customer> {
    service.below.customers.by_number(number).await.unwrap_or_else(|err| {
        tracing::warn!(error = %err, "the customer of a caller cannot be looked up");
        None
    })
}

/// The agent who spoke with this caller last.
async fn last_agent(service: &Telephony, number: &str) -> Option<(AgentId, Timestamp)> {
    let filter = contacts::ContactFilter { caller: Some(number.to_owned()), ..Default::default() };
    let found = service.below.contacts.served_last(&Principal::system(), &filter).await;
    found.unwrap_or_else(|err| {
        tracing::warn!(error = %err, "the last agent of a caller cannot be looked up");
        None
    })
}
