//! What the centre aims at.

use db::{Db, DbError, Row, Tx, args};

use crate::model::OwnAim;
use crate::rules::aims::Aims;

fn own(row: &Row) -> Result<(String, OwnAim), DbError> {
    Ok((row.get("name")?, OwnAim { target: row.maybe("target")?, warning: row.maybe("warning")? }))
}

pub async fn aims(db: &Db) -> Result<Aims, DbError> {
    let rows = db.rows("SELECT name, target, warning FROM reports_aims", args![]).await?;
    Ok(Aims(rows.iter().map(own).collect::<Result<_, _>>()?))
}

/// The centre's own aim, as a transaction sees it.
pub async fn aim(tx: &mut Tx, name: &str) -> Result<Option<OwnAim>, DbError> {
    let row = tx.row("SELECT name, target, warning FROM reports_aims WHERE name = $1", args![name]).await?;
    Ok(row.as_ref().map(own).transpose()?.map(|(_, aim)| aim))
}

pub async fn save_aim(tx: &mut Tx, name: &str, aim: OwnAim) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO reports_aims (name, target, warning) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET target = excluded.target, warning = excluded.warning",
        args![name, aim.target, aim.warning],
    )
    .await?;
    Ok(())
}

pub async fn forget_aim(tx: &mut Tx, name: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM reports_aims WHERE name = $1", args![name]).await?;
    Ok(())
}
