//! A ticket at work: commands at moments, with its clocks.
#![allow(dead_code)]

use clock::{ClockKind, ClockOutput};
use kernel::{Actor, AgentId, CustomerId, Refused, Timestamp, UserId};
use ticket::{
    Around, DepartmentName, Doer, Escalation, FieldValue, MoveName, NewTicket, Party, Recorded, Ticket,
    TicketClocks, TicketCommand, TicketEvent, TicketId, TicketType, Values, built_in,
};

use crate::centre::{at, office};

pub const ID: TicketId = TicketId::from_u128(1);
pub const CUSTOMER: CustomerId = CustomerId::from_u128(7);

pub fn agent() -> Doer {
    Doer::new(Actor::Agent(AgentId::from_u128(1001)), [Party::Service])
}

pub fn supervisor() -> Doer {
    Doer::new(Actor::User(UserId::from_u128(1)), [Party::Service, Party::Supervisor])
}

pub fn worker() -> Doer {
    Doer::new(Actor::User(UserId::from_u128(2)), [Party::Worker])
}

pub fn customer() -> Doer {
    Doer::new(Actor::Customer, [Party::Customer])
}

pub fn department(name: &str) -> Doer {
    Doer::new(Actor::User(UserId::from_u128(3)), []).of(name)
}

pub fn type_named(name: &str) -> TicketType {
    built_in::types().into_iter().find(|found| found.name.as_str() == name).unwrap()
}

