//! Following the log: what was asked of the hotline becomes a promise, what really happened keeps one, and what an
//! agent who left answered for goes to the leader. Written with the place in the log: once, over a kill as well.

use std::sync::Arc;

use contact::{ContactEvent, Direction};
use contacts::ContactView;
use db::{DbError, Follow, Follower, Tx};
use kernel::{Actor, AgentId, ContactId, Principal, RefusalKind, StoredEvent, Timestamp, UserId};
use promise::{Evidence, EvidenceKind, Owner, PromiseCommand, PromiseKind, VisitOutcome};
use serde::Deserialize;
use ticket::{FieldValue, StateKind, TicketEvent, TicketId};
use web::ApiError;

use super::making::{Wish, asked};
use super::{Promises, Work};
use crate::model::{PromiseId, Source};
use crate::rules::entry::Entry;
use crate::rules::{evidence, owner};
use crate::store;

/// The place in the log is kept under this name.
const NAME: &str = "promises";
/// What is listened to.
const KINDS: &[&str] = &[
    "contacts.callback_requested",
    "contacts.voicemail_left",
    "contacts.customer_matched",
    "contacts.connected",
    "contacts.ended",
    "tickets.customer_informed",
    "tickets.answered_from_feedback",
    "tickets.answered_by_department",
    "tickets.satisfied",
    "tickets.moved",
    "tickets.reopened",
    "identity.user_updated",
];

/// How moves are named that close a ticket after its visit.
const VISITED: &str = "visit_";

/// What listens to the log.
pub struct Listener {
    service: Arc<Promises>,
}

impl Promises {
    /// The follower of the log; [`Promises::listen`] runs it.
    pub fn listener(self: &Arc<Self>) -> Follower<Listener> {
        self.db.follow(NAME, KINDS, Listener { service: self.clone() })
    }

    /// Follows the log and wakes the clocks, on the runtime that this runs on. What happened while nobody listened is
    /// heard before a clock is woken.
    pub fn run(self: &Arc<Self>) {
        let service = self.clone();
        tokio::spawn(async move {
            let mut listener = service.listener();
            if let Err(err) = listener.catch_up().await {
                tracing::error!(error = %err, "promises cannot read the log; trying again");
            }
            let calendars = service.below.flows.calendar_changes();
            tokio::spawn(jobs::wake(Arc::downgrade(&service), calendars));
            listener.run().await;
        });
    }
}

impl Follow for Listener {
    async fn apply(&mut self, tx: &mut Tx, events: &[StoredEvent]) -> Result<(), DbError> {
        let mut work = self.service.work();
        for stored in events {
            self.service.heard(tx, &mut work, stored).await?;
        }
        // Armed before the commit: a clock that comes due meanwhile waits for the writer, and finds the promise.
        self.service.arm(&work.changed, &work.settings);
        Ok(())
    }

    fn forget(&mut self) {
        // What was armed for a transaction that failed is not what the store has.
        self.service.alarms.distrust();
    }
}

/// What the customer said when somebody asked and wrote it into the ticket; nothing where nobody asked.
fn found(event: &TicketEvent) -> Option<(VisitOutcome, Option<u8>)> {
    match event {
        TicketEvent::Moved { name, fields, .. } if name.0.starts_with(VISITED) => {
            let score = fields.get("satisfaction").and_then(FieldValue::whole);
            Some((VisitOutcome::Resolved, score.and_then(|score| u8::try_from(score).ok())))
        }
        // Opened again by what the customer said.
        TicketEvent::Reopened { why, .. } => Some((VisitOutcome::Unresolved { missing: why.clone() }, None)),
        _ => None,
    }
}

/// The shape of an event that this program does not know is passed over.
fn read<T: for<'de> Deserialize<'de>>(stored: &StoredEvent) -> Option<T> {
    let (seq, kind) = (stored.seq, &stored.event.kind);
    let read = stored.event.data.read();
    read.inspect_err(|err| tracing::warn!(seq, kind, error = %err, "an event is not understood")).ok()
}

