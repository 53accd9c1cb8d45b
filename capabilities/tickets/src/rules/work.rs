//! What follows from an event: the ticket after it, its clocks, who hears of it.

use std::collections::VecDeque;

use clock::{ClockKind, ClockOutput, Schedule};
use kernel::{Actor, NewEvent, Timestamp};
use serde_json::{Value, json};
use ticket::{Escalation, Recorded, Ticket, TicketClocks, TicketEvent, TicketId, TicketType};

use super::notices::{Told, notices};
use super::people::People;

/// Kinds of events that clocks bring about begin so; all others are events of the ticket itself.
pub const CLOCK_KINDS: &str = "tickets.clock_";
/// A file came: that is told, and no event of the ticket itself, whose version stays.
pub const ATTACHED: &str = "tickets.attached";
/// A file was taken away: told in the same way.
pub const FILE_REMOVED: &str = "tickets.file_removed";
/// It must be kept, or need not be any more: told in the same way.
pub const HELD: &str = "tickets.held";
/// See [`HELD`].
pub const LIFTED: &str = "tickets.hold_lifted";
/// Kinds of events that stand beside the story of the ticket itself.
pub const BESIDE: [&str; 4] = [ATTACHED, FILE_REMOVED, HELD, LIFTED];

/// Under this name the last event of a change tells how the ticket stands after it (`ticket::Standing`).
pub const STANDING: &str = "standing";

/// A ticket with its number and clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Short number for people.
    pub number: i64,
    /// The ticket.
    pub ticket: Ticket,
    /// Its clocks.
    pub clocks: TicketClocks,
}

/// What is to be written when something happened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// Events.
    pub events: Vec<NewEvent>,
    /// Notices to people.
    pub told: Vec<Told>,
}

impl Log {
    /// What comes after.
    pub fn extend(&mut self, more: Self) {
        self.events.extend(more.events);
        self.told.extend(more.told);
    }
}

/// Under what circumstances something happens.
#[derive(Clone, Copy)]
pub struct When<'a> {
    /// The type of the ticket.
    pub ticket_type: &'a TicketType,
    /// The business calendar.
    pub schedule: &'a Schedule,
    /// Who is who.
    pub people: &'a People,
    /// The instant.
    pub at: Timestamp,
}

/// The place in the list of what is open and has no due instant; what is over stands behind it.
pub const WITHOUT_DUE: i64 = i64::MAX / 2;

impl Work {
    /// Its place in the list of what breaches first (TKT-3): its due instant in microseconds; what is open without one
    /// comes after all that have one, then what is over, the latest closed first.
    pub fn rank(&self) -> i64 {
        match (self.ticket.is_over(), self.ticket.closed_at) {
            (false, _) => self.clocks.next_due().map_or(WITHOUT_DUE, |due| due.micros()),
            (true, Some(closed)) => i64::MAX - closed.micros(),
            (true, None) => i64::MAX,
        }
    }

    /// The ticket that its first event makes, and what is to be logged; nothing if that is not its creation.
    pub fn created(number: i64, event: TicketEvent, actor: &Actor, when: When<'_>) -> Option<(Self, Log)> {
        let recorded = Recorded { at: when.at, actor: actor.clone(), event };
        let ticket = Ticket::created(&recorded)?;
        let mut work = Self { number, ticket, clocks: TicketClocks::new() };
        let mut log = Log::default();
        let follows = work.after(&recorded, when, &mut log);
        log.extend(work.happen(follows, &Actor::System, when));
        Some((work, log))
    }

    /// Lets events happen one after the other, and what follows from them; answers what is to be logged.
    pub fn happen(&mut self, events: Vec<TicketEvent>, actor: &Actor, when: When<'_>) -> Log {
        let mut log = Log::default();
        let mut to_come: VecDeque<(TicketEvent, Actor)> =
            events.into_iter().map(|event| (event, actor.clone())).collect();
        while let Some((event, actor)) = to_come.pop_front() {
            let recorded = Recorded { at: when.at, actor, event };
            self.ticket.apply(&recorded);
            let follows = self.after(&recorded, when, &mut log);
            to_come.extend(follows.into_iter().map(|event| (event, Actor::System)));
        }
        log
    }

