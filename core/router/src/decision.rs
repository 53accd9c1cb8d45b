//! Why a contact went to whom: kept with the offer, rendered on the contact's page.

use std::sync::Arc;
use std::time::Duration;

use kernel::{AgentId, SkillId, Text};
use serde::{Deserialize, Serialize};

use crate::seconds;

/// The rule that put the chosen agent before the next best one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The contact was given to this agent by name.
    Directed,
    /// The agent served the customer last.
    PreferredAgent,
    /// Nobody else could take it.
    OnlyCandidate,
    /// All others who could take it had failed to answer it before; the earliest failure goes first.
    FailedLeastRecently,
    /// The highest sum of levels in the skills demanded.
    BestSkill,
    /// The smallest share of the capacity in use.
    LeastOccupied,
    /// The longest idle on this channel.
    LongestIdle,
    /// All else being equal, the lower staff number.
    StaffNumber,
}

/// The agent who would have got the contact otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextBest {
    /// The agent.
    pub agent: AgentId,
    /// Staff number.
    pub staff_number: Arc<str>,
}

/// A skill demanded and the level that the chosen agent has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillMatch {
    /// The skill.
    pub skill: SkillId,
    /// The least level demanded.
    pub needed: u8,
    /// The agent's level.
    pub level: u8,
}

/// A decision and its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The rule that decided.
    pub rule: Rule,
    /// The chosen agent's staff number.
    pub staff_number: Arc<str>,
    /// Agents who could take the contact at that moment, the chosen one included.
    pub candidates: u32,
    /// Who would have been next.
    pub next_best: Option<NextBest>,
    /// The skills demanded, as the chosen agent has them.
    pub skills: Vec<SkillMatch>,
    /// How long the contact had waited.
    #[serde(with = "seconds", rename = "waited_s")]
    pub waited: Duration,
    /// Priority of contact and queue, with what waiting and overflow added.
    pub effective_priority: i32,
    /// Offers of this contact that had failed before.
    pub failed_before: u32,
}

impl Decision {
    /// The decision in words; `skill_name` gives the name of a skill.
    pub fn text(&self, skill_name: impl Fn(SkillId) -> Text) -> Text {
        let (rule_zh, rule_en) = self.rule_text();
        let waited = self.waited.as_millis();
        let (whole, tenths) = (waited / 1000, waited % 1000 / 100);
        let mut zh = format!("分配给 {}：{rule_zh}；", self.staff_number);
        let mut en = format!("Offered to {}: {rule_en}; ", self.staff_number);
        zh += &format!(
            "等待 {whole}.{tenths} 秒，优先级 {}，候选 {} 人",
            self.effective_priority, self.candidates
        );
        let people = if self.candidates == 1 { "candidate" } else { "candidates" };
        en += &format!(
            "waited {whole}.{tenths} s, priority {}, {} {people}",
            self.effective_priority, self.candidates
        );
        if let Some(next) = &self.next_best {
            zh += &format!("，其次为 {}", next.staff_number);
            en += &format!(", next best {}", next.staff_number);
        }
        if !self.skills.is_empty() {
            let names: Vec<Text> = self.skills.iter().map(|skill| skill_name(skill.skill)).collect();
            let list = |lang: fn(&Text) -> &str, have: &str, need: &str| -> Vec<String> {
                let matched = self.skills.iter().zip(&names);
                matched
                    .map(|(m, name)| format!("{} {have}{}{need}{}", lang(name), m.level, m.needed))
                    .collect()
            };
            zh += &format!("；技能：{}", list(|t| &t.zh, "", " 级≥").join("、"));
            en += &format!("; skills: {}", list(|t| &t.en, "level ", " ≥ ").join(", "));
        }
        if self.failed_before > 0 {
            zh += &format!("；此前 {} 次未接", self.failed_before);
            en += &format!("; not taken {} time(s) before", self.failed_before);
        }
        Text::new(zh, en)
    }

    fn rule_text(&self) -> (&'static str, &'static str) {
        match self.rule {
            Rule::Directed => ("指定坐席", "sent to this agent by name"),
            Rule::PreferredAgent => ("上次服务该客户的坐席优先", "this agent served the customer last"),
            Rule::OnlyCandidate => ("唯一可用坐席", "the only agent who could take it"),
            Rule::FailedLeastRecently => (
                "可用坐席此前均未接起，最早未接者先试",
                "all who could had failed before; the earliest failure goes first",
            ),
            Rule::BestSkill => ("技能等级最高", "the best skilled"),
            Rule::LeastOccupied => ("占用最少", "the least occupied"),
            Rule::LongestIdle => ("空闲最久", "the longest idle"),
            Rule::StaffNumber => ("条件相同，工号在前", "all else equal, the lower staff number"),
        }
    }
}
