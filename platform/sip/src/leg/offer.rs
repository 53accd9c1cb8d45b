//! Offers within the dialog, ours and the peer's (RFC 3261 section 14, RFC 3311).

use std::time::{Duration, Instant};

use rsipstack::sip::{self, Header};
use rsipstack::transaction::transaction::Transaction;

use super::command::{Refusal, Reply};
use super::driver::ServerInvite;
use super::send::Purpose;
use super::session::{self, Asked};
use super::task::{LegTask, Phase};
use super::uac::announce;
use super::{LegEvent, ReInvite};
use crate::error::SipError;
use crate::wire::{body, stack};

/// How often an offer is repeated after glare.
const MAX_ATTEMPTS: u8 = 4;
/// How long a re-INVITE may stay without final answer once the peer has said it is working on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Offers in progress and the descriptions in force.
#[derive(Default)]
pub struct Offers {
    pub ours: Option<Ours>,
    pub theirs: Option<(u64, Theirs, Option<String>)>,
    pub local_sdp: Option<String>,
    pub remote_sdp: Option<String>,
    /// Our owner's offer that waits for the ACK of the peer's INVITE (RFC 3261 section 14.1).
    pub held: Option<(String, Reply<String>)>,
    /// The ACK of the first INVITE has been reported.
    pub initial_confirmed: bool,
}

/// Our offer waiting for its answer.
pub struct Ours {
    sdp: String,
    reply: Reply<String>,
    attempts: u8,
    ticket: u64,
    /// When to repeat it after glare, or to give it up.
    due: Instant,
    repeat: bool,
}

/// The peer's offer waiting for the owner's answer.
pub enum Theirs {
    Invite(Box<ServerInvite>, Asked),
    Update(Box<Transaction>, Asked),
}

impl Offers {
    pub fn due(&self) -> Option<Instant> {
        self.ours.as_ref().map(|ours| ours.due)
    }
}

impl LegTask {
    /// Why an offer of the peer cannot be taken now (RFC 3261 section 14.2).
    pub fn offer_obstacle(&self) -> Option<(u16, Vec<Header>)> {
        if !matches!(self.phase, Phase::Up(_)) || self.offers.ours.as_ref().is_some_and(|ours| !ours.repeat) {
            return Some((491, Vec::new()));
        }
        let busy = self.offers.theirs.is_some();
        busy.then(|| (500, vec![stack::header("Retry-After", rand::random_range(0..=10).to_string())]))
    }

    /// Passes the peer's offer on, or answers a mere session refresh, whose description is unchanged.
    pub async fn take_offer(&mut self, theirs: Theirs, offer: Option<String>) {
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        let unchanged = offer.is_some() && offer == self.offers.remote_sdp;
        self.offers.theirs = Some((ticket, theirs, offer.clone()));
        if unchanged && let Some(sdp) = self.offers.local_sdp.clone() {
            let _ = self.answer_offer(ticket, Ok(sdp)).await;
            return;
        }
        let commander = self.commander.clone();
        self.emit(LegEvent::ReInvite(ReInvite { offer, ticket: Some(ticket), commander }));
    }

    pub async fn answer_offer(
        &mut self,
        ticket: u64,
        answer: Result<String, Refusal>,
    ) -> Result<(), SipError> {
        let waiting = self.offers.theirs.take_if(|(waiting, ..)| *waiting == ticket);
        let Some((_, theirs, offer)) = waiting else { return Err(SipError::WrongState("not offered")) };
        match (theirs, answer) {
            (Theirs::Invite(invite, asked), Ok(sdp)) => {
                let headers = self.refreshed(asked);
                invite.respond(self.invite_response(&invite.request, 200, "", Some(&sdp), headers));
                if let Phase::Up(up) = &mut self.phase {
                    up.unacked = Some(invite.cseq);
                }
                self.agreed(sdp, offer);
            }
            (Theirs::Invite(invite, _), Err(refusal)) => {
                let code = if (300..700).contains(&refusal.code) { refusal.code } else { 488 };
                invite.respond(self.invite_response(&invite.request, code, "", None, Vec::new()));
            }
            (Theirs::Update(transaction, asked), Ok(sdp)) => {
                self.accept_update(*transaction, asked, Some(&sdp)).await;
                self.agreed(sdp, offer);
            }
            (Theirs::Update(transaction, _), Err(refusal)) => {
                let code = if (300..700).contains(&refusal.code) { refusal.code } else { 488 };
                self.refuse_update(*transaction, code).await;
            }
        }
        Ok(())
    }

