//! Notices to people.

use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::{Text, Timestamp, UserId};
use ticket::{Ticket, TicketId};

use crate::model::{NoticeKind, NoticeView};
use crate::rules::notices::Told;

const NOTICES: Table = Table {
    name: "tickets_notices",
    columns: &["id", "user_id", "ticket_id", "kind", "text_zh", "text_en", "at", "seen"],
    key: 0,
    changes: &[],
};

/// A notice as it is written.
pub fn notice(id: &str, ticket: TicketId, told: &Told, at: Timestamp) -> Put {
    let (kind, text) = (told.kind.name(), &told.text);
    NOTICES.put(args![id, told.user, ticket.to_string(), kind, &text.zh, &text.en, at, false])
}

fn view(row: &Row) -> Result<NoticeView, DbError> {
    let ticket: Ticket = row.json("ticket")?;
    Ok(NoticeView {
        id: row.get("id")?,
        ticket: ticket.id,
        number: row.get("number")?,
        title: ticket.title,
        kind: NoticeKind::named(&row.get::<String>("kind")?),
        text: Text::new(row.get::<String>("text_zh")?, row.get::<String>("text_en")?),
        at: row.get("at")?,
        read: row.get("seen")?,
    })
}

/// Somebody's notices, the newest first, with the tickets as they are now.
pub async fn page(
    db: &Db,
    user: UserId,
    unread: bool,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<(NoticeView, Ticket)>, DbError> {
    let mut values = args![user, limit];
    let mut sql = "SELECT n.id, n.kind, n.text_zh, n.text_en, n.at, n.seen, t.number, b.ticket \
                   FROM tickets_notices n JOIN tickets_tickets t ON t.id = n.ticket_id \
                   JOIN tickets_bodies b ON b.ticket_id = t.id WHERE n.user_id = $1"
        .to_owned();
    if unread {
        sql.push_str(" AND NOT n.seen");
    }
    if let Some(before) = before {
        values.extend(args![before]);
        sql.push_str(" AND n.id < $3");
    }
    sql.push_str(" ORDER BY n.id DESC LIMIT $2");
    let rows = db.rows(&sql, values).await?;
    rows.iter().map(|row| Ok((view(row)?, row.json("ticket")?))).collect()
}

pub async fn unread(db: &Db, user: UserId) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) AS count FROM tickets_notices WHERE user_id = $1 AND NOT seen";
    db.row(sql, args![user]).await?.map_or(Ok(0), |row| row.get("count"))
}

/// Marks one notice of somebody, or all.
pub async fn read(tx: &mut Tx, user: UserId, id: Option<&str>) -> Result<(), DbError> {
    match id {
        Some(id) => {
            let sql = "UPDATE tickets_notices SET seen = TRUE WHERE user_id = $1 AND id = $2";
            tx.execute(sql, args![user, id]).await?;
        }
        None => {
            let sql = "UPDATE tickets_notices SET seen = TRUE WHERE user_id = $1 AND NOT seen";
            tx.execute(sql, args![user]).await?;
        }
    }
    Ok(())
}

/// What somebody has read of a ticket by looking at it.
pub async fn read_of(tx: &mut Tx, user: UserId, ticket: TicketId) -> Result<u64, DbError> {
    let sql = "UPDATE tickets_notices SET seen = TRUE WHERE user_id = $1 AND ticket_id = $2 AND NOT seen";
    tx.execute(sql, args![user, ticket.to_string()]).await
}
