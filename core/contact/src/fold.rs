//! Folding events into the present state.

use std::time::Duration;

use kernel::{ContactId, Timestamp};

use crate::{
    AgentRef, Contact, ContactEvent, ContactState, OfferEnd, Outcome, Segment, SegmentState, Survey,
};

impl Contact {
    /// A contact from its first event; nothing when that is not [`ContactEvent::Arrived`].
    pub fn begin(id: ContactId, event: &ContactEvent, at: Timestamp) -> Option<Self> {
        let ContactEvent::Arrived { number, channel, direction, entry, caller } = event else { return None };
        Some(Self {
            id,
            number: *number,
            channel: *channel,
            direction: *direction,
            entry: entry.clone(),
            caller: caller.clone(),
            customer: None,
            queue: None,
            agent: None,
            state: ContactState::Entry,
            outcome: None,
            arrived_at: at,
            queued_at: None,
            answered_at: None,
            ended_at: None,
            ended_by: None,
            end_reason: None,
            queue_time: Duration::ZERO,
            ring_time: Duration::ZERO,
            talk_time: Duration::ZERO,
            hold_time: Duration::ZERO,
            wrap_up_time: Duration::ZERO,
            recording: None,
            record: None,
            survey: None,
            open_segment: Some(segment(SegmentState::Entry, None, at)),
            missed_offers: 0,
            muted: false,
        })
    }

    /// Applies the next event and returns the segment that it ended, if one.
    pub fn apply(&mut self, event: &ContactEvent, at: Timestamp) -> Option<Segment> {
        match event {
            ContactEvent::Queued { queue, .. } => {
                self.queue = Some(*queue);
                self.queued_at.get_or_insert(at);
                self.enter(ContactState::Queued, SegmentState::Queued, None, at)
            }
            ContactEvent::Ringing { agent } => {
                self.enter(ContactState::Ringing, SegmentState::Ringing, Some(agent.clone()), at)
            }
            ContactEvent::OfferEnded { end, .. } => self.offer_ended(*end, at),
            ContactEvent::Connected { agent } => {
                self.answered_at.get_or_insert(at);
                self.enter(ContactState::Talking, SegmentState::Talking, Some(agent.clone()), at)
            }
            ContactEvent::Held => self.enter(ContactState::Held, SegmentState::Held, self.agent.clone(), at),
            ContactEvent::Resumed => {
                self.enter(ContactState::Talking, SegmentState::Talking, self.agent.clone(), at)
            }
            ContactEvent::Ended { ended_by, reason, outcome } => {
                self.ended_at = Some(at);
                self.ended_by = Some(*ended_by);
                self.end_reason = Some(reason.clone());
                self.outcome = Some(*outcome);
                self.muted = false;
                self.state = state_after_end(*outcome);
                self.leave(at)
            }
            ContactEvent::WrapUpStarted => {
                self.enter(ContactState::WrapUp, SegmentState::WrapUp, self.agent.clone(), at)
            }
            ContactEvent::WrapUpFinished => {
                self.state = ContactState::Closed;
                self.leave(at)
            }
            ContactEvent::Step { .. } => self.stepped(at),
            ContactEvent::Arrived { .. }
            | ContactEvent::CustomerMatched { .. }
            | ContactEvent::Offered { .. }
            | ContactEvent::Muted { .. }
            | ContactEvent::RecordingStarted { .. }
            | ContactEvent::RecordingEnded { .. }
            | ContactEvent::AgentLost { .. }
            | ContactEvent::LegEnded { .. }
            | ContactEvent::WrapUpOverdue
            | ContactEvent::Recorded { .. }
            | ContactEvent::Surveyed { .. }
            | ContactEvent::VoicemailLeft { .. }
            | ContactEvent::CallbackRequested { .. } => {
                self.note(event, at);
                None
            }
        }
    }

    /// Events that add a fact and move nothing.
    fn note(&mut self, event: &ContactEvent, at: Timestamp) {
        match event {
            ContactEvent::CustomerMatched { customer } => self.customer = Some(*customer),
            ContactEvent::RecordingStarted { recording } | ContactEvent::VoicemailLeft { recording, .. } => {
                self.recording = Some(*recording);
            }
            ContactEvent::Muted { on } => self.muted = *on,
            ContactEvent::Recorded { record } => self.record = Some(record.clone()),
            // One answer per contact: the first one counts (SUR-1).
            ContactEvent::Surveyed { score } => {
                self.survey.get_or_insert(Survey { score: *score, at });
            }
            _ => {}
        }
    }

