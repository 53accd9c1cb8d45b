//! The tickets of a history, and every figure over them computed a second time: from the events in the order in which they
//! were told, the clocks as they are stored, and what the states of a type mean. How the reports read a ticket
//! (`Standing`) is not looked at.

use std::collections::BTreeMap;

use db::args;
use kernel::Timestamp;
use serde_json::Value;
use tokio::runtime::Handle;

use super::month::Scale;
use super::tests::{SETS, Told, drilled, figures, log, same, subjects};
use super::*;
use crate::config::Config;

/// A week and a half with enough calls that tickets of every sort come of them.
const DAYS: Scale = Scale { days: 10, calls: 170.0, customers: 120 };

/// Milliseconds from the epoch.
fn millis(at: &Value) -> Option<i64> {
    let at: Timestamp = at.as_str()?.parse().unwrap();
    Some(at.micros() / 1000)
}

/// From its opening, or opening again, to its close.
#[derive(Debug, Default, Clone)]
struct Round {
    since: i64,
    closed: Option<i64>,
    solved: Option<i64>,
    /// By when it was to be settled, where that was missed.
    missed: Option<i64>,
}

/// One ticket read with plain eyes.
#[derive(Debug, Default)]
struct Seen {
    opened: i64,
    rounds: Vec<Round>,
}

fn see(told: &Told) -> Seen {
    let mut seen = Seen::default();
    for (at, kind, data) in told {
        match kind.as_str() {
            "tickets.created" => {
                seen.opened = *at;
                seen.rounds.push(Round { since: *at, ..Round::default() });
            }
            "tickets.reopened" => seen.rounds.push(Round { since: *at, ..Round::default() }),
            "tickets.clock_breached" if data["clock"] == "resolution" => {
                seen.rounds.last_mut().unwrap().missed = millis(&data["due_at"]);
            }
            _ => {}
        }
        // Whatever moves a ticket says where to, and of what kind that state is.
        let round = seen.rounds.last_mut().unwrap();
        match data["kind"].as_str().filter(|_| data["to"].is_string()) {
            Some("closed") => (round.closed, round.solved) = (Some(*at), round.solved.or(Some(*at))),
            Some("visit") => round.solved = round.solved.or(Some(*at)),
            Some(_) => (round.closed, round.solved) = (None, None),
            None => {}
        }
    }
    seen
}

/// When it was decided whether a clock was in time, and when it was done.
fn decided(clock: &Value) -> Option<(Option<i64>, Option<i64>)> {
    let missed = millis(&clock["breached"]);
    let at = millis(&clock["state"]["at"]);
    match clock["state"]["state"].as_str()? {
        "stopped" => Some((missed.or(at), at)),
        "running" => Some((missed.or(millis(&clock["state"]["due"])), None)),
        "paused" => Some((missed, None)),
        "cancelled" => missed.map(|missed| (Some(missed), None)),
        _ => None,
    }
}

/// The clocks of each ticket, as stored.
async fn clocks(db: &Db) -> BTreeMap<String, Value> {
    let rows = db.rows("SELECT ticket_id, clocks FROM tickets_bodies", args![]).await.unwrap();
    let one = |row: &db::Row| {
        let (id, clocks): (String, Value) = (row.get("ticket_id").unwrap(), row.json("clocks").unwrap());
        (format!("ticket:{id}"), clocks["clocks"].clone())
    };
    rows.iter().map(one).collect()
}

