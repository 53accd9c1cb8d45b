//! The history lived through, and every figure computed a second time, straight from the log and another way.

use std::collections::BTreeMap;

use db::{EventFilter, Migrations};
use identity::Identity;
use kernel::{Principal, StoredEvent};
use reports::{Counted, Drill, Indicators, Question};
use serde_json::Value;

use super::month::Scale;
use super::*;
use crate::assemble::PERMISSIONS;

pub(super) const SETS: &[Migrations] = crate::assemble::MIGRATIONS;
/// A week with its special days, small enough for a test.
const WEEK: Scale = Scale { days: 9, calls: 60.0, customers: 60 };

async fn below(db: Db) -> Below {
    let identity = Identity::new(db.clone(), PERMISSIONS);
    let agents = Agents::new(db.clone(), identity);
    let contacts = Contacts::start(db.clone(), customers::Customers::new(db.clone())).await.unwrap();
    let routing = Routing::start(db.clone(), agents.clone(), contacts.clone()).await.unwrap();
    let reports = Reports::start(db.clone(), agents.clone(), contacts.clone(), routing.clone());
    Below { db, agents, contacts, routing, reports }
}

async fn filled(store: &testkit::TestStore) -> Below {
    store.clock.set("2026-11-25T16:07:00+08:00".parse().unwrap());
    let below = below(store.db.clone()).await;
    people::agents(&below).await.unwrap();
    centre::queues(&below).await.unwrap();
    live_through(&below, &WEEK, store.db.now(), true, tokio::sync::mpsc::unbounded_channel().0)
        .await
        .unwrap();
    below
}

pub(super) fn whole() -> Question {
    Question {
        from: Some("2026-11-01T00:00:00+08:00".parse().unwrap()),
        to: Some("2026-11-26T00:00:00+08:00".parse().unwrap()),
        ..Question::default()
    }
}

pub(super) async fn log(db: &Db) -> Vec<StoredEvent> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map_or(0, |event: &StoredEvent| event.seq);
        let more = db.events(EventFilter { after, subject: None, limit: 5000 }).await.unwrap();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

pub(super) type Told = Vec<(i64, String, Value)>;

/// What the log tells of each subject of a sort, in order: instant in milliseconds, kind, data.
pub(super) fn subjects(log: &[StoredEvent], sort: &str) -> BTreeMap<String, Told> {
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    for stored in log.iter().filter(|stored| stored.event.subject.starts_with(sort)) {
        let event = &stored.event;
        let told = (event.at.micros() / 1000, event.kind.clone(), event.data.value());
        all.entry(event.subject.clone()).or_default().push(told);
    }
    all
}

/// One call read with plain eyes.
#[derive(Debug, Default, Clone)]
struct Seen {
    caller: String,
    arrived: i64,
    queued: Option<i64>,
    rang: i64,
    answered: Option<i64>,
    ended: i64,
    outcome: String,
    by: String,
    talk: i64,
    hold: i64,
    wrap_up: i64,
    category: Option<String>,
    resolved: bool,
    score: Option<i64>,
}

fn see(told: &Told) -> Seen {
    let mut seen = Seen::default();
    let (mut talking, mut held, mut wrapping) = (None, None, None);
    for (at, kind, data) in told {
        let text = |field: &str| data[field].as_str().unwrap_or_default().to_owned();
        match kind.as_str() {
            "contacts.arrived" => (seen.arrived, seen.caller) = (*at, text("caller")),
            "contacts.customer_matched" => seen.caller = text("customer"),
            "contacts.queued" => seen.queued = seen.queued.or(Some(*at)),
            "contacts.ringing" => seen.rang = *at,
            "contacts.connected" => (seen.answered, talking) = (Some(*at), Some(*at)),
            "contacts.held" => {
                seen.talk += at - talking.take().unwrap();
                held = Some(*at);
            }
            "contacts.resumed" => {
                seen.hold += at - held.take().unwrap();
                talking = Some(*at);
            }
            "contacts.ended" => {
                seen.talk += talking.take().map_or(0, |since| at - since);
                seen.hold += held.take().map_or(0, |since| at - since);
                (seen.ended, seen.outcome) = (*at, text("outcome"));
                seen.by =
                    if text("reason") == "handed_to_survey" { "survey".into() } else { text("ended_by") };
            }
            "contacts.wrap_up_started" => wrapping = Some(*at),
            "contacts.wrap_up_finished" => seen.wrap_up += at - wrapping.take().unwrap(),
            "contacts.recorded" => {
                seen.category = data["record"]["category"].as_str().map(str::to_owned);
                seen.resolved = data["record"]["resolved_first_contact"] == true;
            }
            "contacts.surveyed" => seen.score = data["score"].as_i64(),
            _ => {}
        }
    }
    seen
}

