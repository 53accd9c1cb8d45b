//! An outgoing leg until it is answered.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rsipstack::sip::{self, Header, Method};

use super::driver::{Sent, post};
use super::send::{Flow, Purpose};
use super::session;
use super::task::{LegTask, Phase, Up};
use super::uas::safe_headers;
use super::wire::{DialogWire, Draft, tag};
use super::{HangUp, LegEvent};
use crate::core::Core;
use crate::digest::{Challenge, authorization};
use crate::error::SipError;
use crate::outgoing::{InviteRequest, OutgoingLeg, Route};
use crate::source::Transport;
use crate::stats::Counters;
use crate::wire::check::ALLOWED;
use crate::wire::{body, lex, stack};

/// Challenges answered in a row.
const MAX_ATTEMPTS: u8 = 4;

/// An unanswered outgoing INVITE.
pub struct Calling {
    request: InviteRequest,
    headers: Vec<Header>,
    auth: Option<Header>,
    min_se: Option<Duration>,
    attempts: u8,
    sent: Arc<OnceLock<Sent>>,
    ticket: u64,
    provisional: bool,
    cancel: Cancel,
    /// Timer C, or how long a final response is awaited after CANCEL.
    pub deadline: Instant,
}

enum Cancel {
    No,
    /// To be sent as soon as a provisional response is there (RFC 3261 section 9.1).
    Wanted(HangUp),
    Sent,
}

/// Sends the INVITE and starts the leg's task.
pub fn start(core: Arc<Core>, request: InviteRequest) -> Result<OutgoingLeg, SipError> {
    let headers = safe_headers(&request.headers)?;
    let local_tag = tag();
    let to = request.to.as_ref().map_or_else(|| format!("<{}>", request.target.uri), ToString::to_string);
    let wire = DialogWire {
        call_id: format!("{:016x}{:016x}", rand::random::<u64>(), rand::random::<u64>()),
        local: format!("{};tag={local_tag}", request.from),
        local_tag,
        remote: to,
        remote_tag: String::new(),
        target: request.target.uri.as_str().to_owned(),
        routes: Vec::new(),
        cseq: 0,
        remote_cseq: None,
        contact_user: request
            .from
            .uri
            .user()
            .filter(|u| lex::is_token(u) || u.starts_with('+'))
            .unwrap_or_default()
            .to_owned(),
        credentials: None,
    };
    let flow = flow_of(&core, &request);
    let calling = Calling {
        headers,
        auth: None,
        min_se: None,
        attempts: 0,
        sent: Arc::default(),
        ticket: 0,
        provisional: false,
        cancel: Cancel::No,
        deadline: Instant::now() + core.config.timer_c,
        request,
    };
    Counters::add(&core.counters.invites_sent);
    let (mut task, ears, dialog, events) =
        LegTask::new(core, wire, flow, |_| Phase::Calling(Box::new(calling)));
    task.send_invite();
    tokio::spawn(task.run(ears));
    Ok(OutgoingLeg { dialog, events })
}

fn flow_of(core: &Core, request: &InviteRequest) -> Flow {
    let unknown = core.some_local_addr();
    match request.target.route {
        Route::Address(peer, transport) => Flow { peer, transport, stream: None, pinned: true },
        Route::Connection(id) => match core.connections.get(id) {
            Some(stream) => {
                Flow { peer: stream.remote, transport: stream.transport, stream: Some(stream), pinned: true }
            }
            None => Flow { peer: unknown, transport: Transport::Ws, stream: None, pinned: true },
        },
        Route::ByUri => Flow { peer: unknown, transport: Transport::Udp, stream: None, pinned: false },
    }
}

impl LegTask {
    fn send_invite(&mut self) {
        let ticket = self.ticket(Purpose::Invite);
        let mut draft = self.wire.next_draft("INVITE");
        let session = self.core.config.session;
        let Phase::Calling(calling) = &mut self.phase else { return };
        calling.ticket = ticket;
        calling.attempts += 1;
        calling.sent = Arc::default();
        calling.provisional = false;
        announce(&mut draft, session.expires, calling.min_se.unwrap_or(session.min));
        draft.headers.extend(calling.headers.iter().cloned());
        draft.headers.extend(calling.auth.clone());
        let draft = draft.with_sdp(Some(&calling.request.offer));
        let (route, next) = (calling.request.target.route, calling.request.target.uri.as_str().to_owned());
        let sent = calling.sent.clone();
        self.dispatch(draft, route, next, ticket, sent);
    }

