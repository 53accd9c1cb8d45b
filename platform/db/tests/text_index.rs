//! Finding rows by parts of their texts on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use db::{Conditions, Db, Migrations, TextIndex};

const SETS: &[Migrations] = &[];
const TITLES: TextIndex = TextIndex { name: "things" };

async fn make(db: &Db) -> bool {
    let mut tx = db.begin().await.unwrap();
    let made = TITLES.make(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    made
}

async fn put(db: &Db, number: i64, text: &str) {
    let mut tx = db.begin().await.unwrap();
    TITLES.put(&mut tx, &[(number, text.to_owned())]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn found(db: &Db, part: &str) -> Vec<i64> {
    let mut all = Conditions::default();
    let Some(query) = TITLES.query(db, &mut all, part, 3) else { return Vec::new() };
    let rows = db.rows(&query, all.into_values()).await.unwrap();
    rows.iter().map(|row| row.get("found_number").unwrap()).collect()
}

testkit::store_tests! { SETS;
    async fn rows_are_found_by_parts_of_their_texts_the_newest_first(store) {
        let db = &store.db;
        assert!(make(db).await);
        put(db, 1, "杯子破损").await;
        put(db, 2, "订单 A1001 迟到").await;
        put(db, 3, "水杯漏水，要求更换").await;
        assert_eq!(found(db, "杯").await, [3, 1], "one letter, in a word or at its end");
        assert_eq!(found(db, "漏水").await, [3]);
        assert_eq!(found(db, "a100").await, [2], "small or large letters, part of a number");
        assert_eq!(found(db, "更换 水杯").await, [3], "several words in any order");
        for nothing in ["玻璃", "损破", "%", "' OR 1", "\"", ""] {
            assert!(found(db, nothing).await.is_empty(), "{nothing}");
        }
        for number in 4..8 {
            put(db, number, "漏水").await;
        }
        assert_eq!(found(db, "漏水").await, [7, 6, 5], "as many as are wanted");
    }

    async fn a_changed_text_is_found_by_what_it_is_now_and_a_removed_one_not_at_all(store) {
        let db = &store.db;
        assert!(make(db).await);
        put(db, 1, "杯子破损").await;
        put(db, 1, "水管漏水").await;
        assert!(found(db, "破损").await.is_empty());
        assert_eq!(found(db, "水管").await, [1]);
        let mut tx = db.begin().await.unwrap();
        TITLES.remove(&mut tx, 1).await.unwrap();
        tx.commit().await.unwrap();
        assert!(found(db, "水管").await.is_empty());
    }

    async fn an_index_is_made_once_and_is_no_part_of_a_backup(store) {
        let db = &store.db;
        assert!(make(db).await);
        assert!(!make(db).await);
        let tables = db.snapshot().await.unwrap().tables().await.unwrap();
        assert!(!tables.is_empty());
        assert!(tables.iter().all(|table| !table.name.starts_with("search_")), "{tables:?}");
    }
}
