//! Callers who want to be called back.

use std::time::Duration;

use contact::{ContactEvent, EndedBy, Outcome};
use kernel::{Actor, CallbackRequestId, ContactId, Timestamp};

use super::call::Caller;
use super::simulate::Simulation;

/// A caller who wants it is called back within this time of office hours.
const CALL_BACK_WITHIN: Duration = Duration::from_secs(2 * 3600);
/// Minutes before the history's end at which the last caller leaves a voice message.
const LAST_MESSAGE: u64 = 31;
/// Minutes before the history's end at which the last two ask, so that something is due within the hour.
const LAST: [u64; 2] = [40, 22];

fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

impl Simulation {
    /// The caller leaves a request to be called back.
    pub(super) fn wants_call_back(&mut self, contact: ContactId, now: Timestamp) {
        self.is_called_back(contact, now, self.call_back_due(now));
    }

    /// Two hours from now while people are there; what is left of them at closing time, the next morning.
    fn call_back_due(&self, now: Timestamp) -> Timestamp {
        let due = now.plus(CALL_BACK_WITHIN);
        match self.hours {
            Some((open, _)) if now < open => open.plus(CALL_BACK_WITHIN),
            Some((_, close)) if now >= close => self.next_opening.plus(CALL_BACK_WITHIN),
            Some((_, close)) if due > close => self.next_opening.plus(due.since(close)),
            Some(_) => due,
            None => self.next_opening.plus(CALL_BACK_WITHIN),
        }
    }

    fn is_called_back(&mut self, contact: ContactId, now: Timestamp, due_at: Timestamp) {
        let request = CallbackRequestId(self.dice.id(now));
        let asked = ContactEvent::CallbackRequested { request, due_at, caller: None };
        self.tell(contact, Actor::Customer, asked, now);
        self.end(contact, EndedBy::System, Outcome::Callback, now);
    }

    /// Two callers of the last hour wait for a call, a message waits to be heard.
    pub(super) fn leave_call_backs(&mut self, to: Timestamp) {
        for ago in LAST {
            let began = to.minus(minutes(ago));
            let caller = Caller::ordinary(&self.clients, &mut self.dice);
            if let Some(contact) = self.arrive(caller, began) {
                let asked = began.plus(minutes(1));
                self.is_called_back(contact, asked, asked.plus(minutes(ago + 8 + ago / 2)));
            }
        }
        let began = to.minus(minutes(LAST_MESSAGE));
        let caller = Caller::ordinary(&self.clients, &mut self.dice);
        if let Some(contact) = self.arrive(caller, began) {
            self.leaves_message(contact, began.plus(minutes(1)));
        }
    }
}
