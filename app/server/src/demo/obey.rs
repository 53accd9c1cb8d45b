//! What the router orders, and what agents and callers then do.

use contact::{ContactEvent, EndedBy, Outcome};
use kernel::{Actor, AgentId, ContactId, NewEvent, Text, Timestamp};
use router::{Activity, Decision, Departure, Event, OfferEnd, Output, Presence, Withdrawal};
use serde_json::json;

use super::call::Stage;
use super::simulate::{Action, Simulation};

/// A caller who got no help comes back within so many hours.
const BACK_WITHIN_H: (f64, f64) = (2.0, 70.0);

impl Simulation {
    pub(super) fn obey(&mut self, output: Output, now: Timestamp) {
        match output {
            Output::Offered { offer, contact, agent, until, decision, .. } => {
                self.offered(contact, offer, agent, until, &decision, now);
            }
            Output::OfferEnded { offer, contact, agent, end } => {
                let (end, why) = named(end);
                let ended = ContactEvent::OfferEnded { offer, agent, end, why: why.to_owned() };
                self.tell(contact, Actor::System, ended, now);
                if end == contact::OfferEnd::Accepted {
                    self.connected(contact, agent, now);
                }
            }
            Output::PresenceChanged { agent, presence, .. } => self.presence(agent, presence, now),
            Output::ActivityChanged { agent, activity } => self.activity(agent, activity, now),
            Output::WrapUpStarted { contact, agent, .. } => self.wrap_up(contact, agent, now),
            Output::WrapUpOverdue { contact, .. } => {
                self.tell(contact, Actor::System, ContactEvent::WrapUpOverdue, now);
            }
            Output::Left { contact, why: Departure::Abandoned, .. } => {
                self.end(contact, EndedBy::Customer, Outcome::Abandoned, now);
            }
            Output::Left { .. }
            | Output::Queued { .. }
            | Output::WrapUpEnded { .. }
            | Output::OverflowReached { .. }
            | Output::AnnouncementDue { .. } => {}
        }
    }

    fn offered(
        &mut self,
        contact: ContactId,
        offer: kernel::OfferId,
        agent: AgentId,
        until: Timestamp,
        decision: &Decision,
        now: Timestamp,
    ) {
        let Some(who) = self.team.get(&agent).map(|staff| staff.who.clone()) else { return };
        let name = |skill| {
            let name = self.skills.get(&skill).cloned().unwrap_or_default();
            Text::new(name.clone(), name)
        };
        let why = decision.text(name);
        let decision = serde_json::to_value(decision).unwrap_or_default();
        let offered = ContactEvent::Offered { offer, agent: who.clone(), until, why, decision };
        self.tell(contact, Actor::System, offered, now);
        self.tell(contact, Actor::System, ContactEvent::Ringing { agent: who }, now);
        // Few do not hear it at all: the offer runs out.
        if !self.dice.chance(0.012) {
            let answers = now.plus(self.dice.log_normal(4.6, 0.55, 40.0));
            if answers < until {
                self.at(answers, Action::Answer { contact, offer, agent });
            }
        }
    }

    fn connected(&mut self, contact: ContactId, agent: AgentId, now: Timestamp) {
        let Some(staff) = self.team.get(&agent) else { return };
        let (who, pace) = (staff.who.clone(), staff.pace);
        let Some(call) = self.calls.get_mut(&contact) else { return };
        call.stage = Stage::Talking;
        call.waited = now.since(call.queued_at);
        call.agent = Some(who.clone());
        call.resolved = self.dice.chance(call.caller.matter.resolved);
        let talk = self.dice.log_normal(call.caller.matter.talk_s * pace, 0.5, 1500.0);
        self.tell(contact, Actor::Agent(agent), ContactEvent::Connected { agent: who }, now);
        self.record_sound(contact, now);
        let mut ends = now.plus(talk);
        if self.dice.chance(0.12) {
            let on = now.plus(talk.mul_f64(0.4));
            let off = on.plus(self.dice.between(15.0, 70.0));
            ends = ends.plus(off.since(on));
            self.at(on, Action::Hold(contact));
            self.at(off, Action::Resume(contact));
        }
        self.at(ends, Action::HangUp(contact));
    }

    pub(super) fn hold(&mut self, contact: ContactId, on: bool, now: Timestamp) {
        let Some(call) = self.calls.get_mut(&contact).filter(|call| call.stage == Stage::Talking) else {
            return;
        };
        call.held = on;
        let actor = call.agent.as_ref().map_or(Actor::System, |agent| Actor::Agent(agent.id));
        let event = if on { ContactEvent::Held } else { ContactEvent::Resumed };
        self.tell(contact, actor, event, now);
    }

    /// The conversation ends: most callers hang up, many are handed to the survey.
    pub(super) fn hang_up(&mut self, contact: ContactId, now: Timestamp) {
        let Some(call) = self.calls.get_mut(&contact).filter(|call| call.stage == Stage::Talking) else {
            return;
        };
        let Some(agent) = call.agent.as_ref().map(|agent| agent.id) else { return };
        call.stage = Stage::Over;
        call.in_wrap_up = true;
        let (ended_by, reason) = match self.dice.weighed(&[0.45, 0.542, 0.008]) {
            0 => (EndedBy::Customer, "caller_hung_up"),
            1 => (EndedBy::Agent, "handed_to_survey"),
            _ => (EndedBy::Agent, "agent_hung_up"),
        };
        call.surveyed = reason == "handed_to_survey";
        let surveyed = call.surveyed;
        let actor = if ended_by == EndedBy::Agent { Actor::Agent(agent) } else { Actor::Customer };
        let ended = ContactEvent::Ended { ended_by, reason: reason.to_owned(), outcome: Outcome::Served };
        self.end_sound(contact, now);
        self.tell(contact, actor, ended, now);
        if surveyed {
            let scored = now.plus(self.dice.between(5.0, 12.0));
            self.at(scored, Action::Score(contact));
        }
        self.feed(Event::HandlingEnded { contact, agent }, now);
    }

