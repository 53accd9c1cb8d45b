//! What happened elsewhere, and which promises it keeps.

use kernel::{ContactId, Timestamp};
use promise::{Evidence, EvidenceKind, PromiseKind};

/// A conversation with the customer.
pub fn conversation(contact: ContactId, at: Timestamp) -> Evidence {
    Evidence { kind: EvidenceKind::CallMade, subject: format!("contact:{contact}"), at }
}

/// A call that did not reach the customer.
pub fn tried(contact: ContactId, at: Timestamp) -> Evidence {
    Evidence { kind: EvidenceKind::CallTried, subject: format!("contact:{contact}"), at }
}

/// Whether a conversation by itself shows that a promise was kept. That something was delivered, or that a return visit
/// was made with its questions, it does not show.
pub fn settled_by_conversation(kind: PromiseKind) -> bool {
    match kind {
        PromiseKind::CallBack
        | PromiseKind::TransferCallBack
        | PromiseKind::FirstReply
        | PromiseKind::ComplaintAnswer
        | PromiseKind::SuggestionReply
        | PromiseKind::RecoveryNotice => true,
        PromiseKind::ReturnVisit | PromiseKind::Action => false,
    }
}

/// Events of tickets that say: the customer has the answer.
pub const ANSWERED: &[&str] =
    &["tickets.customer_informed", "tickets.answered_from_feedback", "tickets.answered_by_department"];

/// Whether a promise of a ticket is kept by the answer to the customer.
pub fn settled_by_answer(kind: PromiseKind) -> bool {
    kind.kept_by().contains(&EvidenceKind::TicketAnswered)
}
