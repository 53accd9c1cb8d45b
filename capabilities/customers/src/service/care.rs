//! Tasks for customers: those that follow from their lives, greetings, notices to groups.

use std::collections::BTreeSet;

use customer::Stage;
use kernel::{CustomerId, NewEvent, Principal, Refused, Timestamp};
use serde_json::json;
use web::{ApiResult, Page, page_size};

use super::{Customers, bad_cursor, locked, needed, told};
use crate::model::{Campaign, CampaignForm, CareKind, CareQuery, CareView, Filter, Stored};
use crate::rules::group::is_greeted;
use crate::store::WantedCare;
use crate::{CARE, READ, WRITE, store};

const LONGEST_OUTCOME: usize = 1000;
const LONGEST_TEXT: usize = 1000;
/// Largest group of one campaign.
const LARGEST_GROUP: u32 = 50_000;

/// Due instant and id of the last task of a page.
fn place(cursor: &str) -> Option<(i64, String)> {
    let (due, id) = cursor.split_once('~')?;
    Some((due.parse().ok()?, id.to_owned()))
}

impl Customers {
    /// Open tasks in the order in which they are due; of one customer the done ones as well.
    ///
    /// # Errors
    /// Forbidden; a cursor that is none.
    pub async fn care(&self, who: &Principal, query: CareQuery) -> ApiResult<Page<CareView>> {
        who.require(READ)?;
        let size = page_size(query.limit)?;
        let after = match &query.cursor {
            Some(cursor) => Some(place(cursor).ok_or_else(bad_cursor)?),
            None => None,
        };
        let family = match query.customer {
            Some(customer) => self.family(customer).await?,
            None => Vec::new(),
        };
        let before = query.before.or_else(|| query.customer.is_none().then(|| self.db.now()));
        let wanted = WantedCare { family, kind: query.kind, before, after, limit: size + 1 };
        let found = store::care(&self.db, &wanted).await?;
        Ok(Page::from_surplus(found, size, |task| format!("{}~{}", task.due_at.micros(), task.id)))
    }

    /// Closes a task with what came of it; the next one follows from the customer's life.
    ///
    /// # Errors
    /// Not found; forbidden; empty outcome; done before; the end of a period needs a move instead.
    pub async fn finish_task(&self, who: &Principal, id: &str, outcome: &str) -> ApiResult<()> {
        who.require(WRITE)?;
        let settings = self.settled().await?;
        let (now, actor) = (self.db.now(), who.actor());
        let mut tx = self.db.begin().await?;
        let no_task = || Refused::not_found("任务", "task");
        let customer = store::one_task(&mut tx, id).await?.ok_or_else(no_task)?.customer_id;
        let outcome = needed("outcome", outcome, LONGEST_OUTCOME)?;
        let mut stored = locked(&mut tx, customer).await?;
        let task = store::one_task(&mut tx, id).await?.ok_or_else(no_task)?;
        if task.kind == CareKind::DecideAfterEnd {
            return Err(decide_by_move().into());
        }
        // Of these there is one at a time, whose id is needed again.
        let again = id.starts_with("life:") || task.kind == CareKind::FollowRecommendation;
        let done = if again { self.db.new_uuid().to_string() } else { id.to_owned() };
        if !store::close_task(&mut tx, id, &done, now, &actor, &outcome).await? {
            let (zh, en) = ("该任务已完成。", "This task is done already.");
            return Err(Refused::conflict("customers.task_done", zh, en).into());
        }
        remember(&mut stored, &task, now);
        store::update(&mut tx, &stored, &settings.unique(), settings.care).await?;
        tx.emit(told(who, now, "customers.care_done", customer, json!({"task": done, "kind": task.kind})));
        Ok(tx.commit().await?)
    }

    /// Notes that somebody spoke with a customer: the interval of periodic contact begins anew.
    ///
    /// # Errors
    /// When the store fails. A customer who is unknown or not contacted periodically is no error.
    pub async fn note_conversation(&self, id: CustomerId, at: Timestamp) -> ApiResult<()> {
        let known = store::by_id(&self.db, id).await?;
        let Some(known) = known.filter(|known| known.stage() == Stage::Prospect) else { return Ok(()) };
        if known.merged_into.is_some() || known.details.last_contact.is_some_and(|last| last >= at) {
            return Ok(());
        }
        let settings = self.settled().await?;
        let mut tx = self.db.begin().await?;
        let mut stored = locked(&mut tx, id).await?;
        stored.details.last_contact = Some(at);
        store::update(&mut tx, &stored, &settings.unique(), settings.care).await?;
        tx.emit(told(&Principal::system(), self.db.now(), "customers.spoken_with", id, json!({"at": at})));
        Ok(tx.commit().await?)
    }

