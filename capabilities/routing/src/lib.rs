//! Routing: queues, presence of agents, and the router that brings contacts and agents together.
//!
//! The rules are in the pure crate `router`; this capability owns its one instance, feeds it with what happens, wakes
//! it in time, persists queues and presence, and passes its outputs on: to the call that waits (through the channel
//! given at [`Routing::enqueue`]) and to the event log.

mod engaged;
mod http;
mod line;
mod listen;
mod live;
mod log;
mod model;
mod output;
mod service;
mod store;
mod uses;
mod wake;

pub use http::routes;
pub use live::{AgentLive, LiveBoard, QueueLive, WaitingContact};
pub use model::{BreakKind, Queue, QueueForm, SkillDemand, StateForm};
pub use output::ContactOutput;
pub use router::{
    Activity, Arrival, Decision, OfferEnd, OverflowAction, PreferredAgent, Presence, ReturnReason,
};
pub use service::Routing;
pub use uses::{LedTo, Names};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "routing",
    scripts: &[("0001_routing", include_str!("../migrations/0001_routing.sql"))],
};

/// See queues and the live board.
pub const READ: Permission = Permission("routing.read");
/// Declare one's own presence.
pub const PRESENCE: Permission = Permission("routing.presence");
/// Change other agents' presence, approve breaks, send waiting contacts elsewhere.
pub const SUPERVISE: Permission = Permission("routing.supervise");
/// Create and change queues.
pub const MANAGE: Permission = Permission("routing.manage");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看队列与实时状态", "See queues and the live board"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Trainer, Role::Administrator],
    },
    PermissionDef {
        permission: PRESENCE,
        allows: ("设置自己的状态", "Declare one's own presence"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: SUPERVISE,
        allows: ("调整他人状态、审批小休、调度排队", "Supervise agents and queues live"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("维护队列", "Create and change queues"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
];
