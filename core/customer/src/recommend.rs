//! Personal recommendations: when one is proposed, and what an answer means (CUS-7).

use std::time::Duration;

use kernel::{Refused, Timestamp};
use serde::{Deserialize, Serialize};

const DAY: Duration = Duration::from_secs(86_400);

/// What a customer said to a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// Wants to hear more: somebody follows it up.
    Interested {
        /// What was said.
        #[serde(default)]
        note: String,
    },
    /// Does not want it: it is not proposed again.
    Declined {
        /// Why.
        #[serde(default)]
        note: String,
    },
    /// Wants to be asked later.
    Later {
        /// When.
        on: Timestamp,
        /// What was said.
        #[serde(default)]
        note: String,
    },
}

impl Answer {
    /// The name used by API and store.
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Interested { .. } => "interested",
            Answer::Declined { .. } => "declined",
            Answer::Later { .. } => "later",
        }
    }

    /// What was said.
    pub fn note(&self) -> &str {
        match self {
            Answer::Interested { note } | Answer::Declined { note } | Answer::Later { note, .. } => note,
        }
    }
}

/// How a recommendation stands with one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// To be proposed.
    Open,
    /// Its time has not come.
    Planned,
    /// The customer is asked again then.
    Waits {
        /// From when on.
        on: Timestamp,
    },
    /// The customer is interested.
    Interested,
    /// The customer declined.
    Declined,
    /// Its time is over and the customer never answered for good.
    Over,
}

/// When a recommendation is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// From when on.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Timestamp,
    /// Days after which somebody follows up an interest.
    pub follow_up_days: u32,
}

impl Offer {
    /// How it stands with a customer who last gave this answer.
    pub fn standing(&self, last: Option<&Answer>, now: Timestamp) -> Standing {
        let over = now >= self.until;
        match last {
            Some(Answer::Interested { .. }) => Standing::Interested,
            Some(Answer::Declined { .. }) => Standing::Declined,
            None | Some(Answer::Later { .. }) if over => Standing::Over,
            Some(Answer::Later { on, .. }) if now < *on => Standing::Waits { on: *on },
            None if now < self.from => Standing::Planned,
            None | Some(Answer::Later { .. }) => Standing::Open,
        }
    }

    /// When somebody comes back to a customer who gives this answer; nobody does when it was declined. An answer can
    /// be corrected as long as the recommendation runs.
    ///
    /// # Errors
    /// The recommendation does not run; a later day that is past or after its end.
    pub fn follow_up(&self, answer: &Answer, now: Timestamp) -> Result<Option<Timestamp>, Box<Refused>> {
        if now < self.from || now >= self.until {
            let (zh, en) = ("这条推荐不在有效期内。", "This recommendation does not run now.");
            return Err(Box::new(Refused::conflict("customers.recommendation_not_running", zh, en)));
        }
        match answer {
            Answer::Interested { .. } => Ok(Some(now.plus(DAY * self.follow_up_days))),
            Answer::Declined { .. } => Ok(None),
            Answer::Later { on, .. } if *on <= now => {
                Err(Box::new(Refused::field("on", "请选择今后的日期", "A day to come")))
            }
            Answer::Later { on, .. } if *on >= self.until => {
                let (zh, en) = (
                    "推荐届时已结束，请选更早的日期",
                    "The recommendation is over by then; choose an earlier day",
                );
                Err(Box::new(Refused::field("on", zh, en).with_until(self.until)))
            }
            Answer::Later { on, .. } => Ok(Some(*on)),
        }
    }
}
