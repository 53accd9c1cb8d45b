//! What a request asks of one ticket, in the words of the rules.

use kernel::{Principal, UserId};
use ticket::{TicketCommand, TicketId, TypeName};

use crate::model::Action;

/// What a request asks.
#[derive(Debug, Clone)]
pub enum Asked {
    /// Something that concerns one ticket.
    Alone(TicketCommand),
    /// Something that concerns another ticket as well.
    Pair(PairCommand),
    /// A worker is sent out.
    Dispatch(UserId),
}

/// Something that concerns two tickets.
#[derive(Debug, Clone)]
pub enum PairCommand {
    /// They belong together.
    Link(ticket::LinkKind, TicketId),
    /// They do not.
    Unlink(ticket::LinkKind, TicketId),
    /// One goes up in the other.
    Merge(TicketId, String),
    /// It stands by itself again.
    UndoMerge(String),
    /// A part becomes a ticket of its own.
    Split(Part),
}

/// A part that becomes a ticket of its own.
#[derive(Debug, Clone)]
pub struct Part {
    /// One line.
    pub title: String,
    /// What it is about.
    pub matter: String,
    /// Its type, if it is another.
    pub ticket_type: Option<TypeName>,
}

impl Asked {
    /// What an action asks; to watch and not to is for who asks.
    pub fn of(action: Action, who: &Principal) -> Option<Self> {
        let pair = match action {
            Action::Link { kind, other } => PairCommand::Link(kind, other),
            Action::Unlink { kind, other } => PairCommand::Unlink(kind, other),
            Action::Merge { into, why } => PairCommand::Merge(into, why),
            Action::UndoMerge { why } => PairCommand::UndoMerge(why),
            Action::Split { title, matter, ticket_type } => {
                PairCommand::Split(Part { title, matter, ticket_type })
            }
            Action::Dispatch { worker } => return Some(Self::Dispatch(worker)),
            alone => return alone_command(alone, who).map(Self::Alone),
        };
        Some(Self::Pair(pair))
    }
}

fn alone_command(action: Action, who: &Principal) -> Option<TicketCommand> {
    use TicketCommand as C;
    let command = match action {
        Action::Move { name, fields, reason } => C::Move { name, fields, reason },
        Action::Edit { title, matter, category, fields } => C::Edit { title, matter, category, fields },
        Action::Prioritise { severity, reach, why } => C::Prioritise { severity, reach, why },
        Action::Assign { to, why } => C::Assign { to, why },
        Action::Pass { department, matter } => C::Pass { department, matter },
        Action::Accept => C::Accept,
        Action::Return { reason } => C::Return { reason },
        Action::FeedBack { text } => C::FeedBack { text },
        Action::AnsweredByDepartment { text, result } => C::AnsweredByDepartment { text, result },
        Action::InformCustomer { text, contact_id } => C::InformCustomer { text, contact: contact_id },
        Action::Satisfaction { satisfied, missing } => C::Satisfaction { satisfied, missing },
        Action::Reopen { why } => C::Reopen { why },
        Action::CustomerWrote { text, contact_id } => C::CustomerWrote { text, contact: contact_id },
        Action::Note { text, readers, mentions } => C::Note { text, readers, mentions },
        Action::Watch => C::Watch { user: who.user? },
        Action::Unwatch => C::Unwatch { user: who.user? },
        Action::Escalate { to, why } => C::Escalate { to, why },
        Action::Dispatch { .. }
        | Action::Link { .. }
        | Action::Unlink { .. }
        | Action::Merge { .. }
        | Action::UndoMerge { .. }
        | Action::Split { .. } => return None,
    };
    Some(command)
}
