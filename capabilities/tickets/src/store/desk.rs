//! Macros.

use db::{Db, DbError, Row, Tx, args};
use kernel::Text;

use crate::model::Macro;

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn a_macro(row: &Row) -> Result<Macro, DbError> {
    Ok(Macro {
        id: row.get("id")?,
        name: Text::new(row.get::<String>("name_zh")?, row.get::<String>("name_en")?),
        types: row.json("types")?,
        actions: row.json("actions")?,
    })
}

pub async fn macros(db: &Db) -> Result<Vec<Macro>, DbError> {
    let sql = "SELECT id, name_zh, name_en, types, actions FROM tickets_macros ORDER BY name_zh, id";
    db.rows(sql, args![]).await?.iter().map(a_macro).collect()
}

pub async fn macro_by_id(db: &Db, id: &str) -> Result<Option<Macro>, DbError> {
    let sql = "SELECT id, name_zh, name_en, types, actions FROM tickets_macros WHERE id = $1";
    db.row(sql, args![id]).await?.as_ref().map(a_macro).transpose()
}

/// A macro, as a transaction sees it.
pub async fn macro_in(tx: &mut Tx, id: &str) -> Result<Option<Macro>, DbError> {
    let sql = "SELECT id, name_zh, name_en, types, actions FROM tickets_macros WHERE id = $1";
    tx.row(sql, args![id]).await?.as_ref().map(a_macro).transpose()
}

pub async fn save_macro(tx: &mut Tx, saved: &Macro) -> Result<(), DbError> {
    let sql = "INSERT INTO tickets_macros (id, name_zh, name_en, types, actions) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, \
               types = excluded.types, actions = excluded.actions";
    let name = &saved.name;
    tx.execute(sql, args![&saved.id, &name.zh, &name.en, json(&saved.types), json(&saved.actions)]).await?;
    Ok(())
}

pub async fn remove_macro(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM tickets_macros WHERE id = $1", args![id]).await?;
    Ok(())
}
