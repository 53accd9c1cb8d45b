//! What every test of a store needs: a fresh, migrated database of either kind, and a clock driven by hand.
//!
//! PostgreSQL comes from a throw-away server that `make test` starts; its address is in `YINGDA_TEST_POSTGRES`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "this crate is only used by tests"
)]

use db::{Clock, Db, Migrations};
use kernel::Timestamp;
use sea_orm::ConnectionTrait;

/// A fresh database that disappears after the test.
pub struct TestStore {
    /// The migrated database.
    pub db: Db,
    /// Its clock; it starts at 2026-11-23 09:00 in Shanghai, a Monday.
    pub clock: Clock,
    _folder: Option<tempfile::TempDir>,
}

/// 2026-11-23 09:00 in Shanghai, a Monday.
pub fn monday_nine() -> Timestamp {
    "2026-11-23T09:00:00+08:00".parse().unwrap()
}

impl TestStore {
    /// A fresh SQLite file with the given migrations.
    pub async fn sqlite(sets: &[Migrations]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        Self::open(&url, sets, Some(folder)).await
    }

    /// A fresh database on the throw-away PostgreSQL server.
    pub async fn postgres(sets: &[Migrations]) -> Self {
        let server = std::env::var("YINGDA_TEST_POSTGRES").unwrap_or_else(|_| {
            panic!("YINGDA_TEST_POSTGRES is not set: run `make test`, or point it at a throw-away PostgreSQL server")
        });
        let name = format!("t{}", uuid::Uuid::new_v4().simple());
        let admin = sea_orm::Database::connect(format!("{server}/postgres")).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        admin.close().await.unwrap();
        Self::open(&format!("{server}/{name}"), sets, None).await
    }

    async fn open(url: &str, sets: &[Migrations], folder: Option<tempfile::TempDir>) -> Self {
        let clock = Clock::simulated(monday_nine());
        let db = Db::open(url, clock.clone()).await.unwrap();
        db.migrate(sets).await.unwrap();
        Self { db, clock, _folder: folder }
    }
}

/// Makes of each `async fn name(store: TestStore)` two tests, `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! store_tests {
    ($migrations:expr; $($(#[$doc:meta])* async fn $name:ident($store:ident) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn run($store: $crate::TestStore) $body

            #[tokio::test]
            async fn sqlite() {
                run($crate::TestStore::sqlite($migrations).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                run($crate::TestStore::postgres($migrations).await).await;
            }
        }
    )+};
}
