//! Rules of customer data.

pub mod columns;
pub mod fields;
pub mod form;
pub mod group;
pub mod masking;
pub mod meanwhile;
pub mod merging;
pub mod phone;
pub mod search;
