//! From facts to figures.

use jiff::tz::TimeZone;
use kernel::{AgentId, Text, Timestamp};
use workload::{
    AgentTime, ContactFacts, Due, Indicator, Interval, Member, Outcome, Settings, Unit, intervals,
};

use super::fact::Fact;
use super::promised::Promised;
use crate::model::{HalfHour, Volumes};

/// The facts of a period, in the two shapes in which they are counted.
pub struct Facts {
    /// Answered, given up or over without asking for a person.
    pub settled: Vec<ContactFacts>,
    /// Of them: those whose conversation has ended.
    pub ended: Vec<ContactFacts>,
}

impl Facts {
    /// Sorts facts into the two shapes.
    pub fn of<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let (mut settled, mut ended) = (Vec::new(), Vec::new());
        for fact in facts {
            let facts = fact.facts();
            if fact.ended_at.is_some() {
                ended.push(facts);
            }
            settled.push(facts);
        }
        Self { settled, ended }
    }
}

/// All indicators over contacts, in the order in which they are shown.
pub fn of_contacts(facts: &Facts, settings: &Settings) -> Vec<Indicator> {
    let Facts { settled, ended } = facts;
    vec![
        workload::connect_rate(settled, settings),
        workload::connect_rate_of_all(settled, settings),
        workload::three_ring_rate(settled, settings),
        workload::service_level(settled, settings),
        workload::average_speed_of_answer(settled),
        workload::abandonment(settled, settings),
        workload::short_abandonment(settled, settings),
        workload::average_talk_time(ended),
        workload::average_handling_time(ended),
        workload::first_contact_resolution(ended, settings),
        workload::satisfaction(ended),
        workload::survey_response_rate(ended),
        workload::record_complete(ended),
        workload::agent_ended_first(ended),
    ]
}

/// Occupancy; a queue has none, for agents are available to all their queues at once.
pub fn occupancy(times: &[AgentTime<AgentId>], of_queue: bool) -> Indicator<AgentId> {
    let mut found = workload::occupancy(if of_queue { &[] } else { times });
    if of_queue {
        found.definition.choice =
            Some(Text::new("按队列筛选时不计算占用率", "not defined for a queue; choose agents or teams"));
    }
    found
}

/// Promises kept, of those due by an instant; the numbers name them. A queue has none: promises wait in no queue.
pub fn promises_kept<'a>(
    promised: impl Iterator<Item = &'a Promised>,
    until: Timestamp,
    of_queue: bool,
) -> Indicator<i64> {
    let due = promised.filter(|_| !of_queue).filter_map(|one| {
        Some(Due { id: one.number, due_at: one.due_at?, done_at: one.done_at, reopened: false })
    });
    let mut found = workload::promises_kept(&due.collect::<Vec<_>>(), until);
    if of_queue {
        found.definition.choice = Some(Text::new(
            "按队列筛选时不计算承诺兑现率",
            "not defined for a queue; choose agents or teams",
        ));
    }
    found
}

/// Plain counts.
pub fn volumes(facts: &[ContactFacts], settings: &Settings) -> Volumes {
    let count = |counted: &dyn Fn(&ContactFacts) -> bool| {
        u64::try_from(facts.iter().filter(|fact| counted(fact)).count()).unwrap_or(u64::MAX)
    };
    Volumes {
        incoming: count(&|_| true),
        offered: count(&ContactFacts::offered),
        answered: count(&ContactFacts::answered),
        abandoned: count(&|fact| fact.outcome == Outcome::Abandoned),
        short_abandoned: count(&|fact| fact.short_abandon(settings.short_abandon_s)),
    }
}

/// The half hours of a period, for charts.
pub fn half_hours(
    facts: &[ContactFacts],
    settings: &Settings,
    (from, to): (Timestamp, Timestamp),
    zone: &TimeZone,
) -> Vec<HalfHour> {
    let mut sorted: Vec<ContactFacts> = facts.to_vec();
    sorted.sort_by_key(ContactFacts::counted_at);
    let mut rest = sorted.as_slice();
    let half_hour = |interval: Interval| {
        let (within, later) = rest.split_at(rest.partition_point(|fact| fact.counted_at() < interval.end()));
        rest = later;
        let counts = volumes(within, settings);
        let level = workload::service_level(within, settings);
        HalfHour {
            start: interval.start,
            incoming: counts.incoming,
            offered: counts.offered,
            answered: counts.answered,
            abandoned: counts.abandoned,
            service_level: level.value,
        }
    };
    intervals(from, to, zone).map(half_hour).collect()
}

/// Whether a member is one of those that the numerator counts.
pub fn in_numerator<I>(member: &Member<I>, unit: Unit) -> bool {
    match unit {
        Unit::Share => member.numerator > 0.0,
        Unit::Seconds | Unit::Count => true,
    }
}
