//! Return visits as the API shows them, and what is asked of them.

use kernel::{CustomerId, Text, Timestamp};
use promise::{VisitOutcome, VisitReason};
use serde::{Deserialize, Serialize};
use ticket::TicketId;
use utoipa::{IntoParams, ToSchema};

use super::{OwnerView, PromiseId};

/// A question of a visit's script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VisitQuestion {
    /// Its name.
    pub name: String,
    /// Its wording.
    pub wording: Text,
    /// Whether it must be answered.
    pub needed: bool,
    /// What the customer said.
    pub answer: Option<String>,
}

/// A return visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReturnVisitView)]
pub struct VisitView {
    /// The visit, and the promise to make it.
    pub id: PromiseId,
    /// Short number for people.
    pub number: i64,
    /// Why.
    pub reason: VisitReason,
    /// `planned`, `done`, `given_up`, `cancelled`.
    pub state: String,
    /// By when.
    pub due_at: Timestamp,
    /// Not to be called before.
    pub not_before: Option<Timestamp>,
    /// Who makes it.
    pub owner: OwnerView,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// The number to call, masked unless the reader may see it.
    pub caller: Option<String>,
    /// The ticket that is visited after.
    pub ticket_id: Option<TicketId>,
    /// What is asked, with what was answered.
    pub script: Vec<VisitQuestion>,
    /// Calls that did not reach the customer.
    pub tries: u32,
    /// Calls until it is given up.
    pub most_tries: u32,
    /// What it found.
    pub outcome: Option<VisitOutcome>,
    /// From 1 to 5.
    pub satisfaction: Option<u8>,
    /// What happens next.
    pub next_step: Option<String>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// What can be done now.
    pub actions: Vec<String>,
}

/// What can be done with a visit.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum VisitAction {
    /// The customer was called and not reached.
    NotReached,
    /// The customer answered.
    Complete {
        /// Answers by the name of the question.
        answers: std::collections::BTreeMap<String, String>,
        /// Whether the matter is settled.
        resolved: bool,
        /// What is missing, when it is not.
        #[serde(default)]
        missing: String,
        /// From 1 to 5.
        #[serde(default)]
        satisfaction: Option<u8>,
        /// What happens next.
        #[serde(default)]
        next_step: Option<String>,
    },
    /// Not needed any more.
    Cancel {
        /// Why.
        why: String,
    },
}

/// A visit to be planned.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVisitForm {
    /// Why.
    pub reason: VisitReason,
    /// The customer; of the ticket when left out.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// The ticket that is visited after.
    #[serde(default)]
    pub ticket_id: Option<TicketId>,
    /// By when, in words; the usual time when left out.
    #[serde(default)]
    pub when: Option<String>,
    /// Who makes it; who plans it by default.
    #[serde(default)]
    pub owner: Option<promise::Owner>,
}

/// Which visits.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VisitFilter {
    /// `planned`, `done`, `given_up`, `cancelled`.
    pub state: Option<String>,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// Items per page, 1..=200; 50 by default.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}
