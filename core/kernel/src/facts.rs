//! The facts of an event, as the text that the log keeps.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// The facts of an event: JSON, written once by who tells the event and shared from there to the log, the live pages and the
/// followers. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts(Arc<str>);

impl Facts {
    /// What there is to say, as JSON; `null` for what JSON cannot say (a map whose keys are no texts).
    pub fn of(what: &impl Serialize) -> Self {
        Self(serde_json::to_string(what).unwrap_or_else(|_| "null".to_owned()).into())
    }

    /// The JSON.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Reads them into the shape that their owner gave them.
    ///
    /// # Errors
    /// When they have another shape.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// All of them, for those who look at single ones.
    pub fn value(&self) -> Value {
        self.read().unwrap_or_default()
    }
}

impl Default for Facts {
    fn default() -> Self {
        Self("null".into())
    }
}

impl From<Value> for Facts {
    fn from(value: Value) -> Self {
        Self::of(&value)
    }
}

impl TryFrom<String> for Facts {
    type Error = serde_json::Error;

    /// Takes a JSON text.
    fn try_from(text: String) -> Result<Self, serde_json::Error> {
        serde_json::from_str::<&RawValue>(&text)?;
        Ok(Self(text.into()))
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Actor, NewEvent, StoredEvent, Timestamp};

    #[test]
    fn facts_are_the_same_on_the_way_to_text_and_back() {
        let facts = Facts::from(json!({"name": "李雷", "n": [1, null]}));
        assert_eq!(facts.value(), json!({"name": "李雷", "n": [1, null]}));
        assert_eq!(Facts::try_from(facts.text().to_owned()).unwrap(), facts);
        assert!(Facts::try_from("{\"n\":".to_owned()).is_err());
    }

    #[test]
    fn an_event_carries_them_as_json_and_not_as_a_text_of_json() {
        let event = NewEvent {
            at: Timestamp::from_micros(0),
            kind: "contacts.answered".into(),
            subject: "contact:1".into(),
            actor: Actor::System,
            data: json!({"agent": "1001"}).into(),
        };
        let stored = StoredEvent { seq: 7, event };
        let told = serde_json::to_string(&stored).unwrap();
        assert!(told.ends_with(r#""data":{"agent":"1001"}}"#), "{told}");
        assert_eq!(serde_json::from_str::<StoredEvent>(&told).unwrap(), stored);
    }
}
