//! The clocks of tickets over time, restarts and changes of the calendar, on both databases (TKT-2).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::time::Duration;

use flows::CalendarForm;
use kernel::{Principal, Timestamp};
use serde_json::json;
use support::{Centre, SETS};

const WARNED: &str = "tickets.clock_warned";
const BREACHED: &str = "tickets.clock_breached";

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Office hours, with a holiday on 24 November.
fn closed_on_tuesday() -> CalendarForm {
    let week: Vec<_> = (1..=5).map(|day| json!({"weekday": day, "from": "09:00", "to": "18:00"})).collect();
    let special = json!([{"date": "2026-11-24", "name": "休市", "hours": []}]);
    serde_json::from_value(json!({"zone": "Asia/Shanghai", "week": week, "special": special})).unwrap()
}

/// Waits, with a limit for busy machines, until something is so.
async fn until<F: Future<Output = bool>>(what: &str, mut so: impl FnMut() -> F) {
    for _ in 0..1200 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not within a minute: {what}");
}

testkit::store_tests! {SETS;
    /// Warnings and breaches become events, each once, and somebody above hears of a breach.
    async fn a_due_clock_warns_breaches_and_escalates_once(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("complaint").await.summary.id;
        assert_eq!(centre.tickets.fire_due().await, 0, "nothing is due");
        centre.hours(3);
        assert!(centre.tickets.fire_due().await > 0, "the first response is late");
        assert_eq!(centre.times(id, BREACHED).await, 1);
        let escalated = centre.times(id, "tickets.escalated").await;
        assert!(escalated >= 1, "the leader hears of it");
        assert_eq!(centre.tickets.fire_due().await, 0, "it is not fired twice");
        centre.move_to(id, "apologise", json!({})).await;
        assert_eq!(centre.times(id, BREACHED).await, 1);
        assert_eq!(centre.times(id, "tickets.escalated").await, escalated);
    }

    /// What is met in time neither warns nor breaches.
    async fn a_clock_that_is_met_stays_silent(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("complaint").await.summary.id;
        centre.hours(1);
        centre.tickets.fire_due().await;
        centre.move_to(id, "apologise", json!({})).await;
        centre.hours(3);
        centre.tickets.fire_due().await;
        assert_eq!((centre.times(id, WARNED).await, centre.times(id, BREACHED).await), (0, 0));
    }

    /// A killed program forgets no clock and fires none twice: what was stored is not due again, what was not is.
    async fn a_restart_arms_every_clock_again_and_repeats_none(store) {
        let centre = Centre::new(store).await;
        let (fired, running) = (centre.open("complaint").await.summary.id, centre.open("suggestion").await.summary.id);
        centre.hours(3);
        centre.tickets.fire_due().await;
        assert_eq!(centre.times(fired, BREACHED).await, 1);
        // Nothing of the service is shut down: what is in its memory is lost with it.
        let again = centre.restarted().await;
        assert_eq!(again.fire_due().await, 0, "what was fired is not due again");
        centre.hours(24 * 14);
        let late = centre.restarted().await;
        assert!(late.fire_due().await > 0, "what came due while nobody ran fires at the start");
        assert!(centre.times(running, BREACHED).await >= 1);
        let told = (centre.kinds(fired).await, centre.kinds(running).await);
        // The service of before would fire them as well, had it lived: the version stored with them stops it.
        centre.tickets.fire_due().await;
        centre.restarted().await.fire_due().await;
        assert_eq!((centre.kinds(fired).await, centre.kinds(running).await), told, "each fired once");
    }

    /// The task that wakes the clocks is armed from the store at its start, fires what is due, and follows the calendar.
    async fn the_task_fires_what_is_due_and_follows_the_calendar(store) {
        let centre = Centre::new(store).await;
        let id = centre.open("complaint").await.summary.id;
        centre.hours(1);
        let due = centre.tickets.one(&centre.agent, id).await.unwrap().summary.due_at;
        let _running = centre.started().await;
        centre.hours(3);
        until("the first response is late", || async { centre.times(id, BREACHED).await == 1 }).await;
        centre.flows.save_calendar(&Principal::system(), "business", closed_on_tuesday()).await.unwrap();
        until("the ticket is due later", || async {
            centre.tickets.one(&centre.agent, id).await.unwrap().summary.due_at > due
        })
        .await;
        assert_eq!(centre.times(id, BREACHED).await, 1, "no clock fired again for that");
    }

    /// Every due clock fires, however many there are.
    async fn the_clocks_of_many_tickets_all_fire(store) {
        let centre = Centre::new(store).await;
        let mut ids = Vec::new();
        for _ in 0..20 {
            ids.push(centre.open("complaint").await.summary.id);
        }
        centre.hours(3);
        assert_eq!(centre.tickets.fire_due().await, 20);
        for id in ids {
            assert_eq!(centre.times(id, BREACHED).await, 1);
        }
    }

    /// The ticket explains why it is due then, and follows the calendar when that is edited.
    async fn a_clock_explains_itself_and_follows_the_calendar(store) {
        let centre = Centre::new(store).await;
        centre.hours(1);
        let ticket = centre.open("complaint").await;
        let id = ticket.summary.id;
        assert_eq!(ticket.summary.due_at, Some(instant("2026-11-26T10:00:00+08:00")), "three working days");
        let why = centre.tickets.why_due(&centre.agent, id).await.unwrap();
        let resolution = why.iter().find(|due| due.clock == "resolution").unwrap();
        assert_eq!(resolution.due_at, ticket.summary.due_at);
        assert!(resolution.steps.len() > 1, "{:?}", resolution.steps);
        centre.flows.save_calendar(&Principal::system(), "business", closed_on_tuesday()).await.unwrap();
        centre.tickets.follow_calendar().await.unwrap();
        let later = centre.tickets.one(&centre.agent, id).await.unwrap();
        assert_eq!(later.summary.due_at, Some(instant("2026-11-27T10:00:00+08:00")), "Tuesday is a holiday now");
        let reply = centre.open("suggestion").await.summary.due_at;
        assert!(reply.is_some());
    }
}
