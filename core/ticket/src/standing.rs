//! How a ticket stands after a change, as far as it is counted: no names, no words of anybody.

use clock::{ClockKind, ClockState, ServiceClock};
use kernel::{ContactId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::clocks::TicketClocks;
use crate::event::Assignee;
use crate::priority::Priority;
use crate::ticket::{REOPENING, Ticket};
use crate::ticket_type::StateKind;
use crate::{DepartmentName, StateName, TypeName};

/// The clocks that measure the first reply, in the order in which a type's one is looked for.
const REPLIES: [ClockKind; 2] = [ClockKind::FirstResponse, ClockKind::SuggestionReply];

/// How far something with a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// When it is decided whether it was in time: it was done then, was due then and missed, or will be due. None while
    /// the clock is paused.
    pub decided_at: Option<Timestamp>,
    /// When it was done, in time or not.
    pub done_at: Option<Timestamp>,
}

impl Aim {
    /// How far a clock is; none for one that has not begun, or whose matter fell away in time.
    pub fn of(clock: &ServiceClock) -> Option<Self> {
        let missed = clock.breached();
        match clock.state() {
            ClockState::Idle => None,
            ClockState::Running { due, .. } => Some(Self { decided_at: missed.or(*due), done_at: None }),
            ClockState::Paused { .. } => Some(Self { decided_at: missed, done_at: None }),
            ClockState::Stopped { at, .. } => {
                Some(Self { decided_at: missed.or(Some(*at)), done_at: Some(*at) })
            }
            ClockState::Cancelled { .. } => {
                missed.map(|missed| Self { decided_at: Some(missed), done_at: None })
            }
        }
    }
}

/// How a ticket stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Short number for people.
    pub number: i64,
    /// Its type.
    pub ticket_type: TypeName,
    /// Its state.
    pub state: StateName,
    /// The kind of the state.
    pub kind: StateKind,
    /// How urgent it is.
    pub priority: Priority,
    /// Who has it.
    pub assignee: Option<Assignee>,
    /// The department that works on it.
    pub department: Option<DepartmentName>,
    /// The first contact about it.
    pub contact: Option<ContactId>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Since when it is worked on: from its opening, or the last time it was opened again.
    pub since: Timestamp,
    /// When its last state was reached.
    pub closed_at: Option<Timestamp>,
    /// Since when the solution stands: closed, or only to be confirmed by the return visit.
    pub solved_at: Option<Timestamp>,
    /// Whether it went up in another: then the other one counts.
    pub merged: bool,
    /// How often it was opened again.
    pub reopened: u32,
    /// The first reply.
    pub reply: Option<Aim>,
    /// The settlement.
    pub resolution: Option<Aim>,
}

impl Standing {
    /// How a ticket stands now.
    pub fn of(number: i64, ticket: &Ticket, clocks: &TicketClocks) -> Self {
        let again = ticket.steps.iter().rfind(|step| step.name == REOPENING);
        let aim = |kind: &ClockKind| clocks.get(kind).and_then(Aim::of);
        Self {
            number,
            ticket_type: ticket.ticket_type.clone(),
            state: ticket.state.clone(),
            kind: ticket.kind,
            priority: ticket.priority,
            assignee: ticket.assignee,
            department: ticket.department.as_ref().map(|work| work.department.clone()),
            contact: ticket.contacts.first().copied(),
            opened_at: ticket.created_at,
            since: again.map_or(ticket.created_at, |step| step.at),
            closed_at: ticket.closed_at,
            solved_at: ticket.solved_at,
            merged: ticket.merged_into.is_some(),
            reopened: ticket.reopened,
            reply: REPLIES.iter().find_map(aim),
            resolution: aim(&ClockKind::Resolution),
        }
    }
}
