//! What the log tells of promises, as far as it is counted.

use kernel::{AgentId, ContactId, StoredEvent, Timestamp};
use serde::Deserialize;

/// A promise as it stands after an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Its id.
    pub id: String,
    /// Short number for people.
    pub number: i64,
    /// By when; none while it is not due or was taken back.
    pub due_at: Option<Timestamp>,
    /// When it was done, in time or not.
    pub done_at: Option<Timestamp>,
    /// The agent who answers for it.
    pub agent: Option<AgentId>,
    /// The contact in which it was given.
    pub contact: Option<ContactId>,
}

#[derive(Deserialize)]
struct Event {
    evidence: Option<Evidence>,
    promise: Facts,
}

#[derive(Deserialize)]
struct Evidence {
    at: Timestamp,
}

#[derive(Deserialize)]
struct Facts {
    number: i64,
    owner: String,
    due_at: Option<Timestamp>,
    contact_id: Option<ContactId>,
}

impl Promised {
    /// The promise after an event; nothing for one that changes nothing that is counted.
    pub fn after(id: &str, stored: &StoredEvent) -> Option<Self> {
        let Event { evidence, promise } = stored.event.data.read().ok()?;
        let done = matches!(stored.event.kind.as_str(), "promises.kept" | "promises.made_good");
        Some(Self {
            id: id.to_owned(),
            number: promise.number,
            due_at: promise.due_at,
            done_at: evidence.filter(|_| done).map(|evidence| evidence.at),
            agent: promise.owner.strip_prefix("agent:").and_then(|agent| agent.parse().ok()),
            contact: promise.contact_id,
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Actor, NewEvent};
    use serde_json::{Value, json};

    use super::*;

    fn told(kind: &str, data: Value) -> Option<Promised> {
        let (at, subject) = (Timestamp::from_secs(9), "promise:p".to_owned());
        let event = NewEvent { at, kind: kind.to_owned(), subject, actor: Actor::System, data: data.into() };
        Promised::after("p", &StoredEvent { seq: 1, event })
    }

    #[test]
    fn a_kept_promise_is_done_when_it_really_happened() {
        let at = Timestamp::from_secs(5);
        let facts =
            json!({"number": 7, "owner": "team:x", "due_at": Timestamp::from_secs(8), "contact_id": null});
        let kept = told("promises.kept", json!({"evidence": {"at": at}, "promise": facts})).unwrap();
        assert_eq!((kept.done_at, kept.number, kept.agent), (Some(at), 7, None));
        let tried = told("promises.tried", json!({"evidence": {"at": at}, "promise": facts})).unwrap();
        assert_eq!(tried.done_at, None, "a call that reached nobody keeps nothing");
        assert!(told("promises.visit_completed", json!({"visit": {}})).is_none());
    }
}