    /// What time alone brings; answers what is to be logged.
    pub fn tick(&mut self, when: When<'_>) -> Log {
        let told = self.clocks.tick(when.at, when.schedule);
        self.heard(told, when)
    }

    /// The business calendar was edited; answers what is to be logged.
    pub fn calendar_changed(&mut self, when: When<'_>) -> Log {
        let told = self.clocks.calendar_changed(when.at, when.schedule);
        self.heard(told, when)
    }

    fn heard(&mut self, told: Vec<(ClockKind, ClockOutput)>, when: When<'_>) -> Log {
        let mut log = Log::default();
        let follows = self.said(told, when, &mut log);
        log.extend(self.happen(follows, &Actor::System, when));
        log
    }

    /// Logs an event that was applied and tells the clocks; answers who is to hear of it.
    fn after(&mut self, recorded: &Recorded, when: When<'_>, log: &mut Log) -> Vec<TicketEvent> {
        log.events.push(logged(self.ticket.id, recorded));
        log.told.extend(notices(recorded, &self.ticket, when.people));
        let told =
            self.clocks.on(when.ticket_type, &recorded.event, &self.ticket, recorded.at, when.schedule);
        let mut follows = self.said(told, when, log);
        let escalations = when.ticket_type.escalations_of(&recorded.event, &self.ticket);
        follows.extend(escalations.into_iter().flat_map(|tell| self.told_above(tell, when)));
        follows
    }

    /// Somebody above is told, and the ticket goes over to them where the type says so.
    fn told_above(&self, tell: Escalation, when: When<'_>) -> Vec<TicketEvent> {
        let Escalation { to, reassign, why } = tell;
        let why = match &self.ticket.department {
            Some(work) => when.people.in_words(why, &work.department),
            None => why,
        };
        let heir = when.people.above(to, &self.ticket).first().map(|user| when.people.as_assignee(*user));
        let heir = heir.filter(|heir| reassign && self.ticket.assignee != Some(*heir));
        let assigned = heir.map(|heir| TicketEvent::Assigned { to: Some(heir), why: why.zh.clone() });
        std::iter::once(TicketEvent::Escalated { to, why }).chain(assigned).collect()
    }

    fn said(&self, told: Vec<(ClockKind, ClockOutput)>, when: When<'_>, log: &mut Log) -> Vec<TicketEvent> {
        let mut follows = Vec::new();
        for (kind, output) in told {
            log.events.extend(clock_event(self.ticket.id, &kind, &output, when.at));
            for tell in when.ticket_type.escalations_of_clock(&kind, &output) {
                follows.extend(self.told_above(tell, when));
            }
        }
        follows
    }
}

/// The subject of a ticket's events.
pub fn subject(id: TicketId) -> String {
    format!("ticket:{id}")
}

fn logged(id: TicketId, recorded: &Recorded) -> NewEvent {
    let data = serde_json::to_value(&recorded.event).unwrap_or_default();
    let name = data.get("event").and_then(Value::as_str).unwrap_or("changed");
    NewEvent {
        at: recorded.at,
        kind: format!("tickets.{name}"),
        subject: subject(id),
        actor: recorded.actor.clone(),
        data: data.into(),
    }
}

/// Warnings, breaches and a due instant that moves by itself are events; the rest of a clock's life follows from the
/// events of the ticket.
fn clock_event(id: TicketId, kind: &ClockKind, output: &ClockOutput, at: Timestamp) -> Option<NewEvent> {
    let (name, data) = match output {
        ClockOutput::Warned { percent, due } => {
            ("warned", json!({"clock": kind.name(), "percent": percent, "due_at": due}))
        }
        ClockOutput::Breached { due } => ("breached", json!({"clock": kind.name(), "due_at": due})),
        ClockOutput::Moved { due } => ("moved", json!({"clock": kind.name(), "due_at": due})),
        ClockOutput::Started { .. }
        | ClockOutput::Paused
        | ClockOutput::Resumed { .. }
        | ClockOutput::Stopped { .. }
        | ClockOutput::Cancelled => return None,
    };
    Some(NewEvent {
        at,
        kind: format!("{CLOCK_KINDS}{name}"),
        subject: subject(id),
        actor: Actor::System,
        data: data.into(),
    })
}
