//! Records that may be one customer, and those that were made one.

use customer::{Likeness, Merge};
use kernel::{Actor, CustomerId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Customer;

/// Two records that may be one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DuplicatePair {
    /// The record known longer.
    pub one: Customer,
    /// The other.
    pub two: Customer,
    /// How alike they are, and why.
    pub likeness: Likeness,
}

/// A record that may be the same customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Lookalike {
    /// The other record.
    pub customer: Customer,
    /// How alike they are, and why.
    pub likeness: Likeness,
}

/// Which record goes up in this one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeForm {
    /// The record that goes up in the other.
    pub gone: CustomerId,
    /// Why; may be empty.
    #[serde(default)]
    pub why: String,
}

/// Two records that are two customers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DistinctForm {
    /// One.
    pub one: CustomerId,
    /// The other.
    pub two: CustomerId,
}

/// A merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MergeView {
    /// Names it.
    pub id: String,
    /// The record that stayed.
    pub kept: CustomerId,
    /// The record that went up in it.
    pub gone: CustomerId,
    /// Its name.
    pub gone_name: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Why.
    pub why: String,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// What a merge did beyond the profile, enough to undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRecord {
    /// What was joined.
    pub merge: Merge,
    /// The kept record came on the block list by it.
    pub blocked: bool,
    /// The kept record's notes came with it.
    pub notes: bool,
    /// Identities of the record that went up, as they were: kind, channel, value with extension.
    pub identities: Identities,
}

/// The identities of one record, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "a record whose fields are named after what they hold")]
pub struct Identities {
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub accounts: Vec<customer::Account>,
}
