//! People around tickets: who can be given work, mentioned, told.

use kernel::{AgentId, Role, TeamId, UserId};
use serde::Serialize;
use ticket::DepartmentName;
use utoipa::ToSchema;

/// Somebody who has to do with tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TicketPerson)]
pub struct Person {
    /// The account.
    pub user_id: UserId,
    /// The agent posting, if there is one: such people are given work by it.
    pub agent_id: Option<AgentId>,
    /// Name for people.
    pub name: String,
    /// Staff number, if there is one.
    pub staff_number: Option<String>,
    /// The role.
    pub role: Role,
    /// The team.
    pub team: Option<TeamId>,
    /// The department.
    pub department: Option<DepartmentName>,
    /// Whether the account is in use.
    pub active: bool,
}
