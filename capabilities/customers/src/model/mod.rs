//! Customers as others see them.

mod care;
mod customer;
mod fields;
mod forms;
mod merges;
mod recommendations;
mod stored;
mod tables;

pub use care::*;
pub use customer::*;
pub use fields::*;
pub use forms::*;
pub use merges::*;
pub use recommendations::*;
pub use stored::*;
pub use tables::*;
