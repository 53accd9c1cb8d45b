//! How promises are reminded of, escalated and offered.

use clock::Target;
use kernel::Refused;
use promise::{Owner, PromisePolicy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When which return visits are planned; none: not by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitSettings {
    /// After a complaint.
    pub complaint: Option<Target>,
    /// After a repair.
    pub repair: Option<Target>,
}

/// The policy of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseSettings {
    /// Reminders and escalation.
    pub policy: PromisePolicy,
    /// By when somebody who asks the hotline for a call is called back.
    pub call_back: Target,
    /// By when a voice message is answered.
    pub voice_message: Target,
    /// Call-backs that can be made in an open half hour; three for each agent when null.
    pub room_per_half_hour: Option<u32>,
    /// Who answers for what no agent answers for; a team when null.
    pub owner: Option<Owner>,
    /// Return visits.
    pub visits: VisitSettings,
}

impl Default for PromiseSettings {
    fn default() -> Self {
        Self {
            policy: PromisePolicy::default(),
            call_back: Target::working_hours(2),
            voice_message: Target::working_hours(2),
            room_per_half_hour: None,
            owner: None,
            visits: VisitSettings {
                complaint: Some(Target::working_days(2)),
                repair: Some(Target::working_days(1)),
            },
        }
    }
}

/// A year.
const LONGEST_S: u64 = 366 * 86_400;
const MOST_STEPS: usize = 5;

impl PromiseSettings {
    /// Refuses settings that make no sense, each at its field.
    ///
    /// # Errors
    /// Refused.
    pub fn check(&self) -> Result<(), Refused> {
        let mut refused = Refused::invalid("promises.settings", "设置有误", "The settings have faults");
        let policy = &self.policy;
        let falling = policy.remind_before_s.windows(2).all(|pair| pair[0] > pair[1]);
        let short = policy.remind_before_s.iter().all(|before| *before <= LONGEST_S);
        if !falling || !short || policy.remind_before_s.len() > MOST_STEPS {
            let (zh, en) = ("提醒时间由长到短，最多 5 次", "Reminders go from long to short, at most 5");
            refused = refused.with_field("policy.remind_before_s", zh, en);
        }
        let rising = policy.escalate_after_s.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let steps = (1..=MOST_STEPS).contains(&policy.escalate_after_s.len());
        if !rising || !steps || policy.escalate_after_s.iter().any(|(after, _)| *after > LONGEST_S) {
            let (zh, en) = ("升级时间由短到长，1 到 5 级", "Escalations go from short to long, 1 to 5");
            refused = refused.with_field("policy.escalate_after_s", zh, en);
        }
        if policy.tries_that_keep > 20 {
            refused = refused.with_field("policy.tries_that_keep", "最多 20 次", "At most 20");
        }
        let visits = &self.visits;
        let targets = [
            ("call_back", Some(self.call_back)),
            ("voice_message", Some(self.voice_message)),
            ("visits.complaint", visits.complaint),
            ("visits.repair", visits.repair),
        ];
        for (name, target) in targets {
            if target.is_some_and(|target| !possible(target)) {
                let (zh, en) = ("时限应在 1 秒到 1 年之间", "From one second to one year");
                refused = refused.with_field(name, zh, en);
            }
        }
        if self.room_per_half_hour.is_some_and(|room| !(1..=100_000).contains(&room)) {
            refused = refused.with_field("room_per_half_hour", "应在 1 到 100000 之间", "From 1 to 100,000");
        }
        if refused.fields.is_empty() { Ok(()) } else { Err(refused) }
    }
}

fn possible(target: Target) -> bool {
    match target {
        Target::Elapsed { length_s } | Target::Working { length_s } => (1..=LONGEST_S).contains(&length_s),
        Target::WorkingDays { days } => (1..=250).contains(&days),
    }
}