    /// A step of the flow is taken by a caller who is not, or no longer, waiting for a person.
    fn stepped(&mut self, at: Timestamp) -> Option<Segment> {
        match self.state {
            ContactState::Queued | ContactState::Ringing => {
                self.enter(ContactState::Entry, SegmentState::Entry, None, at)
            }
            ContactState::Entry
            | ContactState::Talking
            | ContactState::Held
            | ContactState::WrapUp
            | ContactState::Closed
            | ContactState::Abandoned => None,
        }
    }

    fn offer_ended(&mut self, end: OfferEnd, at: Timestamp) -> Option<Segment> {
        match end {
            OfferEnd::Accepted => None,
            OfferEnd::Refused | OfferEnd::TimedOut => {
                self.missed_offers += 1;
                self.back_to_queue(at)
            }
            OfferEnd::Withdrawn => self.back_to_queue(at),
        }
    }

    fn back_to_queue(&mut self, at: Timestamp) -> Option<Segment> {
        match self.state {
            ContactState::Ringing => self.enter(ContactState::Queued, SegmentState::Queued, None, at),
            ContactState::Entry
            | ContactState::Queued
            | ContactState::Talking
            | ContactState::Held
            | ContactState::WrapUp
            | ContactState::Closed
            | ContactState::Abandoned => None,
        }
    }

    fn enter(
        &mut self,
        state: ContactState,
        kind: SegmentState,
        agent: Option<AgentRef>,
        at: Timestamp,
    ) -> Option<Segment> {
        let ended = self.leave(at);
        if agent.is_some() || kind == SegmentState::Queued {
            self.agent.clone_from(&agent);
        }
        self.state = state;
        self.open_segment = Some(Segment { queue: self.queue, ..segment(kind, agent, at) });
        ended
    }

    /// Ends the running segment and books its length.
    fn leave(&mut self, at: Timestamp) -> Option<Segment> {
        let mut ended = self.open_segment.take()?;
        ended.to = Some(at);
        let length = ended.length(at);
        match ended.state {
            SegmentState::Entry => {}
            SegmentState::Queued => self.queue_time += length,
            SegmentState::Ringing => self.book_ringing(length),
            SegmentState::Talking => self.talk_time += length,
            SegmentState::Held => self.hold_time += length,
            SegmentState::WrapUp => self.wrap_up_time += length,
        }
        Some(ended)
    }

    /// Only the ringing that led to the answer is ring time; earlier, fruitless ringing was waiting for the customer.
    fn book_ringing(&mut self, length: Duration) {
        self.queue_time += self.ring_time;
        self.ring_time = length;
    }
}

fn state_after_end(outcome: Outcome) -> ContactState {
    match outcome {
        Outcome::Abandoned => ContactState::Abandoned,
        Outcome::Served
        | Outcome::SelfService
        | Outcome::Cancelled
        | Outcome::Voicemail
        | Outcome::Callback
        | Outcome::OutOfHours
        | Outcome::Failed => ContactState::Closed,
    }
}

