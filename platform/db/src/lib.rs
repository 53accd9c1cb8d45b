//! The two databases behind one door.
//!
//! SQL is written once, in the subset that SQLite and PostgreSQL share (`$1` parameters, `ON CONFLICT`, `RETURNING`);
//! what differs has a named function in [`Dialect`]. Writes go through [`Db::begin`]: a change and its events are one
//! transaction, and after the commit the events are published on the [`EventBus`]. Reads use a pool of their own.
//!
//! Column types: ids and JSON are `TEXT`, instants are `BIGINT` microseconds since 1970 in UTC, durations are
//! `BIGINT` milliseconds (`_ms`), yes/no is `BOOLEAN`.

mod clock;
mod conditions;
mod dump;
mod error;
mod events;
mod follow;
mod gather;
mod link;
mod migrate;
mod numbers;
mod open;
mod put;
mod row;
mod sole;
mod sqlite;
mod text_index;
mod turn;
mod tx;
mod value;

pub use clock::Clock;
pub use conditions::{Conditions, anywhere};
pub use dump::{ColumnKind, DumpColumn, DumpRow, DumpTable, Snapshot};
pub use error::DbError;
pub use events::{EventBus, EventFilter};
pub use follow::{Follow, Follower};
pub use gather::{gather, take_waiting};
pub use migrate::Migrations;
pub use open::{Db, Dialect};
pub use put::{Put, Table};
pub use row::{FromColumn, Row};
pub use sea_orm::Value;
pub use sole::Sole;
pub use text_index::TextIndex;
pub use tx::Tx;
pub use value::IntoValue;
