//! Views that people keep, and their order.

use db::{Db, DbError, Row, Tx, args};
use kernel::{TeamId, UserId};

use crate::model::SavedView;

const COLUMNS: &str = "id, owner, shared, team, name, filter, version, changed_by, changed_at";

fn view(row: &Row) -> Result<SavedView, DbError> {
    Ok(SavedView {
        id: row.get("id")?,
        name: row.get("name")?,
        shared: row.get("shared")?,
        team: row.maybe("team")?,
        owner: row.get("owner")?,
        filter: row.json("filter")?,
        version: u64::try_from(row.get::<i64>("version")?).unwrap_or_default(),
        changed_by: row.maybe("changed_by")?,
        changed_at: row.maybe("changed_at")?,
    })
}

/// Shared views, those of a team and those of somebody.
pub async fn views(db: &Db, owner: Option<UserId>, team: Option<TeamId>) -> Result<Vec<SavedView>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tickets_views WHERE shared OR owner = $1 OR team = $2 \
         ORDER BY shared DESC, name, id"
    );
    db.rows(&sql, args![owner, team]).await?.iter().map(view).collect()
}

/// A view that nobody else changes until this transaction is over.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<Option<SavedView>, DbError> {
    let sql = format!("UPDATE tickets_views SET name = name WHERE id = $1 RETURNING {COLUMNS}");
    tx.row(&sql, args![id]).await?.as_ref().map(view).transpose()
}

pub async fn save(tx: &mut Tx, view: &SavedView) -> Result<(), DbError> {
    let filter = serde_json::to_string(&view.filter).unwrap_or_default();
    let sql = format!(
        "INSERT INTO tickets_views ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (id) DO UPDATE SET shared = excluded.shared, team = excluded.team, name = excluded.name, \
         filter = excluded.filter, version = excluded.version, changed_by = excluded.changed_by, \
         changed_at = excluded.changed_at"
    );
    let version = i64::try_from(view.version).unwrap_or(i64::MAX);
    let (id, name) = (&view.id, &view.name);
    let values = args![
        id,
        view.owner,
        view.shared,
        view.team,
        name,
        filter,
        version,
        view.changed_by,
        view.changed_at
    ];
    tx.execute(&sql, values).await?;
    Ok(())
}

pub async fn remove(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM tickets_views WHERE id = $1", args![id]).await?;
    Ok(())
}

/// In what order somebody has the views.
pub async fn order(db: &Db, user: UserId) -> Result<Vec<String>, DbError> {
    let row = db.row("SELECT views FROM tickets_view_orders WHERE user_id = $1", args![user]).await?;
    row.map_or(Ok(Vec::new()), |row| row.json("views"))
}

pub async fn save_order(tx: &mut Tx, user: UserId, views: &[String]) -> Result<(), DbError> {
    let sql = "INSERT INTO tickets_view_orders (user_id, views) VALUES ($1, $2) \
               ON CONFLICT (user_id) DO UPDATE SET views = excluded.views";
    tx.execute(sql, args![user, serde_json::to_string(views).unwrap_or_default()]).await?;
    Ok(())
}
