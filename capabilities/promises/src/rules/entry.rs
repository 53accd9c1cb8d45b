//! A promise with its number and what it belongs to, and what is logged of it.

use kernel::{Actor, NewEvent, Timestamp};
use promise::{Promise, PromiseEvent};
use serde_json::{Value, json};

use super::owner;
use crate::model::{Links, PromiseId};

/// A promise in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: PromiseId,
    /// Short number for people.
    pub number: i64,
    /// The promise.
    pub promise: Promise,
    /// What it belongs to.
    pub links: Links,
}

/// The subject of a promise's events.
pub fn subject(id: PromiseId) -> String {
    format!("promise:{id}")
}

impl Entry {
    /// The entry that the first event makes, and what is to be logged; nothing if that is not its making.
    pub fn made(
        (id, number): (PromiseId, i64),
        event: &PromiseEvent,
        links: Links,
        at: Timestamp,
    ) -> Option<(Self, NewEvent)> {
        let promise = Promise::made(event, at)?;
        let actor = links.by.clone();
        let entry = Self { id, number, promise, links };
        let log = entry.logged(event, &actor, at);
        Some((entry, log))
    }

    /// Lets events happen one after the other; answers what is to be logged.
    pub fn happen(&mut self, events: &[PromiseEvent], actor: &Actor, at: Timestamp) -> Vec<NewEvent> {
        let mut log = Vec::with_capacity(events.len());
        for event in events {
            self.promise.apply(event, at);
            log.push(self.logged(event, actor, at));
        }
        log
    }

    /// An event with what those who hear of it want to know; the customer's number is never in it.
    fn logged(&self, event: &PromiseEvent, actor: &Actor, at: Timestamp) -> NewEvent {
        let mut data = serde_json::to_value(event).unwrap_or_default();
        let name = data.get("event").and_then(Value::as_str).unwrap_or("changed").to_owned();
        if let Value::Object(fields) = &mut data {
            fields.insert(
                "promise".to_owned(),
                json!({
                    "number": self.number,
                    "kind": self.promise.kind(),
                    "source": self.links.source,
                    "owner": owner::key(self.promise.owner()),
                    "due_at": self.promise.due(),
                    "made_at": self.promise.made_at(),
                    "customer_id": self.links.customer,
                    "contact_id": self.links.contact,
                    "ticket_id": self.links.ticket,
                }),
            );
        }
        NewEvent {
            at,
            kind: format!("promises.{name}"),
            subject: subject(self.id),
            actor: actor.clone(),
            data: data.into(),
        }
    }
}
