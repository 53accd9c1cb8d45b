//! What is sent about customers.

use std::collections::{BTreeMap, BTreeSet};

use customer::{Account, Datum, KeyGround, LifecycleCommand, Stage};
use kernel::{CustomerId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Kind, Level, MemoKind, Purpose};

/// The least of a new customer.
#[derive(Debug, Clone, Default)]
pub struct CustomerForm {
    /// Name of the person or organisation.
    pub name: String,
    /// Telephone numbers in any usual form.
    pub phones: Vec<String>,
    /// Level; visitor by default.
    pub level: Option<Level>,
    /// What to know before speaking with the customer.
    pub notes: String,
}

/// A new or changed customer. What a change does not name stays as it is; a masked value stands for the one behind it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomerForm)]
pub struct ProfileForm {
    /// Name of the person or organisation.
    pub name: String,
    /// Person by default.
    pub kind: Option<Kind>,
    /// Telephone numbers in any usual form, extensions after a hyphen.
    pub phones: Option<Vec<String>>,
    /// E-mail addresses.
    pub emails: Option<Vec<String>>,
    /// Accounts on other channels.
    pub accounts: Option<Vec<Account>>,
    /// Of a new customer: the level to begin with. Later it follows from stage and block list.
    pub level: Option<Level>,
    /// Of a new customer: the stage to begin with; later there are moves.
    pub stage: Option<Stage>,
    /// Of a new customer who begins eliminated: why.
    pub eliminated_why: Option<String>,
    /// Of a new member: until when the service period runs.
    pub service_until: Option<Timestamp>,
    /// Of a new key account: why it is one.
    pub key_ground: Option<KeyGround>,
    /// The company.
    pub company: Option<String>,
    /// Nature of the company.
    pub nature: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Tags.
    pub tags: Option<BTreeSet<String>>,
    /// Values of the centre's own fields, by their names; an empty one removes it.
    pub fields: Option<BTreeMap<String, String>>,
    /// What the customer says to being contacted.
    #[schema(value_type = Option<BTreeMap<String, bool>>)]
    pub consents: Option<BTreeMap<Purpose, bool>>,
    /// On the block list.
    pub blocked: Option<bool>,
    /// Why.
    pub blocked_why: Option<String>,
    /// What to know before speaking with the customer.
    pub notes: Option<String>,
    /// Of a change: the version that was seen. What others changed since is then told instead of overwritten.
    pub version: Option<i64>,
}

impl From<CustomerForm> for ProfileForm {
    fn from(form: CustomerForm) -> Self {
        let (phones, notes) = (Some(form.phones), Some(form.notes));
        Self { name: form.name, phones, level: form.level, notes, ..Self::default() }
    }
}

/// A move of a customer's life.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = CustomerMoveForm)]
pub struct MoveForm {
    /// What is done, with what it needs.
    #[serde(flatten)]
    pub command: LifecycleCommand,
}

/// What is to be seen in whole, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealForm {
    /// What.
    pub datum: Datum,
    /// Why; kept in the audit log.
    pub reason: String,
}

/// A note on a customer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomerMemoForm)]
pub struct MemoForm {
    /// What sort.
    pub kind: MemoKind,
    /// What.
    pub text: String,
}

/// Which customers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = CustomerFilter)]
pub struct Filter {
    /// Part of the name, or a whole number, address or code. Who sees numbers or addresses in whole finds them by their
    /// begin as well.
    pub q: Option<String>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only this level.
    pub level: Option<Level>,
    /// Only this tag.
    pub tag: Option<String>,
    /// Only this region.
    pub region: Option<String>,
    /// Only persons or only organisations.
    pub kind: Option<Kind>,
}

/// What the reader may find by its begin. What is masked is found in whole only: who asks digit by digit learns nothing
/// that the mask hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByBegin {
    /// Telephone numbers.
    pub phones: bool,
    /// E-mail addresses.
    pub emails: bool,
}

/// What the store is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What the reader may find by its begin.
    pub by_begin: ByBegin,
    /// Which customers.
    pub filter: Filter,
    /// Only those known before this one.
    pub before: Option<CustomerId>,
    /// At most so many.
    pub limit: u32,
}
