//! Everything from which the figures of a period are computed. Those of its days and half hours are computed from the
//! same by the same formulas.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel::{AgentId, Timestamp};
use web::ApiResult;
use workload::{AgentTime, Definition, Indicator, Settings};

use super::Reports;
use crate::model::Figure;
use crate::period::Filter;
use crate::rules::agent_state::{AgentNow, Share, share};
use crate::rules::fact::Fact;
use crate::rules::figures::{self, Facts};
use crate::rules::promised::Promised;
use crate::rules::ticketed::{Seen, TicketRound, of_tickets, without_queue};
use crate::store;

/// A stretch of an agent's time in a state.
type Stretch = (AgentId, String, Timestamp, Timestamp);

/// What is known of a period.
#[derive(Default)]
pub(super) struct Gathered {
    facts: Vec<Fact>,
    stretches: Vec<Stretch>,
    states: Vec<AgentNow>,
    promised: Vec<Promised>,
    rounds: Vec<TicketRound>,
    of_queue: bool,
    now: Timestamp,
}

/// The figures of a period, each computed.
pub(super) struct Computed {
    pub facts: Facts,
    contacts: Vec<Indicator>,
    occupancy: Indicator<AgentId>,
    promises: Indicator<i64>,
    tickets: Vec<Indicator<usize>>,
}

impl Computed {
    /// All of them, whatever they count.
    pub fn figures(&self) -> impl Iterator<Item = Figure<'_>> {
        let others = [Figure::from(&self.occupancy), Figure::from(&self.promises)];
        self.contacts.iter().map(Figure::from).chain(others).chain(self.tickets.iter().map(Figure::from))
    }
}

impl Gathered {
    /// All indicators, as these settings define them.
    pub fn definitions(&self, settings: &Settings) -> Vec<Definition> {
        let all = self.within((Timestamp::default(), Timestamp::default()), settings);
        all.figures().map(|figure| figure.definition.clone()).collect()
    }

    /// The figures of a part of the period.
    pub fn within(&self, (from, to): (Timestamp, Timestamp), settings: &Settings) -> Computed {
        let held = |at: Timestamp| from <= at && at < to;
        let facts: Vec<&Fact> = self.facts.iter().filter(|fact| held(fact.counted_at())).collect();
        let facts = Facts::of(facts);
        let contacts = figures::of_contacts(&facts, settings);
        let due = self.promised.iter().filter(|one| one.due_at.is_some_and(held));
        let promises = figures::promises_kept(due, self.now, self.of_queue);
        let tickets = of_tickets(&self.rounds, Seen { from, to, now: self.now });
        let tickets = if self.of_queue { tickets.into_iter().map(without_queue).collect() } else { tickets };
        Computed { facts, contacts, occupancy: self.occupancy((from, to)), promises, tickets }
    }

    fn occupancy(&self, (first, end): (Timestamp, Timestamp)) -> Indicator<AgentId> {
        let mut times: BTreeMap<AgentId, (Duration, Duration)> = BTreeMap::new();
        let mut add = |agent: AgentId, state: &str, from: Timestamp, to: Timestamp| {
            let length = to.min(end).since(from.max(first));
            let (handling, available) = times.entry(agent).or_default();
            match share(state) {
                Share::Handling => *handling += length,
                Share::Available => *available += length,
                Share::Neither => {}
            }
        };
        for (agent, state, from, to) in &self.stretches {
            add(*agent, state, *from, *to);
        }
        for open in &self.states {
            add(open.agent, open.state(), open.since, self.now);
        }
        let time = |(id, (handling, available)): (AgentId, (Duration, Duration))| AgentTime {
            id,
            handling_s: handling.as_secs_f64(),
            available_s: available.as_secs_f64(),
            planned_s: 0.0,
            as_planned_s: 0.0,
        };
        let worked = times.into_iter().map(time).filter(|time| time.handling_s + time.available_s > 0.0);
        figures::occupancy(&worked.collect::<Vec<_>>(), self.of_queue)
    }
}

impl Reports {
    /// Reads what the figures of a period are computed from.
    pub(super) async fn gathered(&self, filter: &Filter) -> ApiResult<Gathered> {
        let now = self.db.now();
        Ok(Gathered {
            facts: store::facts(&self.db, filter).await?,
            promised: store::promised(&self.db, filter, now).await?,
            rounds: self.rounds(filter, now).await?,
            ..self.worked(filter).await?
        })
    }

    /// Reads how the agents spent the period.
    async fn worked(&self, filter: &Filter) -> ApiResult<Gathered> {
        let asked = |agent: &AgentId| filter.agents.as_ref().is_none_or(|agents| agents.contains(agent));
        let mut states = store::agents(&self.db).await?;
        states.retain(|open| asked(&open.agent));
        Ok(Gathered {
            stretches: store::stretches(&self.db, filter).await?,
            states,
            of_queue: filter.queue.is_some(),
            now: self.db.now(),
            ..Gathered::default()
        })
    }

    /// The occupancy of a period.
    pub(super) async fn occupancy(&self, filter: &Filter) -> ApiResult<Indicator<AgentId>> {
        Ok(self.worked(filter).await?.occupancy((filter.from, filter.to)))
    }
}
