//! What customers cost: `bench_customers URL [COUNT]` fills an empty database with customers, then measures who is found
//! at ring time, what lists and searches take, and an import of 100,000 rows beside the small writes of calls.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that cannot go on says so and ends"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use customers::{Customers, Filter, ImportState, ProfileForm};
use db::{Clock, Db};
use kernel::{Actor, NewEvent, Principal};
use serde_json::json;

const BATCH: u64 = 1000;
const FAMILY: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文博宇轩子涵雨欣浩然思琪";
const REGIONS: [&str; 8] = ["华东", "华南", "华北", "西南", "华中", "东北", "西北", "港澳"];
const STAGES: [&str; 5] = ["lead", "prospect", "member", "member", "key_account"];

fn letter(of: &str, n: u64) -> char {
    let letters: Vec<char> = of.chars().collect();
    letters[usize::try_from(n).unwrap() % letters.len()]
}

/// A number that jumps about, the same in each run.
fn mixed(n: u64) -> u64 {
    let n = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (n ^ (n >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11
}

fn phone(n: u64) -> String {
    format!("1{:010}", 3_000_000_000 + n * 13 % 6_000_000_000)
}

fn name(n: u64) -> String {
    let m = mixed(n);
    [letter(FAMILY, m), letter(GIVEN, m / 40), letter(GIVEN, m / 1600)].iter().collect()
}

fn form(n: u64) -> ProfileForm {
    let stage = STAGES[usize::try_from(n % 5).unwrap()];
    let tags: Vec<&str> = if n.is_multiple_of(10) { vec!["重点维护"] } else { Vec::new() };
    let company =
        if n.is_multiple_of(8) { format!("{}商贸有限公司", name(n / 3)) } else { String::new() };
    let form = json!({"name": name(n), "phones": [phone(n)], "stage": stage, "tags": tags, "company": company,
        "region": REGIONS[usize::try_from(mixed(n) % 8).unwrap()]});
    serde_json::from_value(form).unwrap()
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!("{what:40} p50 {:>9.2?}  p99 {:>9.2?}  max {:>9.2?}", at(50), at(99), times[times.len() - 1]);
}

async fn lookups(customers: &Customers, count: u64) {
    let mut times = Vec::new();
    for n in 0..3000 {
        let number = phone(mixed(n) % count);
        let begun = Instant::now();
        assert!(customers.by_number(&number).await.unwrap().is_some());
        times.push(begun.elapsed());
    }
    told("who calls, by number", times);
}

async fn lists(customers: &Customers, count: u64) {
    let middle = customers.by_number(&phone(count / 2)).await.unwrap().unwrap().id.to_string();
    let number = phone(count / 3);
    let cases = [
        ("newest", json!({}), None),
        ("from the middle on", json!({}), Some(middle.as_str())),
        ("stage", json!({"stage": "prospect"}), None),
        (
            "stage and region, from the middle on",
            json!({"stage": "member", "region": "西北"}),
            Some(middle.as_str()),
        ),
        ("tag and stage", json!({"tag": "重点维护", "stage": "lead"}), None),
        ("name of two letters", json!({"q": "王芳"}), None),
        ("one letter", json!({"q": "吕"}), None),
        ("part of a company", json!({"q": "芳然商贸"}), None),
        ("what every eighth has", json!({"q": "有限公司"}), None),
        ("nobody's name", json!({"q": "诸葛孔明"}), None),
        ("begin of a number", json!({"q": &number[..7]}), None),
        ("whole number", json!({"q": number}), None),
    ];
    for (what, filter, cursor) in cases {
        let filter: Filter = serde_json::from_value(filter).unwrap();
        let mut times = Vec::new();
        for _ in 0..100 {
            let begun = Instant::now();
            customers.page(&Principal::system(), filter.clone(), cursor, 51).await.unwrap();
            times.push(begun.elapsed());
        }
        told(&format!("list: {what}"), times);
    }
}

/// Small writes as calls make them, 50 a second, until told to stop.
async fn small_writes(db: Db, mut stop: tokio::sync::watch::Receiver<bool>) -> Vec<Duration> {
    let mut times = Vec::new();
    while !*stop.borrow_and_update() {
        let begun = Instant::now();
        let mut tx = db.begin().await.unwrap();
        tx.emit(NewEvent {
            at: db.now(),
            kind: "contacts.bench".to_owned(),
            subject: "contact:bench".to_owned(),
            actor: Actor::System,
            data: json!({}).into(),
        });
        tx.commit().await.unwrap();
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times
}

async fn import(db: &Db, customers: &Arc<Customers>, count: u64, rows: u64) {
    let line =
        |n: u64| format!("{},{},{},批发,lead\n", name(n), phone(n), REGIONS[usize::try_from(n % 8).unwrap()]);
    let table: String = (count..count + rows).map(line).collect();
    let table = format!("姓名,手机,地区,标签,阶段\n{table}");
    let system = Principal::system();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let writer = tokio::spawn(small_writes(db.clone(), stopped));
    let begun = Instant::now();
    let made = customers.upload(&system, "bench.csv", bytes::Bytes::from(table)).await.unwrap();
    let read = begun.elapsed();
    customers.run_import(&system, &made.id, made.plan.clone()).await.unwrap();
    customers.work_off().await.unwrap();
    let done = customers.import(&system, &made.id).await.unwrap();
    assert_eq!(done.state, ImportState::Done);
    println!(
        "import of {} rows: read in {read:.2?}, whole {:.2?}; {} created",
        rows,
        begun.elapsed(),
        done.created
    );
    stop.send(true).unwrap();
    told("small writes beside the import", writer.await.unwrap());
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("usage: bench_customers URL [COUNT] (of an empty database)");
    let count: u64 = arguments.next().map_or(1_000_000, |text| text.parse().expect("a number"));
    let db = Db::open(&url, Clock::System).await.expect("the database opens");
    db.migrate(&[customers::MIGRATIONS]).await.expect("the database can be brought up to date");
    let customers = Customers::new(db.clone());
    let begun = Instant::now();
    for from in (0..count).step_by(usize::try_from(BATCH).unwrap()) {
        let forms: Vec<ProfileForm> = (from..(from + BATCH).min(count)).map(form).collect();
        customers.create_many(&Principal::system(), forms).await.unwrap();
    }
    println!("{count} customers made in {:.1?}", begun.elapsed());
    lookups(&customers, count).await;
    lists(&customers, count).await;
    import(&db, &customers, count, 100_000).await;
    lookups(&customers, count).await;
    db.close().await.unwrap();
}
