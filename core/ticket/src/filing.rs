//! How long closed tickets stay in the lists, and how long they are kept (TKT-10).

use std::time::Duration;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

const DAY: Duration = Duration::from_secs(86_400);

/// When closed tickets are filed and deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilingRule {
    /// Days after the close until a ticket leaves the lists; it remains searchable.
    pub file_after_days: u32,
    /// Days after the close until it is deleted; none: never.
    pub delete_after_days: Option<u32>,
}

impl Default for FilingRule {
    /// Filed after 90 days, kept for three years, as the limitation of civil claims in China suggests (Civil Code,
    /// article 188).
    fn default() -> Self {
        Self { file_after_days: 90, delete_after_days: Some(3 * 365) }
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

impl FilingRule {
    /// Where a ticket is kept at an instant; one that is not closed stays at hand.
    pub fn of(self, closed_at: Option<Timestamp>, now: Timestamp) -> Filing {
        let Some(closed_at) = closed_at else { return Filing::AtHand };
        let past = |days: u32| now >= closed_at.plus(DAY * days);
        if self.delete_after_days.is_some_and(past) {
            Filing::ToDelete
        } else if past(self.file_after_days) {
            Filing::Filed
        } else {
            Filing::AtHand
        }
    }
}
