//! The words that every floor shares: typed ids, instants, refusals, the event envelope, roles and permissions.
//!
//! Nothing here reads a clock, draws a random number or does I/O. The crate stays tiny on purpose: editing it
//! rebuilds the whole house.

mod access;
mod event;
mod facts;
mod id;
mod refusal;
mod text;
mod time;

pub use access::{Permission, PermissionDef, Principal, Role};
pub use event::{Actor, NewEvent, StoredEvent};
pub use facts::Facts;
pub use id::{
    AgentId, CallbackRequestId, ContactId, CustomerId, FlowId, IdError, LegId, NumberId, OfferId, PromptId,
    QueueId, RecordingId, SessionId, SkillId, TeamId, TrunkId, UserId,
};
pub use refusal::{FieldError, RefusalKind, Refused};
pub use text::{Lang, Text};
pub use time::{Timestamp, TimestampError};
