//! Tasks for customers.

use customer::{CareSettings, CareTaskKind};
use db::{Conditions, Db, DbError, Put, Row, Table, Tx, args};
use kernel::{Actor, CustomerId, Timestamp};

use crate::model::{CampaignForm, CareKind, CareView, KeptRecommendation, Stored};

const CARE: Table = Table {
    name: "customers_care",
    columns: &["id", "customer_id", "kind", "due_at", "text", "campaign_id", "done_at", "done_by", "outcome"],
    key: 1,
    changes: &["kind", "due_at"],
};

/// The task that follows from a customer's life has this id: there is one at a time.
fn generated_id(customer: CustomerId) -> String {
    format!("life:{customer}")
}

/// The task that follows from a customer's life, if there is one.
pub fn generated(stored: &Stored, settings: CareSettings) -> Option<Put> {
    if stored.merged_into.is_some() {
        return None;
    }
    let details = &stored.details;
    let task = stored.lifecycle.next_task(settings, details.last_contact, details.reminded)?;
    let nothing: Option<String> = None;
    Some(CARE.put(args![
        generated_id(stored.id),
        stored.id,
        CareKind::from(task.kind).name(),
        task.due,
        "",
        nothing.clone(),
        Option::<Timestamp>::None,
        nothing.clone(),
        nothing,
    ]))
}

pub(super) async fn forget_generated(tx: &mut Tx, customer: CustomerId) -> Result<(), DbError> {
    tx.execute("DELETE FROM customers_care WHERE id = $1", args![generated_id(customer)]).await?;
    Ok(())
}

fn view(row: &Row) -> Result<CareView, DbError> {
    let by: Option<String> = row.maybe("done_by")?;
    let recommended: Option<String> = row.maybe("recommended")?;
    let recommended: Option<KeptRecommendation> =
        recommended.and_then(|body| serde_json::from_str(&body).ok());
    Ok(CareView {
        id: row.get("id")?,
        customer_id: row.get("customer_id")?,
        customer: row.get("name")?,
        level: row.parse("level")?,
        stage: row.parse("stage")?,
        kind: row.parse("kind")?,
        due_at: row.get("due_at")?,
        text: row.get("text")?,
        recommendation: recommended.map(|kept| kept.form.title),
        done_at: row.maybe("done_at")?,
        done_by: by.and_then(|text| serde_json::from_str(&text).ok()),
        outcome: row.maybe("outcome")?,
    })
}

const VIEW: &str = "SELECT t.id, t.customer_id, c.name, c.level, c.stage, t.kind, t.due_at, t.text, t.done_at, t.done_by, \
                    t.outcome, r.body AS recommended FROM customers_care t \
                    JOIN customers_customers c ON c.id = t.customer_id \
                    LEFT JOIN customers_recommendations r ON r.id = t.campaign_id";

/// Which tasks.
#[derive(Debug, Clone, Default)]
pub struct WantedCare {
    /// Only those of these customers, done ones as well.
    pub family: Vec<CustomerId>,
    pub kind: Option<CareKind>,
    pub before: Option<Timestamp>,
    /// Due instant and id of the last one seen.
    pub after: Option<(i64, String)>,
    pub limit: u32,
}

/// Tasks in the order in which they are due.
pub async fn care(db: &Db, wanted: &WantedCare) -> Result<Vec<CareView>, DbError> {
    let mut all = Conditions::default();
    if wanted.family.is_empty() {
        all.require("t.done_at IS NULL");
    } else {
        all.among("t.customer_id", wanted.family.iter().map(CustomerId::to_string));
    }
    all.maybe("t.kind = ?", wanted.kind.map(CareKind::name));
    all.maybe("t.due_at < ?", wanted.before);
    if let Some((due, id)) = &wanted.after {
        let (due, id) = (all.bind(*due), all.bind(id));
        all.require(format!("(t.due_at, t.id) > ({due}, {id})"));
    }
    let limit = all.bind(wanted.limit);
    let sql = format!("{VIEW} {} ORDER BY t.due_at, t.id LIMIT {limit}", all.sql());
    db.rows(&sql, all.into_values()).await?.iter().map(view).collect()
}

/// One task, as this transaction sees it.
pub async fn one_task(tx: &mut Tx, id: &str) -> Result<Option<CareView>, DbError> {
    tx.row(&format!("{VIEW} WHERE t.id = $1"), args![id]).await?.as_ref().map(view).transpose()
}

/// Closes a task; answers whether it was open. What followed from the life is kept under `done` from now on.
pub async fn close_task(
    tx: &mut Tx,
    id: &str,
    done: &str,
    at: Timestamp,
    by: &Actor,
    outcome: &str,
) -> Result<bool, DbError> {
    let by = serde_json::to_string(by).unwrap_or_default();
    let sql = "UPDATE customers_care SET id = $1, done_at = $2, done_by = $3, outcome = $4 \
               WHERE id = $5 AND done_at IS NULL";
    Ok(tx.execute(sql, args![done, at, by, outcome, id]).await? > 0)
}

/// A task for each customer of a group.
pub async fn add_campaign(
    tx: &mut Tx,
    id: &str,
    form: &CampaignForm,
    group: &[CustomerId],
) -> Result<(), DbError> {
    let nothing: Option<String> = None;
    let task = |customer: &CustomerId| {
        CARE.put(args![
            format!("{id}:{customer}"),
            *customer,
            form.kind.name(),
            form.due_at,
            form.text.trim(),
            id,
            Option::<Timestamp>::None,
            nothing.clone(),
            nothing.clone(),
        ])
    };
    tx.put_all(group.iter().map(task).collect::<Vec<_>>()).await
}

/// Moves the tasks that follow from lives to where other settings put them.
pub async fn shift_care(tx: &mut Tx, from: CareSettings, to: CareSettings) -> Result<(), DbError> {
    let day = 86_400_000_000_i64;
    let shift = |before: u32, after: u32| (i64::from(after) - i64::from(before)) * day;
    let moves = [
        (CareTaskKind::ContactProspect, shift(from.prospect_every_days, to.prospect_every_days)),
        (CareTaskKind::RemindOfEnd, -shift(from.remind_before_days, to.remind_before_days)),
    ];
    for (kind, by) in moves.into_iter().filter(|(_, by)| *by != 0) {
        let sql = "UPDATE customers_care SET due_at = due_at + $1 WHERE kind = $2 AND done_at IS NULL AND campaign_id IS NULL";
        tx.execute(sql, args![by, CareKind::from(kind).name()]).await?;
    }
    Ok(())
}

/// The open task that follows from an answer to a recommendation has this id: there is one at a time.
pub fn follow_up_id(recommendation: &str, customer: CustomerId) -> String {
    format!("recommended:{recommendation}:{customer}")
}

/// A task to come back to what a customer said to a recommendation.
pub async fn add_follow_up(
    tx: &mut Tx,
    recommendation: &str,
    customer: CustomerId,
    due: Timestamp,
    note: &str,
) -> Result<(), DbError> {
    let nothing: Option<String> = None;
    let task = CARE.put(args![
        follow_up_id(recommendation, customer),
        customer,
        CareKind::FollowRecommendation.name(),
        due,
        note,
        recommendation,
        Option::<Timestamp>::None,
        nothing.clone(),
        nothing,
    ]);
    tx.put_all([task]).await
}
