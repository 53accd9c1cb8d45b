//! The figures over tickets.

use std::collections::BTreeMap;

use agents::Agent;
use kernel::{AgentId, Principal, Refused, Timestamp};
use web::ApiResult;
use workload::Indicator;

use super::{Reports, agent_view, counted_of};
use crate::model::{Counted, Figure, IndicatorView, TicketState, TicketsOfType};
use crate::period::{Filter, Question};
use crate::rules::aims::Aims;
use crate::rules::figures::in_numerator;
use crate::rules::ticketed::{Seen, TicketRound, of_tickets, states};
use crate::store;

/// Which tickets behind an indicator are wanted.
#[derive(Debug, Clone, Default)]
pub struct Drill {
    /// Only of this type.
    pub ticket_type: Option<String>,
    /// Only in this state.
    pub state: Option<String>,
}

impl Drill {
    fn fits(&self, round: &TicketRound) -> bool {
        self.ticket_type.as_ref().is_none_or(|wanted| *wanted == round.ticket_type)
            && self.state.as_ref().is_none_or(|wanted| *wanted == round.state)
    }

    /// Refuses to be asked of what counts no tickets.
    pub(super) fn of_no_tickets(&self) -> Result<(), Refused> {
        let (zh, en) = ("该指标不统计工单", "This indicator counts no tickets");
        match (&self.ticket_type, &self.state) {
            (Some(_), _) => Err(Refused::field("ticket_type", zh, en)),
            (None, Some(_)) => Err(Refused::field("state", zh, en)),
            (None, None) => Ok(()),
        }
    }
}

impl Filter {
    fn seen(&self, now: Timestamp) -> Seen {
        Seen { from: self.from, to: self.to, now }
    }
}

impl Reports {
    /// The rounds that the figures of a period are about; none for a queue.
    pub(super) async fn rounds(&self, filter: &Filter, now: Timestamp) -> ApiResult<Vec<TicketRound>> {
        if filter.queue.is_some() {
            return Ok(Vec::new());
        }
        Ok(store::tickets::load(&self.db, filter, filter.to.min(now)).await?)
    }

    /// Tickets by type and state, with the indicators of each type; the type with most opened first.
    ///
    /// # Errors
    /// As for [`Reports::indicators`].
    pub async fn tickets_by_type(
        &self,
        who: &Principal,
        question: &Question,
    ) -> ApiResult<Vec<TicketsOfType>> {
        let filter = self.filter(who, question).await?;
        let now = self.db.now();
        let mut by_type: BTreeMap<String, Vec<TicketRound>> = BTreeMap::new();
        for round in self.rounds(&filter, now).await? {
            by_type.entry(round.ticket_type.clone()).or_default().push(round);
        }
        let (seen, aims) = (filter.seen(now), self.aims().await?);
        let mut found: Vec<TicketsOfType> =
            by_type.into_iter().map(|(name, rounds)| of_type(name, &rounds, seen, &aims)).collect();
        found.sort_by_key(|one| std::cmp::Reverse(one.opened));
        Ok(found)
    }

    /// The tickets that an indicator counted; none if it counts no tickets.
    pub(super) async fn tickets_counted(
        &self,
        filter: &Filter,
        name: &str,
        drill: &Drill,
        staff: &BTreeMap<AgentId, Agent>,
    ) -> ApiResult<Option<Vec<Counted>>> {
        let now = self.db.now();
        let rounds = self.rounds(filter, now).await?;
        let rounds: Vec<TicketRound> = rounds.into_iter().filter(|round| drill.fits(round)).collect();
        let found = of_tickets(&rounds, filter.seen(now));
        let Some(indicator) = found.into_iter().find(|one| one.definition.name == name) else {
            return Ok(None);
        };
        let counted = indicator.members.iter().filter_map(|member| {
            let round = rounds.get(member.id)?;
            Some(Counted {
                contact_id: round.contact,
                ticket_id: Some(round.ticket.clone()),
                ticket_type: Some(round.ticket_type.clone()),
                ticket_state: Some(round.state.clone()),
                number: round.number,
                place: round.number.saturating_mul(ROUNDS).saturating_add(i64::from(round.round) + 1),
                counted_at: Some(round.since),
                agent: round.agent.and_then(|agent| staff.get(&agent)).map(agent_view),
                counted_in_numerator: in_numerator(member, indicator.definition.unit),
                ..counted_of(member)
            })
        });
        Ok(Some(counted.collect()))
    }
}

/// More rounds than a ticket has: with it number and round make one place in the list.
const ROUNDS: i64 = 10_000;

fn of_type(ticket_type: String, rounds: &[TicketRound], seen: Seen, aims: &Aims) -> TicketsOfType {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let opened = states(rounds, seen);
    for state in &opened {
        *counts.entry(state).or_default() += 1;
    }
    let mut states: Vec<TicketState> =
        counts.into_iter().map(|(state, count)| TicketState { state: state.to_owned(), count }).collect();
    states.sort_by_key(|one| std::cmp::Reverse(one.count));
    let figures = of_tickets(rounds, seen);
    let view = |one: &Indicator<usize>| {
        let force = aims.of(&one.definition);
        (one.definition.name.clone(), IndicatorView::of(&Figure::from(one), force))
    };
    TicketsOfType {
        ticket_type,
        opened: u64::try_from(opened.len()).unwrap_or(u64::MAX),
        states,
        indicators: figures.iter().map(view).collect(),
    }
}
