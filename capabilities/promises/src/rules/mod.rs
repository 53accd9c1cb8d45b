//! Rules of promises beyond those of the pure crate.

pub mod entry;
pub mod escalation;
pub mod evidence;
pub mod owner;
pub mod wording;
