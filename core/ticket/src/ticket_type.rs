//! Ticket types as data: states, moves, forms, clocks. A centre makes its own without code (TKT-1).

use std::collections::BTreeSet;

use kernel::{Actor, Text};
use serde::{Deserialize, Serialize};

use crate::clocks::ClockRule;
use crate::escalate::EscalationRule;
use crate::field::{FieldDef, FieldValue, Values};
use crate::{CategoryName, DepartmentName, FieldName, MoveName, StateName, TypeName};

/// What a state means, whatever a type calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// Customer service works on it.
    Open,
    /// The customer must do something; clocks that pause do so.
    WaitingForCustomer,
    /// Something else must come, such as parts; clocks that pause do so.
    WaitingForOther,
    /// With a department.
    Department,
    /// With a worker.
    Worker,
    /// A return visit will show whether it is settled.
    Visit,
    /// Over.
    Closed,
}

impl StateKind {
    /// Whether clocks that pause do so here.
    pub fn is_waiting(self) -> bool {
        matches!(self, StateKind::WaitingForCustomer | StateKind::WaitingForOther)
    }

    /// Whether the solution stands here: only the customer's word may be missing.
    pub fn is_solved(self) -> bool {
        matches!(self, StateKind::Visit | StateKind::Closed)
    }
}

/// Which sort of person may do something. One person may be several: a supervisor serves customers too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Customer service.
    Service,
    /// Supervisor or team leader.
    Supervisor,
    /// A department behind.
    Department,
    /// A worker on the way.
    Worker,
    /// The customer.
    Customer,
    /// The program itself.
    System,
}

/// Who is doing something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doer {
    /// Who.
    pub actor: Actor,
    /// As what.
    pub parties: BTreeSet<Party>,
    /// Of which department.
    pub department: Option<DepartmentName>,
}

impl Doer {
    /// Somebody with these parts.
    pub fn new(actor: Actor, parties: impl IntoIterator<Item = Party>) -> Self {
        Self { actor, parties: parties.into_iter().collect(), department: None }
    }

    /// Of a department.
    #[must_use]
    pub fn of(mut self, department: &str) -> Self {
        self.parties.insert(Party::Department);
        self.department = Some(department.into());
        self
    }

    /// Whether one of these parts is held.
    pub fn is_any(&self, parties: &[Party]) -> bool {
        parties.iter().any(|party| self.parties.contains(party))
    }
}

/// A state of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StateDef {
    /// Its name.
    pub name: StateName,
    /// What people read.
    pub label: Text,
    /// What it means.
    pub kind: StateKind,
    /// Where a ticket that waits here goes on when the customer writes or calls; none: it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_customer_wrote: Option<StateName>,
}

/// What must be true of a value for a move to be possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The field has just this value.
    Is {
        /// The field.
        field: FieldName,
        /// The value.
        value: FieldValue,
    },
    /// The number is no more than that.
    AtMost {
        /// The field.
        field: FieldName,
        /// The most.
        most: i64,
    },
    /// One of these fields is filled.
    AnyFilled {
        /// The fields.
        fields: Vec<FieldName>,
    },
}

impl Condition {
    /// Fields it looks at.
    pub fn fields(&self) -> Vec<&FieldName> {
        match self {
            Condition::Is { field, .. } | Condition::AtMost { field, .. } => vec![field],
            Condition::AnyFilled { fields } => fields.iter().collect(),
        }
    }

    /// Whether it is true of the values.
    pub fn holds(&self, values: &Values) -> bool {
        match self {
            Condition::Is { field, value } => values.get(field) == Some(value),
            Condition::AtMost { field, most } => {
                matches!(values.get(field), Some(FieldValue::Whole(number)) if number <= most)
            }
            Condition::AnyFilled { fields } => {
                fields.iter().any(|field| values.get(field).is_some_and(FieldValue::is_filled))
            }
        }
    }
}

/// A move between states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveDef {
    /// Its name.
    pub name: MoveName,
    /// What stands on the button.
    pub label: Text,
    /// From which states.
    pub from: Vec<StateName>,
    /// To which state.
    pub to: StateName,
    /// Who may do it.
    pub by: Vec<Party>,
    /// Fields that must be filled by then.
    #[serde(default)]
    pub needs: Vec<FieldName>,
    /// What must be true of the values, those given with the move included.
    #[serde(default)]
    pub only_if: Vec<Condition>,
    /// Whether a reason must be given.
    #[serde(default)]
    pub needs_reason: bool,
}

/// How a type works with departments (TKT-5): both ways of answering, until the customer is satisfied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DepartmentRule {
    /// From which states it can be passed on.
    pub from: Vec<StateName>,
    /// With the department.
    pub with: StateName,
    /// The department has given written feedback; customer service answers the customer.
    pub feedback: StateName,
    /// The customer has been answered and is asked whether that will do.
    pub asking: StateName,
    /// The customer is satisfied.
    pub satisfied: StateName,
}

/// How a closed or visited ticket is opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReopenRule {
    /// In which state it opens.
    pub to: StateName,
}

/// A ticket type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TicketType {
    /// Its name.
    pub name: TypeName,
    /// What people read.
    pub label: Text,
    /// Counts the editions.
    pub version: u32,
    /// Whether a customer stands behind it, who is told of changes.
    pub for_customers: bool,
    /// Who may open one.
    pub opened_by: Vec<Party>,
    /// The state in which a ticket begins.
    pub start: StateName,
    /// The states.
    pub states: Vec<StateDef>,
    /// The moves.
    pub moves: Vec<MoveDef>,
    /// The form.
    pub fields: Vec<FieldDef>,
    /// Categories that fit; none: all.
    #[serde(default)]
    pub categories: Vec<CategoryName>,
    /// Work with departments, if there is any.
    #[serde(default)]
    pub department: Option<DepartmentRule>,
    /// How it is opened again, if it can be.
    #[serde(default)]
    pub reopen: Option<ReopenRule>,
    /// The clocks.
    #[serde(default)]
    pub clocks: Vec<ClockRule>,
    /// Who hears of what.
    #[serde(default)]
    pub escalations: Vec<EscalationRule>,
}

impl TicketType {
    /// A state by its name.
    pub fn state(&self, name: &StateName) -> Option<&StateDef> {
        self.states.iter().find(|state| state.name == *name)
    }

    /// A move by its name.
    pub fn a_move(&self, name: &MoveName) -> Option<&MoveDef> {
        self.moves.iter().find(|found| found.name == *name)
    }

    /// A field by its name.
    pub fn field(&self, name: &FieldName) -> Option<&FieldDef> {
        self.fields.iter().find(|field| field.name == *name)
    }
}
