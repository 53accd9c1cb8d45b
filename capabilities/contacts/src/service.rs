//! What others may tell and ask of contacts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use contact::{Contact, ContactEvent, ContactState, EndedBy, Outcome, Record};
use customers::Customers;
use db::{Db, DbError, EventFilter, Put};
use kernel::{Actor, AgentId, ContactId, CustomerId, Facts, NewEvent, Principal, Refused, Timestamp};
use tokio::sync::{mpsc, oneshot};
use web::{ApiResult, Seen};

use crate::journal::{self, Entry, Health};
use crate::model::{ContactFilter, ContactView, PathQuestionView, RecordForm, StoryItem};
use crate::rules::category::{self, Category};
use crate::rules::{path, record, story};
use crate::{MANAGE, READ, RECORD, RECORD_ANY, store};

/// How many of a caller's contacts are looked at for the last agent.
const RECENT: u32 = 5;
/// Longest story given at once.
const STORY: u32 = 1000;

/// What is kept in the same transaction as the record of a contact, for a capability above.
#[derive(Debug, Default)]
pub struct Along {
    /// Its rows.
    pub rows: Vec<Put>,
    /// Its events.
    pub events: Vec<NewEvent>,
}

/// What goes with an event of a contact.
#[derive(Default)]
struct With {
    along: Along,
    /// Told after the commit.
    written: Option<oneshot::Sender<()>>,
}

impl From<oneshot::Sender<()>> for With {
    fn from(written: oneshot::Sender<()>) -> Self {
        Self { along: Along::default(), written: Some(written) }
    }
}

struct Live {
    contact: Arc<Contact>,
    /// The call (or conversation) still tells events.
    held: bool,
    /// The instant of its last event: call and router tell with clocks of their own, and a story does not go backwards.
    told: Timestamp,
}

/// What the numbers of contacts are counted as.
const NUMBERED: &str = "contacts";

/// Contacts: told by the engines, asked by everyone.
pub struct Contacts {
    db: Db,
    customers: Arc<Customers>,
    journal: mpsc::UnboundedSender<Entry>,
    health: Arc<Health>,
    /// Contacts that are not over, and those a call still holds.
    live: Mutex<HashMap<ContactId, Live>>,
    categories: RwLock<Arc<Vec<Category>>>,
}

