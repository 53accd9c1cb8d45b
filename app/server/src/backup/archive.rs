//! What the archive's first and last entry say.

use std::collections::{BTreeMap, BTreeSet};

use db::DumpTable;
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// What wrote the backup, and what is in it.
#[derive(Serialize, Deserialize)]
pub struct Head {
    /// Form of the archive.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// The moment that the backup shows.
    pub at: Timestamp,
    /// Scripts that made the database, as `(set, name)`.
    pub migrations: BTreeSet<(String, String)>,
    /// Tables in the order in which they are filled.
    pub tables: Vec<DumpTable>,
}

/// What must have been read by the end.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tail {
    /// Rows of each table.
    pub rows: BTreeMap<String, u64>,
    /// Files of the data folder.
    pub files: u64,
}
