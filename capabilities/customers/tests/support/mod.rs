//! Those who act on customers, and short ways to do it.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "support of tests")]

use std::collections::BTreeSet;
use std::sync::Arc;

use customers::{Customer, Customers, ProfileForm};
use db::{EventFilter, Migrations};
use kernel::{AgentId, CustomerId, Principal, Refused, Role, UserId};
use serde_json::{Value, json};
use testkit::TestStore;
use web::{ApiError, ApiResult};

pub const SETS: &[Migrations] = &[customers::MIGRATIONS];

pub fn somebody(id: u128, role: Role) -> Principal {
    let held = |def: &&kernel::PermissionDef| def.roles.contains(&role);
    let permissions: BTreeSet<String> =
        customers::PERMISSIONS.iter().filter(held).map(|def| def.permission.0.to_owned()).collect();
    let user = UserId::from_u128(id);
    let agent = matches!(role, Role::Agent | Role::TeamLeader).then(|| AgentId(user.0));
    Principal { user: Some(user), agent, role: Some(role), permissions }
}

pub struct Desk {
    pub store: TestStore,
    pub customers: Arc<Customers>,
    pub system: Principal,
    pub agent: Principal,
    pub leader: Principal,
    pub quality: Principal,
    pub admin: Principal,
}

impl Desk {
    pub fn new(store: TestStore) -> Self {
        Self {
            customers: Customers::new(store.db.clone()),
            store,
            system: Principal::system(),
            agent: somebody(1, Role::Agent),
            leader: somebody(2, Role::TeamLeader),
            quality: somebody(3, Role::Quality),
            admin: somebody(4, Role::Administrator),
        }
    }

    /// A second passes: ids sort by birth.
    pub fn tick(&self) {
        self.store.clock.set(self.store.db.now().plus(std::time::Duration::from_secs(1)));
    }

    pub async fn create(&self, form: Value) -> Customer {
        self.tick();
        self.customers.create(&self.system, form_of(form)).await.unwrap()
    }

    pub async fn named(&self, name: &str, phone: &str) -> CustomerId {
        self.create(json!({"name": name, "phones": [phone]})).await.id
    }

    /// All of a customer.
    pub async fn see(&self, id: CustomerId) -> Customer {
        self.customers.by_id(&self.system, id).await.unwrap()
    }

    pub async fn do_move(&self, id: CustomerId, command: Value) -> ApiResult<customers::LifeView> {
        self.customers.move_on(&self.agent, id, serde_json::from_value(command).unwrap()).await
    }

    pub async fn found(&self, filter: Value) -> Vec<String> {
        let filter = serde_json::from_value(filter).unwrap();
        let found = self.customers.page(&self.system, filter, None, 50).await.unwrap();
        found.into_iter().map(|customer| customer.name).collect()
    }

    /// Kinds of the events of a subject.
    pub async fn events(&self, subject: &str) -> Vec<kernel::StoredEvent> {
        let filter = EventFilter { after: 0, subject: Some(subject.to_owned()), limit: 1000 };
        self.store.db.events(filter).await.unwrap()
    }

    pub async fn kinds(&self, id: CustomerId) -> Vec<String> {
        self.events(&format!("customer:{id}")).await.into_iter().map(|stored| stored.event.kind).collect()
    }

    pub fn days(&self, days: u64) {
        let at = testkit::monday_nine().plus(std::time::Duration::from_secs(days * 86_400));
        self.store.clock.set(at);
    }
}

pub fn form_of(form: Value) -> ProfileForm {
    serde_json::from_value(form).unwrap()
}

pub fn refused<T>(answer: ApiResult<T>) -> Refused {
    match answer {
        Err(ApiError::Refused(refused)) => refused,
        Err(other) => panic!("failed: {other}"),
        Ok(_) => panic!("it was allowed"),
    }
}

pub fn fields_of(refused: &Refused) -> Vec<&str> {
    refused.fields.iter().map(|field| field.field.as_str()).collect()
}
