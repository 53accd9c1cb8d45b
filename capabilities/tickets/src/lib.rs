//! Tickets: tracked work for customers (TKT-1 … TKT-9).
//!
//! The rules are those of the pure crate `ticket`; this capability keeps them, asks who acts, and wakes the clocks. A
//! ticket, its events and its clocks change in one transaction; the version of the clocks stored with them is what
//! keeps a due clock from firing twice, over a kill as well. Types are data with versions; the newest edition moves
//! all tickets of its name. Somebody of a department sees what was passed to it, a worker the own jobs.

mod http;
mod model;
mod rules;
mod service;
mod store;

pub use http::routes;
pub use model::{
    Action, ActionForm, AttachmentRemoval, AttachmentView, BulkForm, BulkResult, CustomerView, Department,
    DepartmentForm, DepartmentView, DueView, Edition, Hold, HoldForm, IncidentView, LateNoteForm, LinkView,
    Macro, MacroForm, NewTicketForm, NoticeFilter, NoticeKind, NoticeView, Person, ReadForm, RelatedView,
    SavedView, SavedViewForm, Signature, StepView, StoryItem, TicketCount, TicketCountForm, TicketFilter,
    TicketOrder, TicketSummary, TicketView, Unread, ViewFilter, ViewOrder,
};
pub use service::{Below, StillOwed, Tickets};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "tickets",
    scripts: &[
        ("0001_tickets", include_str!("../migrations/0001_tickets.sql")),
        ("0002_work", include_str!("../migrations/0002_work.sql")),
        ("0003_views", include_str!("../migrations/0003_views.sql")),
        ("0004_attachments", include_str!("../migrations/0004_attachments.sql")),
        ("0005_once", include_str!("../migrations/0005_once.sql")),
        ("0006_view_teams", include_str!("../migrations/0006_view_teams.sql")),
        ("0007_holds", include_str!("../migrations/0007_holds.sql")),
        ("0008_lists", include_str!("../migrations/0008_lists.sql")),
        ("0009_view_versions", include_str!("../migrations/0009_view_versions.sql")),
        ("0010_newest", include_str!("../migrations/0010_newest.sql")),
        ("0011_filed", include_str!("../migrations/0011_filed.sql")),
    ],
};

/// See all tickets.
pub const READ: Permission = Permission("tickets.read");
/// Open tickets and work on them for customer service.
pub const WRITE: Permission = Permission("tickets.write");
/// See and work on what was passed to the own department.
pub const DEPARTMENT: Permission = Permission("tickets.department");
/// Keep views for everybody, and macros.
pub const SHARE: Permission = Permission("tickets.share");
/// Say that a ticket must be kept, and that it need not be any more.
pub const HOLD: Permission = Permission("tickets.hold");
/// Take away files that others put on tickets; one's own need no more than the right to work on the ticket.
pub const REMOVE_FILES: Permission = Permission("tickets.remove_files");
/// Change ticket types and departments.
pub const MANAGE: Permission = Permission("tickets.manage");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看全部工单", "See all tickets"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Dispatcher, Role::Administrator],
    },
    PermissionDef {
        permission: WRITE,
        allows: ("新建与处理工单", "Open tickets and work on them"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Dispatcher, Role::Administrator],
    },
    PermissionDef {
        permission: DEPARTMENT,
        allows: ("查看与处理转交本部门的工单", "See and work on what was passed to the own department"),
        roles: &[Role::Department, Role::Worker],
    },
    PermissionDef {
        permission: SHARE,
        allows: ("维护公共视图与宏", "Keep views for everybody, and macros"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: HOLD,
        allows: ("保全工单，使其不被到期删除", "Keep tickets from being deleted by rule"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: REMOVE_FILES,
        allows: ("移除他人上传的附件", "Take away files that others put on tickets"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("维护工单类型与部门", "Change ticket types and departments"),
        roles: &[Role::Administrator],
    },
];
