//! Who is told which live events, and how much of them.

use std::sync::Arc;

use kernel::{Permission, Principal, StoredEvent};
use serde_json::{Value, json};
use tickets::Tickets;

/// Kinds of events by the permission that shows them.
const SHOWN: &[(&str, Permission)] = &[
    ("contacts.", contacts::READ),
    ("routing.", routing::READ),
    ("telephony.", routing::READ),
    ("agents.", agents::READ),
    ("customers.", customers::READ),
    ("flows.", routing::READ),
    ("promises.", promises::READ),
    ("identity.", identity::MANAGE),
];

/// The rule of the whole product.
pub struct Everyone {
    /// Knows who hears of which tickets.
    pub tickets: Arc<Tickets>,
}

impl web::Audience for Everyone {
    fn told(&self, who: &Principal, event: &StoredEvent) -> Option<Value> {
        let kind = event.event.kind.as_str();
        if kind.starts_with("tickets.") {
            return self.tickets.hears(who, event).then(|| told(event, event.event.data.value()));
        }
        let (_, needed) = SHOWN.iter().find(|(prefix, _)| kind.starts_with(prefix))?;
        if !who.may(*needed) {
            return None;
        }
        let mut data = event.event.data.value();
        // Numbers never travel whole on the live channel; who may see them asks for them.
        if let Some(Value::String(caller)) = data.get_mut("caller") {
            *caller = customers::mask(caller);
        }
        Some(told(event, data))
    }
}

fn told(event: &StoredEvent, data: Value) -> Value {
    let (seq, event) = (event.seq, &event.event);
    json!({
        "seq": seq, "at": event.at, "kind": event.kind, "subject": event.subject,
        "actor": event.actor, "data": data,
    })
}
