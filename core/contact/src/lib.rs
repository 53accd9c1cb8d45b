//! The life of a contact: one customer's one request over one channel, from arrival to wrap-up.
//!
//! A contact is what its events say: [`Contact::apply`] folds them, in order, into the present state, the times of
//! each stretch, and the facts that indicators count. Nothing here decides; the call machine, the router and the desk
//! do, and tell it here.

mod event;
mod fold;
mod model;
mod segment;

pub use event::{ContactEvent, OfferEnd};
pub use model::{
    AgentRef, Channel, Contact, ContactState, Direction, EndedBy, Outcome, Record, Survey, UnknownName,
};
pub use segment::{Segment, SegmentState};
