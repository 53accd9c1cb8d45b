//! The router (automatic call distribution, ACD) for all channels: which contact goes to which agent, and when.
//!
//! [`Router`] is one pure state machine. It is told what happens ([`Event`]) and when, and answers what is to be done
//! ([`Output`]): whom to ring, what to announce, who left. The same events give the same outputs, so that its log
//! rebuilds it ([`Router::replay`]); a [`Snapshot`] shortens the log.
//!
//! The order among waiting contacts: effective priority (own, queue's, raised by waiting and overflow) high to low,
//! then waiting-since early to late, then id. Among agents: the one the contact was given to by name; the one who
//! served the customer last; the queue's [`AgentChoice`]; the longest idle; the staff number. Agents who failed to
//! take the contact before come last.

// A refusal is the house's one type for all rules; it is made rarely and never on the way of a decision.
#![allow(clippy::result_large_err)]

mod agent;
mod channel;
mod choice;
mod config;
mod contact;
mod decision;
mod define;
mod demand;
mod event;
mod handling;
mod line;
mod offers;
mod passing;
mod pool;
mod refuse;
mod router;
mod seconds;
mod slots;
mod snapshot;
mod view;

pub use channel::{Channel, PerChannel};
pub use config::{
    Affinity, AgentChoice, AgentConfig, Capacity, OverflowAction, OverflowStep, QueueConfig, RouterConfig,
    SkillLevel,
};
pub use decision::{Decision, NextBest, Rule, SkillMatch};
pub use event::{
    Activity, Arrival, Departure, Event, OfferEnd, Output, PreferredAgent, Presence, PresenceReason,
    ReturnReason, Target, Withdrawal,
};
pub use router::Router;
pub use snapshot::Snapshot;
pub use view::{AgentView, ContactView, QueueView, Standing, WrapUpView};
