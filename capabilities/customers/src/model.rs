//! Customers as others see them.

use std::fmt;
use std::str::FromStr;

use kernel::{CustomerId, Refused, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a customer is to be treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Known, without membership.
    Visitor,
    /// Member.
    Member,
    /// Key account: holds agency rights, or is marked so.
    KeyAccount,
    /// On the block list: hears an announcement and is not queued.
    Blocked,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 4] = [Level::Visitor, Level::Member, Level::KeyAccount, Level::Blocked];

    /// The name used by API, store and entry flows.
    pub fn name(self) -> &'static str {
        match self {
            Level::Visitor => "visitor",
            Level::Member => "member",
            Level::KeyAccount => "key_account",
            Level::Blocked => "blocked",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        Self::ALL.into_iter().find(|level| level.name() == text).ok_or_else(|| {
            Refused::field("level", "未知的客户级别", "Levels are visitor, member, key_account, blocked")
        })
    }
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Customer {
    /// The customer.
    pub id: CustomerId,
    /// Name of the person or organisation.
    pub name: String,
    /// How to treat the customer.
    pub level: Level,
    /// Telephone numbers: whole for those who may see them, else masked.
    pub phones: Vec<String>,
    /// What to know before speaking with the customer.
    pub notes: String,
    /// Since when the customer is known.
    pub created_at: Timestamp,
}

/// A new or changed customer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerForm {
    /// Name of the person or organisation.
    pub name: String,
    /// Telephone numbers in any usual form.
    #[serde(default)]
    pub phones: Vec<String>,
    /// Level; visitor by default.
    pub level: Option<Level>,
    /// What to know before speaking with the customer.
    #[serde(default)]
    pub notes: String,
}
