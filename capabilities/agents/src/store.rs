//! The tables of agents, teams and skills.

use db::{Db, DbError, Row, Tx, args};
use kernel::{AgentId, SkillId, TeamId};

use crate::model::{Agent, Skill, SkillLevel, Team};

const AGENTS: &str = "SELECT a.id, a.staff_number, a.name, a.skills, a.capacity, a.active, a.team_id, \
                      t.name AS team_name FROM agents_agents a LEFT JOIN agents_teams t ON t.id = a.team_id";

fn agent(row: &Row) -> Result<Agent, DbError> {
    let team_id: Option<TeamId> = row.maybe("team_id")?;
    let team_name: Option<String> = row.maybe("team_name")?;
    Ok(Agent {
        id: row.get("id")?,
        staff_number: row.get("staff_number")?,
        name: row.get("name")?,
        team: team_id.zip(team_name).map(|(id, name)| Team { id, name }),
        skills: row.json("skills")?,
        capacity: row.json("capacity")?,
        active: row.get("active")?,
    })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

pub async fn save(tx: &mut Tx, agent: &Agent) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO agents_agents (id, staff_number, name, team_id, skills, capacity, active) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
         team_id = excluded.team_id, skills = excluded.skills, capacity = excluded.capacity, active = excluded.active",
        args![
            agent.id,
            &agent.staff_number,
            &agent.name,
            agent.team.as_ref().map(|team| team.id),
            json(&agent.skills),
            json(&agent.capacity),
            agent.active
        ],
    )
    .await?;
    Ok(())
}

pub async fn all(db: &Db) -> Result<Vec<Agent>, DbError> {
    db.rows(&format!("{AGENTS} ORDER BY a.staff_number"), args![]).await?.iter().map(agent).collect()
}

pub async fn by_staff_number(db: &Db, number: &str) -> Result<Option<Agent>, DbError> {
    let row = db.row(&format!("{AGENTS} WHERE a.staff_number = $1"), args![number]).await?;
    row.as_ref().map(agent).transpose()
}

/// An agent, as a transaction sees it.
pub async fn seen_by_staff_number(tx: &mut Tx, number: &str) -> Result<Option<Agent>, DbError> {
    let row = tx.row(&format!("{AGENTS} WHERE a.staff_number = $1"), args![number]).await?;
    row.as_ref().map(agent).transpose()
}

pub async fn by_id(db: &Db, id: AgentId) -> Result<Option<Agent>, DbError> {
    let row = db.row(&format!("{AGENTS} WHERE a.id = $1"), args![id]).await?;
    row.as_ref().map(agent).transpose()
}

pub async fn teams(db: &Db) -> Result<Vec<Team>, DbError> {
    let rows = db.rows("SELECT id, name FROM agents_teams ORDER BY name", args![]).await?;
    rows.iter().map(|row| Ok(Team { id: row.get("id")?, name: row.get("name")? })).collect()
}

pub async fn skills(db: &Db) -> Result<Vec<Skill>, DbError> {
    let rows = db.rows("SELECT id, name FROM agents_skills ORDER BY name", args![]).await?;
    rows.iter().map(|row| Ok(Skill { id: row.get("id")?, name: row.get("name")? })).collect()
}

/// The team of that name, made with `fresh` when there is none.
pub async fn team_named(tx: &mut Tx, name: &str, fresh: TeamId) -> Result<Team, DbError> {
    tx.execute(
        "INSERT INTO agents_teams (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        args![fresh, name],
    )
    .await?;
    let row = tx.row("SELECT id FROM agents_teams WHERE name = $1", args![name]).await?;
    let id = row.map(|row| row.get("id")).transpose()?.unwrap_or(fresh);
    Ok(Team { id, name: name.to_owned() })
}

/// The skill of that name, made with `fresh` when there is none.
pub async fn skill_named(tx: &mut Tx, name: &str, fresh: SkillId) -> Result<Skill, DbError> {
    tx.execute(
        "INSERT INTO agents_skills (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        args![fresh, name],
    )
    .await?;
    let row = tx.row("SELECT id FROM agents_skills WHERE name = $1", args![name]).await?;
    let id = row.map(|row| row.get("id")).transpose()?.unwrap_or(fresh);
    Ok(Skill { id, name: name.to_owned() })
}

/// Gives wished skills their ids.
pub async fn skill_levels(
    tx: &mut Tx,
    db: &Db,
    wishes: &[crate::SkillWish],
) -> Result<Vec<SkillLevel>, DbError> {
    let mut levels: Vec<SkillLevel> = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let skill = skill_named(tx, wish.skill.trim(), SkillId(db.new_uuid())).await?;
        levels.retain(|known| known.skill != skill.id);
        levels.push(SkillLevel { skill: skill.id, name: skill.name, level: wish.level });
    }
    Ok(levels)
}
