//! The tables of telephony.

use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::{CallbackRequestId, ContactId, NumberId, RecordingId, Timestamp, TrunkId};
use promises::CallBackRequest;

use crate::model::{Number, NumberForm, Recording, Trunk, TrunkForm};

fn number(row: &Row) -> Result<Number, DbError> {
    let form = NumberForm {
        number: row.get("number")?,
        name: row.get("name")?,
        flow: row.get("flow")?,
        web_calls: row.get("web_calls")?,
    };
    Ok(Number { id: row.get("id")?, form })
}

pub async fn numbers(db: &Db) -> Result<Vec<Number>, DbError> {
    let sql = "SELECT id, number, name, flow, web_calls FROM telephony_numbers ORDER BY number";
    db.rows(sql, args![]).await?.iter().map(number).collect()
}

/// The settings of a number, as a transaction sees them.
pub async fn number_form(tx: &mut Tx, id: NumberId) -> Result<Option<NumberForm>, DbError> {
    let row = tx
        .row("SELECT id, number, name, flow, web_calls FROM telephony_numbers WHERE id = $1", args![id])
        .await?;
    Ok(row.as_ref().map(number).transpose()?.map(|stored| stored.form))
}

pub async fn save_number(tx: &mut Tx, number: &Number) -> Result<(), DbError> {
    let form = &number.form;
    tx.execute(
        "INSERT INTO telephony_numbers (id, number, name, flow, web_calls) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, flow = excluded.flow, \
         web_calls = excluded.web_calls",
        args![number.id, &form.number, form.name.trim(), &form.flow, form.web_calls],
    )
    .await?;
    Ok(())
}

pub async fn remove_number(tx: &mut Tx, id: NumberId) -> Result<u64, DbError> {
    tx.execute("DELETE FROM telephony_numbers WHERE id = $1", args![id]).await
}

fn trunk(row: &Row) -> Result<Trunk, DbError> {
    let form =
        TrunkForm { name: row.get("name")?, addresses: row.json("addresses")?, active: row.get("active")? };
    Ok(Trunk { id: row.get("id")?, form })
}

pub async fn trunks(db: &Db) -> Result<Vec<Trunk>, DbError> {
    let sql = "SELECT id, name, addresses, active FROM telephony_trunks ORDER BY name";
    db.rows(sql, args![]).await?.iter().map(trunk).collect()
}

/// The settings of a trunk, as a transaction sees them.
pub async fn trunk_form(tx: &mut Tx, id: TrunkId) -> Result<Option<TrunkForm>, DbError> {
    let row =
        tx.row("SELECT id, name, addresses, active FROM telephony_trunks WHERE id = $1", args![id]).await?;
    Ok(row.as_ref().map(trunk).transpose()?.map(|stored| stored.form))
}

pub async fn save_trunk(tx: &mut Tx, trunk: &Trunk) -> Result<(), DbError> {
    let addresses = serde_json::to_string(&trunk.form.addresses).unwrap_or_default();
    tx.execute(
        "INSERT INTO telephony_trunks (id, name, addresses, active) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, addresses = excluded.addresses, active = excluded.active",
        args![trunk.id, trunk.form.name.trim(), addresses, trunk.form.active],
    )
    .await?;
    Ok(())
}

pub async fn remove_trunk(tx: &mut Tx, id: TrunkId) -> Result<u64, DbError> {
    tx.execute("DELETE FROM telephony_trunks WHERE id = $1", args![id]).await
}

fn recording(row: &Row) -> Result<Recording, DbError> {
    let duration_ms: Option<i64> = row.maybe("duration_ms")?;
    Ok(Recording {
        id: row.get("id")?,
        contact_id: row.get("contact_id")?,
        kind: row.get("kind")?,
        started_at: row.get("started_at")?,
        duration_s: duration_ms.and_then(|ms| i32::try_from(ms).ok()).map(|ms| f64::from(ms) / 1000.0),
        state: row.get("state")?,
        failure: row.maybe("failure")?,
        path: row.get("path")?,
    })
}

const RECORDINGS: &str =
    "SELECT id, contact_id, kind, path, started_at, duration_ms, state, failure FROM telephony_recordings";

pub async fn recording_by_id(db: &Db, id: RecordingId) -> Result<Option<Recording>, DbError> {
    let row = db.row(&format!("{RECORDINGS} WHERE id = $1"), args![id]).await?;
    row.as_ref().map(recording).transpose()
}

/// Recordings that a killed program left unfinished.
pub async fn running_recordings(db: &Db) -> Result<Vec<Recording>, DbError> {
    db.rows(&format!("{RECORDINGS} WHERE state = 'running'"), args![]).await?.iter().map(recording).collect()
}

const RECORDING_ROWS: Table = Table {
    name: "telephony_recordings",
    columns: &["id", "contact_id", "kind", "path", "started_at", "duration_ms", "state", "failure"],
    key: 1,
    changes: &["duration_ms", "state", "failure"],
};

/// The row of a recording.
pub fn recording_row(recording: &Recording, duration_ms: Option<i64>) -> Put {
    RECORDING_ROWS.put(args![
        recording.id,
        recording.contact_id,
        &recording.kind,
        &recording.path,
        recording.started_at,
        duration_ms,
        &recording.state,
        recording.failure.clone()
    ])
}

/// Requests to be called back as older programs stored them.
pub async fn stored_call_backs(db: &Db) -> Result<Vec<CallBackRequest>, DbError> {
    let sql = "SELECT c.id, c.contact_id, c.number, c.requested_at, c.due_at, c.state, c.outcome, \
               (SELECT MAX(e.at) FROM events e WHERE e.subject = 'callback:' || c.id) AS settled_at \
               FROM telephony_callbacks c ORDER BY c.requested_at, c.id";
    let request = |row: &Row| {
        let (state, due_at): (String, Timestamp) = (row.get("state")?, row.get("due_at")?);
        let settled_at: Option<Timestamp> = row.maybe("settled_at")?;
        let outcome: Option<String> = row.maybe("outcome")?;
        Ok(CallBackRequest {
            id: row.get("id")?,
            contact: row.get("contact_id")?,
            number: row.get("number")?,
            requested_at: row.get("requested_at")?,
            due_at,
            settled: (state == "done").then(|| (settled_at.unwrap_or(due_at), outcome.unwrap_or_default())),
        })
    };
    db.rows(sql, args![]).await?.iter().map(request).collect()
}

/// A request that goes on as a promise stands there alone.
pub async fn forget_call_back(tx: &mut Tx, id: CallbackRequestId) -> Result<(), DbError> {
    tx.execute("DELETE FROM telephony_callbacks WHERE id = $1", args![id]).await?;
    Ok(())
}

/// The start of a recording's life, before its file has a byte.
pub fn new_recording(
    id: RecordingId,
    contact_id: ContactId,
    kind: &str,
    path: String,
    started_at: Timestamp,
) -> Recording {
    Recording {
        id,
        contact_id,
        kind: kind.to_owned(),
        started_at,
        duration_s: None,
        state: "running".to_owned(),
        failure: None,
        path,
    }
}
