//! What others may ask of agents.

use std::sync::Arc;

use db::Db;
use identity::{Identity, User};
use kernel::{AgentId, NewEvent, Principal, Refused, SkillId, TeamId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{ApiResult, Seen};

use crate::model::{Agent, Capacity, NewUserWithPosting, Skill, SkillWish, Team, check_levels};
use crate::{MANAGE, READ, store};

/// What to change of an agent; absent fields stay.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentChange {
    /// Name of the team; created when unknown.
    pub team: Option<String>,
    /// All skills, replacing the present ones.
    pub skills: Option<Vec<SkillWish>>,
    /// Capacity.
    pub capacity: Option<Capacity>,
}

/// Agents, teams and skills.
pub struct Agents {
    db: Db,
    identity: Arc<Identity>,
}

impl Agents {
    /// The service over a migrated store.
    pub fn new(db: Db, identity: Arc<Identity>) -> Arc<Self> {
        Arc::new(Self { db, identity })
    }

    /// Creates an account and, with a staff number, the agent.
    ///
    /// # Errors
    /// Invalid fields; conflict when a name is taken; forbidden.
    pub async fn create_user(
        &self,
        who: &Principal,
        form: NewUserWithPosting,
    ) -> ApiResult<(User, Option<Agent>)> {
        let mut tx = self.db.begin().await?;
        let user = self.identity.create(&mut tx, who, form.account()?).await?;
        let agent = match (&user.staff_number, user.agent()) {
            (Some(staff_number), Some(id)) => {
                let team = match &form.team {
                    Some(name) => {
                        Some(store::team_named(&mut tx, name.trim(), TeamId(self.db.new_uuid())).await?)
                    }
                    None => None,
                };
                let skills = store::skill_levels(&mut tx, &self.db, &form.skills).await?;
                let agent = Agent {
                    id,
                    staff_number: staff_number.clone(),
                    name: user.name.clone(),
                    team,
                    skills,
                    capacity: Capacity::default(),
                    active: true,
                };
                store::save(&mut tx, &agent).await?;
                tx.emit(self.event(who, "agents.created", &agent));
                Some(agent)
            }
            _ => None,
        };
        tx.commit().await?;
        Ok((user, agent))
    }

    /// Changes team, skills or capacity of an agent; what is being handled is not touched (ACD-3).
    ///
    /// # Errors
    /// Not found, invalid levels, forbidden.
    pub async fn change(&self, who: &Principal, staff_number: &str, change: AgentChange) -> ApiResult<Agent> {
        self.edit(who, staff_number, change, &Seen::default()).await
    }

    /// Changes team, skills or capacity of an agent; what is being handled is not touched (ACD-3).
    ///
    /// # Errors
    /// Not found, invalid levels, forbidden; somebody else changed it meanwhile.
    pub async fn edit(
        &self,
        who: &Principal,
        staff_number: &str,
        change: AgentChange,
        seen: &Seen,
    ) -> ApiResult<Agent> {
        who.require(MANAGE)?;
        check_levels(change.skills.as_deref().unwrap_or_default())?;
        let mut tx = self.db.begin().await?;
        tx.take_turn("agents_agents").await?;
        let stored = store::seen_by_staff_number(&mut tx, staff_number).await?;
        let stored = stored.ok_or_else(|| Refused::not_found("坐席", "agent"))?;
        let mut agent = stored.clone();
        if let Some(name) = change.team.as_deref().map(str::trim) {
            agent.team = match name {
                "" => None,
                name => Some(store::team_named(&mut tx, name, TeamId(self.db.new_uuid())).await?),
            };
        }
        if let Some(wishes) = &change.skills {
            agent.skills = store::skill_levels(&mut tx, &self.db, wishes).await?;
        }
        agent.capacity = change.capacity.unwrap_or(agent.capacity);
        let subject = format!("agent:{}", agent.id);
        seen.refuse_unseen_of(&mut tx, (&subject, "agents.changed"), &stored, &agent).await?;
        store::save(&mut tx, &agent).await?;
        tx.emit(self.event(who, "agents.changed", &agent));
        tx.commit().await?;
        Ok(agent)
    }

    /// Creates a skill, or finds the one of that name.
    ///
    /// # Errors
    /// Forbidden; invalid name.
    pub async fn create_skill(&self, who: &Principal, name: &str) -> ApiResult<Skill> {
        who.require(MANAGE)?;
        check_levels(&[SkillWish { skill: name.to_owned(), level: 1 }])?;
        let mut tx = self.db.begin().await?;
        let skill = store::skill_named(&mut tx, name.trim(), SkillId(self.db.new_uuid())).await?;
        tx.commit().await?;
        Ok(skill)
    }

    /// Creates a team, or finds the one of that name.
    ///
    /// # Errors
    /// Forbidden; invalid name.
    pub async fn create_team(&self, who: &Principal, name: &str) -> ApiResult<Team> {
        who.require(MANAGE)?;
        if name.trim().is_empty() || name.len() > 100 {
            return Err(Refused::field("name", "名称应为 1–100 个字节", "A name has 1 to 100 bytes").into());
        }
        let mut tx = self.db.begin().await?;
        let team = store::team_named(&mut tx, name.trim(), TeamId(self.db.new_uuid())).await?;
        tx.commit().await?;
        Ok(team)
    }

    /// All agents by staff number.
    ///
    /// # Errors
    /// Forbidden without [`READ`].
    pub async fn all(&self, who: &Principal) -> ApiResult<Vec<Agent>> {
        who.require(READ)?;
        Ok(store::all(&self.db).await?)
    }

    /// All teams.
    ///
    /// # Errors
    /// Forbidden without [`READ`].
    pub async fn teams(&self, who: &Principal) -> ApiResult<Vec<Team>> {
        who.require(READ)?;
        Ok(store::teams(&self.db).await?)
    }

    /// All skills.
    ///
    /// # Errors
    /// Forbidden without [`READ`].
    pub async fn skills(&self, who: &Principal) -> ApiResult<Vec<Skill>> {
        who.require(READ)?;
        Ok(store::skills(&self.db).await?)
    }

    /// One agent by staff number.
    ///
    /// # Errors
    /// Not found.
    pub async fn by_staff_number(&self, staff_number: &str) -> ApiResult<Agent> {
        let agent = store::by_staff_number(&self.db, staff_number).await?;
        Ok(agent.ok_or_else(|| Refused::not_found("坐席", "agent"))?)
    }

    /// One agent.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn by_id(&self, id: AgentId) -> ApiResult<Option<Agent>> {
        Ok(store::by_id(&self.db, id).await?)
    }

    fn event(&self, who: &Principal, kind: &str, agent: &Agent) -> NewEvent {
        NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject: format!("agent:{}", agent.id),
            actor: who.actor(),
            data: web::with_origin(
                json!({"staff_number": agent.staff_number, "skills": agent.skills, "capacity": agent.capacity}),
            ).into(),
        }
    }
}
