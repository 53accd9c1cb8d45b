//! The header of our recordings: RIFF/WAVE, A-law (format 6), 8,000 Hz.

/// Octets before the audio: RIFF (12), `fmt ` with its extension size (26), `fact` (12), `data` (8).
pub(crate) const HEADER_BYTES: usize = 58;
const RATE: u32 = 8_000;

/// The header of a file with this much audio. Sizes beyond 4 GiB (74 hours in stereo) are capped.
pub(crate) fn header(channels: u16, audio_bytes: u64) -> [u8; HEADER_BYTES] {
    let audio = u32::try_from(audio_bytes).unwrap_or(u32::MAX - HEADER_BYTES as u32);
    let frames = audio / u32::from(channels.max(1));
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    bytes.extend(b"RIFF");
    bytes.extend((audio + HEADER_BYTES as u32 - 8).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(18u32.to_le_bytes());
    bytes.extend(6u16.to_le_bytes());
    bytes.extend(channels.to_le_bytes());
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((RATE * u32::from(channels)).to_le_bytes());
    bytes.extend(channels.to_le_bytes());
    bytes.extend(8u16.to_le_bytes());
    bytes.extend(0u16.to_le_bytes());
    bytes.extend(b"fact");
    bytes.extend(4u32.to_le_bytes());
    bytes.extend(frames.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(audio.to_le_bytes());
    let mut header = [0; HEADER_BYTES];
    header.copy_from_slice(&bytes);
    header
}

/// The number of channels, if this is a header of ours (whatever its sizes).
pub(crate) fn channels_of(bytes: &[u8; HEADER_BYTES]) -> Option<u16> {
    let channels = u16::from_le_bytes([bytes[22], bytes[23]]);
    let expected = header(channels, 0);
    // All but the three sizes.
    let same = |range: std::ops::Range<usize>| bytes[range.clone()] == expected[range];
    let ours = same(0..4) && same(8..46) && same(50..54);
    (ours && matches!(channels, 1 | 2)).then_some(channels)
}
