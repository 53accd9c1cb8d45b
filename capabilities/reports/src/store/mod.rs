//! The tables of reports.

pub mod aims;
pub mod tickets;

use std::collections::HashMap;

use contact::{Channel, Segment, SegmentState};
use db::{Db, DbError, IntoValue, Row, Table, Tx, Value, args};
use kernel::{AgentId, ContactId, Timestamp};
use workload::{EndedBy, Outcome};

use crate::period::Filter;
use crate::rules::agent_state::{AgentNow, AgentStretch};
use crate::rules::fact::Fact;
use crate::rules::promised::Promised;

/// Within this time a customer who calls on the same matter comes back, in microseconds: 7 days.
const COMES_BACK: i64 = 7 * 86_400 * 1_000_000;

const FACTS: Table = Table {
    name: "reports_contacts",
    columns: &[
        "contact_id",
        "number",
        "channel",
        "queue_id",
        "agent_id",
        "person",
        "category",
        "arrived_at",
        "counted_at",
        "offered_at",
        "ended_at",
        "outcome",
        "queue_ms",
        "ring_ms",
        "answered_ring_ms",
        "talk_ms",
        "hold_ms",
        "wrap_up_ms",
        "ended_by",
        "survey_score",
        "resolved",
        "record_complete",
    ],
    key: 1,
    changes: &[],
};

const SEGMENTS: Table = Table {
    name: "reports_segments",
    columns: &["contact_id", "agent_id", "queue_id", "state", "from_at", "to_at"],
    key: 0,
    changes: &[],
};

const STRETCHES: Table = Table {
    name: "reports_agent_times",
    columns: &["agent_id", "state", "from_at", "to_at"],
    key: 0,
    changes: &[],
};

const AGENTS: Table = Table {
    name: "reports_agent_states",
    columns: &["agent_id", "presence", "activity", "since"],
    key: 1,
    changes: &[],
};

const PROMISED: Table = Table {
    name: "reports_promises",
    columns: &["id", "number", "due_at", "done_at", "agent_id", "contact_id"],
    key: 1,
    changes: &[],
};

const OUTCOMES: &[(Outcome, &str)] = &[
    (Outcome::Answered, "answered"),
    (Outcome::Abandoned, "abandoned"),
    (Outcome::Diverted, "diverted"),
    (Outcome::SelfService, "self_service"),
];
const ENDINGS: &[(EndedBy, &str)] =
    &[(EndedBy::Customer, "customer"), (EndedBy::Agent, "agent"), (EndedBy::System, "system")];

fn name<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    names.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

