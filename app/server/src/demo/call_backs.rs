//! Callers who want to be called back.

use std::time::Duration;

use contact::{ContactEvent, EndedBy, Outcome};
use kernel::{Actor, CallbackRequestId, ContactId, Timestamp};
use telephony::CallbackRequest;

use super::call::Caller;
use super::simulate::Simulation;

/// Minutes before the history's end at which the last two ask, so that something is due within the hour.
const LAST: [u64; 2] = [40, 22];

fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

impl Simulation {
    /// The caller leaves a request to be called back.
    pub(super) fn wants_call_back(&mut self, contact: ContactId, now: Timestamp, within: Duration) {
        let request = CallbackRequestId(self.dice.id(now));
        let due_at = now.plus(within);
        self.tell(contact, Actor::Customer, ContactEvent::CallbackRequested { request, due_at }, now);
        let number = self.calls.get(&contact).map(|call| call.caller.client.number.clone());
        self.call_backs.push(CallbackRequest {
            id: request,
            contact_id: contact,
            number: number.unwrap_or_default(),
            requested_at: now,
            due_at,
            state: "open".to_owned(),
            outcome: None,
        });
        self.end(contact, EndedBy::System, Outcome::Callback, now);
    }

    /// Two callers of the last hour wait for a call; whoever waited longer has been called.
    pub(super) fn leave_call_backs(&mut self, to: Timestamp) {
        for ago in LAST {
            let began = to.minus(minutes(ago));
            let caller = Caller::ordinary(&self.clients, &mut self.dice);
            if let Some(contact) = self.arrive(caller, began) {
                self.wants_call_back(contact, began.plus(minutes(1)), minutes(ago + 8 + ago / 2));
            }
        }
        for mut request in std::mem::take(&mut self.call_backs) {
            if request.due_at <= to {
                request.state = "done".to_owned();
                request.outcome = Some("已回电，客户表示满意".to_owned());
            }
            self.contacts.keep(telephony::callback_row(&request));
        }
    }
}
