//! Making promises.

use contacts::ContactView;
use kernel::{Actor, Principal, RefusalKind, Refused, Timestamp};
use promise::{Owner, Promise, PromiseKind};
use web::{ApiError, ApiResult};

use super::offering::needs_a_call;
use super::{Change, Promises};
use crate::WRITE;
use crate::model::{Links, MakeForm, PromiseId, PromiseView, Source};
use crate::rules::entry::Entry;
use crate::rules::owner::{may_act, oneself};

/// A promise that is about to be made.
pub(super) struct Wish {
    pub id: PromiseId,
    pub kind: PromiseKind,
    pub matter: String,
    pub owner: Owner,
    pub due: Option<Timestamp>,
    pub links: Links,
}

impl Promises {
    /// Makes a promise.
    ///
    /// # Errors
    /// Forbidden; vague, past or impossible times with what could be promised; no room for the call; nobody to call; what
    /// it belongs to is not there.
    pub async fn make(&self, who: &Principal, form: MakeForm) -> ApiResult<PromiseView> {
        who.require(WRITE)?;
        let kind = form.kind.unwrap_or(PromiseKind::CallBack);
        let now = self.db.now();
        let due = match (&form.when, form.due_at) {
            (Some(words), _) if !words.trim().is_empty() => Some(self.instant(words, "when", now)?),
            (_, due) => due,
        };
        if let Some(due) = due {
            self.check_room(kind, due, "when").await?;
        }
        let owner = match form.owner {
            Some(owner) => {
                self.known_owner(owner, "owner").await?;
                may_act(who, owner)?;
                owner
            }
            None => match oneself(who) {
                Some(owner) => owner,
                None => self.common_owner().await?,
            },
        };
        let links = self.links(who, &form).await?;
        if due.is_some() && needs_a_call(kind) && links.customer.is_none() && links.number.is_none() {
            // Nobody could keep it, and no call would ever be told for its keeping.
            let (zh, en) = (
                "请写明回电给谁：选择客户或填写号码",
                "Say whom to call: choose the customer or give a number",
            );
            return Err(Refused::field("number", zh, en).into());
        }
        let wish = Wish { id: PromiseId(self.db.new_uuid()), kind, matter: form.matter, owner, due, links };
        let mut change = self.begin().await?;
        let entry = self.make_in(&mut change, wish).await.map_err(beside_when)?;
        self.finish(change).await?;
        self.view_one(who, &entry).await
    }

    /// Makes a promise within a transaction.
    pub(super) async fn make_in(&self, change: &mut Change, wish: Wish) -> ApiResult<Entry> {
        let (entry, log) = self.made(wish, change.work.at)?;
        change.work.keep(&mut change.tx, &entry, vec![log]).await?;
        Ok(entry)
    }

    /// The promise and its event, not kept yet.
    pub(super) fn made(&self, wish: Wish, at: Timestamp) -> ApiResult<(Entry, kernel::NewEvent)> {
        let event = Promise::make(wish.kind, &wish.matter, wish.owner, wish.due, at).map_err(|no| *no)?;
        let made = Entry::made((wish.id, self.next_number()), &event, wish.links, at);
        made.ok_or_else(|| {
            Refused::invalid("promises.not_made", "承诺未能登记", "The promise was not made").into()
        })
    }

    /// What the promise belongs to, with what its contact and ticket know.
    async fn links(&self, who: &Principal, form: &MakeForm) -> ApiResult<Links> {
        let system = Principal::system();
        let mut links = Links {
            source: Source::Written,
            customer: form.customer_id,
            number: form.number.as_deref().and_then(customers::normalise),
            contact: form.contact_id,
            ticket: form.ticket_id,
            recording: None,
            said: form.when.as_deref().map(str::trim).filter(|said| !said.is_empty()).map(str::to_owned),
            by: who.actor(),
        };
        if form.number.is_some() && links.number.is_none() {
            let (zh, en) = ("不是有效的电话号码", "This is not a telephone number");
            return Err(Refused::field("number", zh, en).into());
        }
        if let Some(id) = form.ticket_id {
            let found = self.below.tickets.one(&system, id).await;
            let ticket = found.map_err(|err| missing(err, "ticket_id", "没有这个工单", "ticket"))?;
            links.customer = links.customer.or(ticket.summary.customer_id);
        }
        if let Some(id) = form.contact_id {
            let found = self.below.contacts.by_id(&system, id).await;
            let contact = found.map_err(|err| missing(err, "contact_id", "没有这个服务记录", "contact"))?;
            links = of_contact(links, &contact);
        }
        if let (None, Some(number)) = (links.customer, &links.number) {
            links.customer = self.below.customers.by_number(number).await?.map(|known| known.id);
        }
        if let Some(id) = links.customer {
            let found = self.below.customers.by_id(&system, id).await;
            let customer = found.map_err(|err| missing(err, "customer_id", "没有这个客户", "customer"))?;
            links.number = links.number.or_else(|| customer.phones.first().cloned());
        }
        Ok(links)
    }
}

/// A time that is missing is told beside the words in which it is given.
fn beside_when(err: ApiError) -> ApiError {
    match err {
        ApiError::Refused(mut refused) => {
            for fault in refused.fields.iter_mut().filter(|fault| fault.field == "due") {
                "when".clone_into(&mut fault.field);
            }
            refused.into()
        }
        other => other,
    }
}

/// What the contact knows and the links do not.
pub(super) fn of_contact(mut links: Links, contact: &ContactView) -> Links {
    links.contact = Some(contact.id);
    links.customer = links.customer.or(contact.customer_id);
    if contact.direction != contact::Direction::Internal {
        let caller = contact.caller.as_deref().and_then(customers::normalise);
        links.number = links.number.or(caller);
    }
    links
}

/// Links of something that the hotline was asked.
pub(super) fn asked(source: Source, contact: &ContactView) -> Links {
    let nothing = Links {
        source,
        customer: None,
        number: None,
        contact: None,
        ticket: None,
        recording: None,
        said: None,
        by: Actor::Customer,
    };
    of_contact(nothing, contact)
}

/// A field that names what is not there.
fn missing(err: ApiError, field: &str, zh: &str, what: &str) -> ApiError {
    match err {
        ApiError::Refused(refused) if refused.kind == RefusalKind::NotFound => {
            Refused::field(field, zh, format!("There is no such {what}")).into()
        }
        other => other,
    }
}