fn named<T: Copy>(names: &[(T, &'static str)], column: &str, text: &str) -> Result<T, DbError> {
    let found = names.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
    found.ok_or_else(|| DbError::Corrupt { column: column.to_owned(), why: format!("'{text}' is not known") })
}

fn fact_values(fact: &Fact) -> Vec<Value> {
    args![
        fact.contact,
        fact.number,
        fact.channel.name(),
        fact.queue,
        fact.agent,
        fact.person.clone(),
        fact.category.clone(),
        fact.arrived_at,
        fact.counted_at(),
        fact.offered_at,
        fact.ended_at,
        name(OUTCOMES, fact.outcome),
        fact.queue_ms,
        fact.ring_ms,
        fact.answered_ring_ms,
        fact.talk_ms,
        fact.hold_ms,
        fact.wrap_up_ms,
        fact.ended_by.map(|by| name(ENDINGS, by)),
        fact.survey_score,
        fact.resolved,
        fact.record_complete
    ]
}

fn fact(row: &Row) -> Result<Fact, DbError> {
    let outcome: String = row.get("outcome")?;
    let ended_by: Option<String> = row.maybe("ended_by")?;
    let score: Option<i64> = row.maybe("survey_score")?;
    Ok(Fact {
        contact: row.get("contact_id")?,
        number: row.get("number")?,
        channel: row.parse::<Channel>("channel")?,
        queue: row.maybe("queue_id")?,
        agent: row.maybe("agent_id")?,
        person: None,
        category: None,
        arrived_at: row.get("arrived_at")?,
        offered_at: row.maybe("offered_at")?,
        ended_at: row.maybe("ended_at")?,
        outcome: named(OUTCOMES, "outcome", &outcome)?,
        queue_ms: row.get("queue_ms")?,
        ring_ms: row.get("ring_ms")?,
        answered_ring_ms: row.get("answered_ring_ms")?,
        talk_ms: row.get("talk_ms")?,
        hold_ms: row.get("hold_ms")?,
        wrap_up_ms: row.get("wrap_up_ms")?,
        ended_by: ended_by.map(|by| named(ENDINGS, "ended_by", &by)).transpose()?,
        survey_score: score.and_then(|score| u8::try_from(score).ok()),
        resolved: row.maybe("resolved")?,
        record_complete: row.get("record_complete")?,
        came_back: row.get("came_back")?,
    })
}

pub async fn save_facts(tx: &mut Tx, facts: &[Fact]) -> Result<(), DbError> {
    tx.put_all(facts.iter().map(|fact| FACTS.put(fact_values(fact)))).await
}

pub async fn add_segments(tx: &mut Tx, segments: &[(ContactId, AgentId, Segment)]) -> Result<(), DbError> {
    let rows = segments.iter().map(|(contact, agent, segment)| {
        let to = segment.to.unwrap_or(segment.from);
        SEGMENTS.put(args![*contact, *agent, segment.queue, segment.state.name(), segment.from, to])
    });
    tx.put_all(rows).await
}

pub async fn add_stretches(tx: &mut Tx, stretches: &[AgentStretch]) -> Result<(), DbError> {
    tx.put_all(stretches.iter().map(|one| STRETCHES.put(args![one.agent, one.state, one.from, one.to]))).await
}

pub async fn save_agents(tx: &mut Tx, agents: &[&AgentNow]) -> Result<(), DbError> {
    let row = |now: &&AgentNow| AGENTS.put(args![now.agent, &now.presence, &now.activity, now.since]);
    tx.put_all(agents.iter().map(row)).await
}

pub async fn agents(db: &Db) -> Result<Vec<AgentNow>, DbError> {
    let sql = "SELECT agent_id, presence, activity, since FROM reports_agent_states ORDER BY agent_id";
    let now = |row: &Row| {
        Ok(AgentNow {
            agent: row.get("agent_id")?,
            presence: row.get("presence")?,
            activity: row.get("activity")?,
            since: row.get("since")?,
        })
    };
    db.rows(sql, args![]).await?.iter().map(now).collect()
}

pub async fn save_promised(tx: &mut Tx, promised: &[Promised]) -> Result<(), DbError> {
    let row = |one: &Promised| {
        PROMISED.put(args![&one.id, one.number, one.due_at, one.done_at, one.agent, one.contact])
    };
    tx.put_all(promised.iter().map(row)).await
}

/// The promises that were due in a period, in the order of their numbers.
pub async fn promised(db: &Db, filter: &Filter, until: Timestamp) -> Result<Vec<Promised>, DbError> {
    let mut values = args![filter.from, filter.to, until];
    let mut sql = "SELECT id, number, due_at, done_at, agent_id, contact_id FROM reports_promises \
                   WHERE due_at >= $1 AND due_at < $2 AND due_at <= $3"
        .to_owned();
    if let Some(agents) = &filter.agents {
        let own = among(agents, &mut values);
        sql.push_str(&format!(" AND {own}"));
    }
    sql.push_str(" ORDER BY number");
    let one = |row: &Row| {
        Ok(Promised {
            id: row.get("id")?,
            number: row.get("number")?,
            due_at: row.maybe("due_at")?,
            done_at: row.maybe("done_at")?,
            agent: row.maybe("agent_id")?,
            contact: row.maybe("contact_id")?,
        })
    };
    db.rows(&sql, values).await?.iter().map(one).collect()
}

/// A condition on agents, its values added to those of the statement.
fn among(agents: &[AgentId], values: &mut Vec<Value>) -> String {
    if agents.is_empty() {
        return "agent_id IS NULL AND agent_id IS NOT NULL".to_owned();
    }
    let first = values.len() + 1;
    values.extend(agents.iter().map(|agent| agent.into_value()));
    let places: Vec<String> = (first..=values.len()).map(|n| format!("${n}")).collect();
    format!("agent_id IN ({})", places.join(","))
}

/// The calls of a period in the order of their numbers. Asked for agents, each has the time that these agents spent.
pub async fn facts(db: &Db, filter: &Filter) -> Result<Vec<Fact>, DbError> {
    let mut values = args![filter.from, filter.to, COMES_BACK];
    let mut sql = "SELECT f.*, EXISTS (SELECT 1 FROM reports_contacts later WHERE later.person = f.person \
                   AND later.category = f.category AND later.arrived_at > f.arrived_at \
                   AND later.arrived_at <= f.ended_at + $3) AS came_back FROM reports_contacts f \
                   WHERE f.counted_at >= $1 AND f.counted_at < $2 AND f.channel = 'voice'"
        .to_owned();
    if let Some(queue) = filter.queue {
        values.push(queue.into_value());
        sql.push_str(&format!(" AND f.queue_id = ${}", values.len()));
    }
    if let Some(agents) = &filter.agents {
        let own = among(agents, &mut values);
        sql.push_str(&format!(
            " AND (f.{own} OR f.contact_id IN (SELECT contact_id FROM reports_segments WHERE {own} \
             AND from_at >= $1 AND state = 'talking'))"
        ));
    }
    sql.push_str(" ORDER BY f.number");
    let mut found: Vec<Fact> = db.rows(&sql, values).await?.iter().map(fact).collect::<Result<_, _>>()?;
    if let Some(agents) = &filter.agents {
        let own = own_times(db, agents, filter.from).await?;
        for fact in &mut found {
            let time = |state: SegmentState| own.get(&(fact.contact, state)).copied().unwrap_or_default();
            let times = [SegmentState::Talking, SegmentState::Held, SegmentState::WrapUp].map(time);
            [fact.talk_ms, fact.hold_ms, fact.wrap_up_ms] = times;
        }
    }
    Ok(found)
}

async fn own_times(
    db: &Db,
    agents: &[AgentId],
    from: Timestamp,
) -> Result<HashMap<(ContactId, SegmentState), i64>, DbError> {
    let mut values = args![from];
    let sql = format!(
        "SELECT contact_id, state, CAST(SUM(to_at - from_at) AS BIGINT) AS micros FROM reports_segments \
         WHERE from_at >= $1 AND {} GROUP BY contact_id, state",
        among(agents, &mut values)
    );
    let one = |row: &Row| {
        let micros: i64 = row.get("micros")?;
        Ok(((row.get("contact_id")?, row.parse("state")?), micros / 1000))
    };
    db.rows(&sql, values).await?.iter().map(one).collect()
}

/// The stretches of agents that touch a period.
pub async fn stretches(
    db: &Db,
    filter: &Filter,
) -> Result<Vec<(AgentId, String, Timestamp, Timestamp)>, DbError> {
    let mut values = args![filter.from, filter.to];
    let mut sql = "SELECT agent_id, state, from_at, to_at FROM reports_agent_times \
                   WHERE to_at > $1 AND from_at < $2"
        .to_owned();
    if let Some(agents) = &filter.agents {
        let own = among(agents, &mut values);
        sql.push_str(&format!(" AND {own}"));
    }
    let one =
        |row: &Row| Ok((row.get("agent_id")?, row.get("state")?, row.get("from_at")?, row.get("to_at")?));
    db.rows(&sql, values).await?.iter().map(one).collect()
}
