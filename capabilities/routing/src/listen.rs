//! Reacting to what other capabilities did.

use std::sync::Arc;

use kernel::{AgentId, ContactId, StoredEvent};

use crate::Routing;
use crate::service::Core;

/// What it listens to.
pub const KINDS: &[&str] = &["agents.", "contacts.wrap_up_finished"];

enum Reaction {
    None,
    ReloadAgents,
}

/// Reacts to what other capabilities did.
pub async fn run(
    service: std::sync::Weak<Routing>,
    mut events: tokio::sync::broadcast::Receiver<Arc<StoredEvent>>,
) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        let received = events.recv().await;
        let Some(routing) = service.upgrade() else { return };
        let reaction = match received {
            Ok(event) => routing.on_event(&event),
            // Some were missed: agents are read anew, and wrap-ups end by their limit at the latest.
            Err(RecvError::Lagged(_)) => Reaction::ReloadAgents,
            Err(RecvError::Closed) => return,
        };
        if matches!(reaction, Reaction::ReloadAgents)
            && let Err(err) = routing.load_agents().await
        {
            tracing::error!(error = %err, "agents cannot be read");
        }
    }
}

impl Routing {
    fn on_event(&self, event: &StoredEvent) -> Reaction {
        let event = &event.event;
        match event.kind.as_str() {
            "agents.created" | "agents.changed" => Reaction::ReloadAgents,
            "contacts.wrap_up_finished" => {
                let contact = event.subject.strip_prefix("contact:").and_then(|id| id.parse().ok());
                contact.into_iter().for_each(|contact| self.owes_no_more(contact));
                let agent = contact.and_then(|contact| agent_in_wrap_up(&self.lock(), contact));
                if let (Some(contact), Some(agent)) = (contact, agent) {
                    self.wrap_up_finished(contact, agent);
                }
                Reaction::None
            }
            _ => Reaction::None,
        }
    }
}

fn agent_in_wrap_up(core: &Core, contact: ContactId) -> Option<AgentId> {
    core.agents.keys().copied().find(|agent| {
        let view = core.router.agent_view(*agent);
        view.is_some_and(|view| view.wrap_ups.iter().any(|wrap_up| wrap_up.contact == contact))
    })
}
