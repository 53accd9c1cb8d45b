//! Random numbers from a seed (SplitMix64), the same on every machine.

use std::time::Duration;

use uuid::Uuid;

/// A sequence of random numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.bits() % bound.max(1)
    }

    /// A number from 0 up to but without 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// One of a list; the first when the list says nothing else.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(from.len()).unwrap_or(u64::MAX);
        from.get(usize::try_from(self.below(length)).unwrap_or_default())
    }

    /// The place drawn by weights.
    pub fn weighed(&mut self, weights: &[f64]) -> usize {
        let mut left = self.share() * weights.iter().sum::<f64>();
        let drawn = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        drawn.unwrap_or(weights.len().saturating_sub(1))
    }

    /// A time between two numbers of seconds, in whole milliseconds.
    pub fn between(&mut self, from_s: f64, to_s: f64) -> Duration {
        millis(from_s + self.share() * (to_s - from_s))
    }

    /// A log-normal time with this median and spread, at most `most_s`, in whole milliseconds.
    pub fn log_normal(&mut self, median_s: f64, sigma: f64, most_s: f64) -> Duration {
        let (a, b) = (1.0 - self.share(), self.share());
        let normal = (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
        millis((median_s * (sigma * normal).exp()).clamp(0.5, most_s))
    }

    /// An id of version 7 born at an instant.
    pub fn id(&mut self, at: kernel::Timestamp) -> Uuid {
        let millis = u64::try_from(at.micros() / 1000).unwrap_or_default();
        let (a, b) = (self.bits().to_le_bytes(), self.bits().to_le_bytes());
        let mut random = [0; 10];
        random.iter_mut().zip(a.into_iter().chain(b)).for_each(|(to, from)| *to = from);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

fn millis(seconds: f64) -> Duration {
    Duration::from_millis(
        Duration::from_secs_f64(seconds.max(0.0)).as_millis().try_into().unwrap_or(u64::MAX),
    )
}
