//! What can happen to a ticket.

use kernel::{Actor, AgentId, ContactId, CustomerId, TeamId, Text, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::escalate::EscalateTo;
use crate::field::Values;
use crate::priority::{Priority, Reach, Severity};
use crate::ticket_type::StateKind;
use crate::{CategoryName, DepartmentName, MoveName, StateName, TicketId, TypeName};

/// Who works on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "assignee", content = "id", rename_all = "snake_case")]
pub enum Assignee {
    /// An agent.
    Agent(AgentId),
    /// A team.
    Team(TeamId),
    /// A user without agent posting: a worker, somebody in a department.
    User(UserId),
}

/// How two tickets belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// See there as well.
    RelatesTo,
    /// This one is a part of the other.
    ChildOf,
    /// The other one is a part of this.
    ParentOf,
    /// This one has its cause in the problem there.
    CausedBy,
    /// This one is the problem that caused the other.
    Causes,
}

impl LinkKind {
    /// The same link seen from the other ticket.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            LinkKind::RelatesTo => LinkKind::RelatesTo,
            LinkKind::ChildOf => LinkKind::ParentOf,
            LinkKind::ParentOf => LinkKind::ChildOf,
            LinkKind::CausedBy => LinkKind::Causes,
            LinkKind::Causes => LinkKind::CausedBy,
        }
    }
}

/// Who may read a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    /// Customer service only.
    Service,
    /// Customer service and the department it was passed to.
    Department,
}

/// One happening in the life of a ticket, as it stands in the event log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
#[allow(missing_docs, reason = "fields are named after what they hold; each event says what happened")]
pub enum TicketEvent {
    /// Opened.
    Created {
        id: TicketId,
        ticket_type: TypeName,
        type_version: u32,
        title: String,
        matter: String,
        category: Option<CategoryName>,
        customer: Option<CustomerId>,
        contact: Option<ContactId>,
        severity: Severity,
        reach: Reach,
        fields: Values,
        state: StateName,
        kind: StateKind,
    },
    /// Went from one state to another.
    Moved {
        name: MoveName,
        from: StateName,
        to: StateName,
        kind: StateKind,
        fields: Values,
        reason: Option<String>,
    },
    /// What is written in it changed; only what changed is given.
    Edited { title: Option<String>, matter: Option<String>, category: Option<CategoryName>, fields: Values },
    /// Judged anew.
    Prioritised { severity: Severity, reach: Reach, priority: Priority, why: String },
    /// Given to somebody, or to nobody.
    Assigned { to: Option<Assignee>, why: String },
    /// Passed to a department, for the n-th time, at a level of it: 0 is the usual one.
    Passed {
        department: DepartmentName,
        matter: String,
        round: u32,
        level: u8,
        from: StateName,
        to: StateName,
    },
    /// The department took it up.
    Accepted,
    /// The department gave it back.
    Returned { reason: String, to: StateName, kind: StateKind },
    /// The department gave written feedback to customer service, which answers the customer.
    FedBack { text: String, to: StateName, kind: StateKind },
    /// The department answered the customer itself and reports the result.
    AnsweredByDepartment { text: String, result: String, to: StateName, kind: StateKind },
    /// Customer service answered the customer with what the department found.
    AnsweredFromFeedback { text: String, contact: Option<ContactId>, to: StateName, kind: StateKind },
    /// The customer was told how things stand.
    CustomerInformed { text: String, contact: Option<ContactId> },
    /// The customer is satisfied with the department's answer.
    Satisfied { to: StateName, kind: StateKind },
    /// The customer is not satisfied; the ticket goes back to the department.
    NotSatisfied { missing: String },
    /// Opened again.
    Reopened { why: String, from: StateName, to: StateName, kind: StateKind },
    /// The customer wrote or called about it; what waited for that goes on in a state.
    CustomerWrote {
        text: String,
        contact: Option<ContactId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<StateName>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<StateKind>,
    },
    /// Belongs together with another.
    Linked { kind: LinkKind, other: TicketId },
    /// Does not belong together.
    Unlinked { kind: LinkKind, other: TicketId },
    /// Went up in another ticket.
    MergedInto { target: TicketId, why: String },
    /// Another ticket went up in this one.
    Absorbed { other: TicketId },
    /// The merge was wrong: it stands by itself again, as before.
    MergeUndone { target: TicketId, why: String },
    /// The other ticket stands by itself again.
    Released { other: TicketId },
    /// A part of it became a ticket of its own.
    SplitOff { child: TicketId, title: String },
    /// Somebody wrote a note.
    Noted { text: String, readers: Readers, mentions: Vec<UserId> },
    /// Somebody wants to hear of changes.
    Watched { user: UserId },
    /// Somebody does not any more.
    Unwatched { user: UserId },
    /// A file was attached.
    Attached { file: String, name: String, bytes: u64 },
    /// Somebody above was told.
    Escalated { to: EscalateTo, why: Text },
}

/// An event with when and by whom: every move is dated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recorded {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    #[serde(flatten)]
    pub event: TicketEvent,
}

impl TicketEvent {
    /// The state that it enters, if it enters one.
    pub fn entered(&self) -> Option<(&StateName, StateKind)> {
        match self {
            TicketEvent::Created { state: to, kind, .. }
            | TicketEvent::Moved { to, kind, .. }
            | TicketEvent::Returned { to, kind, .. }
            | TicketEvent::FedBack { to, kind, .. }
            | TicketEvent::AnsweredByDepartment { to, kind, .. }
            | TicketEvent::AnsweredFromFeedback { to, kind, .. }
            | TicketEvent::Satisfied { to, kind }
            | TicketEvent::Reopened { to, kind, .. } => Some((to, *kind)),
            TicketEvent::Passed { to, .. } => Some((to, StateKind::Department)),
            TicketEvent::CustomerWrote { to, kind, .. } => to.as_ref().zip(*kind),
            TicketEvent::Edited { .. }
            | TicketEvent::Prioritised { .. }
            | TicketEvent::Assigned { .. }
            | TicketEvent::Accepted
            | TicketEvent::CustomerInformed { .. }
            | TicketEvent::NotSatisfied { .. }
            | TicketEvent::Linked { .. }
            | TicketEvent::Unlinked { .. }
            | TicketEvent::MergedInto { .. }
            | TicketEvent::Absorbed { .. }
            | TicketEvent::MergeUndone { .. }
            | TicketEvent::Released { .. }
            | TicketEvent::SplitOff { .. }
            | TicketEvent::Noted { .. }
            | TicketEvent::Watched { .. }
            | TicketEvent::Unwatched { .. }
            | TicketEvent::Attached { .. }
            | TicketEvent::Escalated { .. } => None,
        }
    }
}
