//! What can be asked of a ticket.

use kernel::{ContactId, CustomerId, UserId};
use serde::{Deserialize, Serialize};

use crate::escalate::EscalateTo;
use crate::event::{Assignee, LinkKind, Readers};
use crate::field::Values;
use crate::priority::{Reach, Severity};
use crate::{CategoryName, DepartmentName, MoveName, StateName, TicketId, TypeName};

/// A ticket to be opened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct NewTicket {
    pub title: String,
    pub matter: String,
    #[serde(default)]
    pub category: Option<CategoryName>,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub contact: Option<ContactId>,
    #[serde(default)]
    pub severity: Option<Severity>,
    #[serde(default)]
    pub reach: Reach,
    #[serde(default)]
    pub fields: Values,
}

/// What must be known of another ticket to link or merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The ticket.
    pub id: TicketId,
    /// Its type.
    pub ticket_type: TypeName,
    /// Its customer.
    pub customer: Option<CustomerId>,
    /// Whether it is over.
    pub closed: bool,
    /// Where it went up, if it did.
    pub merged_into: Option<TicketId>,
    /// All tickets above it, for links of parts.
    pub ancestors: Vec<TicketId>,
}

/// What can be asked of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are named after what they hold; each command says what is asked")]
pub enum TicketCommand {
    /// A move of the type, with values for the form.
    Move { name: MoveName, fields: Values, reason: Option<String> },
    /// Change what is written.
    Edit { title: Option<String>, matter: Option<String>, category: Option<CategoryName>, fields: Values },
    /// Judge anew.
    Prioritise { severity: Severity, reach: Reach, why: String },
    /// Give it to somebody.
    Assign { to: Option<Assignee>, why: String },
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
    /// Customer service told the customer something: with feedback at hand that is the answer.
    InformCustomer { text: String, contact: Option<ContactId> },
    /// What the customer says to the answer; what is missing if not satisfied.
    Satisfaction { satisfied: bool, missing: String },
    /// Open it again.
    Reopen { why: String },
    /// The customer wrote or called about it.
    CustomerWrote { text: String, contact: Option<ContactId> },
    /// Belongs together with another.
    Link { kind: LinkKind, other: Other },
    /// Does not belong together.
    Unlink { kind: LinkKind, other: TicketId },
    /// Goes up in another ticket.
    MergeInto { target: Other, why: String },
    /// The merge was wrong.
    UndoMerge { why: String },
    /// The other ticket goes up in this one: the counterpart of a merge.
    Absorb { other: TicketId },
    /// The other ticket stands by itself again: the counterpart of undoing.
    Release { other: TicketId },
    /// A part becomes a ticket of its own.
    Split { child: TicketId, title: String },
    /// Write a note.
    Note { text: String, readers: Readers, mentions: Vec<UserId> },
    /// Hear of changes.
    Watch { user: UserId },
    /// Do not any more.
    Unwatch { user: UserId },
    /// Attach a stored file.
    Attach { file: String, name: String, bytes: u64 },
    /// Tell somebody above.
    Escalate { to: EscalateTo, why: String },
}

/// Something that is possible now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Possible {
    /// The command: the name of a move, or `pass`, `accept`, `return`, `feed_back`, `answered_by_department`,
    /// `inform_customer`, `satisfaction`, `reopen`, `undo_merge`.
    pub name: String,
    /// What stands on the button.
    pub label: kernel::Text,
    /// Where it leads, if that is one state.
    pub to: Option<StateName>,
    /// Fields that must be filled.
    pub needs: Vec<crate::FieldName>,
    /// Whether a reason must be given.
    pub needs_reason: bool,
}
