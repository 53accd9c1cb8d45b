//! Tables as files: CSV and XLSX.

mod reading;
mod records;
mod writing;

pub use reading::{Sheet, read};
pub use writing::{Writer, content_type};
