//! Down to 8,000 Hz by a windowed-sinc filter.

use std::f32::consts::PI;

const TARGET: u64 = 8_000;
/// Zero crossings of the sinc on each side.
const CROSSINGS: usize = 24;
/// Kernel values per zero crossing; between them it is interpolated.
const STEPS: usize = 256;
/// The pass band, as a share of the lower Nyquist frequency.
const PASS: f64 = 0.93;
/// Kaiser window: about 80 dB of stop band.
const BETA: f32 = 8.0;

/// Samples at 8,000 Hz of samples at another rate. Frequencies that 8,000 Hz cannot carry are
/// filtered out first (by the same kernel).
pub(super) fn to_8_khz(samples: &[f32], rate: u32) -> Vec<f32> {
    let rate = u64::from(rate);
    if rate == TARGET {
        return samples.to_vec();
    }
    let kernel = kernel();
    let scale = (TARGET as f64 / rate as f64).min(1.0) * PASS;
    let reach = (CROSSINGS as f64 / scale) as u64;
    let length = samples.len() as u64 * TARGET / rate;
    (0..length)
        .map(|n| {
            let (whole, part) = (n * rate / TARGET, n * rate % TARGET);
            let centre = whole as f64 + part as f64 / TARGET as f64;
            let from = whole.saturating_sub(reach);
            let to = (whole + reach + 1).min(samples.len() as u64);
            let (mut sum, mut weights) = (0.0f32, 0.0f32);
            for at in from..to {
                let distance = ((centre - at as f64).abs() * scale) as f32;
                let weight = value_at(&kernel, distance);
                sum += samples[at as usize] * weight;
                weights += weight;
            }
            // Dividing by the weights keeps the level true, at the edges too.
            if weights.abs() < 1e-6 { 0.0 } else { (sum / weights).clamp(-1.0, 1.0) }
        })
        .collect()
}

/// The right half of a sinc under a Kaiser window, and one zero beyond it.
fn kernel() -> Vec<f32> {
    let ends = CROSSINGS * STEPS;
    let mut values: Vec<f32> = (0..ends)
        .map(|i| {
            let x = i as f32 / STEPS as f32;
            let sinc = if i == 0 { 1.0 } else { (PI * x).sin() / (PI * x) };
            let inside = 1.0 - (x / CROSSINGS as f32).powi(2);
            sinc * bessel(BETA * inside.max(0.0).sqrt()) / bessel(BETA)
        })
        .collect();
    values.extend([0.0, 0.0]);
    values
}

fn value_at(kernel: &[f32], distance: f32) -> f32 {
    let position = distance * STEPS as f32;
    let index = position as usize;
    match kernel.get(index..index + 2) {
        Some([before, after]) => before + (after - before) * (position - index as f32),
        _ => 0.0,
    }
}

/// The modified Bessel function of the first kind, order 0, by its series.
fn bessel(x: f32) -> f32 {
    let (mut sum, mut term) = (1.0f32, 1.0f32);
    for k in 1..32 {
        term *= (x / 2.0 / k as f32).powi(2);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The level of a tone after the resampling, in dB against its level before.
    fn response(hertz: f32, rate: u32) -> f32 {
        let samples: Vec<f32> =
            (0..rate).map(|i| (i as f32 / rate as f32 * hertz * 2.0 * PI).sin() * 0.5).collect();
        let narrow = to_8_khz(&samples, rate);
        assert_eq!(narrow.len(), 8_000);
        let middle = &narrow[1_000..7_000];
        let power = middle.iter().map(|s| s * s).sum::<f32>() / middle.len() as f32;
        10.0 * (power / 0.125).log10()
    }

    #[test]
    fn speech_passes_unchanged_and_what_would_fold_back_is_gone() {
        for rate in [11_025, 16_000, 22_050, 44_100, 48_000] {
            for hertz in [300.0, 1_000.0, 3_000.0, 3_400.0] {
                let level = response(hertz, rate);
                assert!(level.abs() < 0.2, "{hertz} Hz of {rate}: {level} dB");
            }
            for hertz in [4_500.0, 5_000.0] {
                let level = response(hertz, rate);
                assert!(level < -50.0, "{hertz} Hz of {rate}: {level} dB");
            }
        }
    }

    #[test]
    fn the_own_rate_and_nothing_are_passed_through() {
        assert_eq!(to_8_khz(&[0.1, -0.2], 8_000), [0.1, -0.2]);
        assert!(to_8_khz(&[], 44_100).is_empty());
    }
}
