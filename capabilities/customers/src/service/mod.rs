//! What others may ask of customers.

mod care;
mod codes;
mod exporting;
mod importing;
mod life;
mod memos;
mod merging;
mod previewing;
mod recommending;
mod settings;
mod views;
mod working;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use customer::Datum;
use db::{Db, Tx};
use futures::future::BoxFuture;
use kernel::{CustomerId, NewEvent, Principal, Refused, Timestamp};
use serde_json::{Value, json};
use tokio::sync::Notify;
use web::{ApiResult, CentreZone};

use self::settings::Settings;
use self::views::Views;
use crate::model::{Customer, Facets, Filter, ProfileForm, RevealForm, Revealed, Stored, Wanted};
use crate::rules::form::Making;
use crate::rules::{form, masking, meanwhile, phone};
use crate::store::Held;
use crate::{READ, REVEAL, WRITE, store};

/// Tags and regions offered for filtering.
const MOST_FACETS: u32 = 100;
/// How long what lists can be filtered by is remembered.
const FACETS_LAST: std::time::Duration = std::time::Duration::from_secs(60);

/// Whether somebody serves a customer at this moment: what those above know, asked through this.
pub trait Serving: Send + Sync {
    /// Whether a contact, a ticket or a job of this customer is in the person's hands.
    fn serves<'a>(&'a self, who: &'a Principal, customer: CustomerId) -> BoxFuture<'a, bool>;
}

/// Customers.
pub struct Customers {
    db: Db,
    settings: RwLock<Option<Arc<Settings>>>,
    /// Held by those who write records, against those who change what records are made of.
    shape: Arc<tokio::sync::RwLock<()>>,
    facets: RwLock<Option<(Timestamp, Facets)>>,
    serving: OnceLock<Box<dyn Serving>>,
    /// Whom to ask for the centre's zone.
    zone_of_centre: CentreZone,
    /// There is an import to be carried out.
    work: Notify,
    /// Who looks at whose numbers now.
    views: Views,
}

impl Customers {
    /// The service over a migrated store.
    pub fn new(db: Db) -> Arc<Self> {
        Arc::new(Self {
            db,
            settings: RwLock::default(),
            shape: Arc::default(),
            facets: RwLock::default(),
            serving: OnceLock::new(),
            zone_of_centre: CentreZone::default(),
            work: Notify::new(),
            views: Views::default(),
        })
    }

    /// Says whom to ask whether somebody serves a customer now; until then nobody does.
    pub fn ask_serving(&self, serving: Box<dyn Serving>) {
        // Said once, when the program is put together.
        let _ = self.serving.set(serving);
    }

    /// Creates a customer.
    ///
    /// # Errors
    /// Invalid fields; forbidden; a code that another customer holds.
    pub async fn create(&self, who: &Principal, form: impl Into<ProfileForm>) -> ApiResult<Customer> {
        let mut made = self.create_many(who, vec![form]).await?;
        Ok(made.pop().ok_or_else(no_customer)?)
    }

    /// Creates many customers in one transaction: all or none.
    ///
    /// # Errors
    /// Invalid fields of any of them; forbidden.
    pub async fn create_many(
        &self,
        who: &Principal,
        forms: Vec<impl Into<ProfileForm>>,
    ) -> ApiResult<Vec<Customer>> {
        who.require(WRITE)?;
        let settings = self.settled().await?;
        let (now, actor) = (self.db.now(), who.actor());
        let by_hand = who.role.is_some();
        let making = Making { now, actor: &actor, fields: &settings.fields, by_hand };
        let fresh = |form: ProfileForm| form::fresh(form, CustomerId(self.db.new_uuid()), &making);
        let made = forms.into_iter().map(Into::into).map(fresh).collect::<Result<Vec<_>, _>>()?;
        let mut tx = self.db.begin().await?;
        let held = store::insert(&mut tx, &made, &settings.unique(), settings.care).await?;
        let held = codes::all_held(&mut tx, held, &made.iter().collect::<Vec<_>>(), &settings).await?;
        codes::refuse_held(&mut tx, &held, &settings, codes::in_fields).await?;
        for stored in &made {
            self.note_pairs(&mut tx, stored, &settings).await?;
            let data = json!({"level": stored.level(), "stage": stored.stage(), "version": stored.version});
            tx.emit(told(who, now, "customers.created", stored.id, data));
        }
        tx.commit().await?;
        Ok(made.iter().map(|stored| masking::shown(stored, who, false, &settings.fields)).collect())
    }

