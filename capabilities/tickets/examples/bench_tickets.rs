//! What very many tickets cost: `bench_tickets URL [COUNT]` fills an empty database with tickets, then measures every sort
//! of view, 100,000 running clocks, and how late a due clock fires among them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on says so and ends"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use agents::Agents;
use clock::{ClockKind, Target};
use contacts::Contacts;
use customers::{Customers, ProfileForm};
use db::{Clock, Db, EventFilter, Put, Table, args};
use files::Files;
use flows::Flows;
use identity::Identity;
use kernel::{Principal, Text, Timestamp};
use serde_json::{Value, json};
use tickets::{Below, DepartmentForm, NewTicketForm, TicketFilter, Tickets};

const SETS: &[db::Migrations] = &[
    identity::MIGRATIONS,
    agents::MIGRATIONS,
    customers::MIGRATIONS,
    contacts::MIGRATIONS,
    flows::MIGRATIONS,
    tickets::MIGRATIONS,
];
const BATCH: u64 = 2_000;
/// Tickets that run a clock; they are the newest.
const RUNNING: u64 = 100_000;
const COLUMNS: &[&str] = &[
    "id",
    "number",
    "type",
    "state",
    "is_open",
    "assignee",
    "department",
    "customer_id",
    "next_due",
    "wake_at",
    "clock_version",
    "title",
    "kind",
    "priority",
    "closed_at",
    "filed",
];
const TICKETS: Table = Table { name: "tickets_tickets", columns: COLUMNS, key: 0, changes: &[] };
const BODIES: Table =
    Table { name: "tickets_bodies", columns: &["ticket_id", "ticket", "clocks"], key: 0, changes: &[] };
const PASSED: Table = Table {
    name: "tickets_passed",
    columns: &["department", "ticket_id", "number", "next_due"],
    key: 0,
    changes: &[],
};
const TITLES: db::TextIndex = db::TextIndex { name: "tickets" };
const TYPES: [&str; 5] = ["enquiry", "complaint", "repair", "after_sales", "suggestion"];
/// States of open tickets, with what they mean.
const STATES: [(&str, &str); 6] = [
    ("received", "open"),
    ("looking_into", "open"),
    ("waiting_customer", "waiting_for_customer"),
    ("with_department", "department"),
    ("dispatched", "worker"),
    ("return_visit", "visit"),
];
/// Of these there are none but those whose clocks are waited for.
const HURRIED: &str = "internal_request";
const DEPARTMENTS: [&str; 4] = ["warehouse", "marketing", "finance", "product"];
const PRIORITIES: [&str; 4] = ["normal", "high", "low", "urgent"];
const THINGS: [&str; 12] =
    ["杯子", "快递", "水管", "电梯", "发票", "展位", "退款", "账号", "空调", "门禁", "合同", "会费"];
const TROUBLES: [&str; 9] =
    ["破损", "漏水", "未送达", "无法登录", "开错了", "迟迟没有消息", "异响", "要求更换", "重复扣款"];

