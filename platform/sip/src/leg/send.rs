//! Sending within a leg: where to, ACK, BYE, plain requests.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};

use rsipstack::sip::{self, SipMessage};

use super::HangUp;
use super::command::{Body, Reply};
use super::driver::{Errand, Sent};
use super::task::{LegTask, Phase};
use super::uas::safe_headers;
use super::wire::{Draft, branch};
use crate::error::SipError;
use crate::outgoing::Route;
use crate::source::Transport;
use crate::transport::connections::Connection;
use crate::transport::resolve::{self, Hop};
use crate::uri::{NameAddr, Uri};

/// What the outcome of a request of ours is for.
pub enum Purpose {
    /// The INVITE that opens the leg.
    Invite,
    /// A re-INVITE asked for by the owner.
    ReInvite,
    /// A session refresh by UPDATE or re-INVITE.
    Refresh { invite: bool },
    /// Whoever waits for a final answer.
    Plain(Reply<()>),
}

/// How the peer is reached.
pub struct Flow {
    pub peer: SocketAddr,
    pub transport: Transport,
    pub stream: Option<Arc<Connection>>,
    /// The owner named the address, or the peer is known to sit behind a NAT: a private Contact is not believed.
    pub pinned: bool,
}

impl Flow {
    /// A trusted peer's Contact is believed even when it is private: both are on the same network.
    pub fn of_incoming(hop: &Hop, trusted: bool) -> Self {
        Self { peer: hop.remote, transport: hop.transport, stream: hop.stream.clone(), pinned: !trusted }
    }

    /// Whether a closed stream may be opened again from our side.
    pub fn can_be_dialled(&self) -> bool {
        matches!(self.transport, Transport::Tcp | Transport::Tls)
    }
}

impl LegTask {
    /// The way of the next request within the dialog.
    fn next_hop(&self) -> (Route, String) {
        if let Some(stream) = &self.flow.stream
            && !stream.closed.is_cancelled()
        {
            return (Route::Connection(stream.id), String::new());
        }
        if let Some(route) = self.wire.routes.first() {
            let uri = route.trim_start_matches('<').split('>').next().unwrap_or_default();
            return (Route::ByUri, uri.to_owned());
        }
        (self.way_to_target(), self.wire.target.clone())
    }

    /// To the Contact, unless it is an address that only makes sense on the peer's side of a NAT.
    fn way_to_target(&self) -> Route {
        let peer = Route::Address(self.flow.peer, self.flow.transport);
        let Ok(target) = Uri::parse(&self.wire.target) else { return peer };
        match target.host_ip() {
            Some(ip) if ip == self.flow.peer.ip() => {
                let transport = target.transport().unwrap_or(self.flow.transport);
                Route::Address(
                    SocketAddr::new(ip, target.port().unwrap_or(transport.default_port())),
                    transport,
                )
            }
            Some(ip) if is_private(ip) && (self.flow.pinned || !is_private(self.flow.peer.ip())) => peer,
            None if !target.is_sip() || target.host().to_ascii_lowercase().ends_with("invalid") => peer,
            _ => Route::ByUri,
        }
    }

    pub fn ticket(&mut self, purpose: Purpose) -> u64 {
        self.last_ticket += 1;
        self.errands.insert(self.last_ticket, purpose);
        self.last_ticket
    }

    /// Sends a request within the dialog; the outcome comes back under the ticket.
    pub fn send(&mut self, draft: Draft, purpose: Purpose) -> u64 {
        let ticket = self.ticket(purpose);
        let (route, next) = self.next_hop();
        self.dispatch(draft, route, next, ticket, Arc::default());
        ticket
    }

    pub fn dispatch(&self, draft: Draft, route: Route, next: String, ticket: u64, sent: Arc<OnceLock<Sent>>) {
        let inputs = Some(self.inputs.clone());
        Errand { core: self.core.clone(), draft, route, next, ticket, inputs, sent }.start();
    }

