//! Rules of contacts: categories, complete records, stories in words.

pub mod category;
pub mod path;
pub mod record;
pub mod story;
