//! What the router is told and what it answers.

use std::time::Duration;

use kernel::{AgentId, ContactId, OfferId, QueueId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::config::{AgentConfig, OverflowAction, QueueConfig, SkillLevel};
use crate::decision::Decision;
use crate::seconds;

/// What an agent declares about being there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "presence", rename_all = "snake_case")]
pub enum Presence {
    /// Not signed in.
    #[default]
    Offline,
    /// Ready for contacts.
    Available,
    /// Away for a reason.
    Break {
        /// Name of the break kind, such as `meal`.
        kind: String,
    },
    /// Did not answer: nothing is offered until the agent declares availability. Set by the router alone.
    Missed,
}

/// What an agent is observed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// No contact.
    #[default]
    Idle,
    /// Being offered a contact, handling none.
    Offered,
    /// Handling at least one contact.
    Handling,
    /// In wrap-up, with nothing offered or handled.
    WrapUp,
}

/// The agent who served the customer last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferredAgent {
    /// The agent.
    pub agent: AgentId,
    /// When that was.
    pub served_at: Timestamp,
}

/// A contact that wants an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The contact.
    pub contact: ContactId,
    /// Its channel.
    pub channel: Channel,
    /// The queue it enters.
    pub queue: QueueId,
    /// Its own priority (a VIP has more); higher goes first.
    #[serde(default)]
    pub priority: i32,
    /// Skills demanded besides those of the queue, such as a language.
    #[serde(default)]
    pub extra_skills: Vec<SkillLevel>,
    /// Since when it has waited; an instant in the future counts as now.
    pub waiting_since: Timestamp,
    /// The agent who served the customer last.
    #[serde(default)]
    pub preferred: Option<PreferredAgent>,
}

/// Where a contact is sent by people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", content = "id", rename_all = "snake_case")]
pub enum Target {
    /// A queue.
    Queue(QueueId),
    /// A named agent, whatever the skills; if that fails, the contact's queue.
    Agent(AgentId),
}

/// Why a contact comes back from an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// The agent's device did not answer; counts as missed.
    NoAnswer,
    /// The agent's connection is gone; the agent's presence becomes `missed`.
    AgentLost,
    /// The transfer did not come about.
    TransferFailed,
}

/// What happened, or what somebody wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A queue is new or has changed.
    QueueDefined(QueueConfig),
    /// A queue is gone; refused while contacts belong to it.
    QueueRemoved {
        /// The queue.
        queue: QueueId,
    },
    /// An agent is new or has changed.
    AgentDefined(AgentConfig),
    /// An agent is gone; refused while handling or in wrap-up.
    AgentRemoved {
        /// The agent.
        agent: AgentId,
    },
    /// An agent declares presence.
    PresenceDeclared {
        /// The agent.
        agent: AgentId,
        /// What is declared.
        #[serde(flatten)]
        presence: Presence,
    },
    /// A contact wants an agent.
    ContactArrived(Arrival),
    /// An agent takes what was offered.
    OfferAccepted {
        /// The offer.
        offer: OfferId,
        /// The agent.
        agent: AgentId,
    },
    /// An agent declines what was offered.
    OfferRefused {
        /// The offer.
        offer: OfferId,
        /// The agent.
        agent: AgentId,
    },
    /// The customer is gone: abandoned while waiting or ringing, or hung up while being handled.
    ContactLeft {
        /// The contact.
        contact: ContactId,
    },
    /// The agent has finished talking; wrap-up follows if the queue has it.
    HandlingEnded {
        /// The contact.
        contact: ContactId,
        /// The agent.
        agent: AgentId,
    },
    /// The agent has finished the record.
    WrapUpFinished {
        /// The contact.
        contact: ContactId,
        /// The agent.
        agent: AgentId,
    },
    /// A contact comes back from an agent, to the head of its queue.
    Returned {
        /// The contact.
        contact: ContactId,
        /// The agent it comes back from.
        agent: AgentId,
        /// Why.
        why: ReturnReason,
    },
    /// The handling agent hands the contact on.
    Transferred {
        /// The contact.
        contact: ContactId,
        /// The agent who hands it on.
        from: AgentId,
        /// Where to.
        target: Target,
    },
    /// A leader sends a waiting or ringing contact elsewhere.
    Redirected {
        /// The contact.
        contact: ContactId,
        /// Where to.
        target: Target,
    },
    /// Time has passed.
    Wake,
}