    /// Changes a customer's data.
    ///
    /// # Errors
    /// Not found; invalid fields; forbidden; somebody else changed meanwhile what would be overwritten; a
    /// code that another customer holds.
    pub async fn change(&self, who: &Principal, id: CustomerId, form: ProfileForm) -> ApiResult<Customer> {
        who.require(WRITE)?;
        let settings = self.settled().await?;
        let (now, actor) = (self.db.now(), who.actor());
        let mut tx = self.db.begin().await?;
        let known = locked(&mut tx, id).await?;
        let seen = form.version;
        let mut next = form::changed(
            form,
            &known,
            &Making { now, actor: &actor, fields: &settings.fields, by_hand: true },
        )?;
        meanwhile::check(&known, &next, seen, &self.zone())?;
        let differing = meanwhile::differing(&known, &next);
        if !differing.is_empty() {
            meanwhile::touch(&known, &mut next, &actor, now);
            let held = self.save(&mut tx, &next, &settings).await?;
            let held = codes::all_held(&mut tx, held, &[&next], &settings).await?;
            let held = codes::claimed_anew(&known, held, &settings);
            codes::refuse_held(&mut tx, &held, &settings, codes::in_fields).await?;
            let data = json!({"level": next.level(), "fields": differing, "version": next.version});
            tx.emit(told(who, now, "customers.changed", id, data));
            tx.commit().await?;
        }
        self.by_id(who, id).await
    }

    /// Writes a changed record with its task and its likely doubles; answers which of its codes somebody else holds.
    async fn save(&self, tx: &mut Tx, stored: &Stored, settings: &Settings) -> ApiResult<Vec<Held>> {
        let held = store::update(tx, stored, &settings.unique(), settings.care).await?;
        self.note_pairs_anew(tx, stored, settings).await?;
        Ok(held)
    }

    async fn load(&self, id: CustomerId) -> ApiResult<Stored> {
        Ok(store::by_id(&self.db, id).await?.ok_or_else(no_customer)?)
    }

    /// Whether somebody serves a customer now.
    async fn at_work(&self, who: &Principal, customer: CustomerId) -> bool {
        match self.serving.get() {
            Some(serving) => serving.serves(who, customer).await,
            None => false,
        }
    }

