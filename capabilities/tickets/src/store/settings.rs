//! Ticket types and departments.

use std::collections::BTreeSet;

use db::{Db, DbError, Tx, args};
use kernel::{Text, Timestamp, UserId};
use ticket::{DepartmentName, StateName, TicketType, TypeName};

use crate::model::{DepartmentView, Edition};

/// The newest edition of each type.
pub async fn types(db: &Db) -> Result<Vec<TicketType>, DbError> {
    let sql = "SELECT t.body FROM tickets_types t WHERE t.version = \
               (SELECT MAX(n.version) FROM tickets_types n WHERE n.name = t.name) ORDER BY t.name";
    db.rows(sql, args![]).await?.iter().map(|row| row.json("body")).collect()
}

/// Adds an edition; answers whether it was the first with its number.
pub async fn add_type(
    tx: &mut Tx,
    edition: &TicketType,
    author: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let sql = "INSERT INTO tickets_types (name, version, body, created_at, author) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name, version) DO NOTHING";
    let body = serde_json::to_string(edition).unwrap_or_default();
    let values = args![edition.name.as_str(), edition.version, body, now, author];
    Ok(tx.execute(sql, values).await? > 0)
}

/// The editions of a type, the newest first.
pub async fn editions(db: &Db, name: &str) -> Result<Vec<Edition>, DbError> {
    let sql = "SELECT version, created_at, author FROM tickets_types WHERE name = $1 ORDER BY version DESC";
    let rows = db.rows(sql, args![name]).await?;
    rows.iter()
        .map(|row| {
            let version: i64 = row.get("version")?;
            let version = u32::try_from(version).unwrap_or_default();
            Ok(Edition { version, at: row.get("created_at")?, author: row.get("author")? })
        })
        .collect()
}

/// States in which tickets of a type are now.
pub async fn states_in_use(db: &Db, name: &TypeName) -> Result<BTreeSet<StateName>, DbError> {
    let sql = "SELECT DISTINCT state FROM tickets_tickets WHERE type = $1";
    let rows = db.rows(sql, args![name.as_str()]).await?;
    rows.iter().map(|row| row.get("state").map(StateName)).collect()
}

/// The department to which an account belongs.
pub async fn department_of(db: &Db, user: UserId) -> Result<Option<DepartmentName>, DbError> {
    let row = db.row("SELECT department FROM tickets_members WHERE user_id = $1", args![user]).await?;
    row.map(|row| row.get("department").map(DepartmentName)).transpose()
}

/// Whether there is such a department, as this transaction sees it.
pub async fn has_department(tx: &mut Tx, name: &DepartmentName) -> Result<bool, DbError> {
    let sql = "SELECT name FROM tickets_departments WHERE name = $1";
    Ok(tx.row(sql, args![name.as_str()]).await?.is_some())
}

/// All departments with those who belong to them.
pub async fn departments(db: &Db) -> Result<Vec<DepartmentView>, DbError> {
    let sql = "SELECT name, label_zh, label_en, head FROM tickets_departments ORDER BY name";
    let mut found = Vec::new();
    for row in db.rows(sql, args![]).await? {
        let (zh, en): (String, String) = (row.get("label_zh")?, row.get("label_en")?);
        let name = DepartmentName(row.get("name")?);
        let head = row.maybe("head")?;
        found.push(DepartmentView { name, label: Text::new(zh, en), members: Vec::new(), head });
    }
    for row in db.rows("SELECT user_id, department FROM tickets_members ORDER BY user_id", args![]).await? {
        let (user, of): (UserId, String) = (row.get("user_id")?, row.get("department")?);
        found.iter_mut().filter(|department| department.name.0 == of).for_each(|d| d.members.push(user));
    }
    Ok(found)
}

/// A department with those who belong to it, as a transaction sees it.
pub async fn department_in(tx: &mut Tx, name: &DepartmentName) -> Result<Option<DepartmentView>, DbError> {
    let sql = "SELECT label_zh, label_en, head FROM tickets_departments WHERE name = $1";
    let Some(row) = tx.row(sql, args![name.as_str()]).await? else { return Ok(None) };
    let label = Text::new(row.get::<String>("label_zh")?, row.get::<String>("label_en")?);
    let sql = "SELECT user_id FROM tickets_members WHERE department = $1 ORDER BY user_id";
    let members = tx.rows(sql, args![name.as_str()]).await?;
    let members = members.iter().map(|row| row.get("user_id")).collect::<Result<_, _>>()?;
    Ok(Some(DepartmentView { name: name.clone(), label, members, head: row.maybe("head")? }))
}

/// Creates or replaces a department.
pub async fn save_department(tx: &mut Tx, department: &DepartmentView) -> Result<(), DbError> {
    let (name, label) = (department.name.as_str(), &department.label);
    tx.execute(
        "INSERT INTO tickets_departments (name, label_zh, label_en, head) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (name) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, \
         head = excluded.head",
        args![name, &label.zh, &label.en, department.head],
    )
    .await?;
    tx.execute("DELETE FROM tickets_members WHERE department = $1", args![name]).await?;
    for user in &department.members {
        tx.execute(
            "INSERT INTO tickets_members (user_id, department) VALUES ($1, $2) \
             ON CONFLICT (user_id) DO UPDATE SET department = excluded.department",
            args![*user, name],
        )
        .await?;
    }
    Ok(())
}
