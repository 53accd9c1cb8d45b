//! Contacts as the API shows them.

use std::time::Duration;

use contact::{AgentRef, Channel, Contact, ContactState, Direction, EndedBy, Outcome, Record};
use kernel::{Actor, AgentId, ContactId, CustomerId, QueueId, RecordingId, Text, Timestamp};
use serde::{Deserialize, Serialize};
use ticket::{PathAnswer, PathEnd, PathQuestion};
use utoipa::ToSchema;

/// The agent of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgentView {
    /// Staff number.
    pub staff_number: String,
    /// Name.
    pub name: String,
}

impl From<&AgentRef> for AgentView {
    fn from(agent: &AgentRef) -> Self {
        Self { staff_number: agent.staff_number.clone(), name: agent.name.clone() }
    }
}

/// The customer's judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SurveyView {
    /// 1 (poor) to 5 (very good).
    pub score: u8,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactView {
    /// The contact.
    pub id: ContactId,
    /// Short number for people.
    pub number: i64,
    /// Channel.
    pub channel: Channel,
    /// Who started it.
    pub direction: Direction,
    /// What was dialled or addressed.
    pub entry: String,
    /// The customer's number, masked unless the reader may see it.
    pub caller: Option<String>,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// The queue last asked.
    pub queue: Option<QueueId>,
    /// The agent who rings, talks or talked last.
    pub agent: Option<AgentView>,
    /// Where it stands.
    pub state: ContactState,
    /// How it was settled.
    pub outcome: Option<Outcome>,
    /// First sign of the customer.
    pub arrived_at: Timestamp,
    /// First moment in a queue.
    pub queued_at: Option<Timestamp>,
    /// First conversation with a person.
    pub answered_at: Option<Timestamp>,
    /// End of the customer's presence.
    pub ended_at: Option<Timestamp>,
    /// Which side ended the conversation.
    pub ended_by: Option<EndedBy>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// Seconds of ringing at the agent who answered.
    pub ring_s: f64,
    /// Seconds of waiting for a person.
    pub queue_s: f64,
    /// Seconds of conversation.
    pub talk_s: f64,
    /// Seconds on hold.
    pub hold_s: f64,
    /// Seconds of after-call work.
    pub wrap_up_s: f64,
    /// Since when the present state lasts.
    pub state_since: Option<Timestamp>,
    /// The recording.
    pub recording_id: Option<RecordingId>,
    /// What the agent wrote.
    pub record: Option<Record>,
    /// The way along the call manual's flow chart.
    pub path: Option<PathView>,
    /// The customer's judgement.
    pub survey: Option<SurveyView>,
    /// Offers that were not answered.
    pub missed_offers: u32,
    /// The agent's microphone is off.
    pub muted: bool,
    /// What the reader may do now.
    pub actions: Vec<String>,
}

/// Which contacts to list.
#[derive(Debug, Clone, Default)]
pub struct ContactFilter {
    /// Only contacts with a smaller number.
    pub before: Option<i64>,
    /// Only this state.
    pub state: Option<ContactState>,
    /// Only this channel.
    pub channel: Option<Channel>,
    /// Only this queue.
    pub queue: Option<QueueId>,
    /// Only this agent.
    pub agent: Option<AgentId>,
    /// Only this customer.
    pub customer: Option<CustomerId>,
    /// Only this caller's number.
    pub caller: Option<String>,
    /// Arrived at or after.
    pub from: Option<Timestamp>,
    /// Arrived before.
    pub to: Option<Timestamp>,
}

fn seconds(time: Duration) -> f64 {
    // Milliseconds are enough for people and keep JSON short.
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}

