//! Notes on customers, and what administrators set.

use db::{Db, DbError, Row, Tx, args};
use kernel::CustomerId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::customers::among;
use crate::model::Memo;

fn memo(row: &Row) -> Result<Memo, DbError> {
    Ok(Memo {
        id: row.get("id")?,
        kind: row.parse("kind")?,
        at: row.get("at")?,
        author: row.json("author")?,
        text: row.get("text")?,
    })
}

/// Notes on a customer and on those who went up in it, the newest first.
pub async fn memos(
    db: &Db,
    family: &[CustomerId],
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Memo>, DbError> {
    let (places, mut values) = among(family.iter().map(CustomerId::to_string));
    values.extend(args![before.unwrap_or("z"), limit]);
    let (before, limit) = (values.len() - 1, values.len());
    let sql = format!(
        "SELECT id, kind, at, author, text FROM customers_memos WHERE customer_id IN ({places}) AND id < ${before} \
         ORDER BY id DESC LIMIT ${limit}"
    );
    db.rows(&sql, values).await?.iter().map(memo).collect()
}

pub async fn add_memo(tx: &mut Tx, customer: CustomerId, memo: &Memo) -> Result<(), DbError> {
    let author = serde_json::to_string(&memo.author).unwrap_or_default();
    tx.execute(
        "INSERT INTO customers_memos (id, customer_id, kind, at, author, text) VALUES ($1, $2, $3, $4, $5, $6)",
        args![&memo.id, customer, memo.kind.name(), memo.at, author, &memo.text],
    )
    .await?;
    Ok(())
}

/// Something that administrators set.
pub async fn setting<T: DeserializeOwned>(db: &Db, name: &str) -> Result<Option<T>, DbError> {
    let row = db.row("SELECT body FROM customers_settings WHERE name = $1", args![name]).await?;
    row.map(|row| row.json("body")).transpose()
}

/// How care is set, as a transaction sees it.
pub async fn care_in(tx: &mut Tx) -> Result<Option<customer::CareSettings>, DbError> {
    let row = tx.row("SELECT body FROM customers_settings WHERE name = 'care'", args![]).await?;
    row.map(|row| row.json("body")).transpose()
}

pub async fn save_setting(tx: &mut Tx, name: &str, value: &impl Serialize) -> Result<(), DbError> {
    let body = serde_json::to_string(value).unwrap_or_default();
    tx.execute(
        "INSERT INTO customers_settings (name, body) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET body = excluded.body",
        args![name, body],
    )
    .await?;
    Ok(())
}
