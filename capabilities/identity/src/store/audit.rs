//! The table of the audit log.

use db::{Conditions, Db, DbError, Row, Tx, args};
use kernel::{Timestamp, UserId};

use crate::model::audit::{AuditFilter, Noted};
use crate::rules::audit::topic;

/// Where a page begins: after the entry of this time and place.
pub type Before = (Timestamp, i64);

/// Adds an entry. One that is there already stays: the log is followed again after a failure.
pub async fn add(tx: &mut Tx, noted: &Noted) -> Result<(), DbError> {
    let object = noted.subject.split(':').next().unwrap_or_default();
    tx.execute(
        "INSERT INTO identity_audit (seq, at, kind, topic, actor, subject, object, origin, client, reason, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (seq) DO NOTHING",
        args![
            noted.seq,
            noted.at,
            &noted.kind,
            topic(&noted.kind).name(),
            &noted.actor,
            &noted.subject,
            object,
            noted.origin.clone(),
            noted.client.clone(),
            noted.reason.clone(),
            serde_json::to_string(&noted.detail).unwrap_or_default()
        ],
    )
    .await?;
    Ok(())
}

fn noted(row: &Row) -> Result<Noted, DbError> {
    Ok(Noted {
        seq: row.get("seq")?,
        at: row.get("at")?,
        kind: row.get("kind")?,
        actor: row.get("actor")?,
        subject: row.get("subject")?,
        origin: row.maybe("origin")?,
        client: row.maybe("client")?,
        reason: row.maybe("reason")?,
        detail: row.json("detail")?,
    })
}

/// Entries, the newest first.
pub async fn page(
    db: &Db,
    filter: &AuditFilter,
    before: Option<Before>,
    limit: u32,
) -> Result<Vec<Noted>, DbError> {
    let mut conditions = Conditions::default();
    conditions.maybe("actor = ?", filter.who.map(|who| who.to_string()));
    conditions.maybe("topic = ?", filter.topic.map(crate::model::audit::AuditTopic::name));
    conditions.maybe("kind = ?", filter.action.as_deref());
    if let Some(object) = &filter.object {
        conditions.and(if object.contains(':') { "subject = ?" } else { "object = ?" }, object);
    }
    conditions.maybe("at >= ?", filter.from);
    conditions.maybe("at < ?", filter.to);
    if let Some((at, seq)) = before {
        let (at, seq) = (conditions.bind(at), conditions.bind(seq));
        conditions.require(format!("(at, seq) < ({at}, {seq})"));
    }
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT seq, at, kind, actor, subject, origin, client, reason, detail FROM identity_audit {} \
         ORDER BY at DESC, seq DESC LIMIT {limit}",
        conditions.sql()
    );
    db.rows(&sql, conditions.into_values()).await?.iter().map(noted).collect()
}

/// Accounts by their ids.
pub async fn people(db: &Db, ids: &[UserId]) -> Result<Vec<crate::User>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut conditions = Conditions::default();
    conditions.among("id", ids.iter().copied());
    let sql = format!("SELECT {} FROM identity_users {}", super::COLUMNS, conditions.sql());
    db.rows(&sql, conditions.into_values()).await?.iter().map(super::user).collect()
}
