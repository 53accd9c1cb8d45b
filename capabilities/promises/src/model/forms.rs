//! What is asked of promises.

use contacts::RecordForm;
use kernel::{ContactId, CustomerId, Timestamp};
use promise::{EvidenceKind, Owner, PromiseKind};
use serde::Deserialize;
use ticket::TicketId;
use utoipa::{IntoParams, ToSchema};

use super::Source;

/// A promise to be made.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = NewPromise)]
#[serde(deny_unknown_fields)]
pub struct MakeForm {
    /// By when, in words: `2 小时内`, `明天中午前`, `in 2 hours`, `by 18:00`. Vague words are refused.
    #[serde(default)]
    pub when: Option<String>,
    /// By when, as an instant, instead of words.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// What sort; a call back by default.
    #[serde(default)]
    pub kind: Option<PromiseKind>,
    /// What is promised.
    pub matter: String,
    /// Who answers for it; who makes it by default.
    #[serde(default)]
    pub owner: Option<Owner>,
    /// The customer; of the contact or ticket when left out.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// The number to call; of the contact when left out.
    #[serde(default)]
    pub number: Option<String>,
    /// The contact in which it was given.
    #[serde(default)]
    pub contact_id: Option<ContactId>,
    /// The ticket that it belongs to.
    #[serde(default)]
    pub ticket_id: Option<TicketId>,
}

/// A time that somebody is typing.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PreviewQuery {
    /// What is typed so far.
    #[serde(default)]
    pub when: String,
    /// What is promised, as typed so far: absolute words are flagged in it as well.
    #[serde(default)]
    pub matter: String,
    /// What sort of promise; a call back by default.
    #[param(inline)]
    pub kind: Option<PromiseKind>,
}

/// Something to be done with a promise.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = PromiseActionForm)]
#[serde(deny_unknown_fields)]
pub struct ActionForm {
    /// The version that was seen: if the promise has changed since then, it is told (409).
    #[serde(default)]
    pub version: Option<u64>,
    /// What.
    pub action: Action,
}

/// What can be done with a promise.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = PromiseAction)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// It was kept, as this shows.
    Keep {
        /// What happened; a call that reached the customer by default.
        #[serde(default)]
        kind: Option<EvidenceKind>,
        /// What came of it, in words.
        note: String,
        /// When; now by default.
        #[serde(default)]
        at: Option<Timestamp>,
        /// The contact that shows it.
        #[serde(default)]
        contact_id: Option<ContactId>,
    },
    /// The customer was called and not reached.
    Tried {
        /// Such as `无人接听`.
        #[serde(default)]
        note: String,
    },
    /// Another time that the customer agreed to.
    Move {
        /// By when, in words.
        #[serde(default)]
        when: Option<String>,
        /// By when, as an instant, instead of words.
        #[serde(default)]
        due_at: Option<Timestamp>,
        /// Whether the customer agreed.
        customer_agreed: bool,
        /// Why.
        why: String,
    },
    /// What was awaited has happened: it is due from now on.
    NowDue {
        /// By when, in words; the usual time by default.
        #[serde(default)]
        when: Option<String>,
    },
    /// Take it back.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Give it to another owner.
    Reassign {
        /// To whom.
        owner: Owner,
    },
    /// Take it oneself.
    Take,
}

/// Which promises by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Somebody still has to do something.
    Open,
    /// Open, and little time is left.
    DueSoon,
    /// Broken, and not made good yet.
    Overdue,
    /// Kept in time.
    Kept,
    /// Not kept in time, made good or not.
    Broken,
    /// Taken back.
    Withdrawn,
    /// All.
    #[default]
    All,
}

/// Of whose broken promises somebody hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Of those that were escalated to oneself.
    Me,
}

/// Which promises.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PromiseFilter {
    /// Where they stand; all by default.
    #[param(inline)]
    pub show: Option<Shown>,
    /// `me`, `team` (the own one), `agent:ID`, `team:ID`, `user:ID`.
    pub owner: Option<String>,
    /// What sort.
    #[param(inline)]
    pub kind: Option<PromiseKind>,
    /// From where it came.
    #[param(inline)]
    pub source: Option<Source>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The contact.
    pub contact: Option<ContactId>,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// Due at or after.
    pub from: Option<Timestamp>,
    /// Due before.
    pub to: Option<Timestamp>,
    /// `me`: only those that are broken, open, and escalated to oneself.
    #[param(inline)]
    pub escalated: Option<Heard>,
    /// What is due last comes first.
    pub newest: Option<bool>,
    /// Items per page, 1..=200; 50 by default.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// The record of a contact with what was promised in it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct WrapUpForm {
    /// The record.
    #[serde(flatten)]
    pub record: RecordForm,
    /// By when something was promised, in words; empty or absent when nothing was. Vague words are refused.
    #[serde(default)]
    pub promise: Option<String>,
    /// When it was said; now by default. A record that was written while the server was away names the instant: within
    /// the contact, and not later than now.
    #[serde(default)]
    pub promised_at: Option<Timestamp>,
    /// What was promised; the record's matter by default.
    #[serde(default)]
    pub promise_matter: Option<String>,
    /// What sort; by the category when left out.
    #[serde(default)]
    pub promise_kind: Option<PromiseKind>,
}
