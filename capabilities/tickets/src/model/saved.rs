//! Views that people keep.

use kernel::{TeamId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::forms::{TicketFilter, TicketOrder};

/// A filter as it is kept in a view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = TicketViewFilter)]
#[allow(missing_docs, reason = "the same as the query of the list")]
pub struct ViewFilter {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<TicketOrder>,
}

/// A view to be kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketSavedViewForm)]
pub struct SavedViewForm {
    /// What people read.
    pub name: String,
    /// Whether everybody has it; that is for those who may manage shared ones.
    #[serde(default)]
    pub shared: bool,
    /// The team that has it, when not everybody does; that is for them as well.
    #[serde(default)]
    pub team: Option<TeamId>,
    /// What it shows.
    pub filter: ViewFilter,
    /// The version that was changed; what somebody else changed since is told as 409. Nothing said: it is saved over.
    #[serde(default)]
    pub version: Option<u64>,
}

/// A view that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketSavedView)]
pub struct SavedView {
    /// The view.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Whether everybody has it.
    pub shared: bool,
    /// The team that has it.
    pub team: Option<TeamId>,
    /// Whose it is.
    pub owner: UserId,
    /// What it shows.
    pub filter: ViewFilter,
    /// Counts up with each change.
    pub version: u64,
    /// Who changed it last.
    pub changed_by: Option<UserId>,
    /// When it was changed last.
    pub changed_at: Option<Timestamp>,
}

impl From<ViewFilter> for TicketFilter {
    fn from(kept: ViewFilter) -> Self {
        Self {
            ticket_type: kept.ticket_type,
            state: kept.state,
            kind: kept.kind,
            priority: kept.priority,
            open: kept.open,
            overdue: kept.overdue,
            filed: kept.filed,
            assignee: kept.assignee,
            department: kept.department,
            q: kept.q,
            sort: kept.sort,
            ..Self::default()
        }
    }
}

/// What is to be counted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketCountForm {
    /// As views keep them, 120 at most.
    pub filters: Vec<ViewFilter>,
}

/// How many tickets a view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct TicketCount {
    /// So many; no more than 99 are counted.
    pub count: u32,
    /// Whether there are more.
    pub more: bool,
}

/// In what order the reader has the views.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketViewOrder)]
pub struct ViewOrder {
    /// Ids, the first first; a view that is not named comes after them.
    pub views: Vec<String>,
}
