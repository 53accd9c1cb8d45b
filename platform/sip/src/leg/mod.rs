//! One leg: a dialog with one peer, incoming or outgoing, from its INVITE to its end.

pub(crate) mod command;
pub(crate) mod driver;
mod event;
mod handle;
mod offer;
pub(crate) mod ping;
mod refresh;
pub(crate) mod send;
pub(crate) mod session;
pub(crate) mod task;
pub(crate) mod uac;
pub(crate) mod uas;
pub(crate) mod wire;
mod within;

pub use event::{LegEvent, LegEvents, LostWhy, ReInvite, ReferRequest};
pub(crate) use handle::Commander;
pub use handle::{Dialog, HangUp, LegId};
