//! What is recommended to customers, one by one as they are spoken with.

use customer::{Answer, Offer, Standing};
use kernel::{Actor, Text, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Filter;

/// What is recommended, to whom, from when until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendationForm {
    /// What it is called.
    pub title: Text,
    /// What to say.
    pub text: Text,
    /// To whom; nobody on the block list.
    pub group: Filter,
    /// From when on.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Timestamp,
    /// Days after which somebody follows up an interest, 0..=90; 1 by default.
    #[serde(default = "next_day")]
    pub follow_up_days: u32,
    /// Of a change: the version that was seen.
    #[serde(default)]
    pub version: Option<i64>,
}

fn next_day() -> u32 {
    1
}

impl RecommendationForm {
    /// When it is proposed.
    pub fn offer(&self) -> Offer {
        Offer { from: self.from, until: self.until, follow_up_days: self.follow_up_days }
    }
}

/// How customers answered a recommendation: each counts once, by the last answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct AnswerCounts {
    /// Interested.
    pub interested: u64,
    /// Declined.
    pub declined: u64,
    /// To be asked later.
    pub later: u64,
}

/// A recommendation with what came of it so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recommendation {
    /// Names it.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What to say.
    pub text: Text,
    /// To whom.
    pub group: Filter,
    /// From when on.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Timestamp,
    /// Days after which somebody follows up an interest.
    pub follow_up_days: u32,
    /// Counts the changes.
    pub version: i64,
    /// Who made it.
    pub actor: Actor,
    /// How customers answered.
    pub counts: AnswerCounts,
}

/// What is kept of a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRecommendation {
    /// What was sent.
    pub form: RecommendationForm,
    /// Who made it.
    pub actor: Actor,
}

/// What one customer said to a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnswerView {
    /// What.
    #[serde(flatten)]
    pub answer: Answer,
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub actor: Actor,
}

/// A recommendation as it stands with one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CustomerRecommendation {
    /// Names the recommendation.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What to say.
    pub text: Text,
    /// Until when, exclusive.
    pub until: Timestamp,
    /// How it stands: only an `open` one is proposed.
    #[serde(flatten)]
    pub standing: Standing,
    /// What the customer said last.
    pub last: Option<AnswerView>,
}
