//! Keeping tickets whatever the rule of filing says.

use kernel::{Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a ticket must be kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketHoldForm)]
pub struct HoldForm {
    /// The dispute, the investigation.
    pub why: String,
}

/// A ticket is kept whatever the rule of filing says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketHold)]
pub struct Hold {
    /// Why.
    pub why: String,
    /// Since when.
    pub at: Timestamp,
    /// Who said so.
    pub author: Option<UserId>,
    /// Name of who said so.
    pub author_name: Option<String>,
}
