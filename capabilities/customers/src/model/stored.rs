//! A customer as it is kept.

use std::collections::{BTreeMap, BTreeSet};

use customer::{Account, Lifecycle, Stage};
use kernel::{Actor, CustomerId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Consent, Kind, Level, Purpose};

/// Who changed a field last, and in which version of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "a record whose fields are named after what they hold")]
pub struct Touched {
    pub version: i64,
    pub at: Timestamp,
    pub actor: Actor,
}

/// What is kept of a customer and sought by nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "a record whose fields are named after what they hold")]
pub struct Details {
    pub company: String,
    pub nature: String,
    pub address: String,
    pub tags: BTreeSet<String>,
    pub fields: BTreeMap<String, String>,
    pub consents: BTreeMap<Purpose, Consent>,
    pub blocked_why: String,
    /// The last conversation that care knows of.
    pub last_contact: Option<Timestamp>,
    /// The last reminder of the end of the service period.
    pub reminded: Option<Timestamp>,
    /// The last change of each field.
    pub touched: BTreeMap<String, Touched>,
}

/// A customer as it is kept: nothing masked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "a record whose fields are named after what they hold")]
pub struct Stored {
    pub id: CustomerId,
    pub kind: Kind,
    pub name: String,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub accounts: Vec<Account>,
    pub region: String,
    pub blocked: bool,
    pub notes: String,
    pub details: Details,
    pub lifecycle: Lifecycle,
    pub merged_into: Option<CustomerId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl Stored {
    /// How entry flows treat the customer.
    pub fn level(&self) -> Level {
        Level::of(self.stage(), self.blocked)
    }

    /// Where the customer stands.
    pub fn stage(&self) -> Stage {
        self.lifecycle.stage()
    }
}
