//! What administrators and leaders set: the router's own limits, queues, agents. All of it can change live.

use std::collections::BTreeSet;
use std::time::Duration;

use kernel::{AgentId, QueueId, Refused, SkillId};
use serde::{Deserialize, Serialize};

use crate::channel::PerChannel;
use crate::seconds;

/// Limits that hold for the whole centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RouterConfig {
    /// So many offers missed in a row make an agent's presence `missed`; at least 1.
    pub missed_limit: u32,
    /// So many offers refused in a row do the same, so that a device which refuses by itself is not rung for ever.
    pub refused_limit: Option<u32>,
    /// How long a contact given to a named agent waits for that agent before it falls back to its queue.
    #[serde(with = "seconds", rename = "directed_wait_s")]
    pub directed_wait: Duration,
    /// Offers numbered before this router started; offer ids count on from here.
    pub offers_before: u64,
}

impl Default for RouterConfig {
    fn default() -> Self {
        Self {
            missed_limit: 1,
            refused_limit: Some(3),
            directed_wait: Duration::from_secs(60),
            offers_before: 0,
        }
    }
}

/// A skill with a level from 1 (beginner) to 5 (expert): what a queue demands at least, or what an agent has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SkillLevel {
    /// The skill.
    pub skill: SkillId,
    /// From 1 to 5.
    pub level: u8,
}

/// How a queue chooses among agents who may take a contact. Ties go to the longest idle, then to the staff number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentChoice {
    /// The agent whose last contact of the channel lies longest back.
    #[default]
    LongestIdle,
    /// The agent with the highest sum of levels in the skills demanded.
    BestSkill,
    /// The agent with the smallest share of the capacity in use.
    LeastOccupied,
}

/// Preference for the agent who served the customer last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affinity {
    /// The agent is preferred when the customer comes back within this time.
    #[serde(with = "seconds", rename = "prefer_for_s")]
    pub prefer_for: Duration,
    /// While that agent is available but busy, the contact waits so long for this agent alone.
    #[serde(with = "seconds", rename = "wait_for_s")]
    pub wait_for: Duration,
}

/// What happens to a contact that has waited too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum OverflowAction {
    /// A skill is demanded at a lower level; 0 drops it.
    LowerSkill {
        /// The skill.
        skill: SkillId,
        /// The level demanded from now on.
        to: u8,
    },
    /// The agents of another queue may take the contact too.
    AddAgentsOf {
        /// The other queue.
        queue: QueueId,
    },
    /// The contact's priority rises.
    RaisePriority {
        /// By so many levels.
        by: i32,
    },
    /// The customer hears an announcement and may ask to be called back; the contact goes on waiting.
    OfferCallback,
    /// The contact leaves for voicemail.
    Voicemail,
    /// The contact leaves with a message.
    EndWithMessage,
}

/// A step taken after so much waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverflowStep {
    /// Waiting time after which it is taken.
    #[serde(with = "seconds", rename = "after_s")]
    pub after: Duration,
    /// What is done.
    #[serde(flatten)]
    pub action: OverflowAction,
}

/// A queue: where contacts wait for an agent with matching skills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueConfig {
    /// The queue.
    pub id: QueueId,
    /// Skills demanded, with minimum levels.
    #[serde(default)]
    pub required: Vec<SkillLevel>,
    /// Added to the priority of each contact; higher goes first.
    #[serde(default)]
    pub priority: i32,
    /// Contacts should be answered within this time of arrival; reported, never a rule of routing.
    #[serde(with = "seconds", rename = "service_target_s")]
    pub service_target: Duration,
    /// How long an offer stands.
    #[serde(with = "seconds", rename = "ring_timeout_s")]
    pub ring_timeout: Duration,
    /// Time for the record after a contact; none: the queue has no wrap-up.
    #[serde(default, with = "seconds::optional", rename = "wrap_up_limit_s")]
    pub wrap_up_limit: Option<Duration>,
    /// Whether wrap-up ends by itself at its limit; otherwise it is only reported as overdue.
    #[serde(default)]
    pub wrap_up_auto_finish: bool,
    /// Whether an agent in wrap-up gets no offers.
    #[serde(default = "yes")]
    pub blocks_while_wrap_up: bool,
    /// How an agent is chosen.
    #[serde(default)]
    pub choice: AgentChoice,
    /// Preference for the agent who served the customer last.
    #[serde(default)]
    pub affinity: Option<Affinity>,
    /// A contact's priority rises by one level for each such waiting time.
    #[serde(default, with = "seconds::optional", rename = "raise_every_s")]
    pub raise_every: Option<Duration>,
    /// Position and expected wait are announced at this interval.
    #[serde(default, with = "seconds::optional", rename = "announce_every_s")]
    pub announce_every: Option<Duration>,
    /// What happens after long waiting.
    #[serde(default)]
    pub overflow: Vec<OverflowStep>,
}

