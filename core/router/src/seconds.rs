//! Durations in JSON as seconds, whole to the microsecond.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

fn to_seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}

fn from_seconds<E: serde::de::Error>(seconds: f64) -> Result<Duration, E> {
    let exact = Duration::try_from_secs_f64(seconds).map_err(E::custom)?;
    let micros = (exact.as_nanos() + 500) / 1_000;
    Ok(Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX)))
}

pub(crate) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    to_seconds(*duration).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    from_seconds(f64::deserialize(deserializer)?)
}

/// The same for a duration that may be missing.
pub(crate) mod optional {
    use super::{Deserialize, Deserializer, Duration, Serialize, Serializer, from_seconds, to_seconds};

    pub(crate) fn serialize<S: Serializer>(
        duration: &Option<Duration>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        duration.map(to_seconds).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Duration>, D::Error> {
        Option::<f64>::deserialize(deserializer)?.map(from_seconds).transpose()
    }
}
