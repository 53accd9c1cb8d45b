//! The envelope of the event log: what happened to what, when, by whom.

use serde::{Deserialize, Serialize};

use crate::{AgentId, Facts, Timestamp, UserId};

/// Who caused an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// The program itself: clocks, routing, start-up.
    System,
    /// The customer on the other end.
    Customer,
    /// An agent at work.
    Agent(AgentId),
    /// A signed-in user.
    User(UserId),
}

/// An event about to be written in the transaction of its change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEvent {
    /// When it happened.
    pub at: Timestamp,
    /// Capability and verb, such as `contacts.answered`.
    pub kind: String,
    /// What it happened to, such as `contact:018f…`.
    pub subject: String,
    /// Who caused it.
    pub actor: Actor,
    /// The facts; their shape belongs to the capability that owns the kind.
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    pub data: Facts,
}

/// An event in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredEvent {
    /// Place in the log: without gaps, in commit order.
    pub seq: i64,
    /// The event.
    #[serde(flatten)]
    pub event: NewEvent,
}
