//! Lists of tickets.

use db::{Conditions, Db, DbError, Dialect, Value};
use kernel::{ContactId, CustomerId, Timestamp};

use super::tickets::{assignee_key, work};
use super::titles::TITLES;
use crate::model::TicketOrder;
use crate::rules::party::Sight;
use crate::rules::work::{WITHOUT_DUE, Work};

/// Tickets found by their title at most.
const MOST_FOUND: u32 = 1_000;

/// Which tickets are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub sight: Sight,
    pub ticket_type: Option<String>,
    pub state: Option<String>,
    pub open: Option<bool>,
    pub kind: Option<String>,
    pub priority: Option<String>,
    /// Late at this instant, or not.
    pub overdue: Option<(bool, Timestamp)>,
    /// Filed or at hand; both when nothing is said.
    pub filed: Option<bool>,
    pub q: Option<String>,
    /// Only such as were given to nobody.
    pub unassigned: bool,
    /// As it is stored.
    pub assignee: Option<String>,
    pub department: Option<String>,
    /// The records that are the customer asked for.
    pub customer: Vec<CustomerId>,
    pub contact: Option<ContactId>,
    pub order: TicketOrder,
    /// Due instant and number of the last one seen.
    pub after: Option<(i64, i64)>,
    pub limit: u32,
}

impl Wanted {
    /// What is open was never filed: nothing fits both.
    fn contradicts_itself(&self) -> bool {
        self.filed == Some(true) && self.open == Some(true)
    }

    fn order(&self) -> Order {
        match self.order {
            TicketOrder::Due => Order { columns: "next_due, number", of_passed: "seen_due, seen_number" },
            TicketOrder::Newest => Order { columns: "number DESC", of_passed: "seen_number DESC" },
        }
    }

    /// What the columns of the list must fulfil; the contents of tickets are not read for it. One column leads: the first
    /// that is asked for of those that have few tickets for each value; the others are looked at row by row, all of them
    /// where titles or what concerns the reader lead.
    fn conditions(&self, dialect: Dialect, all: &mut Conditions) {
        let own = !matches!(self.sight, Sight::All);
        let mut led = own || self.q.is_some() || !self.customer.is_empty() || self.contact.is_some();
        if !self.customer.is_empty() {
            all.among("customer_id", self.customer.iter().copied());
        }
        all.maybe("id IN (SELECT ticket_id FROM tickets_contacts WHERE contact_id = ?)", self.contact);
        if !led && let Some(open) = self.newest_of_all() {
            all.require(if open { "is_open" } else { "NOT is_open" });
            led = true;
        }
        let mut leading = |column: &str| {
            if std::mem::replace(&mut led, true) { dialect.by_row(column) } else { column.to_owned() }
        };
        for (column, value) in [("assignee", &self.assignee), ("department", &self.department)] {
            let Some(value) = value else { continue };
            all.and(&format!("{} = ?", leading(column)), value.clone());
        }
        // What was filed stands at the end of the list: who walked to it by type or state would pass all the others.
        if self.filed == Some(true) {
            // Said just so, what was filed of somebody has an index of its own; it is in the order of the numbers.
            let of_somebody = self.assignee.is_some() || self.department.is_some();
            let column = leading("filed");
            let has_own = of_somebody && self.order == TicketOrder::Newest;
            all.require(if has_own { "filed".to_owned() } else { format!("{column} = TRUE") });
        }
        if self.unassigned {
            all.require(format!("{} IS NULL", leading("assignee")));
        }
        for (column, value) in [
            ("state", &self.state),
            ("kind", &self.kind),
            ("type", &self.ticket_type),
            ("priority", &self.priority),
        ] {
            let Some(value) = value else { continue };
            all.and(&format!("{} = ?", leading(column)), value.clone());
        }
        // What is open was never filed.
        if self.filed == Some(false) && self.open != Some(true) {
            all.require(format!("{} = FALSE", dialect.by_row("filed")));
        }
        self.where_in_the_list(dialect, all).into_iter().for_each(|text| all.require(text));
    }

    /// Whether the newest are wanted of all that are open, or over: they have an index that has no others. Where anything
    /// more is asked for, fewer are found by that.
    fn newest_of_all(&self) -> Option<bool> {
        let chosen =
            [&self.assignee, &self.department, &self.state, &self.kind, &self.ticket_type, &self.priority];
        let fewer =
            chosen.iter().any(|value| value.is_some()) || self.filed == Some(true) || self.overdue.is_some();
        self.open.filter(|_| !fewer && self.order == TicketOrder::Newest)
    }

    /// Which part of the list is wanted, by columns that tickets and what was passed to a department have in common. What
    /// is over stands behind what is open, so that the place says which.
    fn where_in_the_list(&self, dialect: Dialect, all: &mut Conditions) -> Vec<String> {
        // The newest are walked by their numbers: a range of the other order would have to be sorted.
        let due = match self.order {
            TicketOrder::Due => "next_due".to_owned(),
            TicketOrder::Newest => dialect.by_row("next_due"),
        };
        let open = self.open.map(|open| format!("{due} {} {WITHOUT_DUE}", if open { "<=" } else { ">" }));
        let late = self
            .overdue
            .map(|(late, now)| format!("next_due {} {}", if late { "<" } else { ">=" }, all.bind(now)));
        let behind = self.after.map(|(due, number)| {
            let number = all.bind(number);
            match self.order {
                TicketOrder::Due => format!("(next_due, number) > ({}, {number})", all.bind(due)),
                TicketOrder::Newest => format!("number < {number}"),
            }
        });
        open.into_iter().chain(late).chain(behind).collect()
    }

