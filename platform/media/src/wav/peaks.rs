//! The waveform of a recording, small enough to draw.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::WavError;
use super::read::open;

/// Most buckets that are made: more than any screen has pixels.
pub const MAX_BUCKETS: usize = 20_000;

/// Loudness over time, per channel.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Peaks {
    /// Length of the audio.
    pub duration_ms: u64,
    /// For each channel: the greatest magnitude in each bucket, 0.0 to 1.0.
    pub channels: Vec<Vec<f32>>,
}

/// Reads a WAV file once, whatever its length, and gives `buckets` (1 to [`MAX_BUCKETS`]) peaks per
/// channel. An hour of stereo takes about half a second: call it from `spawn_blocking`.
///
/// # Errors
/// [`WavError`] if the file cannot be read or is none of the supported kinds.
pub fn peaks(path: &Path, buckets: usize) -> Result<Peaks, WavError> {
    let mut file = BufReader::with_capacity(64 * 1024, File::open(path)?);
    let shape = open(&mut file)?;
    let buckets = buckets.clamp(1, MAX_BUCKETS);
    let mut channels = vec![vec![0.0f32; buckets]; usize::from(shape.channels)];
    let mut frame = vec![0; shape.frame_bytes()];
    for n in 0..shape.frames {
        file.read_exact(&mut frame)?;
        let bucket = (n * buckets as u64 / shape.frames) as usize;
        for (channel, sample) in channels.iter_mut().zip(frame.chunks_exact(shape.encoding.bytes())) {
            let magnitude = shape.encoding.decode(sample).abs().min(1.0);
            channel[bucket] = channel[bucket].max(magnitude);
        }
    }
    Ok(Peaks { duration_ms: shape.duration_ms(), channels })
}
