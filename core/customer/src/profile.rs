//! What is known of a customer, as far as it tells one from another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// An account on a channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The channel, such as `wechat`.
    pub channel: String,
    /// The id there.
    pub id: String,
}

/// A fact of which there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The company.
    Company,
    /// Its nature.
    Nature,
    /// The region.
    Region,
    /// Number of the booth.
    BoothNumber,
    /// Trading code, which only one customer has.
    TradingCode,
    /// Where the customer is.
    Address,
}

/// A customer's data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Name of the person or organisation.
    pub name: String,
    /// Numbers in the normal form.
    pub phones: BTreeSet<String>,
    /// E-mail addresses.
    pub emails: BTreeSet<String>,
    /// Accounts.
    pub accounts: BTreeSet<Account>,
    /// Tags.
    pub tags: BTreeSet<String>,
    /// Facts of which there is one.
    pub fields: BTreeMap<Field, String>,
    /// What else the centre keeps, by the names of its own definitions.
    #[serde(default)]
    pub custom: BTreeMap<String, String>,
}
