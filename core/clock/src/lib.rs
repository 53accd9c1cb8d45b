//! Service-level clocks: how long something may take, counted on the business calendar and halted by pauses.
//!
//! A [`Target`] says how long and how it is counted. A [`ServiceClock`] is one such clock at work: it is told what
//! happens ([`ClockInput`]) and answers what follows ([`ClockOutput`]); every input is decided in every state, what
//! comes twice changes nothing. [`ServiceClock::explain`] says why it is due when it is. A [`Schedule`] is a business
//! calendar worked out into a table, so that a due instant costs two binary searches instead of a walk over days.
//! A [`ClockQueue`] tells which of very many clocks wants attention, each version once.
//!
//! A clock keeps the stretches in which it ran and recomputes what is left from them: a changed calendar or target
//! applies to what has run as well, and no rounding adds up.

mod explain;
mod kind;
mod machine;
mod planning;
mod queue;
mod schedule;
mod target;
mod words;

pub use explain::{Explanation, Step, What};
pub use kind::ClockKind;
pub use machine::{ClockInput, ClockOutput, ClockState, Run, ServiceClock, Warning};
pub use queue::{ClockQueue, Fired};
pub use schedule::{DayKind, Schedule};
pub use target::{ClockPolicy, Target};
pub use words::{say_date, say_length, say_moment};