pub fn values<const N: usize>(values: [(&str, FieldValue); N]) -> Values {
    values.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

pub fn new_ticket(fields: Values) -> NewTicket {
    NewTicket {
        title: "包裹破损".to_owned(),
        matter: "客户反映收到的包裹外箱破损".to_owned(),
        customer: Some(CUSTOMER),
        fields,
        ..NewTicket::default()
    }
}

pub struct Desk {
    pub of: TicketType,
    pub ticket: Ticket,
    pub clocks: TicketClocks,
    pub log: Vec<Recorded>,
    pub told: Vec<(ClockKind, ClockOutput)>,
    pub escalated: Vec<Escalation>,
    pub now: Timestamp,
    pub around: Around,
}

impl Desk {
    pub fn open(of: TicketType, new: &NewTicket, by: &Doer, moment: &str) -> Result<Self, Box<Refused>> {
        let events = Ticket::create(&of, ID, new, by)?;
        let now = at(moment);
        let first = Recorded { at: now, actor: by.actor.clone(), event: events[0].clone() };
        let ticket = Ticket::created(&first).unwrap();
        let mut desk = Self {
            of,
            ticket,
            clocks: TicketClocks::new(),
            log: vec![first.clone()],
            told: Vec::new(),
            escalated: Vec::new(),
            now,
            around: Around::default(),
        };
        desk.follow(&first.event);
        Ok(desk)
    }

    pub fn opened(name: &str, fields: Values, moment: &str) -> Self {
        let of = type_named(name);
        let by = if name == "incident" { supervisor() } else { agent() };
        Self::open(of, &new_ticket(fields), &by, moment).unwrap()
    }

    fn follow(&mut self, event: &TicketEvent) {
        let told = self.clocks.on(&self.of, event, &self.ticket, self.now, office());
        self.escalated.extend(self.of.escalations_of(event, &self.ticket));
        for (kind, output) in told {
            self.escalated.extend(self.of.escalations_of_clock(&kind, &output));
            self.told.push((kind, output));
        }
    }

    /// Lets the clocks tell what has come by a moment.
    pub fn wait(&mut self, moment: &str) {
        self.now = at(moment);
        for (kind, output) in self.clocks.tick(self.now, office()) {
            self.escalated.extend(self.of.escalations_of_clock(&kind, &output));
            self.told.push((kind, output));
        }
    }

    pub fn try_(&mut self, command: &TicketCommand, by: &Doer) -> Result<Vec<TicketEvent>, Box<Refused>> {
        let events = self.ticket.decide(&self.of, command, by, &self.around)?;
        for event in &events {
            let recorded = Recorded { at: self.now, actor: by.actor.clone(), event: event.clone() };
            self.ticket.apply(&recorded);
            self.log.push(recorded);
            self.follow(event);
        }
        Ok(events)
    }

    pub fn act(&mut self, command: TicketCommand, by: &Doer, moment: &str) -> Vec<TicketEvent> {
        self.wait(moment);
        self.try_(&command, by).unwrap_or_else(|why| panic!("{command:?} in {}: {why:?}", self.ticket.state))
    }

    pub fn go(&mut self, name: &str, fields: Values, by: &Doer, moment: &str) {
        self.act(a_move(name, fields), by, moment);
    }

    pub fn refused(&mut self, command: TicketCommand, by: &Doer) -> Refused {
        let before = self.ticket.clone();
        let why = *self.try_(&command, by).unwrap_err();
        assert_eq!(self.ticket, before, "a refusal changes nothing");
        why
    }

    pub fn state(&self) -> &str {
        self.ticket.state.as_str()
    }

    pub fn due(&self, kind: &ClockKind) -> Option<Timestamp> {
        self.clocks.get(kind).and_then(clock::ServiceClock::due)
    }

    /// Whether a clock has stopped in time; none while it runs.
    pub fn in_time(&self, wanted: &ClockKind) -> Option<bool> {
        self.told.iter().rev().find_map(|(kind, output)| match output {
            ClockOutput::Stopped { in_time } if kind == wanted => Some(*in_time),
            _ => None,
        })
    }

    pub fn possible(&self, by: &Doer) -> Vec<String> {
        self.ticket.possible(&self.of, by).into_iter().map(|possible| possible.name).collect()
    }
}

pub fn a_move(name: &str, fields: Values) -> TicketCommand {
    TicketCommand::Move { name: MoveName::from(name), fields, reason: None }
}

pub fn move_because(name: &str, reason: &str) -> TicketCommand {
    TicketCommand::Move { name: name.into(), fields: Values::new(), reason: Some(reason.to_owned()) }
}

pub fn pass(name: &str, matter: &str) -> TicketCommand {
    TicketCommand::Pass { department: DepartmentName::from(name), matter: matter.to_owned() }
}

pub fn inform(text: &str) -> TicketCommand {
    TicketCommand::InformCustomer { text: text.to_owned(), contact: None }
}

pub fn feed_back(text: &str) -> TicketCommand {
    TicketCommand::FeedBack { text: text.to_owned() }
}

pub fn satisfied() -> TicketCommand {
    TicketCommand::Satisfaction { satisfied: true, missing: String::new() }
}

pub fn not_satisfied(missing: &str) -> TicketCommand {
    TicketCommand::Satisfaction { satisfied: false, missing: missing.to_owned() }
}

/// A complaint brought to its classification on a Wednesday morning.
pub fn classified(justified: bool, severity: i64) -> Desk {
    let mut desk = Desk::opened("complaint", Values::new(), "2026-11-18 10:00");
    desk.go("apologise", Values::new(), &agent(), "2026-11-18 10:01");
    let facts = values([("facts", "外箱破损，内物受潮".into()), ("facts_confirmed", true.into())]);
    desk.go("confirm_facts", facts, &agent(), "2026-11-18 10:03");
    let class = values([
        ("justified", justified.into()),
        ("severity", severity.into()),
        ("cause", "shipping".into()),
    ]);
    desk.go("classify", class, &agent(), "2026-11-18 10:05");
    desk
}

/// The form of an after-sales request.
pub fn requested() -> Values {
    values([
        ("identity_verified", true.into()),
        ("wish", "refund".into()),
        ("order_number", "A1001".into()),
        ("reason", "破损".into()),
    ])
}
