//! How urgent a ticket is, by severity and reach (TKT-3), and in what order work is done.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// How bad it is, 1 is worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "u8", into = "u8")]
pub struct Severity(u8);

impl Severity {
    /// The worst.
    pub const WORST: Severity = Severity(1);
    /// Where nobody has judged.
    pub const USUAL: Severity = Severity(3);

    /// A severity from 1 to 4.
    pub fn new(level: u8) -> Option<Self> {
        (1..=4).contains(&level).then_some(Self(level))
    }

    /// 1 to 4.
    pub fn level(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Severity {
    type Error = String;

    fn try_from(level: u8) -> Result<Self, String> {
        Self::new(level).ok_or_else(|| format!("{level} is no severity from 1 to 4"))
    }
}

impl From<Severity> for u8 {
    fn from(severity: Severity) -> u8 {
        severity.0
    }
}

/// How many it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// One customer.
    #[default]
    One,
    /// Several customers.
    Several,
    /// Many customers, or all.
    Many,
}

/// How urgent it is, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// At once.
    Urgent,
    /// Before others.
    High,
    /// In turn.
    Normal,
    /// When there is time.
    Low,
}

impl Priority {
    /// All, the most urgent first.
    pub const ALL: [Priority; 4] = [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low];

    /// What severity and reach make together: reach lifts by one step when many are concerned, and a severity of 2 when
    /// several are.
    pub fn of(severity: Severity, reach: Reach) -> Self {
        match (severity.level(), reach) {
            (1, _) | (2, Reach::Several | Reach::Many) => Priority::Urgent,
            (2, Reach::One) | (3, Reach::Many) => Priority::High,
            (3, Reach::One | Reach::Several) | (4, Reach::Many) => Priority::Normal,
            _ => Priority::Low,
        }
    }
}

/// A piece of work in a list: what breaches first comes first, then the more urgent, then the older.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkOrder {
    due: Timestamp,
    priority: Priority,
    created_at: Timestamp,
}

impl WorkOrder {
    /// The place of a piece of work; what has no due instant comes after all that has.
    pub fn new(due: Option<Timestamp>, priority: Priority, created_at: Timestamp) -> Self {
        Self { due: due.unwrap_or(Timestamp::from_micros(i64::MAX)), priority, created_at }
    }
}
