//! The tables of telephony.

use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::{AgentId, CallbackRequestId, ContactId, NumberId, RecordingId, Timestamp, TrunkId};

use crate::model::{CallbackRequest, Number, NumberForm, Recording, Trunk, TrunkForm};

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

fn callback(row: &Row) -> Result<CallbackRequest, DbError> {
    Ok(CallbackRequest {
        id: row.get("id")?,
        contact_id: row.get("contact_id")?,
        number: row.get("number")?,
        requested_at: row.get("requested_at")?,
        due_at: row.get("due_at")?,
        state: row.get("state")?,
        outcome: row.maybe("outcome")?,
    })
}

const CALLBACK_ROWS: Table = Table {
    name: "telephony_callbacks",
    columns: &["id", "contact_id", "number", "requested_at", "due_at", "state", "outcome"],
    key: 1,
    changes: &["due_at", "state", "outcome"],
};

/// The row of a request.
pub fn callback_row(request: &CallbackRequest) -> Put {
    CALLBACK_ROWS.put(args![
        request.id,
        request.contact_id,
        &request.number,
        request.requested_at,
        request.due_at,
        &request.state,
        request.outcome.clone()
    ])
}

/// Open requests, the most urgent first.
pub async fn open_callbacks(db: &Db, limit: u32) -> Result<Vec<CallbackRequest>, DbError> {
    let sql = "SELECT id, contact_id, number, requested_at, due_at, state, outcome FROM telephony_callbacks \
               WHERE state = 'open' ORDER BY due_at, id LIMIT $1";
    db.rows(sql, args![limit]).await?.iter().map(callback).collect()
}

/// Settles an open request; nothing when it was settled before.
pub async fn settle_callback(
    tx: &mut Tx,
    id: CallbackRequestId,
    agent: Option<AgentId>,
    outcome: &str,
) -> Result<bool, DbError> {
    let touched = tx
        .execute(
            "UPDATE telephony_callbacks SET state = 'done', agent_id = $2, outcome = $3 \
             WHERE id = $1 AND state = 'open'",
            args![id, agent, outcome],
        )
        .await?;
    Ok(touched > 0)
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