    /// ACK to a 2xx; kept for its retransmissions.
    pub async fn ack(&mut self, cseq: u32) {
        let (route, next) = self.next_hop();
        match resolve::hop(&self.core, route, &next).await {
            Ok(hop) => {
                let ack = self.wire.draft("ACK", cseq).build(&self.core, &hop, &branch());
                transmit(&hop, ack.clone()).await;
                self.last_ack = Some((cseq, ack));
            }
            Err(error) => tracing::warn!(leg = %self.id, %error, "ACK cannot be sent"),
        }
    }

    /// Sends BYE and ends the leg; the BYE's transaction lives on by itself.
    pub fn bye(&mut self, how: HangUp) {
        let mut draft = self.wire.next_draft("BYE");
        if let Some(reason) = how.reason.filter(|reason| !reason.contains(['\r', '\n'])) {
            draft.push("Reason", reason);
        }
        let (route, next) = self.next_hop();
        let (core, sent) = (self.core.clone(), Arc::default());
        Errand { core, draft, route, next, ticket: 0, inputs: None, sent }.start();
        self.over = true;
    }

    /// A request without effect on the session.
    pub fn request(
        &mut self,
        method: &'static str,
        headers: Vec<(String, String)>,
        body: Option<Body>,
        reply: Reply<()>,
    ) {
        if !matches!(self.phase, Phase::Up(_)) {
            let _ = reply.send(Err(SipError::WrongState("not answered")));
            return;
        }
        match safe_headers(&headers) {
            Ok(headers) => {
                let mut draft = self.wire.next_draft(method);
                draft.headers.extend(headers);
                draft.body = body;
                self.send(draft, Purpose::Plain(reply));
            }
            Err(error) => drop(reply.send(Err(error))),
        }
    }

    pub fn refer(&mut self, target: &NameAddr, reply: Reply<()>) {
        let headers = vec![("Refer-To".to_owned(), target.to_string())];
        self.request("REFER", headers, None, reply);
    }

    pub async fn on_response(&mut self, ticket: u64, response: sip::Response) {
        let code = response.status_code.code();
        let Some(purpose) = self.errands.remove(&ticket) else { return };
        if code < 200 && !matches!(purpose, Purpose::Invite) {
            self.errands.insert(ticket, purpose);
            return;
        }
        match purpose {
            Purpose::Invite => {
                self.errands.insert(ticket, purpose);
                self.on_invite_response(ticket, response).await;
            }
            Purpose::ReInvite => self.on_reinvite_response(response).await,
            Purpose::Refresh { invite } => self.on_refresh_response(response, invite).await,
            Purpose::Plain(reply) => {
                let outcome = match code {
                    200..=299 => Ok(()),
                    _ => Err(SipError::Refused { code, reason: response.status_code.text().to_owned() }),
                };
                let _ = reply.send(outcome);
                self.end_if_unknown(code);
            }
        }
    }

    pub async fn on_unsent(&mut self, ticket: u64, error: SipError) {
        match self.errands.remove(&ticket) {
            Some(Purpose::Invite) => self.on_invite_unsent(&error),
            Some(Purpose::ReInvite) => self.on_reinvite_unsent(error),
            Some(Purpose::Plain(reply)) => drop(reply.send(Err(error))),
            Some(Purpose::Refresh { .. }) | None => {}
        }
    }

    /// 481 and 408 to a request within the dialog end it (RFC 3261 section 12.2.1.2).
    pub fn end_if_unknown(&mut self, code: u16) -> bool {
        let ends = matches!(code, 408 | 481) && matches!(self.phase, Phase::Up(_));
        if ends {
            self.emit(super::LegEvent::Lost(super::LostWhy::NoAnswer));
            self.bye(HangUp::default());
        }
        ends
    }
}

/// Sends without a transaction.
pub async fn transmit(hop: &Hop, request: sip::Request) {
    let message = SipMessage::Request(request);
    if let Err(error) = hop.connection.send(message, Some(&hop.destination)).await {
        tracing::debug!(%error, "send failed");
    }
}

fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64;
            ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() || shared
        }
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || (ip.segments()[0] & 0xfe00) == 0xfc00,
    }
}
