//! What follows from an event: the ticket after it, its clocks, who hears of it.

use std::collections::VecDeque;

use clock::{ClockKind, ClockOutput, Schedule};
use kernel::{Actor, NewEvent, Timestamp};
use serde_json::{Value, json};
use ticket::{Recorded, Ticket, TicketClocks, TicketEvent, TicketId, TicketType};

/// Kinds of events that clocks bring about begin so; all others are events of the ticket itself.
pub const CLOCK_KINDS: &str = "tickets.clock_";

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

/// Under what circumstances something happens.
#[derive(Clone, Copy)]
pub struct When<'a> {
    /// The type of the ticket.
    pub ticket_type: &'a TicketType,
    /// The business calendar.
    pub schedule: &'a Schedule,
    /// The instant.
    pub at: Timestamp,
}

impl Work {
    /// The ticket that its first event makes, and what is to be logged; nothing if that is not its creation.
    pub fn created(
        number: i64,
        event: TicketEvent,
        actor: &Actor,
        when: When<'_>,
    ) -> Option<(Self, Vec<NewEvent>)> {
        let recorded = Recorded { at: when.at, actor: actor.clone(), event };
        let ticket = Ticket::created(&recorded)?;
        let mut work = Self { number, ticket, clocks: TicketClocks::new() };
        let mut log = Vec::new();
        let follows = work.after(&recorded, when, &mut log);
        log.extend(work.happen(follows, &Actor::System, when));
        Some((work, log))
    }

    /// Lets events happen one after the other, and what follows from them; answers what is to be logged.
    pub fn happen(&mut self, events: Vec<TicketEvent>, actor: &Actor, when: When<'_>) -> Vec<NewEvent> {
        let mut log = Vec::new();
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
    pub fn tick(&mut self, when: When<'_>) -> Vec<NewEvent> {
        let told = self.clocks.tick(when.at, when.schedule);
        self.heard(told, when)
    }

    /// The business calendar was edited; answers what is to be logged.
    pub fn calendar_changed(&mut self, when: When<'_>) -> Vec<NewEvent> {
        let told = self.clocks.calendar_changed(when.at, when.schedule);
        self.heard(told, when)
    }

    fn heard(&mut self, told: Vec<(ClockKind, ClockOutput)>, when: When<'_>) -> Vec<NewEvent> {
        let mut log = Vec::new();
        let follows = self.said(told, when, &mut log);
        log.extend(self.happen(follows, &Actor::System, when));
        log
    }

    /// Logs an event that was applied and tells the clocks; answers who is to hear of it.
    fn after(&mut self, recorded: &Recorded, when: When<'_>, log: &mut Vec<NewEvent>) -> Vec<TicketEvent> {
        log.push(logged(self.ticket.id, recorded));
        let told =
            self.clocks.on(when.ticket_type, &recorded.event, &self.ticket, recorded.at, when.schedule);
        let mut follows = self.said(told, when, log);
        let escalations = when.ticket_type.escalations_of(&recorded.event, &self.ticket);
        follows.extend(
            escalations.into_iter().map(|tell| TicketEvent::Escalated { to: tell.to, why: tell.why.zh }),
        );
        follows
    }

    fn said(
        &self,
        told: Vec<(ClockKind, ClockOutput)>,
        when: When<'_>,
        log: &mut Vec<NewEvent>,
    ) -> Vec<TicketEvent> {
        let mut follows = Vec::new();
        for (kind, output) in told {
            log.extend(clock_event(self.ticket.id, &kind, &output, when.at));
            for tell in when.ticket_type.escalations_of_clock(&kind, &output) {
                follows.push(TicketEvent::Escalated { to: tell.to, why: tell.why.zh });
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
        data,
    }
}

/// Warnings and breaches are events; the rest of a clock's life follows from the events of the ticket.
fn clock_event(id: TicketId, kind: &ClockKind, output: &ClockOutput, at: Timestamp) -> Option<NewEvent> {
    let (name, data) = match output {
        ClockOutput::Warned { percent, due } => {
            ("warned", json!({"clock": kind.name(), "percent": percent, "due_at": due}))
        }
        ClockOutput::Breached { due } => ("breached", json!({"clock": kind.name(), "due_at": due})),
        ClockOutput::Started { .. }
        | ClockOutput::Paused
        | ClockOutput::Resumed { .. }
        | ClockOutput::Moved { .. }
        | ClockOutput::Stopped { .. }
        | ClockOutput::Cancelled => return None,
    };
    Some(NewEvent {
        at,
        kind: format!("{CLOCK_KINDS}{name}"),
        subject: subject(id),
        actor: Actor::System,
        data,
    })
}