fn yes() -> bool {
    true
}

impl QueueConfig {
    /// A queue with the usual values: 15 s target, 15 s ring time-out, 60 s wrap-up that blocks, longest idle.
    pub fn new(id: QueueId) -> Self {
        Self {
            id,
            required: Vec::new(),
            priority: 0,
            service_target: Duration::from_secs(15),
            ring_timeout: Duration::from_secs(15),
            wrap_up_limit: Some(Duration::from_secs(60)),
            wrap_up_auto_finish: false,
            blocks_while_wrap_up: true,
            choice: AgentChoice::LongestIdle,
            affinity: None,
            raise_every: None,
            announce_every: None,
            overflow: Vec::new(),
        }
    }

    /// Whether a router takes it.
    ///
    /// # Errors
    /// Refused, naming the field at fault.
    pub fn check(&self) -> Result<(), Refused> {
        self.clone().settled().map(drop)
    }

    /// Checks the values and puts skills and steps in order.
    pub(crate) fn settled(mut self) -> Result<Self, Refused> {
        settle_skills("required", &mut self.required)?;
        for (field, duration) in [
            ("ring_timeout_s", Some(self.ring_timeout)),
            ("raise_every_s", self.raise_every),
            ("announce_every_s", self.announce_every),
            ("wrap_up_limit_s", self.wrap_up_limit),
        ] {
            if duration.is_some_and(|duration| duration < Duration::from_secs(1)) {
                return Err(Refused::field(
                    field,
                    "时长至少一秒",
                    "The duration must be at least one second",
                ));
            }
        }
        for (index, step) in self.overflow.iter().enumerate() {
            match step.action {
                OverflowAction::LowerSkill { to, .. } if to > 5 => {
                    let field = format!("overflow[{index}].to");
                    return Err(Refused::field(&field, "技能等级为 0 到 5", "A level is from 0 to 5"));
                }
                OverflowAction::AddAgentsOf { queue } if queue == self.id => {
                    let field = format!("overflow[{index}].queue");
                    return Err(Refused::field(&field, "请选择其他队列", "Name another queue"));
                }
                _ => {}
            }
        }
        self.overflow.sort_by_key(|step| step.after);
        Ok(self)
    }
}

/// How much work an agent takes at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Capacity {
    /// The weights of all contacts offered and handled together stay within this.
    pub limit: u32,
    /// What one contact of a channel weighs.
    pub weights: PerChannel<u32>,
    /// So many contacts of a channel at most.
    pub maxima: PerChannel<u32>,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            limit: 100,
            weights: PerChannel {
                voice: 100,
                chat: 20,
                email: 10,
                social: 20,
                sms: 10,
                in_app: 20,
                ticket: 10,
            },
            maxima: PerChannel { voice: 1, chat: 5, email: 10, social: 5, sms: 10, in_app: 5, ticket: 10 },
        }
    }
}

/// An agent as the router sees one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentConfig {
    /// The agent.
    pub id: AgentId,
    /// Staff number 工号; the last tie-breaker, shorter numbers first.
    pub staff_number: String,
    /// Skills with levels.
    #[serde(default)]
    pub skills: Vec<SkillLevel>,
    /// The queues this agent serves, given the skills; none: every queue whose skills the agent has.
    #[serde(default)]
    pub queues: Option<BTreeSet<QueueId>>,
    /// How much work at a time.
    #[serde(default)]
    pub capacity: Capacity,
}

impl AgentConfig {
    /// An agent without skills and with the usual capacity.
    pub fn new(id: AgentId, staff_number: impl Into<String>) -> Self {
        Self {
            id,
            staff_number: staff_number.into(),
            skills: Vec::new(),
            queues: None,
            capacity: Capacity::default(),
        }
    }

    /// Checks the values and puts the skills in order.
    pub(crate) fn settled(mut self) -> Result<Self, Refused> {
        settle_skills("skills", &mut self.skills)?;
        if self.staff_number.trim().is_empty() {
            return Err(Refused::field("staff_number", "请填写工号", "A staff number is needed"));
        }
        Ok(self)
    }
}

/// Sorts skills, keeps the highest level of each, refuses levels outside 1..=5.
pub(crate) fn settle_skills(field: &str, skills: &mut Vec<SkillLevel>) -> Result<(), Refused> {
    if let Some(index) = skills.iter().position(|skill| !(1..=5).contains(&skill.level)) {
        let field = format!("{field}[{index}].level");
        return Err(Refused::field(&field, "技能等级为 1 到 5", "A level is from 1 to 5"));
    }
    skills.sort_by(|a, b| a.skill.cmp(&b.skill).then(b.level.cmp(&a.level)));
    skills.dedup_by_key(|skill| skill.skill);
    Ok(())
}
