//! What arrives by SIP: who may call, whom, and where the call goes.

use std::sync::Arc;
use std::time::Duration;

use agents::Agent;
use contact::{AgentRef, Direction};
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
                let service = service.clone();
                tokio::spawn(async move { Box::pin(take(service, *invite)).await });
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

const NOT_THERE: Refusal = Refusal { code: 480, blameworthy: false };
const BUSY: Refusal = Refusal { code: 486, blameworthy: false };
const OUTSIDE: Refusal = Refusal { code: 403, blameworthy: false };

/// A call that is taken.
enum Admitted {
    /// To the hotline.
    Hotline(Box<crate::Number>, Arc<flow::Flow>),
    /// From agent to agent (HOT-15).
    Colleagues { caller: Box<Agent>, called: Box<Agent> },
}

async fn take(service: Arc<Telephony>, invite: IncomingInvite) {
    let source = invite.info.source;
    match admit(&service, &invite).await {
        Ok(Admitted::Hotline(number, flow)) => start(&service, invite, number.form.number, flow).await,
        Ok(Admitted::Colleagues { caller, called }) => colleagues(&service, invite, *caller, *called).await,
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

async fn admit(service: &Telephony, invite: &IncomingInvite) -> Result<Admitted, Refusal> {
    let info = &invite.info;
    if lock(&service.calls).len() >= MOST_CALLS {
        return Err(FULL);
    }
    let dialled = info.request_uri.user_decoded().map(without_parameters);
    let number = dialled.as_deref().and_then(|dialled| service.number(dialled));
    let by_agent = agent_calling(service, invite);
    let from_agent = by_agent.is_some();
    if let (None, Some(caller)) = (&number, by_agent) {
        return agent_dials(service, caller, dialled.as_deref()).await;
    }
    let by_browser = matches!(info.source.transport, Transport::Ws | Transport::Wss);
    let from_trunk = !by_browser && service.is_trunk(info.source.addr.ip());
    // Agents reach the hotline from their telephones wherever these are.
    if !from_trunk && !by_browser && !from_agent {
        return Err(NOT_ALLOWED);
    }
    let Some(number) = number else {
        if from_trunk {
            note_private_caller(service, invite, dialled.as_deref()).await;
        }
        return Err(UNKNOWN_NUMBER);
    };
    if by_browser && !number.form.web_calls {
        return Err(NOT_ALLOWED);
    }
    let flow = service.below.flows.published(&number.form.flow).ok_or(UNKNOWN_NUMBER)?;
    Ok(Admitted::Hotline(Box::new(number), flow))
}

/// A number without the parameters that trunks may add to it, such as `;phone-context` (RFC 3261 section 19.1.6).
fn without_parameters(mut user: String) -> String {
    user.truncate(user.find(';').unwrap_or(user.len()));
    user
}

/// The agent whose registered device sends this.
fn agent_calling(service: &Telephony, invite: &IncomingInvite) -> Option<Agent> {
    let staff_number = invite.info.from.uri.user_decoded()?;
    let own = service.registrar.is_device_of(&staff_number, &invite.info.source);
    own.then(|| service.below.routing.agent_named(&staff_number)).flatten()
}

/// An agent may call colleagues; any other number is a call outside contacts.
async fn agent_dials(service: &Telephony, caller: Agent, dialled: Option<&str>) -> Result<Admitted, Refusal> {
    let dialled = dialled.unwrap_or_default();
    let Some(called) = service.below.routing.agent_named(dialled) else {
        service.note_outside(&caller, "outgoing", dialled).await;
        return Err(OUTSIDE);
    };
    if service.registrar.device(&called.staff_number).is_none() {
        return Err(NOT_THERE);
    }
    Ok(Admitted::Colleagues { caller: Box::new(caller), called: Box::new(called) })
}

/// Somebody outside dials an agent past the hotline.
async fn note_private_caller(service: &Telephony, invite: &IncomingInvite, dialled: Option<&str>) {
    let agent = dialled.and_then(|dialled| service.below.routing.agent_named(dialled));
    if let Some(agent) = agent {
        let party = invite.info.from.uri.user_decoded().unwrap_or_default();
        service.note_outside(&agent, "incoming", &party).await;
    }
}

/// Agents among themselves: both are out of the line for calls meanwhile.
async fn colleagues(service: &Arc<Telephony>, invite: IncomingInvite, caller: Agent, called: Agent) {
    let routing = &service.below.routing;
    if caller.id == called.id || !routing.engage(called.id) {
        if let Err(err) = invite.leg.reject(BUSY.code, "", &[]).await {
            tracing::debug!(error = %err, "a caller was gone before the refusal");
        }
        return;
    }
    // An agent with a customer on hold may ask a colleague: that one is out of the line already.
    let engaged = routing.engage(caller.id);
    let colleague = AgentRef { id: called.id, staff_number: called.staff_number.clone(), name: called.name };
    carry(service, |id, desk| NewCall {
        id,
        invite,
        entry: called.staff_number,
        direction: Direction::Internal,
        caller: Some(caller.staff_number),
        caller_name: Some(caller.name),
        customer: None,
        colleague: Some(colleague),
        last_agent: None,
        flow: service.no_flow(),
        desk,
    })
    .await;
    routing.disengage(called.id);
    if engaged {
        routing.disengage(caller.id);
    }
}

/// Runs a call to its end, known to the desk meanwhile.
async fn carry(
    service: &Arc<Telephony>,
    new: impl FnOnce(ContactId, mpsc::Receiver<::call::DeskAction>) -> NewCall,
) {
    let id = ContactId(service.db.new_uuid());
    let (handle, desk) = CallHandle::new();
    lock(&service.calls).insert(id, handle);
    Box::pin(call::run(service.context.clone(), new(id, desk))).await;
    lock(&service.calls).remove(&id);
}

async fn start(service: &Arc<Telephony>, invite: IncomingInvite, entry: String, flow: Arc<flow::Flow>) {
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
    carry(service, |id, desk| NewCall {
        id,
        invite,
        entry,
        direction: Direction::Inbound,
        caller,
        caller_name: customer.as_ref().map(|customer| customer.name.clone()),
        customer,
        colleague: None,
        last_agent,
        flow,
        desk,
    })
    .await;
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