/// A number that jumps about, the same in each run.
fn mixed(n: u64) -> u64 {
    let n = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (n ^ (n >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11
}

fn of<T: Clone>(all: &[T], n: u64) -> T {
    all[usize::try_from(n % u64::try_from(all.len()).unwrap()).unwrap()].clone()
}

fn micros(seconds: u64) -> i64 {
    i64::try_from(seconds * 1_000_000).unwrap()
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!("{what:44} p50 {:>9.2?}  p99 {:>9.2?}  max {:>9.2?}", at(50), at(99), times[times.len() - 1]);
}

/// A ticket as the service stores it, to be repeated.
struct Sample {
    ticket: String,
    clocks: String,
    id: String,
}

async fn below(db: &Db, data: &Path) -> Below {
    let identity = Identity::new(db.clone(), &[tickets::PERMISSIONS]);
    let agents = Agents::new(db.clone(), identity.clone());
    let customers = Customers::new(db.clone());
    let contacts = Contacts::start(db.clone(), customers.clone()).await.unwrap();
    let flows = Flows::start(db.clone(), data).await.unwrap();
    let files = Files::in_folder(&data.join("files")).unwrap();
    Below { identity, agents, customers, contacts, flows, files }
}

fn title(m: u64) -> String {
    format!("{}{}", of(&THINGS, m), of(&TROUBLES, m / 16))
}

fn form(ticket_type: &str, n: u64) -> NewTicketForm {
    let mut form =
        json!({"type": ticket_type, "title": title(mixed(n)), "matter": "客户来电反映，需要核实后回复。"});
    if ticket_type == HURRIED {
        form["fields"] = json!({"for_department": "warehouse"});
    }
    serde_json::from_value(form).unwrap()
}

async fn samples(db: &Db, tickets: &Tickets) -> Vec<Sample> {
    let mut samples = Vec::new();
    for name in ["enquiry", "complaint", "suggestion"] {
        let made = tickets.create(&Principal::system(), form(name, 1)).await.unwrap();
        let id = made.summary.id.to_string();
        let sql = "SELECT ticket, clocks FROM tickets_bodies WHERE ticket_id = $1";
        let row = db.row(sql, args![&id]).await.unwrap().unwrap();
        samples.push(Sample { ticket: row.get("ticket").unwrap(), clocks: row.get("clocks").unwrap(), id });
    }
    samples
}

/// The rows of a ticket: the newest are open and run a clock, the older half is filed.
fn rows(n: u64, count: u64, now: Timestamp, samples: &[Sample], customers: &[String]) -> Vec<Put> {
    let m = mixed(n);
    let open = n + RUNNING >= count;
    let (state, kind) = if open { of(&STATES, m) } else { ("closed", "closed") };
    let sample = &samples[usize::try_from(n % 3).unwrap()];
    let id = format!("{n:08x}-0000-7000-8000-{:012x}", m & 0xffff_ffff_ffff);
    let due = match open {
        // A twentieth is late.
        true if m.is_multiple_of(20) => now.minus(Duration::from_secs(m / 32 % 86_400 + 1)),
        true => now.plus(Duration::from_secs(m / 32 % (30 * 86_400) + 3_600)),
        false => Timestamp::from_micros(i64::MAX - (now.micros() - micros((count - n) * 60))),
    };
    let wake = (open && due > now).then_some(due);
    let department = (kind == "department").then(|| of(&DEPARTMENTS, m / 7));
    let assignee =
        (!m.is_multiple_of(5)).then(|| format!("agent:00000000-0000-0000-0000-{:012x}", m / 9 % 200));
    let number = i64::try_from(n + 10).unwrap();
    let closed_at = (!open).then(|| now.minus(Duration::from_secs((count - n) * 60)));
    let mut all = vec![TICKETS.put(args![
        &id,
        number,
        of(&TYPES, m / 3),
        state,
        open,
        assignee,
        department,
        of(customers, m / 11),
        due,
        wake,
        1i64,
        title(m),
        kind,
        of(&PRIORITIES, m / 13),
        closed_at,
        !open && n < count / 2,
    ])];
    all.push(BODIES.put(args![&id, sample.ticket.replace(&sample.id, &id), &sample.clocks]));
    // Every twelfth of all has been with a department.
    if department.is_some() || n.is_multiple_of(12) {
        let department = department.unwrap_or_else(|| of(&DEPARTMENTS, m / 7));
        all.push(PASSED.put(args![department, &id, number, due]));
    }
    all
}

async fn fill(db: &Db, tickets: &Tickets, count: u64) {
    let customers = Customers::new(db.clone());
    let named =
        |n: u64| -> ProfileForm { serde_json::from_value(json!({"name": format!("客户{n}")})).unwrap() };
    customers.create_many(&Principal::system(), (0..2_000).map(named).collect()).await.unwrap();
    let known = db.rows("SELECT id FROM customers_customers", args![]).await.unwrap();
    let known: Vec<String> = known.iter().map(|row| row.get("id").unwrap()).collect();
    let samples = samples(db, tickets).await;
    let (begun, now) = (Instant::now(), db.now());
    for from in (0..count).step_by(usize::try_from(BATCH).unwrap()) {
        let mut tx = db.begin().await.unwrap();
        let batch: Vec<Put> =
            (from..(from + BATCH).min(count)).flat_map(|n| rows(n, count, now, &samples, &known)).collect();
        tx.put_all(batch).await.unwrap();
        let titled = |n| (i64::try_from(n + 10).unwrap(), title(mixed(n)));
        let titles: Vec<_> = (from..(from + BATCH).min(count)).map(titled).collect();
        TITLES.put(&mut tx, &titles).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = db.begin().await.unwrap();
    let last = i64::try_from(count + 10).unwrap();
    tx.execute("UPDATE tickets_counter SET last = $1", args![last]).await.unwrap();
    tx.commit().await.unwrap();
    println!("{count} tickets, {RUNNING} of them open, put in {:.1?}", begun.elapsed());
}

/// Every sort of saved view.
fn views(customer: &str) -> Vec<(&'static str, Value)> {
    let agent = "agent:00000000-0000-0000-0000-000000000007";
    let nobodys = json!({"assignee": "none", "open": true, "priority": "urgent", "type": "complaint"});
    vec![
        ("all at hand", json!({})),
        ("all at hand, newest first", json!({"sort": "newest"})),
        ("open", json!({"open": true})),
        ("closed", json!({"open": false})),
        ("filed", json!({"filed": true, "sort": "newest"})),
        ("late", json!({"open": true, "overdue": true})),
        ("a type", json!({"type": "complaint"})),
        ("a type, open", json!({"type": "repair", "open": true})),
        ("a type in a state", json!({"type": "repair", "state": "dispatched"})),
        ("a state", json!({"state": "waiting_customer"})),
        ("with departments", json!({"kind": "department"})),
        ("waiting for return visits", json!({"kind": "visit", "type": "complaint"})),
        ("urgent and open", json!({"priority": "urgent", "open": true})),
        ("urgent of a type", json!({"priority": "urgent", "type": "suggestion"})),
        ("urgent, newest first", json!({"priority": "urgent", "sort": "newest"})),
        ("nobody's", json!({"assignee": "none", "open": true})),
        ("nobody's urgent complaints", nobodys),
        ("an agent's", json!({"assignee": agent})),
        ("an agent's open ones", json!({"assignee": agent, "open": true})),
        ("an agent's late complaints", json!({"assignee": agent, "type": "complaint", "overdue": true})),
        ("an agent's, newest first", json!({"assignee": agent, "sort": "newest"})),
        ("a department's", json!({"department": "warehouse"})),
        ("a department's late ones", json!({"department": "warehouse", "overdue": true})),
        ("a customer's", json!({"customer": customer})),
        ("a customer's open ones", json!({"customer": customer, "open": true})),
        ("a number", json!({"q": "500010"})),
        ("a title that a hundredth has", json!({"q": "杯子破损"})),
        ("part of a title that a ninth has", json!({"q": "漏水"})),
        ("a type, newest first", json!({"type": "complaint", "sort": "newest"})),
        ("a type, closed", json!({"type": "complaint", "open": false})),
        ("a state, newest first", json!({"state": "dispatched", "sort": "newest"})),
        ("urgent, closed, of a type", json!({"priority": "urgent", "open": false, "type": "suggestion"})),
        (
            "nothing that fits: a type late in a state",
            json!({"type": "repair", "state": "closed", "overdue": true}),
        ),
        ("nothing that fits: filed and open", json!({"filed": true, "open": true, "priority": "high"})),
        ("nobody's, newest first", json!({"assignee": "none", "sort": "newest"})),
        ("a department's, newest first", json!({"department": "warehouse", "sort": "newest"})),
        ("an agent's closed ones, newest first", json!({"assignee": agent, "open": false, "sort": "newest"})),
        ("open, newest first", json!({"open": true, "sort": "newest"})),
        ("closed, newest first", json!({"open": false, "sort": "newest"})),
        ("late, newest first", json!({"overdue": true, "sort": "newest"})),
        ("filed, by place", json!({"filed": true})),
        ("filed of a type", json!({"filed": true, "type": "complaint"})),
        ("filed of a type, newest first", json!({"filed": true, "type": "complaint", "sort": "newest"})),
        ("filed and urgent, newest first", json!({"filed": true, "priority": "urgent", "sort": "newest"})),
        ("filed of an agent, newest first", json!({"filed": true, "assignee": agent, "sort": "newest"})),
        ("nobody's closed ones, newest first", json!({"assignee": "none", "open": false, "sort": "newest"})),
        ("closed of a type, newest first", json!({"type": "repair", "open": false, "sort": "newest"})),
        ("late of a type, newest first", json!({"type": "repair", "overdue": true, "sort": "newest"})),
        ("filed of nobody, newest first", json!({"filed": true, "assignee": "none", "sort": "newest"})),
        ("at hand of a type, newest first", json!({"filed": false, "type": "complaint", "sort": "newest"})),
        ("a title that nothing has", json!({"q": "玻璃幕墙"})),
        ("a title, open, of a type", json!({"q": "电梯异响", "open": true, "type": "repair"})),
    ]
}

async fn lists(tickets: &Tickets, db: &Db) {
    let row = db.row("SELECT customer_id FROM tickets_tickets WHERE number = 4711", args![]).await.unwrap();
    let customer: String = row.unwrap().get("customer_id").unwrap();
    let warehouse = Principal {
        user: Some(kernel::UserId::from_u128(31)),
        agent: None,
        role: Some(kernel::Role::Department),
        permissions: [tickets::DEPARTMENT.0.to_owned()].into(),
    };
    let system = Principal::system();
    let mut all = Vec::new();
    for (what, filter) in views(&customer) {
        all.extend(measured(tickets, &system, what, &filter).await);
    }
    all.extend(measured(tickets, &warehouse, "a department's inbox", &json!({"open": true})).await);
    all.extend(measured(tickets, &warehouse, "all that a department has had", &json!({})).await);
    told("all views together", all);
}

async fn measured(tickets: &Tickets, who: &Principal, what: &str, filter: &Value) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..50 {
        let filter: TicketFilter = serde_json::from_value(filter.clone()).unwrap();
        let begun = Instant::now();
        found = tickets.page(who, filter).await.unwrap().items.len();
        times.push(begun.elapsed());
    }
    told(&format!("{what} ({found})"), times.clone());
    times
}

/// How late the clocks of tickets that are due at a time are told, with all others running.
async fn firing(db: &Db, tickets: &Arc<Tickets>, many: u64) {
    let after = db.last_seq().await.unwrap();
    let begun = Instant::now();
    for n in 0..many {
        tickets.create(&Principal::system(), form(HURRIED, n)).await.unwrap();
    }
    let opened = begun.elapsed();
    let mut late = Vec::new();
    let mut seen = after;
    while late.len() < usize::try_from(many).unwrap() {
        tokio::time::sleep(Duration::from_millis(100)).await;
        for stored in db.events(EventFilter { after: seen, subject: None, limit: 5_000 }).await.unwrap() {
            seen = stored.seq;
            if stored.event.kind == "tickets.clock_breached"
                && stored.event.data.value()["clock"] == "resolution"
            {
                let due: Timestamp =
                    serde_json::from_value(stored.event.data.value()["due_at"].clone()).unwrap();
                late.push(stored.event.at.since(due));
            }
        }
    }
    told(&format!("{many} clocks, opened within {opened:.1?}: late by"), late);
}

/// Internal requests are to be settled within ten seconds, so that their clocks can be waited for.
async fn hurried(tickets: &Tickets) {
    let system = Principal::system();
    let types = tickets.types(&system).unwrap();
    let mut request = types.into_iter().find(|found| found.name.as_str() == HURRIED).unwrap();
    for rule in &mut request.clocks {
        if rule.policy.kind == ClockKind::Resolution {
            (rule.policy.target, rule.policy.warn_at) = (Target::Elapsed { length_s: 10 }, Vec::new());
            rule.by_priority.clear();
        }
    }
    tickets.save_type(&system, HURRIED, request).await.unwrap();
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments
        .next()
        .expect("usage: bench_tickets URL [COUNT] (of an empty database, or one that it filled)");
    let count: u64 = arguments.next().map_or(1_000_000, |text| text.parse().expect("a number"));
    let data = std::env::temp_dir().join(format!("bench_tickets_{}", std::process::id()));
    std::fs::create_dir_all(&data).expect("a folder for attachments");
    let db = Db::open(&url, Clock::System).await.expect("the database opens");
    db.migrate(SETS).await.expect("the database can be brought up to date");
    let tickets = Tickets::open(db.clone(), below(&db, &data).await).await.unwrap();
    for name in DEPARTMENTS {
        let members = if name == "warehouse" { vec![kernel::UserId::from_u128(31)] } else { Vec::new() };
        let form = DepartmentForm { label: Text::new(name, name), members, head: None };
        tickets.save_department(&Principal::system(), name, form).await.unwrap();
    }
    if tickets.page(&Principal::system(), TicketFilter::default()).await.unwrap().items.is_empty() {
        fill(&db, &tickets, count).await;
    }
    lists(&tickets, &db).await;
    hurried(&tickets).await;
    drop(tickets);
    let below = below(&db, &data).await;
    let begun = Instant::now();
    let tickets = Tickets::start(db.clone(), below).await.unwrap();
    println!("started again with {RUNNING} clocks in {:.2?}", begun.elapsed());
    for many in [1, 100, 2_000] {
        firing(&db, &tickets, many).await;
    }
    drop(tickets);
    std::fs::remove_dir_all(&data).expect("the folder goes");
}
