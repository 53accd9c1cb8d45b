//! Sounds that the engine makes itself: nobody else's rights, the same on every machine.

use std::f32::consts::TAU;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crate::clip::Clip;
use crate::g711::ALAW_SILENCE;

const RATE: usize = 8_000;
/// Eight bars of 2.5 s.
const BAR: usize = RATE * 5 / 2;
const BARS: usize = 8;

/// Two rounds of C major 7, A minor 7, F major 7, G 6, as MIDI notes. Kept between 196 Hz and 660 Hz,
/// where a telephone sounds best.
const CHORDS: [[u8; 4]; 4] = [[60, 64, 67, 71], [57, 60, 64, 67], [57, 60, 65, 64], [55, 59, 62, 64]];
/// The order in which a chord's notes are plucked, one every eighth of a bar; 4 = rest, 5 and above =
/// an octave higher.
const PLUCKED: [[usize; 8]; 2] = [[0, 2, 5, 3, 4, 2, 6, 4], [1, 3, 6, 2, 4, 5, 3, 4]];

/// Calm music of 20 s without a seam, made to be looped: music on hold and in the queue.
pub fn default_clip() -> Arc<Clip> {
    static CLIP: LazyLock<Arc<Clip>> = LazyLock::new(|| Arc::new(compose()));
    Arc::clone(&CLIP)
}

/// The tone before a voicemail: 0.4 s of 1,000 Hz.
pub fn beep() -> Arc<Clip> {
    static CLIP: LazyLock<Arc<Clip>> = LazyLock::new(|| Arc::new(tone(1_000.0, 400, 0)));
    Arc::clone(&CLIP)
}

/// The Chinese ring-back tone (GB/T 3380): 450 Hz, 1 s on, 4 s off; made to be looped.
pub fn ring_back() -> Arc<Clip> {
    static CLIP: LazyLock<Arc<Clip>> = LazyLock::new(|| Arc::new(tone(450.0, 1_000, 4_000)));
    Arc::clone(&CLIP)
}

/// The Chinese busy tone (GB/T 3380): 450 Hz, 0.35 s on, 0.35 s off; made to be looped.
pub fn busy() -> Arc<Clip> {
    static CLIP: LazyLock<Arc<Clip>> = LazyLock::new(|| Arc::new(tone(450.0, 350, 350)));
    Arc::clone(&CLIP)
}

/// Silence of the given length.
pub fn silence(length: Duration) -> Clip {
    Clip::from_alaw(vec![ALAW_SILENCE; (length.as_micros() / 125) as usize])
}

/// A tone at -12 dB of full scale with edges of 5 ms, and a pause.
fn tone(hertz: f32, on_ms: usize, off_ms: usize) -> Clip {
    let on = on_ms * RATE / 1000;
    let edge = RATE / 200;
    let mut samples: Vec<i16> = (0..on)
        .map(|i| {
            let envelope = i.min(on - 1 - i).min(edge) as f32 / edge as f32;
            ((i as f32 * hertz * TAU / RATE as f32).sin() * envelope * 8_200.0) as i16
        })
        .collect();
    samples.resize(on + off_ms * RATE / 1000, 0);
    Clip::from_samples(&samples)
}

fn compose() -> Clip {
    let mut mix = vec![0.0f32; BAR * BARS];
    for bar in 0..BARS {
        let chord = CHORDS[bar % CHORDS.len()];
        for note in chord {
            pad(&mut mix, bar * BAR, hertz(note));
        }
        for (eighth, step) in PLUCKED[(bar / 2) % 2].into_iter().enumerate() {
            let note = match step {
                4 => continue,
                0..=3 => chord[step],
                higher => chord[(higher - 4) % 4] + 12,
            };
            pluck(&mut mix, bar * BAR + eighth * BAR / 8, hertz(note));
        }
    }
    let peak = mix.iter().fold(1e-6f32, |peak, s| peak.max(s.abs()));
    let samples: Vec<i16> = mix.iter().map(|s| (s / peak * 9_000.0) as i16).collect();
    Clip::from_samples(&samples)
}

fn hertz(note: u8) -> f32 {
    440.0 * ((f32::from(note) - 69.0) / 12.0).exp2()
}

/// A soft held note that swells for 0.6 s and fades into the next bar.
fn pad(mix: &mut [f32], start: usize, hertz: f32) {
    let length = BAR + RATE;
    add(mix, start, length, |i| {
        let time = i as f32 / RATE as f32;
        let swell = (time / 0.6).min(1.0);
        let fade = ((length - i) as f32 / RATE as f32).min(1.0);
        let angle = (time * hertz).fract() * TAU;
        0.22 * swell * fade * (angle.sin() + 0.25 * (2.0 * angle).sin())
    });
}

/// A plucked note that dies away within 1.5 s.
fn pluck(mix: &mut [f32], start: usize, hertz: f32) {
    add(mix, start, RATE * 3 / 2, |i| {
        let time = i as f32 / RATE as f32;
        let attack = (time / 0.008).min(1.0);
        let decay = (-3.2 * time).exp();
        let end = ((RATE * 3 / 2 - i) as f32 / 400.0).min(1.0);
        let angle = (time * hertz).fract() * TAU;
        let bright = (-6.0 * time).exp();
        0.5 * attack * decay * end * (angle.sin() + 0.4 * bright * (2.0 * angle).sin())
    });
}

/// What rings beyond the end is heard at the beginning, so that the loop has no seam.
fn add(mix: &mut [f32], start: usize, length: usize, sound: impl Fn(usize) -> f32) {
    let whole = mix.len();
    for i in 0..length {
        mix[(start + i) % whole] += sound(i);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_music_lasts_20_s_is_neither_silent_nor_clipped_and_has_no_seam() {
        let samples = default_clip().samples();
        assert_eq!(samples.len(), 160_000);
        let loudest = samples.iter().map(|s| s.unsigned_abs()).max().unwrap();
        assert!((8_000..10_000).contains(&loudest), "{loudest}");
        for (second, part) in samples.chunks(8_000).enumerate() {
            let mean = part.iter().map(|s| u64::from(s.unsigned_abs())).sum::<u64>() / 8_000;
            assert!(mean > 200, "second {second} is nearly silent: {mean}");
        }
        let seam = (i32::from(samples[0]) - i32::from(samples[159_999])).abs();
        let steps: Vec<i32> = samples.windows(2).map(|w| (i32::from(w[1]) - i32::from(w[0])).abs()).collect();
        assert!(seam <= *steps.iter().max().unwrap());
    }

    #[test]
    fn tones_have_their_lengths() {
        assert_eq!(beep().duration(), Duration::from_millis(400));
        assert_eq!(ring_back().duration(), Duration::from_secs(5));
        assert_eq!(busy().duration(), Duration::from_millis(700));
        assert_eq!(silence(Duration::from_millis(20)).alaw(), [ALAW_SILENCE; 160]);
        assert!(ring_back().samples()[8_000..].iter().all(|s| s.abs() < 10));
    }
}
