//! Who is told which live events, and how much of them.

use kernel::{Permission, Principal, StoredEvent};
use serde_json::{Value, json};

/// Kinds of events by the permission that shows them.
const SHOWN: &[(&str, Permission)] = &[
    ("contacts.", contacts::READ),
    ("routing.", routing::READ),
    ("telephony.", routing::READ),
    ("agents.", agents::READ),
    ("customers.", customers::READ),
    ("flows.", routing::READ),
    ("tickets.", tickets::READ),
    ("identity.", identity::MANAGE),
];

/// The rule of the whole product.
pub struct Everyone;

impl web::Audience for Everyone {
    fn told(&self, who: &Principal, event: &StoredEvent) -> Option<Value> {
        let kind = event.event.kind.as_str();
        let (_, needed) = SHOWN.iter().find(|(prefix, _)| kind.starts_with(prefix))?;
        if !who.may(*needed) {
            return None;
        }
        let mut data = event.event.data.clone();
        // Numbers never travel whole on the live channel; who may see them asks for them.
        if let Some(Value::String(caller)) = data.get_mut("caller") {
            *caller = customers::mask(caller);
        }
        let (seq, event) = (event.seq, &event.event);
        Some(json!({
            "seq": seq, "at": event.at, "kind": event.kind, "subject": event.subject,
            "actor": event.actor, "data": data,
        }))
    }
}
