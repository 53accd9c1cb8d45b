//! Audio held in memory, ready to be sent.

use std::time::Duration;

use crate::g711;

/// A-law, 8,000 samples per second, one channel. Shared between calls by `Arc`.
#[derive(Clone, PartialEq, Eq)]
pub struct Clip {
    alaw: Box<[u8]>,
}

impl Clip {
    /// From A-law octets.
    pub fn from_alaw(alaw: Vec<u8>) -> Self {
        Self { alaw: alaw.into_boxed_slice() }
    }

    /// From 16-bit samples at 8,000 Hz.
    pub fn from_samples(samples: &[i16]) -> Self {
        Self { alaw: samples.iter().map(|s| g711::encode_alaw(*s)).collect() }
    }

    /// The A-law octets.
    pub fn alaw(&self) -> &[u8] {
        &self.alaw
    }

    /// The 16-bit samples at 8,000 Hz.
    pub fn samples(&self) -> Vec<i16> {
        self.alaw.iter().map(|o| g711::decode_alaw(*o)).collect()
    }

    /// How long it is heard.
    pub fn duration(&self) -> Duration {
        Duration::from_micros(self.alaw.len() as u64 * 125)
    }

    /// Whether there is nothing to hear.
    pub fn is_empty(&self) -> bool {
        self.alaw.is_empty()
    }
}

impl std::fmt::Debug for Clip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clip({} ms)", self.duration().as_millis())
    }
}