/// Numerator and denominator of each indicator over calls, in the call manual's definitions.
#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn expected(seen: &[Seen]) -> BTreeMap<&'static str, (f64, f64)> {
    let count = |of: &dyn Fn(&&Seen) -> bool| seen.iter().filter(of).count() as f64;
    let sum = |of: &dyn Fn(&Seen) -> i64| {
        seen.iter().filter(|one| one.answered.is_some()).map(of).sum::<i64>() as f64 / 1000.0
    };
    let wait = |one: &Seen| one.answered.unwrap_or(one.ended) - one.queued.unwrap_or(one.ended);
    let answered = count(&|one| one.answered.is_some());
    let offered = count(&|one| one.queued.is_some());
    let abandoned = |one: &&Seen| one.outcome == "abandoned";
    let came_back = |one: &Seen| {
        let week = 7 * 86_400_000;
        seen.iter().any(|later| {
            later.caller == one.caller
                && later.category.is_some()
                && later.category == one.category
                && later.arrived > one.arrived
                && later.arrived <= one.ended + week
        })
    };
    let within = |one: &&Seen, limit: i64| one.answered.is_some_and(|at| at - one.rang <= limit);
    BTreeMap::from([
        ("connect_rate", (answered, offered)),
        ("connect_rate_of_all", (answered, count(&|_| true))),
        ("three_ring_rate", (count(&|one| within(one, 15_000)), answered)),
        ("service_level", (count(&|one| one.answered.is_some() && wait(one) <= 15_000), offered)),
        ("average_speed_of_answer_s", (sum(&wait), answered)),
        ("abandonment", (count(&abandoned), offered)),
        ("short_abandonment", (count(&|one| abandoned(one) && wait(one) < 5_000), offered)),
        ("average_talk_time_s", (sum(&|one| one.talk), answered)),
        ("average_handling_time_s", (sum(&|one| one.talk + one.hold + one.wrap_up), answered)),
        (
            "first_contact_resolution",
            (count(&|one| one.answered.is_some() && one.resolved && !came_back(one)), answered),
        ),
        (
            "satisfaction",
            (count(&|one| one.score.is_some_and(|score| score >= 4)), count(&|one| one.score.is_some())),
        ),
        ("survey_response_rate", (count(&|one| one.score.is_some()), answered)),
        ("record_complete", (count(&|one| one.category.is_some()), answered)),
        ("agent_ended_first", (count(&|one| one.answered.is_some() && one.by == "agent"), answered)),
    ])
}

/// Handling, and handling with available, of all agents together: state by state through the day.
#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn expected_occupancy(log: &[StoredEvent]) -> (f64, f64) {
    let (mut handling, mut available) = (0, 0);
    for told in subjects(log, "agent:").values() {
        let (mut presence, mut activity, mut since) = ("offline".to_owned(), "idle".to_owned(), 0);
        for (at, kind, data) in told.iter().filter(|(_, kind, _)| kind.starts_with("routing.")) {
            match (activity.as_str(), presence.as_str()) {
                ("idle", "available") => available += at - since,
                ("idle", _) => {}
                _ => handling += at - since,
            }
            since = *at;
            match kind.as_str() {
                "routing.presence" => presence = data["presence"].as_str().unwrap().to_owned(),
                _ => activity = data["activity"].as_str().unwrap().to_owned(),
            }
        }
    }
    (handling as f64 / 1000.0, (handling + available) as f64 / 1000.0)
}

pub(super) fn same(what: &str, figure: f64, expected: f64) {
    assert!(
        (figure - expected).abs() <= 0.002 + expected.abs() * 1e-6,
        "{what}: {figure}, but {expected} is expected"
    );
}

