//! The one place that reads a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kernel::Timestamp;

/// Where instants come from: the machine's clock, or a hand-driven one for tests and demo data.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock, cut to microseconds.
    #[default]
    System,
    /// Stands still until it is set.
    Simulated(Arc<AtomicI64>),
}

impl Clock {
    /// A hand-driven clock that shows `at`.
    pub fn simulated(at: Timestamp) -> Self {
        Self::Simulated(Arc::new(AtomicI64::new(at.micros())))
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Simulated(micros) => Timestamp::from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Sets a simulated clock; the machine's clock is left alone.
    pub fn set(&self, at: Timestamp) {
        match self {
            Self::System => {}
            Self::Simulated(micros) => micros.store(at.micros(), Ordering::SeqCst),
        }
    }
}
