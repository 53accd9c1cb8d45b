//! Lists of promises.

use db::{Conditions, Db, DbError};
use kernel::{ContactId, CustomerId, Timestamp};
use ticket::TicketId;

use super::promises::{COLUMNS, entry};
use crate::model::{PromiseCounts, Shown};
use crate::rules::entry::Entry;

/// Which promises are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub show: Shown,
    /// One of these owners; empty: anyone.
    pub owners: Vec<String>,
    /// Also what the hotline was asked for and no agent has taken.
    pub untaken: bool,
    pub kind: Option<String>,
    pub source: Option<String>,
    /// The records that are the customer asked for; empty: anybody.
    pub customer: Vec<CustomerId>,
    pub contact: Option<ContactId>,
    pub ticket: Option<TicketId>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub newest: bool,
    /// Due instant and number of the last one seen.
    pub after: Option<(i64, i64)>,
    pub limit: u32,
}

fn shown(all: &mut Conditions, show: Shown) {
    match show {
        Shown::Open => all.and("is_open = ?", true),
        Shown::DueSoon => all.require("state = 'due_soon'"),
        Shown::Overdue => {
            all.require("state = 'broken'");
            all.and("is_open = ?", true);
        }
        Shown::Kept => all.require("state = 'kept'"),
        Shown::Broken => all.require("state = 'broken'"),
        Shown::Withdrawn => all.require("state = 'withdrawn'"),
        Shown::All => {}
    }
}

fn conditions(wanted: &Wanted) -> Conditions {
    let mut all = Conditions::default();
    shown(&mut all, wanted.show);
    if !wanted.owners.is_empty() {
        let places: Vec<String> = wanted.owners.iter().map(|owner| all.bind(owner)).collect();
        let owned = format!("owner IN ({})", places.join(","));
        all.require(match wanted.untaken {
            true => {
                format!(
                    "({owned} OR (source IN ('call_back', 'voice_message') AND owner NOT LIKE 'agent:%'))"
                )
            }
            false => owned,
        });
    }
    all.maybe("kind = ?", wanted.kind.clone());
    all.maybe("source = ?", wanted.source.clone());
    if !wanted.customer.is_empty() {
        all.among("customer_id", wanted.customer.iter().copied());
    }
    all.maybe("contact_id = ?", wanted.contact);
    all.maybe("ticket_id = ?", wanted.ticket.map(|id| id.to_string()));
    all.maybe("due >= ?", wanted.from);
    all.maybe("due < ?", wanted.to);
    all
}

/// Promises in the order that is wanted.
pub async fn page(db: &Db, wanted: &Wanted) -> Result<Vec<Entry>, DbError> {
    let mut all = conditions(wanted);
    let (sign, order) = if wanted.newest { ("<", "due DESC, number DESC") } else { (">", "due, number") };
    if let Some((due, number)) = wanted.after {
        let (due, number) = (all.bind(due), all.bind(number));
        all.require(format!("(due, number) {sign} ({due}, {number})"));
    }
    let limit = all.bind(wanted.limit);
    let sql = format!("SELECT {COLUMNS} FROM promises_promises {} ORDER BY {order} LIMIT {limit}", all.sql());
    db.rows(&sql, all.into_values()).await?.iter().map(entry).collect()
}

/// How many of them stand where; what is wanted by state does not count here.
pub async fn counts(db: &Db, wanted: &Wanted) -> Result<PromiseCounts, DbError> {
    let all = conditions(&Wanted { show: Shown::All, ..wanted.clone() });
    let sql = format!(
        "SELECT state, is_open, COUNT(*) AS n FROM promises_promises {} GROUP BY state, is_open",
        all.sql()
    );
    let mut counts = PromiseCounts::default();
    for row in db.rows(&sql, all.into_values()).await? {
        let (state, open, n): (String, bool, i64) = (row.get("state")?, row.get("is_open")?, row.get("n")?);
        counts.open += if open { n } else { 0 };
        match state.as_str() {
            "due_soon" => counts.due_soon += n,
            "kept" => counts.kept += n,
            "broken" => {
                counts.broken += n;
                counts.overdue += if open { n } else { 0 };
            }
            "withdrawn" => counts.withdrawn += n,
            _ => {}
        }
    }
    Ok(counts)
}