    /// Makes a task for each customer of a group: a greeting on a date, a notice of a risk.
    ///
    /// # Errors
    /// Forbidden; another kind of task; nobody or too many in the group.
    pub async fn campaign(&self, who: &Principal, form: CampaignForm) -> ApiResult<Campaign> {
        who.require(CARE)?;
        if !matches!(form.kind, CareKind::Greeting | CareKind::RiskNotice) {
            let (zh, en) = ("只能安排问候或风险提示", "A campaign is a greeting or a notice of a risk");
            return Err(Refused::field("kind", zh, en).into());
        }
        let text = needed("text", &form.text, LONGEST_TEXT)?;
        no_search(&form.group)?;
        let group = store::group(&self.db, &form.group, LARGEST_GROUP + 1).await?;
        if group.is_empty() {
            return Err(Refused::field("group", "没有符合条件的客户", "No customer fits").into());
        }
        if group.len() > usize::try_from(LARGEST_GROUP).unwrap_or(usize::MAX) {
            let (zh, en) =
                ("客户超过 50000 位，请缩小范围", "More than 50,000 customers fit; narrow it down");
            return Err(Refused::field("group", zh, en).into());
        }
        let group = self.contactable(&form, group).await?;
        let id = self.db.new_uuid().to_string();
        let form = CampaignForm { text, ..form };
        let mut tx = self.db.begin().await?;
        store::add_campaign(&mut tx, &id, &form, &group).await?;
        let tasks = u64::try_from(group.len()).unwrap_or_default();
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "customers.campaign_started".to_owned(),
            subject: format!("campaign:{id}"),
            actor: who.actor(),
            data: json!({"kind": form.kind, "tasks": tasks, "due_at": form.due_at, "group": form.group})
                .into(),
        });
        tx.commit().await?;
        Ok(Campaign { id, tasks })
    }
}

impl Customers {
    /// Those of a group whom it is for: whoever is on the block list is told of risks only by whoever lifts the block.
    async fn contactable(&self, form: &CampaignForm, group: Vec<CustomerId>) -> ApiResult<Vec<CustomerId>> {
        let mut kept = Vec::with_capacity(group.len());
        for some in group.chunks(ASKED_AT_ONCE) {
            let found = store::by_ids(&self.db, some).await?;
            let is_for = |stored: &&Stored| match form.kind {
                CareKind::Greeting => is_greeted(&form.group, stored),
                _ => !stored.blocked,
            };
            let fit: BTreeSet<CustomerId> = found.iter().filter(is_for).map(|stored| stored.id).collect();
            kept.extend(some.iter().filter(|id| fit.contains(id)));
        }
        if kept.is_empty() {
            let (zh, en) = ("符合条件的客户都不宜联系", "Nobody of the group is to be contacted");
            return Err(Refused::field("group", zh, en).into());
        }
        Ok(kept)
    }
}

/// Records read at once.
const ASKED_AT_ONCE: usize = 500;

/// What a task that is done means for the next one.
fn remember(stored: &mut Stored, task: &CareView, now: Timestamp) {
    match task.kind {
        CareKind::ContactProspect => stored.details.last_contact = Some(now),
        // Who reminds before the day has reminded.
        CareKind::RemindOfEnd => stored.details.reminded = Some(now.max(task.due_at)),
        CareKind::DecideAfterEnd
        | CareKind::Greeting
        | CareKind::RiskNotice
        | CareKind::FollowRecommendation => {}
    }
}

/// A group is everybody with some marks, not whoever a search finds.
pub(super) fn no_search(group: &Filter) -> Result<(), Refused> {
    if group.q.as_deref().is_none_or(|q| q.trim().is_empty()) {
        return Ok(());
    }
    Err(Refused::field("group.q", "分组不按搜索文字选择", "A group is not chosen by search"))
}

fn decide_by_move() -> Refused {
    Refused::conflict(
        "customers.decide",
        "请在客户页办理续期或到期。",
        "Renew the period or let it lapse on the customer's page.",
    )
    .with_possible(["renew", "lapse"])
}
