//! One leg: a dialog with one peer, incoming or outgoing, from its INVITE to its end.

pub(crate) mod command;
mod event;
mod handle;

pub use event::{LegEvent, LegEvents, LostWhy, ReInvite, ReferRequest};
pub(crate) use handle::Commander;
pub use handle::{Dialog, HangUp, LegId};