    pub(super) fn score(&mut self, contact: ContactId, now: Timestamp) {
        let Some(call) = self.calls.get_mut(&contact).filter(|call| call.surveyed) else { return };
        call.surveyed = false;
        let agent = call.agent.as_ref().and_then(|agent| self.team.get(&agent.id));
        let displeasing = agent.map_or(0.0, |staff| staff.displeasing);
        if let Some(score) = call.score(displeasing, &mut self.dice) {
            self.tell(contact, Actor::Customer, ContactEvent::Surveyed { score }, now);
        }
        self.let_go(contact);
    }

    fn wrap_up(&mut self, contact: ContactId, agent: AgentId, now: Timestamp) {
        self.tell(contact, Actor::System, ContactEvent::WrapUpStarted, now);
        let pace = self.team.get(&agent).map_or(1.0, |staff| staff.pace);
        let done = now.plus(self.dice.log_normal(30.0 * pace, 0.45, 170.0));
        self.at(done, Action::Record(contact));
    }

    pub(super) fn record(&mut self, contact: ContactId, now: Timestamp) {
        let Some(call) = self.calls.get_mut(&contact).filter(|call| call.in_wrap_up) else { return };
        let Some(agent) = call.agent.as_ref().map(|agent| agent.id) else { return };
        call.in_wrap_up = false;
        let record = call.record();
        let (resolved, mut caller) = (call.resolved, call.caller.clone());
        self.tell(contact, Actor::Agent(agent), ContactEvent::Recorded { record }, now);
        self.tell(contact, Actor::Agent(agent), ContactEvent::WrapUpFinished, now);
        self.feed(Event::WrapUpFinished { contact, agent }, now);
        let comes_back = if resolved { 0.015 } else { 0.55 };
        if caller.before < 3 && self.dice.chance(comes_back) {
            caller.before += 1;
            let hours = BACK_WITHIN_H.0 + self.dice.share() * (BACK_WITHIN_H.1 - BACK_WITHIN_H.0);
            self.at(by_day(now, hours), Action::Arrive(caller));
        }
        self.let_go(contact);
    }

    /// A call of which nothing more is told leaves the simulation.
    fn let_go(&mut self, contact: ContactId) {
        let done = |call: &super::call::Call| call.stage == Stage::Over && !call.surveyed && !call.in_wrap_up;
        if self.calls.get(&contact).is_some_and(done) {
            self.contacts.release(contact);
            self.calls.remove(&contact);
        }
    }

    fn presence(&mut self, agent: AgentId, presence: Presence, now: Timestamp) {
        if presence == Presence::Missed {
            let back = now.plus(self.dice.between(15.0, 60.0));
            self.at(back, Action::Declare(agent, Presence::Available));
        }
        let (name, kind) = match presence {
            Presence::Offline => ("offline", None),
            Presence::Available => ("available", None),
            Presence::Break { kind } => ("break", Some(kind)),
            Presence::Missed => ("missed", None),
        };
        let staff_number = self.team.get(&agent).map(|staff| staff.who.staff_number.clone());
        let data = json!({"staff_number": staff_number, "presence": name, "break_kind": kind});
        self.note("routing.presence", agent, data, now);
    }

    fn activity(&mut self, agent: AgentId, activity: Activity, now: Timestamp) {
        let name = match activity {
            Activity::Idle => "idle",
            Activity::Offered => "offered",
            Activity::Handling => "handling",
            Activity::WrapUp => "wrap_up",
        };
        let staff_number = self.team.get(&agent).map(|staff| staff.who.staff_number.clone());
        self.note("routing.activity", agent, json!({"staff_number": staff_number, "activity": name}), now);
    }

    fn note(&mut self, kind: &str, agent: AgentId, data: serde_json::Value, at: Timestamp) {
        let (subject, actor) = (format!("agent:{agent}"), Actor::Agent(agent));
        self.told.push(NewEvent { at, kind: kind.to_owned(), subject, actor, data: data.into() });
    }
}

/// So many hours later, moved into the day (09:00–18:00 in UTC+8) where that is at night.
fn by_day(now: Timestamp, hours: f64) -> Timestamp {
    let later = now.plus(std::time::Duration::from_secs_f64(hours * 3600.0));
    let hour = 3_600_000_000;
    let of_day = (later.micros() + 8 * hour).rem_euclid(24 * hour) / hour;
    if (9..18).contains(&of_day) { later } else { later.plus(std::time::Duration::from_secs(13 * 3600)) }
}

fn named(end: OfferEnd) -> (contact::OfferEnd, &'static str) {
    match end {
        OfferEnd::Accepted => (contact::OfferEnd::Accepted, "answered"),
        OfferEnd::Refused => (contact::OfferEnd::Refused, "busy_here"),
        OfferEnd::TimedOut => (contact::OfferEnd::TimedOut, "no_answer"),
        OfferEnd::Withdrawn { why } => (
            contact::OfferEnd::Withdrawn,
            match why {
                Withdrawal::CustomerLeft => "caller_left",
                Withdrawal::Redirected => "redirected",
                Withdrawal::AgentUnavailable => "agent_unavailable",
                Withdrawal::AgentLost => "agent_lost",
                Withdrawal::NoLongerMatches => "no_longer_matches",
            },
        ),
    }
}
