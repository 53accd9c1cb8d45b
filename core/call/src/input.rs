//! What a call is told.

use kernel::{CallbackRequestId, OfferId, QueueId, RecordingId, Text, Timestamp};

use contact::AgentRef;

/// Something happened to a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The contact is in the store: the caller may be answered.
    Stored,
    /// The store cannot keep the contact: the caller hears an apology.
    NotStored,
    /// The caller's side is connected (200 sent).
    CallerConnected,
    /// The caller pressed a key.
    Key(char),
    /// What was played to the caller is over.
    Played {
        /// Its number, as in [`Command::Play`](crate::Command::Play).
        play: u32,
    },
    /// The answer to a flow's question for business hours.
    HoursAnswered {
        /// Within hours.
        open: bool,
    },
    /// The answer to a flow's question for an order.
    OrderAnswered {
        /// Its status in words; none when there is no such order.
        status: Option<Text>,
    },
    /// The router chose an agent.
    Offered(Offer),
    /// The router took an offer back.
    OfferEnded {
        /// The offer.
        offer: OfferId,
        /// How.
        end: contact::OfferEnd,
        /// Why, as a stable name.
        why: String,
    },
    /// Position and expected wait are due.
    Announcement {
        /// Place in line, from 1.
        position: u32,
        /// Expected wait in seconds, if it can be told.
        expected_wait_s: Option<u64>,
    },
    /// The wait is long: the queue's settings ask for a step.
    Overflow(OverflowStep),
    /// The transfer that the flow asked for did not come about.
    TransferFailed,
    /// The flow asked for this agent, who is known: to be called.
    TransferTo(AgentRef),
    /// The queue refused the contact (unknown queue).
    QueueRefused,
    /// Something happened at the agent's device.
    Agent(DeviceEvent),
    /// The agent's device registered again.
    AgentBack,
    /// Something happened at the caller's device.
    Caller(CallerEvent),
    /// A voice message is complete.
    VoicemailDone {
        /// The message.
        recording: RecordingId,
        /// Its length in milliseconds.
        duration_ms: i64,
    },
    /// A call-back request is stored.
    CallbackStored {
        /// The request.
        request: CallbackRequestId,
        /// Until when.
        due_at: Timestamp,
        /// Whom to call.
        number: String,
    },
    /// The recording is complete or failed.
    RecordingDone {
        /// The recording.
        recording: RecordingId,
        /// Its length in milliseconds.
        duration_ms: i64,
        /// Why it is not whole, if it is not.
        failure: Option<String>,
    },
    /// The agent used the desk.
    Desk(DeskAction),
    /// Time has passed.
    Wake,
    /// The program stops.
    Shutdown,
}

/// The router's offer of this call to an agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The offer.
    pub offer: OfferId,
    /// The queue.
    pub queue: QueueId,
    /// The agent.
    pub agent: AgentRef,
    /// When it lapses.
    pub until: Timestamp,
    /// Why this agent, in words.
    pub why: Text,
    /// Why this agent, for programs.
    pub decision: serde_json::Value,
}

/// A step for long waiting that concerns the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverflowStep {
    /// Offer a call-back.
    OfferCallback,
    /// Leave for voicemail.
    Voicemail,
    /// End with a message.
    EndWithMessage,
}

/// What the agent's device does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceEvent {
    /// It rings.
    Ringing,
    /// The agent answered; audio is agreed.
    Answered,
    /// It said no, or cannot be reached.
    Failed {
        /// SIP status.
        code: u16,
    },
    /// The agent hung up.
    HungUp,
    /// The connection is gone.
    Lost {
        /// Why, as a stable name.
        why: String,
    },
}

/// What the caller's device does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallerEvent {
    /// Hung up, or gave up before an answer.
    HungUp,
    /// The connection is gone.
    Lost {
        /// Why, as a stable name.
        why: String,
    },
    /// No audio arrives.
    Silent,
    /// Audio arrives again.
    Flowing,
}

/// What the agent does at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskAction {
    /// Put the caller on hold.
    Hold,
    /// Take the caller back.
    Resume,
    /// Cut the agent's microphone off.
    Mute,
    /// Open it again.
    Unmute,
    /// End the agent's part; the caller may judge the service.
    HangUp,
    /// Hand the caller to the survey.
    ToSurvey,
}
