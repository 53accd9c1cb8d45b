//! Doing something with a promise.

use contacts::ContactView;
use kernel::{ContactId, Principal, RefusalKind, Refused};
use promise::{Evidence, EvidenceKind, Owner, PromiseCommand};
use web::{ApiError, ApiResult};

use super::{Change, Promises};
use crate::model::{Action, ActionForm, PromiseId, PromiseView};
use crate::rules::entry::Entry;
use crate::rules::owner::{may_act, oneself};
use crate::{LEAD, WRITE};

/// Letters of a note at most.
const LONGEST_NOTE: usize = 500;

impl Promises {
    /// Does something with a promise, and shows it as it is then.
    ///
    /// # Errors
    /// Not found; forbidden for what another agent answers for; not possible now, with what is; changed by somebody else
    /// since the version seen; what is wrong, field by field.
    pub async fn act(&self, who: &Principal, id: PromiseId, form: ActionForm) -> ApiResult<PromiseView> {
        who.require(WRITE)?;
        if let Action::Reassign { owner } = &form.action {
            self.known_owner(*owner, "action.owner").await?;
        }
        let call = match &form.action {
            Action::Keep { contact_id: Some(contact), .. } => Some(self.call_of(*contact).await?),
            _ => None,
        };
        let mut change = self.begin().await?;
        let mut entry = change.lock(id).await?;
        may_act(who, entry.promise.owner())?;
        if let Some(call) = &call {
            self.shows(call, &entry).await?;
        }
        if form.version.is_some_and(|seen| seen != entry.promise.version()) {
            return Err(changed(&entry).into());
        }
        if let Action::Move { .. } = &form.action {
            // The times are looked at before the rules are asked, which know instants only.
            drop(change);
            return self.shift(who, id, form.action).await;
        }
        let command = self.command(who, &entry, form.action, call.as_ref(), &change)?;
        change.decide(&mut entry, &command, &who.actor()).await?;
        self.finish(change).await?;
        self.view_one(who, &entry).await
    }

    async fn call_of(&self, contact: ContactId) -> ApiResult<ContactView> {
        match self.below.contacts.by_id(&Principal::system(), contact).await {
            Err(ApiError::Refused(refused)) if refused.kind == RefusalKind::NotFound => {
                let (zh, en) = ("没有这个服务记录", "There is no such contact");
                Err(Refused::field("action.contact_id", zh, en).into())
            }
            other => other,
        }
    }

    /// A contact that is named as evidence was with this customer, and was answered.
    async fn shows(&self, call: &ContactView, entry: &Entry) -> ApiResult<()> {
        let other = match (call.customer_id, entry.links.customer) {
            (Some(met), Some(promised)) => !self.below.customers.family(promised).await?.contains(&met),
            _ => false,
        };
        let (zh, en) = match (other, call.answered_at) {
            (true, _) => ("这次联系的不是该客户", "This contact was with another customer"),
            (false, None) => ("这次联系没有接通", "This contact was not answered"),
            (false, Some(_)) => return Ok(()),
        };
        Err(Refused::field("action.contact_id", zh, en).into())
    }

    async fn shift(&self, who: &Principal, id: PromiseId, action: Action) -> ApiResult<PromiseView> {
        let Action::Move { when, due_at, customer_agreed, why } = action else {
            return Err(Refused::field("action", "不是改期", "This moves nothing").into());
        };
        let words = when.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let due = match (words, due_at) {
            (Some(words), _) => self.instant(words, "action.when", self.db.now())?,
            (None, Some(due)) => due,
            (None, None) => {
                let (zh, en) = ("请填写新的时间", "Say the new time");
                return Err(Refused::field("action.when", zh, en).into());
            }
        };
        let kind = self.one_entry(id).await?.promise.kind();
        self.check_room(kind, due, "action.when").await?;
        let mut change = self.begin().await?;
        let mut entry = change.lock(id).await?;
        let command = PromiseCommand::Move { due, customer_agreed, why };
        change.decide(&mut entry, &command, &who.actor()).await?;
        self.finish(change).await?;
        self.view_one(who, &entry).await
    }

    fn command(
        &self,
        who: &Principal,
        entry: &Entry,
        action: Action,
        call: Option<&ContactView>,
        change: &Change,
    ) -> ApiResult<PromiseCommand> {
        let command = match action {
            Action::Keep { kind, note, at, contact_id } => {
                let subject = match contact_id {
                    Some(contact) => format!("contact:{contact}"),
                    None => format!("note:{}", noted(&note)?),
                };
                let kind = kind.unwrap_or(EvidenceKind::CallMade);
                // A contact says by itself when it was: one from before the promise keeps nothing.
                let spoken = call.and_then(|call| call.answered_at);
                let evidence = Evidence { kind, subject, at: spoken.or(at).unwrap_or(change.work.at) };
                PromiseCommand::Fulfil { evidence }
            }
            Action::Tried { note } => {
                let note = if note.trim().is_empty() { "未接通".to_owned() } else { noted(&note)? };
                // Two calls in one moment are one.
                let subject = format!("note:{note}");
                let evidence = Evidence { kind: EvidenceKind::CallTried, subject, at: change.work.at };
                PromiseCommand::Fulfil { evidence }
            }
            Action::NowDue { when } => {
                let due = match when.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
                    Some(words) => Some(self.instant(words, "action.when", change.work.at)?),
                    None => entry.promise.kind().default_target().due(change.work.at, &self.schedule()),
                };
                let due = due.ok_or_else(|| Refused::field("action.when", "请填写时间", "Say the time"))?;
                PromiseCommand::NowDue { due }
            }
            Action::Withdraw { reason } => PromiseCommand::Withdraw { reason },
            Action::Take => {
                let owner = oneself(who).ok_or_else(|| {
                    Refused::field("action", "只有登录用户可以认领", "Only an account can take it")
                })?;
                PromiseCommand::Reassign { owner }
            }
            Action::Reassign { owner } => {
                // What somebody answers for may be given to a team; to another agent only leaders give it.
                if matches!(owner, Owner::Agent(_)) && oneself(who) != Some(owner) {
                    who.require(LEAD)?;
                }
                PromiseCommand::Reassign { owner }
            }
            Action::Move { .. } => {
                return Err(Refused::field("action", "改期", "Moves are decided elsewhere").into());
            }
        };
        Ok(command)
    }
}

fn noted(note: &str) -> Result<String, Refused> {
    let note = note.trim();
    if note.is_empty() || note.chars().count() > LONGEST_NOTE {
        let (zh, en) = ("请填写处理结果，最多 500 字", "Say what came of it, in 1 to 500 characters");
        return Err(Refused::field("action.note", zh, en));
    }
    Ok(note.to_owned())
}

fn changed(entry: &Entry) -> Refused {
    Refused::conflict(
        "promises.changed_meanwhile",
        "您查看之后，这条承诺已有变化，请核对后再操作。",
        "The promise changed after you looked; look again before you act.",
    )
    .with_possible([format!("version:{}", entry.promise.version())])
}