impl Contacts {
    /// The service over a migrated store. Starts the journal; contacts left open by a killed program are closed with
    /// their true end: the last moment at which the program is known to have lived.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(db: Db, customers: Arc<Customers>) -> Result<Arc<Self>, DbError> {
        let (journal, entries) = mpsc::unbounded_channel();
        let health = Arc::new(Health::default());
        let mut categories = store::categories(&db).await?;
        if categories.is_empty() {
            categories = category::defaults();
        }
        let died_at = journal::last_beat(&db).await?;
        let open = store::open(&db).await?;
        db.numbers_taken(NUMBERED, store::last_number(&db).await?);
        tokio::spawn(journal::run(db.clone(), entries, health.clone()));
        let live = Mutex::default();
        let service = Arc::new(Self {
            db,
            customers,
            journal,
            health,
            live,
            categories: RwLock::new(Arc::new(categories)),
        });
        // Written before anyone reads a contact from the store and builds on what stands there.
        for written in service.close_orphans(open, died_at) {
            // The journal ends only with the service.
            let _ = written.await;
        }
        Ok(service)
    }

    fn close_orphans(&self, open: Vec<Contact>, died_at: Option<Timestamp>) -> Vec<oneshot::Receiver<()>> {
        let mut told = Vec::with_capacity(open.len());
        for contact in open {
            let id = contact.id;
            let began = contact.open_segment.as_ref().map_or(contact.arrived_at, |segment| segment.from);
            let at = died_at.unwrap_or(began).max(began);
            let (state, answered) = (contact.state, contact.answered_at.is_some());
            let waited = contact.queued_at.is_some() && !answered;
            if state == ContactState::WrapUp {
                self.lock_live()
                    .insert(id, Live { contact: contact.into(), held: false, told: Timestamp::default() });
                continue;
            }
            // Held until all is told: the end alone would already let go of it.
            self.lock_live()
                .insert(id, Live { contact: contact.into(), held: true, told: Timestamp::default() });
            let outcome = if answered { Outcome::Served } else { Outcome::Failed };
            let reason = if waited { "program_killed_while_waiting" } else { "program_killed" };
            let ended = ContactEvent::Ended { ended_by: EndedBy::System, reason: reason.to_owned(), outcome };
            let (written, receiver) = oneshot::channel();
            told.push(receiver);
            self.tell_with(id, Actor::System, &ended, at, written.into());
            if answered {
                self.tell(id, Actor::System, ContactEvent::WrapUpStarted, at);
            }
            self.release(id);
        }
        told
    }

    fn lock_live(&self) -> MutexGuard<'_, HashMap<ContactId, Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the next contact.
    pub fn next_number(&self) -> i64 {
        self.db.next_number(NUMBERED)
    }

    /// Whether new contacts can be kept. When not, calls in progress go on, and new ones hear an apology.
    pub fn is_writable(&self) -> bool {
        self.health.is_writable()
    }

    /// Why new contacts cannot be kept, in the store's words; none when they can.
    pub fn store_failure(&self) -> Option<String> {
        self.health.failure()
    }

    /// Events told and not yet written.
    pub fn backlog(&self) -> i64 {
        self.health.backlog()
    }

    /// Begins a contact. The receiver is told when it is written; until then nothing is promised to the customer.
    pub fn begin(&self, id: ContactId, arrived: ContactEvent, at: Timestamp) -> oneshot::Receiver<()> {
        let (written, receiver) = oneshot::channel();
        if let Some(contact) = Contact::begin(id, &arrived, at).map(Arc::new) {
            let mut live = self.lock_live();
            live.insert(id, Live { contact: contact.clone(), held: true, told: at });
            self.submit(id, Actor::Customer, &arrived, at, Some(contact), written.into());
        }
        receiver
    }

    /// Tells what happened to a live contact. The order of calls is the order of the log.
    pub fn tell(&self, id: ContactId, actor: Actor, event: ContactEvent, at: Timestamp) {
        self.tell_with(id, actor, &event, at, With::default());
    }

    fn tell_with(&self, id: ContactId, actor: Actor, event: &ContactEvent, at: Timestamp, with: With) {
        let mut live = self.lock_live();
        let Some(entry) = live.get_mut(&id) else {
            tracing::warn!(contact = %id, kind = event.kind(), "told of a contact that is not live");
            return;
        };
        let at = at.max(entry.told);
        entry.told = at;
        let before = entry.contact.clone();
        Arc::make_mut(&mut entry.contact).apply(event, at);
        let changed = (entry.contact != before).then(|| entry.contact.clone());
        let over = entry.contact.state.is_final() && !entry.held;
        self.submit(id, actor, event, at, changed, with);
        if over {
            live.remove(&id);
        }
    }

    fn submit(
        &self,
        id: ContactId,
        actor: Actor,
        event: &ContactEvent,
        at: Timestamp,
        contact: Option<Arc<Contact>>,
        with: With,
    ) {
        let event = NewEvent {
            at,
            kind: event.kind().to_owned(),
            subject: format!("contact:{id}"),
            actor,
            data: Facts::of(event),
        };
        let With { along: Along { rows, events }, written } = with;
        self.write(Entry { event: Some(event), contact, rows, events, written });
    }

    fn write(&self, entry: Entry) {
        self.health.told();
        if self.journal.send(entry).is_err() {
            tracing::error!("the journal of contacts has ended; an event is lost");
        }
    }

    /// Keeps a row of another capability that belongs to a contact's story, such as its recording: written not later
    /// than what is told of the contact after this.
    pub fn keep(&self, row: Put) {
        self.write(Entry { rows: vec![row], ..Entry::default() });
    }

    /// Hears of it when everything told so far is written.
    pub fn written(&self) -> oneshot::Receiver<()> {
        let (written, receiver) = oneshot::channel();
        self.write(Entry { written: Some(written), ..Entry::default() });
        self.health.hurry();
        receiver
    }

    /// The call tells no more events of this contact.
    pub fn release(&self, id: ContactId) {
        let mut live = self.lock_live();
        if let Some(entry) = live.get_mut(&id) {
            entry.held = false;
            if entry.contact.state.is_final() {
                live.remove(&id);
            }
        }
    }

    /// A live contact as it stands now.
    pub fn live(&self, id: ContactId) -> Option<Contact> {
        self.lock_live().get(&id).map(|live| Contact::clone(&live.contact))
    }

    /// All live contacts.
    pub fn all_live(&self) -> Vec<Contact> {
        let mut all: Vec<Contact> =
            self.lock_live().values().map(|live| Contact::clone(&live.contact)).collect();
        all.sort_by_key(|contact| contact.number);
        all
    }

    async fn load(&self, id: ContactId) -> ApiResult<Contact> {
        if let Some(contact) = self.live(id) {
            return Ok(contact);
        }
        let stored = store::by_id(&self.db, id).await?;
        Ok(stored.ok_or_else(|| Refused::not_found("服务记录", "contact"))?)
    }

    /// One contact.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn by_id(&self, who: &Principal, id: ContactId) -> ApiResult<ContactView> {
        who.require(READ)?;
        Ok(self.view(who, &self.load(id).await?))
    }

    /// Contacts by number, newest first.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn page(
        &self,
        who: &Principal,
        filter: &ContactFilter,
        limit: u32,
    ) -> ApiResult<Vec<ContactView>> {
        who.require(READ)?;
        let family = match filter.customer {
            Some(customer) => self.customers.family(customer).await?,
            None => Vec::new(),
        };
        let found = store::page(&self.db, filter, &family, limit).await?;
        // A live contact may be ahead of its row by the journal's last batch.
        Ok(found
            .iter()
            .map(|row| self.view(who, &self.live(row.id).unwrap_or_else(|| row.clone())))
            .collect())
    }

    /// The agent of the newest answered contact that fits, and when the contact ended.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn served_last(
        &self,
        who: &Principal,
        filter: &ContactFilter,
    ) -> ApiResult<Option<(AgentId, Timestamp)>> {
        who.require(READ)?;
        let family: Vec<CustomerId> = filter.customer.into_iter().collect();
        let found = store::page(&self.db, filter, &family, RECENT).await?;
        let served = found.into_iter().filter(|contact| contact.answered_at.is_some());
        Ok(served.filter_map(|contact| Some((contact.agent?.id, contact.ended_at?))).next())
    }

    fn view(&self, who: &Principal, contact: &Contact) -> ContactView {
        let at_work = self.in_hands(who, contact);
        let view = ContactView::of(contact, customers::sees_numbers(who, at_work), who.may(RECORD));
        ContactView { path: path::of(contact), ..view }
    }

    /// Whether the person serves this contact now, after-call work included.
    fn in_hands(&self, who: &Principal, contact: &Contact) -> bool {
        let own = who.agent.is_some() && contact.agent.as_ref().map(|agent| agent.id) == who.agent;
        own && self.lock_live().contains_key(&contact.id)
    }

    /// Whether the person serves a contact of this customer now.
    pub fn serves(&self, who: &Principal, customer: CustomerId) -> bool {
        let own = |live: &Live| live.contact.agent.as_ref().map(|agent| agent.id) == who.agent;
        let live = self.lock_live();
        who.agent.is_some() && live.values().any(|live| live.contact.customer == Some(customer) && own(live))
    }

    /// The caller's whole number, for a reason that goes to the audit log.
    ///
    /// # Errors
    /// Not found; forbidden; no reason.
    pub async fn reveal(&self, who: &Principal, id: ContactId, reason: &str) -> ApiResult<Option<String>> {
        who.require(READ)?;
        let contact = self.load(id).await?;
        let at_work = self.in_hands(who, &contact);
        self.customers.allow_number(who, &format!("contact:{id}"), at_work, reason).await?;
        Ok(contact.caller)
    }

    /// The whole story of a contact in order.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn story(&self, who: &Principal, id: ContactId) -> ApiResult<Vec<StoryItem>> {
        who.require(READ)?;
        let contact = self.load(id).await?;
        let filter = EventFilter { after: 0, subject: Some(format!("contact:{id}")), limit: STORY };
        let mut story: Vec<StoryItem> = self.db.events(filter).await?.into_iter().map(story_item).collect();
        if !customers::sees_numbers(who, self.in_hands(who, &contact)) {
            story.iter_mut().for_each(mask_caller);
        }
        Ok(story)
    }

    /// Writes the record and, when asked and in after-call work, finishes that.
    ///
    /// # Errors
    /// Incomplete when it is to be finished; unknown category; nobody has spoken with the customer yet.
    pub async fn record(&self, who: &Principal, id: ContactId, form: RecordForm) -> ApiResult<ContactView> {
        self.record_with(who, id, form, Along::default()).await
    }

    /// As [`Contacts::record`], with what a capability above keeps in the same transaction. When the store cannot be
    /// written now, both are kept in memory and written together.
    ///
    /// # Errors
    /// As [`Contacts::record`]; of all but an unavailable store nothing is kept.
    pub async fn record_with(
        &self,
        who: &Principal,
        id: ContactId,
        form: RecordForm,
        along: Along,
    ) -> ApiResult<ContactView> {
        who.require(RECORD)?;
        let contact = self.load(id).await?;
        require_own(who, &contact)?;
        if contact.answered_at.is_none() {
            return Err(not_answered().into());
        }
        let mut record: Record = form.record.into();
        if record.path.is_empty() {
            record.path = path::automatic(&record.category);
        }
        let categories = self.categories();
        record::check(&record, &categories)?;
        let missing = record::missing_fields(&record, &categories);
        let finishes = form.finish && contact.state == ContactState::WrapUp;
        // A record that was complete when the contact closed stays complete.
        if (finishes || contact.state.is_final()) && !missing.is_empty() {
            return Err(record::incomplete(&missing).into());
        }
        let spoken = contact.customer.zip(contact.answered_at);
        self.write_durably(who, contact, ContactEvent::Recorded { record }, along).await?;
        if let Some((customer, at)) = spoken
            && let Err(err) = self.customers.note_conversation(customer, at).await
        {
            tracing::warn!(contact = %id, error = %err, "a conversation does not count for periodic contact");
        }
        if finishes {
            let contact = self.load(id).await?;
            self.write_durably(who, contact, ContactEvent::WrapUpFinished, Along::default()).await?;
        }
        self.by_id(who, id).await
    }

    /// Says whose contact it is: the agent found the customer by asking, or chose among several.
    ///
    /// # Errors
    /// Forbidden; unknown contact or customer; the store cannot be written.
    pub async fn link(&self, who: &Principal, id: ContactId, customer: CustomerId) -> ApiResult<ContactView> {
        who.require(RECORD)?;
        let contact = self.load(id).await?;
        require_own(who, &contact)?;
        self.customers.by_id(who, customer).await?;
        if contact.customer != Some(customer) {
            let matched = ContactEvent::CustomerMatched { customer };
            self.write_durably(who, contact, matched, Along::default()).await?;
        }
        self.by_id(who, id).await
    }

    /// Tells what became known of a contact afterwards, live or long over, and waits until it is kept.
    ///
    /// # Errors
    /// Not found; the store cannot be written.
    pub async fn tell_afterwards(&self, id: ContactId, event: ContactEvent) -> ApiResult<()> {
        let contact = self.load(id).await?;
        self.write_durably(&Principal::system(), contact, event, Along::default()).await
    }

    /// Writes an event of a live or of a stored contact and waits until it is kept.
    async fn write_durably(
        &self,
        who: &Principal,
        mut contact: Contact,
        event: ContactEvent,
        along: Along,
    ) -> ApiResult<()> {
        let (written, done) = oneshot::channel();
        let with = With { along, written: Some(written) };
        let at = self.db.now();
        if self.lock_live().contains_key(&contact.id) {
            self.tell_with(contact.id, who.actor(), &event, at, with);
        } else {
            contact.apply(&event, at);
            self.submit(contact.id, who.actor(), &event, at, Some(contact.into()), with);
        }
        if !self.is_writable() {
            return Err(store_down().into());
        }
        self.health.hurry();
        done.await.map_err(|_| store_down())?;
        Ok(())
    }

    /// The call manual's flow chart.
    ///
    /// # Errors
    /// Forbidden.
    pub fn path_chart(&self, who: &Principal) -> Result<Vec<PathQuestionView>, Refused> {
        who.require(READ)?;
        Ok(path::chart())
    }

    /// The category tree.
    pub fn categories(&self) -> Arc<Vec<Category>> {
        self.categories.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the category tree; records that were written keep theirs.
    ///
    /// # Errors
    /// Forbidden; a path that is not one or two names.
    pub async fn replace_categories(&self, who: &Principal, tree: Vec<Category>) -> ApiResult<()> {
        self.edit_categories(who, tree, &Seen::default()).await
    }

    /// Replaces the category tree by an edition of the one that was seen.
    ///
    /// # Errors
    /// As for [`Contacts::replace_categories`]; somebody else changed it meanwhile.
    pub async fn edit_categories(&self, who: &Principal, tree: Vec<Category>, seen: &Seen) -> ApiResult<()> {
        who.require(MANAGE)?;
        check_tree(&tree)?;
        let mut tx = self.db.begin().await?;
        tx.take_turn("contacts_categories").await?;
        let mut stored = store::categories_in(&mut tx).await?;
        if stored.is_empty() {
            stored = category::defaults();
        }
        let last = ("categories", "contacts.categories_replaced");
        seen.refuse_unseen_of(&mut tx, last, &stored, &tree).await?;
        store::replace_categories(&mut tx, &tree).await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "contacts.categories_replaced".to_owned(),
            subject: "categories".to_owned(),
            actor: who.actor(),
            data: web::with_origin(serde_json::json!({"count": tree.len()})).into(),
        });
        tx.commit().await?;
        *self.categories.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(tree);
        Ok(())
    }
}