/// Numerators and denominators, added up.
#[derive(Default)]
struct Sums(BTreeMap<&'static str, (f64, f64)>);

impl Sums {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    fn add(&mut self, name: &'static str, numerator: i64, denominator: i64) {
        let sums = self.0.entry(name).or_default();
        *sums = (sums.0 + numerator as f64, sums.1 + denominator as f64);
    }
}

fn expected(seen: &BTreeMap<String, Seen>, clocks: &BTreeMap<String, Value>, now: i64) -> Sums {
    let mut sums = Sums::default();
    for (subject, ticket) in seen {
        let clock = |name: &str| decided(&clocks[subject][name]);
        let reply = clock("first_response").or_else(|| clock("suggestion_reply"));
        if let Some((Some(decided), done)) = reply.filter(|(decided, _)| decided.is_some_and(|at| at <= now))
        {
            sums.add("first_response_in_time", i64::from(done.is_some_and(|done| done <= decided)), 1);
        }
        if let Some((_, Some(done))) = reply {
            sums.add("first_response_time", done - ticket.opened, 1);
        }
        let (last, before) = ticket.rounds.split_last().unwrap();
        sums.add("tickets_closed", i64::from(last.closed.is_some()), 1);
        for round in &ticket.rounds {
            if let Some(closed) = round.closed {
                sums.add("resolution_time", closed - round.since, 1);
            }
            if round.solved.is_some() {
                sums.add("reopened", i64::from(!std::ptr::eq(round, last)), 1);
            }
        }
        for round in before {
            let decided = round.missed.or(round.closed);
            let in_time = round.missed.is_none() && round.closed.is_some();
            sums.add("resolution_in_time", i64::from(in_time), i64::from(decided.is_some()));
        }
        if let Some((Some(decided), done)) =
            clock("resolution").filter(|(at, _)| at.is_some_and(|at| at <= now))
        {
            sums.add("resolution_in_time", i64::from(done.is_some_and(|done| done <= decided)), 1);
        }
        if last.closed.is_none() {
            sums.add("backlog_age", now - ticket.opened, 1);
        }
    }
    sums
}

/// Promises by what was told of each: those that are due by now, and whether what was promised had happened by then.
fn promises(all: &BTreeMap<String, Told>, now: i64, sums: &mut Sums) {
    for told in all.values() {
        let due = told
            .iter()
            .rev()
            .find_map(|(_, _, data)| data.get("promise").map(|promise| millis(&promise["due_at"])));
        let Some(due) = due.flatten().filter(|due| *due <= now) else { continue };
        // Evidence that is brought later and is from before counts more than what was known until then.
        let ends = |kind: &str| matches!(kind, "promises.kept" | "promises.made_good");
        let done = told
            .iter()
            .rev()
            .find_map(|(_, kind, data)| millis(&data["evidence"]["at"]).filter(|_| ends(kind)));
        sums.add("promises_kept", i64::from(done.is_some_and(|done| done <= due)), 1);
    }
}

testkit::store_tests! { SETS;
    async fn every_indicator_over_tickets_equals_a_second_computation(store) {
        store.clock.set("2026-11-25T16:07:00+08:00".parse().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let config = Config::throw_away(folder.path().to_owned());
        let centre = Centre::start(&config, store.db.clone(), &Handle::current()).await.unwrap();
        let below = Below::of(&centre);
        make(&centre, &below, None, &DAYS).await.unwrap();
        below.reports.caught_up().await.unwrap();
        let log = log(&below.db).await;
        let seen: BTreeMap<String, Seen> =
            subjects(&log, "ticket:").into_iter().map(|(subject, told)| (subject, see(&told))).collect();
        let clocks = clocks(&below.db).await;
        let now = below.db.now().micros() / 1000;
        assert!(seen.len() > 30, "{} tickets", seen.len());
        let figures = figures(&below).await;
        let mut sums = expected(&seen, &clocks, now);
        promises(&subjects(&log, "promise:"), now, &mut sums);
        let names = ["backlog_age", "first_response_in_time", "first_response_time", "promises_kept", "reopened", "resolution_in_time",
            "resolution_time", "tickets_closed"];
        assert_eq!(sums.0.keys().copied().collect::<Vec<_>>(), names);
        for (name, (numerator, denominator)) in sums.0 {
            // What is measured in time is summed up in seconds.
            let timed = name.ends_with("_time") && !name.ends_with("in_time") || name == "backlog_age";
            let numerator = if timed { numerator / 1000.0 } else { numerator };
            let figure = &figures.indicators[name];
            assert!(denominator > 0.0, "{name}");
            same(name, figure.numerator, numerator);
            same(name, figure.denominator, denominator);
            let behind = drilled(&below, name).await;
            same(name, behind.iter().map(|one| one.numerator).sum(), numerator);
            same(name, behind.iter().map(|one| one.denominator).sum(), denominator);
        }
        let of_type = below.reports.tickets_by_type(&kernel::Principal::system(), &super::tests::whole()).await.unwrap();
        assert!(of_type.len() >= 5, "tickets of every sort: {:?}", of_type.iter().map(|one| &one.ticket_type).collect::<Vec<_>>());
        centre.telephony.shutdown().await;
    }
}
