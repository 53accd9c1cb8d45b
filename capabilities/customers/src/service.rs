//! What others may ask of customers.

use std::sync::Arc;

use db::Db;
use kernel::{CustomerId, NewEvent, Principal, Refused};
use serde_json::json;
use web::ApiResult;

use crate::model::{Customer, CustomerForm, Level};
use crate::rules::phone::{mask, normalise};
use crate::{READ, REVEAL, WRITE, store};

const LONGEST_NAME: usize = 200;
const LONGEST_NOTES: usize = 10_000;
const MOST_PHONES: usize = 20;

/// Customers.
pub struct Customers {
    db: Db,
}

impl Customers {
    /// The service over a migrated store.
    pub fn new(db: Db) -> Arc<Self> {
        Arc::new(Self { db })
    }

    /// Creates a customer.
    ///
    /// # Errors
    /// Invalid fields; forbidden.
    pub async fn create(&self, who: &Principal, form: CustomerForm) -> ApiResult<Customer> {
        who.require(WRITE)?;
        let now = self.db.now();
        let customer = checked(form, CustomerId(self.db.new_uuid()), now)?;
        self.save(who, "customers.created", vec![customer.clone()]).await?;
        Ok(shown(customer, who))
    }

    /// Creates many customers in one transaction: all or none.
    ///
    /// # Errors
    /// Invalid fields of any of them; forbidden.
    pub async fn create_many(&self, who: &Principal, forms: Vec<CustomerForm>) -> ApiResult<Vec<Customer>> {
        who.require(WRITE)?;
        let now = self.db.now();
        let fresh = |form| checked(form, CustomerId(self.db.new_uuid()), now);
        let customers = forms.into_iter().map(fresh).collect::<Result<Vec<_>, _>>()?;
        self.save(who, "customers.created", customers.clone()).await?;
        Ok(customers.into_iter().map(|customer| shown(customer, who)).collect())
    }

    /// Replaces a customer's data.
    ///
    /// # Errors
    /// Not found; invalid fields; forbidden.
    pub async fn change(&self, who: &Principal, id: CustomerId, form: CustomerForm) -> ApiResult<Customer> {
        who.require(WRITE)?;
        let known = store::by_id(&self.db, id).await?.ok_or_else(no_customer)?;
        let customer = checked(form, id, known.created_at)?;
        self.save(who, "customers.changed", vec![customer.clone()]).await?;
        Ok(shown(customer, who))
    }

    async fn save(&self, who: &Principal, kind: &str, customers: Vec<Customer>) -> ApiResult<()> {
        let now = self.db.now();
        let mut tx = self.db.begin().await?;
        for customer in customers {
            store::save(&mut tx, &customer, now).await?;
            tx.emit(NewEvent {
                at: now,
                kind: kind.to_owned(),
                subject: format!("customer:{}", customer.id),
                actor: who.actor(),
                data: json!({"level": customer.level}),
            });
        }
        Ok(tx.commit().await?)
    }

    /// One customer, numbers masked unless the principal may see them.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn by_id(&self, who: &Principal, id: CustomerId) -> ApiResult<Customer> {
        who.require(READ)?;
        let customer = store::by_id(&self.db, id).await?.ok_or_else(no_customer)?;
        Ok(shown(customer, who))
    }

    /// The customer who calls from a number, for the screen pop and the entry flow.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn by_number(&self, number: &str) -> ApiResult<Option<Customer>> {
        match normalise(number) {
            Some(number) => Ok(store::by_number(&self.db, &number).await?),
            None => Ok(None),
        }
    }

    /// Customers by part of their name or begin of a number, newest first.
    ///
    /// # Errors
    /// Forbidden; a cursor that is none.
    pub async fn page(
        &self,
        who: &Principal,
        text: &str,
        cursor: Option<&str>,
        limit: u32,
    ) -> ApiResult<Vec<Customer>> {
        who.require(READ)?;
        let before = cursor
            .map(str::parse)
            .transpose()
            .map_err(|_| Refused::field("cursor", "游标无效", "This cursor was not given by this list"))?;
        let found = store::page(&self.db, text.trim(), before, limit).await?;
        Ok(found.into_iter().map(|customer| shown(customer, who)).collect())
    }
}

fn no_customer() -> Refused {
    Refused::not_found("客户", "customer")
}

fn shown(mut customer: Customer, who: &Principal) -> Customer {
    if !who.may(REVEAL) {
        customer.phones = customer.phones.iter().map(|number| mask(number)).collect();
    }
    customer
}

fn checked(form: CustomerForm, id: CustomerId, created_at: kernel::Timestamp) -> Result<Customer, Refused> {
    let mut refused = Refused::invalid("invalid_customer", "客户资料有误", "The customer is not valid");
    let name = form.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        refused = refused.with_field("name", "名称应为 1–200 个字", "A name has 1 to 200 characters");
    }
    if form.notes.chars().count() > LONGEST_NOTES {
        refused =
            refused.with_field("notes", "备注不能超过 10000 个字", "Notes have at most 10,000 characters");
    }
    if form.phones.len() > MOST_PHONES {
        refused = refused.with_field("phones", "最多 20 个号码", "At most 20 numbers");
    }
    let mut phones = Vec::with_capacity(form.phones.len());
    for (n, text) in form.phones.iter().enumerate() {
        match normalise(text) {
            Some(number) if phones.contains(&number) => {}
            Some(number) => phones.push(number),
            None => {
                refused = refused.with_field(
                    &format!("phones[{n}]"),
                    "不是有效的电话号码",
                    "This is not a telephone number",
                );
            }
        }
    }
    if !refused.fields.is_empty() {
        return Err(refused);
    }
    let level = form.level.unwrap_or(Level::Visitor);
    Ok(Customer { id, name, level, phones, notes: form.notes, created_at })
}
