//! Telephony: SIP devices, hotline numbers, trunks, and every call from its first message to its recording.
//!
//! A call is a task (see `call`) that feeds the pure machine of the crate `call` and obeys it. Numbers lead into entry
//! flows; ringing an agent is this capability's reaction to the router's offer.

mod brought;
mod call;
mod closed;
mod http;
mod intake;
mod listening;
mod model;
mod outside;
mod registrar;
mod repair;
mod service;
mod store;

pub use brought::{Brought, Sound};
pub use http::{routes, websocket};
pub use model::{Number, NumberForm, Recording, Trunk, TrunkForm};
pub use outside::OutsideCall;
pub use service::{Below, Telephony, TelephonyConfig};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "telephony",
    scripts: &[
        ("0001_telephony", include_str!("../migrations/0001_telephony.sql")),
        ("0002_recording_failure", include_str!("../migrations/0002_recording_failure.sql")),
        ("0003_outside_calls", include_str!("../migrations/0003_outside_calls.sql")),
    ],
};

/// See numbers and trunks.
pub const READ: Permission = Permission("telephony.read");
/// Change numbers and trunks.
pub const MANAGE: Permission = Permission("telephony.manage");
/// Use the softphone: device, hold, mute, end.
pub const CALL: Permission = Permission("telephony.call");
/// Listen to recordings.
pub const LISTEN: Permission = Permission("telephony.listen");

/// Take recordings away as files.
pub const DOWNLOAD: Permission = Permission("telephony.download");
/// See calls outside contacts.
pub const OUTSIDE: Permission = Permission("telephony.outside_calls");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看号码与中继", "See numbers and trunks"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("维护号码与中继", "Change numbers and trunks"),
        roles: &[Role::Administrator],
    },
    PermissionDef {
        permission: CALL,
        allows: ("使用软电话", "Use the softphone"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: LISTEN,
        allows: ("收听录音", "Listen to recordings"),
        roles: &[Role::TeamLeader, Role::Quality, Role::Administrator],
    },
    PermissionDef {
        permission: DOWNLOAD,
        allows: ("下载录音", "Download recordings"),
        roles: &[Role::Quality, Role::Administrator],
    },
    PermissionDef {
        permission: OUTSIDE,
        allows: ("查看服务之外的通话", "See calls outside contacts"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
];
