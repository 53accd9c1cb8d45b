//! Reports: the indicators of the centre, each with what was counted behind it.
//!
//! An observer: it follows the event log and keeps facts of its own, one row per settled contact, one per stretch of
//! an agent's work, one per state of an agent. What the figures mean is defined in the pure crate `workload`; this
//! capability keeps the facts, picks those that are asked for, and shows the numbers. A contact counts in what is
//! about waiting as soon as it is answered or given up, and in everything else once its conversation has ended.

mod http;
mod listen;
mod model;
mod period;
mod rules;
mod service;
mod store;

pub use http::routes;
pub use model::{
    AimView, Counted, HalfHour, IndicatorView, Indicators, Measured, OwnAim, SeriesPoint, Standing,
    TargetAim, TicketState, TicketsOfType, Volumes,
};
pub use period::Question;
pub use service::{By, Drill, Reports};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "reports",
    scripts: &[
        ("0001_reports", include_str!("../migrations/0001_reports.sql")),
        ("0002_fewer_indexes", include_str!("../migrations/0002_fewer_indexes.sql")),
        ("0003_promises", include_str!("../migrations/0003_promises.sql")),
        ("0004_tickets", include_str!("../migrations/0004_tickets.sql")),
        ("0005_aims", include_str!("../migrations/0005_aims.sql")),
    ],
};

/// See all indicators and the contacts behind them.
pub const READ: Permission = Permission("reports.read");
/// See one's own indicators.
pub const READ_OWN: Permission = Permission("reports.read_own");

/// Set what is aimed at, and where warnings begin.
pub const AIM: Permission = Permission("reports.aim");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看指标与报表", "See all indicators and the contacts behind them"),
        roles: &[Role::TeamLeader, Role::Quality, Role::Trainer, Role::Administrator],
    },
    PermissionDef {
        permission: READ_OWN,
        allows: ("查看本人指标", "See one's own indicators"),
        roles: &[Role::Agent],
    },
    PermissionDef {
        permission: AIM,
        allows: ("设置指标目标与预警", "Set targets and warnings of indicators"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
];
