//! Tones to recognise who is heard: each party hums its own note.

use std::f64::consts::TAU;
use std::path::Path;

/// Samples in a second of a call.
pub const PER_SECOND: usize = 8_000;
/// The caller's note in hertz.
pub const CALLER: f64 = 700.0;
/// The agent's note in hertz.
pub const AGENT: f64 = 1_200.0;

/// Samples of a note at 8 kHz.
pub fn note(hertz: f64, seconds: f64) -> Vec<i16> {
    let count = (seconds * 8_000.0) as usize;
    (0..count).map(|n| ((TAU * hertz * n as f64 / 8_000.0).sin() * 12_000.0) as i16).collect()
}

/// Writes a mono WAV of 16-bit samples at 8 kHz.
pub fn write_wav(path: &Path, samples: &[i16]) {
    let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let mut file = Vec::with_capacity(44 + bytes.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + bytes.len() as u32).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    file.extend_from_slice(&1_u16.to_le_bytes());
    file.extend_from_slice(&1_u16.to_le_bytes());
    file.extend_from_slice(&8_000_u32.to_le_bytes());
    file.extend_from_slice(&16_000_u32.to_le_bytes());
    file.extend_from_slice(&2_u16.to_le_bytes());
    file.extend_from_slice(&16_u16.to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    file.extend_from_slice(&bytes);
    std::fs::write(path, file).unwrap();
}

/// The strength of a note among samples, 0 (absent) to 1 (nothing else), by Goertzel's algorithm.
pub fn strength(samples: &[i16], hertz: f64) -> f64 {
    let energy: f64 = samples.iter().map(|s| f64::from(*s) * f64::from(*s)).sum();
    if samples.is_empty() || energy < 1.0 {
        return 0.0;
    }
    let coefficient = 2.0 * (TAU * hertz / 8_000.0).cos();
    let (mut a, mut b) = (0.0, 0.0);
    for sample in samples {
        let next = f64::from(*sample) + coefficient * a - b;
        b = a;
        a = next;
    }
    let power = a * a + b * b - coefficient * a * b;
    2.0 * power / (energy * samples.len() as f64)
}

/// The strongest half second of a note among samples.
pub fn heard(samples: &[i16], hertz: f64) -> f64 {
    samples.chunks(4_000).map(|chunk| strength(chunk, hertz)).fold(0.0, f64::max)
}

/// The channels of a recording of ours (A-law WAV, one or two channels).
pub fn channels(file: &[u8]) -> Vec<Vec<i16>> {
    assert_eq!(&file[..4], b"RIFF");
    let data = file.windows(4).position(|name| name == b"data").unwrap() + 8;
    let count = usize::from(u16::from_le_bytes([file[22], file[23]]));
    let mut channels = vec![Vec::new(); count];
    for (n, byte) in file[data..].iter().enumerate() {
        channels[n % count].push(media::g711::decode_alaw(*byte));
    }
    channels
}

/// Samples of a 16-bit mono or stereo WAV, first channel.
pub fn read_wav(path: &Path) -> Vec<i16> {
    let file = std::fs::read(path).unwrap_or_default();
    let Some(data) = file.windows(4).position(|name| name == b"data") else { return Vec::new() };
    let count = usize::from(u16::from_le_bytes([file[22], file[23]])).max(1);
    let samples: Vec<i16> =
        file[data + 8..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    samples.into_iter().step_by(count).collect()
}
