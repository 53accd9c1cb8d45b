//! Tickets one by one.

use db::{Db, DbError, Put, Row, Table, Tx, args};
use kernel::Timestamp;
use ticket::{Assignee, Recorded, TicketId};

use crate::rules::work::{BESIDE, CLOCK_KINDS, Work, subject};

const TICKET_COLUMNS: &[&str] = &[
    "id",
    "number",
    "type",
    "state",
    "is_open",
    "assignee",
    "department",
    "customer_id",
    "next_due",
    "wake_at",
    "clock_version",
    "title",
    "kind",
    "priority",
    "closed_at",
    "filed",
];
/// The number and the type stay.
const TICKETS: Table =
    Table { name: "tickets_tickets", columns: TICKET_COLUMNS, key: 1, changes: TICKET_COLUMNS.split_at(3).1 };
/// The tickets themselves, apart from what lists are chosen by.
const BODIES: Table =
    Table { name: "tickets_bodies", columns: &["ticket_id", "ticket", "clocks"], key: 1, changes: &[] };
const PASSED: Table = Table {
    name: "tickets_passed",
    columns: &["department", "ticket_id", "number", "next_due"],
    key: 2,
    changes: &[],
};
/// Whole tickets; what follows says which.
pub(super) const WHOLE: &str =
    "SELECT number, ticket, clocks FROM tickets_tickets JOIN tickets_bodies ON ticket_id = id";
const CONTACTS: Table =
    Table { name: "tickets_contacts", columns: &["contact_id", "ticket_id", "number"], key: 2, changes: &[] };

/// The form in which an assignee is stored and asked for.
pub fn assignee_key(assignee: Assignee) -> String {
    match assignee {
        Assignee::Agent(id) => format!("agent:{id}"),
        Assignee::Team(id) => format!("team:{id}"),
        Assignee::User(id) => format!("user:{id}"),
    }
}

pub(super) fn work(row: &Row) -> Result<Work, DbError> {
    Ok(Work { number: row.get("number")?, ticket: row.json("ticket")?, clocks: row.json("clocks")? })
}

/// The name that a plain enum has in JSON.
fn word(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.trim_matches('"').to_owned()
}

fn number(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

fn rows(work: &Work) -> Vec<Put> {
    let (ticket, clocks) = (&work.ticket, &work.clocks);
    let id = ticket.id.to_string();
    let rank = work.rank();
    let mut rows = vec![TICKETS.put(args![
        &id,
        work.number,
        ticket.ticket_type.as_str(),
        ticket.state.as_str(),
        !ticket.is_over(),
        ticket.assignee.map(assignee_key),
        ticket.department.as_ref().map(|work| work.department.0.clone()),
        ticket.customer,
        rank,
        clocks.next_wake(),
        number(clocks.version()),
        &ticket.title,
        word(&ticket.kind),
        word(&ticket.priority),
        ticket.closed_at,
        false,
    ])];
    let json = (
        serde_json::to_string(ticket).unwrap_or_default(),
        serde_json::to_string(clocks).unwrap_or_default(),
    );
    rows.push(BODIES.put(args![&id, json.0, json.1]));
    rows.extend(
        ticket
            .departments
            .iter()
            .map(|department| PASSED.put(args![department.as_str(), &id, work.number, rank])),
    );
    rows.extend(ticket.contacts.iter().map(|contact| CONTACTS.put(args![*contact, &id, work.number])));
    rows
}

/// Writes a ticket with its clocks.
pub async fn save(tx: &mut Tx, work: &Work) -> Result<(), DbError> {
    tx.put_all(rows(work)).await
}

/// The highest number that any ticket has or had.
pub async fn last_number(db: &Db) -> Result<i64, DbError> {
    let sql = "SELECT last FROM tickets_counter UNION ALL SELECT COALESCE(MAX(number), 0) AS last FROM tickets_tickets";
    let rows = db.rows(sql, args![]).await?;
    rows.iter().try_fold(0, |last, row| Ok(last.max(row.get("last")?)))
}

/// A ticket, kept for this transaction: who else wants to change it waits.
pub async fn lock(tx: &mut Tx, id: TicketId) -> Result<Option<Work>, DbError> {
    let sql = "UPDATE tickets_tickets SET clock_version = clock_version WHERE id = $1";
    if tx.execute(sql, args![id.to_string()]).await? == 0 {
        return Ok(None);
    }
    peek(tx, id).await
}

pub async fn load(db: &Db, id: TicketId) -> Result<Option<Work>, DbError> {
    let sql = format!("{WHOLE} WHERE id = $1");
    db.row(&sql, args![id.to_string()]).await?.as_ref().map(work).transpose()
}

/// A ticket as this transaction sees it, not kept from others.
pub async fn peek(tx: &mut Tx, id: TicketId) -> Result<Option<Work>, DbError> {
    let sql = format!("{WHOLE} WHERE id = $1");
    tx.row(&sql, args![id.to_string()]).await?.as_ref().map(work).transpose()
}

/// The events of the ticket itself, as this transaction sees them.
pub async fn log_of(tx: &mut Tx, id: TicketId) -> Result<Vec<Recorded>, DbError> {
    let sql = "SELECT at, kind, actor, data FROM events WHERE subject = $1 ORDER BY seq";
    let mut log = Vec::new();
    for row in tx.rows(sql, args![subject(id)]).await? {
        let kind: String = row.get("kind")?;
        if !kind.starts_with(CLOCK_KINDS) && !BESIDE.contains(&kind.as_str()) {
            let (at, actor, event) = (row.get("at")?, row.json("actor")?, row.json("data")?);
            log.push(Recorded { at, actor, event });
        }
    }
    Ok(log)
}

/// All clocks that want to be woken: ticket, version, instant.
pub async fn armed(db: &Db) -> Result<Vec<(TicketId, u64, Timestamp)>, DbError> {
    let sql = "SELECT id, clock_version, wake_at FROM tickets_tickets WHERE wake_at IS NOT NULL";
    let rows = db.rows(sql, args![]).await?;
    rows.iter()
        .map(|row| {
            let version: i64 = row.get("clock_version")?;
            Ok((row.parse("id")?, u64::try_from(version).unwrap_or_default(), row.get("wake_at")?))
        })
        .collect()
}

/// Tickets that are not over: their clocks follow the calendar.
pub async fn running(db: &Db) -> Result<Vec<TicketId>, DbError> {
    let sql = "SELECT id FROM tickets_tickets WHERE is_open = $1";
    db.rows(sql, args![true]).await?.iter().map(|row| row.parse("id")).collect()
}
