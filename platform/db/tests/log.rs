//! The event log on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::future::poll_fn;
use std::task::Poll;

use db::{Db, DbError, EventFilter, Migrations, Table, args};
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
        data: json!({"n": 1}).into(),
    }
}

const THINGS: Table = Table { name: "things", columns: &["id", "done"], key: 0, changes: &[] };

async fn ids(db: &Db) -> Vec<i64> {
    let rows = db.rows("SELECT id FROM things ORDER BY id", args![]).await.unwrap();
    rows.iter().map(|row| row.get("id").unwrap()).collect()
}

/// Drops a future after so many polls that did not end it.
async fn given_up_after<T>(polls: i64, future: impl Future<Output = T>) {
    let mut future = Box::pin(future);
    let mut left = polls;
    poll_fn(|context| {
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending if left <= 0 => Poll::Ready(()),
            Poll::Pending => Poll::Pending,
        }
    })
    .await;
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

    async fn who_wants_few_events_is_told_of_those_only(store) {
        let mut few = store.db.bus().subscribe_to(&["orders.", "things.made"]);
        let mut all = store.db.bus().subscribe();
        let mut tx = store.db.begin().await.unwrap();
        for kind in ["things.broken", "orders.placed", "things.made", "thing.made"] {
            tx.emit(event(kind));
        }
        tx.commit().await.unwrap();
        assert_eq!([few.recv().await.unwrap().seq, few.recv().await.unwrap().seq], [2, 3]);
        assert!(few.is_empty());
        for seq in 1..=4 {
            assert_eq!(all.recv().await.unwrap().seq, seq);
        }
    }

    async fn the_same_key_twice_is_a_unique_violation(store) {
        let mut tx = store.db.begin().await.unwrap();
        tx.execute("INSERT INTO things (id, done) VALUES (1, FALSE)", args![]).await.unwrap();
        let err = tx.execute("INSERT INTO things (id, done) VALUES (1, FALSE)", args![]).await.unwrap_err();
        assert!(err.is_unique_violation(), "{err}");
    }

    async fn rows_that_the_database_refuses_leave_neither_rows_nor_events(store) {
        let put = |id: i64| THINGS.put(args![id, false]);
        let mut tx = store.db.begin().await.unwrap();
        tx.put_all([put(1)]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.db.begin().await.unwrap();
        tx.put_all([put(2), put(1)]).await.unwrap();
        tx.emit(event("things.made"));
        let err = tx.commit().await.unwrap_err();
        assert!(err.is_unique_violation(), "{err}");
        assert_eq!(ids(&store.db).await, [1]);
        assert_eq!(store.db.last_seq().await.unwrap(), 0);
        let mut tx = store.db.begin().await.unwrap();
        tx.put_all([put(3)]).await.unwrap();
        let seen = tx.rows("SELECT id FROM things", args![]).await.unwrap().len();
        assert_eq!(seen, 2, "what was put is seen by its own transaction before it is committed");
        tx.commit().await.unwrap();
        assert_eq!(ids(&store.db).await, [1, 3]);
    }

    async fn what_was_written_without_waiting_for_the_disk_is_whole_when_it_is_waited_for_again(store) {
        let wait = async || {
            let row = store.db.begin().await.unwrap().row("PRAGMA synchronous", args![]).await;
            row.ok().flatten().map(|row| row.get::<i64>("synchronous").unwrap())
        };
        let is_sqlite = store.db.dialect() == db::Dialect::Sqlite;
        for (n, waits) in [(1_i64, false), (2, true)] {
            store.db.wait_for_disk(waits).await.unwrap();
            let mut tx = store.db.begin().await.unwrap();
            tx.put_all([THINGS.put(args![n, true])]).await.unwrap();
            tx.commit().await.unwrap();
            if is_sqlite {
                assert_eq!(wait().await, Some(if waits { 2 } else { 0 }));
            }
        }
        assert_eq!(ids(&store.db).await, [1, 2]);
    }

    async fn what_a_statement_touched_is_not_what_another_touched_before(store) {
        let mut tx = store.db.begin().await.unwrap();
        assert_eq!(tx.execute("INSERT INTO things (id, done) VALUES (1, FALSE), (2, FALSE)", args![]).await.unwrap(), 2);
        tx.commit().await.unwrap();
        for nothing in ["UPDATE things SET done = TRUE WHERE id = 7", "DELETE FROM things WHERE id = 7"] {
            let mut tx = store.db.begin().await.unwrap();
            assert_eq!(tx.execute(nothing, args![]).await.unwrap(), 0, "{nothing}");
            tx.commit().await.unwrap();
        }
    }

    // A browser that goes away takes the future that served it with it, wherever it stands.
    async fn writers_given_up_at_any_point_leave_whole_transactions_and_a_log_without_gaps(store) {
        for id in 0..200_i64 {
            let db = store.db.clone();
            let writing = async move {
                let mut tx = db.begin().await?;
                tx.execute("INSERT INTO things (id, done) VALUES ($1, FALSE)", args![id * 2]).await?;
                tx.put_all([THINGS.put(args![id * 2 + 1, false])]).await?;
                tx.emit(event("things.made"));
                tx.commit().await
            };
            given_up_after(id % 12, writing).await;
        }
        let mut tx = store.db.begin().await.unwrap();
        tx.emit(event("things.made"));
        tx.commit().await.unwrap();
        let kept = ids(&store.db).await;
        assert!(kept.chunks(2).all(|pair| pair[0] % 2 == 0 && pair[1] == pair[0] + 1), "{kept:?}");
        let log = store.db.events(EventFilter { after: 0, subject: None, limit: 1000 }).await.unwrap();
        let numbers: Vec<i64> = log.iter().map(|event| event.seq).collect();
        assert_eq!(numbers, (1..=i64::try_from(kept.len() / 2 + 1).unwrap()).collect::<Vec<_>>());
    }

    async fn readers_given_up_at_any_point_do_not_spoil_the_next(store) {
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) \
                       SELECT CAST(i AS BIGINT) AS i FROM n";
        for turn in 0..100 {
            given_up_after(turn % 5, store.db.rows(numbers, args![])).await;
            let row = store.db.row("SELECT CAST(7 AS BIGINT) AS i", args![]).await.unwrap().unwrap();
            assert_eq!(row.get::<i64>("i").unwrap(), 7);
        }
        assert_eq!(store.db.rows(numbers, args![]).await.unwrap().len(), 300);
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
