//! Accounts and sessions as others see them, and the audit log.

pub mod audit;

use kernel::{AgentId, Role, SessionId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct User {
    /// The account.
    pub id: UserId,
    /// Name to sign in with.
    pub username: String,
    /// Name for people.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// Staff number, for those who serve contacts; also the SIP user name.
    pub staff_number: Option<String>,
    /// May sign in.
    pub active: bool,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl User {
    /// The agent this user is, if the user serves contacts.
    pub fn agent(&self) -> Option<AgentId> {
        self.staff_number.as_ref().map(|_| AgentId(self.id.0))
    }
}

/// Which accounts are wanted.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// With this in the name, the user name or the staff number; letters of either case.
    pub text: Option<String>,
    /// Of this role.
    pub role: Option<Role>,
    /// Who may sign in, or who may not.
    pub active: Option<bool>,
}

/// What to change of an account.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// Name for people.
    pub name: Option<String>,
    /// Role.
    pub role: Option<Role>,
    /// May sign in.
    pub active: Option<bool>,
}

/// A new account.
#[derive(Debug, Clone, Deserialize)]
pub struct NewUser {
    /// Name to sign in with.
    pub username: String,
    /// Name for people.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// Password in clear; it is never kept so.
    pub password: String,
    /// Staff number, for those who serve contacts.
    pub staff_number: Option<String>,
}

/// A successful sign-in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignedIn {
    /// Bearer token; also set as cookie.
    pub token: String,
    /// Who signed in.
    pub user: User,
    /// Names of the permissions held.
    pub permissions: Vec<String>,
    /// The centre's time zone (IANA): all times that people read and enter are in it.
    pub zone: String,
}

/// A session as its owner or an administrator sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    /// The session.
    pub id: SessionId,
    /// Program and device, as they introduced themselves.
    pub client: String,
    /// Sign-in.
    pub created_at: Timestamp,
    /// End, unless it is used again.
    pub expires_at: Timestamp,
}
