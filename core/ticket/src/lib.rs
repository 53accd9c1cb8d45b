//! Tickets: tracked work for customers, its types as data, and the rules by which it moves.
//!
//! A [`TicketType`] is data: states, moves, a form, clocks, escalations; [`built_in`] are those that come with the
//! product, [`TicketType::faults`] checks an edited one. A [`Ticket`] is what its events make ([`Ticket::from_events`]).
//! [`Ticket::decide`] answers a command with events or with a refusal that names what is possible; [`Ticket::possible`]
//! says the same beforehand. The work with departments (TKT-5) is the same for all types. [`TicketClocks`] are the
//! ticket's service-level clocks. [`ContactPath`] leads each contact to an end of the call manual (DSK-6).

pub mod built_in;
mod changes;
mod clocks;
mod command;
mod decide;
mod escalate;
mod event;
mod field;
mod filing;
mod fold;
mod names;
mod path;
mod priority;
mod standing;
mod ticket;
mod ticket_type;
mod validate;

pub use changes::{Change, changed_since, clashes};
pub use clocks::{ClockRule, TicketClocks, Trigger};
pub use command::{NewTicket, Other, Possible, TicketCommand};
pub use decide::Around;
pub use escalate::{EscalateOn, EscalateTo, Escalation, EscalationRule};
pub use event::{Assignee, LinkKind, Readers, Recorded, TicketEvent};
pub use field::{Choice, FieldDef, FieldKind, FieldValue, Values};
pub use filing::{Filing, FilingRule, Retention, Ties};
pub use names::{CategoryName, DepartmentName, FieldName, MoveName, StateName, TicketId, TypeName};
pub use path::{ContactPath, PathAnswer, PathEnd, PathQuestion};
pub use priority::{Priority, Reach, Severity, WorkOrder};
pub use standing::{Aim, Standing};
pub use ticket::{DepartmentPhase, DepartmentWork, Notice, Step, Ticket};
pub use ticket_type::{
    Condition, DepartmentRule, Doer, MoveDef, Party, ReopenRule, StateDef, StateKind, TicketType,
};
pub use validate::TypeFault;
