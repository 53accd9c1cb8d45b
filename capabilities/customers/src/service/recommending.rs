//! Personal recommendations: made by leaders for groups, proposed to one customer at a time, answered once (CUS-7).

use customer::{Answer, Standing};
use kernel::{CustomerId, NewEvent, Principal, Refused, Text};
use serde_json::json;
use web::{ApiResult, Page};

use super::care::no_search;
use super::{Customers, locked, needed, told};
use crate::model::{
    AnswerView, CustomerRecommendation, KeptRecommendation, Recommendation, RecommendationForm, Stored,
};
use crate::rules::{form, group};
use crate::{CARE, READ, WRITE, store};

const LONGEST_TITLE: usize = 80;
const LONGEST_TEXT: usize = 1000;
const LONGEST_NOTE: usize = 500;
/// Most recommendations that are not over: each is held against the customer on the line.
const MOST_RUNNING: u32 = 200;
/// Most answers of one customer that are read: those to what runs come first, so that none of them is missed.
const MOST_ANSWERS: u32 = 1000;
const LATEST_FOLLOW_UP_DAYS: u32 = 90;

impl Customers {
    /// Recommendations, the newest first, with what came of them.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn recommendations(
        &self,
        who: &Principal,
        cursor: Option<&str>,
        size: u32,
    ) -> ApiResult<Page<Recommendation>> {
        who.require(READ)?;
        let found = store::recommendations(&self.db, cursor, size + 1).await?;
        Ok(Page::from_surplus(found, size, |one| one.id.clone()))
    }

    /// Makes a recommendation.
    ///
    /// # Errors
    /// Forbidden; faulty fields; too many run already.
    pub async fn recommend(&self, who: &Principal, form: RecommendationForm) -> ApiResult<Recommendation> {
        who.require(CARE)?;
        let form = sound(form)?;
        let id = self.db.new_uuid().to_string();
        let mut tx = self.db.begin().await?;
        if store::running(&mut tx, self.db.now()).await? >= i64::from(MOST_RUNNING) {
            let (zh, en) =
                ("有效的推荐已达 200 条，请先结束一些。", "200 recommendations run already; end some first.");
            return Err(Refused::conflict("customers.too_many_recommendations", zh, en).into());
        }
        let kept = KeptRecommendation { form, actor: who.actor() };
        store::save_recommendation(&mut tx, &id, 1, &kept).await?;
        tx.emit(self.told_of_recommendation(who, "customers.recommendation_made", &id, &kept));
        tx.commit().await?;
        self.recommendation(&id).await
    }

    /// Changes a recommendation; an end that is past ends it. What customers said stays.
    ///
    /// # Errors
    /// Not found; forbidden; faulty fields; somebody else changed it meanwhile.
    pub async fn change_recommendation(
        &self,
        who: &Principal,
        id: &str,
        form: RecommendationForm,
    ) -> ApiResult<Recommendation> {
        who.require(CARE)?;
        let mut tx = self.db.begin().await?;
        let known = store::lock_recommendation(&mut tx, id).await?.ok_or_else(no_recommendation)?;
        let form = sound(form)?;
        if form.version.is_some_and(|seen| seen != known.version) {
            let (zh, en) = (
                "您查看之后，他人已修改此推荐；请核对后再保存，您填写的内容没有丢失。",
                "Somebody changed the recommendation after you looked; compare and save again, nothing you typed is lost.",
            );
            return Err(Refused::conflict("customers.changed_meanwhile", zh, en)
                .with_possible([format!("version:{}", known.version)])
                .into());
        }
        let kept = KeptRecommendation { form, actor: known.actor };
        store::save_recommendation(&mut tx, id, known.version + 1, &kept).await?;
        tx.emit(self.told_of_recommendation(who, "customers.recommendation_changed", id, &kept));
        tx.commit().await?;
        self.recommendation(id).await
    }

    async fn recommendation(&self, id: &str) -> ApiResult<Recommendation> {
        Ok(store::recommendation_by_id(&self.db, id).await?.ok_or_else(no_recommendation)?)
    }

    fn told_of_recommendation(
        &self,
        who: &Principal,
        kind: &str,
        id: &str,
        kept: &KeptRecommendation,
    ) -> NewEvent {
        let KeptRecommendation { form, .. } = kept;
        NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject: format!("recommendation:{id}"),
            actor: who.actor(),
            data: json!({"title": form.title, "group": form.group, "from": form.from, "until": form.until})
                .into(),
        }
    }

    /// What is to be proposed to a customer, what ends soonest first; after it what the customer answered before.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn recommended_to(
        &self,
        who: &Principal,
        id: CustomerId,
    ) -> ApiResult<Vec<CustomerRecommendation>> {
        who.require(READ)?;
        let (stored, now) = (self.load(id).await?, self.db.now());
        let answered = store::answers(&self.db, &self.family(id).await?, now, MOST_ANSWERS).await?;
        let mut fresh = store::offers(&self.db, now, MOST_RUNNING).await?;
        fresh.retain(|one| suits(one, &stored) && answered.iter().all(|(known, _)| known.id != one.id));
        let fresh = fresh.into_iter().map(|one| (one, None));
        let answered = answered.into_iter().map(|(one, said)| (one, Some(said)));
        let mut all: Vec<CustomerRecommendation> = fresh
            .chain(answered)
            .map(|(one, last)| CustomerRecommendation {
                standing: offer(&one).standing(last.as_ref().map(|said| &said.answer), now),
                id: one.id,
                title: one.title,
                text: one.text,
                until: one.until,
                last,
            })
            .collect();
        all.sort_by_key(|one| one.standing != Standing::Open);
        Ok(all)
    }

    /// Notes what a customer says to a recommendation; somebody comes back to an interest, and to who wants to be asked
    /// later. Who declined is not asked again.
    ///
    /// # Errors
    /// Not found; forbidden; the recommendation does not run, or is not for this customer; a later day that is none.
    pub async fn answer_recommendation(
        &self,
        who: &Principal,
        customer: CustomerId,
        id: &str,
        answer: Answer,
    ) -> ApiResult<()> {
        who.require(WRITE)?;
        let answer = short(answer)?;
        let (now, actor) = (self.db.now(), who.actor());
        let family = self.family(customer).await?;
        let mut tx = self.db.begin().await?;
        let of = store::lock_recommendation(&mut tx, id).await?.ok_or_else(no_recommendation)?;
        let stored = locked(&mut tx, customer).await?;
        let next = offer(&of).follow_up(&answer, now).map_err(|refused| *refused)?;
        if !suits(&of, &stored) && !store::answered(&mut tx, id, &family).await? {
            let (zh, en) = ("这条推荐不适用于该客户。", "This recommendation is not for this customer.");
            return Err(Refused::conflict("customers.recommendation_not_for", zh, en).into());
        }
        for member in &family {
            let (open, done) = (store::follow_up_id(id, *member), self.db.new_uuid().to_string());
            let outcome = if answer.note().is_empty() { answer.name() } else { answer.note() };
            store::close_task(&mut tx, &open, &done, now, &actor, outcome).await?;
        }
        if let Some(due) = next {
            store::add_follow_up(&mut tx, id, customer, due, answer.note()).await?;
        }
        let data = json!({"recommendation": id, "answer": answer.name(), "due_at": next});
        store::save_answer(&mut tx, id, customer, &AnswerView { answer, at: now, actor }).await?;
        tx.emit(told(who, now, "customers.recommendation_answered", customer, data));
        Ok(tx.commit().await?)
    }
}

