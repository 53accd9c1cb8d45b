//! What whoever brought a contact into a queue is told of it.

use std::time::Duration;

use kernel::{AgentId, OfferId, QueueId, Text, Timestamp};
use router::{Decision, OfferEnd, OverflowAction};

/// What the router says about one contact, told to whoever enqueued it.
#[derive(Debug, Clone)]
pub enum ContactOutput {
    /// Offered to an agent: ring.
    Offered {
        /// The offer.
        offer: OfferId,
        /// The queue.
        queue: QueueId,
        /// The agent.
        agent: AgentId,
        /// Staff number.
        staff_number: String,
        /// Name.
        name: String,
        /// When the offer lapses.
        until: Timestamp,
        /// Why this agent, in words.
        why: Text,
        /// Why this agent, for programs.
        decision: Box<Decision>,
    },
    /// An offer ended: unless accepted, stop ringing.
    OfferEnded {
        /// The offer.
        offer: OfferId,
        /// The agent.
        agent: AgentId,
        /// How.
        end: OfferEnd,
    },
    /// Tell the caller place and expected wait.
    AnnouncementDue {
        /// Place in line, from 1.
        position: u32,
        /// Expected wait, if it can be told.
        expected_wait: Option<Duration>,
    },
    /// A step for long waiting was reached.
    Overflow(OverflowAction),
    /// The contact left the router.
    Left,
}
