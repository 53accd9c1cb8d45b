//! What is known of a contact at one moment.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use kernel::{AgentId, ContactId, CustomerId, QueueId, RecordingId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Segment;

/// A text that names none of the values expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName(pub String);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not known here", self.0)
    }
}

impl std::error::Error for UnknownName {}

/// An enum whose API names are its variants in snake case.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All values, in a fixed order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name used by API and store.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|value| value.name() == text).ok_or_else(|| UnknownName(text.to_owned()))
            }
        }
    };
}
pub(crate) use named;

named! {
    /// How the customer reached the centre.
    Channel {
        /// Telephone or browser call.
        Voice = "voice",
        /// Web chat.
        Chat = "chat",
        /// E-mail.
        Email = "email",
        /// Social network.
        Social = "social",
        /// Short message.
        Sms = "sms",
        /// Message from the customer's app.
        InApp = "in_app",
    }
}

named! {
    /// Who started the contact.
    Direction {
        /// The customer.
        Inbound = "inbound",
        /// The centre.
        Outbound = "outbound",
        /// Agent to agent.
        Internal = "internal",
    }
}

named! {
    /// Where the contact stands.
    ContactState {
        /// In the entry flow, before any queue.
        Entry = "entry",
        /// Waiting for an agent.
        Queued = "queued",
        /// At an agent who has not answered yet.
        Ringing = "ringing",
        /// With an agent.
        Talking = "talking",
        /// With an agent who put the customer on hold.
        Held = "held",
        /// The customer is gone or in the survey; the agent completes the record.
        WrapUp = "wrap_up",
        /// Over, and not abandoned.
        Closed = "closed",
        /// Over: the customer left the queue or the ringing before an answer.
        Abandoned = "abandoned",
    }
}

impl ContactState {
    /// Whether nothing more can happen but corrections of the record.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Abandoned)
    }
}

named! {
    /// Which side ended the conversation.
    EndedBy {
        /// The customer hung up or left.
        Customer = "customer",
        /// The agent hung up.
        Agent = "agent",
        /// The centre's program: end of a flow, watchdog, restart.
        System = "system",
    }
}

named! {
    /// How a contact without conversation was settled.
    Outcome {
        /// A person served the customer.
        Served = "served",
        /// The menu gave what was wanted, or the customer left it.
        SelfService = "self_service",
        /// The customer gave up before the centre answered.
        Cancelled = "cancelled",
        /// The customer left while waiting.
        Abandoned = "abandoned",
        /// The customer left a voice message.
        Voicemail = "voicemail",
        /// The customer asked to be called back.
        Callback = "callback",
        /// Called outside business hours.
        OutOfHours = "out_of_hours",
        /// The centre could not serve: no line to the store, overload, restart.
        Failed = "failed",
    }
}

/// An agent as a contact's story names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentRef {
    /// The agent.
    pub id: AgentId,
    /// Staff number at that time.
    pub staff_number: String,
    /// Name at that time.
    pub name: String,
}

/// What the agent wrote about the contact (DSK-2).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Path in the category tree, such as `orders/status`.
    pub category: String,
    /// The customer's matter.
    pub matter: String,
    /// What was done, step by step.
    #[serde(default)]
    pub process: String,
    /// How it was solved.
    #[serde(default)]
    pub solution: String,
    /// What the customer said of it.
    #[serde(default)]
    pub feedback: String,
    /// Solved on first contact.
    #[serde(default)]
    pub resolved_first_contact: Option<bool>,
    /// The answers on the call manual's path, in order and by name, such as `complaint`, `yes`, `no` (DSK-6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Further fields that the category asks for.
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
}

/// The customer's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Survey {
    /// 1 (poor) to 5 (very good).
    pub score: u8,
    /// When it was given.
    pub at: Timestamp,
}

/// A contact as its events tell it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// The contact.
    pub id: ContactId,
    /// Short number for people.
    pub number: i64,
    /// Channel.
    pub channel: Channel,
    /// Who started it.
    pub direction: Direction,
    /// What was dialled or addressed.
    pub entry: String,
    /// The customer's number or address, if it was shown.
    pub caller: Option<String>,
    /// The customer, once matched.
    pub customer: Option<CustomerId>,
    /// The queue last asked.
    pub queue: Option<QueueId>,
    /// The agent who rings, talks or talked last.
    pub agent: Option<AgentRef>,
    /// Where it stands.
    pub state: ContactState,
    /// How it was settled; none while it is open.
    pub outcome: Option<Outcome>,
    /// First sign of the customer.
    pub arrived_at: Timestamp,
    /// First moment in a queue.
    pub queued_at: Option<Timestamp>,
    /// First conversation with a person.
    pub answered_at: Option<Timestamp>,
    /// End of the customer's presence.
    pub ended_at: Option<Timestamp>,
    /// Which side ended the conversation.
    pub ended_by: Option<EndedBy>,
    /// Why it ended, as a stable name.
    pub end_reason: Option<String>,
    /// Waiting for a person, ringing excluded.
    pub queue_time: Duration,
    /// Ringing at the agent who answered (or the last one, when nobody did).
    pub ring_time: Duration,
    /// Conversation.
    pub talk_time: Duration,
    /// On hold.
    pub hold_time: Duration,
    /// After-call work.
    pub wrap_up_time: Duration,
    /// The recording of the conversation.
    pub recording: Option<RecordingId>,
    /// What the agent wrote.
    pub record: Option<Record>,
    /// The customer's judgement.
    pub survey: Option<Survey>,
    /// The stretch that runs now.
    pub open_segment: Option<Segment>,
    /// Offers that were not answered.
    pub missed_offers: u32,
    /// The agent's microphone is off.
    #[serde(default)]
    pub muted: bool,
}
