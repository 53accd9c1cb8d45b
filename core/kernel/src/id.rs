//! Typed identifiers. Every id is a 128-bit UUID (version 7 where the edge makes it, so that ids sort by birth),
//! and no id of one kind can be passed where another is wanted.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is no UUID where an id was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an id")]
pub struct IdError(pub String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The id with the given 128 bits; tests and simulations count them up.
            pub const fn from_u128(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text).map(Self).map_err(|_| IdError(text.to_owned()))
            }
        }
    )+};
}

ids! {
    /// A person who serves contacts, in one posting.
    AgentId,
    /// A caller's wish to be called back.
    CallbackRequestId,
    /// One customer's one request over one channel.
    ContactId,
    /// A person or organisation known to the centre.
    CustomerId,
    /// An entry flow in all its versions.
    FlowId,
    /// One party's connection within a call.
    LegId,
    /// A hotline number (DID).
    NumberId,
    /// One offer of a contact to an agent.
    OfferId,
    /// A voice prompt.
    PromptId,
    /// A queue in which contacts wait.
    QueueId,
    /// A stored recording.
    RecordingId,
    /// A signed-in session of a user.
    SessionId,
    /// A skill that a queue demands and agents have.
    SkillId,
    /// A team of agents.
    TeamId,
    /// A SIP trunk.
    TrunkId,
    /// An account that signs in.
    UserId,
}
