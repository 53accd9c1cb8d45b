//! One promise in the ledger, from its making to its end.
//!
//! made → due soon → kept | broken | withdrawn; moved when the customer agreed. Only what really happened keeps a
//! promise, and the time at which it happened decides, not the time at which it was told: a report that comes late
//! corrects a promise that was taken for broken.

mod decide;
mod fold;

use std::time::Duration;

use clock::Target;
use kernel::{AgentId, TeamId, Text, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// What sort of thing was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromiseKind {
    /// A call back after looking something up.
    CallBack,
    /// An answer to a complaint that could not be solved at once.
    ComplaintAnswer,
    /// A reply to a suggestion.
    SuggestionReply,
    /// The first reply to an e-mail or message.
    FirstReply,
    /// A call back after a transfer that did not come about.
    TransferCallBack,
    /// Word that a system failure is over.
    RecoveryNotice,
    /// A return visit.
    ReturnVisit,
    /// Anything else that was promised for a time: delivered by 18:00.
    Action,
}

impl PromiseKind {
    /// All kinds.
    pub const ALL: [PromiseKind; 8] = [
        PromiseKind::CallBack,
        PromiseKind::ComplaintAnswer,
        PromiseKind::SuggestionReply,
        PromiseKind::FirstReply,
        PromiseKind::TransferCallBack,
        PromiseKind::RecoveryNotice,
        PromiseKind::ReturnVisit,
        PromiseKind::Action,
    ];

    /// How long it may take by default; for a notice of recovery, from the recovery on.
    pub fn default_target(self) -> Target {
        match self {
            PromiseKind::CallBack | PromiseKind::TransferCallBack => Target::hours(2),
            PromiseKind::ComplaintAnswer | PromiseKind::FirstReply => Target::hours(24),
            PromiseKind::SuggestionReply | PromiseKind::Action => Target::working_days(1),
            PromiseKind::RecoveryNotice => Target::hours(1),
            PromiseKind::ReturnVisit => Target::working_days(2),
        }
    }

    /// The name for people.
    pub fn label(self) -> Text {
        match self {
            PromiseKind::CallBack => Text::new("回电", "Call back"),
            PromiseKind::ComplaintAnswer => Text::new("投诉答复", "Answer to a complaint"),
            PromiseKind::SuggestionReply => Text::new("建议回复", "Reply to a suggestion"),
            PromiseKind::FirstReply => Text::new("首次回复", "First reply"),
            PromiseKind::TransferCallBack => Text::new("转接回电", "Call back after transfer"),
            PromiseKind::RecoveryNotice => Text::new("恢复通知", "Notice of recovery"),
            PromiseKind::ReturnVisit => Text::new("回访", "Return visit"),
            PromiseKind::Action => Text::new("办理事项", "Action"),
        }
    }

    /// Which evidence keeps it.
    pub fn kept_by(self) -> &'static [EvidenceKind] {
        use EvidenceKind::{CallMade, Done, MessageSent, TicketAnswered, VisitMade};
        match self {
            PromiseKind::CallBack | PromiseKind::TransferCallBack => &[CallMade],
            PromiseKind::ComplaintAnswer => &[CallMade, TicketAnswered, Done],
            PromiseKind::SuggestionReply | PromiseKind::FirstReply => {
                &[CallMade, MessageSent, TicketAnswered]
            }
            PromiseKind::RecoveryNotice => &[CallMade, MessageSent],
            PromiseKind::ReturnVisit => &[CallMade, VisitMade],
            PromiseKind::Action => &[CallMade, MessageSent, TicketAnswered, VisitMade, Done],
        }
    }
}

/// What happened that keeps a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The customer was called and reached.
    CallMade,
    /// The customer was called and not reached.
    CallTried,
    /// A message or e-mail was sent.
    MessageSent,
    /// The ticket was answered to the customer.
    TicketAnswered,
    /// A return visit was made.
    VisitMade,
    /// What was promised was done, as another record shows.
    Done,
}

impl EvidenceKind {
    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            EvidenceKind::CallMade => "call_made",
            EvidenceKind::CallTried => "call_tried",
            EvidenceKind::MessageSent => "message_sent",
            EvidenceKind::TicketAnswered => "ticket_answered",
            EvidenceKind::VisitMade => "visit_made",
            EvidenceKind::Done => "done",
        }
    }
}

/// A record of what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// What happened.
    pub kind: EvidenceKind,
    /// The record that shows it, such as `contact:018f…`.
    pub subject: String,
    /// When it happened.
    pub at: Timestamp,
}

/// Who answers for a promise: it never has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "owner", content = "id", rename_all = "snake_case")]
pub enum Owner {
    /// An agent.
    Agent(AgentId),
    /// A team; its leader sees to it.
    Team(TeamId),
    /// A user without agent posting.
    User(UserId),
}

/// Who is told of a broken promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Escalation {
    /// The team leader.
    Leader,
    /// Whoever is in charge of the centre.
    Management,
}

/// When to remind and to escalate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PromisePolicy {
    /// How long before the due instant the owner is reminded, longest first; at the first it is due soon. A promise
    /// given for less than twice the first is due soon after half its time.
    pub remind_before_s: Vec<u64>,
    /// How long after the due instant each level hears of it, first the leader.
    pub escalate_after_s: Vec<(u64, Escalation)>,
    /// So many calls in time that did not reach the customer keep a promise to call.
    pub tries_that_keep: u32,
}