pub(super) async fn drilled(below: &Below, name: &str) -> Vec<Counted> {
    let mut all: Vec<Counted> = Vec::new();
    loop {
        let after = all.last().map_or(0, |one| one.place);
        let more = below
            .reports
            .counted(&Principal::system(), name, &whole(), &Drill::default(), (after, 200))
            .await
            .unwrap();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

pub(super) async fn figures(below: &Below) -> Indicators {
    below.reports.indicators(&Principal::system(), &whole()).await.unwrap()
}

testkit::store_tests! { SETS;
    async fn every_indicator_equals_a_second_computation_from_the_log(store) {
        let below = filled(&store).await;
        let log = log(&below.db).await;
        let seen: Vec<Seen> = subjects(&log, "contact:").values().map(see).collect();
        let figures = figures(&below).await;
        let mut wanted = expected(&seen);
        wanted.insert("occupancy", expected_occupancy(&log));
        // Nobody keeps promises or works on tickets here: theirs have tests of their own (`ticket_tests`).
        let elsewhere = ["promises_kept", "first_response_in_time", "first_response_time", "resolution_in_time",
            "resolution_time", "tickets_closed", "reopened", "backlog_age"];
        let shown = figures.indicators.keys().map(String::as_str).filter(|name| !elsewhere.contains(name));
        assert_eq!(shown.collect::<Vec<_>>(), wanted.keys().copied().collect::<Vec<_>>());
        assert!(seen.len() > 400, "{} calls", seen.len());
        for (name, (numerator, denominator)) in wanted {
            let figure = &figures.indicators[name];
            assert!(denominator > 0.0, "{name}");
            same(name, figure.numerator, numerator);
            same(name, figure.denominator, denominator);
            same(name, figure.value.unwrap(), numerator / denominator);
            let behind = drilled(&below, name).await;
            same(name, behind.iter().map(|one| one.numerator).sum(), numerator);
            same(name, behind.iter().map(|one| one.denominator).sum(), denominator);
        }
    }

    async fn every_call_went_where_its_keys_lead_in_the_published_flow(store) {
        let below = filled(&store).await;
        let log = log(&below.db).await;
        let mut hotline = hotline::Hotline::new();
        let (mut queued, mut key_accounts) = (0, 0);
        for told in subjects(&log, "contact:").values() {
            let Some((_, _, data)) = told.iter().find(|(_, kind, _)| kind == "contacts.queued") else { continue };
            let steps = told.iter().filter(|(_, kind, _)| kind == "contacts.step");
            let pressed = steps.filter_map(|(_, _, data)| data["why"]["zh"].as_str()?.strip_prefix("按键 "));
            // Digits are collected together and ended by the hash key.
            let keys: String = pressed.map(|keys| if keys.len() > 1 { format!("{keys}#") } else { keys.to_owned() }).collect();
            let customer = told.iter().find(|(_, kind, _)| kind == "contacts.customer_matched");
            let key_account = match customer {
                Some((_, _, data)) => {
                    let id = serde_json::from_value(data["customer"].clone()).unwrap();
                    let customers = customers::Customers::new(below.db.clone());
                    customers.by_id(&Principal::system(), id).await.unwrap().level == customers::Level::KeyAccount
                }
                None => false,
            };
            let way = hotline.way(&keys, key_account, true);
            let hotline::End::Queue(key) = &way.end else { panic!("{keys} leads into no queue") };
            let queue = below.routing.queue_named(key).unwrap();
            assert_eq!(data["queue"].as_str().unwrap(), queue.id.to_string(), "{keys}");
            queued += 1;
            key_accounts += u32::from(key == "key_accounts");
        }
        assert!(queued > 300 && key_accounts > 0, "{queued} queued, {key_accounts} of them key accounts");
    }

    async fn the_history_is_one_that_its_description_promises(store) {
        let below = filled(&store).await;
        let figures = figures(&below).await;
        let value = |name: &str| figures.indicators[name].value.unwrap();
        assert!((0.85..1.0).contains(&value("satisfaction")), "{}", value("satisfaction"));
        assert!(value("connect_rate") > 0.8, "{}", value("connect_rate"));
        assert!(value("average_talk_time_s") < 180.0, "{}", value("average_talk_time_s"));
        assert!(below.contacts.all_live().is_empty());
        let board = below.reports.half_hours(&Principal::system(), &whole()).await.unwrap();
        assert_eq!(board.iter().map(|half| half.offered).sum::<u64>(), figures.volumes.offered);
    }
}
