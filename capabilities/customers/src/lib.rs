//! Customers: who they are, how to reach them, the life they lead with us (CUS-1 … CUS-5, CUS-7).
//!
//! The rules are those of the pure crate `customer`; this capability keeps records and asks who acts. A record, its
//! events and the task that follows from its life change in one transaction. A record that goes up in another stays as
//! it is and points to the one that is kept: readers ask for the [family](Customers::family) of a customer, nothing is
//! re-pointed, and undoing a merge restores both exactly. What a reader sees masked follows from role and work at hand.

mod http;
mod model;
mod rules;
mod service;
mod sheets;
mod store;

pub use http::routes;
pub use model::*;
pub use rules::masking::sees_numbers;
pub use rules::phone::{e164, mask, normalise};
pub use service::{Customers, Serving};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "customers",
    scripts: &[
        ("0001_customers", include_str!("../migrations/0001_customers.sql")),
        ("0002_lives", include_str!("../migrations/0002_lives.sql")),
        ("0003_values", include_str!("../migrations/0003_values.sql")),
        ("0004_recommendations", include_str!("../migrations/0004_recommendations.sql")),
        ("0005_codes", include_str!("../migrations/0005_codes.sql")),
    ],
};

/// See customers, personal data masked by role.
pub const READ: Permission = Permission("customers.read");
/// Create and change customers.
pub const WRITE: Permission = Permission("customers.write");
/// See masked data in whole for a reason.
pub const REVEAL: Permission = Permission("customers.reveal");
/// Write the record of quality.
pub const QUALITY: Permission = Permission("customers.quality");
/// Merge records and undo it.
pub const MERGE: Permission = Permission("customers.merge");
/// Start greetings and notices to groups, make recommendations.
pub const CARE: Permission = Permission("customers.care");
/// Import tables.
pub const IMPORT: Permission = Permission("customers.import");
/// Export tables.
pub const EXPORT: Permission = Permission("customers.export");
/// Set fields and intervals.
pub const MANAGE: Permission = Permission("customers.manage");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看客户（个人信息按角色脱敏）", "See customers, personal data masked by role"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Administrator],
    },
    PermissionDef {
        permission: WRITE,
        allows: ("新建与修改客户", "Create and change customers"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: REVEAL,
        allows: ("说明原因后查看完整信息（留痕）", "See masked data for a reason; every look is audited"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: QUALITY,
        allows: ("填写客户质量跟踪", "Write the quality record of customers"),
        roles: &[Role::TeamLeader, Role::Quality, Role::Administrator],
    },
    PermissionDef {
        permission: MERGE,
        allows: ("合并重复客户与撤销", "Merge customers and undo it"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: CARE,
        allows: (
            "安排问候、风险提示与个性化推荐",
            "Start greetings and notices to groups, make recommendations",
        ),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: IMPORT,
        allows: ("导入客户", "Import customers"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: EXPORT,
        allows: ("导出客户（留痕）", "Export customers; every export is audited"),
        roles: &[Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("维护客户字段与关怀设置", "Set customer fields and care intervals"),
        roles: &[Role::Administrator],
    },
];
