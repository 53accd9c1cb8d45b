//! What each event makes of a promise.

use kernel::Timestamp;

use super::{Promise, PromiseEvent, PromiseState, REVIEW_EVERY};

impl Promise {
    /// The promise that its first event makes; nothing if that is not [`PromiseEvent::Made`].
    pub fn made(event: &PromiseEvent, at: Timestamp) -> Option<Self> {
        let PromiseEvent::Made { kind, matter, owner, due } = event else { return None };
        let state = match due {
            Some(due) => PromiseState::Made { due: *due },
            None => PromiseState::Awaiting { review_at: at.plus(REVIEW_EVERY) },
        };
        Some(Self {
            kind: *kind,
            matter: matter.clone(),
            owner: *owner,
            made_at: at,
            timed_at: at,
            state,
            moved: 0,
            tries: Vec::new(),
            reminded: 0,
            escalated: 0,
            version: 1,
        })
    }

    /// The promise after one more event. Events were decided before they were stored; one that does not fit the state
    /// changes nothing but the count.
    pub fn apply(&mut self, event: &PromiseEvent, at: Timestamp) {
        self.version += 1;
        match event {
            PromiseEvent::Made { .. } => {}
            PromiseEvent::DueSoon => {
                if let PromiseState::Made { due } = self.state {
                    self.state = PromiseState::DueSoon { due };
                }
            }
            PromiseEvent::Reminded { count } => {
                self.reminded = *count;
                if let PromiseState::Awaiting { review_at } = &mut self.state {
                    *review_at = at.plus(REVIEW_EVERY);
                }
            }
            PromiseEvent::Tried { evidence } => self.tries.push(evidence.clone()),
            PromiseEvent::Kept { evidence } => {
                let due = self.due().unwrap_or(at);
                self.state = PromiseState::Kept { due, evidence: evidence.clone() };
            }
            PromiseEvent::Broken => {
                if let Some(due) = self.due() {
                    self.state = PromiseState::Broken { due, made_good: None };
                }
            }
            PromiseEvent::MadeGood { evidence } => {
                if let PromiseState::Broken { made_good, .. } = &mut self.state {
                    *made_good = Some(evidence.clone());
                }
            }
            PromiseEvent::Escalated { count, .. } => self.escalated = *count,
            PromiseEvent::Moved { to, .. } => {
                self.moved += 1;
                self.give_time(*to, at);
            }
            PromiseEvent::BecameDue { due } => self.give_time(*due, at),
            PromiseEvent::Withdrawn { reason } => {
                self.state = PromiseState::Withdrawn { at, reason: reason.clone() };
            }
            PromiseEvent::Reassigned { owner } => self.owner = *owner,
        }
    }

    fn give_time(&mut self, due: Timestamp, at: Timestamp) {
        self.state = PromiseState::Made { due };
        self.timed_at = at;
        self.reminded = 0;
    }
}
