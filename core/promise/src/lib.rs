//! Promises to customers: the words in which they are given, the ledger in which they stand, the room there is for
//! call-backs, and return visits.
//!
//! [`understand`] makes an instant of what an agent types for "by when", or refuses with times to offer; vague words
//! never become promises (PRM-4). A [`Promise`] is one promise from its making to its end, kept only by what really
//! happened. [`CallbackRoom`] says which half hours can still be offered (PRM-2). A [`ReturnVisit`] checks that a matter
//! is settled (PRM-3).

mod capacity;
mod ledger;
mod visit;
mod when;

pub use capacity::{CallbackRoom, Slot};
pub use ledger::{
    Escalation, Evidence, EvidenceKind, Owner, Promise, PromiseCommand, PromiseEvent, PromiseKind,
    PromisePolicy, PromiseState,
};
pub use visit::{ReturnVisit, VisitCommand, VisitEvent, VisitOutcome, VisitPlan, VisitReason, VisitState};
pub use when::{DayRef, Meaning, NotATime, Outside, Part, Suggestion, TimeRef, Understood, understand};
