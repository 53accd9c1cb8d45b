//! Promises to customers (PRM-1 … PRM-4), the wrap-up in which they are given, and return visits.
//!
//! The rules are those of the pure crate `promise`; this capability keeps them, says who answers for what, wakes the
//! clocks, and follows the event log: a conversation with the customer or an answered ticket keeps a promise, a
//! call-back or a voice message asked for on the hotline becomes one. A promise, its events and its clock change in
//! one transaction; what the log brings is written with the place in the log, so a kill repeats and skips nothing.

mod http;
mod model;
mod rules;
mod service;
mod store;

pub use http::routes;
pub use model::{
    Action, ActionForm, DueItem, DueSort, Links, MakeForm, PreviewView, PromiseCounts, PromiseFilter,
    PromiseId, PromiseSettings, PromiseView, Shown, Source, StoryItem, VisitAction, VisitFilter,
    VisitSettings, VisitView, WrapUpForm,
};
pub use rules::entry::Entry;
pub use service::{Below, CallBackRequest, Listener, Promises};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "promises",
    scripts: &[("0001_promises", include_str!("../migrations/0001_promises.sql"))],
};

/// See promises and return visits.
pub const READ: Permission = Permission("promises.read");
/// Make promises, keep the own ones, make return visits.
pub const WRITE: Permission = Permission("promises.write");
/// Act on anyone's promises.
pub const LEAD: Permission = Permission("promises.lead");
/// Change how promises are reminded of and escalated.
pub const MANAGE: Permission = Permission("promises.manage");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看承诺与回访", "See promises and return visits"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Administrator],
    },
    PermissionDef {
        permission: WRITE,
        allows: ("登记与兑现承诺、回访", "Make and keep promises, make return visits"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: LEAD,
        allows: ("处理他人的承诺", "Act on anyone's promises"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("设置承诺的提醒与升级", "Change how promises are reminded of and escalated"),
        roles: &[Role::Administrator],
    },
];
