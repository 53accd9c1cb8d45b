//! Tickets as the API shows them.

use std::collections::BTreeSet;

use kernel::{Actor, ContactId, CustomerId, Text, Timestamp, UserId};
use serde::Serialize;
use ticket::{
    Assignee, CategoryName, DepartmentName, DepartmentPhase, DepartmentWork, FieldValue, LinkKind, Notice,
    Possible, Priority, Reach, Severity, StateKind, StateName, Ticket, TicketClocks, TicketId, TypeName,
    Values,
};
use utoipa::ToSchema;

use super::filing::Hold;

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TicketSummary {
    /// The ticket.
    pub id: TicketId,
    /// Short number for people, without gaps.
    pub number: i64,
    /// The type.
    #[serde(rename = "type")]
    pub ticket_type: TypeName,
    /// One line.
    pub title: String,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Where, when it is a job on the spot.
    pub place: Option<String>,
    /// The state, by the name its type gives it.
    pub state: StateName,
    /// What the state means.
    pub kind: StateKind,
    /// How urgent.
    pub priority: Priority,
    /// Who works on it.
    pub assignee: Option<Assignee>,
    /// Which department has it now.
    pub department: Option<DepartmentName>,
    /// What the department is asked to do.
    pub asked: Option<String>,
    /// How far the department is.
    pub phase: Option<DepartmentPhase>,
    /// When it must be settled; null while that clock is paused or at rest.
    pub due_at: Option<Timestamp>,
    /// The due instant of any of its clocks that comes first.
    pub next_due_at: Option<Timestamp>,
    /// Its place in the list, by which the next page goes on.
    #[serde(skip)]
    pub rank: i64,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Counts the changes: who edits names the version seen.
    pub version: u64,
}

impl TicketSummary {
    /// What a list shows of a ticket.
    pub fn of(number: i64, ticket: &Ticket, clocks: &TicketClocks) -> Self {
        Self {
            id: ticket.id,
            number,
            ticket_type: ticket.ticket_type.clone(),
            title: ticket.title.clone(),
            customer_id: ticket.customer,
            customer_name: None,
            place: written(ticket, "place"),
            state: ticket.state.clone(),
            kind: ticket.kind,
            priority: ticket.priority,
            assignee: ticket.assignee,
            department: ticket.department.as_ref().map(|work| work.department.clone()),
            asked: ticket.department.as_ref().map(|work| work.matter.clone()),
            phase: ticket.department.as_ref().map(|work| work.phase),
            due_at: clocks.resolution_due(),
            next_due_at: clocks.next_due(),
            rank: 0,
            created_at: ticket.created_at,
            closed_at: ticket.closed_at,
            version: ticket.version,
        }
    }
}

/// What is written in a field of the form.
fn written(ticket: &Ticket, field: &str) -> Option<String> {
    match ticket.fields.get(field) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// The customer of a ticket, as far as who works on it needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketCustomer)]
pub struct CustomerView {
    /// The customer.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// Numbers: whole for the department or worker that has the job, masked for others.
    pub phones: Vec<String>,
}

/// Another ticket that is named in this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketRelated)]
pub struct RelatedView {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// What its state means.
    pub kind: StateKind,
}

/// A change of state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketStep)]
#[allow(missing_docs, reason = "a record whose fields are named after what they hold")]
pub struct StepView {
    pub at: Timestamp,
    pub actor: Actor,
    pub name: String,
    pub from: StateName,
    pub to: StateName,
    pub why: Option<String>,
}

/// A ticket that this one belongs together with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketLink)]
pub struct LinkView {
    /// How.
    pub kind: LinkKind,
    /// The other ticket.
    pub ticket: TicketId,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Ticket)]
