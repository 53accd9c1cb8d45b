//! Uploads of many makers, and the waveforms of recordings.

#![allow(clippy::unwrap_used, clippy::panic)]

mod stand;

use std::time::Duration;

use media::wav::{WavError, WavLimits, peaks, read_clip, write_clip};
use proptest::prelude::*;
use stand::{is_tone, share_of, tone_clip};

/// A WAV file with this format and audio, and a chunk before the audio that nobody needs.
fn file(tag: u16, channels: u16, rate: u32, bits: u16, audio: &[u8]) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt ".to_vec();
    bytes.extend(16u32.to_le_bytes());
    bytes.extend(tag.to_le_bytes());
    bytes.extend(channels.to_le_bytes());
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * u32::from(channels * bits / 8)).to_le_bytes());
    bytes.extend((channels * bits / 8).to_le_bytes());
    bytes.extend(bits.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend((audio.len() as u32).to_le_bytes());
    bytes.extend(audio);
    bytes
}

fn tone(hertz: f64, rate: u32) -> impl Iterator<Item = f64> {
    (0..rate).map(move |i| (f64::from(i) / f64::from(rate) * hertz * std::f64::consts::TAU).sin() * 0.4)
}

#[test]
fn every_supported_encoding_and_rate_becomes_the_same_tone() {
    for rate in [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000] {
        let pcm8: Vec<u8> = tone(440.0, rate).map(|s| (s * 127.0 + 128.0) as u8).collect();
        let pcm16: Vec<u8> = tone(440.0, rate).flat_map(|s| ((s * 32_767.0) as i16).to_le_bytes()).collect();
        let pcm24: Vec<u8> =
            tone(440.0, rate).flat_map(|s| ((s * 8_388_607.0) as i32).to_le_bytes()[..3].to_vec()).collect();
        let alaw: Vec<u8> =
            tone(440.0, rate).map(|s| media::g711::encode_alaw((s * 32_767.0) as i16)).collect();
        let ulaw: Vec<u8> =
            tone(440.0, rate).map(|s| media::g711::encode_ulaw((s * 32_767.0) as i16)).collect();
        for (tag, bits, audio) in [(1, 8, pcm8), (1, 16, pcm16), (1, 24, pcm24), (6, 8, alaw), (7, 8, ulaw)] {
            let clip = read_clip(&file(tag, 1, rate, bits, &audio), WavLimits::default()).unwrap();
            assert_eq!(clip.duration(), Duration::from_secs(1), "{tag}/{bits} at {rate}");
            let samples = clip.samples();
            assert!(is_tone(&samples, 440.0), "{tag}/{bits} at {rate}: {}", share_of(&samples, 440.0));
        }
    }
}

#[test]
fn stereo_is_mixed_and_an_extensible_header_is_understood() {
    let audio: Vec<u8> =
        tone(440.0, 16_000).flat_map(|s| [((s * 32_767.0) as i16).to_le_bytes(), [0, 0]].concat()).collect();
    let plain = file(1, 2, 16_000, 16, &audio);
    let mixed = read_clip(&plain, WavLimits::default()).unwrap();
    let loudest = mixed.samples().into_iter().max().unwrap();
    assert!((6_000..7_200).contains(&loudest), "{loudest}");
    // The same with WAVEFORMATEXTENSIBLE: tag 0xFFFE, and the true tag 8 octets into the extension.
    let at = plain.windows(4).position(|w| w == b"fmt ").unwrap();
    let mut extensible = plain.clone();
    extensible[at + 4] = 40;
    extensible[at + 8..at + 10].copy_from_slice(&[0xFE, 0xFF]);
    let mut extension = vec![22, 0, 16, 0, 3, 0, 0, 0, 1, 0];
    extension.extend([0; 14]);
    extensible.splice(at + 24..at + 24, extension);
    assert_eq!(read_clip(&extensible, WavLimits::default()).unwrap(), mixed);
}

