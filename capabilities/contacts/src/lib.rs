//! Contacts: every call (later chat, e-mail …) from arrival to its complete record.
//!
//! This capability records, it never decides: the call machine and the router tell what happened, and the state, the
//! times and the story follow from it. Events of one contact are written in the order told; many contacts share one
//! commit (see `journal`). When the store fails, what happens to running calls is kept in memory and written as soon
//! as the store is back; [`Contacts::is_writable`] tells others to take no new ones meanwhile.

mod http;
mod journal;
mod model;
mod rules;
mod service;
mod store;

pub use http::routes;
pub use model::{AgentView, ContactFilter, ContactView, RecordForm, StoryItem, SurveyView};
pub use rules::category::{Category, defaults as default_categories};
pub use rules::path::automatic as automatic_path;
pub use rules::record::missing_fields;
pub use service::{Along, Contacts};

use kernel::{Permission, PermissionDef, Role};

/// Scripts of this capability.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    set: "contacts",
    scripts: &[
        ("0001_contacts", include_str!("../migrations/0001_contacts.sql")),
        ("0002_no_segments", include_str!("../migrations/0002_no_segments.sql")),
    ],
};

/// See contacts and their stories.
pub const READ: Permission = Permission("contacts.read");
/// Write the record of a contact.
pub const RECORD: Permission = Permission("contacts.record");
/// Change the category tree.
pub const MANAGE: Permission = Permission("contacts.manage");

/// Write the record of anyone's contact.
pub const RECORD_ANY: Permission = Permission("contacts.record_any");

/// What this capability lets roles do.
pub const PERMISSIONS: &[PermissionDef] = &[
    PermissionDef {
        permission: READ,
        allows: ("查看服务记录", "See contacts and their stories"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Quality, Role::Trainer, Role::Administrator],
    },
    PermissionDef {
        permission: RECORD,
        allows: ("填写服务记录", "Write the record of a contact"),
        roles: &[Role::Agent, Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: RECORD_ANY,
        allows: ("填写他人的服务记录", "Write the record of anyone's contact"),
        roles: &[Role::TeamLeader, Role::Administrator],
    },
    PermissionDef {
        permission: MANAGE,
        allows: ("维护小结分类", "Change the category tree"),
        roles: &[Role::Administrator],
    },
];
