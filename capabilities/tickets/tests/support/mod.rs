//! A small centre around the tickets: a customer, a contact, a department, and those who act.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "support of tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use agents::{Agents, NewUserWithPosting};
use contact::{AgentRef, Channel, ContactEvent, Direction, EndedBy, Outcome, Record};
use contacts::Contacts;
use customers::{CustomerForm, Customers};
use db::Migrations;
use files::Files;
use flows::Flows;
use identity::Identity;
use kernel::{Actor, AgentId, ContactId, CustomerId, Principal, RefusalKind, Refused, Role, Text, UserId};
use serde_json::{Value, json};
use testkit::{TestStore, monday_nine};
use ticket::TicketId;
use tickets::{Below, DepartmentForm, StillOwed, TicketView, Tickets};
use web::{ApiError, ApiResult};

pub const SETS: &[Migrations] = &[
    identity::MIGRATIONS,
    agents::MIGRATIONS,
    customers::MIGRATIONS,
    contacts::MIGRATIONS,
    flows::MIGRATIONS,
    tickets::MIGRATIONS,
];

pub struct Centre {
    pub store: TestStore,
    pub tickets: Arc<Tickets>,
    pub contacts: Arc<Contacts>,
    pub flows: Arc<Flows>,
    pub customer: CustomerId,
    pub agent: Principal,
    pub leader: Principal,
    pub quality: Principal,
    pub warehouse: Principal,
    data: tempfile::TempDir,
    owed: Arc<Mutex<BTreeSet<TicketId>>>,
}

struct Owed(Arc<Mutex<BTreeSet<TicketId>>>);

impl StillOwed for Owed {
    fn owes(&self, ticket: TicketId) -> Pin<Box<dyn Future<Output = ApiResult<bool>> + Send + '_>> {
        Box::pin(async move { Ok(self.0.lock().unwrap().contains(&ticket)) })
    }
}

fn somebody(id: u128, role: Role) -> Principal {
    let user = UserId::from_u128(id);
    let held = |permission: &&kernel::PermissionDef| permission.roles.contains(&role);
    let permissions: BTreeSet<String> =
        tickets::PERMISSIONS.iter().filter(held).map(|def| def.permission.0.to_owned()).collect();
    let agent = matches!(role, Role::Agent | Role::TeamLeader).then(|| AgentId(user.0));
    Principal { user: Some(user), agent, role: Some(role), permissions }
}

fn below(
    store: &TestStore,
    customers: Arc<Customers>,
    contacts: Arc<Contacts>,
    flows: Arc<Flows>,
    data: &Path,
) -> Below {
    let identity = Identity::new(store.db.clone(), &[tickets::PERMISSIONS]);
    let agents = Agents::new(store.db.clone(), identity.clone());
    let files = Files::in_folder(&data.join("files")).unwrap();
    Below { identity, agents, customers, contacts, flows, files }
}

impl Centre {
    /// Nothing is owed about any ticket, until a test says otherwise.
    pub fn owes_nothing(&self) {
        self.tickets.ask_still_owed(Box::new(Owed(self.owed.clone())));
    }

    /// Something is owed about these.
    pub fn still_owed(&self, ids: &[TicketId]) {
        *self.owed.lock().unwrap() = ids.iter().copied().collect();
    }

    /// How many contents of files there are.
    pub fn files_on_disk(&self) -> usize {
        let folder = self.data.path().join("files/tickets");
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }

    /// Somebody with an account, who can be given work and be told things.
    pub async fn account(&self, name: &str, role: Role) -> Principal {
        self.new_account(name, role, None).await
    }

    /// Somebody with an account and a posting in a team.
    pub async fn posted(&self, name: &str, role: Role, team: &str) -> Principal {
        self.new_account(name, role, Some(team)).await
    }

