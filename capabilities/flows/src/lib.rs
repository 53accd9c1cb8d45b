//! Entry flows as versioned data, prompts, and the business calendars they branch by.
//!
//! A flow is saved as a new version, checked, tried out, and published; calls that are inside keep the version they
//! entered with (IVR-4).

pub mod holidays;
mod http;
mod model;
mod service;
mod sounds;
mod store;

pub use http::routes;
pub use model::{
    CalendarForm, CalendarView, FlowSummary, FlowVersion, PromptView, Span, SpecialDay, WeekDay,
};
pub use service::{Flows, Names, NamesTold};
pub use sounds::{SoundError, Sounds};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { set: "flows", scripts: &[("0001_flows", include_str!("../migrations/0001_flows.sql"))] };

/// See entry flows, prompts and calendars, and try flows out.
pub const READ: Permission = Permission("flows.read");
/// Save and publish flows, upload prompts, change calendars.
pub const MANAGE: Permission = Permission("flows.manage");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看接入流程、提示音与工作时间", "See entry flows, prompts and business hours"),
        roles: &[Role::TeamLeader, Role::Quality, Role::Trainer, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("维护接入流程、提示音与工作时间", "Change entry flows, prompts and business hours"),
        roles: &[Role::Administrator],
    },
];
