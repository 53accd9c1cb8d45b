//! What arrives at the port from outside.

use crate::error::SipError;
use crate::headers::Headers;
use crate::leg::command::{Command, Refusal};
use crate::leg::{Dialog, LegEvents, LegId};
use crate::register::IncomingRegister;
use crate::source::{ConnectionId, Source};
use crate::uri::{NameAddr, Uri};

/// Something the layer above has to decide. OPTIONS, unknown methods and everything malformed are answered by the port.
#[derive(Debug)]
#[non_exhaustive]
pub enum Incoming {
    /// A new call. 100 Trying has been sent.
    Invite(Box<IncomingInvite>),
    /// A registration.
    Register(Box<IncomingRegister>),
    /// A stream connection closed; bindings over it are dead.
    ConnectionClosed {
        /// Which one.
        connection: ConnectionId,
    },
}

/// What an INVITE says.
#[derive(Debug)]
#[non_exhaustive]
pub struct InviteInfo {
    /// Request-URI as received.
    pub request_uri: Uri,
    /// From.
    pub from: NameAddr,
    /// To.
    pub to: NameAddr,
    /// Call-ID.
    pub call_id: String,
    /// Where it came from.
    pub source: Source,
    /// Session description; `None` asks us to offer.
    pub offer: Option<String>,
    /// The leg this call is to take the place of (`Replaces`, RFC 3891): answer, then hang that one up. An INVITE that
    /// names a leg we do not have is answered 481 by the port.
    pub replaces: Option<LegId>,
    /// First P-Asserted-Identity (RFC 3325); believe it from trusted peers only.
    pub asserted_identity: Option<NameAddr>,
    /// `User-Agent` of the caller.
    pub user_agent: Option<String>,
    /// All header fields.
    pub headers: Headers,
}

/// A new call waiting for a decision. Dropping it (or its `events`) unanswered refuses it with 480.
#[derive(Debug)]
pub struct IncomingInvite {
    /// What the INVITE says.
    pub info: InviteInfo,
    /// The leg: answer, refuse, hang up.
    pub leg: IncomingLeg,
    /// Its events.
    pub events: LegEvents,
}

/// Handle of an incoming leg, cheap to clone. It also is a [`Dialog`].
#[derive(Clone, Debug)]
pub struct IncomingLeg {
    pub(crate) dialog: Dialog,
}

impl IncomingLeg {
    /// The leg's number.
    pub fn id(&self) -> LegId {
        self.dialog.id()
    }

    /// The dialog handle, usable at any time; within an unanswered leg only [`Dialog::hang_up`] succeeds.
    pub fn dialog(&self) -> Dialog {
        self.dialog.clone()
    }

    /// Sends 180 Ringing.
    ///
    /// # Errors
    /// [`SipError::WrongState`] after a final answer, [`SipError::Ended`].
    pub async fn ringing(&self) -> Result<(), SipError> {
        self.provisional(180, None).await
    }

    /// Sends 183 Session Progress with early media.
    ///
    /// # Errors
    /// As [`IncomingLeg::ringing`].
    pub async fn progress(&self, sdp: &str) -> Result<(), SipError> {
        self.provisional(183, Some(sdp.to_owned())).await
    }

    /// Sends 182 Queued.
    ///
    /// # Errors
    /// As [`IncomingLeg::ringing`].
    pub async fn queued(&self) -> Result<(), SipError> {
        self.provisional(182, None).await
    }

    async fn provisional(&self, code: u16, sdp: Option<String>) -> Result<(), SipError> {
        self.dialog.commander.ask(|reply| Command::Provisional { code, sdp, reply }).await
    }

    /// Sends 200 with `sdp` (the answer, or the offer when the INVITE had none) and repeats it until the ACK.
    ///
    /// # Errors
    /// [`SipError::WrongState`] when it was already answered, [`SipError::Ended`] when the caller gave up.
    pub async fn answer(&self, sdp: &str) -> Result<Dialog, SipError> {
        let sdp = sdp.to_owned();
        self.dialog.commander.ask(|reply| Command::Answer { sdp, reply }).await?;
        Ok(self.dialog())
    }

    /// Refuses with `code` (400 to 699); an empty `reason` takes the standard phrase.
    ///
    /// # Errors
    /// [`SipError::WrongState`] after a final answer, [`SipError::BadHeader`], [`SipError::Ended`].
    pub async fn reject(&self, code: u16, reason: &str, headers: &[(&str, &str)]) -> Result<(), SipError> {
        let headers = headers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let answer = Refusal { code, reason: reason.to_owned(), headers };
        self.dialog.commander.ask(|reply| Command::Refuse { answer, reply }).await
    }

    /// Redirects the caller with 302 to `contacts`.
    ///
    /// # Errors
    /// As [`IncomingLeg::reject`].
    pub async fn redirect(&self, contacts: &[NameAddr]) -> Result<(), SipError> {
        let headers = contacts.iter().map(|c| ("Contact".to_owned(), c.to_string())).collect();
        let answer = Refusal { code: 302, reason: String::new(), headers };
        self.dialog.commander.ask(|reply| Command::Refuse { answer, reply }).await
    }
}
