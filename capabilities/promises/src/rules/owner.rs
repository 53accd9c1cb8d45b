//! Who answers for what, and who may act on it.

use kernel::{AgentId, Principal, Refused, TeamId, UserId};
use promise::Owner;

use crate::LEAD;

/// The form in which an owner is stored and asked for.
pub fn key(owner: Owner) -> String {
    match owner {
        Owner::Agent(id) => format!("agent:{id}"),
        Owner::Team(id) => format!("team:{id}"),
        Owner::User(id) => format!("user:{id}"),
    }
}

/// Oneself as an owner.
pub fn oneself(who: &Principal) -> Option<Owner> {
    who.agent.map(Owner::Agent).or(who.user.map(Owner::User))
}

/// Reads `agent:ID`, `team:ID`, `user:ID`.
///
/// # Errors
/// It is none of these.
pub fn read(text: &str) -> Result<Owner, Refused> {
    let refused = || {
        let (zh, en) = (
            "应为 me、team、agent:编号、team:编号 或 user:编号",
            "Is me, team, agent:ID, team:ID or user:ID",
        );
        Refused::field("owner", zh, en)
    };
    let (sort, id) = text.split_once(':').ok_or_else(refused)?;
    let owner = match sort {
        "agent" => id.parse::<AgentId>().map(Owner::Agent),
        "team" => id.parse::<TeamId>().map(Owner::Team),
        "user" => id.parse::<UserId>().map(Owner::User),
        _ => return Err(refused()),
    };
    owner.map_err(|_| refused())
}

/// What belongs to another agent is for leaders; what belongs to a team is for whoever takes it.
///
/// # Errors
/// Forbidden.
pub fn may_act(who: &Principal, owner: Owner) -> Result<(), Refused> {
    let another = matches!(owner, Owner::Agent(_)) && oneself(who) != Some(owner);
    if another { who.require(LEAD) } else { Ok(()) }
}