fn segment(state: SegmentState, agent: Option<AgentRef>, from: Timestamp) -> Segment {
    Segment { state, queue: None, agent, from, to: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Channel, Direction, EndedBy};
    use kernel::{AgentId, OfferId, QueueId, Text};

    fn at(s: i64) -> Timestamp {
        Timestamp::from_secs(1_000_000 + s)
    }

    fn agent(n: u128) -> AgentRef {
        AgentRef { id: AgentId::from_u128(n), staff_number: format!("100{n}"), name: format!("坐席{n}") }
    }

    fn arrived() -> Contact {
        let event = ContactEvent::Arrived {
            number: 1,
            channel: Channel::Voice,
            direction: Direction::Inbound,
            entry: "95000".into(),
            caller: None,
        };
        Contact::begin(ContactId::from_u128(1), &event, at(0)).unwrap()
    }

    fn queued() -> ContactEvent {
        ContactEvent::Queued { queue: QueueId::from_u128(1), queue_name: "售后".into(), priority: 0 }
    }

    fn missed(n: u128) -> ContactEvent {
        ContactEvent::OfferEnded {
            offer: OfferId::from_u128(n),
            agent: AgentId::from_u128(n),
            end: OfferEnd::TimedOut,
            why: "no_answer".into(),
        }
    }

    fn ended(ended_by: EndedBy, outcome: Outcome) -> ContactEvent {
        ContactEvent::Ended { ended_by, reason: "bye".into(), outcome }
    }

    fn told(events: &[(i64, ContactEvent)]) -> Contact {
        let mut contact = arrived();
        for (s, event) in events {
            contact.apply(event, at(*s));
        }
        contact
    }

    #[test]
    fn a_served_call_has_its_times_in_the_right_places() {
        let contact = told(&[
            (5, queued()),
            (8, ContactEvent::Ringing { agent: agent(1) }),
            (12, ContactEvent::Connected { agent: agent(1) }),
            (40, ContactEvent::Held),
            (50, ContactEvent::Resumed),
            (70, ended(EndedBy::Customer, Outcome::Served)),
            (70, ContactEvent::WrapUpStarted),
            (90, ContactEvent::WrapUpFinished),
        ]);
        let secs = |d: Duration| d.as_secs();
        assert_eq!(contact.state, ContactState::Closed);
        assert_eq!(
            [
                contact.queue_time,
                contact.ring_time,
                contact.talk_time,
                contact.hold_time,
                contact.wrap_up_time
            ]
            .map(secs),
            [3, 4, 48, 10, 20]
        );
        assert_eq!(contact.ended_at, Some(at(70)));
        assert_eq!(contact.open_segment, None);
    }

    #[test]
    fn ringing_that_nobody_answered_was_waiting_for_the_customer() {
        let contact = told(&[
            (5, queued()),
            (6, ContactEvent::Ringing { agent: agent(1) }),
            (21, missed(1)),
            (22, ContactEvent::Ringing { agent: agent(2) }),
            (24, ContactEvent::Connected { agent: agent(2) }),
        ]);
        assert_eq!(contact.ring_time.as_secs(), 2);
        assert_eq!(contact.queue_time.as_secs(), 17);
        assert_eq!(contact.missed_offers, 1);
        assert_eq!(contact.agent, Some(agent(2)));
    }

    #[test]
    fn leaving_the_queue_is_abandoning_and_no_agent_is_named() {
        let contact = told(&[
            (5, queued()),
            (6, ContactEvent::Ringing { agent: agent(1) }),
            (21, missed(1)),
            (30, ended(EndedBy::Customer, Outcome::Abandoned)),
        ]);
        assert_eq!(contact.state, ContactState::Abandoned);
        assert_eq!(contact.agent, None);
        assert_eq!(contact.answered_at, None);
    }

    #[test]
    fn only_the_first_judgement_counts() {
        let contact =
            told(&[(1, ContactEvent::Surveyed { score: 2 }), (2, ContactEvent::Surveyed { score: 5 })]);
        assert_eq!(contact.survey.map(|s| s.score), Some(2));
    }

    #[test]
    fn who_leaves_the_queue_for_the_flow_waits_no_longer() {
        let step = ContactEvent::Step { node: "call_back".into(), why: Text::new("按 1", "pressed 1") };
        let contact = told(&[(5, queued()), (9, step), (40, ended(EndedBy::Customer, Outcome::Callback))]);
        assert_eq!((contact.queue_time.as_secs(), contact.queued_at), (4, Some(at(5))));
    }

    #[test]
    fn a_flow_step_moves_nothing() {
        let step = ContactEvent::Step { node: "menu".into(), why: Text::new("按 0", "pressed 0") };
        assert_eq!(told(&[(3, step)]), arrived());
    }

    proptest::proptest! {
        #[test]
        fn elapsed_stretches_sum_to_the_presence_after_the_menu(
            moves in proptest::collection::vec((0_u8..6, 0_i64..100), 0..40)
        ) {
            let mut contact = arrived();
            let mut now = 0;
            let mut sum = Duration::ZERO;
            for (kind, wait) in moves {
                now += wait;
                let event = match kind {
                    0 => queued(),
                    1 => ContactEvent::Ringing { agent: agent(1) },
                    2 => missed(1),
                    3 => ContactEvent::Connected { agent: agent(1) },
                    4 => ContactEvent::Held,
                    _ => ContactEvent::Resumed,
                };
                if let Some(segment) = contact.apply(&event, at(now)) {
                    sum += segment.length(at(now));
                }
            }
            if let Some(segment) = contact.apply(&ended(EndedBy::System, Outcome::Failed), at(now)) {
                sum += segment.length(at(now));
            }
            proptest::prop_assert_eq!(sum, at(now).since(at(0)));
        }
    }
}
