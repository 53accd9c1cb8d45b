//! A ticket as its events make it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Actor, ContactId, CustomerId, Text, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::event::{Assignee, LinkKind, Recorded, TicketEvent};
use crate::field::Values;
use crate::priority::{Priority, Reach, Severity};
use crate::ticket_type::StateKind;
use crate::{CategoryName, DepartmentName, StateName, TicketId, TypeName};

/// How far a department is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DepartmentPhase {
    /// Passed on, not taken up yet.
    Passed,
    /// Taken up.
    Accepted,
    /// Written feedback is there; customer service answers the customer.
    FedBack,
    /// The customer has an answer and is asked whether that will do.
    Asking,
}

/// Work of a department on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DepartmentWork {
    /// Which department.
    pub department: DepartmentName,
    /// What it is to do.
    pub matter: String,
    /// Which time it has it, from 1.
    pub round: u32,
    /// How high in the department: 0 is the usual place, one higher with each further round.
    pub level: u8,
    /// How far it is.
    pub phase: DepartmentPhase,
    /// Since when.
    pub since: Timestamp,
    /// The state to which it returns.
    pub back_to: StateName,
    /// The kind of that state.
    pub back_kind: StateKind,
    /// What it found, as it wrote it.
    pub feedback: Option<String>,
}

/// The name of the step by which a ticket is opened again.
pub(crate) const REOPENING: &str = "reopen";

/// A change of state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// The name of the move or command.
    pub name: String,
    /// From which state.
    pub from: StateName,
    /// To which state.
    pub to: StateName,
    /// Why, if it was said.
    pub why: Option<String>,
}

/// Something the customer is still to be told: what changes the date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Since when.
    pub since: Timestamp,
    /// What.
    pub what: Text,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[allow(missing_docs, reason = "a record whose fields are named after what they hold")]
pub struct Ticket {
    pub id: TicketId,
    pub ticket_type: TypeName,
    pub type_version: u32,
    pub title: String,
    pub matter: String,
    pub category: Option<CategoryName>,
    pub customer: Option<CustomerId>,
    pub contacts: BTreeSet<ContactId>,
    pub severity: Severity,
    pub reach: Reach,
    pub priority: Priority,
    pub fields: Values,
    pub state: StateName,
    pub kind: StateKind,
    pub assignee: Option<Assignee>,
    /// The department's work, while there is some.
    pub department: Option<DepartmentWork>,
    /// Departments that have had it: they may see it.
    pub departments: BTreeSet<DepartmentName>,
    /// Rounds with each department so far.
    pub rounds: BTreeMap<DepartmentName, u32>,
    pub links: BTreeSet<(LinkKind, TicketId)>,
    pub merged_into: Option<TicketId>,
    pub absorbed: BTreeSet<TicketId>,
    pub watchers: BTreeSet<UserId>,
    pub attachments: usize,
    /// Every change of state, dated, with who and why.
    pub steps: Vec<Step>,
    /// What the customer is still to be told.
    pub to_tell: Vec<Notice>,
    pub reopened: u32,
    pub created_at: Timestamp,
    pub created_by: Actor,
    pub closed_at: Option<Timestamp>,
    /// Since when the solution stands: closed, or only to be confirmed by the return visit.
    #[serde(default)]
    pub solved_at: Option<Timestamp>,
    /// Counts the events: who edits names the version seen.
    pub version: u64,
}

impl Ticket {
    /// Whether nothing more is to be done here: closed, or gone up in another.
    pub fn is_over(&self) -> bool {
        self.is_closed() || self.merged_into.is_some()
    }

    /// Whether its last state is reached.
    pub fn is_closed(&self) -> bool {
        self.kind == StateKind::Closed
    }

    /// The ticket that all its events make; nothing if the first is not [`TicketEvent::Created`].
    pub fn from_events<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut ticket = Self::created(events.next()?)?;
        events.for_each(|event| ticket.apply(event));
        Some(ticket)
    }

    /// The ticket that its first event makes.
    pub fn created(first: &Recorded) -> Option<Self> {
        let TicketEvent::Created {
            id,
            ticket_type,
            type_version,
            title,
            matter,
            category,
            customer,
            contact,
            severity,
            reach,
            fields,
            state,
            kind,
        } = &first.event
        else {
            return None;
        };
        Some(Self {
            id: *id,
            ticket_type: ticket_type.clone(),
            type_version: *type_version,
            title: title.clone(),
            matter: matter.clone(),
            category: category.clone(),
            customer: *customer,
            contacts: contact.iter().copied().collect(),
            severity: *severity,
            reach: *reach,
            priority: Priority::of(*severity, *reach),
            fields: fields.clone(),
            state: state.clone(),
            kind: *kind,
            assignee: None,
            department: None,
            departments: BTreeSet::new(),
            rounds: BTreeMap::new(),
            links: BTreeSet::new(),
            merged_into: None,
            absorbed: BTreeSet::new(),
            watchers: BTreeSet::new(),
            attachments: 0,
            steps: Vec::new(),
            to_tell: Vec::new(),
            reopened: 0,
            created_at: first.at,
            created_by: first.actor.clone(),
            closed_at: None,
            solved_at: None,
            version: 1,
        })
    }
}
