//! What a handle asks of the task that owns a leg.

use tokio::sync::oneshot;

use crate::error::SipError;
use crate::leg::HangUp;
use crate::uri::NameAddr;

pub(crate) type Reply<T> = oneshot::Sender<Result<T, SipError>>;

/// A command to a leg. Every command is answered through its `reply`.
pub(crate) enum Command {
    /// 180, 181, 182 or 183 to the INVITE.
    Provisional { code: u16, sdp: Option<String>, reply: Reply<()> },
    /// 200 to the INVITE.
    Answer { sdp: String, reply: Reply<()> },
    /// 3xx to 6xx to the INVITE.
    Refuse { answer: Refusal, reply: Reply<()> },
    /// CANCEL, BYE or a refusal, whichever ends the leg in its state.
    HangUp { how: HangUp, reply: Reply<()> },
    /// A re-INVITE with this offer; the reply is the peer's answer.
    ReInvite { sdp: String, reply: Reply<String> },
    /// A request within the dialog without effect on the session (INFO, NOTIFY, MESSAGE).
    Request { method: &'static str, headers: Vec<(String, String)>, body: Option<Body>, reply: Reply<()> },
    /// REFER to a third party.
    Refer { target: NameAddr, reply: Reply<()> },
    /// Final answer to a re-INVITE or UPDATE of the peer.
    AnswerOffer { ticket: u64, answer: Result<String, Refusal>, reply: Reply<()> },
    /// Final answer to a REFER of the peer.
    AnswerRefer { ticket: u64, code: u16, reply: Reply<()> },
}

/// A body with its type.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub content_type: String,
    pub text: String,
}

/// A final answer other than 2xx.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refusal {
    pub code: u16,
    pub reason: String,
    pub headers: Vec<(String, String)>,
}
