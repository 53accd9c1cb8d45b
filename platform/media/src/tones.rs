//! Keys pressed as tones within the audio (ITU-T Q.23, Q.24), for trunks without telephone events.

use crate::dtmf::KeyPress;
use crate::g711::{self, Codec};

const LOW: [f32; 4] = [697.0, 770.0, 852.0, 941.0];
const HIGH: [f32; 4] = [1209.0, 1336.0, 1477.0, 1633.0];
const KEYS: [[char; 4]; 4] =
    [['1', '2', '3', 'A'], ['4', '5', '6', 'B'], ['7', '8', '9', 'C'], ['*', '0', '#', 'D']];

/// 25.6 ms: long enough to tell 697 from 770 Hz.
const WINDOW: usize = 205;
/// Windows overlap by half.
const HOP: usize = 102;
/// Windows with the same key before it counts, and without it before it has ended: some 40 ms.
const STEADY: u32 = 2;
/// Mean power of the weakest window that is looked at: about -40 dB of full scale.
const QUIETEST: f32 = 60_000.0;
/// The two tones' share of all power. Speech and music rarely concentrate so much in two lines.
const SHARE: f32 = 0.75;
/// The stronger tone may exceed the weaker by 9 dB ("twist").
const TWIST: f32 = 8.0;
/// The strongest tone of a group must exceed the others of it by 8 dB.
const CLEAR: f32 = 6.3;

/// Hears keys in one leg's audio. Costs some microseconds per packet.
#[derive(Debug)]
pub(crate) struct ToneDetector {
    window: Vec<f32>,
    candidate: Option<char>,
    steady: u32,
    pressed: Option<(char, u32)>,
    missed: u32,
}

impl ToneDetector {
    pub(crate) fn new() -> Self {
        Self { window: Vec::with_capacity(WINDOW), candidate: None, steady: 0, pressed: None, missed: 0 }
    }

    /// Takes a packet of audio; gives a key that was released in it.
    pub(crate) fn audio(&mut self, codec: Codec, payload: &[u8]) -> Option<KeyPress> {
        let decode = match codec {
            Codec::Pcma => g711::decode_alaw,
            Codec::Pcmu => g711::decode_ulaw,
        };
        let mut released = None;
        for octet in payload {
            self.window.push(f32::from(decode(*octet)));
            if self.window.len() == WINDOW {
                let key = key_in(&self.window);
                self.window.drain(..HOP);
                released = self.step(key).or(released);
            }
        }
        released
    }

    fn step(&mut self, key: Option<char>) -> Option<KeyPress> {
        self.steady = if key == self.candidate { self.steady + 1 } else { 1 };
        self.candidate = key;
        let mut released = None;
        if let Some((digit, windows)) = &mut self.pressed {
            if key == Some(*digit) {
                *windows += 1;
                self.missed = 0;
                return None;
            }
            self.missed += 1;
            if self.missed < STEADY {
                return None;
            }
            let duration_ms = *windows * HOP as u32 / 8;
            released = Some(KeyPress { digit: *digit, duration_ms });
            self.pressed = None;
        }
        if let Some(digit) = key.filter(|_| self.steady >= STEADY) {
            self.pressed = Some((digit, self.steady));
            self.missed = 0;
        }
        released
    }
}

/// The key of one window, if its power lies in one low and one high tone.
fn key_in(window: &[f32]) -> Option<char> {
    let energy: f32 = window.iter().map(|s| s * s).sum();
    if energy < QUIETEST * window.len() as f32 {
        return None;
    }
    let (row, low) = strongest(LOW.map(|tone| goertzel(window, tone)))?;
    let (column, high) = strongest(HIGH.map(|tone| goertzel(window, tone)))?;
    let share = 2.0 * (low + high) / (energy * window.len() as f32);
    let balanced = low < high * TWIST && high < low * TWIST;
    (share > SHARE && balanced).then_some(KEYS[row][column])
}

/// The one that clearly exceeds the others.
fn strongest(powers: [f32; 4]) -> Option<(usize, f32)> {
    let (best, power) = powers.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let others = powers.iter().enumerate().filter(|(i, _)| *i != best);
    others.into_iter().all(|(_, other)| other * CLEAR < power).then_some((best, power))
}

/// The power at one frequency (Goertzel's algorithm).
fn goertzel(window: &[f32], hertz: f32) -> f32 {
    let coefficient = 2.0 * (std::f32::consts::TAU * hertz / 8_000.0).cos();
    let (mut before, mut last) = (0.0f32, 0.0f32);
    for sample in window {
        let next = sample + coefficient * last - before;
        (before, last) = (last, next);
    }
    last * last + before * before - coefficient * last * before
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::TAU;

    /// Two tones for `ms`, at these amplitudes.
    fn key(digit: char, ms: usize, low: f32, high: f32) -> Vec<i16> {
        let place = |(r, row): (usize, &[char; 4])| row.iter().position(|k| *k == digit).map(|c| (r, c));
        let (row, column) = KEYS.iter().enumerate().find_map(place).unwrap();
        let tone = |hertz: f32, i: usize| (i as f32 * hertz * TAU / 8_000.0).sin();
        (0..ms * 8).map(|i| (low * tone(LOW[row], i) + high * tone(HIGH[column], i)) as i16).collect()
    }

    fn heard(samples: &[i16]) -> String {
        let mut detector = ToneDetector::new();
        let alaw: Vec<u8> = samples.iter().map(|s| g711::encode_alaw(*s)).collect();
        alaw.chunks(160).filter_map(|p| detector.audio(Codec::Pcma, p)).map(|p| p.digit).collect()
    }

    #[test]
    fn all_keys_are_heard_once_at_many_levels_lengths_and_twists() {
        let all = "1234567890*#ABCD";
        for (low, high, ms) in
            [(8_000.0, 8_000.0, 60), (600.0, 600.0, 60), (3_000.0, 6_000.0, 100), (4_000.0, 2_500.0, 500)]
        {
            let mut samples = Vec::new();
            for digit in all.chars() {
                samples.extend(key(digit, ms, low, high));
                samples.extend([0; 480]);
            }
            assert_eq!(heard(&samples), all, "{low} / {high} for {ms} ms");
        }
    }

    #[test]
    fn the_length_of_a_key_is_told() {
        let mut samples = key('5', 200, 4_000.0, 4_000.0);
        samples.extend([0; 1_600]);
        let alaw: Vec<u8> = samples.iter().map(|s| g711::encode_alaw(*s)).collect();
        let mut detector = ToneDetector::new();
        let presses: Vec<_> = alaw.chunks(160).filter_map(|p| detector.audio(Codec::Pcma, p)).collect();
        assert_eq!(presses.len(), 1);
        assert!((150..=220).contains(&presses[0].duration_ms), "{presses:?}");
    }

    #[test]
    fn music_single_tones_noise_and_clicks_are_no_keys() {
        assert_eq!(heard(&crate::music::default_clip().samples()), "");
        assert_eq!(heard(&crate::music::ring_back().samples()), "");
        assert_eq!(heard(&key('5', 20, 8_000.0, 8_000.0)), "");
        assert_eq!(heard(&key('5', 500, 8_000.0, 0.0)), "");
        let mut seed = 1u32;
        let noise: Vec<i16> = (0..80_000)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 18) as i16 - 8_192
            })
            .collect();
        assert_eq!(heard(&noise), "");
    }
}
