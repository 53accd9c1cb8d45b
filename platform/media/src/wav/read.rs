//! Reading WAV files of many makers.

use std::io::{Cursor, ErrorKind, Read, Seek, SeekFrom};

use super::resample::to_8_khz;
use super::{WavError, WavLimits};
use crate::clip::Clip;
use crate::g711;

const PCM: u16 = 1;
const ALAW: u16 = 6;
const ULAW: u16 = 7;
/// The true format stands in an extension (WAVEFORMATEXTENSIBLE).
const EXTENSIBLE: u16 = 0xFFFE;
/// Chunks before the audio that are looked at.
const MAX_CHUNKS: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Pcm8,
    Pcm16,
    Pcm24,
    Alaw,
    Ulaw,
}

impl Encoding {
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Pcm8 | Self::Alaw | Self::Ulaw => 1,
            Self::Pcm16 => 2,
            Self::Pcm24 => 3,
        }
    }

    /// One sample, scaled to -1.0 to 1.0.
    pub(super) fn decode(self, bytes: &[u8]) -> f32 {
        let whole = match (self, bytes) {
            (Self::Pcm8, [octet]) => (i32::from(*octet) - 128) << 8,
            (Self::Alaw, [octet]) => i32::from(g711::decode_alaw(*octet)),
            (Self::Ulaw, [octet]) => i32::from(g711::decode_ulaw(*octet)),
            (Self::Pcm16, [low, high]) => i32::from(i16::from_le_bytes([*low, *high])),
            (Self::Pcm24, [low, middle, high]) => {
                return (i32::from_le_bytes([0, *low, *middle, *high]) as f32) / 2_147_483_648.0;
            }
            _ => 0,
        };
        whole as f32 / 32_768.0
    }
}

/// What the header says, with the reader at the first sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) encoding: Encoding,
    pub(super) channels: u16,
    pub(super) rate: u32,
    /// Samples per channel that are really there.
    pub(super) frames: u64,
}

impl Shape {
    pub(super) fn frame_bytes(&self) -> usize {
        self.encoding.bytes() * usize::from(self.channels)
    }

    pub(super) fn duration_ms(&self) -> u64 {
        self.frames * 1000 / u64::from(self.rate)
    }
}

/// Reads up to the first sample.
pub(super) fn open(file: &mut (impl Read + Seek)) -> Result<Shape, WavError> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut riff = [0; 12];
    exact(file, &mut riff).map_err(|_| WavError::NotWav)?;
    if &riff[..4] != b"RIFF" || &riff[8..] != b"WAVE" {
        return Err(WavError::NotWav);
    }
    let mut format = None;
    for _ in 0..MAX_CHUNKS {
        let mut head = [0; 8];
        exact(file, &mut head).map_err(|_| WavError::Malformed("no data chunk"))?;
        let size = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        match &head[..4] {
            b"fmt " => format = Some(read_format(file, size)?),
            b"data" => {
                let (encoding, channels, rate) =
                    format.ok_or(WavError::Malformed("no format before the data"))?;
                let mut shape = Shape { encoding, channels, rate, frames: 0 };
                // Streams write the size before they know it: what is there counts.
                let rest = length.saturating_sub(file.stream_position()?);
                shape.frames = size.min(rest) / shape.frame_bytes() as u64;
                return if shape.frames == 0 { Err(WavError::Empty) } else { Ok(shape) };
            }
            _ => skip(file, size + size % 2)?,
        }
    }
    Err(WavError::Malformed("too many chunks"))
}

fn skip(file: &mut impl Seek, bytes: u64) -> Result<(), WavError> {
    let position = file.stream_position()?;
    file.seek(SeekFrom::Start(position + bytes))?;
    Ok(())
}

fn exact(file: &mut impl Read, buffer: &mut [u8]) -> Result<(), WavError> {
    file.read_exact(buffer).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => WavError::Malformed("cut off"),
        _ => WavError::Io(error),
    })
}

fn read_format(file: &mut (impl Read + Seek), size: u64) -> Result<(Encoding, u16, u32), WavError> {
    if size < 16 {
        return Err(WavError::Malformed("the format is too short"));
    }
    let mut fixed = [0; 16];
    exact(file, &mut fixed)?;
    let word = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let (mut tag, channels, bits) = (word(0), word(2), word(14));
    let rate = u32::from_le_bytes([fixed[4], fixed[5], fixed[6], fixed[7]]);
    let mut rest = size - 16;
    if tag == EXTENSIBLE && rest >= 10 {
        let mut extension = [0; 10];
        exact(file, &mut extension)?;
        tag = u16::from_le_bytes([extension[8], extension[9]]);
        rest -= 10;
    }
    skip(file, rest + size % 2)?;
    let encoding = match (tag, bits) {
        (PCM, 8) => Encoding::Pcm8,
        (PCM, 16) => Encoding::Pcm16,
        (PCM, 24) => Encoding::Pcm24,
        (ALAW, 8) => Encoding::Alaw,
        (ULAW, 8) => Encoding::Ulaw,
        (format, bits) => return Err(WavError::UnsupportedEncoding { format, bits }),
    };
    match (channels, rate) {
        (1 | 2, 8_000..=48_000) => Ok((encoding, channels, rate)),
        (1 | 2, _) => Err(WavError::UnsupportedRate(rate)),
        _ => Err(WavError::UnsupportedChannels(channels)),
    }
}

/// Makes a clip of a WAV file: PCM with 8, 16 or 24 bits, A-law or µ-law; mono, or stereo (which is
/// mixed); 8,000 to 48,000 Hz. Takes about 20 ms of CPU per 10 s of audio: call it from
/// `spawn_blocking`.
///
/// # Errors
/// [`WavError`] says what is wrong with the file.
pub fn read_clip(bytes: &[u8], limits: WavLimits) -> Result<Clip, WavError> {
    if bytes.len() > limits.bytes {
        return Err(WavError::TooLarge(limits.bytes));
    }
    let mut file = Cursor::new(bytes);
    let shape = open(&mut file)?;
    if u128::from(shape.duration_ms()) > limits.duration.as_millis() {
        return Err(WavError::TooLong(limits.duration));
    }
    let audio = bytes.get(file.position() as usize..).unwrap_or_default();
    let frames = audio.chunks_exact(shape.frame_bytes()).take(shape.frames as usize);
    let share = 1.0 / f32::from(shape.channels);
    let mono: Vec<f32> = frames
        .map(|frame| {
            let samples = frame.chunks_exact(shape.encoding.bytes());
            samples.map(|sample| shape.encoding.decode(sample)).sum::<f32>() * share
        })
        .collect();
    let narrow = to_8_khz(&mono, shape.rate);
    let samples: Vec<i16> = narrow.iter().map(|s| (s * 32_767.0) as i16).collect();
    Ok(Clip::from_samples(&samples))
}
