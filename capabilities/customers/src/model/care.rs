//! What is to be done for customers without their asking.

use customer::CareTaskKind;
use kernel::{Actor, CustomerId, Refused, Text, Timestamp};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

use super::{Filter, Level};
use customer::Stage;

/// What sort of task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CareKind {
    /// Contact a prospect.
    ContactProspect,
    /// Remind a member that the service period ends.
    RemindOfEnd,
    /// The service period has ended: renew or let lapse.
    DecideAfterEnd,
    /// Greet on a chosen date.
    Greeting,
    /// Tell of a risk.
    RiskNotice,
    /// Come back to what the customer said to a recommendation.
    FollowRecommendation,
}

impl CareKind {
    const ALL: [CareKind; 6] = [
        CareKind::ContactProspect,
        CareKind::RemindOfEnd,
        CareKind::DecideAfterEnd,
        CareKind::Greeting,
        CareKind::RiskNotice,
        CareKind::FollowRecommendation,
    ];

    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            CareKind::ContactProspect => "contact_prospect",
            CareKind::RemindOfEnd => "remind_of_end",
            CareKind::DecideAfterEnd => "decide_after_end",
            CareKind::Greeting => "greeting",
            CareKind::RiskNotice => "risk_notice",
            CareKind::FollowRecommendation => "follow_recommendation",
        }
    }
}

impl From<CareTaskKind> for CareKind {
    fn from(kind: CareTaskKind) -> Self {
        match kind {
            CareTaskKind::ContactProspect => CareKind::ContactProspect,
            CareTaskKind::RemindOfEnd => CareKind::RemindOfEnd,
            CareTaskKind::DecideAfterEnd => CareKind::DecideAfterEnd,
        }
    }
}

impl FromStr for CareKind {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| Refused::field("kind", "未知的任务种类", "There is no such kind of task"))
    }
}

/// A task for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CareView {
    /// Names it.
    pub id: String,
    /// The customer.
    pub customer_id: CustomerId,
    /// Name of the customer.
    pub customer: String,
    /// How to treat the customer.
    pub level: Level,
    /// Where the customer stands.
    pub stage: Stage,
    /// What sort.
    pub kind: CareKind,
    /// When.
    pub due_at: Timestamp,
    /// What to say; empty for tasks that speak for themselves.
    pub text: String,
    /// The recommendation that it comes from.
    pub recommendation: Option<Text>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// Who did it.
    pub done_by: Option<Actor>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Which tasks.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CareQuery {
    /// Only tasks of this customer, done ones as well.
    pub customer: Option<CustomerId>,
    /// Only this kind.
    pub kind: Option<CareKind>,
    /// Only tasks due before; the present instant by default, unless a customer is named.
    pub before: Option<Timestamp>,
    /// Items per page, 1..=200; 50 by default.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// What came of a task.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CareOutcome {
    /// In words.
    pub outcome: String,
}

/// A task for each customer of a group: a greeting on a date, a notice of a risk.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignForm {
    /// `greeting` or `risk_notice`.
    pub kind: CareKind,
    /// What to say.
    pub text: String,
    /// When.
    pub due_at: Timestamp,
    /// To whom.
    pub group: Filter,
}

/// What a campaign came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Campaign {
    /// Names it.
    pub id: String,
    /// How many tasks it made.
    pub tasks: u64,
}
