//! New requests: to their leg, to the layer above, or answered here.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use rsipstack::sip::{self, Method};
use rsipstack::transaction::transaction::Transaction;
use tokio::sync::{mpsc, oneshot};

use super::Core;
use super::receive::Arrival;
use crate::incoming::{Incoming, InviteInfo};
use crate::leg::driver::{Input, refuse_invite};
use crate::leg::session::{self, Asked};
use crate::leg::uas;
use crate::leg::wire::{asserted_identity, tag};
use crate::register::{ContactAsk, IncomingRegister, RegisterAnswer, RegisterAsk, RegisterInfo};
use crate::stats::Counters;
use crate::transport::resolve::Hop;
use crate::uri::NameAddr;
use crate::wire::check::{self, ALLOWED};
use crate::wire::reply::Reply;
use crate::wire::{body, lex, stack};

/// How long the layer above may take over a REGISTER before it is answered 503.
const REGISTER_PATIENCE: Duration = Duration::from_secs(20);
/// Retry-After of refusals for want of room, in seconds.
const RETRY_AFTER: &str = "10";

impl Core {
    /// Sends a new request to where it belongs.
    pub(super) async fn dispatch(
        self: &Arc<Self>,
        transaction: Transaction,
        checked: &check::Request,
        arrival: &Arrival<'_>,
        hop: Hop,
    ) {
        let call_id = checked.message.headers.get("Call-ID").unwrap_or_default();
        if let Some(local_tag) = checked.to.tag() {
            return match self.registry.find(call_id, local_tag) {
                Some(leg) => {
                    let transaction = Box::new(transaction);
                    let input = Input::Request { transaction, cseq: checked.cseq, hop: Some(hop) };
                    drop(leg.send(input).await);
                }
                None => self.refuse_in(transaction, 481, Vec::new()).await,
            };
        }
        match transaction.original.method {
            Method::Invite => self.on_invite(transaction, checked, arrival, hop).await,
            Method::Register => self.on_register(transaction, checked, arrival),
            Method::Options => self.on_options(transaction).await,
            // Outside a dialog none of the others has a meaning here.
            _ => self.refuse_in(transaction, 481, Vec::new()).await,
        }
    }

    /// Answers any request within its transaction.
    pub(crate) async fn refuse_in(&self, mut transaction: Transaction, code: u16, headers: Vec<sip::Header>) {
        let tag = tag();
        let mut reply = Reply::new(code, &tag, &self.config.user_agent);
        reply.headers = headers;
        let response = reply.to(&transaction.original);
        if transaction.original.method == Method::Invite {
            refuse_invite(transaction, response);
        } else {
            let _ = transaction.respond(response).await;
        }
    }

    async fn on_options(&self, transaction: Transaction) {
        if self.draining.load(Relaxed) {
            return self.refuse_in(transaction, 503, retry_after()).await;
        }
        let headers = vec![
            stack::header("Allow", ALLOWED.join(", ")),
            stack::header("Accept", "application/sdp, application/dtmf-relay, application/dtmf".into()),
            stack::header("Supported", "timer, replaces".into()),
        ];
        self.refuse_in(transaction, 200, headers).await;
    }

    async fn on_invite(
        self: &Arc<Self>,
        transaction: Transaction,
        checked: &check::Request,
        arrival: &Arrival<'_>,
        hop: Hop,
    ) {
        let headers = &checked.message.headers;
        let call_id = headers.get("Call-ID").unwrap_or_default();
        let branch = checked.vias.first().and_then(|via| via.param("branch")).unwrap_or_default();
        let from_tag = checked.from.tag().unwrap_or_default();
        if self.registry.is_merged(call_id, from_tag, checked.cseq, branch, Instant::now()) {
            return self.refuse_in(transaction, 482, Vec::new()).await;
        }
        let full = self.registry.len() >= self.config.limits.dialogs || self.incoming.capacity() == 0;
        if full || self.draining.load(Relaxed) || self.closing.is_cancelled() {
            return self.refuse_in(transaction, 503, retry_after()).await;
        }
        let timer = session::asked(&transaction.original.headers, &self.config.session);
        if let Asked::TooSmall(least) = timer {
            let headers = vec![stack::header("Min-SE", least.to_string())];
            return self.refuse_in(transaction, 422, headers).await;
        }
        let replaces = headers.get("Replaces").map(|replaces| self.registry.replaced(replaces));
        if replaces == Some(None) {
            return self.refuse_in(transaction, 481, Vec::new()).await;
        }
        let info = InviteInfo {
            replaces: replaces.flatten(),
            request_uri: checked.uri.clone(),
            from: checked.from.clone(),
            to: checked.to.clone(),
            call_id: call_id.to_owned(),
            source: arrival.source(),
            offer: body::sdp(headers.get("Content-Type"), &checked.message.body),
            asserted_identity: asserted_identity(headers),
            user_agent: headers.get("User-Agent").map(str::to_owned),
            headers: headers.clone(),
        };
        Counters::add(&self.counters.invites);
        let invite = uas::start(self.clone(), transaction, checked, info, hop);
        // Refused above when there is no room; a lost race drops the invite, which answers 480.
        let _ = self.incoming.try_send(Incoming::Invite(Box::new(invite)));
    }

