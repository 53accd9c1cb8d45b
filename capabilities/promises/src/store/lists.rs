//! Lists of promises.

use db::{Db, DbError, IntoValue, Value};
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
    pub customer: Option<CustomerId>,
    pub contact: Option<ContactId>,
    pub ticket: Option<TicketId>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub newest: bool,
    /// Due instant and number of the last one seen.
    pub after: Option<(i64, i64)>,
    pub limit: u32,
}

/// Conditions with their values.
#[derive(Default)]
struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn bind(&mut self, value: impl IntoValue) -> String {
        self.values.push(value.into_value());
        format!("${}", self.values.len())
    }

    fn add(&mut self, condition: &str, value: Option<impl IntoValue>) {
        if let Some(value) = value {
            let place = self.bind(value);
            self.texts.push(format!("{condition} {place}"));
        }
    }

    fn shown(&mut self, show: Shown) {
        match show {
            Shown::Open => self.add("is_open =", Some(true)),
            Shown::DueSoon => self.texts.push("state = 'due_soon'".to_owned()),
            Shown::Overdue => {
                self.texts.push("state = 'broken'".to_owned());
                self.add("is_open =", Some(true));
            }
            Shown::Kept => self.texts.push("state = 'kept'".to_owned()),
            Shown::Broken => self.texts.push("state = 'broken'".to_owned()),
            Shown::Withdrawn => self.texts.push("state = 'withdrawn'".to_owned()),
            Shown::All => {}
        }
    }

    fn of(wanted: &Wanted) -> Self {
        let mut all = Self::default();
        all.shown(wanted.show);
        if !wanted.owners.is_empty() {
            let places: Vec<String> = wanted.owners.iter().map(|owner| all.bind(owner)).collect();
            let owned = format!("owner IN ({})", places.join(","));
            all.texts.push(match wanted.untaken {
                true => format!(
                    "({owned} OR (source IN ('call_back', 'voice_message') AND owner NOT LIKE 'agent:%'))"
                ),
                false => owned,
            });
        }
        all.add("kind =", wanted.kind.clone());
        all.add("source =", wanted.source.clone());
        all.add("customer_id =", wanted.customer);
        all.add("contact_id =", wanted.contact);
        all.add("ticket_id =", wanted.ticket.map(|id| id.to_string()));
        all.add("due >=", wanted.from);
        all.add("due <", wanted.to);
        all
    }

    fn text(&self) -> String {
        if self.texts.is_empty() { String::new() } else { format!("WHERE {}", self.texts.join(" AND ")) }
    }
}

/// Promises in the order that is wanted.
pub async fn page(db: &Db, wanted: &Wanted) -> Result<Vec<Entry>, DbError> {
    let mut all = Conditions::of(wanted);
    let (sign, order) = if wanted.newest { ("<", "due DESC, number DESC") } else { (">", "due, number") };
    if let Some((due, number)) = wanted.after {
        let (due, number) = (all.bind(due), all.bind(number));
        all.texts.push(format!("(due, number) {sign} ({due}, {number})"));
    }
    let limit = all.bind(wanted.limit);
    let sql =
        format!("SELECT {COLUMNS} FROM promises_promises {} ORDER BY {order} LIMIT {limit}", all.text());
    db.rows(&sql, all.values).await?.iter().map(entry).collect()
}

/// How many of them stand where; what is wanted by state does not count here.
pub async fn counts(db: &Db, wanted: &Wanted) -> Result<PromiseCounts, DbError> {
    let all = Conditions::of(&Wanted { show: Shown::All, ..wanted.clone() });
    let sql = format!(
        "SELECT state, is_open, COUNT(*) AS n FROM promises_promises {} GROUP BY state, is_open",
        all.text()
    );
    let mut counts = PromiseCounts::default();
    for row in db.rows(&sql, all.values).await? {
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
