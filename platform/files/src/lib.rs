//! Files that people bring: whether they may come in, what they are, and where they are kept.
//!
//! Content decides what a file is, never its name or what the sender says ([`inspect`]). It is kept under a key of our
//! own making ([`Files`]), so that no name reaches the file system.

mod kind;
mod name;
mod store;

pub use kind::{Kind, inspect};
pub use name::clean_name;
pub use store::{Files, FilesError};
