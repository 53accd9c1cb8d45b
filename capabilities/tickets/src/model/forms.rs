//! What is asked of tickets.

use kernel::{ContactId, CustomerId, Text, UserId};
use serde::{Deserialize, Serialize};
use ticket::{
    Assignee, CategoryName, DepartmentName, EscalateTo, FieldValue, LinkKind, MoveName, Reach, Readers,
    Severity, TicketId, TypeName, Values,
};
use utoipa::{IntoParams, ToSchema};

use super::cases::Strokes;

/// A ticket to be opened.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicketForm {
    /// The type, such as `complaint`.
    #[serde(rename = "type")]
    pub ticket_type: TypeName,
    /// One line.
    pub title: String,
    /// What it is about; of the contact's record when left out.
    #[serde(default)]
    pub matter: String,
    /// The customer; the contact's when left out.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// The contact in which it came up: customer, matter and category are carried over.
    #[serde(default)]
    pub contact_id: Option<ContactId>,
    /// The category.
    #[serde(default)]
    pub category: Option<CategoryName>,
    /// 1 is worst.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// How many it concerns.
    #[serde(default)]
    pub reach: Reach,
    /// Values of the form of the type.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, FieldValue>)]
    pub fields: Values,
}

/// Something to be done with a ticket.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionForm {
    /// The version that was seen: what others changed since then is not overwritten, it is told (409).
    #[serde(default)]
    pub version: Option<u64>,
    /// A key that the client makes for this (a UUID, say): sent again with it, because the answer got lost, it is not
    /// done again. Remembered for 90 days.
    #[serde(default)]
    pub once: Option<String>,
    /// What.
    pub action: Action,
    /// The customer's signature, given with a move: it becomes the value of its field `signature`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Vec<Vec<u16>>>>)]
    pub signature: Option<Strokes>,
}

/// What can be done with a ticket.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = TicketAction)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "fields are named after what they hold; each action says what is done")]
pub enum Action {
    /// A move of the type, with values for the form.
    Move {
        name: MoveName,
        #[serde(default)]
        #[schema(value_type = BTreeMap<String, FieldValue>)]
        fields: Values,
        #[serde(default)]
        reason: Option<String>,
    },
    /// Change what is written; only what is given.
    Edit {
        #[serde(default)]
        title: Option<String>,
        #[serde(default)]
        matter: Option<String>,
        #[serde(default)]
        category: Option<CategoryName>,
        #[serde(default)]
        #[schema(value_type = BTreeMap<String, FieldValue>)]
        fields: Values,
    },
    /// Judge anew.
    Prioritise { severity: Severity, reach: Reach, why: String },
    /// Give it to somebody, or to nobody.
    Assign {
        to: Option<Assignee>,
        #[serde(default)]
        why: String,
    },
    /// Give it to a worker and send the worker out.
    Dispatch { worker: UserId },
    /// Pass it to a department.
    Pass { department: DepartmentName, matter: String },
    /// The department takes it up.
    Accept,
    /// The department gives it back.
    Return { reason: String },
    /// The department gives written feedback to customer service.
    FeedBack { text: String },
    /// The department answered the customer itself.
    AnsweredByDepartment { text: String, result: String },
    /// Customer service told the customer.
    InformCustomer {
        text: String,
        #[serde(default)]
        contact_id: Option<ContactId>,
    },
    /// What the customer says to the answer.
    Satisfaction {
        satisfied: bool,
        #[serde(default)]
        missing: String,
    },
    /// Open it again.
    Reopen { why: String },
    /// The customer wrote or called about it.
    CustomerWrote {
        text: String,
        #[serde(default)]
        contact_id: Option<ContactId>,
    },
    /// Belongs together with another.
    Link { kind: LinkKind, other: TicketId },
    /// Does not belong together.
    Unlink { kind: LinkKind, other: TicketId },
    /// Goes up in another ticket.
    Merge { into: TicketId, why: String },
    /// The merge was wrong.
    UndoMerge { why: String },
    /// A part becomes a ticket of its own; of the same type unless another is named.
    Split {
        title: String,
        matter: String,
        #[serde(rename = "type", default)]
        ticket_type: Option<TypeName>,
    },
    /// Write a note.
    Note {
        text: String,
        readers: Readers,
        #[serde(default)]
        mentions: Vec<UserId>,
    },
    /// Hear of changes.
    Watch,
    /// Do not any more.
    Unwatch,
    /// Tell somebody above.
    Escalate { to: EscalateTo, why: String },
}

/// In what order tickets are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketOrder {
    /// What breaches first comes first; what has no due instant comes last.
    #[default]
    Due,
    /// The newest first.
    Newest,
}

/// Which tickets.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TicketFilter {
    /// The type.
    #[serde(rename = "type")]
    pub ticket_type: Option<String>,
    /// The state.
    pub state: Option<String>,
    /// Only such as are not closed or merged, or only such as are.
    pub open: Option<bool>,
    /// What the state means, such as `department` or `visit`.
    pub kind: Option<String>,
    /// `urgent`, `high`, `normal` or `low`.
    pub priority: Option<String>,
    /// Only such as are late now, or only such as are not.
    pub overdue: Option<bool>,
    /// Only such as were filed, or only such as were not. Nothing said: those that were filed are left out, unless
    /// something in particular is looked for (`q`, `customer`, `contact`).
    pub filed: Option<bool>,
    /// Part of the title, or the number.
    pub q: Option<String>,
    /// `agent:ID`, `team:ID`, `user:ID`, `me`, or `none`.
    pub assignee: Option<String>,
    /// Which department has it now.
    pub department: Option<String>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The contact.
    pub contact: Option<ContactId>,
    /// What comes first: `due` (default) or `newest`.
    #[param(inline)]
    pub sort: Option<TicketOrder>,
    /// Items per page, 1..=200; 50 by default.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// What somebody who had the job before has to say about it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LateNoteForm {
    /// For customer service.
    pub text: String,
    /// Under this key it is written down once, however often it is sent.
    #[serde(default)]
    pub once: Option<String>,
}

/// A department as it is set.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartmentForm {
    /// What people read.
    pub label: Text,
    /// Who belongs to it; an account belongs to one department at most.
    #[serde(default)]
    pub members: Vec<UserId>,
    /// Who is told when it stays silent; nobody named: all of them.
    #[serde(default)]
    pub head: Option<UserId>,
}
