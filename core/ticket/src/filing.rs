//! How long closed tickets stay in the lists, and how long they are kept (TKT-10).

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::TypeName;

const DAY: Duration = Duration::from_secs(86_400);

/// When closed tickets of a type are filed and deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days after the close until a ticket leaves the lists; it remains searchable.
    pub file_after_days: u32,
    /// Days after the close until it is deleted; none: never.
    pub delete_after_days: Option<u32>,
}

/// When closed tickets are filed and deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilingRule {
    /// Days after the close until a ticket leaves the lists; it remains searchable.
    pub file_after_days: u32,
    /// Days after the close until it is deleted; none: never.
    pub delete_after_days: Option<u32>,
    /// Types that are kept otherwise.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Retention>))]
    pub types: BTreeMap<TypeName, Retention>,
}

impl Default for FilingRule {
    /// Filed after 90 days, kept for three years, as the limitation of civil claims in China suggests (Civil Code,
    /// article 188).
    fn default() -> Self {
        Self { file_after_days: 90, delete_after_days: Some(3 * 365), types: BTreeMap::new() }
    }
}

/// Where a ticket is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filing {
    /// In the lists.
    AtHand,
    /// Filed: searchable, not in the lists.
    Filed,
    /// To be deleted.
    ToDelete,
}

/// What keeps a ticket from being deleted, however old it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ties {
    /// Somebody said that it must be kept: a dispute, an investigation.
    pub on_hold: bool,
    /// It is a crisis case, or belongs together with one: evidence (TKT-11).
    pub crisis: bool,
    /// A ticket that it belongs together with is not over.
    pub linked_to_open: bool,
    /// Something about it is still to be done: a promise, a return visit.
    pub still_owed: bool,
}

impl Ties {
    /// Whether nothing keeps it.
    pub fn is_free(self) -> bool {
        self == Self::default()
    }
}

impl FilingRule {
    /// How tickets of a type are kept.
    pub fn for_type(&self, name: &TypeName) -> Retention {
        self.types.get(name).copied().unwrap_or_else(|| self.for_others())
    }

    /// How tickets are kept whose type has no rule of its own.
    pub fn for_others(&self) -> Retention {
        Retention { file_after_days: self.file_after_days, delete_after_days: self.delete_after_days }
    }

    /// Where a ticket is kept at an instant; one that is not closed stays at hand, one that is tied is never deleted.
    pub fn of(&self, name: &TypeName, closed_at: Option<Timestamp>, ties: Ties, now: Timestamp) -> Filing {
        let Some(closed_at) = closed_at else { return Filing::AtHand };
        let retention = self.for_type(name);
        let past = |days: u32| now >= closed_at.plus(DAY * days);
        if ties.is_free() && retention.delete_after_days.is_some_and(past) {
            Filing::ToDelete
        } else if past(retention.file_after_days) {
            Filing::Filed
        } else {
            Filing::AtHand
        }
    }
}
