//! One task per call: it feeds the machine with what happens, carries out what the machine orders, and owns the
//! call's legs, media and timers.

mod agent_leg;
mod alive;
mod caller_leg;
mod inputs;
mod obey;
mod recordings;
mod session;
mod sound;

pub(crate) use inputs::desk_action;
pub(crate) use recordings::relative_path;
pub(crate) use session::{CallContext, CallHandle, NewCall, run};
pub(crate) use sound::learn_apologies;

/// The caller's leg within a call's media.
pub(crate) const CALLER: media::LegKey = media::LegKey(1);