#[test]
fn a_size_that_a_stream_guessed_is_cut_to_what_is_there() {
    let mut bytes = file(6, 1, 8_000, 8, &[0xAA; 100]);
    let at = bytes.len() - 104;
    bytes[at..at + 4].copy_from_slice(&0x7FFF_F000u32.to_le_bytes());
    assert_eq!(read_clip(&bytes, WavLimits::default()).unwrap().alaw(), [0xAA; 100]);
}

#[test]
fn unusable_files_are_refused_with_their_reason() {
    let limits = WavLimits { bytes: 20_000, duration: Duration::from_secs(1) };
    let cases: [(&str, Vec<u8>); 11] = [
        ("not a WAV file", vec![]),
        ("not a WAV file", b"ID3 this is an MP3 file".to_vec()),
        ("no data chunk", b"RIFF\0\0\0\0WAVE".to_vec()),
        ("no format before the data", b"RIFF\0\0\0\0WAVEdata\x04\0\0\0abcd".to_vec()),
        ("encoding 3 with 32 bits", file(3, 1, 8_000, 32, &[0; 8])),
        ("encoding 85 with 0 bits", file(85, 1, 8_000, 0, &[0; 8])),
        ("6 channels", file(1, 6, 8_000, 16, &[0; 24])),
        ("96000 Hz", file(1, 1, 96_000, 16, &[0; 8])),
        ("no audio", file(1, 1, 8_000, 16, &[0])),
        ("longer than 1s", file(6, 1, 8_000, 8, &[0; 9_000])),
        ("larger than 20000 bytes", file(6, 1, 8_000, 8, &[0; 20_000])),
    ];
    for (expected, bytes) in cases {
        let refused = read_clip(&bytes, limits).unwrap_err().to_string();
        assert!(refused.contains(expected), "{refused:?} should say {expected:?}");
    }
}

#[test]
fn a_written_clip_reads_back_unchanged() {
    let clip = tone_clip(440.0, 3);
    assert_eq!(read_clip(&write_clip(&clip), WavLimits::default()).unwrap(), *clip);
    let odd = media::Clip::from_alaw(vec![1, 2, 3]);
    assert_eq!(read_clip(&write_clip(&odd), WavLimits::default()).unwrap(), odd);
}

#[test]
fn peaks_show_each_channel_over_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("call.wav");
    let mut audio = Vec::new();
    for i in 0..8_000 {
        let left = if i < 4_000 { 16_384 } else { 0 };
        let right = if i >= 6_000 { -32_768 } else { 0 };
        audio.extend([media::g711::encode_alaw(left), media::g711::encode_alaw(right)]);
    }
    std::fs::write(&path, file(6, 2, 8_000, 8, &audio)).unwrap();
    let peaks = peaks(&path, 4).unwrap();
    assert_eq!(peaks.duration_ms, 1000);
    let rounded: Vec<Vec<i32>> =
        peaks.channels.iter().map(|c| c.iter().map(|p| (p * 10.0).round() as i32).collect()).collect();
    assert_eq!(rounded, [[5, 5, 0, 0], [0, 0, 0, 10]]);
    let missing = media::wav::peaks(&folder.path().join("none.wav"), 4);
    assert!(matches!(missing, Err(WavError::Io(_))), "{missing:?}");
}

proptest! {
    #[test]
    fn arbitrary_octets_never_panic(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_clip(&octets, WavLimits::default());
    }

    #[test]
    fn a_damaged_file_never_panics(
        changes in proptest::collection::vec((0usize..150, any::<u8>()), 1..12), cut in 0usize..150,
    ) {
        let mut bytes = file(1, 2, 22_050, 16, &[7; 100]);
        for (at, octet) in changes {
            let place = at % bytes.len();
            bytes[place] = octet;
        }
        let _ = read_clip(&bytes, WavLimits::default());
        bytes.truncate(cut);
        let _ = read_clip(&bytes, WavLimits::default());
    }
}