pub struct TicketView {
    /// What a list shows.
    #[serde(flatten)]
    pub summary: TicketSummary,
    /// What it is about.
    pub matter: String,
    /// The category.
    pub category: Option<CategoryName>,
    /// Contacts in which it came up.
    pub contacts: BTreeSet<ContactId>,
    /// How bad, 1 is worst.
    pub severity: Severity,
    /// How many it concerns.
    pub reach: Reach,
    /// Values of the form.
    #[schema(value_type = BTreeMap<String, FieldValue>)]
    pub fields: Values,
    /// The department's work, while there is some.
    pub department_work: Option<DepartmentWork>,
    /// Departments that have had it.
    pub departments: BTreeSet<DepartmentName>,
    /// Tickets it belongs together with.
    pub links: Vec<LinkView>,
    /// Where it went up.
    pub merged_into: Option<TicketId>,
    /// What went up in it.
    pub absorbed: BTreeSet<TicketId>,
    /// Who hears of changes.
    pub watchers: BTreeSet<UserId>,
    /// Every change of state.
    pub steps: Vec<StepView>,
    /// What the customer is still to be told.
    pub to_tell: Vec<Notice>,
    /// How often it was opened again.
    pub reopened: u32,
    /// Who opened it.
    pub created_by: Actor,
    /// What the reader can do now.
    pub possible: Vec<Possible>,
    /// The customer.
    pub customer: Option<CustomerView>,
    /// Tickets named in this one that the reader may see.
    pub related: Vec<RelatedView>,
    /// What the customer says to the worker to confirm the work; only customer service sees it.
    pub confirmation_code: Option<String>,
    /// Whether the reader watches it.
    pub watched: bool,
    /// Why it is kept whatever the rule of filing says; only customer service sees it.
    pub hold: Option<Hold>,
}

impl TicketView {
    /// A ticket with what its reader can do now.
    pub fn of(number: i64, ticket: Ticket, clocks: &TicketClocks, possible: Vec<Possible>) -> Self {
        let summary = TicketSummary::of(number, &ticket, clocks);
        let steps = ticket.steps.into_iter().map(|step| StepView {
            at: step.at,
            actor: step.actor,
            name: step.name,
            from: step.from,
            to: step.to,
            why: step.why,
        });
        Self {
            summary,
            matter: ticket.matter,
            category: ticket.category,
            contacts: ticket.contacts,
            severity: ticket.severity,
            reach: ticket.reach,
            fields: ticket.fields,
            department_work: ticket.department,
            departments: ticket.departments,
            links: ticket.links.into_iter().map(|(kind, ticket)| LinkView { kind, ticket }).collect(),
            merged_into: ticket.merged_into,
            absorbed: ticket.absorbed,
            watchers: ticket.watchers,
            steps: steps.collect(),
            to_tell: ticket.to_tell,
            reopened: ticket.reopened,
            created_by: ticket.created_by,
            possible,
            customer: None,
            related: Vec::new(),
            confirmation_code: None,
            watched: false,
            hold: None,
        }
    }
}

/// One happening of a ticket's story.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = TicketStoryItem)]
pub struct StoryItem {
    /// Place in the event log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What, such as `tickets.moved` or `tickets.clock_breached`.
    pub kind: String,
    /// Who caused it.
    pub actor: Actor,
    /// The facts.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

/// Why a clock is due when it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketDue)]
pub struct DueView {
    /// What is measured.
    pub clock: String,
    /// What people read.
    pub label: Text,
    /// When it is due, if it runs.
    pub due_at: Option<Timestamp>,
    /// The due instant that was missed.
    pub breached_at: Option<Timestamp>,
    /// What was counted and what was not, step by step.
    pub steps: Vec<Text>,
}

/// A department that tickets are passed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Department {
    /// Its name.
    pub name: DepartmentName,
    /// What people read.
    pub label: Text,
}

/// A department with those who belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DepartmentWithMembers)]
pub struct DepartmentView {
    /// Its name.
    pub name: DepartmentName,
    /// What people read.
    pub label: Text,
    /// Who belongs to it.
    pub members: Vec<UserId>,
    /// Who is told when it stays silent; nobody named: all of them.
    pub head: Option<UserId>,
}
