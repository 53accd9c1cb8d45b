//! What can happen to a contact.

use std::fmt;
use std::str::FromStr;

use kernel::{AgentId, CallbackRequestId, CustomerId, OfferId, QueueId, RecordingId, Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::{UnknownName, named};
use crate::{AgentRef, Channel, Direction, EndedBy, Outcome, Record};

named! {
    /// How an offer to an agent ended.
    OfferEnd {
        /// The agent took the contact.
        Accepted = "accepted",
        /// The agent's side said no.
        Refused = "refused",
        /// Nobody answered in time.
        TimedOut = "timed_out",
        /// The customer left, or a leader sent the contact elsewhere.
        Withdrawn = "withdrawn",
    }
}

/// One happening in the life of a contact, as it stands in the event log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ContactEvent {
    /// The first sign of the customer.
    Arrived {
        /// Short number for people.
        number: i64,
        /// Channel.
        channel: Channel,
        /// Who started it.
        direction: Direction,
        /// What was dialled or addressed.
        entry: String,
        /// The customer's number or address, if shown.
        caller: Option<String>,
    },
    /// The customer's number belongs to a known customer.
    CustomerMatched {
        /// The customer.
        customer: CustomerId,
    },
    /// The entry flow moved.
    Step {
        /// Name of the node entered.
        node: String,
        /// Why, for people.
        why: Text,
    },
    /// The customer asked for a person and waits.
    Queued {
        /// The queue.
        queue: QueueId,
        /// Its name at that time.
        queue_name: String,
        /// Priority among the waiting.
        priority: i32,
    },
    /// The router chose an agent.
    Offered {
        /// The offer.
        offer: OfferId,
        /// To whom.
        agent: AgentRef,
        /// When the offer lapses.
        until: Timestamp,
        /// Why this agent, for people.
        why: Text,
        /// Why this agent, for programs.
        decision: serde_json::Value,
    },
    /// The agent's device rings.
    Ringing {
        /// Whose.
        agent: AgentRef,
    },
    /// An offer ended.
    OfferEnded {
        /// The offer.
        offer: OfferId,
        /// To whom it was.
        agent: AgentId,
        /// How it ended.
        end: OfferEnd,
        /// Why, as a stable name, such as `busy_here`.
        why: String,
    },
    /// Customer and agent are connected.
    Connected {
        /// The agent.
        agent: AgentRef,
    },
    /// The agent put the customer on hold.
    Held,
    /// The agent took the customer back from hold.
    Resumed,
    /// The agent's microphone was cut off or opened.
    Muted {
        /// Cut off.
        on: bool,
    },
    /// Recording began.
    RecordingStarted {
        /// The recording.
        recording: RecordingId,
    },
    /// Recording ended.
    RecordingEnded {
        /// The recording.
        recording: RecordingId,
        /// Its length in milliseconds.
        duration_ms: i64,
        /// Why it is not whole, if it is not.
        failure: Option<String>,
    },
    /// The connection to the agent broke; the customer is kept.
    AgentLost {
        /// Whose.
        agent: AgentId,
        /// Why, as a stable name.
        why: String,
    },
    /// One party's connection is over: the call detail record of a leg (HOT-13).
    LegEnded {
        /// `caller` or the agent's staff number.
        party: String,
        /// Begin of the leg.
        from: Timestamp,
        /// When it was answered.
        answered_at: Option<Timestamp>,
        /// Which side ended it.
        ended_by: EndedBy,
        /// Protocol cause, such as `200 BYE` or `486`.
        cause: String,
        /// Packets received and sent, lost, ignored; jitter.
        media: serde_json::Value,
    },
    /// The customer is gone or is being thanked: the conversation is over.
    Ended {
        /// Which side ended it.
        ended_by: EndedBy,
        /// Why, as a stable name.
        reason: String,
        /// How a contact without conversation was settled; [`Outcome::Served`] after a conversation.
        outcome: Outcome,
    },
    /// The agent's after-call work began.
    WrapUpStarted,
    /// The agent took longer than the queue allows.
    WrapUpOverdue,
    /// The agent wrote or corrected the record.
    Recorded {
        /// The whole record.
        record: Record,
    },
    /// The agent's after-call work ended.
    WrapUpFinished,
    /// The customer judged the service.
    Surveyed {
        /// 1 (poor) to 5 (very good).
        score: u8,
    },
    /// The customer left a voice message.
    VoicemailLeft {
        /// The message.
        recording: RecordingId,
        /// Its length in milliseconds.
        duration_ms: i64,
    },
    /// The customer asked to be called back.
    CallbackRequested {
        /// The request.
        request: CallbackRequestId,
        /// Until when.
        due_at: Timestamp,
        /// The number to call; the caller's own when it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<String>,
    },
}

impl ContactEvent {
    /// The kind under which it stands in the event log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Arrived { .. } => "contacts.arrived",
            Self::CustomerMatched { .. } => "contacts.customer_matched",
            Self::Step { .. } => "contacts.step",
            Self::Queued { .. } => "contacts.queued",
            Self::Offered { .. } => "contacts.offered",
            Self::Ringing { .. } => "contacts.ringing",
            Self::OfferEnded { .. } => "contacts.offer_ended",
            Self::Connected { .. } => "contacts.connected",
            Self::Held => "contacts.held",
            Self::Resumed => "contacts.resumed",
            Self::Muted { .. } => "contacts.muted",
            Self::RecordingStarted { .. } => "contacts.recording_started",
            Self::RecordingEnded { .. } => "contacts.recording_ended",
            Self::AgentLost { .. } => "contacts.agent_lost",
            Self::LegEnded { .. } => "contacts.leg_ended",
            Self::Ended { .. } => "contacts.ended",
            Self::WrapUpStarted => "contacts.wrap_up_started",
            Self::WrapUpOverdue => "contacts.wrap_up_overdue",
            Self::Recorded { .. } => "contacts.recorded",
            Self::WrapUpFinished => "contacts.wrap_up_finished",
            Self::Surveyed { .. } => "contacts.surveyed",
            Self::VoicemailLeft { .. } => "contacts.voicemail_left",
            Self::CallbackRequested { .. } => "contacts.callback_requested",
        }
    }
}
