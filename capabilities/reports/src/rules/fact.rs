//! What a contact's events say of it, as far as it is counted.

use std::time::Duration;

use contact::{Channel, Contact, ContactEvent, Direction, Record, Segment};
use kernel::{AgentId, ContactId, QueueId, Timestamp};
use workload::{ContactFacts, EndedBy, Outcome};

/// The reason of an end by which the caller went on into the survey.
const TO_SURVEY: &str = "handed_to_survey";

/// A settled contact. Times in milliseconds, as they are stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub contact: ContactId,
    pub number: i64,
    pub channel: Channel,
    pub queue: Option<QueueId>,
    pub agent: Option<AgentId>,
    /// The customer, or the number of one who is not known; none for a hidden number.
    pub person: Option<String>,
    /// What the record says it was about.
    pub category: Option<String>,
    pub arrived_at: Timestamp,
    pub offered_at: Option<Timestamp>,
    /// End of the conversation.
    pub ended_at: Option<Timestamp>,
    pub outcome: Outcome,
    pub queue_ms: i64,
    pub ring_ms: i64,
    pub answered_ring_ms: i64,
    pub talk_ms: i64,
    pub hold_ms: i64,
    pub wrap_up_ms: i64,
    pub ended_by: Option<EndedBy>,
    pub survey_score: Option<u8>,
    pub resolved: Option<bool>,
    pub record_complete: bool,
    /// Whether the customer came back on the same matter within seven days; found when asked.
    pub came_back: bool,
}

