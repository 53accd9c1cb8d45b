//! Return visits.

use db::{Conditions, Db, DbError, Row, Table, Tx, args};
use kernel::{CustomerId, Timestamp};
use promise::{ReturnVisit, VisitState};
use serde::{Deserialize, Serialize};
use ticket::TicketId;

use crate::model::PromiseId;

const VISITS: Table = Table {
    name: "promises_visits",
    columns: &["id", "number", "reason", "state", "customer_id", "ticket_id", "due", "visit"],
    key: 1,
    changes: &["state", "visit"],
};

/// A visit with the promise to make it, whose id and number it shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    pub id: PromiseId,
    pub number: i64,
    pub customer: Option<CustomerId>,
    pub ticket: Option<TicketId>,
    pub due: Timestamp,
    pub body: VisitBody,
}

/// A visit with what its record says beyond its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitBody {
    pub visit: ReturnVisit,
    /// Answers by the name of the question.
    pub answers: Vec<(String, String)>,
    pub next_step: Option<String>,
}

pub fn visit_state(state: &VisitState) -> &'static str {
    match state {
        VisitState::Planned { .. } => "planned",
        VisitState::Done { .. } => "done",
        VisitState::GivenUp { .. } => "given_up",
        VisitState::Cancelled { .. } => "cancelled",
    }
}

const COLUMNS: &str = "id, number, customer_id, ticket_id, due, visit";

fn visit(row: &Row) -> Result<VisitRow, DbError> {
    let ticket: Option<String> = row.maybe("ticket_id")?;
    Ok(VisitRow {
        id: row.parse("id")?,
        number: row.get("number")?,
        customer: row.maybe("customer_id")?,
        ticket: ticket.and_then(|id| id.parse().ok()),
        due: row.get("due")?,
        body: row.json("visit")?,
    })
}

pub async fn save_visit(tx: &mut Tx, row: &VisitRow) -> Result<(), DbError> {
    let reason = serde_json::to_value(row.body.visit.plan().reason).unwrap_or_default();
    let put = VISITS.put(args![
        row.id.to_string(),
        row.number,
        reason.as_str().unwrap_or_default(),
        visit_state(row.body.visit.state()),
        row.customer,
        row.ticket.map(|id| id.to_string()),
        row.due,
        serde_json::to_string(&row.body).unwrap_or_default(),
    ]);
    tx.put_all([put]).await
}

pub async fn lock_visit(tx: &mut Tx, id: PromiseId) -> Result<Option<VisitRow>, DbError> {
    let sql = format!("UPDATE promises_visits SET state = state WHERE id = $1 RETURNING {COLUMNS}");
    tx.row(&sql, args![id.to_string()]).await?.as_ref().map(visit).transpose()
}

pub async fn load_visit(db: &Db, id: PromiseId) -> Result<Option<VisitRow>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM promises_visits WHERE id = $1");
    db.row(&sql, args![id.to_string()]).await?.as_ref().map(visit).transpose()
}

/// Visits by due instant, what is due first first.
/// The visits of a ticket that are still to be made, those of this transaction as well.
pub async fn planned_of_ticket(tx: &mut Tx, ticket: TicketId) -> Result<Vec<VisitRow>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM promises_visits WHERE ticket_id = $1 AND state = 'planned' ORDER BY due"
    );
    tx.rows(&sql, args![ticket.to_string()]).await?.iter().map(visit).collect()
}

pub async fn visit_page(
    db: &Db,
    state: Option<&str>,
    ticket: Option<TicketId>,
    customer: &[CustomerId],
    after: Option<(i64, i64)>,
    limit: u32,
) -> Result<Vec<VisitRow>, DbError> {
    let mut all = Conditions::default();
    all.maybe("state = ?", state);
    all.maybe("ticket_id = ?", ticket.map(|id| id.to_string()));
    if !customer.is_empty() {
        all.among("customer_id", customer.iter().copied());
    }
    if let Some((due, number)) = after {
        let (due, number) = (all.bind(due), all.bind(number));
        all.require(format!("(due, number) > ({due}, {number})"));
    }
    let limit = all.bind(limit);
    let sql =
        format!("SELECT {COLUMNS} FROM promises_visits {} ORDER BY due, number LIMIT {limit}", all.sql());
    db.rows(&sql, all.into_values()).await?.iter().map(visit).collect()
}
