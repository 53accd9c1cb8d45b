//! Promises as the API shows them.

use std::fmt;
use std::str::FromStr;

use kernel::{Actor, ContactId, CustomerId, RecordingId, Text, Timestamp};
use promise::{Evidence, Owner, PromiseKind, PromiseState, Suggestion, Understood};
use serde::{Deserialize, Serialize};
use ticket::TicketId;
use utoipa::ToSchema;
use uuid::Uuid;

/// A promise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct PromiseId(pub Uuid);

impl fmt::Display for PromiseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for PromiseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PromiseId({})", self.0)
    }
}

impl FromStr for PromiseId {
    type Err = kernel::IdError;

    fn from_str(text: &str) -> Result<Self, kernel::IdError> {
        Uuid::parse_str(text).map(Self).map_err(|_| kernel::IdError(text.to_owned()))
    }
}

/// From where a promise came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = PromiseSource)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// An agent gave it and wrote it into the record of the contact.
    WrapUp,
    /// The customer asked the hotline to be called back.
    CallBack,
    /// The customer left a voice message.
    VoiceMessage,
    /// Somebody wrote it down by itself.
    Written,
    /// A return visit.
    Visit,
}

impl Source {
    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            Source::WrapUp => "wrap_up",
            Source::CallBack => "call_back",
            Source::VoiceMessage => "voice_message",
            Source::Written => "written",
            Source::Visit => "visit",
        }
    }
}

/// What a promise belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// From where it came.
    pub source: Source,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The number to call.
    pub number: Option<String>,
    /// The contact in which it was given.
    pub contact: Option<ContactId>,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// The voice message.
    pub recording: Option<RecordingId>,
    /// The time in the words in which it was given.
    pub said: Option<String>,
    /// Who gave it.
    pub by: Actor,
}

/// Who answers for a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PromiseOwnerView)]
pub struct OwnerView {
    /// Who.
    pub id: Owner,
    /// Name for people.
    pub name: String,
    /// Staff number, where it is an agent.
    pub staff_number: Option<String>,
    /// The team of the agent, or the team itself.
    pub team: Option<String>,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Promise)]
pub struct PromiseView {
    /// The promise.
    pub id: PromiseId,
    /// Short number for people.
    pub number: i64,
    /// What sort.
    pub kind: PromiseKind,
    /// The sort in words.
    pub label: Text,
    /// From where it came.
    pub source: Source,
    /// What was promised.
    pub matter: String,
    /// Who answers for it.
    pub owner: OwnerView,
    /// `awaiting`, `made`, `due_soon`, `kept`, `broken`, `withdrawn`.
    pub state: String,
    /// Somebody still has to do something.
    pub open: bool,
    /// By when; null while something else is awaited and when withdrawn.
    pub due_at: Option<Timestamp>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The time in the words in which it was given.
    pub said: Option<String>,
    /// What kept it or made it good.
    pub evidence: Option<Evidence>,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// How often the customer agreed to another time.
    pub moved: u32,
    /// Calls that did not reach the customer.
    pub tries: u32,
    /// How often somebody above the owner was told.
    pub escalated: u32,
    /// Who hears of it now: the leaders of the owner's team, then those in charge.
    pub escalated_to: Vec<String>,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// The number to call, masked unless the reader may see it.
    pub caller: Option<String>,
    /// The contact in which it was given.
    pub contact_id: Option<ContactId>,
    /// The ticket.
    pub ticket_id: Option<TicketId>,
    /// The voice message.
    pub recording_id: Option<RecordingId>,
    /// Counts the changes.
    pub version: u64,
    /// What can be done now.
    pub actions: Vec<String>,
}

/// The name of a state.
pub fn state_name(state: &PromiseState) -> &'static str {
    match state {
        PromiseState::Awaiting { .. } => "awaiting",
        PromiseState::Made { .. } => "made",
        PromiseState::DueSoon { .. } => "due_soon",
        PromiseState::Kept { .. } => "kept",
        PromiseState::Broken { .. } => "broken",
        PromiseState::Withdrawn { .. } => "withdrawn",
    }
}

/// How many promises stand where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct PromiseCounts {
    /// Somebody still has to do something.
    pub open: i64,
    /// Open, and little time is left.
    pub due_soon: i64,
    /// Broken, and not made good yet.
    pub overdue: i64,
    /// Kept in time.
    pub kept: i64,
    /// Not kept in time, made good or not.
    pub broken: i64,
    /// Taken back.
    pub withdrawn: i64,
    /// Kept in time, of those that were due, in percent; null when none was.
    pub kept_percent: Option<f64>,
}

/// Why words are no time to promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PromiseRefusal)]
pub struct RefusalView {
    /// Stable name, such as `promises.vague`.
    pub code: String,
    /// Why.
    pub why: Text,
}

/// Whether there is room for a call-back by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PromiseRoom)]
pub struct RoomView {
    /// It can be made by then without breaking another promise.
    pub fits: bool,
    /// From when on there is room.
    pub next_at: Option<Timestamp>,
    /// In words.
    pub why: Text,
}

/// A word that promises too much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PromiseFlag)]
pub struct Flag {
    /// The word as it was typed.
    pub word: String,
    /// What to say instead.
    pub instead: Text,
}

/// What is understood of a time that somebody types.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = PromisePreview)]
pub struct PreviewView {
    /// The instant, told back; null when it is none.
    pub understood: Option<Understood>,
    /// Why it is none.
    pub refused: Option<RefusalView>,
    /// Times that can be promised, soonest first.
    pub suggestions: Vec<Suggestion>,
    /// Words that promise too much, with what to say instead.
    pub flagged: Vec<Flag>,
    /// Whether it can be made by then; null for what is no call.
    pub room: Option<RoomView>,
}

/// What an item of the due list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueSort {
    /// A promise.
    Promise,
    /// Somebody wants to be called back.
    CallBack,
    /// Somebody left a voice message.
    VoiceMessage,
    /// A return visit.
    Visit,
    /// A ticket.
    Ticket,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DueItem {
    /// What it is.
    pub what: DueSort,
    /// The promise or the ticket.
    pub id: String,
    /// Short number for people.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// The sort of promise or the type of ticket, in words.
    pub label: Text,
    /// The state by name.
    pub state: String,
    /// By when; null while its clock rests.
    pub due_at: Option<Timestamp>,
    /// Who answers for it, if somebody does in person.
    pub owner: Option<OwnerView>,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// The number to call, masked unless the reader may see it.
    pub caller: Option<String>,
    /// The contact from which it comes.
    pub contact_id: Option<ContactId>,
    /// The voice message.
    pub recording_id: Option<RecordingId>,
    /// Calls that did not reach the customer.
    pub tries: u32,
    /// What can be done now.
    pub actions: Vec<String>,
    /// Counts the changes.
    pub version: u64,
}

/// One entry of a promise's story.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PromiseStoryItem)]
pub struct StoryItem {
    /// Place in the event log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What, such as `promises.kept`.
    pub kind: String,
    /// Who caused it.
    pub actor: Actor,
    /// The facts.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}
