//! Return visits: a contact that we start to check that a matter is settled (PRM-3).

use std::time::Duration;

use clock::Target;
use kernel::{Refused, Text, Timestamp};
use serde::{Deserialize, Serialize};

/// Why a customer is visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitReason {
    /// After a complaint.
    Complaint,
    /// After a repair.
    Repair,
    /// After a purchase.
    Purchase,
    /// A customer who is to be cared for.
    SpecialCustomer,
}

impl VisitReason {
    /// When by default.
    pub fn default_target(self) -> Target {
        match self {
            VisitReason::Complaint => Target::working_days(2),
            VisitReason::Repair => Target::working_days(1),
            VisitReason::Purchase | VisitReason::SpecialCustomer => Target::working_days(7),
        }
    }

    /// The questions asked by default, by name; those that must be answered come first.
    pub fn default_script(self) -> Vec<(String, Text, bool)> {
        let question = |name: &str, zh: &str, en: &str, needed| (name.to_owned(), Text::new(zh, en), needed);
        let settled = match self {
            VisitReason::Complaint => question(
                "settled",
                "您反映的问题是否已经解决？",
                "Has what you complained about been settled?",
                true,
            ),
            VisitReason::Repair => {
                question("settled", "维修后使用是否正常？", "Does it work since the repair?", true)
            }
            VisitReason::Purchase => question(
                "settled",
                "商品是否收到并使用正常？",
                "Did the goods arrive and do they work?",
                true,
            ),
            VisitReason::SpecialCustomer => {
                question("settled", "近期的服务是否正常？", "Has the service been in order?", true)
            }
        };
        vec![
            settled,
            question(
                "attitude",
                "您对处理人员的态度是否满意？",
                "Were the people who helped you kind?",
                true,
            ),
            question("wishes", "您还有什么建议？", "What could we do better?", false),
        ]
    }
}

/// A visit as it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitPlan {
    /// Why.
    pub reason: VisitReason,
    /// By when.
    pub due: Timestamp,
    /// Questions: name, wording, whether it must be answered.
    pub script: Vec<(String, Text, bool)>,
    /// Calls until it is given up.
    pub most_tries: u32,
    /// Time between two calls, in seconds.
    pub again_after_s: u64,
}

impl VisitPlan {
    /// A plan with the default script: three calls, four hours apart.
    pub fn new(reason: VisitReason, due: Timestamp) -> Self {
        Self { reason, due, script: reason.default_script(), most_tries: 3, again_after_s: 4 * 3_600 }
    }
}

/// What a visit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum VisitOutcome {
    /// The matter is settled.
    Resolved,
    /// It is not: the ticket is opened again.
    Unresolved {
        /// What is missing.
        missing: String,
    },
}

/// Where a visit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum VisitState {
    /// To be made.
    Planned {
        /// Not before.
        from: Option<Timestamp>,
    },
    /// Made.
    Done {
        /// When.
        at: Timestamp,
        /// What it found.
        outcome: VisitOutcome,
        /// From 1 to 5.
        satisfaction: Option<u8>,
    },
    /// The customer was never reached.
    GivenUp {
        /// When.
        at: Timestamp,
    },
    /// Not needed any more.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why.
        why: String,
    },
}

/// What can be done with a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum VisitCommand {
    /// The customer was called and not reached.
    NotReached,
    /// The customer answered.
    Complete {
        /// Answers by the name of the question.
        answers: Vec<(String, String)>,
        /// What was found.
        outcome: VisitOutcome,
        /// From 1 to 5.
        satisfaction: Option<u8>,
        /// What happens next, if anything.
        next_step: Option<String>,
    },
    /// What the customer said stands in the ticket: who asked did not go by the script.
    RecordElsewhere {
        /// What was found.
        outcome: VisitOutcome,
        /// From 1 to 5.
        satisfaction: Option<u8>,
    },
    /// Not needed any more.
    Cancel {
        /// Why.
        why: String,
    },
}

/// What happened to a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum VisitEvent {
    /// Planned.
    Planned {
        /// How.
        plan: VisitPlan,
    },
    /// The customer was not reached.
    NotReached {
        /// Not to be called again before.
        again_from: Timestamp,
    },
    /// The customer was never reached: the leader decides.
    GivenUp,
    /// Made.
    Completed {
        /// Answers by the name of the question.
        answers: Vec<(String, String)>,
        /// What was found.
        outcome: VisitOutcome,
        /// From 1 to 5.
        satisfaction: Option<u8>,
        /// What happens next, if anything.
        next_step: Option<String>,
    },
    /// Not needed any more.
    Cancelled {
        /// Why.
        why: String,
    },
}

impl VisitEvent {
    /// What is missing, if the ticket is to be opened again.
    pub fn reopens(&self) -> Option<&str> {
        match self {
            VisitEvent::Completed { outcome: VisitOutcome::Unresolved { missing }, .. } => Some(missing),
            VisitEvent::Completed { outcome: VisitOutcome::Resolved, .. }
            | VisitEvent::Planned { .. }
            | VisitEvent::NotReached { .. }
            | VisitEvent::GivenUp
            | VisitEvent::Cancelled { .. } => None,
        }
    }
}

