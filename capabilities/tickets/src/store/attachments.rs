//! Files on tickets.

use std::collections::BTreeSet;

use db::{Db, DbError, Row, Tx, args};
use ticket::TicketId;

use crate::model::AttachmentView;

const COLUMNS: &str = "id, ticket_id, name, media_type, is_picture, bytes, sha256, at, author";

pub async fn add(tx: &mut Tx, one: &AttachmentView) -> Result<(), DbError> {
    let sql =
        format!("INSERT INTO tickets_attachments ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let values = args![
        one.id.clone(),
        one.ticket_id.to_string(),
        one.name.clone(),
        one.media_type.clone(),
        one.is_picture,
        one.bytes,
        one.sha256.clone(),
        one.at,
        one.author.map(|author| author.to_string()),
    ];
    tx.execute(&sql, values).await?;
    Ok(())
}

/// The files of a ticket as they came, read where nobody changes them meanwhile.
pub async fn of_locked(tx: &mut Tx, id: TicketId) -> Result<Vec<AttachmentView>, DbError> {
    tx.rows(&of_ticket(), args![id.to_string()]).await?.iter().map(|row| view(row, id)).collect()
}

/// The files of a ticket as they came.
pub async fn of(db: &Db, id: TicketId) -> Result<Vec<AttachmentView>, DbError> {
    db.rows(&of_ticket(), args![id.to_string()]).await?.iter().map(|row| view(row, id)).collect()
}

fn of_ticket() -> String {
    format!("SELECT {COLUMNS} FROM tickets_attachments WHERE ticket_id = $1 ORDER BY id")
}

pub async fn remove(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM tickets_attachments WHERE id = $1", args![id]).await?;
    Ok(())
}

/// Which of these ids are known.
pub async fn known(db: &Db) -> Result<BTreeSet<String>, DbError> {
    db.rows("SELECT id FROM tickets_attachments", args![]).await?.iter().map(|row| row.get("id")).collect()
}

fn view(row: &Row, ticket_id: TicketId) -> Result<AttachmentView, DbError> {
    Ok(AttachmentView {
        id: row.get("id")?,
        ticket_id,
        name: row.get("name")?,
        media_type: row.get("media_type")?,
        is_picture: row.get("is_picture")?,
        bytes: row.get("bytes")?,
        sha256: row.get("sha256")?,
        at: row.get("at")?,
        author: row.maybe("author")?,
        author_name: None,
        removable: false,
    })
}
