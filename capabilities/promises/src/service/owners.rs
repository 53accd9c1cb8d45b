//! Names of owners, and owners who leave.

use std::collections::HashMap;

use agents::Agent;
use kernel::{AgentId, Principal, Refused, Role, TeamId, UserId};
use promise::{Owner, PromisePolicy};
use tickets::Person;
use web::ApiResult;

use super::Promises;
use crate::model::OwnerView;
use crate::rules::entry::Entry;
use crate::rules::escalation::{self, Rank, Superior};

/// Names for a page of promises.
pub(super) struct Names {
    agents: HashMap<AgentId, Agent>,
    teams: HashMap<TeamId, String>,
    superiors: Vec<Superior>,
}

impl Names {
    pub(super) fn of(&self, owner: Owner) -> OwnerView {
        let nobody = || OwnerView { id: owner, name: String::new(), staff_number: None, team: None };
        match owner {
            Owner::Agent(id) => match self.agents.get(&id) {
                Some(agent) => OwnerView {
                    id: owner,
                    name: agent.name.clone(),
                    staff_number: Some(agent.staff_number.clone()),
                    team: agent.team.as_ref().map(|team| team.name.clone()),
                },
                None => nobody(),
            },
            Owner::Team(id) => {
                let name = self.teams.get(&id).cloned();
                OwnerView { name: name.clone().unwrap_or_default(), team: name, ..nobody() }
            }
            Owner::User(_) => nobody(),
        }
    }

    /// Who belongs to a team.
    pub(super) fn members(&self, team: TeamId) -> impl Iterator<Item = AgentId> {
        let belongs = move |agent: &&Agent| agent.team.as_ref().is_some_and(|own| own.id == team);
        self.agents.values().filter(belongs).map(|agent| agent.id)
    }

    /// Who hears of a promise now: nobody as long as it is not escalated, or when it is over.
    pub(super) fn hearing(&self, entry: &Entry, policy: &PromisePolicy) -> Vec<&Superior> {
        let Some(to) = escalation::level(&entry.promise, policy) else { return Vec::new() };
        let team = match entry.promise.owner() {
            Owner::Team(team) => Some(team),
            Owner::Agent(agent) => self.team_of(agent),
            Owner::User(user) => self.team_of(AgentId(user.0)),
        };
        escalation::hears(&self.superiors, team, to)
    }

    /// The team of an agent.
    pub(super) fn team_of(&self, agent: AgentId) -> Option<TeamId> {
        self.agents.get(&agent)?.team.as_ref().map(|team| team.id)
    }
}

impl Promises {
    pub(super) async fn names(&self) -> ApiResult<Names> {
        let system = Principal::system();
        let agents = self.below.agents.all(&system).await?;
        let teams = self.below.agents.teams(&system).await?;
        let people = self.below.tickets.known_people(&system).await?.into_iter();
        let superiors = people.filter_map(|person| {
            let rank = match person.role {
                Role::TeamLeader => Rank::Leads,
                Role::Administrator => Rank::Manages,
                Role::Agent
                | Role::Quality
                | Role::Trainer
                | Role::Department
                | Role::Dispatcher
                | Role::Worker => return None,
            };
            let Person { user_id: user, name, team, active, .. } = person;
            active.then_some(Superior { user, name, team, rank })
        });
        Ok(Names {
            superiors: superiors.collect(),
            agents: agents.into_iter().map(|agent| (agent.id, agent)).collect(),
            teams: teams.into_iter().map(|team| (team.id, team.name)).collect(),
        })
    }

    /// Refuses an owner that is not there or has left.
    pub(super) async fn known_owner(&self, owner: Owner, field: &str) -> ApiResult<()> {
        let there = match owner {
            Owner::Agent(id) => {
                let known = self.below.agents.by_id(id).await?.is_some();
                known && self.below.identity.is_active(UserId(id.0)).await?
            }
            Owner::User(id) => self.below.identity.is_active(id).await?,
            Owner::Team(id) => {
                let teams = self.below.agents.teams(&Principal::system()).await?;
                teams.iter().any(|team| team.id == id)
            }
        };
        if there {
            return Ok(());
        }
        let (zh, en) = ("没有这个负责人，或已离岗", "There is no such owner, or no more");
        Err(Refused::field(field, zh, en).into())
    }

    /// Who answers for the promises of an agent who leaves: the leader of the team, or whoever answers for the rest.
    pub(super) async fn heir_of(&self, agent: AgentId) -> ApiResult<Owner> {
        match self.below.agents.by_id(agent).await?.and_then(|agent| agent.team) {
            Some(team) => Ok(Owner::Team(team.id)),
            None => self.common_owner().await,
        }
    }
}