/// Agents write about the contacts that they had; others need to be allowed more.
fn require_own(who: &Principal, contact: &Contact) -> Result<(), Refused> {
    let own = who.agent.is_some() && contact.agent.as_ref().map(|agent| agent.id) == who.agent;
    if own { Ok(()) } else { who.require(RECORD_ANY) }
}

fn check_tree(tree: &[Category]) -> Result<(), Refused> {
    for (n, category) in tree.iter().enumerate() {
        let names: Vec<&str> = category.path.split('/').collect();
        let well_formed = (1..=2).contains(&names.len()) && names.iter().all(|name| !name.trim().is_empty());
        if !well_formed || category.path.len() > 200 {
            let field = format!("[{n}].path");
            return Err(Refused::field(&field, "路径应为一级或两级", "A path has one or two names"));
        }
        if tree.iter().filter(|other| other.path == category.path).count() > 1 {
            let field = format!("[{n}].path");
            return Err(Refused::field(&field, "路径重复", "This path appears twice"));
        }
    }
    Ok(())
}

/// An event of the log as an entry of the story.
fn story_item(stored: kernel::StoredEvent) -> StoryItem {
    let event = stored.event;
    let data = event.data.value();
    let text = story::words(&data);
    StoryItem { seq: stored.seq, at: event.at, kind: event.kind, actor: event.actor, text, data }
}

fn mask_caller(item: &mut StoryItem) {
    if let Some(serde_json::Value::String(caller)) = item.data.get_mut("caller") {
        *caller = customers::mask(caller);
    }
}

fn not_answered() -> Refused {
    Refused::conflict(
        "not_answered",
        "尚未有坐席与客户通话，不能填写记录。",
        "Nobody has spoken with the customer yet, so there is nothing to record.",
    )
}

fn store_down() -> Refused {
    Refused::new(
        kernel::RefusalKind::Unavailable,
        "store_unavailable",
        "数据库暂不可用，内容已保留在内存中，恢复后自动保存。",
        "The database cannot be written now. What you sent is kept in memory and saved when it is back.",
    )
}
