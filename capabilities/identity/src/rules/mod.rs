//! Rules of accounts: names, passwords, throttling.

pub mod account;
pub mod password;
pub mod throttle;
