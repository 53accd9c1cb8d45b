//! Roles, permissions and who is acting.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Actor, AgentId, Refused, Text, UserId};

/// A role of the centre. A user has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Serves contacts.
    Agent,
    /// Leads a team of agents.
    TeamLeader,
    /// Reviews contacts.
    Quality,
    /// Trains agents.
    Trainer,
    /// Back-office department.
    Department,
    /// Sends workers out.
    Dispatcher,
    /// Goes out to jobs.
    Worker,
    /// Sets the centre up.
    Administrator,
}

impl Role {
    /// All roles, in a fixed order.
    pub const ALL: [Role; 8] = [
        Role::Agent,
        Role::TeamLeader,
        Role::Quality,
        Role::Trainer,
        Role::Department,
        Role::Dispatcher,
        Role::Worker,
        Role::Administrator,
    ];

    /// The name used by API and command line.
    pub fn name(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::TeamLeader => "team_leader",
            Role::Quality => "quality",
            Role::Trainer => "trainer",
            Role::Department => "department",
            Role::Dispatcher => "dispatcher",
            Role::Worker => "worker",
            Role::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = Refused;

    /// Understands the API names and the everyday short forms `admin`, `supervisor`, `team-leader`.
    fn from_str(text: &str) -> Result<Self, Refused> {
        let wanted = text.trim().to_ascii_lowercase().replace('-', "_");
        let role = match wanted.as_str() {
            "admin" => Some(Role::Administrator),
            "supervisor" | "leader" => Some(Role::TeamLeader),
            name => Role::ALL.into_iter().find(|role| role.name() == name),
        };
        role.ok_or_else(|| {
            let names = Role::ALL.map(Role::name).join(", ");
            Refused::field(
                "role",
                format!("未知角色，可用：{names}"),
                format!("Unknown role; one of: {names}"),
            )
        })
    }
}

/// The name of a permission, such as `contacts.read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Permission(pub &'static str);

/// A permission as a capability declares it: its name, what it allows, and which roles have it from the start.
#[derive(Debug, Clone)]
pub struct PermissionDef {
    /// The permission.
    pub permission: Permission,
    /// What it allows, for people: Chinese and English.
    pub allows: (&'static str, &'static str),
    /// Roles that have it from the start.
    pub roles: &'static [Role],
}

impl PermissionDef {
    /// What it allows, as a text in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.allows.0, self.allows.1)
    }
}

/// Who is acting, with what rights: a signed-in user, or the program itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The account; none for the program itself.
    pub user: Option<UserId>,
    /// The agent posting of that account, if it has one.
    pub agent: Option<AgentId>,
    /// The role; none for the program itself, which may do everything.
    pub role: Option<Role>,
    /// Names of the permissions held.
    pub permissions: BTreeSet<String>,
}

impl Principal {
    /// The program itself: start-up, clocks, demo data, calls.
    pub fn system() -> Self {
        Self { user: None, agent: None, role: None, permissions: BTreeSet::new() }
    }

    /// Whether the permission is held.
    pub fn may(&self, permission: Permission) -> bool {
        self.role.is_none() || self.permissions.contains(permission.0)
    }

    /// Refuses unless the permission is held.
    ///
    /// # Errors
    /// [`RefusalKind::Forbidden`](crate::RefusalKind::Forbidden) naming the permission.
    pub fn require(&self, permission: Permission) -> Result<(), Refused> {
        if self.may(permission) { Ok(()) } else { Err(Refused::forbidden(permission.0)) }
    }

    /// The actor to write into events.
    pub fn actor(&self) -> Actor {
        match (self.agent, self.user) {
            (Some(agent), _) => Actor::Agent(agent),
            (None, Some(user)) => Actor::User(user),
            (None, None) => Actor::System,
        }
    }
}
