//! What others changed since somebody looked: the second of two who edit sees it and loses nothing typed.

use std::collections::BTreeSet;

use kernel::{Actor, Timestamp};
use serde::{Deserialize, Serialize};

use crate::command::TicketCommand;
use crate::event::{Recorded, TicketEvent};
use crate::field::Values;

/// Something that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// What: `state`, `title`, `matter`, `category`, `priority`, `assignee`, `fields.place`.
    pub what: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: Actor,
}

/// What was changed after a version was seen. The log is the ticket's whole log: its version is the number of events.
pub fn changed_since(log: &[Recorded], seen: u64) -> Vec<Change> {
    let news = log.iter().skip(usize::try_from(seen).unwrap_or(usize::MAX));
    news.flat_map(|recorded| {
        let parts = parts_changed(&recorded.event);
        parts.into_iter().map(|what| Change { what, at: recorded.at, actor: recorded.actor.clone() })
    })
    .collect()
}

/// Those changes that a command would overwrite, or that take its ground away. None: it can be carried out although
/// something else has changed.
pub fn clashes(changes: &[Change], command: &TicketCommand) -> Vec<Change> {
    let touched: BTreeSet<String> = match command {
        TicketCommand::Edit { title, matter, category, fields } => {
            let mut touched = fields_of(fields);
            touched.extend(title.as_ref().map(|_| "title".to_owned()));
            touched.extend(matter.as_ref().map(|_| "matter".to_owned()));
            touched.extend(category.as_ref().map(|_| "category".to_owned()));
            touched
        }
        TicketCommand::Move { fields, .. } => {
            let mut touched = fields_of(fields);
            touched.insert("state".to_owned());
            touched
        }
        TicketCommand::Prioritise { .. } => ["priority".to_owned()].into(),
        TicketCommand::Assign { .. } => ["assignee".to_owned()].into(),
        TicketCommand::Pass { .. }
        | TicketCommand::Accept
        | TicketCommand::Return { .. }
        | TicketCommand::FeedBack { .. }
        | TicketCommand::AnsweredByDepartment { .. }
        | TicketCommand::Satisfaction { .. }
        | TicketCommand::Reopen { .. }
        | TicketCommand::MergeInto { .. }
        | TicketCommand::UndoMerge { .. } => ["state".to_owned()].into(),
        TicketCommand::InformCustomer { .. }
        | TicketCommand::CustomerWrote { .. }
        | TicketCommand::Link { .. }
        | TicketCommand::Unlink { .. }
        | TicketCommand::Absorb { .. }
        | TicketCommand::Release { .. }
        | TicketCommand::Split { .. }
        | TicketCommand::Note { .. }
        | TicketCommand::Watch { .. }
        | TicketCommand::Unwatch { .. }
        | TicketCommand::Attach { .. }
        | TicketCommand::Escalate { .. } => BTreeSet::new(),
    };
    changes.iter().filter(|change| touched.contains(&change.what)).cloned().collect()
}

fn fields_of(fields: &Values) -> BTreeSet<String> {
    fields.keys().map(|name| format!("fields.{name}")).collect()
}

fn parts_changed(event: &TicketEvent) -> Vec<String> {
    match event {
        TicketEvent::Edited { title, matter, category, fields } => {
            let mut parts: Vec<String> = fields_of(fields).into_iter().collect();
            parts.extend(title.as_ref().map(|_| "title".to_owned()));
            parts.extend(matter.as_ref().map(|_| "matter".to_owned()));
            parts.extend(category.as_ref().map(|_| "category".to_owned()));
            parts
        }
        TicketEvent::Moved { fields, .. } => {
            std::iter::once("state".to_owned()).chain(fields_of(fields)).collect()
        }
        TicketEvent::Prioritised { .. } => vec!["priority".to_owned()],
        TicketEvent::Assigned { .. } => vec!["assignee".to_owned()],
        TicketEvent::Passed { .. }
        | TicketEvent::Accepted
        | TicketEvent::Returned { .. }
        | TicketEvent::FedBack { .. }
        | TicketEvent::AnsweredByDepartment { .. }
        | TicketEvent::AnsweredFromFeedback { .. }
        | TicketEvent::Satisfied { .. }
        | TicketEvent::NotSatisfied { .. }
        | TicketEvent::Reopened { .. }
        | TicketEvent::MergedInto { .. }
        | TicketEvent::MergeUndone { .. } => vec!["state".to_owned()],
        TicketEvent::Created { .. }
        | TicketEvent::CustomerInformed { .. }
        | TicketEvent::CustomerWrote { .. }
        | TicketEvent::Linked { .. }
        | TicketEvent::Unlinked { .. }
        | TicketEvent::Absorbed { .. }
        | TicketEvent::Released { .. }
        | TicketEvent::SplitOff { .. }
        | TicketEvent::Noted { .. }
        | TicketEvent::Watched { .. }
        | TicketEvent::Unwatched { .. }
        | TicketEvent::Attached { .. }
        | TicketEvent::Escalated { .. } => Vec::new(),
    }
}
