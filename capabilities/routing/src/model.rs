//! Queues and breaks as the API shows them.

use kernel::{QueueId, Refused, SkillId, Text};
use router::{OverflowStep, Presence, QueueConfig};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A skill that a queue demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillDemand {
    /// Name of the skill; created when unknown.
    pub skill: String,
    /// Least level, 1 to 5.
    pub level: u8,
}

/// A queue as a form describes it. Durations are in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueForm {
    /// Name, unique.
    pub name: String,
    /// Name by which entry flows address the queue; its name where it has none.
    #[serde(default)]
    pub key: Option<String>,
    /// Skills demanded.
    #[serde(default)]
    pub required: Vec<SkillDemand>,
    /// Added to each contact's priority.
    #[serde(default)]
    pub priority: i32,
    /// Answer within this time of asking for a person.
    #[serde(default = "fifteen")]
    pub service_target_s: f64,
    /// How long an agent's device rings.
    #[serde(default = "fifteen")]
    pub ring_timeout_s: f64,
    /// Time for the record; null: no after-call work.
    #[serde(default = "minute")]
    pub wrap_up_limit_s: Option<f64>,
    /// After-call work ends by itself at its limit.
    #[serde(default)]
    pub wrap_up_auto_finish: bool,
    /// Agents in after-call work get no offers.
    #[serde(default = "yes")]
    pub blocks_while_wrap_up: bool,
    /// `longest_idle`, `best_skill` or `least_occupied`.
    #[serde(default = "longest_idle")]
    pub choice: String,
    /// Prefer the agent who served the customer last: for how long after, and how long to wait for that agent.
    #[serde(default)]
    pub affinity: Option<AffinityForm>,
    /// Priority rises by one level for each such waiting time.
    #[serde(default)]
    pub raise_every_s: Option<f64>,
    /// Position and expected wait are announced at this interval.
    #[serde(default)]
    pub announce_every_s: Option<f64>,
    /// What happens after long waiting: `{after_s, do: offer_callback | voicemail | raise_priority | …}`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub overflow: Vec<serde_json::Value>,
}

/// Preference for the agent who served the customer last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AffinityForm {
    /// The agent is preferred for so long after the last contact.
    pub prefer_for_s: f64,
    /// While that agent is busy, the contact waits so long for this agent alone.
    pub wait_for_s: f64,
}

fn fifteen() -> f64 {
    15.0
}

#[allow(clippy::unnecessary_wraps, reason = "serde wants a function of the field's type")]
fn minute() -> Option<f64> {
    Some(60.0)
}

fn yes() -> bool {
    true
}

fn longest_idle() -> String {
    "longest_idle".to_owned()
}

/// A queue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Queue {
    /// The queue.
    pub id: QueueId,
    /// Its settings.
    #[serde(flatten)]
    pub form: QueueForm,
}

const LONGEST_TIME: f64 = 86_400.0;

impl QueueForm {
    /// A queue with the usual settings.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            key: None,
            required: Vec::new(),
            priority: 0,
            service_target_s: fifteen(),
            ring_timeout_s: fifteen(),
            wrap_up_limit_s: minute(),
            wrap_up_auto_finish: false,
            blocks_while_wrap_up: true,
            choice: longest_idle(),
            affinity: None,
            raise_every_s: None,
            announce_every_s: Some(30.0),
            overflow: Vec::new(),
        }
    }

    /// The router's configuration; `skills` are the ids of the skills demanded, in the form's order.
    ///
    /// # Errors
    /// Refused, naming the field at fault.
    pub fn config(&self, id: QueueId, skills: &[SkillId]) -> Result<QueueConfig, Refused> {
        self.check()?;
        let required: Vec<_> = self
            .required
            .iter()
            .zip(skills)
            .map(|(demand, skill)| router::SkillLevel { skill: *skill, level: demand.level })
            .collect();
        for (n, step) in self.overflow.iter().enumerate() {
            serde_json::from_value::<OverflowStep>(step.clone()).map_err(|err| {
                Refused::field(&format!("overflow[{n}]"), format!("溢出步骤有误：{err}"), err.to_string())
            })?;
        }
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.remove("name");
            fields.remove("key");
            fields.insert("id".to_owned(), serde_json::json!(id));
            fields.insert("required".to_owned(), serde_json::json!(required));
        }
        let config: QueueConfig = serde_json::from_value(value)
            .map_err(|err| Refused::field("choice", format!("队列设置有误：{err}"), err.to_string()))?;
        // What the router would refuse must not be stored: nobody could wait in such a queue, nor remove it.
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Refused> {
        if self.name.trim().is_empty() || self.name.len() > 100 {
            return Err(Refused::field("name", "名称应为 1–100 个字节", "A name has 1 to 100 bytes"));
        }
        let times = [
            ("service_target_s", Some(self.service_target_s)),
            ("ring_timeout_s", Some(self.ring_timeout_s)),
            ("wrap_up_limit_s", self.wrap_up_limit_s),
            ("raise_every_s", self.raise_every_s),
            ("announce_every_s", self.announce_every_s),
            ("affinity.prefer_for_s", self.affinity.as_ref().map(|a| a.prefer_for_s / 365.0)),
            ("affinity.wait_for_s", self.affinity.as_ref().map(|a| a.wait_for_s)),
        ];
        for (field, time) in times {
            if time.is_some_and(|time| !(0.0..=LONGEST_TIME).contains(&time)) {
                return Err(Refused::field(field, "时长应在 0 到 24 小时之间", "A time of 0 to 24 hours"));
            }
        }
        for (n, demand) in self.required.iter().enumerate() {
            if !(1..=5).contains(&demand.level) {
                let field = format!("required[{n}].level");
                return Err(Refused::field(&field, "技能等级应为 1–5", "A skill level is 1 to 5"));
            }
        }
        Ok(())
    }
}

/// A kind of break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BreakKind {
    /// Stable name.
    pub kind: String,
    /// Name for people.
    pub name: Text,
    /// How long it may last, in seconds.
    pub limit_s: Option<i64>,
    /// A supervisor must agree first.
    pub needs_approval: bool,
}

/// A declaration of presence.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateForm {
    /// `available`, `break` or `offline`.
    pub state: String,
    /// Kind of break; `rest` when none is given.
    pub reason: Option<String>,
}

impl StateForm {
    /// The presence declared.
    ///
    /// # Errors
    /// Refused for an unknown state or break kind.
    pub fn presence(&self, kinds: &[BreakKind]) -> Result<Presence, Refused> {
        match self.state.as_str() {
            "available" => Ok(Presence::Available),
            "offline" => Ok(Presence::Offline),
            "break" => {
                let kind = self.reason.clone().unwrap_or_else(|| "rest".to_owned());
                if kinds.iter().any(|known| known.kind == kind) {
                    return Ok(Presence::Break { kind });
                }
                let known: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
                let known = known.join(", ");
                Err(Refused::field(
                    "reason",
                    format!("未知的小休类型，可用：{known}"),
                    format!("Breaks are: {known}"),
                ))
            }
            _ => Err(Refused::field(
                "state",
                "状态应为 available、break 或 offline",
                "A state is available, break or offline",
            )),
        }
    }
}
