//! A small centre around the promises: a team with two agents, a customer, contacts, and those who act.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "support of tests")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use agents::Agents;
use contact::{AgentRef, Channel, ContactEvent, Direction, EndedBy, Outcome};
use contacts::Contacts;
use customers::{CustomerForm, Customers};
use db::{Follower, Migrations};
use flows::Flows;
use identity::Identity;
use kernel::{
    Actor, AgentId, CallbackRequestId, ContactId, CustomerId, PermissionDef, Principal, RecordingId, Refused,
    Role, Timestamp,
};
use promises::{ActionForm, Below, Listener, PromiseFilter, PromiseId, PromiseView, Promises};
use serde_json::{Value, json};
use testkit::{TestStore, monday_nine};
use tickets::Tickets;
use web::{ApiError, ApiResult};

pub const SETS: &[Migrations] = &[
    identity::MIGRATIONS,
    agents::MIGRATIONS,
    customers::MIGRATIONS,
    contacts::MIGRATIONS,
    flows::MIGRATIONS,
    tickets::MIGRATIONS,
    promises::MIGRATIONS,
];
const PERMISSIONS: &[&[PermissionDef]] = &[
    identity::PERMISSIONS,
    agents::PERMISSIONS,
    customers::PERMISSIONS,
    contacts::PERMISSIONS,
    tickets::PERMISSIONS,
    promises::PERMISSIONS,
];
/// The customer's number.
pub const NUMBER: &str = "13800138000";

pub struct Centre {
    pub store: TestStore,
    pub identity: Arc<Identity>,
    pub agents: Arc<Agents>,
    pub customers: Arc<Customers>,
    pub contacts: Arc<Contacts>,
    pub flows: Arc<Flows>,
    pub tickets: Arc<Tickets>,
    pub promises: Arc<Promises>,
    pub listener: Follower<Listener>,
    pub customer: CustomerId,
    pub chen: Principal,
    pub wang: Principal,
    pub leader: Principal,
    pub admin: Principal,
    data: tempfile::TempDir,
}

fn permissions(role: Role) -> BTreeSet<String> {
    let all = PERMISSIONS.iter().flat_map(|defs| defs.iter());
    all.filter(|def| def.roles.contains(&role)).map(|def| def.permission.0.to_owned()).collect()
}

impl Centre {
    pub async fn new(store: TestStore) -> Self {
        let data = tempfile::tempdir().unwrap();
        let db = store.db.clone();
        let identity = Identity::new(db.clone(), PERMISSIONS);
        let agents = Agents::new(db.clone(), identity.clone());
        let customers = Customers::new(db.clone());
        let contacts = Contacts::start(db.clone(), customers.clone()).await.unwrap();
        let flows = Flows::start(db.clone(), data.path()).await.unwrap();
        let below = tickets::Below {
            identity: identity.clone(),
            agents: agents.clone(),
            customers: customers.clone(),
            contacts: contacts.clone(),
            flows: flows.clone(),
            files: files::Files::in_folder(&data.path().join("files")).unwrap(),
        };
        let tickets = Tickets::open(db.clone(), below).await.unwrap();
        let chen = somebody(&agents, "1001", "agent").await;
        let wang = somebody(&agents, "1002", "agent").await;
        let leader = somebody(&agents, "super1", "team_leader").await;
        let admin = somebody(&agents, "admin", "administrator").await;
        let form = CustomerForm {
            name: "李女士".to_owned(),
            phones: vec![NUMBER.to_owned()],
            level: None,
            notes: String::new(),
        };
        let customer = customers.create(&Principal::system(), form).await.unwrap().id;
        let below = Below {
            identity: identity.clone(),
            agents: agents.clone(),
            customers: customers.clone(),
            contacts: contacts.clone(),
            flows: flows.clone(),
            tickets: tickets.clone(),
        };
        let promises = Promises::open(db, below).await.unwrap();
        // Nobody follows here who is who.
        tickets.rearm().await.unwrap();
        let listener = promises.listener();
        Self {
            store,
            identity,
            agents,
            customers,
            contacts,
            flows,
            tickets,
            promises,
            listener,
            customer,
            chen,
            wang,
            leader,
            admin,
            data,
        }
    }

    /// Another account, posted to a team.
    pub async fn posted(&self, name: &str, role: &str, team: &str) -> Principal {
        let form = json!({"username": name, "name": name, "role": role, "password": "correct-horse",
            "staff_number": name, "team": team});
        let form = serde_json::from_value(form).unwrap();
        let (user, agent) = self.agents.create_user(&Principal::system(), form).await.unwrap();
        self.tickets.rearm().await.unwrap();
        let agent = agent.map(|agent| agent.id);
        Principal { user: Some(user.id), agent, role: Some(user.role), permissions: permissions(user.role) }
    }

    /// Somebody of a department of this name.
    pub async fn department(&self, name: &str) -> Principal {
        let member = somebody(&self.agents, name, "department").await;
        let label = json!({"zh": name, "en": name});
        let form =
            serde_json::from_value(json!({"label": label, "members": [member.user], "head": null})).unwrap();
        self.tickets.save_department(&Principal::system(), name, form).await.unwrap();
        self.tickets.rearm().await.unwrap();
        member
    }