    async fn new_account(&self, name: &str, role: Role, team: Option<&str>) -> Principal {
        let identity = Identity::new(self.store.db.clone(), &[tickets::PERMISSIONS]);
        let agents = Agents::new(self.store.db.clone(), identity);
        let form = NewUserWithPosting {
            username: name.to_owned(),
            name: name.to_owned(),
            role: role.name().to_owned(),
            password: "correct-horse".to_owned(),
            staff_number: team.map(|_| name.to_owned()),
            team: team.map(str::to_owned),
            skills: Vec::new(),
        };
        let (user, agent) = agents.create_user(&Principal::system(), form).await.unwrap();
        let known = somebody(user.id.0.as_u128(), role);
        // Who is who is asked anew when the event has come by.
        for _ in 0..600 {
            let people = self.tickets.known_people(&Principal::system()).await.unwrap();
            if people.iter().any(|person| person.user_id == user.id) {
                return Principal { agent: agent.map(|agent| agent.id), ..known };
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{name} is not known");
    }

    pub async fn new(store: TestStore) -> Self {
        let data = tempfile::tempdir().unwrap();
        let customers = Customers::new(store.db.clone());
        let contacts = Contacts::start(store.db.clone(), customers.clone()).await.unwrap();
        let flows = Flows::start(store.db.clone(), data.path()).await.unwrap();
        let system = Principal::system();
        let form = CustomerForm {
            name: "李女士".to_owned(),
            phones: vec!["13800138000".to_owned()],
            level: None,
            notes: String::new(),
        };
        let customer = customers.create(&system, form).await.unwrap().id;
        let below = below(&store, customers, contacts.clone(), flows.clone(), data.path());
        let tickets = Tickets::open(store.db.clone(), below).await.unwrap();
        let warehouse = somebody(31, Role::Department);
        let form = DepartmentForm {
            label: Text::new("仓储部", "Warehouse"),
            members: warehouse.user.into_iter().collect(),
            head: None,
        };
        tickets.save_department(&system, "warehouse", form).await.unwrap();
        Self {
            store,
            tickets,
            contacts,
            flows,
            customer,
            agent: somebody(1, Role::Agent),
            leader: somebody(2, Role::TeamLeader),
            quality: somebody(3, Role::Quality),
            warehouse,
            data,
            owed: Arc::default(),
        }
    }

    /// The program starts again over the same store.
    pub async fn restarted(&self) -> Arc<Tickets> {
        let customers = Customers::new(self.store.db.clone());
        let flows = Flows::start(self.store.db.clone(), self.data.path()).await.unwrap();
        let below = below(&self.store, customers, self.contacts.clone(), flows, self.data.path());
        Tickets::open(self.store.db.clone(), below).await.unwrap()
    }

    /// The program starts again, with the task that wakes its clocks.
    pub async fn started(&self) -> Arc<Tickets> {
        let customers = Customers::new(self.store.db.clone());
        let (contacts, flows) = (self.contacts.clone(), self.flows.clone());
        Tickets::start(
            self.store.db.clone(),
            below(&self.store, customers, contacts, flows, self.data.path()),
        )
        .await
        .unwrap()
    }

    /// So many hours after Monday nine.
    pub fn hours(&self, hours: u64) {
        self.store.clock.set(monday_nine().plus(Duration::from_secs(hours * 3600)));
    }

    pub async fn open(&self, ticket_type: &str) -> TicketView {
        let form = json!({"type": ticket_type, "title": "包裹破损", "matter": "外箱破损，杯子碎了",
            "customer_id": self.customer});
        self.tickets.create(&self.agent, serde_json::from_value(form).unwrap()).await.unwrap()
    }

    pub async fn try_to(&self, who: &Principal, id: TicketId, action: Value) -> ApiResult<TicketView> {
        self.with_version(who, id, None, action).await
    }

    pub async fn with_version(
        &self,
        who: &Principal,
        id: TicketId,
        version: Option<u64>,
        action: Value,
    ) -> ApiResult<TicketView> {
        let form = serde_json::from_value(json!({"version": version, "action": action})).unwrap();
        self.tickets.act(who, id, form).await
    }

    pub async fn act(&self, who: &Principal, id: TicketId, action: Value) -> TicketView {
        self.try_to(who, id, action).await.unwrap()
    }

    pub async fn move_to(&self, id: TicketId, name: &str, fields: Value) -> TicketView {
        self.act(&self.agent, id, json!({"do": "move", "name": name, "fields": fields})).await
    }

    /// A leaking tap is reported.
    pub async fn repair(&self) -> TicketId {
        let form = json!({"type": "repair", "title": "漏水", "matter": "水龙头漏水", "customer_id": self.customer,
            "fields": {"place": "3-1202", "matter_kind": "water"}});
        let opened = self.tickets.create(&self.agent, serde_json::from_value(form).unwrap()).await.unwrap();
        opened.summary.id
    }

    /// The worker goes there and does it; the customer has to confirm.
    pub async fn works_off(&self, worker: &Principal, id: TicketId) {
        for (name, fields) in
            [("set_out", json!({})), ("arrive", json!({})), ("finish", json!({"work_done": "换阀芯"}))]
        {
            self.act(worker, id, json!({"do": "move", "name": name, "fields": fields})).await;
        }
    }

    /// A repair that the worker was sent to and has done, and the code that the customer knows.
    pub async fn finished_by(&self, worker: &Principal) -> (TicketId, String) {
        let id = self.repair().await;
        let sent = self.act(&self.agent, id, json!({"do": "dispatch", "worker": worker.user})).await;
        self.works_off(worker, id).await;
        (id, sent.confirmation_code.unwrap())
    }

    /// A complaint as far as it is classified.
    pub async fn classified(&self) -> TicketView {
        let complaint = self.open("complaint").await.summary.id;
        self.move_to(complaint, "apologise", json!({})).await;
        self.move_to(complaint, "confirm_facts", json!({"facts": "箱破杯碎", "facts_confirmed": true})).await;
        let found = json!({"justified": true, "severity": 2, "cause": "shipping"});
        self.move_to(complaint, "classify", found).await
    }

    /// Kinds of the events of a ticket.
    pub async fn kinds(&self, id: TicketId) -> Vec<String> {
        let story = self.tickets.story(&self.agent, id).await.unwrap();
        story.into_iter().map(|item| item.kind).collect()
    }

    pub async fn times(&self, id: TicketId, kind: &str) -> usize {
        self.kinds(id).await.iter().filter(|found| *found == kind).count()
    }

    /// A call about a broken parcel, closed with its record.
    pub async fn call(&self) -> ContactId {
        let (id, now) = (ContactId::from_u128(7), self.store.db.now());
        let arrived = ContactEvent::Arrived {
            number: self.contacts.next_number(),
            channel: Channel::Voice,
            direction: Direction::Inbound,
            entry: "95000".to_owned(),
            caller: Some("13800138000".to_owned()),
        };
        let agent =
            AgentRef {
                id: AgentId::from_u128(1), staff_number: "1001".to_owned(), name: "陈静".to_owned()
            };
        let written = self.contacts.begin(id, arrived, now);
        let record = Record {
            category: "shipping/damaged".to_owned(),
            matter: "包裹破损".to_owned(),
            solution: "转投诉".to_owned(),
            ..Record::default()
        };
        let (ended_by, reason) = (EndedBy::Customer, "hung_up".to_owned());
        for event in [
            ContactEvent::CustomerMatched { customer: self.customer },
            ContactEvent::Connected { agent },
            ContactEvent::Ended { ended_by, reason, outcome: Outcome::Served },
            ContactEvent::Recorded { record },
        ] {
            self.contacts.tell(id, Actor::System, event, now);
        }
        written.await.unwrap();
        id
    }
}

pub fn refused<T>(answer: ApiResult<T>) -> Refused {
    match answer {
        Err(ApiError::Refused(refused)) => refused,
        Err(other) => panic!("failed: {other}"),
        Ok(_) => panic!("it was allowed"),
    }
}

pub fn not_there<T>(answer: ApiResult<T>) -> bool {
    refused(answer).kind == RefusalKind::NotFound
}

pub fn fields_of(refused: &Refused) -> Vec<&str> {
    refused.fields.iter().map(|field| field.field.as_str()).collect()
}