    pub async fn on_invite_response(&mut self, ticket: u64, response: sip::Response) {
        let Phase::Calling(calling) = &mut self.phase else { return };
        if calling.ticket != ticket {
            return;
        }
        if let Some(sent) = calling.sent.get() {
            self.flow.peer = sent.hop.remote;
            self.flow.transport = sent.hop.transport;
            self.flow.stream.clone_from(&sent.hop.stream);
        }
        match response.status_code.code() {
            code @ 100..200 => self.on_provisional(code, &response).await,
            200..300 => self.on_answered(&response).await,
            code => self.on_refused(code, &response).await,
        }
    }

    async fn on_provisional(&mut self, code: u16, response: &sip::Response) {
        let timer_c = self.core.config.timer_c;
        let Phase::Calling(calling) = &mut self.phase else { return };
        calling.provisional = true;
        match std::mem::replace(&mut calling.cancel, Cancel::No) {
            Cancel::No => {
                if code > 100 {
                    calling.deadline = Instant::now() + timer_c;
                    let sdp = body::sdp(stack::get(&response.headers, "Content-Type"), &response.body);
                    self.emit(LegEvent::Ringing { code, sdp });
                }
            }
            Cancel::Wanted(how) => self.send_cancel(&how),
            Cancel::Sent => calling.cancel = Cancel::Sent,
        }
    }

    async fn on_answered(&mut self, response: &sip::Response) {
        let Phase::Calling(calling) = &self.phase else { return };
        let cancelled = !matches!(calling.cancel, Cancel::No);
        let offer = calling.request.offer.clone();
        let cseq = self.wire.cseq;
        self.wire.credentials.clone_from(&calling.auth);
        self.wire.establish(response);
        self.peer_updates = allows_update(&response.headers);
        self.timer = session::granted(&response.headers, session::floor(self.core.config.t1), Instant::now());
        self.phase = Phase::Up(Up::default());
        self.ack(cseq).await;
        if cancelled {
            // The 200 crossed our CANCEL (RFC 3261 section 9.1).
            return self.bye(HangUp::default());
        }
        let sdp = body::sdp(stack::get(&response.headers, "Content-Type"), &response.body);
        self.offers.local_sdp = Some(offer);
        self.offers.remote_sdp.clone_from(&sdp);
        self.offers.initial_confirmed = true;
        self.emit(LegEvent::Answered { sdp });
    }

    async fn on_refused(&mut self, code: u16, response: &sip::Response) {
        let Phase::Calling(calling) = &mut self.phase else { return };
        let may_retry = matches!(calling.cancel, Cancel::No) && calling.attempts < MAX_ATTEMPTS;
        if may_retry && calling.prepare_retry(code, response) {
            return self.send_invite();
        }
        let get = |name: &str| stack::get(&response.headers, name);
        let contacts = response.headers.iter().filter(|h| code < 400 && h.name() == "Contact");
        let event = LegEvent::Rejected {
            code,
            reason: response.status_code.text().to_owned(),
            cause: get("Reason").map(str::to_owned),
            contacts: contacts.filter_map(|h| lex::name_addr_list(h.value())).flatten().collect(),
        };
        self.emit(event);
        self.over = true;
    }

    pub fn on_invite_unsent(&mut self, error: &SipError) {
        let code = if matches!(error, SipError::Timeout) { 408 } else { 503 };
        let reason = if code == 408 { "Request Timeout".to_owned() } else { error.to_string() };
        self.emit(LegEvent::Rejected { code, reason, cause: None, contacts: Vec::new() });
        self.over = true;
    }

    /// Gives up an unanswered outgoing leg.
    pub async fn give_up(&mut self, how: HangUp) {
        self.events = None;
        let patience = self.core.config.t1 * 64;
        let Phase::Calling(calling) = &mut self.phase else { return };
        if !matches!(calling.cancel, Cancel::No) {
            return;
        }
        calling.deadline = Instant::now() + patience;
        if calling.provisional {
            self.send_cancel(&how);
        } else {
            calling.cancel = Cancel::Wanted(how);
        }
    }

    fn send_cancel(&mut self, how: &HangUp) {
        let Phase::Calling(calling) = &mut self.phase else { return };
        calling.cancel = Cancel::Sent;
        if let Some(sent) = calling.sent.get() {
            post(&self.core, cancel_of(&sent.request, how.reason.as_deref()), sent.hop.clone());
        }
    }

    /// Timer C ran out, or nothing came after CANCEL.
    pub async fn calling_deadline(&mut self) {
        let Phase::Calling(calling) = &mut self.phase else { return };
        if matches!(calling.cancel, Cancel::No) {
            self.emit(LegEvent::Rejected {
                code: 408,
                reason: "Request Timeout".into(),
                cause: None,
                contacts: Vec::new(),
            });
            return self.give_up(HangUp::default()).await;
        }
        if let Some(sent) = calling.sent.get() {
            sent.abandon();
        }
        self.over = true;
    }

