//! The handle by which a leg is commanded.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use crate::error::SipError;
use crate::leg::command::{Body, Command, Reply};
use crate::uri::NameAddr;

/// A leg's number, unique within the process's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LegId(pub(crate) u64);

impl fmt::Display for LegId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "leg-{}", self.0)
    }
}

/// How a leg is to be ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HangUp {
    /// `Reason` header of the BYE or CANCEL (RFC 3326), such as `Q.850;cause=16;text="Normal call clearing"`.
    pub reason: Option<String>,
    /// Status code when an incoming leg is still unanswered; 480 when absent.
    pub code: Option<u16>,
}

/// Way to the task that owns the leg.
#[derive(Clone, Debug)]
pub(crate) struct Commander {
    pub commands: mpsc::Sender<Command>,
}

impl Commander {
    pub async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T, SipError> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.map_err(|_| SipError::Ended)?;
        answer.await.map_err(|_| SipError::Ended)?
    }

    /// Sends without waiting for the outcome; used where nobody can wait.
    pub fn tell<T>(&self, command: impl FnOnce(Reply<T>) -> Command) {
        let (reply, _) = oneshot::channel();
        let _ = self.commands.try_send(command(reply));
    }
}

/// Handle of a leg, incoming or outgoing, cheap to clone. Dropping all handles does not end the leg: hang up, or drop
/// the event stream.
#[derive(Clone)]
pub struct Dialog {
    pub(crate) id: LegId,
    pub(crate) call_id: Arc<str>,
    pub(crate) commander: Commander,
}

impl fmt::Debug for Dialog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dialog({})", self.id)
    }
}

impl Dialog {
    /// The leg's number.
    pub fn id(&self) -> LegId {
        self.id
    }

    /// The Call-ID on the wire.
    pub fn call_id(&self) -> &str {
        &self.call_id
    }

    /// Ends the leg in whatever state it is: CANCEL for an unanswered outgoing leg, a refusal for an unanswered
    /// incoming one, BYE otherwise. A 200 that crosses our CANCEL is acknowledged and followed by BYE. The event stream
    /// ends without a further event. Ending an ended leg is not an error.
    pub async fn hang_up(&self, how: HangUp) {
        let _ = self.commander.ask(|reply| Command::HangUp { how, reply }).await;
    }

    /// Offers a new session description by re-INVITE and returns the peer's answer. Glare (491) is repeated after the
    /// delays of RFC 3261 section 14.1.
    ///
    /// # Errors
    /// [`SipError::Refused`] (the old session continues), [`SipError::Timeout`], [`SipError::WrongState`] before the
    /// leg is answered or while another offer is open, [`SipError::Ended`].
    pub async fn reinvite(&self, sdp: &str) -> Result<String, SipError> {
        let sdp = sdp.to_owned();
        self.commander.ask(|reply| Command::ReInvite { sdp, reply }).await
    }

    /// Asks the peer by OPTIONS whether it still knows this call (RFC 3261 section 11). A peer that does not (481) ends
    /// the leg with [`crate::LostWhy::NoAnswer`]; so does one that says nothing for 64 × T1.
    ///
    /// # Errors
    /// [`SipError::Timeout`] and 481 as [`SipError::Refused`] mean that it is gone; another refusal is a sign of life.
    pub async fn options(&self) -> Result<(), SipError> {
        self.commander
            .ask(|reply| Command::Request { method: "OPTIONS", headers: Vec::new(), body: None, reply })
            .await
    }

    /// Sends an INFO with a body.
    ///
    /// # Errors
    /// [`SipError::Refused`], [`SipError::Timeout`], [`SipError::Ended`].
    pub async fn info(&self, content_type: &str, body: &str) -> Result<(), SipError> {
        let body = Some(Body { content_type: content_type.to_owned(), text: body.to_owned() });
        self.commander
            .ask(|reply| Command::Request { method: "INFO", headers: Vec::new(), body, reply })
            .await
    }

    /// Asks the peer to call `target` (REFER, RFC 3515); `Ok` means it accepted. Progress comes as
    /// [`crate::LegEvent::ReferProgress`].
    ///
    /// # Errors
    /// [`SipError::Refused`], [`SipError::Timeout`], [`SipError::Ended`].
    pub async fn refer(&self, target: NameAddr) -> Result<(), SipError> {
        self.commander.ask(|reply| Command::Refer { target, reply }).await
    }

    /// Reports the progress of a REFER accepted from the peer: a NOTIFY with `SIP/2.0 code`, final from 200 on.
    ///
    /// # Errors
    /// [`SipError::Refused`], [`SipError::Timeout`], [`SipError::Ended`].
    pub async fn refer_progress(&self, code: u16) -> Result<(), SipError> {
        let state = if code < 200 { "active;expires=60" } else { "terminated;reason=noresource" };
        let headers = vec![("Event".into(), "refer".into()), ("Subscription-State".into(), state.into())];
        let text = format!("SIP/2.0 {code} {}\r\n", crate::wire::reason_phrase(code));
        let body = Some(Body { content_type: "message/sipfrag;version=2.0".into(), text });
        self.commander.ask(|reply| Command::Request { method: "NOTIFY", headers, body, reply }).await
    }
}
