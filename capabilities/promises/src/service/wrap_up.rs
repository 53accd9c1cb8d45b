//! The end of a contact: its record and what was promised in it, written together (PRM-1, PRM-4).

use std::time::Duration;

use contacts::{Along, ContactView};
use kernel::{ContactId, Principal, RefusalKind, Refused, Timestamp};
use promise::{PromiseCommand, PromiseKind, PromiseState};
use uuid::Uuid;
use web::{ApiError, ApiResult};

use super::Promises;
use super::making::{Wish, asked};
use crate::model::{PromiseId, Source, WrapUpForm};
use crate::rules::entry::Entry;
use crate::rules::owner::oneself;
use crate::{WRITE, store};

/// Makes the id of the promise in a contact's record from the contact's own.
const IN_RECORD: u128 = 0x7072_6f6d_6973_6500_0000_0000_0000_0000;

/// What was promised when the record is written.
struct Given {
    words: String,
    /// When it was said: a time such as "in 2 hours" counts from then.
    said_at: Timestamp,
    due: Timestamp,
    kind: PromiseKind,
    matter: String,
}

impl Promises {
    /// Writes the record of a contact, with the promise given in it; in after-call work that finishes it.
    ///
    /// # Errors
    /// As [`contacts::Contacts::record`]; a vague, past or impossible time, with times that could be promised; no room
    /// for the call by then. Nothing is written then.
    pub async fn wrap_up(&self, who: &Principal, id: ContactId, form: WrapUpForm) -> ApiResult<ContactView> {
        who.require(contacts::RECORD)?;
        let words = form.promise.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let Some(words) = words.map(str::to_owned) else {
            return self.below.contacts.record(who, id, form.record).await;
        };
        who.require(WRITE)?;
        let contact = self.below.contacts.by_id(&Principal::system(), id).await?;
        let _turn = self.wrapping_up.lock().await;
        let own = PromiseId(Uuid::from_u128(id.0.as_u128() ^ IN_RECORD));
        let earlier = store::load(&self.db, own).await?;
        if earlier.as_ref().is_some_and(|known| known.links.said.as_deref() == Some(words.as_str())) {
            // The record is corrected; what was promised stands.
            return self.below.contacts.record(who, id, form.record).await;
        }
        let given = self.given(&form, words, &contact)?;
        match earlier {
            Some(entry) if is_to_come(&entry) => {
                self.still_room(&given).await?;
                let view = self.below.contacts.record(who, id, form.record).await?;
                self.correct(who, own, given).await?;
                Ok(view)
            }
            earlier => {
                let fresh = if earlier.is_some() { PromiseId(self.db.new_uuid()) } else { own };
                self.still_room(&given).await?;
                self.give(who, &contact, fresh, given, form).await
            }
        }
    }

    fn given(&self, form: &WrapUpForm, words: String, contact: &ContactView) -> ApiResult<Given> {
        let now = self.db.now();
        let said_at = match form.promised_at {
            Some(said_at) => said_within(said_at, contact, now)?,
            None => now,
        };
        let due = self.instant(&words, "promise", said_at)?;
        let record = &form.record.record;
        let kind = form.promise_kind.unwrap_or_else(|| usual_kind(&record.category));
        let matter = form.promise_matter.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let matter = matter.unwrap_or(record.matter.trim());
        let matter: String = matter.chars().take(500).collect();
        let matter = if matter.is_empty() { kind.label().zh } else { matter };
        Ok(Given { words, said_at, due, kind, matter })
    }

    /// What was said while the server was away stands, whether there is room or not.
    async fn still_room(&self, given: &Given) -> ApiResult<()> {
        if given.due <= self.db.now() {
            return Ok(());
        }
        self.check_room(given.kind, given.due, "promise").await
    }

    /// Record and promise go the same way and are one transaction.
    async fn give(
        &self,
        who: &Principal,
        contact: &ContactView,
        id: PromiseId,
        given: Given,
        form: WrapUpForm,
    ) -> ApiResult<ContactView> {
        let owner = match oneself(who) {
            Some(owner) => owner,
            None => self.common_owner().await?,
        };
        let mut links = asked(Source::WrapUp, contact);
        links.said = Some(given.words);
        links.by = who.actor();
        let wish = Wish { id, kind: given.kind, matter: given.matter, owner, due: Some(given.due), links };
        let (entry, event) = self.made(wish, given.said_at)?;
        let settings = self.policy();
        let along = Along { rows: vec![store::promise_row(&entry, &settings.policy)], events: vec![event] };
        let answer = self.below.contacts.record_with(who, contact.id, form.record, along).await;
        let told = match &answer {
            Ok(_) => true,
            // Kept in memory, and written as soon as the store is back.
            Err(ApiError::Refused(refused)) => refused.kind == RefusalKind::Unavailable,
            Err(_) => false,
        };
        if told {
            self.arm(&[entry], &settings);
        }
        answer
    }

    /// Another time stands in the corrected record.
    async fn correct(&self, who: &Principal, id: PromiseId, given: Given) -> ApiResult<()> {
        let mut change = self.begin().await?;
        let mut entry = change.lock(id).await?;
        entry.links.said = Some(given.words);
        let command =
            PromiseCommand::Move { due: given.due, customer_agreed: true, why: "小结中更正".to_owned() };
        change.decide(&mut entry, &command, &who.actor()).await?;
        self.finish(change).await
    }
}

/// The instant at which something was said: not to come, not before the contact, and of a contact that is over at latest
/// its end, after-call work included, since the customer was not spoken with later.
fn said_within(said_at: Timestamp, contact: &ContactView, now: Timestamp) -> Result<Timestamp, Refused> {
    if said_at > now {
        let (zh, en) = ("承诺时刻不能晚于现在", "A promise was not said later than now");
        return Err(Refused::field("promised_at", zh, en));
    }
    if said_at < contact.answered_at.unwrap_or(contact.arrived_at) {
        let (zh, en) = ("承诺时刻早于本次服务", "A promise was not said before the contact");
        return Err(Refused::field("promised_at", zh, en));
    }
    let worked = Duration::from_secs_f64(contact.wrap_up_s.max(0.0));
    let over = contact.ended_at.filter(|_| contact.state.is_final()).map(|ended| ended.plus(worked));
    Ok(over.map_or(said_at, |over| said_at.min(over)))
}

fn is_to_come(entry: &Entry) -> bool {
    matches!(entry.promise.state(), PromiseState::Made { .. } | PromiseState::DueSoon { .. })
}

/// What sort of promise belongs to a category.
fn usual_kind(category: &str) -> PromiseKind {
    match category.split('/').next() {
        Some("complaint") => PromiseKind::ComplaintAnswer,
        Some("suggestion") => PromiseKind::SuggestionReply,
        _ => PromiseKind::CallBack,
    }
}
