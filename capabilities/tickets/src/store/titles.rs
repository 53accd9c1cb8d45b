//! The index of titles.

use db::{Conditions, Db, DbError, Row, TextIndex, Tx, args};
use ticket::TicketId;

/// Tickets by any part of their titles.
pub const TITLES: TextIndex = TextIndex { name: "tickets" };
/// Titles read at once when the index is made.
const BATCH: u32 = 2_000;
/// Tickets asked for at once.
const CHUNK: usize = 100;

/// Makes the index where it is missing: in a new database, after an update, after a backup was restored.
pub async fn make(db: &Db) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    if TITLES.make(&mut tx).await? {
        let sql = "SELECT number, title FROM tickets_tickets WHERE number > $1 ORDER BY number LIMIT $2";
        let mut last = i64::MIN;
        loop {
            let rows = tx.rows(sql, args![last, BATCH]).await?;
            if rows.is_empty() {
                break;
            }
            let titles = titles(&rows)?;
            last = titles.last().map_or(last, |(number, _)| *number);
            TITLES.put(&mut tx, &titles).await?;
        }
    }
    tx.commit().await
}

/// Writes what these tickets are found by, as their titles are now; what was deleted meanwhile is not found.
pub async fn index(tx: &mut Tx, tickets: &[TicketId]) -> Result<(), DbError> {
    for some in tickets.chunks(CHUNK) {
        let mut all = Conditions::default();
        all.among("id", some.iter().map(ToString::to_string));
        let sql = format!("SELECT number, title FROM tickets_tickets {}", all.sql());
        let rows = tx.rows(&sql, all.into_values()).await?;
        TITLES.put(tx, &titles(&rows)?).await?;
    }
    Ok(())
}

fn titles(rows: &[Row]) -> Result<Vec<(i64, String)>, DbError> {
    rows.iter().map(|row| Ok((row.get("number")?, row.get("title")?))).collect()
}
