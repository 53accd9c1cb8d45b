//! Requests of the peer within the dialog.

use std::time::Instant;

use rsipstack::sip::{self, Header, Method};
use rsipstack::transaction::transaction::Transaction;

use super::driver::ServerInvite;
use super::offer::Theirs;
use super::session::{self, Asked};
use super::task::{LegTask, Phase};
use super::uas::session_headers;
use super::{LegEvent, ReferRequest};
use crate::error::SipError;
use crate::transport::resolve::Hop;
use crate::wire::check::ALLOWED;
use crate::wire::reply::Reply;
use crate::wire::{body, lex, stack};

/// REFERs waiting for the owner's decision.
const MAX_REFERS: usize = 4;

impl LegTask {
    pub async fn on_request(&mut self, transaction: Transaction, cseq: u32, hop: Option<Hop>) {
        let from = stack::get(&transaction.original.headers, "From").and_then(lex::one_name_addr);
        let from_tag = from.as_ref().and_then(|from| from.tag()).unwrap_or_default();
        let theirs = from_tag == self.wire.remote_tag || self.wire.remote_tag.is_empty();
        if !theirs {
            return self.core.refuse_in(transaction, 481, Vec::new()).await;
        }
        if !self.wire.accept_cseq(cseq) {
            return self.core.refuse_in(transaction, 500, Vec::new()).await;
        }
        if let Some(hop) = hop {
            self.follow(hop);
        }
        match transaction.original.method {
            Method::Bye => self.on_bye(transaction).await,
            Method::Invite => self.on_reinvite(transaction, cseq).await,
            Method::Update => self.on_update(transaction).await,
            Method::Info => self.on_info(transaction).await,
            Method::Refer => self.on_refer(transaction).await,
            Method::Notify => self.on_notify(transaction).await,
            Method::Options => {
                let headers = vec![stack::header("Allow", ALLOWED.join(", "))];
                self.reply(transaction, 200, headers).await;
            }
            _ => self.reply(transaction, 405, vec![stack::header("Allow", ALLOWED.join(", "))]).await,
        }
    }

    /// A peer that comes back on a new connection keeps its leg.
    fn follow(&mut self, hop: Hop) {
        if hop.stream.is_some() || self.flow.stream.is_none() {
            self.flow.peer = hop.remote;
            self.flow.transport = hop.transport;
            self.flow.stream = hop.stream;
            self.grace = None;
        }
    }

    async fn reply(&self, transaction: Transaction, code: u16, headers: Vec<Header>) {
        self.respond(transaction, code, headers, None).await;
    }

    /// Final answer to a request other than INVITE.
    async fn respond(
        &self,
        mut transaction: Transaction,
        code: u16,
        headers: Vec<Header>,
        sdp: Option<&str>,
    ) {
        let mut reply = Reply::new(code, &self.wire.local_tag, &self.core.config.user_agent);
        reply.headers = headers;
        reply.body = sdp.map(|sdp| ("application/sdp", sdp));
        let response = reply.to(&transaction.original);
        if let Err(error) = transaction.respond(response).await {
            tracing::debug!(leg = %self.id, %error, "answer not sent");
        }
    }

    async fn on_bye(&mut self, transaction: Transaction) {
        let reason = stack::get(&transaction.original.headers, "Reason").map(str::to_owned);
        match &self.phase {
            Phase::Calling(_) => return self.reply(transaction, 481, Vec::new()).await,
            Phase::Ringing(ringing) => {
                // A caller may end its early dialog by BYE (RFC 3261 section 15.1.2).
                let response = self.invite_response(&ringing.invite.request, 487, "", None, Vec::new());
                ringing.invite.respond(response);
            }
            Phase::Up(_) => {}
        }
        self.reply(transaction, 200, Vec::new()).await;
        self.emit(LegEvent::Bye { reason });
        self.over = true;
    }

    async fn on_info(&mut self, transaction: Transaction) {
        let request = &transaction.original;
        let content_type = stack::get(&request.headers, "Content-Type").unwrap_or_default().to_owned();
        let text = String::from_utf8_lossy(&request.body).into_owned();
        self.reply(transaction, 200, Vec::new()).await;
        match body::dtmf(&content_type, &text) {
            Some((key, duration_ms)) => self.emit(LegEvent::Dtmf { key, duration_ms }),
            None if text.is_empty() => {}
            None => self.emit(LegEvent::Info { content_type, body: text }),
        }
    }