/// One return visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnVisit {
    plan: VisitPlan,
    state: VisitState,
    tries: u32,
}

impl ReturnVisit {
    /// A planned visit.
    pub fn new(plan: VisitPlan) -> Self {
        Self { plan, state: VisitState::Planned { from: None }, tries: 0 }
    }

    /// How it is planned.
    pub fn plan(&self) -> &VisitPlan {
        &self.plan
    }

    /// Where it stands.
    pub fn state(&self) -> &VisitState {
        &self.state
    }

    /// Calls that did not reach the customer.
    pub fn tries(&self) -> u32 {
        self.tries
    }

    /// Decides a command.
    ///
    /// # Errors
    /// The visit is over, or answers are missing.
    pub fn decide(&self, command: &VisitCommand, now: Timestamp) -> Result<Vec<VisitEvent>, Box<Refused>> {
        match self.state {
            VisitState::Planned { .. } => {}
            VisitState::Done { .. } | VisitState::GivenUp { .. } | VisitState::Cancelled { .. } => {
                let (zh, en) = ("回访已经结束", "The return visit is over");
                return Err(Box::new(Refused::conflict("visits.over", zh, en)));
            }
        }
        match command {
            VisitCommand::NotReached => {
                let again_from = now.plus(Duration::from_secs(self.plan.again_after_s));
                let mut events = vec![VisitEvent::NotReached { again_from }];
                if self.tries + 1 >= self.plan.most_tries {
                    events.push(VisitEvent::GivenUp);
                }
                Ok(events)
            }
            VisitCommand::Complete { answers, outcome, satisfaction, next_step } => {
                self.check_answers(answers, outcome, *satisfaction)?;
                Ok(vec![VisitEvent::Completed {
                    answers: answers.clone(),
                    outcome: outcome.clone(),
                    satisfaction: *satisfaction,
                    next_step: next_step.clone(),
                }])
            }
            VisitCommand::RecordElsewhere { outcome, satisfaction } => Ok(vec![VisitEvent::Completed {
                answers: Vec::new(),
                outcome: outcome.clone(),
                satisfaction: *satisfaction,
                next_step: None,
            }]),
            VisitCommand::Cancel { why } if why.trim().is_empty() => {
                Err(Box::new(Refused::field("why", "请说明取消原因", "Say why")))
            }
            VisitCommand::Cancel { why } => Ok(vec![VisitEvent::Cancelled { why: why.clone() }]),
        }
    }

    fn check_answers(
        &self,
        answers: &[(String, String)],
        outcome: &VisitOutcome,
        satisfaction: Option<u8>,
    ) -> Result<(), Box<Refused>> {
        let mut refused =
            Refused::invalid("visits.incomplete", "回访记录不完整", "The record is not complete");
        for (name, wording, _) in self.plan.script.iter().filter(|(.., needed)| *needed) {
            let answered =
                answers.iter().any(|(question, answer)| question == name && !answer.trim().is_empty());
            if !answered {
                let (zh, en) =
                    (format!("请填写“{}”的回答", wording.zh), format!("'{}' needs an answer", wording.en));
                refused = refused.with_field(&format!("answers.{name}"), zh, en);
            }
        }
        for (name, _) in
            answers.iter().filter(|(name, _)| !self.plan.script.iter().any(|(known, ..)| known == name))
        {
            refused =
                refused.with_field(&format!("answers.{name}"), "没有这个问题", "There is no such question");
        }
        if satisfaction.is_some_and(|score| !(1..=5).contains(&score)) {
            refused = refused.with_field("satisfaction", "评分为 1 到 5", "A score is from 1 to 5");
        }
        if *outcome == VisitOutcome::Resolved && satisfaction.is_none() {
            refused = refused.with_field(
                "satisfaction",
                "请填写客户给的评分",
                "Say which score the customer gives",
            );
        }
        if matches!(outcome, VisitOutcome::Unresolved { missing } if missing.trim().is_empty()) {
            refused = refused.with_field("outcome.missing", "请说明哪里未解决", "Say what is missing");
        }
        if refused.fields.is_empty() { Ok(()) } else { Err(Box::new(refused)) }
    }

    /// The visit after one more event.
    pub fn apply(&mut self, event: &VisitEvent, at: Timestamp) {
        match event {
            VisitEvent::Planned { plan } => *self = Self::new(plan.clone()),
            VisitEvent::NotReached { again_from } => {
                self.tries += 1;
                self.state = VisitState::Planned { from: Some(*again_from) };
            }
            VisitEvent::GivenUp => self.state = VisitState::GivenUp { at },
            VisitEvent::Completed { outcome, satisfaction, .. } => {
                self.state = VisitState::Done { at, outcome: outcome.clone(), satisfaction: *satisfaction };
            }
            VisitEvent::Cancelled { why } => self.state = VisitState::Cancelled { at, why: why.clone() },
        }
    }
}