    /// A 2xx after the transaction: ACK again, or get rid of a fork (RFC 3261 section 13.2.2.4).
    pub async fn on_stray_2xx(&mut self, response: sip::Response) {
        let to = stack::get(&response.headers, "To").unwrap_or_default();
        let to_tag = lex::one_name_addr(to).and_then(|a| a.tag().map(str::to_owned)).unwrap_or_default();
        let cseq =
            stack::get(&response.headers, "CSeq").and_then(|c| c.split(' ').next()?.parse::<u32>().ok());
        if to_tag == self.wire.remote_tag {
            let again = self.last_ack.clone().filter(|(number, _)| Some(*number) == cseq);
            if let Some((number, _)) = again {
                self.ack(number).await;
            }
            return;
        }
        let Some(cseq) = cseq else { return };
        let mut fork = self.wire.clone();
        fork.establish(&response);
        let ours = std::mem::replace(&mut self.wire, fork);
        let last_ack = self.last_ack.clone();
        self.ack(cseq).await;
        self.bye(HangUp::default());
        self.over = false;
        let used = self.wire.cseq;
        self.wire = ours;
        self.wire.cseq = self.wire.cseq.max(used);
        self.last_ack = last_ack;
    }
}

impl Calling {
    /// Whether a refusal can be answered by another INVITE; prepares it.
    fn prepare_retry(&mut self, code: u16, response: &sip::Response) -> bool {
        match code {
            401 | 407 => self.answer_challenge(code, response),
            422 => {
                let min = session::min_se(&response.headers);
                let raised = min.filter(|min| self.min_se.is_none_or(|old| *min > old));
                self.min_se = raised.or(self.min_se);
                raised.is_some()
            }
            _ => false,
        }
    }

    fn answer_challenge(&mut self, code: u16, response: &sip::Response) -> bool {
        let (asks, answers) = match code {
            401 => ("WWW-Authenticate", "Authorization"),
            _ => ("Proxy-Authenticate", "Proxy-Authorization"),
        };
        let Some(credentials) = &self.request.credentials else { return false };
        let challenges = response.headers.iter().filter(|h| h.name().eq_ignore_ascii_case(asks));
        let Some(challenge) = challenges.filter_map(|h| Challenge::parse(h.value())).next() else {
            return false;
        };
        // A second challenge that does not call the nonce stale means that the password is wrong.
        if self.auth.is_some() && !challenge.stale {
            return false;
        }
        let (user, password, uri) = (&credentials.username, &credentials.password, &self.request.target.uri);
        let value = authorization(&challenge, user, password, "INVITE", uri.as_str(), 1);
        self.auth = value.map(|value| stack::header(answers, value));
        self.auth.is_some()
    }
}

/// What an INVITE says about us.
pub fn announce(draft: &mut Draft, expires: Option<Duration>, least: Duration) {
    draft.push("Allow", ALLOWED.join(", "));
    draft.push("Supported", "timer, replaces");
    if let Some(expires) = expires {
        draft.push("Session-Expires", expires.max(least).as_secs().to_string());
        draft.push("Min-SE", least.as_secs().to_string());
    }
}

pub fn allows_update(headers: &sip::Headers) -> bool {
    let names = |value: &str| value.split(',').any(|m| m.trim().eq_ignore_ascii_case("UPDATE"));
    headers.iter().any(|h| h.name().eq_ignore_ascii_case("Allow") && names(h.value()))
}

/// The CANCEL of an INVITE: same Via, URI, Route, and number (RFC 3261 section 9.1).
fn cancel_of(invite: &sip::Request, reason: Option<&str>) -> sip::Request {
    let mut headers = Vec::with_capacity(10);
    for header in invite.headers.iter() {
        match header {
            Header::Via(_) | Header::From(_) | Header::To(_) | Header::CallId(_) | Header::Route(_) => {
                headers.push(header.clone());
            }
            Header::CSeq(cseq) => {
                let number = cseq.value().split(' ').next().unwrap_or_default();
                headers.push(stack::header("CSeq", format!("{number} CANCEL")));
            }
            _ => {}
        }
    }
    headers.push(stack::header("Max-Forwards", "70".into()));
    if let Some(reason) = reason.filter(|r| !r.contains(['\r', '\n'])) {
        headers.push(stack::header("Reason", reason.to_owned()));
    }
    headers.push(stack::header("Content-Length", "0".into()));
    sip::Request {
        method: Method::Cancel,
        uri: invite.uri.clone(),
        version: sip::Version::V2,
        headers: headers.into(),
        body: Vec::new(),
    }
}
