//! What a leg tells its owner.

use tokio::sync::mpsc;

use crate::error::SipError;
use crate::leg::command::{Command, Refusal};
use crate::leg::handle::Commander;
use crate::uri::NameAddr;

/// Events of one leg, in order. The stream ends after the leg has ended, whoever ended it.
pub type LegEvents = mpsc::Receiver<LegEvent>;

/// An event of one leg.
#[derive(Debug)]
#[non_exhaustive]
pub enum LegEvent {
    /// The peer of an outgoing leg rings (180 to 189); with early media if `sdp` is present. May come repeatedly.
    Ringing {
        /// 180, 181, 182 or 183.
        code: u16,
        /// Early answer.
        sdp: Option<String>,
    },
    /// The peer of an outgoing leg answered; the ACK is already sent.
    Answered {
        /// The peer's answer. `None` if it sent none (a protocol error of the peer when we offered).
        sdp: Option<String>,
    },
    /// The peer of an outgoing leg refused, or the request could not be delivered (408, 503 made by us). Last event.
    Rejected {
        /// Final status code.
        code: u16,
        /// Reason phrase.
        reason: String,
        /// `Reason` header (RFC 3326) if any, such as `Q.850;cause=17`.
        cause: Option<String>,
        /// Contacts of a redirection (3xx).
        contacts: Vec<NameAddr>,
    },
    /// The caller of an incoming leg gave up before it was answered; 487 has been sent. Last event.
    Cancelled {
        /// `Reason` header of the CANCEL, such as `SIP;cause=200;text="Call completed elsewhere"`.
        reason: Option<String>,
    },
    /// The ACK to our 200 arrived. It may also never come, or come late: never wait for it.
    Confirmed {
        /// The answer in the ACK when the INVITE had no offer.
        sdp: Option<String>,
    },
    /// The peer offers a new session description (re-INVITE or UPDATE), for instance hold.
    ReInvite(ReInvite),
    /// A key press carried by INFO (`application/dtmf-relay` or `application/dtmf`).
    Dtmf {
        /// `0`–`9`, `*`, `#`, `A`–`D`.
        key: char,
        /// Duration if the message names one, in milliseconds.
        duration_ms: Option<u32>,
    },
    /// Another INFO; it has been answered 200.
    Info {
        /// Type of the body.
        content_type: String,
        /// The body.
        body: String,
    },
    /// The peer asks us to call someone else (RFC 3515).
    Refer(ReferRequest),
    /// Progress of a REFER we sent, from NOTIFY (RFC 3515 section 2.4.4): the status line's code.
    ReferProgress {
        /// SIP status code of the referred call.
        code: u16,
    },
    /// The peer hung up; 200 has been sent. Last event.
    Bye {
        /// `Reason` header (RFC 3326) if any.
        reason: Option<String>,
    },
    /// The leg ended without a BYE from the peer. Last event.
    Lost(LostWhy),
}

/// Why a leg was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostWhy {
    /// No ACK to our 200 within 64 × T1; a BYE has been sent (RFC 3261 section 13.3.1.4).
    NoAck,
    /// A request within the dialog was answered 408 or 481 or not at all (RFC 3261 section 12.2.1.2).
    NoAnswer,
    /// The session timer ran out (RFC 4028 section 10); a BYE has been sent.
    SessionExpired,
    /// The peer's WebSocket closed and did not come back.
    Disconnected,
    /// The port was shut down.
    Shutdown,
    /// The owner let the event queue fill up, or dropped it.
    Abandoned,
}

/// An offer of the peer within the dialog. Dropping it unanswered answers 488, which keeps the session as it was.
#[derive(Debug)]
pub struct ReInvite {
    /// The offer; `None` asks us to offer (the answer then comes with [`LegEvent::Confirmed`]).
    pub offer: Option<String>,
    pub(crate) ticket: Option<u64>,
    pub(crate) commander: Commander,
}

impl ReInvite {
    /// Answers 200 with `sdp`.
    ///
    /// # Errors
    /// [`SipError::Ended`] when the leg ended meanwhile.
    pub async fn answer(mut self, sdp: &str) -> Result<(), SipError> {
        self.settle(Ok(sdp.to_owned())).await
    }

    /// Refuses with `code` (488, 491, 500, …).
    ///
    /// # Errors
    /// [`SipError::Ended`] when the leg ended meanwhile.
    pub async fn reject(mut self, code: u16) -> Result<(), SipError> {
        self.settle(Err(Refusal { code, ..Refusal::default() })).await
    }

    async fn settle(&mut self, answer: Result<String, Refusal>) -> Result<(), SipError> {
        let Some(ticket) = self.ticket.take() else { return Ok(()) };
        self.commander.ask(|reply| Command::AnswerOffer { ticket, answer, reply }).await
    }
}

impl Drop for ReInvite {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            let answer = Err(Refusal { code: 488, ..Refusal::default() });
            self.commander.tell(|reply| Command::AnswerOffer { ticket, answer, reply });
        }
    }
}

/// A REFER of the peer (blind or attended transfer). Dropping it unanswered answers 603.
#[derive(Debug)]
pub struct ReferRequest {
    /// Whom to call; an attended transfer carries `Replaces` in the URI's header part.
    pub target: NameAddr,
    /// `Referred-By` if any.
    pub referred_by: Option<String>,
    pub(crate) ticket: Option<u64>,
    pub(crate) commander: Commander,
}

impl ReferRequest {
    /// Answers 202; follow with [`crate::Dialog::refer_progress`].
    ///
    /// # Errors
    /// [`SipError::Ended`] when the leg ended meanwhile.
    pub async fn accept(mut self) -> Result<(), SipError> {
        self.settle(202).await
    }

    /// Refuses with `code`.
    ///
    /// # Errors
    /// [`SipError::Ended`] when the leg ended meanwhile.
    pub async fn reject(mut self, code: u16) -> Result<(), SipError> {
        self.settle(code).await
    }

    async fn settle(&mut self, code: u16) -> Result<(), SipError> {
        let Some(ticket) = self.ticket.take() else { return Ok(()) };
        self.commander.ask(|reply| Command::AnswerRefer { ticket, code, reply }).await
    }
}

impl Drop for ReferRequest {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.commander.tell(|reply| Command::AnswerRefer { ticket, code: 603, reply });
        }
    }
}
