//! Putting the sizes of an interrupted recording right.

use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::header::{HEADER_BYTES, channels_of, header};

/// A recording as it is after its repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repaired {
    /// Length of the audio.
    pub duration_ms: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Why a recording could not be repaired.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    /// The file cannot be read or written.
    #[error("recording: {0}")]
    Io(#[from] std::io::Error),
    /// The file was not written by this engine.
    #[error("not a recording of this engine")]
    Foreign,
}

/// Makes the header of a recording agree with the file's length. For recordings that have no
/// `RecordingDone`, after the process was killed. Does no harm to a complete one.
///
/// # Errors
/// The file cannot be read or written, or is not one of this engine's.
pub fn repair(path: &Path) -> Result<Repaired, RepairError> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = [0; HEADER_BYTES];
    match file.read_exact(&mut bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(RepairError::Foreign),
        other => other?,
    }
    let channels = channels_of(&bytes).ok_or(RepairError::Foreign)?;
    // A last frame may lack its second channel, and RIFF chunks have even lengths.
    let audio = (length - HEADER_BYTES as u64) & !1;
    let whole = audio + HEADER_BYTES as u64;
    if whole != length {
        file.set_len(whole)?;
    }
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header(channels, audio))?;
    file.sync_data()?;
    Ok(Repaired { duration_ms: audio / u64::from(channels) / 8, bytes: whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_off_stereo_file_gets_its_true_sizes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut.wav");
        let mut content = header(2, 0).to_vec();
        content.extend([0xD5; 16_001]);
        std::fs::write(&path, content).unwrap();
        let repaired = repair(&path).unwrap();
        assert_eq!(repaired, Repaired { duration_ms: 1000, bytes: 16_058 });
        assert_eq!(std::fs::read(&path).unwrap()[..58], header(2, 16_000));
        assert_eq!(repair(&path).unwrap(), repaired);
    }

    #[test]
    fn what_is_no_recording_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        for content in ["short", &"x".repeat(100)] {
            std::fs::write(&path, content).unwrap();
            assert!(matches!(repair(&path), Err(RepairError::Foreign)));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
        }
    }
}
