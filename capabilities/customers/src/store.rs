//! The tables of customers.

use db::{Db, DbError, Row, Tx, args};
use kernel::CustomerId;

use crate::model::Customer;

fn customer(row: &Row) -> Result<Customer, DbError> {
    Ok(Customer {
        id: row.get("id")?,
        name: row.get("name")?,
        level: row.parse("level")?,
        phones: Vec::new(),
        notes: row.get("notes")?,
        created_at: row.get("created_at")?,
    })
}

pub async fn save(tx: &mut Tx, customer: &Customer, now: kernel::Timestamp) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO customers_customers (id, name, level, notes, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
         level = excluded.level, notes = excluded.notes, updated_at = excluded.updated_at",
        args![customer.id, &customer.name, customer.level.name(), &customer.notes, customer.created_at, now],
    )
    .await?;
    tx.execute("DELETE FROM customers_phones WHERE customer_id = $1", args![customer.id]).await?;
    for (position, number) in customer.phones.iter().enumerate() {
        tx.execute(
            "INSERT INTO customers_phones (number, customer_id, position) VALUES ($1, $2, $3)",
            args![number, customer.id, position],
        )
        .await?;
    }
    Ok(())
}

pub async fn by_id(db: &Db, id: CustomerId) -> Result<Option<Customer>, DbError> {
    let row = db.row("SELECT * FROM customers_customers WHERE id = $1", args![id]).await?;
    let Some(mut found) = row.as_ref().map(customer).transpose()? else { return Ok(None) };
    found.phones = phones(db, id).await?;
    Ok(Some(found))
}

async fn phones(db: &Db, id: CustomerId) -> Result<Vec<String>, DbError> {
    let sql = "SELECT number FROM customers_phones WHERE customer_id = $1 ORDER BY position";
    db.rows(sql, args![id]).await?.iter().map(|row| row.get("number")).collect()
}

/// The customer known longest under a number.
pub async fn by_number(db: &Db, number: &str) -> Result<Option<Customer>, DbError> {
    let sql = "SELECT c.* FROM customers_phones p JOIN customers_customers c ON c.id = p.customer_id \
               WHERE p.number = $1 ORDER BY c.created_at, c.id LIMIT 1";
    let row = db.row(sql, args![number]).await?;
    row.as_ref().map(customer).transpose()
}

/// Customers whose name contains a text or whose number begins with it, newest first.
pub async fn page(
    db: &Db,
    text: &str,
    before: Option<CustomerId>,
    limit: u32,
) -> Result<Vec<Customer>, DbError> {
    let before = before.map(|id| id.to_string()).unwrap_or_else(|| "z".to_owned());
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let sql = "SELECT * FROM customers_customers c WHERE id < $1 AND ($2 = '' OR LOWER(name) LIKE $3 ESCAPE '\\' \
               OR EXISTS (SELECT 1 FROM customers_phones p WHERE p.customer_id = c.id AND p.number LIKE $4 ESCAPE '\\')) \
               ORDER BY id DESC LIMIT $5";
    let values = args![before, text, format!("%{escaped}%"), format!("{escaped}%"), limit];
    let mut found: Vec<Customer> =
        db.rows(sql, values).await?.iter().map(customer).collect::<Result<_, _>>()?;
    for one in &mut found {
        one.phones = phones(db, one.id).await?;
    }
    Ok(found)
}
