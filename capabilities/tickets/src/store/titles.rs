//! The index of titles.

use db::{Db, DbError, TextIndex, args};
use kernel::NewEvent;

/// Tickets by any part of their titles.
pub const TITLES: TextIndex = TextIndex { name: "tickets" };
/// Titles read at once when the index is made.
const BATCH: u32 = 2_000;

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
            for row in rows {
                last = row.get("number")?;
                let title: String = row.get("title")?;
                TITLES.put(&mut tx, last, &title).await?;
            }
        }
    }
    tx.commit().await
}

/// Whether what happened gives a ticket its title.
pub fn is_given(events: &[NewEvent]) -> bool {
    let given = |event: &NewEvent| matches!(event.kind.as_str(), "tickets.created" | "tickets.edited");
    events.iter().any(|event| given(event) && event.data["title"].is_string())
}
