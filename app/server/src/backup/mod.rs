//! Backup while serving, and restore into an empty place.
//!
//! A backup is a gzip-compressed tar archive: `yingda.json` (what wrote it, which migrations, which tables), the rows of
//! each table as JSON lines, the files of the data folder, and last `complete.json` with the counts. Rows have the
//! same form on both databases, so a centre may be restored on the other one.

mod archive;
mod restore;
mod save;

pub use restore::restore;
pub use save::backup;

/// The form of the archive.
const FORMAT: u32 = 1;
/// First entry.
const HEAD: &str = "yingda.json";
/// Last entry: without it the backup is not whole.
const TAIL: &str = "complete.json";
/// Folder of the tables' rows.
const ROWS: &str = "rows";
/// Folder of the data folder's files.
const FILES: &str = "files";
