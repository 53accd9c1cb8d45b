//! One call, from the caller's INVITE to the end of its last leg, as one pure machine.
//!
//! [`CallMachine::handle`] takes what happened ([`Input`]) and the present instant and answers orders ([`Command`]);
//! it performs nothing itself. The edge (telephony) feeds it, obeys it, and wakes it at
//! [`CallMachine::next_wake`]. Every input is decided in every state: what comes late or twice changes nothing.
//!
//! The caller's side and the agent's side are independent: the agent may leave and the caller stays (survey, return
//! to the queue), the caller may leave at any moment and everything else is undone in order.

mod command;
mod direct;
mod end;
mod entry;
mod input;
mod machine;
mod queue;
mod talk;

pub use command::{Apology, Command};
pub use direct::NOT_REACHED;
pub use input::{CallerEvent, DeskAction, DeviceEvent, Input, Offer, OverflowStep};
pub use machine::{CallFacts, CallMachine, Calling, Link, Ringing, Stage, Talking};
