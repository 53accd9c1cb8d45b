//! Agents and what they can do: teams, skills with levels, capacity per channel.
//!
//! Creating a user with a staff number creates the agent in the same transaction. Presence (available, break …) is
//! not here: it lives in `routing`, which decides by it.

mod http;
mod model;
mod service;
mod store;

pub use http::routes;
pub use model::{Agent, Capacity, NewUserWithPosting, Skill, SkillLevel, SkillWish, Team};
pub use service::Agents;

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "agents",
    scripts: &[("0001_agents", include_str!("../migrations/0001_agents.sql"))],
};

/// See agents, teams and skills.
pub const READ: Permission = Permission("agents.read");
/// Change skills, capacity and teams.
pub const MANAGE: Permission = Permission("agents.manage");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看坐席、班组与技能", "See agents, teams and skills"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Trainer, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("调整坐席技能、容量与班组", "Change agents' skills, capacity and teams"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
];
