//! Followers of the event log on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use db::{Db, DbError, Follow, Migrations, Tx, args};
use kernel::{Actor, NewEvent, StoredEvent};
use serde_json::json;

const SETS: &[Migrations] = &[Migrations {
    set: "test",
    scripts: &[("0001_seen", "CREATE TABLE seen (seq BIGINT PRIMARY KEY, kind TEXT NOT NULL)")],
}];
const KINDS: &[&str] = &["things.made", "things.done"];

/// Copies what it is told; may be asked to fail.
#[derive(Default)]
struct Copying {
    fail: bool,
    forgot: u32,
}

impl Follow for Copying {
    async fn apply(&mut self, tx: &mut Tx, events: &[StoredEvent]) -> Result<(), DbError> {
        for event in events {
            // The primary key refuses what comes twice.
            tx.execute("INSERT INTO seen (seq, kind) VALUES ($1, $2)", args![event.seq, &event.event.kind])
                .await?;
        }
        if self.fail {
            return Err(DbError::Corrupt { column: "none".into(), why: "asked to fail".into() });
        }
        Ok(())
    }

    fn forget(&mut self) {
        self.forgot += 1;
    }
}

async fn write(db: &Db, kinds: &[&str]) {
    let mut tx = db.begin().await.unwrap();
    for kind in kinds {
        tx.emit(NewEvent {
            at: testkit::monday_nine(),
            kind: (*kind).to_owned(),
            subject: "thing:1".to_owned(),
            actor: Actor::System,
            data: json!({}).into(),
        });
    }
    tx.commit().await.unwrap();
}

async fn seen(db: &Db) -> Vec<i64> {
    let rows = db.rows("SELECT seq FROM seen ORDER BY seq", args![]).await.unwrap();
    rows.iter().map(|row| row.get("seq").unwrap()).collect()
}

testkit::store_tests! { SETS;
    async fn only_the_kinds_followed_are_told_and_the_place_is_kept(store) {
        write(&store.db, &["things.made", "other.made", "things.done"]).await;
        let mut follower = store.db.follow("copy", KINDS, Copying::default());
        follower.catch_up().await.unwrap();
        assert_eq!(seen(&store.db).await, [1, 3]);
        assert_eq!(*follower.place().borrow(), 3);
    }

    async fn a_restart_neither_repeats_nor_skips(store) {
        write(&store.db, &["things.made", "things.done"]).await;
        store.db.follow("copy", KINDS, Copying::default()).catch_up().await.unwrap();
        write(&store.db, &["other.made", "things.made"]).await;
        store.db.follow("copy", KINDS, Copying::default()).catch_up().await.unwrap();
        write(&store.db, &["things.done"]).await;
        store.db.follow("copy", KINDS, Copying::default()).catch_up().await.unwrap();
        assert_eq!(seen(&store.db).await, [1, 2, 4, 5]);
    }

    async fn more_than_one_batch_is_read_between_crashes(store) {
        for _ in 0..25 {
            write(&store.db, &["things.made"; 100]).await;
        }
        let mut follower = store.db.follow("copy", KINDS, Copying::default());
        assert!(follower.step().await.unwrap());
        drop(follower);
        let mut follower = store.db.follow("copy", KINDS, Copying::default());
        follower.catch_up().await.unwrap();
        assert_eq!(seen(&store.db).await, (1..=2500).collect::<Vec<_>>());
    }

    async fn a_batch_that_fails_changes_nothing_and_comes_again(store) {
        write(&store.db, &["things.made", "things.done"]).await;
        let mut failing = store.db.follow("copy", KINDS, Copying { fail: true, forgot: 0 });
        assert!(failing.step().await.is_err());
        assert_eq!(seen(&store.db).await, Vec::<i64>::new());
        store.db.follow("copy", KINDS, Copying::default()).catch_up().await.unwrap();
        assert_eq!(seen(&store.db).await, [1, 2]);
    }

    async fn followers_have_places_of_their_own(store) {
        write(&store.db, &["things.made"]).await;
        store.db.follow("copy", KINDS, Copying::default()).catch_up().await.unwrap();
        let mut other = store.db.follow("other", &["things.done"], Copying::default());
        write(&store.db, &["things.done"]).await;
        other.catch_up().await.unwrap();
        assert_eq!(seen(&store.db).await, [1, 2]);
    }

    async fn what_is_written_while_it_runs_is_applied_by_itself(store) {
        let follower = store.db.follow("copy", KINDS, Copying::default());
        let mut place = follower.place();
        let running = tokio::spawn(follower.run());
        write(&store.db, &["things.made", "things.done", "other.made"]).await;
        tokio::time::timeout(std::time::Duration::from_secs(10), place.wait_for(|place| *place >= 3)).await.unwrap().unwrap();
        running.abort();
        assert_eq!(seen(&store.db).await, [1, 2]);
    }
}