    async fn on_refer(&mut self, transaction: Transaction) {
        let headers = &transaction.original.headers;
        let target = stack::get(headers, "Refer-To").and_then(lex::one_name_addr);
        let referred_by = stack::get(headers, "Referred-By").map(str::to_owned);
        let Some(target) = target else { return self.reply(transaction, 400, Vec::new()).await };
        if !matches!(self.phase, Phase::Up(_)) || self.refers.len() >= MAX_REFERS {
            return self.reply(transaction, 480, Vec::new()).await;
        }
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        self.refers.insert(ticket, transaction);
        let commander = self.commander.clone();
        self.emit(LegEvent::Refer(ReferRequest { target, referred_by, ticket: Some(ticket), commander }));
    }

    pub async fn answer_refer(&mut self, ticket: u64, code: u16) -> Result<(), SipError> {
        let transaction = self.refers.remove(&ticket).ok_or(SipError::WrongState("not referred"))?;
        let contact = self.core.contact(&self.wire.contact_user, self.flow.transport, self.flow.peer);
        self.reply(transaction, code, vec![stack::header("Contact", contact)]).await;
        Ok(())
    }

    /// The only subscription we make is the one implied by our REFER.
    async fn on_notify(&mut self, transaction: Transaction) {
        let request = &transaction.original;
        let event = stack::get(&request.headers, "Event").unwrap_or_default().to_ascii_lowercase();
        if event.split(';').next().map(str::trim) != Some("refer") {
            let allow = stack::header("Allow-Events", "refer".into());
            return self.reply(transaction, 489, vec![allow]).await;
        }
        let text = String::from_utf8_lossy(&request.body).into_owned();
        self.reply(transaction, 200, Vec::new()).await;
        if let Some(code) = text.split_whitespace().nth(1).and_then(|code| code.parse().ok()) {
            self.emit(LegEvent::ReferProgress { code });
        }
    }

    async fn on_reinvite(&mut self, transaction: Transaction, cseq: u32) {
        if let Some((code, headers)) = self.offer_obstacle() {
            return self.core.refuse_in(transaction, code, headers).await;
        }
        self.wire.refresh_target(&transaction.original.headers);
        let asked = match session::asked(&transaction.original.headers, &self.core.config.session) {
            Asked::TooSmall(least) => {
                let headers = vec![stack::header("Min-SE", least.to_string())];
                return self.core.refuse_in(transaction, 422, headers).await;
            }
            asked => asked,
        };
        let invite = ServerInvite::start(transaction, cseq, self.inputs.clone());
        invite.respond(self.invite_response(&invite.request, 100, "", None, Vec::new()));
        let kind = stack::get(&invite.request.headers, "Content-Type");
        let offer = body::sdp(kind, &invite.request.body);
        self.take_offer(Theirs::Invite(Box::new(invite), asked), offer).await;
    }

    async fn on_update(&mut self, transaction: Transaction) {
        let kind = stack::get(&transaction.original.headers, "Content-Type");
        let offer = body::sdp(kind, &transaction.original.body);
        let asked = match session::asked(&transaction.original.headers, &self.core.config.session) {
            Asked::TooSmall(least) => {
                let headers = vec![stack::header("Min-SE", least.to_string())];
                return self.reply(transaction, 422, headers).await;
            }
            asked => asked,
        };
        if offer.is_none() {
            self.wire.refresh_target(&transaction.original.headers);
            return self.accept_update(transaction, asked, None).await;
        }
        if let Some((code, headers)) = self.offer_obstacle() {
            return self.reply(transaction, code, headers).await;
        }
        self.wire.refresh_target(&transaction.original.headers);
        self.take_offer(Theirs::Update(Box::new(transaction), asked), offer).await;
    }

    pub async fn accept_update(&mut self, transaction: Transaction, asked: Asked, sdp: Option<&str>) {
        let mut headers = self.refreshed(asked);
        let contact = self.core.contact(&self.wire.contact_user, self.flow.transport, self.flow.peer);
        headers.push(stack::header("Contact", contact));
        self.respond(transaction, 200, headers, sdp).await;
    }

    pub async fn refuse_update(&self, transaction: Transaction, code: u16) {
        self.reply(transaction, code, Vec::new()).await;
    }

    /// Restarts the session timer as the peer's request asks; headers for our 2xx.
    pub fn refreshed(&mut self, asked: Asked) -> Vec<sip::Header> {
        match asked {
            Asked::Timer { wish, peer_knows } => {
                let we_refresh = wish.refresher_uac == Some(false);
                self.timer = Some(session::start(wish.interval, we_refresh, Instant::now()));
                session_headers(wish, peer_knows && !we_refresh)
            }
            Asked::None | Asked::TooSmall(_) => Vec::new(),
        }
    }
}
