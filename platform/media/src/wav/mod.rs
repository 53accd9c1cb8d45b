//! WAV files.
use crate::clip::Clip;
use std::path::Path;
/// Limits of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WavLimits {
    /// Greatest size of the file.
    pub bytes: usize,
    /// Greatest length of the audio.
    pub duration: std::time::Duration,
}
/// Why a WAV file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WavError {
    /// Not RIFF/WAVE.
    #[error("not a WAV file")]
    NotWav,
}
/// Loudness for drawing.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Peaks {
    /// Length of the audio.
    pub duration_ms: u64,
    /// For each channel: the greatest magnitude of each bucket, 0.0 to 1.0.
    pub channels: Vec<Vec<f32>>,
}
/// Reads an upload (PCM 8/16/24 bit, A-law, µ-law; mono or stereo; 8–48 kHz) into a clip.
///
/// # Errors
/// [`WavError`].
pub fn read_clip(_bytes: &[u8], _limits: WavLimits) -> Result<Clip, WavError> {
    Err(WavError::NotWav)
}
/// The clip as an A-law mono WAV file.
pub fn write_clip(_clip: &Clip) -> Vec<u8> {
    Vec::new()
}
/// The peaks of a WAV file, for its waveform.
///
/// # Errors
/// [`WavError`].
pub fn peaks(_path: &Path, _buckets: usize) -> Result<Peaks, WavError> {
    Err(WavError::NotWav)
}
