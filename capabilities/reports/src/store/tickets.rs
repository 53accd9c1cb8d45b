//! The rounds of tickets.

use db::{Db, DbError, Row, Table, Tx, args};
use kernel::Timestamp;
use ticket::Aim;

use super::among;
use crate::period::Filter;
use crate::rules::ticketed::TicketRound;

const ROUNDS: Table = Table {
    name: "reports_tickets",
    columns: &[
        "ticket_id",
        "round",
        "number",
        "type",
        "state",
        "agent_id",
        "contact_id",
        "merged",
        "opened_at",
        "since",
        "closed_at",
        "solved_at",
        "reply_decided_at",
        "replied_at",
        "resolution_decided_at",
        "resolved_at",
    ],
    key: 2,
    changes: &[],
};

pub async fn save(tx: &mut Tx, rounds: &[TicketRound]) -> Result<(), DbError> {
    let row = |one: &TicketRound| {
        ROUNDS.put(args![
            &one.ticket,
            one.round,
            one.number,
            &one.ticket_type,
            &one.state,
            one.agent,
            one.contact,
            one.merged,
            one.opened_at,
            one.since,
            one.closed_at,
            one.solved_at,
            one.reply.and_then(|aim| aim.decided_at),
            one.reply.and_then(|aim| aim.done_at),
            one.resolution.and_then(|aim| aim.decided_at),
            one.resolution.and_then(|aim| aim.done_at)
        ])
    };
    tx.put_all(rounds.iter().map(row)).await
}

/// The rounds of which anything falls into a period, or that were open at its end; in the order of their numbers.
pub async fn load(db: &Db, filter: &Filter, end: Timestamp) -> Result<Vec<TicketRound>, DbError> {
    let mut values = args![filter.from, filter.to, end];
    let mut sql =
        "SELECT r.*, (SELECT later.since FROM reports_tickets later WHERE later.ticket_id = r.ticket_id \
                   AND later.round = r.round + 1) AS reopened_at FROM reports_tickets r WHERE (\
                   (opened_at >= $1 AND opened_at < $2) OR (closed_at >= $1 AND closed_at < $2) \
                   OR (solved_at >= $1 AND solved_at < $2) \
                   OR (reply_decided_at >= $1 AND reply_decided_at < $2) \
                   OR (resolution_decided_at >= $1 AND resolution_decided_at < $2) \
                   OR (replied_at >= $1 AND replied_at < $2) \
                   OR (closed_at IS NULL AND since <= $3) OR (closed_at > $3 AND since <= $3))"
            .to_owned();
    if let Some(agents) = &filter.agents {
        let own = among(agents, &mut values);
        sql.push_str(&format!(" AND {own}"));
    }
    sql.push_str(" ORDER BY number, round");
    db.rows(&sql, values).await?.iter().map(round).collect()
}

fn round(row: &Row) -> Result<TicketRound, DbError> {
    let aim = |decided: &str, done: &str| -> Result<Option<Aim>, DbError> {
        let aim = Aim { decided_at: row.maybe(decided)?, done_at: row.maybe(done)? };
        Ok((aim.decided_at.is_some() || aim.done_at.is_some()).then_some(aim))
    };
    let count: i64 = row.get("round")?;
    Ok(TicketRound {
        ticket: row.get("ticket_id")?,
        round: u32::try_from(count).unwrap_or(u32::MAX),
        number: row.get("number")?,
        ticket_type: row.get("type")?,
        state: row.get("state")?,
        agent: row.maybe("agent_id")?,
        contact: row.maybe("contact_id")?,
        merged: row.get("merged")?,
        opened_at: row.get("opened_at")?,
        since: row.get("since")?,
        closed_at: row.maybe("closed_at")?,
        solved_at: row.maybe("solved_at")?,
        reply: aim("reply_decided_at", "replied_at")?,
        resolution: aim("resolution_decided_at", "resolved_at")?,
        reopened_at: row.maybe("reopened_at")?,
    })
}