    /// What is looked for: a number, or a part of the title. Answers the query of the numbers found by their titles.
    fn sought(&self, db: &Db, all: &mut Conditions) -> Option<String> {
        let text = self.q.as_ref()?;
        if let Ok(number) = text.trim_start_matches(['#', 'T', 't', '-']).parse::<i64>() {
            all.and("number = ?", number);
            return None;
        }
        let found = TITLES.query(db, all, text, MOST_FOUND);
        if found.is_none() {
            all.require("number IS NULL");
        }
        found
    }
}

/// In what order rows come, by the columns of tickets and by those of what was passed to a department.
struct Order {
    columns: &'static str,
    of_passed: &'static str,
}

/// Tickets in the order that is wanted.
pub async fn page(db: &Db, wanted: &Wanted) -> Result<Vec<Work>, DbError> {
    if wanted.contradicts_itself() {
        return Ok(Vec::new());
    }
    let (chosen, values) = chosen(db, wanted);
    let columns = wanted.order().columns;
    let sql = format!(
        "SELECT number, ticket, clocks FROM ({chosen}) chosen JOIN tickets_bodies ON ticket_id = chosen.id ORDER BY {columns}"
    );
    db.rows(&sql, values).await?.iter().map(work).collect()
}

/// How many tickets there are, up to the limit.
pub async fn count(db: &Db, wanted: &Wanted) -> Result<u32, DbError> {
    if wanted.contradicts_itself() {
        return Ok(0);
    }
    let (chosen, values) = chosen(db, wanted);
    let row = db.row(&format!("SELECT COUNT(*) AS found FROM ({chosen}) chosen"), values).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.get("found"))?;
    Ok(u32::try_from(found).unwrap_or(u32::MAX))
}

/// The query of the rows that are wanted, and its values.
fn chosen(db: &Db, wanted: &Wanted) -> (String, Vec<Value>) {
    let mut all = Conditions::default();
    wanted.conditions(db.dialect(), &mut all);
    let found = wanted.sought(db, &mut all);
    let query = match &wanted.sight {
        Sight::All => of_all(wanted, &mut all, found),
        Sight::Own(department, me) => {
            found.into_iter().for_each(|query| all.require(format!("number IN ({query})")));
            // An account without department and a ticket without assignee have nothing in common.
            let department = department.as_ref().map_or("", |name| name.as_str()).to_owned();
            of_own(db.dialect(), wanted, &mut all, department, me.map_or_else(String::new, assignee_key))
        }
    };
    (query, all.into_values())
}

/// The page of somebody who sees all tickets. Few titles are found, whose tickets are then looked up: told so by the cross
/// join, the database does not walk all tickets in the order of the list instead.
fn of_all(wanted: &Wanted, all: &mut Conditions, found: Option<String>) -> String {
    let source = found.map_or_else(String::new, |query| format!("({query}) found CROSS JOIN "));
    if !source.is_empty() {
        all.require("number = found_number");
    }
    let (columns, limit) = (wanted.order().columns, all.bind(wanted.limit));
    let conditions = all.sql();
    format!(
        "SELECT id, number, next_due FROM {source}tickets_tickets {conditions} ORDER BY {columns} LIMIT {limit}"
    )
}

/// The page of a department or a worker: what was passed to it and what was given to oneself, each walked in the order of
/// the list.
fn of_own(dialect: Dialect, wanted: &Wanted, all: &mut Conditions, department: String, me: String) -> String {
    let (department, me, limit) = (all.bind(department), all.bind(me), all.bind(wanted.limit));
    let given = format!("{} assignee = {me}", joined(all));
    let seen = format!("{} id = seen_id", joined(all));
    let mut place = Conditions::default();
    place.require(format!("department = {department}"));
    wanted.where_in_the_list(dialect, all).into_iter().for_each(|text| place.require(text));
    let passed = place.sql();
    let Order { columns, of_passed } = wanted.order();
    format!(
        "SELECT id, number, next_due FROM (SELECT id, number, next_due FROM \
         (SELECT ticket_id AS seen_id, number AS seen_number, next_due AS seen_due FROM tickets_passed {passed}) passed \
         CROSS JOIN tickets_tickets {seen} ORDER BY {of_passed} LIMIT {limit}) seen \
         UNION SELECT id, number, next_due FROM (SELECT id, number, next_due FROM tickets_tickets {given} \
         ORDER BY {columns} LIMIT {limit}) given ORDER BY {columns} LIMIT {limit}"
    )
}

/// The conditions so far, to which one more is added.
fn joined(all: &Conditions) -> String {
    let sql = all.sql();
    if sql.is_empty() { "WHERE".to_owned() } else { format!("{sql} AND") }
}
