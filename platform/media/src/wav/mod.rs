//! WAV files: uploads into clips, clips into files, and waveforms for drawing.

mod peaks;
mod read;
mod resample;

use std::time::Duration;

use crate::clip::Clip;
use crate::recording::wav_header;

pub use peaks::{MAX_BUCKETS, Peaks, peaks};
pub use read::read_clip;

/// Limits of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WavLimits {
    /// Greatest size of the file.
    pub bytes: usize,
    /// Greatest length of the audio.
    pub duration: Duration,
}

impl Default for WavLimits {
    /// 32 MiB and ten minutes: far more than any prompt.
    fn default() -> Self {
        Self { bytes: 32 * 1024 * 1024, duration: Duration::from_secs(600) }
    }
}

/// Why a WAV file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WavError {
    /// The file cannot be read.
    #[error("WAV file: {0}")]
    Io(#[from] std::io::Error),
    /// No RIFF/WAVE file.
    #[error("not a WAV file")]
    NotWav,
    /// A RIFF/WAVE file with a missing or contradictory part.
    #[error("the WAV file is damaged: {0}")]
    Malformed(&'static str),
    /// An encoding other than PCM with 8, 16 or 24 bits, A-law and µ-law.
    #[error("WAV encoding {format} with {bits} bits is not supported (PCM 8/16/24 bit, A-law, µ-law are)")]
    UnsupportedEncoding {
        /// The format tag.
        format: u16,
        /// Bits per sample.
        bits: u16,
    },
    /// Neither mono nor stereo.
    #[error("{0} channels are not supported (1 and 2 are)")]
    UnsupportedChannels(u16),
    /// A sampling rate outside 8,000 to 48,000 Hz.
    #[error("{0} Hz is not supported (8,000 to 48,000 Hz are)")]
    UnsupportedRate(u32),
    /// There is no audio in it.
    #[error("the WAV file holds no audio")]
    Empty,
    /// The file is larger than allowed.
    #[error("the WAV file is larger than {0} bytes")]
    TooLarge(usize),
    /// The audio is longer than allowed.
    #[error("the audio is longer than {0:?}")]
    TooLong(Duration),
}

/// Two clips as the channels of an A-law stereo WAV file, left and right; the shorter one ends in silence.
pub fn write_stereo(left: &Clip, right: &Clip) -> Vec<u8> {
    let frames = left.alaw().len().max(right.alaw().len());
    let mut file = wav_header(2, 2 * frames as u64).to_vec();
    file.reserve(2 * frames);
    let at = |clip: &Clip, frame: usize| clip.alaw().get(frame).copied().unwrap_or(crate::g711::ALAW_SILENCE);
    file.extend((0..frames).flat_map(|frame| [at(left, frame), at(right, frame)]));
    file
}

/// The clip as an A-law mono WAV file.
pub fn write_clip(clip: &Clip) -> Vec<u8> {
    let mut file = wav_header(1, clip.alaw().len() as u64).to_vec();
    file.extend(clip.alaw());
    // RIFF chunks are padded to even lengths.
    if file.len() % 2 == 1 {
        file.push(crate::g711::ALAW_SILENCE);
    }
    file
}
