//! Which conversations of the month can be heard: some of those of old, more of the last day, and every voice message.

use std::time::Duration;

use contact::{ContactEvent, EndedBy, Outcome};
use kernel::{Actor, ContactId, RecordingId, Timestamp};

use super::dice::Dice;
use super::matters::Matter;
use super::simulate::Simulation;

/// So long before the end more is heard.
const LATELY: Duration = Duration::from_secs(24 * 3600);
/// Shares of the conversations that can be heard: of late, and before.
const OF_LATE: f64 = 0.05;
const BEFORE: f64 = 0.001;
/// The same recordings for everyone.
const SEED: u64 = 8_000;

/// What is heard of a contact.
pub enum Said {
    /// A conversation with the agent of this staff number.
    Conversation(String),
    /// A voice message.
    Message,
}

/// A recording that is told of, and whose file is still to be made.
pub struct Taken {
    pub id: RecordingId,
    pub contact: ContactId,
    pub matter: &'static Matter,
    pub said: Said,
    pub started_at: Timestamp,
    pub length: Duration,
}

/// The recordings of the month. Its dice are its own: the month is the same without it.
pub struct Tape {
    dice: Dice,
    /// Nothing is recorded where nobody can speak.
    runs: bool,
    lately: Timestamp,
    taken: Vec<Taken>,
}

impl Tape {
    pub fn new(runs: bool, to: Timestamp) -> Self {
        Self { dice: Dice::new(SEED), runs, lately: to.minus(LATELY), taken: Vec::new() }
    }

    fn wants(&mut self, now: Timestamp) -> Option<RecordingId> {
        let share = if now >= self.lately { OF_LATE } else { BEFORE };
        let id = RecordingId(self.dice.id(now));
        (self.dice.chance(share) && self.runs).then_some(id)
    }
}

impl Simulation {
    /// What is to be made into files.
    pub fn take_recordings(&mut self) -> Vec<Taken> {
        std::mem::take(&mut self.tape.taken)
    }

    /// A conversation begins; some are recorded.
    pub(super) fn record_sound(&mut self, contact: ContactId, now: Timestamp) {
        let Some(recording) = self.tape.wants(now) else { return };
        let Some(call) = self.calls.get_mut(&contact).filter(|call| !call.caller.client.english) else {
            return;
        };
        call.sound = Some((recording, now));
        self.tell(contact, Actor::System, ContactEvent::RecordingStarted { recording }, now);
    }

    /// A conversation ends, and its recording.
    pub(super) fn end_sound(&mut self, contact: ContactId, now: Timestamp) {
        let Some(call) = self.calls.get_mut(&contact) else { return };
        let (Some((id, started_at)), Some(agent)) = (call.sound.take(), call.agent.as_ref()) else { return };
        let (length, matter) = (now.since(started_at), call.caller.matter);
        let said = Said::Conversation(agent.staff_number.clone());
        let ended =
            ContactEvent::RecordingEnded { recording: id, duration_ms: millis(length), failure: None };
        self.tell(contact, Actor::System, ended, now);
        self.tape.taken.push(Taken { id, contact, matter, said, started_at, length });
    }

    /// The caller leaves a voice message; where nothing can be recorded, a wish to be called back.
    pub(super) fn leaves_message(&mut self, contact: ContactId, now: Timestamp) {
        let length = self.dice.between(11_000.0, 17_000.0) / 1000;
        let Some(call) = self.calls.get(&contact).filter(|_| self.tape.runs) else {
            return self.wants_call_back(contact, now);
        };
        let (id, matter, over) = (RecordingId(self.dice.id(now)), call.caller.matter, now.plus(length));
        let left = ContactEvent::VoicemailLeft { recording: id, duration_ms: millis(length) };
        self.tell(contact, Actor::Customer, left, over);
        let taken = Taken { id, contact, matter, said: Said::Message, started_at: now, length };
        self.tape.taken.push(taken);
        self.end(contact, EndedBy::Customer, Outcome::Voicemail, over);
    }
}

fn millis(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}
