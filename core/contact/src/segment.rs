//! Stretches of a contact: who had it, in which state, from when to when.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use kernel::{QueueId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::AgentRef;
use crate::model::{UnknownName, named};

named! {
    /// What happened during a segment.
    SegmentState {
        /// In the entry flow.
        Entry = "entry",
        /// Waiting in a queue.
        Queued = "queued",
        /// Ringing at an agent.
        Ringing = "ringing",
        /// In conversation.
        Talking = "talking",
        /// On hold.
        Held = "held",
        /// After-call work.
        WrapUp = "wrap_up",
    }
}

/// A stretch of a contact with one agent or in one state. Never edited once it has an end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segment {
    /// What happened.
    pub state: SegmentState,
    /// The queue, while waiting or served from it.
    pub queue: Option<QueueId>,
    /// The agent, where one takes part.
    pub agent: Option<AgentRef>,
    /// Begin.
    pub from: Timestamp,
    /// End; none while it runs.
    pub to: Option<Timestamp>,
}

impl Segment {
    /// Its length up to its end, or up to `now`.
    pub fn length(&self, now: Timestamp) -> Duration {
        self.to.unwrap_or(now).since(self.from)
    }
}
