//! Work that starts by itself when its time has come.
//!
//! A service whose things have clocks is [`Clocked`]: it says which clocks the store knows and what a due one leads to.
//! [`wake`] sleeps until the earliest instant and fires what is due; [`fire_due`] does it when it is asked.

mod alarms;
mod waking;

pub use alarms::{Alarms, Armed};
pub use waking::{Clocked, arm_anew, fire_due, wake};