    /// One customer as far as the principal may see it. A record that went up in another names that one.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn by_id(&self, who: &Principal, id: CustomerId) -> ApiResult<Customer> {
        who.require(READ)?;
        let (stored, settings) = (self.load(id).await?, self.settings().await?);
        let at_work = self.at_work(who, id).await;
        Ok(masking::shown(&stored, who, at_work, &settings.fields))
    }

    /// Names of customers for the list of another capability, which has asked who may read it: in one query.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn names(&self, ids: &[CustomerId]) -> ApiResult<BTreeMap<CustomerId, String>> {
        Ok(store::names(&self.db, ids).await?)
    }

    /// The customer who calls from a number, for the screen pop and the entry flow; nothing is masked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn by_number(&self, number: &str) -> ApiResult<Option<Customer>> {
        let Some(number) = phone::normalise(number) else { return Ok(None) };
        let found = store::by_number(&self.db, &number).await?;
        Ok(found.map(|stored| masking::shown(&stored, &Principal::system(), true, &[])))
    }

    /// The records that are one customer: the one named, and all that went up in it. What belongs to any of them
    /// belongs to the customer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn family(&self, id: CustomerId) -> ApiResult<Vec<CustomerId>> {
        Ok(store::family(&self.db, id).await?)
    }

    /// Customers that fit, newest first.
    ///
    /// # Errors
    /// Forbidden; a cursor that is none.
    pub async fn page(
        &self,
        who: &Principal,
        filter: Filter,
        cursor: Option<&str>,
        limit: u32,
    ) -> ApiResult<Vec<Customer>> {
        who.require(READ)?;
        let before = cursor.map(str::parse).transpose().map_err(|_| bad_cursor())?;
        let wanted = Wanted { by_begin: masking::by_begin(who), filter, before, limit };
        let found = store::page(&self.db, &wanted).await?;
        let settings = self.settings().await?;
        Ok(found.iter().map(|stored| masking::shown(stored, who, false, &settings.fields)).collect())
    }

    /// Tags and regions in use.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn facets(&self, who: &Principal) -> ApiResult<Facets> {
        who.require(READ)?;
        let now = self.db.now();
        let known = self.facets.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, facets)) = known.filter(|(at, _)| now.since(*at) < FACETS_LAST && *at <= now) {
            let _ = at;
            return Ok(facets);
        }
        let facets = store::facets(&self.db, MOST_FACETS).await?;
        *self.facets.write().unwrap_or_else(PoisonError::into_inner) = Some((now, facets.clone()));
        Ok(facets)
    }

    /// Data in whole for a reason, which goes to the audit log.
    ///
    /// # Errors
    /// Not found; forbidden; no reason.
    pub async fn reveal(&self, who: &Principal, id: CustomerId, form: RevealForm) -> ApiResult<Revealed> {
        who.require(REVEAL)?;
        let (stored, settings) = (self.load(id).await?, self.settings().await?);
        let at_work = self.at_work(who, id).await;
        if let Some(role) = who.role {
            customer::reveal(role, form.datum, at_work, &form.reason).map_err(|refused| *refused)?;
        }
        self.note_reveal(who, &format!("customer:{id}"), form.datum, &form.reason).await?;
        Ok(masking::whole(&stored, form.datum, &settings.fields))
    }

    /// Whether a number that belongs to something else, such as a contact, may be seen in whole for a reason; then the
    /// audit log has it.
    ///
    /// # Errors
    /// Forbidden; no reason; the store fails: then nothing is to be shown.
    pub async fn allow_number(
        &self,
        who: &Principal,
        subject: &str,
        at_work: bool,
        reason: &str,
    ) -> ApiResult<()> {
        who.require(REVEAL)?;
        if let Some(role) = who.role {
            customer::reveal(role, Datum::Phone, at_work, reason).map_err(|refused| *refused)?;
        }
        self.note_reveal(who, subject, Datum::Phone, reason).await
    }

    /// Notes that numbers are shown in whole to somebody whose work needs them, once for a view: who looks at one ticket
    /// again within minutes, as its page does by itself, still looks at it.
    ///
    /// # Errors
    /// When the store fails: then nothing is to be shown.
    pub async fn note_shown(&self, who: &Principal, customer: CustomerId, why: &str) -> ApiResult<()> {
        let now = self.db.now();
        if !self.views.begins(who, customer, why, now) {
            return Ok(());
        }
        let noted = self.note_reveal(who, &format!("customer:{customer}"), Datum::Phone, why).await;
        if noted.is_err() {
            self.views.forget(who, customer, why);
        }
        noted
    }

    /// Writes into the audit log that somebody saw data in whole, and why.
    ///
    /// # Errors
    /// When the store fails: then nothing is to be shown.
    async fn note_reveal(&self, who: &Principal, subject: &str, datum: Datum, reason: &str) -> ApiResult<()> {
        let mut tx = self.db.begin().await?;
        let reason: String = reason.trim().chars().take(500).collect();
        let mut data = json!({"datum": datum, "reason": reason});
        if let Some(from) = web::origin() {
            data["from"] = Value::String(from);
        }
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "audit.customer_revealed".to_owned(),
            subject: subject.to_owned(),
            actor: who.actor(),
            data: data.into(),
        });
        Ok(tx.commit().await?)
    }
}

async fn locked(tx: &mut Tx, id: CustomerId) -> ApiResult<Stored> {
    let stored = store::lock(tx, id).await?.ok_or_else(no_customer)?;
    match stored.merged_into {
        None => Ok(stored),
        Some(kept) => Err(Refused::conflict(
            "customers.merged",
            "该记录已并入另一客户，请在那里修改，或先撤销合并。",
            "This record went up in another customer; change that one, or undo the merge first.",
        )
        .with_possible([format!("customer:{kept}")])
        .into()),
    }
}

fn told(who: &Principal, at: Timestamp, kind: &str, id: CustomerId, data: Value) -> NewEvent {
    let (kind, subject) = (kind.to_owned(), format!("customer:{id}"));
    NewEvent { at, kind, subject, actor: who.actor(), data: data.into() }
}

fn no_customer() -> Refused {
    Refused::not_found("客户", "customer")
}

fn bad_cursor() -> Refused {
    Refused::field("cursor", "游标无效", "This cursor was not given by this list")
}

/// A line that somebody must write.
fn needed(field: &str, text: &str, most: usize) -> Result<String, Refused> {
    let text = form::clean(text);
    if text.is_empty() {
        return Err(Refused::field(field, "请填写", "Needed"));
    }
    if text.chars().count() > most {
        let (zh, en) = (format!("不能超过 {most} 个字"), format!("At most {most} characters"));
        return Err(Refused::field(field, zh, en));
    }
    Ok(text)
}
