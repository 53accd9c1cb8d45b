//! Accounts that are closed: their telephones are called no more. A conversation that is going on is not cut off.

use std::sync::{Arc, Weak};

use kernel::{Principal, StoredEvent};
use routing::StateForm;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::Telephony;

/// What it listens to.
pub const KINDS: &[&str] = &["identity.user_updated"];

/// Follows the accounts until the service ends.
pub async fn run(service: Weak<Telephony>, mut events: Receiver<Arc<StoredEvent>>) {
    loop {
        let closed = match events.recv().await {
            Ok(event) => event.event.data.value()["active"] == false,
            // What was missed is found by looking at all.
            Err(RecvError::Lagged(_)) => true,
            Err(RecvError::Closed) => return,
        };
        let Some(telephony) = service.upgrade() else { return };
        if closed {
            telephony.dismiss_closed().await;
        }
    }
}

impl Telephony {
    async fn dismiss_closed(&self) {
        for staff_number in self.registrar.forget_closed().await {
            let offline = StateForm { state: "offline".to_owned(), reason: None };
            let declared = self.below.routing.declare(&Principal::system(), &staff_number, &offline).await;
            if let Err(err) = declared {
                tracing::warn!(error = %err, "the agent of a closed account stays as declared");
            }
        }
    }
}