    /// The program starts again over the same store: what was in memory is lost.
    pub async fn restarted(&self) -> Arc<Promises> {
        let below = Below {
            identity: self.identity.clone(),
            agents: self.agents.clone(),
            customers: self.customers.clone(),
            contacts: self.contacts.clone(),
            flows: self.flows.clone(),
            tickets: self.tickets.clone(),
        };
        Promises::open(self.store.db.clone(), below).await.unwrap()
    }

    /// So many minutes after Monday nine.
    pub fn minutes(&self, minutes: u64) -> Timestamp {
        let at = monday_nine().plus(Duration::from_secs(minutes * 60));
        self.store.clock.set(at);
        at
    }

    pub async fn make(&self, who: &Principal, form: Value) -> ApiResult<PromiseView> {
        self.promises.make(who, serde_json::from_value(form).unwrap()).await
    }

    /// A promise of agent 1001 to the customer, in words.
    pub async fn promised(&self, when: &str) -> PromiseView {
        let form = json!({"when": when, "matter": "查询物流后回电", "customer_id": self.customer});
        self.make(&self.chen, form).await.unwrap()
    }

    pub async fn try_to(&self, who: &Principal, id: PromiseId, action: Value) -> ApiResult<PromiseView> {
        let form: ActionForm = serde_json::from_value(json!({"action": action})).unwrap();
        self.promises.act(who, id, form).await
    }

    pub async fn one(&self, id: PromiseId) -> PromiseView {
        self.promises.one(&Principal::system(), id).await.unwrap()
    }

    pub async fn listed(&self, who: &Principal, filter: Value) -> Vec<PromiseView> {
        let filter: PromiseFilter = serde_json::from_value(filter).unwrap();
        self.promises.page(who, filter).await.unwrap().items
    }

    pub async fn kinds(&self, id: PromiseId) -> Vec<String> {
        let story = self.promises.story(&Principal::system(), id).await.unwrap();
        story.into_iter().map(|item| item.kind.replace("promises.", "")).collect()
    }

    pub async fn heard(&mut self) {
        self.listener.catch_up().await.unwrap();
    }

    /// A call from a number, as far as the menu.
    pub async fn arrives(&self, n: u128, direction: Direction, number: &str) -> ContactId {
        let (id, now) = (ContactId::from_u128(n), self.store.db.now());
        let arrived = ContactEvent::Arrived {
            number: self.contacts.next_number(),
            channel: Channel::Voice,
            direction,
            entry: "95000".to_owned(),
            caller: Some(number.to_owned()),
        };
        self.contacts.begin(id, arrived, now).await.unwrap();
        id
    }

    pub fn tell(&self, id: ContactId, event: ContactEvent) {
        self.contacts.tell(id, Actor::System, event, self.store.db.now());
    }

    pub fn connect(&self, id: ContactId, who: &Principal) {
        let agent = AgentRef {
            id: who.agent.unwrap_or(AgentId::from_u128(1)),
            staff_number: "1001".to_owned(),
            name: "陈静".to_owned(),
        };
        self.tell(id, ContactEvent::Connected { agent });
    }

    pub fn end(&self, id: ContactId, outcome: Outcome) {
        let (ended_by, reason) = (EndedBy::Customer, "hung_up".to_owned());
        self.tell(id, ContactEvent::Ended { ended_by, reason, outcome });
    }

    /// A conversation with whoever has a number, from beginning to end.
    pub async fn conversation(&self, n: u128, direction: Direction, number: &str) -> ContactId {
        let id = self.arrives(n, direction, number).await;
        self.connect(id, &self.wang);
        self.end(id, Outcome::Served);
        self.settled().await;
        id
    }

    pub async fn asks_for_a_call(&self, n: u128, number: &str, due_at: Timestamp) -> PromiseId {
        let id = self.arrives(n, Direction::Inbound, number).await;
        let request = CallbackRequestId::from_u128(n + 1_000_000);
        self.tell(id, ContactEvent::CallbackRequested { request, due_at, caller: None });
        self.end(id, Outcome::Callback);
        self.contacts.release(id);
        self.settled().await;
        PromiseId(request.0)
    }

    pub async fn leaves_a_message(&self, n: u128, number: &str) -> PromiseId {
        let id = self.arrives(n, Direction::Inbound, number).await;
        let recording = RecordingId::from_u128(n + 2_000_000);
        self.tell(id, ContactEvent::VoicemailLeft { recording, duration_ms: 7_000 });
        self.end(id, Outcome::Voicemail);
        self.contacts.release(id);
        self.settled().await;
        PromiseId(recording.0)
    }

    /// Everything told of contacts is written.
    pub async fn settled(&self) {
        for _ in 0..1200 {
            if self.contacts.backlog() == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the journal is not written");
    }
}

async fn somebody(agents: &Agents, username: &str, role: &str) -> Principal {
    let mut form = json!({"username": username, "name": username, "role": role, "password": "correct-horse"});
    if role == "agent" {
        form["team"] = json!("一组");
    }
    let form = serde_json::from_value(form).unwrap();
    let (user, agent) = agents.create_user(&Principal::system(), form).await.unwrap();
    let agent = agent.map(|agent| agent.id);
    Principal { user: Some(user.id), agent, role: Some(user.role), permissions: permissions(user.role) }
}

pub fn refused<T>(answer: ApiResult<T>) -> Refused {
    match answer {
        Err(ApiError::Refused(refused)) => refused,
        Err(other) => panic!("failed: {other}"),
        Ok(_) => panic!("it was allowed"),
    }
}

pub fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").replace(' ', "T").parse().unwrap()
}
