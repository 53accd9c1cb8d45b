//! An incoming leg until it is answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rsipstack::sip;
use rsipstack::transaction::transaction::Transaction;

use super::command::Refusal;
use super::driver::ServerInvite;
use super::send::Flow;
use super::session::{self, Asked};
use super::task::{LegTask, Phase, Up};
use super::wire::{DialogWire, record_routes, tag};
use super::{HangUp, LegEvent};
use crate::core::Core;
use crate::error::SipError;
use crate::incoming::{IncomingInvite, IncomingLeg, InviteInfo};
use crate::transport::resolve::Hop;
use crate::wire::check::{self, ALLOWED};
use crate::wire::reply::Reply;
use crate::wire::{lex, stack};

/// An unanswered incoming INVITE.
pub struct Ringing {
    pub invite: ServerInvite,
    pub timer: Asked,
    /// Last provisional response and when to repeat it: proxies give up after three silent minutes
    /// (RFC 3261 section 13.3.1.1).
    last: Option<(u16, Option<String>)>,
    pub repeat: Option<Instant>,
}

/// Pause between repeated provisional responses.
const REPEAT: Duration = Duration::from_secs(60);

/// Sends 100, makes the leg and starts its task.
pub fn start(
    core: Arc<Core>,
    transaction: Transaction,
    checked: &check::Request,
    info: InviteInfo,
    hop: Hop,
) -> IncomingInvite {
    let request = &transaction.original;
    let wire = dialog_of(request, checked, &info);
    let timer = session::asked(&request.headers, &core.config.session);
    let peer_updates = checked.message.headers.has_token("Allow", "UPDATE");
    let flow = Flow::of_incoming(&hop, info.source.trusted);
    let cseq = checked.cseq;
    let (mut task, ears, dialog, events) = LegTask::new(core, wire, flow, |inputs| {
        let invite = ServerInvite::start(transaction, cseq, inputs.clone());
        Phase::Ringing(Box::new(Ringing { invite, timer, last: None, repeat: None }))
    });
    task.peer_updates = peer_updates;
    task.offers.remote_sdp = info.offer.clone();
    task.respond_invite(100, None, Vec::new());
    tokio::spawn(task.run(ears));
    IncomingInvite { info, leg: IncomingLeg { dialog }, events }
}

fn dialog_of(request: &sip::Request, checked: &check::Request, info: &InviteInfo) -> DialogWire {
    let local_tag = tag();
    let to = stack::get(&request.headers, "To").unwrap_or_default();
    let contact = info.headers.get("Contact").and_then(|c| lex::name_addr_list(c)?.into_iter().next());
    let target = contact.map_or_else(|| checked.from.uri.clone(), |contact| contact.uri);
    let user = info.request_uri.user().unwrap_or_default();
    DialogWire {
        call_id: info.call_id.clone(),
        local: format!("{to};tag={local_tag}"),
        local_tag,
        remote: stack::get(&request.headers, "From").unwrap_or_default().to_owned(),
        remote_tag: checked.from.tag().unwrap_or_default().to_owned(),
        target: target.as_str().to_owned(),
        routes: record_routes(request.headers.iter().map(|h| (h.name(), h.value()))),
        cseq: rand::random_range(1..10_000),
        remote_cseq: Some(checked.cseq),
        contact_user: if lex::is_token(user) || user.starts_with('+') {
            user.to_owned()
        } else {
            String::new()
        },
        credentials: None,
    }
}

impl LegTask {
    fn ringing(&self) -> Result<&Ringing, SipError> {
        match &self.phase {
            Phase::Ringing(ringing) => Ok(ringing),
            Phase::Calling(_) => Err(SipError::WrongState("outgoing")),
            Phase::Up(_) => Err(SipError::WrongState("already answered")),
        }
    }

    /// Responds to the unanswered INVITE.
    fn respond_invite(&self, code: u16, sdp: Option<&str>, headers: Vec<sip::Header>) {
        if let Phase::Ringing(ringing) = &self.phase {
            let response = self.invite_response(&ringing.invite.request, code, "", sdp, headers);
            ringing.invite.respond(response);
        }
    }

    /// A response to an INVITE of this dialog.
    pub fn invite_response(
        &self,
        request: &sip::Request,
        code: u16,
        reason: &str,
        sdp: Option<&str>,
        headers: Vec<sip::Header>,
    ) -> sip::Response {
        let mut reply = Reply::new(code, &self.wire.local_tag, &self.core.config.user_agent);
        reply.reason = reason;
        reply.headers = headers;
        reply.body = sdp.map(|sdp| ("application/sdp", sdp));
        if code == 100 {
            // A tag in a 100 would promise a dialog to a proxy in between.
            reply.to_tag = None;
        } else if code < 300 {
            let (user, flow) = (&self.wire.contact_user, &self.flow);
            reply.headers.push(stack::header("Contact", self.core.contact(user, flow.transport, flow.peer)));
            reply.headers.push(stack::header("Allow", ALLOWED.join(", ")));
            reply.headers.push(stack::header("Supported", "timer, replaces".into()));
        }
        reply.to(request)
    }

