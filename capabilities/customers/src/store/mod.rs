//! The tables of customers.

mod care;
mod codes;
mod customers;
mod imports;
mod lists;
mod memos;
mod merges;
mod recommendations;

pub use care::*;
pub use codes::*;
pub use customers::*;
pub use imports::*;
pub use lists::*;
pub use memos::*;
pub use merges::*;
pub use recommendations::*;
