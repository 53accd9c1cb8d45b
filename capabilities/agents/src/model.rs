//! Agents, teams and skills.

use kernel::{AgentId, Refused, Role, SkillId, TeamId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A team of agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// A skill that queues demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Skill {
    /// The skill.
    pub id: SkillId,
    /// Its name.
    pub name: String,
}

/// How well an agent masters a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SkillLevel {
    /// The skill.
    pub skill: SkillId,
    /// Its name at that time.
    pub name: String,
    /// 1 (beginner) to 5 (master).
    pub level: u8,
}

/// What an agent may handle at the same time. A call weighs 100, a chat 20, an e-mail or ticket 10 by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Sum of weights that may not be exceeded.
    pub limit: u32,
    /// Most chats at a time.
    pub chats: u32,
}

impl Default for Capacity {
    fn default() -> Self {
        Self { limit: 100, chats: 5 }
    }
}

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Agent {
    /// The agent.
    pub id: AgentId,
    /// Staff number, also the SIP user name.
    pub staff_number: String,
    /// Name for people.
    pub name: String,
    /// The team.
    pub team: Option<Team>,
    /// Skills with levels.
    pub skills: Vec<SkillLevel>,
    /// What may be handled at the same time.
    pub capacity: Capacity,
    /// Still with the centre.
    pub active: bool,
}

/// A skill as a form names it: by name; unknown skills are created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillWish {
    /// Name of the skill.
    pub skill: String,
    /// 1 to 5.
    pub level: u8,
}

/// A new account, with the agent's posting where it has a staff number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUserWithPosting {
    /// Name to sign in with.
    pub username: String,
    /// Name for people.
    pub name: String,
    /// Role: agent, team_leader, quality, trainer, department or administrator.
    pub role: String,
    /// 8 to 256 characters.
    pub password: String,
    /// Staff number of an agent; the user name when an agent has none given.
    pub staff_number: Option<String>,
    /// Name of the team; created when unknown.
    pub team: Option<String>,
    /// Skills with levels.
    #[serde(default)]
    pub skills: Vec<SkillWish>,
}

impl NewUserWithPosting {
    /// Splits the form into the account; agents without a staff number get their user name as one.
    ///
    /// # Errors
    /// Refused for an unknown role or a level out of range.
    pub fn account(&self) -> Result<identity::NewUser, Refused> {
        let role: Role = self.role.parse()?;
        check_levels(&self.skills)?;
        let own = || (role == Role::Agent).then(|| self.username.clone());
        Ok(identity::NewUser {
            username: self.username.clone(),
            name: self.name.clone(),
            role,
            password: self.password.clone(),
            staff_number: self.staff_number.clone().or_else(own),
        })
    }
}

/// Refuses skill levels outside 1..=5 and empty names.
///
/// # Errors
/// Refused, naming the first field at fault.
pub fn check_levels(skills: &[SkillWish]) -> Result<(), Refused> {
    for (n, wish) in skills.iter().enumerate() {
        if !(1..=5).contains(&wish.level) {
            let field = format!("skills[{n}].level");
            return Err(Refused::field(&field, "技能等级应为 1–5", "A skill level is 1 to 5"));
        }
        if wish.skill.trim().is_empty() || wish.skill.len() > 100 {
            let field = format!("skills[{n}].skill");
            return Err(Refused::field(
                &field,
                "技能名称应为 1–100 个字节",
                "A skill has a name of 1 to 100 bytes",
            ));
        }
    }
    Ok(())
}