fn ms(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn seconds(ms: i64) -> f64 {
    // Milliseconds of a contact fit a double exactly.
    #[allow(clippy::cast_precision_loss, reason = "less than 2^53")]
    let ms = ms as f64;
    ms / 1000.0
}

impl Fact {
    /// The instant by which it belongs to a period.
    pub fn counted_at(&self) -> Timestamp {
        self.offered_at.unwrap_or(self.arrived_at)
    }

    /// In the form in which indicators are defined.
    pub fn facts(&self) -> ContactFacts {
        ContactFacts {
            contact: self.contact,
            arrived_at: self.arrived_at,
            offered_at: self.offered_at,
            outcome: self.outcome,
            queue_s: seconds(self.queue_ms),
            ring_s: seconds(self.ring_ms),
            answered_ring_s: seconds(self.answered_ring_ms),
            talk_s: seconds(self.talk_ms),
            hold_s: seconds(self.hold_ms),
            wrap_up_s: seconds(self.wrap_up_ms),
            ended_by: self.ended_by,
            survey_score: self.survey_score,
            resolved_first_contact: self.resolved,
            came_back: self.came_back,
            record_complete: self.record_complete,
        }
    }
}

/// A contact while its events come in.
#[derive(Debug, Clone)]
pub struct Tracked {
    contact: Contact,
    /// Queue and ring time at the first answer: what comes after it was no waiting for an answer.
    waited: Option<(Duration, Duration)>,
    record_complete: bool,
}

/// What an event changed.
#[derive(Debug, Default)]
pub struct Change {
    /// A stretch of the contact that ended.
    pub segment: Option<Segment>,
    /// Something counted is different now.
    pub counted: bool,
}

impl Tracked {
    /// A contact from its first event; nothing when that is no arrival.
    pub fn begin(id: ContactId, event: &ContactEvent, at: Timestamp) -> Option<Self> {
        Contact::begin(id, event, at).map(|contact| Self { contact, waited: None, record_complete: false })
    }

    /// Applies the next event. `complete` judges a record.
    pub fn apply(
        &mut self,
        event: &ContactEvent,
        at: Timestamp,
        complete: impl Fn(&Record) -> bool,
    ) -> Change {
        let was_final = self.contact.state.is_final();
        let answers = matches!(event, ContactEvent::Connected { .. }) && self.contact.answered_at.is_none();
        let segment = self.contact.apply(event, at);
        if answers {
            self.waited = Some((self.contact.queue_time, self.contact.ring_time));
        }
        // What is added after the end of the after-call work was not there at wrap-up.
        if let (ContactEvent::Recorded { record }, false) = (event, was_final) {
            self.record_complete = complete(record);
        }
        Change { segment, counted: changes_a_count(event) }
    }

    /// Whether nothing more is expected.
    pub fn is_over(&self) -> bool {
        self.contact.state.is_final()
    }

    /// Its fact, once it is answered or over. Only what customers began is counted.
    pub fn fact(&self) -> Option<Fact> {
        let contact = &self.contact;
        if contact.direction != Direction::Inbound {
            return None;
        }
        let outcome = outcome(contact)?;
        let answered = outcome == Outcome::Answered;
        let (queue, ring) = self.waited.unwrap_or((contact.queue_time, contact.ring_time));
        let record = contact.record.as_ref();
        let customer = contact.customer.map(|customer| customer.to_string());
        Some(Fact {
            contact: contact.id,
            number: contact.number,
            channel: contact.channel,
            queue: contact.queue,
            agent: contact.agent.as_ref().map(|agent| agent.id),
            person: customer.or_else(|| contact.caller.clone()),
            category: record.map(|record| record.category.clone()).filter(|category| !category.is_empty()),
            arrived_at: contact.arrived_at,
            offered_at: contact.queued_at,
            ended_at: contact.ended_at,
            outcome,
            queue_ms: ms(queue),
            ring_ms: ms(ring),
            answered_ring_ms: if answered { ms(ring) } else { 0 },
            talk_ms: ms(contact.talk_time),
            hold_ms: ms(contact.hold_time),
            wrap_up_ms: ms(contact.wrap_up_time),
            ended_by: ended_by(contact),
            survey_score: contact.survey.map(|survey| survey.score),
            resolved: record.and_then(|record| record.resolved_first_contact),
            record_complete: self.record_complete,
            came_back: false,
        })
    }
}

fn changes_a_count(event: &ContactEvent) -> bool {
    matches!(
        event,
        ContactEvent::CustomerMatched { .. }
            | ContactEvent::Connected { .. }
            | ContactEvent::Ended { .. }
            | ContactEvent::Recorded { .. }
            | ContactEvent::WrapUpFinished
            | ContactEvent::Surveyed { .. }
    )
}

fn outcome(contact: &Contact) -> Option<Outcome> {
    if contact.answered_at.is_some() {
        return Some(Outcome::Answered);
    }
    let ended = contact.outcome?;
    Some(match (contact.queued_at, ended) {
        (None, _) => Outcome::SelfService,
        (Some(_), contact::Outcome::Abandoned) => Outcome::Abandoned,
        (Some(_), _) => Outcome::Diverted,
    })
}

/// Who ended the conversation. An agent who hands the caller to the survey has not hung up on the caller (HOT-7, HOT-9).
fn ended_by(contact: &Contact) -> Option<EndedBy> {
    Some(match contact.ended_by? {
        contact::EndedBy::Customer => EndedBy::Customer,
        contact::EndedBy::Agent if contact.end_reason.as_deref() == Some(TO_SURVEY) => EndedBy::System,
        contact::EndedBy::Agent => EndedBy::Agent,
        contact::EndedBy::System => EndedBy::System,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contact::AgentRef;
    use kernel::OfferId;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_secs(1_000_000 + s)
    }

    fn agent() -> AgentRef {
        AgentRef { id: AgentId::from_u128(1), staff_number: "1001".into(), name: "陈静".into() }
    }

    fn arrived(direction: Direction) -> ContactEvent {
        ContactEvent::Arrived {
            number: 7,
            channel: Channel::Voice,
            direction,
            entry: "95000".into(),
            caller: Some("13800138000".into()),
        }
    }

    fn queued() -> ContactEvent {
        ContactEvent::Queued { queue: QueueId::from_u128(1), queue_name: "售后".into(), priority: 0 }
    }

    fn ended(outcome: contact::Outcome) -> ContactEvent {
        ContactEvent::Ended { ended_by: contact::EndedBy::Customer, reason: "bye".into(), outcome }
    }

    fn told(events: &[(i64, ContactEvent)]) -> Tracked {
        let mut tracked =
            Tracked::begin(ContactId::from_u128(1), &arrived(Direction::Inbound), at(0)).unwrap();
        for (s, event) in events {
            tracked.apply(event, at(*s), |record| record.matter == "whole");
        }
        tracked
    }

    fn record(matter: &str) -> ContactEvent {
        ContactEvent::Recorded { record: Record { matter: matter.into(), ..Record::default() } }
    }

    #[test]
    fn a_contact_that_waits_is_not_counted_yet() {
        assert_eq!(told(&[(1, queued()), (2, ContactEvent::Ringing { agent: agent() })]).fact(), None);
    }

    #[test]
    fn what_the_centre_began_is_not_counted() {
        let id = ContactId::from_u128(1);
        let mut call = Tracked::begin(id, &arrived(Direction::Outbound), at(0)).unwrap();
        call.apply(&ended(contact::Outcome::Served), at(9), |_| true);
        assert_eq!(call.fact(), None);
    }

    #[test]
    fn leaving_the_queue_for_voicemail_is_no_abandoning() {
        let outcome = |events: &[(i64, ContactEvent)]| told(events).fact().unwrap().outcome;
        assert_eq!(outcome(&[(1, queued()), (9, ended(contact::Outcome::Voicemail))]), Outcome::Diverted);
        assert_eq!(outcome(&[(1, queued()), (9, ended(contact::Outcome::Abandoned))]), Outcome::Abandoned);
        assert_eq!(outcome(&[(9, ended(contact::Outcome::SelfService))]), Outcome::SelfService);
    }

    #[test]
    fn waiting_for_a_second_agent_does_not_change_the_wait_for_the_first_answer() {
        let again = OfferId::from_u128(2);
        let tracked = told(&[
            (2, queued()),
            (5, ContactEvent::Ringing { agent: agent() }),
            (9, ContactEvent::Connected { agent: agent() }),
            (20, queued()),
            (50, ContactEvent::Ringing { agent: agent() }),
            (
                53,
                ContactEvent::OfferEnded {
                    offer: again,
                    agent: agent().id,
                    end: contact::OfferEnd::Accepted,
                    why: String::new(),
                },
            ),
            (53, ContactEvent::Connected { agent: agent() }),
            (60, ended(contact::Outcome::Served)),
        ]);
        let fact = tracked.fact().unwrap();
        assert_eq!(
            (fact.queue_ms, fact.ring_ms, fact.answered_ring_ms, fact.talk_ms),
            (3_000, 4_000, 4_000, 18_000)
        );
    }

    #[test]
    fn handing_the_caller_to_the_survey_is_no_hanging_up() {
        let end = |reason: &str| ContactEvent::Ended {
            ended_by: contact::EndedBy::Agent,
            reason: reason.into(),
            outcome: contact::Outcome::Served,
        };
        let connected = (1, ContactEvent::Connected { agent: agent() });
        let by = |reason: &str| told(&[connected.clone(), (9, end(reason))]).fact().unwrap().ended_by;
        assert_eq!(by("handed_to_survey"), Some(EndedBy::System));
        assert_eq!(by("agent_hung_up"), Some(EndedBy::Agent));
    }

    #[test]
    fn a_record_completed_after_the_wrap_up_was_not_complete_at_wrap_up() {
        let talk = [(1, queued()), (2, ContactEvent::Connected { agent: agent() })];
        let end = [(9, ended(contact::Outcome::Served)), (9, ContactEvent::WrapUpStarted)];
        let begun = [talk, end].concat();
        let in_time =
            [begun.clone(), vec![(12, record("whole")), (12, ContactEvent::WrapUpFinished)]].concat();
        let late =
            [begun, vec![(12, record("part")), (12, ContactEvent::WrapUpFinished), (30, record("whole"))]];
        assert!(told(&in_time).fact().unwrap().record_complete);
        assert!(!told(&late.concat()).fact().unwrap().record_complete);
    }
}
