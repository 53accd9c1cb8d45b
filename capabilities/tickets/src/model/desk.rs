//! What people keep for their work and are told: macros, notices.

use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};
use ticket::{TicketId, TypeName};
use utoipa::{IntoParams, ToSchema};

use super::forms::Action;

/// Several actions under one name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketMacroForm)]
pub struct MacroForm {
    /// What stands on the button.
    pub name: Text,
    /// Types it fits; none named: all.
    #[serde(default)]
    pub types: Vec<TypeName>,
    /// What it does, in order; all of it or nothing.
    pub actions: Vec<Action>,
}

/// A macro as it is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TicketMacro)]
pub struct Macro {
    /// The macro.
    pub id: String,
    /// What stands on the button.
    pub name: Text,
    /// Types it fits; none named: all.
    pub types: Vec<TypeName>,
    /// What it does, in order.
    pub actions: Vec<Action>,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TicketNoticeKind)]
pub enum NoticeKind {
    /// It was given to the reader.
    Assigned,
    /// The reader was mentioned in a note.
    Mentioned,
    /// It was passed to the reader's department.
    Passed,
    /// A department answered or gave it back.
    Feedback,
    /// A clock warns, a clock was breached, somebody asks for help.
    Escalated,
    /// It was opened again, or the customer is not satisfied.
    Reopened,
    /// The customer wrote or called.
    CustomerWrote,
    /// Something changed on a ticket that the reader watches.
    Changed,
}

impl NoticeKind {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Mentioned => "mentioned",
            Self::Passed => "passed",
            Self::Feedback => "feedback",
            Self::Escalated => "escalated",
            Self::Reopened => "reopened",
            Self::CustomerWrote => "customer_wrote",
            Self::Changed => "changed",
        }
    }

    /// The kind with a name of the store.
    pub fn named(name: &str) -> Self {
        let all = [
            Self::Assigned,
            Self::Mentioned,
            Self::Passed,
            Self::Feedback,
            Self::Escalated,
            Self::Reopened,
            Self::CustomerWrote,
        ];
        all.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Changed)
    }
}

/// A notice to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketNotice)]
pub struct NoticeView {
    /// The notice.
    pub id: String,
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub kind: NoticeKind,
    /// What is said.
    pub text: Text,
    /// When.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

/// Which notices.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticeFilter {
    /// Only those that were not read.
    pub unread: Option<bool>,
    /// Items per page, 1..=200; 50 by default.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// How many notices were not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketUnread)]
pub struct Unread {
    /// So many.
    pub count: i64,
}

/// Notices that were read.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketNoticesRead)]
pub struct ReadForm {
    /// Which; none named: all.
    #[serde(default)]
    pub ids: Vec<String>,
}

/// The same for many tickets.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketBulkForm)]
pub struct BulkForm {
    /// Which, 200 at most.
    pub tickets: Vec<TicketId>,
    /// What is done with each, all of it or nothing.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Or the macro that is carried out on each.
    #[serde(default)]
    #[serde(rename = "macro")]
    pub macro_id: Option<String>,
}

/// What became of one of many tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketBulkResult)]
pub struct BulkResult {
    /// The ticket.
    pub ticket: TicketId,
    /// Whether it was done.
    pub done: bool,
    /// Why not.
    pub why: Option<Text>,
    /// What is possible instead.
    pub possible: Vec<String>,
}