/// Why an offer was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// The customer left.
    CustomerLeft,
    /// A leader sent the contact elsewhere.
    Redirected,
    /// The agent is no longer available.
    AgentUnavailable,
    /// The agent's connection is gone.
    AgentLost,
    /// Skills, queues or capacity changed, so that the agent may no longer take the contact.
    NoLongerMatches,
}

/// How an offer ended: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum OfferEnd {
    /// The agent took it.
    Accepted,
    /// The agent declined.
    Refused,
    /// Nobody answered in time.
    TimedOut,
    /// It was taken back.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
}

/// Why a presence changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PresenceReason {
    /// The agent said so.
    Declared,
    /// Too many offers missed in a row.
    MissedOffers,
    /// Too many offers refused in a row.
    RefusedOffers,
    /// The connection is gone.
    Lost,
}

/// How a contact left the router.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// The customer left while waiting or ringing.
    Abandoned,
    /// The agent ended it.
    Handled,
    /// The customer ended it while being handled.
    HandledCustomerLeft,
    /// Overflow to voicemail.
    Voicemail,
    /// Overflow to a message and end.
    EndedWithMessage,
}

/// What the edge must do or show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "output", rename_all = "snake_case")]
pub enum Output {
    /// A contact stands in a queue; position 1 is next.
    Queued {
        /// The contact.
        contact: ContactId,
        /// The queue.
        queue: QueueId,
        /// Place in the waiting list, from 1.
        position: u32,
    },
    /// A contact is offered: ring this agent.
    Offered {
        /// The offer.
        offer: OfferId,
        /// The contact.
        contact: ContactId,
        /// The queue.
        queue: QueueId,
        /// The agent.
        agent: AgentId,
        /// When the offer times out.
        until: Timestamp,
        /// Why this agent.
        decision: Decision,
    },
    /// An offer is over: unless accepted, stop ringing.
    OfferEnded {
        /// The offer.
        offer: OfferId,
        /// The contact.
        contact: ContactId,
        /// The agent.
        agent: AgentId,
        /// How.
        #[serde(flatten)]
        end: OfferEnd,
    },
    /// An agent's presence changed.
    PresenceChanged {
        /// The agent.
        agent: AgentId,
        /// The new presence.
        #[serde(flatten)]
        presence: Presence,
        /// Why.
        why: PresenceReason,
    },
    /// An agent's activity changed.
    ActivityChanged {
        /// The agent.
        agent: AgentId,
        /// The new activity.
        activity: Activity,
    },
    /// An overflow step was taken.
    OverflowReached {
        /// The contact.
        contact: ContactId,
        /// The queue.
        queue: QueueId,
        /// Place of the step among the queue's steps, from 0.
        step: u32,
        /// What was done, or what the edge must do.
        #[serde(flatten)]
        action: OverflowAction,
    },
    /// Announce position and expected wait now.
    AnnouncementDue {
        /// The contact.
        contact: ContactId,
        /// The queue.
        queue: QueueId,
        /// Place in the waiting list, from 1.
        position: u32,
        /// Waiting time so far.
        #[serde(with = "seconds", rename = "waited_s")]
        waited: Duration,
    },
    /// The agent has work left on a contact.
    WrapUpStarted {
        /// The contact.
        contact: ContactId,
        /// The agent.
        agent: AgentId,
        /// The limit.
        until: Timestamp,
    },
    /// Wrap-up has passed its limit.
    WrapUpOverdue {
        /// The contact.
        contact: ContactId,
        /// The agent.
        agent: AgentId,
    },
    /// Wrap-up is over.
    WrapUpEnded {
        /// The contact.
        contact: ContactId,
        /// The agent.
        agent: AgentId,
        /// Whether the limit ended it.
        by_limit: bool,
    },
    /// A contact left the router, for good.
    Left {
        /// The contact.
        contact: ContactId,
        /// The queue it belonged to.
        queue: QueueId,
        /// The agent who handled it last, if it was being handled.
        agent: Option<AgentId>,
        /// How.
        why: Departure,
    },
}
