//! What the log tells of tickets, as far as it is counted, and the figures over it.

use kernel::{AgentId, ContactId, StoredEvent, Text, Timestamp};
use serde::Deserialize;
use ticket::{Aim, Assignee, Standing};
use workload::{Due, Indicator, Span};

/// A ticket from its opening, or opening again, to its close. What is over is not edited: opened again it begins a
/// further round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRound {
    /// The ticket.
    pub ticket: String,
    /// 0 for the first round.
    pub round: u32,
    /// Short number for people.
    pub number: i64,
    /// Name of its type.
    pub ticket_type: String,
    /// Name of the state in which the round stands, or ended.
    pub state: String,
    /// The agent who has it.
    pub agent: Option<AgentId>,
    /// The first contact about it.
    pub contact: Option<ContactId>,
    /// Whether it went up in another: then only that one is counted.
    pub merged: bool,
    /// When the ticket was opened.
    pub opened_at: Timestamp,
    /// When the round began.
    pub since: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// When the solution stood: closed, or only to be confirmed by the return visit.
    pub solved_at: Option<Timestamp>,
    /// The first reply.
    pub reply: Option<Aim>,
    /// The settlement.
    pub resolution: Option<Aim>,
    /// When a further round followed; found when asked.
    pub reopened_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Event {
    standing: Standing,
}

impl TicketRound {
    /// The round as an event tells it; nothing for an event that tells nothing of it.
    pub fn after(ticket: &str, stored: &StoredEvent) -> Option<Self> {
        let Event { standing } = stored.event.data.read().ok()?;
        let agent = match standing.assignee {
            Some(Assignee::Agent(agent)) => Some(agent),
            Some(Assignee::Team(_) | Assignee::User(_)) | None => None,
        };
        Some(Self {
            ticket: ticket.to_owned(),
            round: standing.reopened,
            number: standing.number,
            ticket_type: standing.ticket_type.as_str().to_owned(),
            state: standing.state.as_str().to_owned(),
            agent,
            contact: standing.contact,
            merged: standing.merged,
            opened_at: standing.opened_at,
            since: standing.since,
            closed_at: standing.closed_at,
            solved_at: standing.solved_at,
            reply: standing.reply,
            resolution: standing.resolution,
            reopened_at: None,
        })
    }
}

/// A period, seen at an instant: what comes after it has not happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub from: Timestamp,
    pub to: Timestamp,
    pub now: Timestamp,
}

impl Seen {
    fn holds(self, at: Timestamp) -> bool {
        self.from <= at && at < self.to && at <= self.now
    }

    /// The instant at which the backlog is looked at.
    fn end(self) -> Timestamp {
        self.to.min(self.now)
    }
}

type Place = usize;

/// The rounds that are counted, each with its place.
fn counted(rounds: &[TicketRound]) -> impl Iterator<Item = (Place, &TicketRound)> {
    rounds.iter().enumerate().filter(|(_, round)| !round.merged)
}

/// Clocks that were decided in the period: done, or due and missed.
fn decided(rounds: &[TicketRound], seen: Seen, aim: impl Fn(&TicketRound) -> Option<Aim>) -> Vec<Due<Place>> {
    let due = |(id, round): (Place, &TicketRound)| {
        let Aim { decided_at, done_at } = aim(round)?;
        let due_at = decided_at.filter(|at| seen.holds(*at))?;
        Some(Due { id, due_at, done_at, reopened: round.reopened_at.is_some() })
    };
    counted(rounds).filter_map(due).collect()
}

/// The first reply is one of the whole ticket: its last round tells it.
fn reply(round: &TicketRound) -> Option<Aim> {
    round.reply.filter(|_| round.reopened_at.is_none())
}

/// The settlement of a round. What was neither done nor missed when the ticket was opened again was not decided.
fn resolution(round: &TicketRound) -> Option<Aim> {
    let decided = |aim: &Aim| match (round.reopened_at, aim.decided_at) {
        (Some(again), Some(decided)) => decided <= again,
        (Some(_), None) | (None, _) => true,
    };
    round.resolution.filter(decided)
}

fn spans(
    rounds: &[TicketRound],
    span: impl Fn(&TicketRound) -> Option<(Timestamp, Timestamp)>,
) -> Vec<Span<Place>> {
    let span = |(id, round): (Place, &TicketRound)| span(round).map(|(from, to)| Span { id, from, to });
    counted(rounds).filter_map(span).collect()
}

fn solved(rounds: &[TicketRound], seen: Seen) -> Vec<Due<Place>> {
    let due = |(id, round): (Place, &TicketRound)| {
        let at = round.solved_at.filter(|at| seen.holds(*at))?;
        Some(Due { id, due_at: at, done_at: Some(at), reopened: round.reopened_at.is_some() })
    };
    counted(rounds).filter_map(due).collect()
}

/// Tickets opened in the period, each by its last round.
fn opened(rounds: &[TicketRound], seen: Seen) -> Vec<Due<Place>> {
    let due = |(id, round): (Place, &TicketRound)| {
        let opened = seen.holds(round.opened_at) && round.reopened_at.is_none();
        opened.then_some(Due {
            id,
            due_at: round.opened_at,
            done_at: round.closed_at,
            reopened: round.round > 0,
        })
    };
    counted(rounds).filter_map(due).collect()
}

/// All indicators over tickets; each member is named by its place in the rounds.
pub fn of_tickets(rounds: &[TicketRound], seen: Seen) -> Vec<Indicator<Place>> {
    let now = seen.now;
    let replied = |round: &TicketRound| {
        let at = reply(round)?.done_at.filter(|at| seen.holds(*at))?;
        Some((round.opened_at, at))
    };
    let lasted = |round: &TicketRound| Some((round.since, round.closed_at.filter(|at| seen.holds(*at))?));
    let end = seen.end();
    let open = |round: &TicketRound| {
        let ended = round.closed_at.or(round.reopened_at);
        let open = round.since <= end && ended.is_none_or(|at| at > end);
        open.then_some((round.opened_at, end))
    };
    vec![
        workload::first_response_in_time(&decided(rounds, seen, reply), now),
        workload::first_response_time(&spans(rounds, replied)),
        workload::resolution_in_time(&decided(rounds, seen, resolution), now),
        workload::resolution_time(&spans(rounds, lasted)),
        workload::tickets_closed(&opened(rounds, seen)),
        workload::reopened(&solved(rounds, seen)),
        workload::backlog_age(&spans(rounds, open)),
    ]
}

/// Says of an indicator that a queue has none: tickets wait in no queue.
pub fn without_queue(mut indicator: Indicator<Place>) -> Indicator<Place> {
    indicator.definition.choice =
        Some(Text::new("按队列筛选时不计算工单指标", "not defined for a queue; choose agents or teams"));
    indicator
}

/// The states in which the tickets opened in the period are now, one for each ticket.
pub fn states(rounds: &[TicketRound], seen: Seen) -> Vec<&str> {
    let opened = opened(rounds, seen).into_iter();
    opened.filter_map(|due| rounds.get(due.id)).map(|round| round.state.as_str()).collect()
}
