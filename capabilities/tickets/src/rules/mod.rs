//! Rules beside those of the pure crate: who is who, what a request asks, what follows from an event.

pub mod command;
pub mod notices;
pub mod once;
pub mod party;
pub mod people;
pub mod work;
