//! What a call orders.

use std::time::Duration;

use contact::{AgentRef, ContactEvent};
use kernel::{Lang, OfferId, PromptId};

/// An order to the edge. Orders are carried out in the order given.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Write to the contact's story.
    Record(ContactEvent),
    /// Answer the caller.
    AnswerCaller,
    /// Refuse the caller with a SIP status.
    RefuseCaller(u16),
    /// Play to the caller, replacing what plays; its end is told as [`Input::Played`](crate::Input::Played).
    Play {
        /// Its number.
        play: u32,
        /// What.
        parts: Vec<flow::PromptPart>,
        /// In which language.
        language: Lang,
    },
    /// Play the fixed apology for a failure of ours; its end is told with play number 0.
    PlayApology(Apology, Lang),
    /// Stop what plays.
    StopPlay,
    /// Waiting music to the caller; none: the centre's own.
    Music(Option<PromptId>),
    /// Ask for a fact that the entry flow needs.
    Ask(flow::Question),
    /// Enter the queue; the waiting time counts on.
    Enqueue {
        /// Name of the queue.
        queue: String,
        /// Priority gathered on the way.
        priority: i32,
        /// Skills gathered on the way.
        skills: Vec<flow::SkillNeed>,
        /// The caller's language.
        language: Lang,
    },
    /// Leave the queue or the handling agent: the caller is gone.
    LeaveRouter,
    /// Call the agent's device.
    InviteAgent {
        /// Whom.
        agent: AgentRef,
        /// The page comes back into a running call: it answers by itself.
        resume: bool,
    },
    /// Stop calling, or hang up, the agent's device.
    DropAgent {
        /// Why, as a stable name; sent as SIP reason.
        why: &'static str,
    },
    /// Take the offer.
    AcceptOffer {
        /// The offer.
        offer: OfferId,
        /// Whose.
        agent: AgentRef,
    },
    /// Decline the offer for the agent.
    RefuseOffer {
        /// The offer.
        offer: OfferId,
        /// Whose.
        agent: AgentRef,
    },
    /// The agent's part is over; after-call work may follow.
    HandlingEnded(AgentRef),
    /// Back to the head of the queue: this agent is lost.
    ReturnToQueue(AgentRef),
    /// Connect the caller to somebody named by the flow.
    Transfer(flow::TransferTo),
    /// Let caller and agent hear each other.
    Bridge,
    /// Part them.
    Unbridge,
    /// The caller hears music.
    Hold,
    /// The caller hears the agent again.
    Resume,
    /// Cut off or open the agent's microphone.
    Mute(bool),
    /// Record both sides.
    StartRecording,
    /// End the recording.
    StopRecording,
    /// Record the caller's message.
    StartVoicemail {
        /// At most so long.
        max: Duration,
    },
    /// End the message; what was said until now is kept.
    StopVoicemail,
    /// Store a call-back request.
    StoreCallback {
        /// The number to call.
        number: String,
    },
    /// Hang up the caller.
    HangUpCaller {
        /// Why, as a stable name.
        why: String,
    },
    /// Nothing more will be ordered.
    Finish,
}

/// Fixed apologies of the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apology {
    /// The centre cannot serve now.
    OutOfOrder,
    /// The agent's connection broke; the caller is first in line.
    AgentLost,
}