    fn agreed(&mut self, local: String, remote: Option<String>) {
        self.offers.local_sdp = Some(local);
        if remote.is_some() {
            self.offers.remote_sdp = remote;
        }
    }

    /// Our owner's offer.
    pub fn offer(&mut self, sdp: String, reply: Reply<String>) {
        let obstacle = match &self.phase {
            Phase::Ringing(_) | Phase::Calling(_) => Some("not answered"),
            Phase::Up(up) if up.bye_wanted.is_some() => Some("ending"),
            Phase::Up(_) if self.offers.ours.is_some() || self.offers.held.is_some() => {
                Some("busy with another offer")
            }
            Phase::Up(_) if self.offers.theirs.is_some() => Some("offered something by its peer"),
            Phase::Up(_) => None,
        };
        match obstacle {
            Some(why) => drop(reply.send(Err(SipError::WrongState(why)))),
            None if matches!(&self.phase, Phase::Up(up) if up.unacked.is_some()) => {
                self.offers.held = Some((sdp, reply));
            }
            None => self.send_offer(sdp, reply, 1),
        }
    }

    /// The ACK has arrived.
    pub fn release_held_offer(&mut self) {
        if let Some((sdp, reply)) = self.offers.held.take() {
            self.offer(sdp, reply);
        }
    }

    fn send_offer(&mut self, sdp: String, reply: Reply<String>, attempts: u8) {
        let draft = self.reinvite_draft(Some(&sdp));
        let ticket = self.send(draft, Purpose::ReInvite);
        let due = Instant::now() + PATIENCE;
        self.offers.ours = Some(Ours { sdp, reply, attempts, ticket, due, repeat: false });
    }

    pub fn reinvite_draft(&mut self, sdp: Option<&str>) -> super::wire::Draft {
        let session = self.core.config.session;
        let mut draft = self.wire.next_draft("INVITE");
        let expires = self.timer.map(|timer| timer.interval);
        announce(&mut draft, expires, session.min);
        draft.with_sdp(sdp)
    }

    pub async fn on_reinvite_response(&mut self, response: sip::Response) {
        let code = response.status_code.code();
        let Some(mut ours) = self.offers.ours.take() else { return };
        if (200..300).contains(&code) {
            self.wire.refresh_target(&response.headers);
            self.ack(cseq_of(&response)).await;
            if let Some(timer) =
                session::granted(&response.headers, session::floor(self.core.config.t1), Instant::now())
            {
                self.timer = Some(timer);
            }
            let answer = body::sdp(stack::get(&response.headers, "Content-Type"), &response.body);
            let outcome =
                answer.clone().ok_or(SipError::Refused { code: 488, reason: "No Answer In 200".into() });
            self.agreed(ours.sdp, answer);
            let _ = ours.reply.send(outcome);
            return;
        }
        if code == 491 && ours.attempts < MAX_ATTEMPTS {
            ours.due = Instant::now() + self.glare_delay();
            ours.repeat = true;
            self.offers.ours = Some(ours);
            return;
        }
        let reason = response.status_code.text().to_owned();
        let _ = ours.reply.send(Err(SipError::Refused { code, reason }));
        self.end_if_unknown(code);
    }

    /// The owner of the Call-ID waits longer, so that the two do not meet again (RFC 3261 section 14.1).
    fn glare_delay(&self) -> Duration {
        let we_own = self.we_called;
        let units = if we_own { rand::random_range(210..=400) } else { rand::random_range(0..=200) };
        Duration::from_millis(units * 10)
    }

    pub fn on_reinvite_unsent(&mut self, error: SipError) {
        if let Some(ours) = self.offers.ours.take() {
            let _ = ours.reply.send(Err(error));
        }
    }

    /// The time after glare is over, or the peer's patience with our offer is.
    pub async fn offer_due(&mut self, now: Instant) {
        let Some(ours) = self.offers.ours.take_if(|ours| ours.due <= now) else { return };
        if ours.repeat {
            if self.offers.theirs.is_some() {
                let _ = ours.reply.send(Err(SipError::WrongState("offered something by its peer")));
                return;
            }
            return self.send_offer(ours.sdp, ours.reply, ours.attempts + 1);
        }
        self.errands.remove(&ours.ticket);
        let _ = ours.reply.send(Err(SipError::Timeout));
    }
}

/// CSeq number of a response.
pub fn cseq_of(response: &sip::Response) -> u32 {
    let value = stack::get(&response.headers, "CSeq").unwrap_or_default();
    value.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
