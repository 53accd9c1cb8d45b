//! Accounts, sign-in, sessions, roles and permissions; the audit log.
//!
//! A user has one role; a user with a staff number is also an agent, whose [`AgentId`](kernel::AgentId) has the
//! same 128 bits as the [`UserId`](kernel::UserId). Passwords are kept as Argon2id hashes and, for SIP devices that
//! sign in by digest (RFC 8760), as the digest's HA1 for the realm [`REALM`].

mod http;
mod model;
mod rules;
mod service;
mod store;

pub use http::routes;
pub use model::audit::{AuditEntry, AuditExportForm, AuditFilter, AuditTopic};
pub use model::{NewUser, SessionView, SignedIn, User, UserChange, UserFilter};
pub use rules::password::REALM;
pub use service::{Auditing, Identity, NameObjects, SipSecret, audit_follower};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "identity",
    scripts: &[
        ("0001_users", include_str!("../migrations/0001_users.sql")),
        ("0002_audit", include_str!("../migrations/0002_audit.sql")),
    ],
};

/// See the accounts.
pub const READ: Permission = Permission("identity.read");
/// Create accounts, change roles, set passwords, revoke sessions.
pub const MANAGE: Permission = Permission("identity.manage");

/// Read the audit log.
pub const AUDIT: Permission = Permission("identity.audit");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看账号", "See the accounts"),
        roles: &[Role::Administrator, Role::TeamLeader],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("管理账号、角色与密码", "Manage accounts, roles and passwords"),
        roles: &[Role::Administrator],
    },
    PermissionDef {
        permission: AUDIT,
        allows: ("查看和导出操作日志（留痕）", "Read and export the audit log; every export is audited"),
        roles: &[Role::Administrator],
    },
];