/// A failure of the store stops the follower, which tries again; that something is not there does not.
fn there<T>(answer: Result<T, ApiError>) -> Result<Option<T>, DbError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(ApiError::Refused(refused)) if refused.kind == RefusalKind::NotFound => Ok(None),
        Err(err) => Err(DbError::Corrupt { column: "promises".to_owned(), why: err.to_string() }),
    }
}

impl Promises {
    async fn heard(&self, tx: &mut Tx, work: &mut Work, stored: &StoredEvent) -> Result<(), DbError> {
        let at = stored.event.at;
        // What is read late happened then all the same.
        work.at = at;
        match stored.event.subject.split_once(':') {
            Some(("contact", id)) => match id.parse() {
                Ok(id) => self.heard_of_contact(tx, work, id, stored).await,
                Err(_) => Ok(()),
            },
            Some(("ticket", id)) => match id.parse() {
                Ok(id) => self.heard_of_ticket(tx, work, id, stored).await,
                Err(_) => Ok(()),
            },
            Some(("user", id)) if stored.event.data.value()["active"] == false => match id.parse() {
                Ok(id) => self.left(tx, work, id).await,
                Err(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }

    async fn heard_of_contact(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        id: ContactId,
        stored: &StoredEvent,
    ) -> Result<(), DbError> {
        let Some(event) = read::<ContactEvent>(stored) else { return Ok(()) };
        let at = stored.event.at;
        match event {
            ContactEvent::CallbackRequested { request, due_at, caller } => {
                let Some(contact) = self.contact(id).await? else { return Ok(()) };
                let mut wish = self.asked_for(&contact, Source::CallBack, at).await?;
                wish.id = PromiseId(request.0);
                wish.due = Some(due_at).filter(|due| *due > at).or(wish.due);
                if let Some(number) = caller.as_deref().and_then(customers::normalise) {
                    wish.links.number = Some(number);
                }
                self.make_once(tx, work, wish, at).await
            }
            ContactEvent::VoicemailLeft { recording, .. } => {
                let Some(contact) = self.contact(id).await? else { return Ok(()) };
                let mut wish = self.asked_for(&contact, Source::VoiceMessage, at).await?;
                wish.id = PromiseId(recording.0);
                wish.links.recording = Some(recording);
                self.make_once(tx, work, wish, at).await
            }
            ContactEvent::CustomerMatched { customer } => {
                for mut entry in store::open_of_contact(tx, id).await? {
                    if entry.links.customer.is_none() {
                        entry.links.customer = Some(customer);
                        work.keep(tx, &entry, Vec::new()).await?;
                    }
                }
                let Some(contact) = self.contact(id).await? else { return Ok(()) };
                match contact.answered_at {
                    Some(answered) => self.talked(tx, work, &contact, answered).await,
                    None => Ok(()),
                }
            }
            ContactEvent::Connected { .. } => match self.contact(id).await? {
                Some(contact) => self.talked(tx, work, &contact, at).await,
                None => Ok(()),
            },
            ContactEvent::Ended { .. } => match self.contact(id).await? {
                Some(contact)
                    if contact.direction == Direction::Outbound && contact.answered_at.is_none() =>
                {
                    self.happened_with(tx, work, &contact, evidence::tried(id, at)).await
                }
                Some(_) | None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    async fn contact(&self, id: ContactId) -> Result<Option<ContactView>, DbError> {
        there(self.below.contacts.by_id(&Principal::system(), id).await)
    }

    /// What somebody asked of the hotline.
    async fn asked_for(&self, contact: &ContactView, source: Source, at: Timestamp) -> Result<Wish, DbError> {
        let common = there(self.common_owner().await)?;
        let (kind, matter) = match source {
            Source::VoiceMessage => (PromiseKind::FirstReply, "回复语音留言"),
            _ => (PromiseKind::CallBack, "客户请求回电"),
        };
        Ok(Wish {
            id: PromiseId(contact.id.0),
            kind,
            matter: matter.to_owned(),
            owner: common.unwrap_or(Owner::User(UserId::from_u128(0))),
            due: Some(self.usual_due(source, at)),
            links: asked(source, contact),
        })
    }

    async fn make_once(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        wish: Wish,
        at: Timestamp,
    ) -> Result<(), DbError> {
        if store::known(tx, wish.id).await? {
            return Ok(());
        }
        let made = self
            .made(wish, at)
            .map_err(|err| DbError::Corrupt { column: "promises".to_owned(), why: err.to_string() })?;
        work.keep(tx, &made.0, vec![made.1]).await
    }

    /// Somebody of the centre spoke with a customer.
    async fn talked(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        contact: &ContactView,
        at: Timestamp,
    ) -> Result<(), DbError> {
        if contact.direction == Direction::Internal {
            return Ok(());
        }
        self.happened_with(tx, work, contact, evidence::conversation(contact.id, at)).await
    }

    async fn happened_with(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        contact: &ContactView,
        shown: Evidence,
    ) -> Result<(), DbError> {
        let number = contact.caller.as_deref().and_then(customers::normalise);
        let found = store::open_of_customer(tx, contact.customer_id, number.as_deref(), shown.at).await?;
        for entry in found {
            let earlier = entry.links.contact != Some(contact.id) && entry.promise.made_at() <= shown.at;
            if earlier && evidence::settled_by_conversation(entry.promise.kind()) {
                self.fulfil(tx, work, entry, shown.clone()).await?;
            }
        }
        Ok(())
    }

    /// What does not keep a promise as it stands now changes nothing.
    async fn fulfil(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        mut entry: Entry,
        evidence: Evidence,
    ) -> Result<(), DbError> {
        let command = PromiseCommand::Fulfil { evidence };
        match work.decided(&entry, &command) {
            Ok(events) => work.happen(tx, &mut entry, &events, &Actor::System).await,
            Err(_) => Ok(()),
        }
    }

    async fn heard_of_ticket(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        id: TicketId,
        stored: &StoredEvent,
    ) -> Result<(), DbError> {
        let at = stored.event.at;
        if evidence::ANSWERED.contains(&stored.event.kind.as_str()) {
            self.answered(tx, work, id, at).await?;
        }
        let Some(event) = read::<TicketEvent>(stored) else { return Ok(()) };
        match (event.entered(), &event) {
            (Some((_, StateKind::Closed)), _) => {
                self.answered(tx, work, id, at).await?;
                self.visit_over(tx, work, id, at, found(&event)).await
            }
            (Some((_, StateKind::Visit)), _) => self.visit_after(tx, work, id, at).await,
            (_, TicketEvent::Reopened { .. }) => self.visit_over(tx, work, id, at, found(&event)).await,
            _ => Ok(()),
        }
    }

    async fn answered(
        &self,
        tx: &mut Tx,
        work: &mut Work,
        id: TicketId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let shown = Evidence { kind: EvidenceKind::TicketAnswered, subject: format!("ticket:{id}"), at };
        for entry in store::open_of_ticket(tx, id, at).await? {
            if evidence::settled_by_answer(entry.promise.kind()) && entry.promise.made_at() <= at {
                self.fulfil(tx, work, entry, shown.clone()).await?;
            }
        }
        Ok(())
    }

    /// Somebody left: what they answered for goes to the leader.
    async fn left(&self, tx: &mut Tx, work: &mut Work, user: UserId) -> Result<(), DbError> {
        let Some(heir) = there(self.heir_of(AgentId(user.0)).await)? else { return Ok(()) };
        for gone in [Owner::Agent(AgentId(user.0)), Owner::User(user)] {
            if gone == heir {
                continue;
            }
            for mut entry in store::open_of_owner(tx, &owner::key(gone)).await? {
                let command = PromiseCommand::Reassign { owner: heir };
                if let Ok(events) = work.decided(&entry, &command) {
                    work.happen(tx, &mut entry, &events, &Actor::System).await?;
                }
            }
        }
        Ok(())
    }
}
