//! Merges, and pairs of records that may be one customer.

use customer::Likeness;
use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::{Actor, CustomerId, Timestamp};

use super::customers::{Identity, among};
use crate::model::{MergeRecord, MergeView};

const PAIRS: Table = Table {
    name: "customers_pairs",
    columns: &["one", "two", "points", "body"],
    key: 2,
    changes: &["points", "body"],
};

/// Two records that may be one customer.
pub struct Pair {
    pub one: CustomerId,
    pub two: CustomerId,
    pub likeness: Likeness,
}

fn ordered(one: CustomerId, two: CustomerId) -> (CustomerId, CustomerId) {
    if one < two { (one, two) } else { (two, one) }
}

/// The row of a pair: newly found evidence replaces the old, a decision of people stays.
pub fn pair_row(one: CustomerId, two: CustomerId, likeness: &Likeness) -> Put {
    let (one, two) = ordered(one, two);
    let body = serde_json::to_string(likeness).unwrap_or_default();
    PAIRS.put(args![one, two, i64::from(likeness.points), body])
}

fn pair(row: &Row) -> Result<Pair, DbError> {
    Ok(Pair { one: row.get("one")?, two: row.get("two")?, likeness: row.json("body")? })
}

/// Open pairs, the likeliest first.
pub async fn pairs(db: &Db, after: Option<(i64, String)>, limit: u32) -> Result<Vec<Pair>, DbError> {
    let (points, one) = after.unwrap_or((i64::MAX, String::new()));
    // The key of a page is points and both ids in one text.
    let sql = "SELECT one, two, body FROM customers_pairs WHERE settled IS NULL \
               AND (points < $1 OR (points = $1 AND (one || two) > $2)) ORDER BY points DESC, one, two LIMIT $3";
    db.rows(sql, args![points, one, limit]).await?.iter().map(pair).collect()
}

/// Notes what became of a pair; open again when nothing.
pub async fn settle_pair(
    tx: &mut Tx,
    one: CustomerId,
    two: CustomerId,
    settled: Option<&str>,
) -> Result<u64, DbError> {
    let (one, two) = ordered(one, two);
    let sql = "UPDATE customers_pairs SET settled = $1 WHERE one = $2 AND two = $3";
    tx.execute(sql, args![settled.map(str::to_owned), one, two]).await
}

/// Customers who share a value with one, each once; at most so many.
pub async fn sharers(
    db: &Db,
    of: CustomerId,
    found_by: &[Identity],
    most: u32,
) -> Result<Vec<CustomerId>, DbError> {
    let mut found: Vec<CustomerId> = Vec::new();
    for one in found_by {
        let sql = "SELECT customer_id FROM customers_identities WHERE kind = $1 AND channel = $2 AND value = $3 \
                   AND extension = $4 AND customer_id <> $5 ORDER BY customer_id LIMIT $6";
        let values = args![one.kind, &one.channel, &one.value, &one.extension, of, most];
        for row in db.rows(sql, values).await? {
            let id: CustomerId = row.get("customer_id")?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found)
}

/// How many customers have each of some values.
pub async fn shared_by(
    db: &Db,
    values: Vec<String>,
) -> Result<std::collections::BTreeMap<String, u32>, DbError> {
    let mut counts = std::collections::BTreeMap::new();
    if values.is_empty() {
        return Ok(counts);
    }
    let (places, bound) = among(values.into_iter());
    let sql = format!(
        "SELECT value, COUNT(DISTINCT customer_id) AS n FROM customers_identities WHERE value IN ({places}) GROUP BY value"
    );
    for row in db.rows(&sql, bound).await? {
        let count: i64 = row.get("n")?;
        counts.insert(row.get("value")?, u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(counts)
}

/// A merge as it is kept.
pub struct StoredMerge {
    pub view: MergeView,
    pub record: MergeRecord,
}

fn merge(row: &Row) -> Result<StoredMerge, DbError> {
    let record: MergeRecord = row.json("body")?;
    let view = MergeView {
        id: row.get("id")?,
        kept: row.get("kept")?,
        gone: row.get("gone")?,
        gone_name: record.merge.gone.name.clone(),
        at: row.get("at")?,
        actor: row.json("actor")?,
        why: row.get("why")?,
        undone_at: row.maybe("undone_at")?,
    };
    Ok(StoredMerge { view, record })
}

/// Merges in which a record took part, the newest first.
pub async fn merges(db: &Db, id: CustomerId) -> Result<Vec<StoredMerge>, DbError> {
    let sql = "SELECT * FROM customers_merges WHERE kept = $1 OR gone = $1 ORDER BY id DESC LIMIT 100";
    db.rows(sql, args![id]).await?.iter().map(merge).collect()
}

pub async fn merge_by_id(tx: &mut Tx, id: &str) -> Result<Option<StoredMerge>, DbError> {
    let sql = "SELECT * FROM customers_merges WHERE id = $1";
    tx.row(sql, args![id]).await?.as_ref().map(merge).transpose()
}

/// A merge into or of a record after the one named, that still stands.
pub async fn newer_merge(tx: &mut Tx, kept: CustomerId, after: &str) -> Result<Option<String>, DbError> {
    let sql = "SELECT id FROM customers_merges WHERE (kept = $1 OR gone = $1) AND id > $2 AND undone_at IS NULL \
               ORDER BY id DESC LIMIT 1";
    tx.row(sql, args![kept, after]).await?.map(|row| row.get("id")).transpose()
}

/// What is written of a merge.
pub struct NewMerge<'a> {
    pub id: &'a str,
    pub kept: CustomerId,
    pub gone: CustomerId,
    pub at: Timestamp,
    pub actor: &'a Actor,
    pub why: &'a str,
    pub record: &'a MergeRecord,
}

pub async fn add_merge(tx: &mut Tx, new: &NewMerge<'_>) -> Result<(), DbError> {
    let actor = serde_json::to_string(new.actor).unwrap_or_default();
    let body = serde_json::to_string(new.record).unwrap_or_default();
    tx.execute(
        "INSERT INTO customers_merges (id, kept, gone, at, actor, why, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![new.id, new.kept, new.gone, new.at, actor, new.why, body],
    )
    .await?;
    Ok(())
}

pub async fn undo_merge(tx: &mut Tx, id: &str, at: Timestamp) -> Result<(), DbError> {
    tx.execute("UPDATE customers_merges SET undone_at = $1 WHERE id = $2", args![at, id]).await?;
    Ok(())
}

/// Open pairs of a record are found anew when it changes.
pub async fn forget_pairs(tx: &mut Tx, id: CustomerId) -> Result<(), DbError> {
    for side in ["one", "two"] {
        let sql = format!("DELETE FROM customers_pairs WHERE {side} = $1 AND settled IS NULL");
        tx.execute(&sql, args![id]).await?;
    }
    Ok(())
}
