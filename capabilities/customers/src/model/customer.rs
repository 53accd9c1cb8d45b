//! A customer as the API shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use customer::{Account, Datum, Edge, LifecycleEvent, Stage};
use kernel::{Actor, CustomerId, Refused, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a customer is to be treated by entry flows: follows from stage and block list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Known, without membership.
    Visitor,
    /// Member.
    Member,
    /// Key account: holds agency rights, or is marked so.
    KeyAccount,
    /// On the block list: hears an announcement and is not queued.
    Blocked,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 4] = [Level::Visitor, Level::Member, Level::KeyAccount, Level::Blocked];

    /// The name used by API, store and entry flows.
    pub fn name(self) -> &'static str {
        match self {
            Level::Visitor => "visitor",
            Level::Member => "member",
            Level::KeyAccount => "key_account",
            Level::Blocked => "blocked",
        }
    }

    /// The level that follows from stage and block list.
    pub fn of(stage: Stage, blocked: bool) -> Self {
        match stage {
            _ if blocked => Level::Blocked,
            Stage::Member => Level::Member,
            Stage::KeyAccount => Level::KeyAccount,
            Stage::Lead | Stage::Trial | Stage::Prospect | Stage::Lapsed | Stage::Eliminated => {
                Level::Visitor
            }
        }
    }

    /// The stage at which a customer of this level begins.
    pub fn first_stage(self) -> Stage {
        match self {
            Level::Visitor | Level::Blocked => Stage::Lead,
            Level::Member => Stage::Member,
            Level::KeyAccount => Stage::KeyAccount,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        Self::ALL.into_iter().find(|level| level.name() == text).ok_or_else(|| {
            Refused::field("level", "未知的客户级别", "Levels are visitor, member, key_account, blocked")
        })
    }
}

/// What sort of customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CustomerKind)]
pub enum Kind {
    /// A person.
    #[default]
    Person,
    /// A company or another organisation.
    Organisation,
}

impl Kind {
    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "organisation",
        }
    }
}

impl FromStr for Kind {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        match text {
            "person" => Ok(Kind::Person),
            "organisation" => Ok(Kind::Organisation),
            _ => Err(Refused::field("kind", "应为个人或单位", "Kinds are person and organisation")),
        }
    }
}

/// What a customer may be contacted with of our own accord.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Calls.
    Calls,
    /// Messages.
    Messages,
    /// E-mail.
    Email,
}

/// What a customer said to a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Consent {
    /// Yes or no.
    pub given: bool,
    /// When it was taken down.
    pub at: Timestamp,
    /// By whom.
    pub actor: Actor,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Customer {
    /// The customer.
    pub id: CustomerId,
    /// Person or organisation.
    pub kind: Kind,
    /// Name of the person or organisation.
    pub name: String,
    /// How to treat the customer.
    pub level: Level,
    /// Where the customer stands.
    pub stage: Stage,
    /// Until when the service period runs, or ran.
    pub service_until: Option<Timestamp>,
    /// Telephone numbers, the main one first, an extension after a hyphen; masked unless the reader may see them.
    pub phones: Vec<String>,
    /// E-mail addresses, masked unless the reader may see them.
    pub emails: Vec<String>,
    /// Accounts on other channels.
    pub accounts: Vec<Account>,
    /// The company.
    pub company: String,
    /// Nature of the company.
    pub nature: String,
    /// Region.
    pub region: String,
    /// Postal address, masked unless the reader may see it.
    pub address: String,
    /// Tags.
    pub tags: BTreeSet<String>,
    /// Values of the centre's own fields, by their names.
    pub fields: BTreeMap<String, String>,
    /// What the customer said to being contacted.
    #[schema(value_type = BTreeMap<String, Consent>)]
    pub consents: BTreeMap<Purpose, Consent>,
    /// On the block list.
    pub blocked: bool,
    /// Why.
    pub blocked_why: String,
    /// What to know before speaking with the customer.
    pub notes: String,
    /// Since when the customer is known.
    pub created_at: Timestamp,
    /// The last change.
    pub updated_at: Timestamp,
    /// Counts the changes: who edits names the version seen.
    pub version: i64,
    /// The record in which this one went up.
    pub merged_into: Option<CustomerId>,
    /// What the reader sees masked.
    pub masked: BTreeSet<Datum>,
    /// What the reader may see in whole for a reason.
    pub revealable: BTreeSet<Datum>,
}

/// A move of a customer's life as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CustomerMove)]
pub struct MoveView {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    #[serde(flatten)]
    pub event: LifecycleEvent,
    /// Why, if it was said.
    pub why: Option<String>,
}

/// A customer's life: where it stands, every move, what is possible, and the whole picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CustomerLife)]
pub struct LifeView {
    /// Where the customer stands.
    pub stage: Stage,
    /// Since when.
    pub since: Timestamp,
    /// Until when the service period runs, or ran.
    pub service_until: Option<Timestamp>,
    /// Every move so far, the oldest first.
    pub moves: Vec<MoveView>,
    /// What the reader can do from here.
    pub possible: Vec<Edge>,
    /// All moves there are.
    pub drawing: Vec<Edge>,
    /// The version of the record.
    pub version: i64,
}

/// Data shown in whole for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Revealed {
    /// What was asked for.
    pub datum: Datum,
    /// The values, in the order of the masked ones.
    pub values: Vec<String>,
}

/// A note on a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemoKind {
    /// What was spoken about.
    Memo,
    /// How the service for this customer was found to be.
    Quality,
}

impl MemoKind {
    /// The name used by API and store.
    pub fn name(self) -> &'static str {
        match self {
            MemoKind::Memo => "memo",
            MemoKind::Quality => "quality",
        }
    }
}

impl FromStr for MemoKind {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        match text {
            "memo" => Ok(MemoKind::Memo),
            "quality" => Ok(MemoKind::Quality),
            _ => Err(Refused::field("kind", "未知的记录种类", "Kinds are memo and quality")),
        }
    }
}

/// A note on a customer with who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CustomerMemo)]
pub struct Memo {
    /// Names it.
    pub id: String,
    /// What sort.
    pub kind: MemoKind,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: Actor,
    /// What.
    pub text: String,
}

/// What the lists can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CustomerFacets)]
pub struct Facets {
    /// Tags in use, the most used first.
    pub tags: Vec<String>,
    /// Regions in use, the most used first.
    pub regions: Vec<String>,
}
