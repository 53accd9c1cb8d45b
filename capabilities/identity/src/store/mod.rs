//! The tables of accounts, sessions and the audit log.

pub mod audit;

use db::{Conditions, Db, DbError, Row, Tx, args};
use kernel::{SessionId, Timestamp, UserId};

use crate::model::{SessionView, User, UserFilter};

/// An account with what only sign-in may see.
pub struct Account {
    pub user: User,
    pub password_hash: String,
}

const COLUMNS: &str = "id, username, name, role, staff_number, active, created_at";

fn user(row: &Row) -> Result<User, DbError> {
    Ok(User {
        id: row.get("id")?,
        username: row.get("username")?,
        name: row.get("name")?,
        role: row.parse("role")?,
        staff_number: row.maybe("staff_number")?,
        active: row.get("active")?,
        created_at: row.get("created_at")?,
    })
}

pub struct Secrets<'a> {
    pub password_hash: &'a str,
    pub ha1_md5: &'a str,
    pub ha1_sha256: &'a str,
}

pub async fn insert(tx: &mut Tx, user: &User, secrets: &Secrets<'_>) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO identity_users (id, username, name, role, staff_number, active, created_at, password_hash, \
         sip_ha1_md5, sip_ha1_sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            user.id,
            &user.username,
            &user.name,
            user.role.name(),
            user.staff_number.clone(),
            user.active,
            user.created_at,
            secrets.password_hash,
            secrets.ha1_md5,
            secrets.ha1_sha256
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, user: &User) -> Result<(), DbError> {
    tx.execute(
        "UPDATE identity_users SET name = $2, role = $3, active = $4 WHERE id = $1",
        args![user.id, &user.name, user.role.name(), user.active],
    )
    .await?;
    Ok(())
}

pub async fn set_secrets(tx: &mut Tx, id: UserId, secrets: &Secrets<'_>) -> Result<(), DbError> {
    tx.execute(
        "UPDATE identity_users SET password_hash = $2, sip_ha1_md5 = $3, sip_ha1_sha256 = $4 WHERE id = $1",
        args![id, secrets.password_hash, secrets.ha1_md5, secrets.ha1_sha256],
    )
    .await?;
    Ok(())
}

pub async fn account(db: &Db, username: &str) -> Result<Option<Account>, DbError> {
    let sql = format!("SELECT {COLUMNS}, password_hash FROM identity_users WHERE username = $1");
    let row = db.row(&sql, args![username]).await?;
    row.map(|row| Ok(Account { user: user(&row)?, password_hash: row.get("password_hash")? })).transpose()
}

pub async fn by_id(db: &Db, id: UserId) -> Result<Option<User>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM identity_users WHERE id = $1");
    db.row(&sql, args![id]).await?.map(|row| user(&row)).transpose()
}

/// An account, as a transaction sees it.
pub async fn seen_by_id(tx: &mut Tx, id: UserId) -> Result<Option<User>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM identity_users WHERE id = $1");
    tx.row(&sql, args![id]).await?.map(|row| user(&row)).transpose()
}

pub async fn page(db: &Db, filter: &UserFilter, after: &str, limit: u32) -> Result<Vec<User>, DbError> {
    let mut conditions = Conditions::default();
    conditions.and("username > ?", after);
    if let Some(text) = &filter.text {
        let place = conditions.bind(db::anywhere(&text.to_lowercase()));
        let columns = ["username", "name", "COALESCE(staff_number, '')"];
        let like = columns.map(|column| format!("LOWER({column}) LIKE {place} ESCAPE '\\'"));
        conditions.require(format!("({})", like.join(" OR ")));
    }
    conditions.maybe("role = ?", filter.role.map(kernel::Role::name));
    conditions.maybe("active = ?", filter.active);
    let limit = conditions.bind(limit);
    let sql =
        format!("SELECT {COLUMNS} FROM identity_users {} ORDER BY username LIMIT {limit}", conditions.sql());
    db.rows(&sql, conditions.into_values()).await?.iter().map(user).collect()
}

pub async fn count(db: &Db) -> Result<i64, DbError> {
    match db.row("SELECT COUNT(*) AS n FROM identity_users", args![]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

/// HA1 of an agent's SIP device: MD5 and SHA-256.
pub async fn sip_ha1(db: &Db, staff_number: &str) -> Result<Option<(String, String)>, DbError> {
    let sql = "SELECT sip_ha1_md5, sip_ha1_sha256 FROM identity_users WHERE staff_number = $1 AND active";
    let row = db.row(sql, args![staff_number]).await?;
    row.map(|row| Ok((row.get("sip_ha1_md5")?, row.get("sip_ha1_sha256")?))).transpose()
}

pub struct NewSession<'a> {
    pub id: SessionId,
    pub user: UserId,
    pub token_hash: &'a str,
    pub client: &'a str,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert_session(tx: &mut Tx, session: &NewSession<'_>) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO identity_sessions (id, user_id, token_hash, client, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![
            session.id,
            session.user,
            session.token_hash,
            session.client,
            session.created_at,
            session.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The user and end of a session that is neither revoked nor over.
pub async fn session_user(
    db: &Db,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(User, SessionId, Timestamp)>, DbError> {
    let sql = "SELECT u.id, u.username, u.name, u.role, u.staff_number, u.active, u.created_at, \
               s.id AS session_id, s.expires_at FROM identity_sessions s JOIN identity_users u ON u.id = s.user_id \
               WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.active";
    let row = db.row(sql, args![token_hash, now]).await?;
    row.map(|row| Ok((user(&row)?, row.get("session_id")?, row.get("expires_at")?))).transpose()
}

pub async fn sessions(db: &Db, user: UserId, now: Timestamp) -> Result<Vec<SessionView>, DbError> {
    let sql = "SELECT id, client, created_at, expires_at FROM identity_sessions \
               WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC LIMIT 200";
    let rows = db.rows(sql, args![user, now]).await?;
    let view = |row: &Row| {
        Ok(SessionView {
            id: row.get("id")?,
            client: row.get("client")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
        })
    };
    rows.iter().map(view).collect()
}

/// Ends sessions of a user: one, or all.
pub async fn revoke(
    tx: &mut Tx,
    user: UserId,
    only: Option<SessionId>,
    now: Timestamp,
) -> Result<u64, DbError> {
    let sql = "UPDATE identity_sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL";
    match only {
        Some(id) => tx.execute(&format!("{sql} AND id = $3"), args![user, now, id]).await,
        None => tx.execute(sql, args![user, now]).await,
    }
}
