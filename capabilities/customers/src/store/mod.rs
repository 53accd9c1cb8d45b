//! The tables of customers.

mod care;
mod customers;
mod imports;
mod lists;
mod memos;
mod merges;

pub use care::*;
pub use customers::*;
pub use imports::*;
pub use lists::*;
pub use memos::*;
pub use merges::*;
