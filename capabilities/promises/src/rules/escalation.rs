//! Who hears of a broken promise (PRM-1): the leader of the owner's team first, then those in charge.

use kernel::{TeamId, UserId};
use promise::{Escalation, Promise, PromisePolicy, PromiseState};

/// What somebody has to say over others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// Leads a team.
    Leads,
    /// Is in charge of the centre.
    Manages,
}

/// Somebody who hears of broken promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superior {
    /// The account.
    pub user: UserId,
    /// Name for people.
    pub name: String,
    /// The own team.
    pub team: Option<TeamId>,
    /// What over.
    pub rank: Rank,
}

/// How far a promise was escalated; not at all when it is over or was made good.
pub fn level(promise: &Promise, policy: &PromisePolicy) -> Option<Escalation> {
    let open = matches!(promise.state(), PromiseState::Broken { made_good: None, .. });
    let last = usize::try_from(promise.escalated()).ok()?.checked_sub(1)?;
    // Where the policy has fewer steps now, the last of them holds.
    let (_, to) = policy.escalate_after_s.get(last).or(policy.escalate_after_s.last())?;
    open.then_some(*to)
}

/// Who hears of it: of the leaders those of the owner's team; all of them only where the team has none. Where nobody has
/// the rank, the other rank hears it, so that it is never nobody.
pub fn hears(all: &[Superior], team: Option<TeamId>, to: Escalation) -> Vec<&Superior> {
    let of = |rank: Rank| all.iter().filter(move |one| one.rank == rank);
    let (first, second) = match to {
        Escalation::Leader => (Rank::Leads, Rank::Manages),
        Escalation::Management => (Rank::Manages, Rank::Leads),
    };
    let own: Vec<&Superior> = match to {
        Escalation::Leader => of(first).filter(|one| team.is_some() && one.team == team).collect(),
        Escalation::Management => Vec::new(),
    };
    let (ranked, others): (Vec<&Superior>, Vec<&Superior>) = (of(first).collect(), of(second).collect());
    [own, ranked, others].into_iter().find(|some| !some.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn superior(n: u128, team: Option<u128>, rank: Rank) -> Superior {
        Superior { user: UserId::from_u128(n), name: n.to_string(), team: team.map(TeamId::from_u128), rank }
    }

    fn names(all: &[Superior], team: Option<u128>, to: Escalation) -> Vec<&str> {
        hears(all, team.map(TeamId::from_u128), to).into_iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn the_leader_of_the_owners_team_hears_of_it_and_all_leaders_only_where_it_has_none() {
        let all = [
            superior(1, Some(1), Rank::Leads),
            superior(2, Some(2), Rank::Leads),
            superior(3, None, Rank::Leads),
            superior(9, None, Rank::Manages),
        ];
        assert_eq!(names(&all, Some(1), Escalation::Leader), ["1"]);
        assert_eq!(names(&all, Some(7), Escalation::Leader), ["1", "2", "3"]);
        assert_eq!(names(&all, None, Escalation::Leader), ["1", "2", "3"]);
        assert_eq!(names(&all, Some(1), Escalation::Management), ["9"]);
    }

    #[test]
    fn somebody_always_hears_of_it() {
        let manager = [superior(9, None, Rank::Manages)];
        assert_eq!(names(&manager, Some(1), Escalation::Leader), ["9"]);
        let leader = [superior(1, Some(2), Rank::Leads)];
        assert_eq!(names(&leader, Some(1), Escalation::Management), ["1"]);
    }
}
