//! What was asked for under a key of the client's making.

use db::{Db, DbError, Tx, args};
use kernel::{Principal, Timestamp};
use ticket::TicketId;

use crate::rules::once::Wish;

/// Remembers a wish; answers the one that was remembered under its key before, if there is one.
pub async fn remember(
    tx: &mut Tx,
    who: &Principal,
    wish: &Wish,
    at: Timestamp,
) -> Result<Option<Wish>, DbError> {
    let user = who.user.map_or_else(String::new, |user| user.to_string());
    let sql = "INSERT INTO tickets_once (user_id, wish, ticket_id, digest, at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (user_id, wish) DO NOTHING";
    let values = args![&user, &wish.key, wish.ticket.to_string(), &wish.digest, at];
    if tx.execute(sql, values).await? > 0 {
        return Ok(None);
    }
    known(tx, who, wish).await
}

/// The wish that was remembered under the key of this one.
pub async fn known(tx: &mut Tx, who: &Principal, wish: &Wish) -> Result<Option<Wish>, DbError> {
    let user = who.user.map_or_else(String::new, |user| user.to_string());
    let sql = "SELECT ticket_id, digest FROM tickets_once WHERE user_id = $1 AND wish = $2";
    let row = tx.row(sql, args![user, &wish.key]).await?;
    row.map(|row| {
        let ticket: TicketId = row.parse("ticket_id")?;
        Ok(Wish { key: wish.key.clone(), ticket, digest: row.get("digest")? })
    })
    .transpose()
}

/// Forgets what was asked for before an instant.
pub async fn forget_before(db: &Db, before: Timestamp) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    tx.execute("DELETE FROM tickets_once WHERE at < $1", args![before]).await?;
    tx.commit().await
}
