//! Recommendations and what customers said to them.

use std::collections::BTreeMap;

use customer::Answer;
use db::{Conditions, Db, DbError, Row, Tx, args};
use kernel::{Actor, CustomerId, Timestamp};

use super::customers::among;
use crate::model::{AnswerCounts, AnswerView, KeptRecommendation, Recommendation};

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn recommendation(row: &Row) -> Result<Recommendation, DbError> {
    let KeptRecommendation { form, actor } = row.json("body")?;
    Ok(Recommendation {
        id: row.get("id")?,
        title: form.title,
        text: form.text,
        group: form.group,
        from: form.from,
        until: form.until,
        follow_up_days: form.follow_up_days,
        version: row.get("version")?,
        actor,
        counts: AnswerCounts::default(),
    })
}

/// Writes a recommendation.
pub async fn save_recommendation(
    tx: &mut Tx,
    id: &str,
    version: i64,
    kept: &KeptRecommendation,
) -> Result<(), DbError> {
    let sql = "INSERT INTO customers_recommendations (id, from_at, until_at, version, body) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET from_at = excluded.from_at, \
               until_at = excluded.until_at, version = excluded.version, body = excluded.body";
    tx.execute(sql, args![id, kept.form.from, kept.form.until, version, json(kept)]).await?;
    Ok(())
}

/// A recommendation, kept for this transaction.
pub async fn lock_recommendation(tx: &mut Tx, id: &str) -> Result<Option<Recommendation>, DbError> {
    let sql =
        "UPDATE customers_recommendations SET version = version WHERE id = $1 RETURNING id, version, body";
    tx.row(sql, args![id]).await?.as_ref().map(recommendation).transpose()
}

/// Recommendations, the newest first, with what came of them.
pub async fn recommendations(
    db: &Db,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<Recommendation>, DbError> {
    let mut all = Conditions::default();
    all.maybe("id < ?", before);
    let limit = all.bind(limit);
    let sql = format!(
        "SELECT id, version, body FROM customers_recommendations {} ORDER BY id DESC LIMIT {limit}",
        all.sql()
    );
    let found = db.rows(&sql, all.into_values()).await?;
    counted(db, found.iter().map(recommendation).collect::<Result<_, _>>()?).await
}

/// One recommendation with what came of it.
pub async fn recommendation_by_id(db: &Db, id: &str) -> Result<Option<Recommendation>, DbError> {
    let sql = "SELECT id, version, body FROM customers_recommendations WHERE id = $1";
    let found = db.row(sql, args![id]).await?.as_ref().map(recommendation).transpose()?;
    Ok(counted(db, found.into_iter().collect()).await?.pop())
}

async fn counted(db: &Db, mut all: Vec<Recommendation>) -> Result<Vec<Recommendation>, DbError> {
    if all.is_empty() {
        return Ok(all);
    }
    let (places, values) = among(all.iter().map(|one| one.id.clone()));
    let sql = format!(
        "SELECT recommendation_id, answer, COUNT(*) AS n FROM customers_answers \
         WHERE recommendation_id IN ({places}) GROUP BY recommendation_id, answer"
    );
    let mut counts: BTreeMap<String, AnswerCounts> = BTreeMap::new();
    for row in db.rows(&sql, values).await? {
        let (of, answer): (String, String) = (row.get("recommendation_id")?, row.get("answer")?);
        let count = u64::try_from(row.get::<i64>("n")?).unwrap_or_default();
        let counts = counts.entry(of).or_default();
        match answer.as_str() {
            "interested" => counts.interested = count,
            "declined" => counts.declined = count,
            _ => counts.later = count,
        }
    }
    for one in &mut all {
        one.counts = counts.get(&one.id).copied().unwrap_or_default();
    }
    Ok(all)
}

/// How many recommendations are not over.
pub async fn running(tx: &mut Tx, now: Timestamp) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) AS n FROM customers_recommendations WHERE until_at > $1";
    tx.row(sql, args![now]).await?.map_or(Ok(0), |row| row.get("n"))
}

/// Recommendations that run.
pub async fn offers(db: &Db, now: Timestamp, limit: u32) -> Result<Vec<Recommendation>, DbError> {
    let sql = "SELECT id, version, body FROM customers_recommendations WHERE from_at <= $1 AND until_at > $1 \
               ORDER BY until_at, id LIMIT $2";
    db.rows(sql, args![now, limit]).await?.iter().map(recommendation).collect()
}

/// What was answered under any of some records, the last answer to each recommendation, with the recommendation.
pub async fn answers(
    db: &Db,
    family: &[CustomerId],
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(Recommendation, AnswerView)>, DbError> {
    let mut all = Conditions::default();
    all.among("a.customer_id", family.iter().map(CustomerId::to_string));
    let (now, limit) = (all.bind(now), all.bind(limit));
    let sql = format!(
        "SELECT r.id, r.version, r.body, a.at, a.actor, a.body AS said FROM customers_answers a \
         JOIN customers_recommendations r ON r.id = a.recommendation_id {} \
         ORDER BY CASE WHEN r.until_at > {now} THEN 0 ELSE 1 END, a.at DESC LIMIT {limit}",
        all.sql()
    );
    let mut found: Vec<(Recommendation, AnswerView)> = Vec::new();
    for row in db.rows(&sql, all.into_values()).await? {
        let of = recommendation(&row)?;
        if found.iter().all(|(known, _)| known.id != of.id) {
            let (answer, actor): (Answer, Actor) = (row.json("said")?, row.json("actor")?);
            found.push((of, AnswerView { answer, at: row.get("at")?, actor }));
        }
    }
    Ok(found)
}

/// Writes what a customer says to a recommendation in place of what was said before. Answers under a record that went up
/// in another stay with it, so that undoing the merge brings them back; the last of the family counts.
pub async fn save_answer(
    tx: &mut Tx,
    recommendation: &str,
    customer: CustomerId,
    said: &AnswerView,
) -> Result<(), DbError> {
    let sql = "INSERT INTO customers_answers (recommendation_id, customer_id, answer, at, actor, body) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (recommendation_id, customer_id) DO UPDATE SET \
               answer = excluded.answer, at = excluded.at, actor = excluded.actor, body = excluded.body";
    let values =
        args![recommendation, customer, said.answer.name(), said.at, json(&said.actor), json(&said.answer)];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Whether a recommendation was answered under any of some records, as this transaction sees it.
pub async fn answered(tx: &mut Tx, recommendation: &str, family: &[CustomerId]) -> Result<bool, DbError> {
    let mut all = Conditions::default();
    all.and("recommendation_id = ?", recommendation);
    all.among("customer_id", family.iter().map(CustomerId::to_string));
    let sql = format!("SELECT 1 AS one FROM customers_answers {} LIMIT 1", all.sql());
    Ok(tx.row(&sql, all.into_values()).await?.is_some())
}
