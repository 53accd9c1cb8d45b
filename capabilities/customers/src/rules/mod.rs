//! Rules of customer data.

pub mod phone;