    pub fn provisional(&mut self, code: u16, sdp: Option<String>) -> Result<(), SipError> {
        self.ringing()?;
        if sdp.is_some() {
            self.offers.local_sdp.clone_from(&sdp);
        }
        self.respond_invite(code, sdp.as_deref(), Vec::new());
        if let Phase::Ringing(ringing) = &mut self.phase {
            ringing.last = Some((code, sdp));
            ringing.repeat = Some(Instant::now() + REPEAT);
        }
        Ok(())
    }

    pub fn repeat_provisional(&mut self) {
        if let Phase::Ringing(ringing) = &mut self.phase
            && let Some((code, sdp)) = ringing.last.take()
        {
            let _ = self.provisional(code, sdp);
        }
    }

    pub fn accept(&mut self, sdp: String) -> Result<(), SipError> {
        let ringing = self.ringing()?;
        let cseq = ringing.invite.cseq;
        let mut headers = Vec::new();
        if let Asked::Timer { wish, peer_knows } = ringing.timer {
            let we_refresh = wish.refresher_uac == Some(false);
            self.timer = Some(session::start(wish.interval, we_refresh, Instant::now()));
            headers = session_headers(wish, peer_knows && !we_refresh);
        }
        self.respond_invite(200, Some(&sdp), headers);
        self.offers.local_sdp = Some(sdp);
        self.phase = Phase::Up(Up { unacked: Some(cseq), bye_wanted: None });
        Ok(())
    }

    pub fn refuse(&mut self, refusal: &Refusal) -> Result<(), SipError> {
        let ringing = self.ringing()?;
        if !(300..700).contains(&refusal.code) {
            return Err(SipError::WrongState("not to be refused with that code"));
        }
        let headers = safe_headers(&refusal.headers)?;
        let reason = if refusal.reason.contains(['\r', '\n']) { "" } else { &refusal.reason };
        let response = self.invite_response(&ringing.invite.request, refusal.code, reason, None, headers);
        ringing.invite.respond(response);
        self.over = true;
        Ok(())
    }

    pub fn refuse_unanswered(&mut self, how: &HangUp) {
        let code = how.code.filter(|code| (300..700).contains(code)).unwrap_or(480);
        let headers = how.reason.iter().map(|reason| ("Reason".to_owned(), reason.clone())).collect();
        let refusal = Refusal { code, reason: String::new(), headers };
        if self.refuse(&refusal).is_err() {
            let _ = self.refuse(&Refusal { code, ..Refusal::default() });
        }
    }

    /// The CANCEL itself has been answered by the transaction layer.
    pub fn on_cancel(&mut self, reason: Option<String>) {
        if matches!(self.phase, Phase::Ringing(_)) {
            self.respond_invite(487, None, Vec::new());
            self.emit(LegEvent::Cancelled { reason });
            self.over = true;
        }
    }

    pub async fn on_ack(&mut self, cseq: u32, sdp: Option<String>) {
        let Phase::Up(up) = &mut self.phase else { return };
        let first = up.unacked.take_if(|waiting| *waiting == cseq).is_some();
        if let Some(how) = up.bye_wanted.take_if(|_| first) {
            return self.bye(how);
        }
        if sdp.is_some() {
            self.offers.remote_sdp.clone_from(&sdp);
        }
        if first && (sdp.is_some() || !self.offers.initial_confirmed) {
            self.offers.initial_confirmed = true;
            self.emit(LegEvent::Confirmed { sdp });
        }
        if first {
            self.release_held_offer();
        }
    }

    pub fn on_invite_over(&mut self, cseq: u32, closed: bool) {
        let Phase::Up(up) = &mut self.phase else { return };
        if up.unacked.take_if(|waiting| *waiting == cseq).is_none() {
            return;
        }
        if let Some(how) = up.bye_wanted.take() {
            return self.bye(how);
        }
        // With the connection gone the ACK cannot come; that alone does not end the call.
        if !closed {
            self.emit(LegEvent::Lost(super::LostWhy::NoAck));
            self.bye(HangUp::default());
        }
    }
}

/// Headers of a 2xx that starts a session timer.
pub fn session_headers(wish: session::Wish, require: bool) -> Vec<sip::Header> {
    let mut headers = vec![stack::header("Session-Expires", session::text(wish))];
    if require {
        headers.push(stack::header("Require", "timer".into()));
    }
    headers
}

/// Headers given by the layer above: sound names, no line breaks, and none that this crate writes itself.
pub fn safe_headers(given: &[(String, String)]) -> Result<Vec<sip::Header>, SipError> {
    const OWN: [&str; 12] = [
        "Via",
        "From",
        "To",
        "Call-ID",
        "CSeq",
        "Max-Forwards",
        "Content-Length",
        "Content-Type",
        "Record-Route",
        "Session-Expires",
        "Min-SE",
        "User-Agent",
    ];
    let check = |(name, value): &(String, String)| {
        let name = crate::headers::canonical(name);
        let own = OWN.iter().any(|own| own.eq_ignore_ascii_case(name));
        if own || !lex::is_token(name) || value.contains(['\r', '\n']) {
            return Err(SipError::BadHeader(name.to_owned()));
        }
        Ok(stack::header(crate::headers::known(name), value.clone()))
    };
    given.iter().map(check).collect()
}
