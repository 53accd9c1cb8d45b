//! The audit log as administrators read it.

use kernel::{Role, Text, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

/// What an entry of the audit log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditTopic {
    /// Signing in and out, also in vain.
    SignIn,
    /// Looks at personal data, exports, imports, merges, deletions.
    PersonalData,
    /// Accounts, postings, passwords.
    Accounts,
    /// What the centre works by.
    Settings,
}

impl AuditTopic {
    /// The name in the store and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::PersonalData => "personal_data",
            Self::Accounts => "accounts",
            Self::Settings => "settings",
        }
    }
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// Its place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What was done: the kind of the event.
    pub kind: String,
    /// Who: the id of an account, or `system`.
    pub actor: String,
    /// To what, such as `customer:018f…`.
    pub subject: String,
    /// Address from which it was asked.
    pub origin: Option<String>,
    /// Program with which it was asked.
    pub client: Option<String>,
    /// Why, as the person said.
    pub reason: Option<String>,
    /// The facts that the sentence needs; never personal data.
    pub detail: Map<String, Value>,
}

/// Which entries are wanted.
#[derive(Debug, Clone, Default, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Of this account only.
    pub who: Option<UserId>,
    /// About this only.
    pub topic: Option<AuditTopic>,
    /// This action only, such as `audit.customer_revealed`.
    pub action: Option<String>,
    /// Done to this only: a sort of thing (`customer`), or one (`customer:018f…`).
    pub object: Option<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

/// What to export, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditExportForm {
    /// Which entries.
    #[serde(default)]
    pub filter: AuditFilter,
    /// Why; kept in the audit log.
    pub reason: String,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditPerson {
    /// The account.
    pub id: UserId,
    /// Name for people.
    pub name: String,
    /// Name to sign in with.
    pub username: String,
    /// What the person may do today.
    pub role: Role,
}

/// To what it was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditObject {
    /// The sort of thing, such as `customer`.
    pub kind: String,
    /// Which one; empty where there is only one.
    pub id: String,
    /// Its name today, where it has one.
    pub name: Option<String>,
    /// The contact to which it belongs, as a recording does.
    pub contact: Option<String>,
}

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What it is about.
    pub topic: AuditTopic,
    /// The action, such as `audit.customer_revealed`.
    pub action: String,
    /// What was done, in words.
    pub said: Text,
    /// Who did it; nobody: the program by itself, or somebody not signed in.
    pub who: Option<AuditPerson>,
    /// To what.
    pub object: AuditObject,
    /// Address from which it was asked, where it is known.
    pub from: Option<String>,
    /// Program with which it was asked, where it is known.
    pub client: Option<String>,
    /// Why, as the person said; numbers and mailboxes in it are masked.
    pub reason: Option<String>,
    /// The ticket whose handling was the reason.
    pub ticket: Option<String>,
}

/// An action that the audit log knows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditAction {
    /// Its name.
    pub action: String,
    /// What it is about.
    pub topic: AuditTopic,
    /// What it is called.
    pub label: Text,
}
