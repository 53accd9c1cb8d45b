//! Customers: who they are, how to reach them, how they are to be treated.

mod http;
mod model;
mod rules;
mod service;
mod store;

pub use http::routes;
pub use model::{Customer, CustomerForm, Level};
pub use rules::phone::{mask, normalise};
pub use service::Customers;

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "customers",
    scripts: &[("0001_customers", include_str!("../migrations/0001_customers.sql"))],
};

/// See customers, numbers masked.
pub const READ: Permission = Permission("customers.read");
/// Create and change customers.
pub const WRITE: Permission = Permission("customers.write");
/// See whole numbers.
pub const REVEAL: Permission = Permission("customers.reveal");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看客户（号码脱敏）", "See customers, numbers masked"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Administrator],
    },
    PermissionDef {
        permission: WRITE,
        allows: ("新建与修改客户", "Create and change customers"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: REVEAL,
        allows: ("查看完整号码（留痕）", "See whole numbers; every look is audited"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
];