impl Default for PromisePolicy {
    fn default() -> Self {
        Self {
            remind_before_s: vec![1_800, 600],
            escalate_after_s: vec![(0, Escalation::Leader), (3_600, Escalation::Management)],
            tries_that_keep: 3,
        }
    }
}

/// Where a promise stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PromiseState {
    /// It becomes due when something else has happened; until then the owner looks at it again and again.
    Awaiting {
        /// When to look next.
        review_at: Timestamp,
    },
    /// Made, with time.
    Made {
        /// By when.
        due: Timestamp,
    },
    /// Made, with little time left.
    DueSoon {
        /// By when.
        due: Timestamp,
    },
    /// Kept in time.
    Kept {
        /// When it was due.
        due: Timestamp,
        /// By what.
        evidence: Evidence,
    },
    /// Not kept in time.
    Broken {
        /// When it was due.
        due: Timestamp,
        /// What was done later.
        made_good: Option<Evidence>,
    },
    /// Taken back.
    Withdrawn {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// What can be asked of a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum PromiseCommand {
    /// Something happened that may keep it.
    Fulfil {
        /// What.
        evidence: Evidence,
    },
    /// Another time, agreed with the customer.
    Move {
        /// By when now.
        due: Timestamp,
        /// Whether the customer agreed.
        customer_agreed: bool,
        /// Why.
        why: String,
    },
    /// What was awaited has happened: the promise is due from now on.
    NowDue {
        /// By when.
        due: Timestamp,
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
    /// Time has passed.
    Tick,
}

/// What happened to a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PromiseEvent {
    /// It was made.
    Made {
        /// What sort.
        kind: PromiseKind,
        /// What was promised, in words.
        matter: String,
        /// Who answers for it.
        owner: Owner,
        /// By when; none while something else is awaited.
        due: Option<Timestamp>,
    },
    /// Little time is left.
    DueSoon,
    /// The owner was reminded, for the n-th time.
    Reminded {
        /// Which time, from 1.
        count: u32,
    },
    /// The customer was called and not reached.
    Tried {
        /// The call.
        evidence: Evidence,
    },
    /// It was kept.
    Kept {
        /// By what.
        evidence: Evidence,
    },
    /// It was not kept in time.
    Broken,
    /// It was kept late.
    MadeGood {
        /// By what.
        evidence: Evidence,
    },
    /// Somebody above the owner was told.
    Escalated {
        /// Who.
        to: Escalation,
        /// Which time, from 1.
        count: u32,
    },
    /// The customer agreed to another time.
    Moved {
        /// When it was due.
        from: Timestamp,
        /// When it is due.
        to: Timestamp,
        /// Why.
        why: String,
    },
    /// What was awaited has happened.
    BecameDue {
        /// By when.
        due: Timestamp,
    },
    /// It was taken back.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// Another owner answers for it.
    Reassigned {
        /// Who.
        owner: Owner,
    },
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    pub(crate) kind: PromiseKind,
    pub(crate) matter: String,
    pub(crate) owner: Owner,
    pub(crate) made_at: Timestamp,
    /// When its present time was given: made, moved, or become due.
    pub(crate) timed_at: Timestamp,
    pub(crate) state: PromiseState,
    pub(crate) moved: u32,
    /// Calls that did not reach the customer.
    pub(crate) tries: Vec<Evidence>,
    pub(crate) reminded: u32,
    pub(crate) escalated: u32,
    pub(crate) version: u64,
}

impl Promise {
    /// What sort.
    pub fn kind(&self) -> PromiseKind {
        self.kind
    }

    /// What was promised, in words.
    pub fn matter(&self) -> &str {
        &self.matter
    }

    /// Who answers for it.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// When it was made.
    pub fn made_at(&self) -> Timestamp {
        self.made_at
    }

    /// Where it stands.
    pub fn state(&self) -> &PromiseState {
        &self.state
    }

    /// How often the customer agreed to another time.
    pub fn moved(&self) -> u32 {
        self.moved
    }

    /// How often somebody above the owner was told.
    pub fn escalated(&self) -> u32 {
        self.escalated
    }

    /// Calls that did not reach the customer.
    pub fn tries(&self) -> &[Evidence] {
        &self.tries
    }

    /// Counts the events; a [`ClockQueue`](clock::ClockQueue) fires each version once.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// When it is or was due; none while something else is awaited and when withdrawn.
    pub fn due(&self) -> Option<Timestamp> {
        match &self.state {
            PromiseState::Made { due }
            | PromiseState::DueSoon { due }
            | PromiseState::Kept { due, .. }
            | PromiseState::Broken { due, .. } => Some(*due),
            PromiseState::Awaiting { .. } | PromiseState::Withdrawn { .. } => None,
        }
    }

    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        match &self.state {
            PromiseState::Awaiting { .. } | PromiseState::Made { .. } | PromiseState::DueSoon { .. } => true,
            PromiseState::Broken { made_good, .. } => made_good.is_none(),
            PromiseState::Kept { .. } | PromiseState::Withdrawn { .. } => false,
        }
    }
}

/// How long an awaiting promise rests between two looks.
pub(crate) const REVIEW_EVERY: Duration = Duration::from_secs(24 * 3_600);