fn offer(of: &Recommendation) -> customer::Offer {
    customer::Offer { from: of.from, until: of.until, follow_up_days: of.follow_up_days }
}

/// Whether a recommendation is for a customer. Who is on the block list is recommended nothing.
fn suits(of: &Recommendation, stored: &Stored) -> bool {
    !stored.blocked && group::fits(&of.group, stored)
}

fn no_recommendation() -> Refused {
    Refused::not_found("推荐", "recommendation")
}

fn sound(form: RecommendationForm) -> Result<RecommendationForm, Refused> {
    no_search(&form.group)?;
    let both = |field: &str, text: &Text, most| -> Result<Text, Refused> {
        let zh = needed(&format!("{field}.zh"), &text.zh, most)?;
        Ok(Text::new(zh, needed(&format!("{field}.en"), &text.en, most)?))
    };
    let (title, text) = (both("title", &form.title, LONGEST_TITLE)?, both("text", &form.text, LONGEST_TEXT)?);
    if form.until <= form.from {
        return Err(Refused::field("until", "结束应晚于开始", "The end comes after the begin"));
    }
    if form.follow_up_days > LATEST_FOLLOW_UP_DAYS {
        return Err(Refused::field("follow_up_days", "应为 0–90 天", "0 to 90 days"));
    }
    Ok(RecommendationForm { title, text, ..form })
}

/// An answer whose note is trimmed; too long a one is refused.
fn short(answer: Answer) -> Result<Answer, Refused> {
    let note = form::clean(answer.note());
    if note.chars().count() > LONGEST_NOTE {
        return Err(Refused::field("note", "不能超过 500 个字", "At most 500 characters"));
    }
    Ok(match answer {
        Answer::Interested { .. } => Answer::Interested { note },
        Answer::Declined { .. } => Answer::Declined { note },
        Answer::Later { on, .. } => Answer::Later { on, note },
    })
}