    fn on_register(
        self: &Arc<Self>,
        transaction: Transaction,
        checked: &check::Request,
        arrival: &Arrival<'_>,
    ) {
        let headers = &checked.message.headers;
        let Some(ask) = register_ask(checked) else {
            let core = self.clone();
            tokio::spawn(async move { core.refuse_in(transaction, 400, Vec::new()).await });
            return;
        };
        let info = RegisterInfo {
            aor: checked.to.uri.clone(),
            request_uri: checked.uri.clone(),
            ask,
            source: arrival.source(),
            authorization: headers.get("Authorization").map(str::to_owned),
            call_id: headers.get("Call-ID").unwrap_or_default().to_owned(),
            cseq: checked.cseq,
            user_agent: headers.get("User-Agent").map(str::to_owned),
            headers: headers.clone(),
        };
        Counters::add(&self.counters.registers);
        let (answer, answered) = oneshot::channel();
        let offered = self.incoming.try_send(Incoming::Register(Box::new(IncomingRegister { info, answer })));
        let core = self.clone();
        tokio::spawn(async move {
            let answer = match offered {
                Err(mpsc::error::TrySendError::Full(_) | mpsc::error::TrySendError::Closed(_)) => None,
                Ok(()) => tokio::time::timeout(REGISTER_PATIENCE, answered).await.ok().and_then(Result::ok),
            };
            core.answer_register(transaction, answer).await;
        });
    }

    async fn answer_register(&self, mut transaction: Transaction, answer: Option<RegisterAnswer>) {
        let Some(answer) = answer else { return self.refuse_in(transaction, 503, retry_after()).await };
        let tag = tag();
        let mut reply = Reply::new(answer.code, &tag, &self.config.user_agent);
        reply.reason = &answer.reason;
        reply.headers = answer.headers.into_iter().map(|(name, value)| stack::header(&name, value)).collect();
        let response = reply.to(&transaction.original);
        let _ = transaction.respond(response).await;
    }
}

fn retry_after() -> Vec<sip::Header> {
    vec![stack::header("Retry-After", RETRY_AFTER.into())]
}

/// What a REGISTER asks for; `None` for `*` in bad company (RFC 3261 section 10.3 item 6) and for what is no SIP address.
fn register_ask(checked: &check::Request) -> Option<RegisterAsk> {
    let headers = &checked.message.headers;
    let common = headers.get("Expires").and_then(seconds);
    let values: Vec<&str> = headers.all("Contact").collect();
    if values.contains(&"*") {
        return (values.len() == 1 && common == Some(Duration::ZERO)).then_some(RegisterAsk::RemoveAll);
    }
    let mut contacts = Vec::new();
    for value in values {
        contacts.extend(lex::name_addr_list(value)?);
    }
    if contacts.is_empty() {
        return Some(RegisterAsk::Query);
    }
    // Nothing else can be called here.
    if !contacts.iter().all(|contact| contact.uri.is_sip()) {
        return None;
    }
    Some(RegisterAsk::Bind(contacts.into_iter().map(|contact| contact_ask(contact, common)).collect()))
}

fn contact_ask(contact: NameAddr, common: Option<Duration>) -> ContactAsk {
    let expires = match contact.param("expires") {
        // A malformed value counts as 3600 (RFC 3261 section 10.2.1.1).
        Some(value) => Some(seconds(value).unwrap_or(Duration::from_secs(3600))),
        None => common,
    };
    let q = contact.param("q").and_then(|q| q.parse::<f64>().ok()).unwrap_or(1.0).clamp(0.0, 1.0);
    let instance = contact.param("+sip.instance").map(str::to_owned);
    ContactAsk { expires, q_milli: milli(q), instance, contact }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to 0..=1 above
fn milli(q: f64) -> u16 {
    (q * 1000.0).round() as u16
}

fn seconds(value: &str) -> Option<Duration> {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| Duration::from_secs(value.parse::<u32>().unwrap_or(u32::MAX).into()))
}
