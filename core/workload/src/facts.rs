//! What indicators are computed from: plain facts, written by events, never edited.

use kernel::{ContactId, Timestamp};
use serde::{Deserialize, Serialize};

/// What became of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// An agent spoke with the customer.
    Answered,
    /// The customer left in the queue or while it rang.
    Abandoned,
    /// The customer left the queue for voicemail, a call-back or a message.
    Diverted,
    /// It ended without asking for a person.
    SelfService,
}

/// Who ended a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// The customer.
    Customer,
    /// The agent.
    Agent,
    /// The machine.
    System,
}

/// One contact. Times are in seconds; a contact belongs to the interval in which it was offered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ContactFacts {
    /// The contact.
    pub contact: ContactId,
    /// When it arrived.
    pub arrived_at: Timestamp,
    /// When it was offered to people: the customer asked for a person and reached a queue. None: never.
    pub offered_at: Option<Timestamp>,
    /// What became of it.
    pub outcome: Outcome,
    /// Time in queue, all queues together.
    pub queue_s: f64,
    /// Time ringing at agents' devices, all offers together.
    pub ring_s: f64,
    /// Time ringing at the device of the agent who answered.
    pub answered_ring_s: f64,
    /// Time talking.
    pub talk_s: f64,
    /// Time on hold.
    pub hold_s: f64,
    /// Time in wrap-up.
    pub wrap_up_s: f64,
    /// Who ended it.
    pub ended_by: Option<EndedBy>,
    /// The customer's score from 1 to 5.
    pub survey_score: Option<u8>,
    /// Whether the record says that the matter was settled at once.
    pub resolved_first_contact: Option<bool>,
    /// Whether the customer came back on the same matter within 7 days.
    pub came_back: bool,
    /// Whether the record was complete at wrap-up.
    pub record_complete: bool,
}

impl ContactFacts {
    /// Whether it was offered to people.
    pub fn offered(&self) -> bool {
        self.offered_at.is_some()
    }

    /// Whether an agent spoke with the customer.
    pub fn answered(&self) -> bool {
        self.outcome == Outcome::Answered
    }

    /// Time from asking for a person to the answer or to giving up.
    pub fn wait_s(&self) -> f64 {
        self.queue_s + self.ring_s
    }

    /// Whether the customer gave up within the time that counts as short.
    pub fn short_abandon(&self, limit_s: f64) -> bool {
        self.outcome == Outcome::Abandoned && self.wait_s() < limit_s
    }

    /// The instant by which it belongs to an interval.
    pub fn counted_at(&self) -> Timestamp {
        self.offered_at.unwrap_or(self.arrived_at)
    }
}

/// An agent's time in a period. `I` is whatever names the stretch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AgentTime<I> {
    /// Names it for the drill-down.
    pub id: I,
    /// Offered, talking, holding, wrapping up.
    pub handling_s: f64,
    /// Available without a contact.
    pub available_s: f64,
    /// Planned by the schedule.
    pub planned_s: f64,
    /// Of the planned time: spent in the planned state.
    pub as_planned_s: f64,
}

/// Something with a clock: a promise, a first reply, a ticket's resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due<I> {
    /// Names it for the drill-down.
    pub id: I,
    /// When it is due.
    pub due_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// Whether it was opened again afterwards.
    pub reopened: bool,
}

/// A stretch of time of something, such as from a ticket's opening to its first reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span<I> {
    /// Names it for the drill-down.
    pub id: I,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
}

/// A quality review.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Review<I> {
    /// Names it for the drill-down.
    pub id: I,
    /// Weighted points given.
    pub points: f64,
    /// Weighted points possible.
    pub possible: f64,
    /// Whether a fatal item failed: the review counts as zero.
    pub fatal: bool,
}
