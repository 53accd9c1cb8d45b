//! The event log on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use db::{DbError, EventFilter, Migrations, args};
use kernel::{Actor, NewEvent};
use serde_json::json;

const SETS: &[Migrations] = &[Migrations {
    set: "test",
    scripts: &[(
        "0001_things",
        "CREATE TABLE things (id BIGINT PRIMARY KEY, done BOOLEAN NOT NULL, at BIGINT)",
    )],
}];

fn event(kind: &str) -> NewEvent {
    NewEvent {
        at: testkit::monday_nine(),
        kind: kind.to_owned(),
        subject: "thing:1".to_owned(),
        actor: Actor::System,
        data: json!({"n": 1}),
    }
}

testkit::store_tests! { SETS;
    async fn whoever_tries_again_learns_that_the_first_try_was_kept(store) {
        assert!(!store.db.has_event(&event("things.made")).await.unwrap());
        let mut tx = store.db.begin().await.unwrap();
        tx.emit(event("things.made"));
        tx.commit().await.unwrap();
        assert!(store.db.has_event(&event("things.made")).await.unwrap());
        assert!(!store.db.has_event(&event("things.done")).await.unwrap());
    }

    async fn a_change_and_its_events_are_one(store) {
        let mut events = store.db.bus().subscribe();
        let mut tx = store.db.begin().await.unwrap();
        tx.execute("INSERT INTO things (id, done, at) VALUES ($1, $2, $3)", args![1_i64, true, store.db.now()]).await.unwrap();
        tx.emit(event("things.made"));
        tx.emit(event("things.done"));
        tx.commit().await.unwrap();

        let log = store.db.events(EventFilter { after: 0, subject: Some("thing:1".into()), limit: 10 }).await.unwrap();
        assert_eq!(log.iter().map(|e| (e.seq, e.event.kind.as_str())).collect::<Vec<_>>(), [(1, "things.made"), (2, "things.done")]);
        assert_eq!(*events.recv().await.unwrap(), log[0]);
        let row = store.db.row("SELECT done, at FROM things WHERE id = $1", args![1_i64]).await.unwrap().unwrap();
        assert!(row.get::<bool>("done").unwrap());
        assert_eq!(row.get::<kernel::Timestamp>("at").unwrap(), testkit::monday_nine());
    }

    async fn a_dropped_transaction_leaves_neither_change_nor_event(store) {
        let mut tx = store.db.begin().await.unwrap();
        tx.execute("INSERT INTO things (id, done) VALUES (1, FALSE)", args![]).await.unwrap();
        tx.emit(event("things.made"));
        drop(tx);
        assert_eq!(store.db.last_seq().await.unwrap(), 0);
        assert!(store.db.row("SELECT id FROM things", args![]).await.unwrap().is_none());
    }

    async fn writers_at_the_same_time_leave_a_log_without_gaps(store) {
        let writers: Vec<_> = (0..8_i64).map(|n| {
            let db = store.db.clone();
            tokio::spawn(async move {
                for i in 0..10 {
                    let mut tx = db.begin().await.unwrap();
                    tx.execute("INSERT INTO things (id, done) VALUES ($1, FALSE)", args![n * 100 + i]).await.unwrap();
                    tx.emit(event("things.made"));
                    tx.commit().await.unwrap();
                }
            })
        }).collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let log = store.db.events(EventFilter { after: 0, subject: None, limit: 1000 }).await.unwrap();
        assert_eq!(log.iter().map(|e| e.seq).collect::<Vec<_>>(), (1..=80).collect::<Vec<_>>());
    }

    async fn the_same_key_twice_is_a_unique_violation(store) {
        let mut tx = store.db.begin().await.unwrap();
        tx.execute("INSERT INTO things (id, done) VALUES (1, FALSE)", args![]).await.unwrap();
        let err = tx.execute("INSERT INTO things (id, done) VALUES (1, FALSE)", args![]).await.unwrap_err();
        assert!(err.is_unique_violation(), "{err}");
    }

    // As SQLite does by itself when a COMMIT meets a full disk.
    async fn what_is_committed_after_a_rollback_of_the_databases_own_is_kept(store) {
        let insert = |id: i64| ("INSERT INTO things (id, done) VALUES ($1, FALSE)", args![id]);
        for id in 1..=3 {
            let mut tx = store.db.begin().await.unwrap();
            let (sql, values) = insert(id);
            tx.execute(sql, values).await.unwrap();
            tx.execute_script("ROLLBACK").await.unwrap();
            // Fails on SQLite, which has no transaction any more; PostgreSQL only warns.
            let _ = tx.commit().await;
            // And one that is given up.
            let mut tx = store.db.begin().await.unwrap();
            let (sql, values) = insert(id + 10);
            tx.execute(sql, values).await.unwrap();
            drop(tx);
            let mut tx = store.db.begin().await.unwrap();
            let (sql, values) = insert(id + 20);
            tx.execute(sql, values).await.unwrap();
            tx.commit().await.unwrap();
        }
        let rows = store.db.rows("SELECT id FROM things ORDER BY id", args![]).await.unwrap();
        let ids: Vec<i64> = rows.iter().map(|row| row.get("id").unwrap()).collect();
        assert_eq!(ids, [21, 22, 23], "others read exactly what was committed");
    }

    async fn an_edited_migration_is_refused(store) {
        let edited = [Migrations { set: "test", scripts: &[("0001_things", "CREATE TABLE other (id BIGINT)")] }];
        assert!(matches!(store.db.migrate(&edited).await, Err(DbError::Migration { .. })));
    }

    async fn data_of_a_newer_program_is_refused(store) {
        let older = [Migrations { set: "test", scripts: &[] }];
        assert!(matches!(store.db.migrate(&older).await, Err(DbError::Migration { .. })));
    }
}