impl ContactView {
    /// The view of a contact; `reveal` shows the caller's whole number.
    pub fn of(contact: &Contact, reveal: bool, may_record: bool) -> Self {
        let caller = contact.caller.as_ref();
        // A colleague's staff number is no secret.
        let reveal = reveal || contact.direction == Direction::Internal;
        let record_open = may_record && contact.answered_at.is_some();
        Self {
            id: contact.id,
            number: contact.number,
            channel: contact.channel,
            direction: contact.direction,
            entry: contact.entry.clone(),
            caller: caller.map(|number| if reveal { number.clone() } else { customers::mask(number) }),
            customer_id: contact.customer,
            queue: contact.queue,
            agent: contact.agent.as_ref().map(AgentView::from),
            state: contact.state,
            outcome: contact.outcome,
            arrived_at: contact.arrived_at,
            queued_at: contact.queued_at,
            answered_at: contact.answered_at,
            ended_at: contact.ended_at,
            ended_by: contact.ended_by,
            end_reason: contact.end_reason.clone(),
            ring_s: seconds(contact.ring_time),
            queue_s: seconds(contact.queue_time),
            talk_s: seconds(contact.talk_time),
            hold_s: seconds(contact.hold_time),
            wrap_up_s: seconds(contact.wrap_up_time),
            state_since: contact.open_segment.as_ref().map(|segment| segment.from),
            recording_id: contact.recording,
            record: contact.record.clone(),
            path: None,
            survey: contact.survey.map(|survey| SurveyView { score: survey.score }),
            missed_offers: contact.missed_offers,
            muted: contact.muted,
            actions: if record_open { vec!["record".to_owned()] } else { Vec::new() },
        }
    }
}

/// A question that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PathStep)]
pub struct PathStepView {
    /// In words.
    pub question: Text,
    /// The answer.
    pub answer: PathAnswer,
}

/// The way of a contact along the call manual's flow chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ContactPath)]
pub struct PathView {
    /// What was answered; nothing where nobody spoke with the customer.
    pub taken: Vec<PathStepView>,
    /// The end, once it is reached.
    pub end: Option<PathEnd>,
    /// How it ended, in words.
    pub text: Option<Text>,
    /// The type of ticket that this end leads to.
    pub opens: Option<String>,
}

/// An answer with where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PathChoice)]
pub struct PathAnswerView {
    /// The answer.
    pub answer: PathAnswer,
    /// The question that follows.
    pub next: Option<PathQuestion>,
    /// The end, if this is one.
    pub end: Option<PathEnd>,
    /// The end in words.
    pub text: Option<Text>,
    /// The type of ticket that this end leads to.
    pub opens: Option<String>,
}

/// A question of the call manual's flow chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PathQuestionDoc)]
pub struct PathQuestionView {
    /// Which.
    pub question: PathQuestion,
    /// In words.
    pub text: Text,
    /// Its answers.
    pub answers: Vec<PathAnswerView>,
}

/// One entry of a contact's story.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StoryItem {
    /// Place in the event log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What, such as `contacts.offered`.
    pub kind: String,
    /// Who caused it.
    pub actor: Actor,
    /// In words.
    pub text: Text,
    /// The facts.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

/// What the agent writes about a contact.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct RecordForm {
    /// The record.
    #[serde(flatten)]
    pub record: RecordFields,
    /// Ends the after-call work when the record is complete; `true` by default. Drafts say `false`.
    #[serde(default = "yes")]
    pub finish: bool,
}

fn yes() -> bool {
    true
}

/// The fields of a record as a form sends them.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct RecordFields {
    /// Path in the category tree, such as `orders/status`.
    #[serde(default)]
    pub category: String,
    /// The customer's matter.
    #[serde(default)]
    pub matter: String,
    /// What was done.
    #[serde(default)]
    pub process: String,
    /// How it was solved.
    #[serde(default)]
    pub solution: String,
    /// What the customer said of it.
    #[serde(default)]
    pub feedback: String,
    /// Solved on first contact.
    #[serde(default)]
    pub resolved_first_contact: Option<bool>,
    /// The answers on the call manual's flow chart, in order; by the category where it leaves no question open.
    #[serde(default)]
    pub path: Vec<PathAnswer>,
    /// Further fields that the category asks for.
    #[serde(default)]
    pub extra: std::collections::BTreeMap<String, String>,
}

impl From<RecordFields> for Record {
    fn from(form: RecordFields) -> Self {
        Self {
            category: form.category.trim().to_owned(),
            matter: form.matter,
            process: form.process,
            solution: form.solution,
            feedback: form.feedback,
            resolved_first_contact: form.resolved_first_contact,
            path: form.path.into_iter().map(|answer| answer.name().to_owned()).collect(),
            extra: form.extra,
        }
    }
}
