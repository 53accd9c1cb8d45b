//! Rules of accounts: names, passwords, throttling; the audit log.

pub mod account;
pub mod audit;
pub mod password;
pub mod throttle;
