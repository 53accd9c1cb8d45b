//! Tickets told by their events, and every figure over them computed by hand, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, AgentId, NewEvent, Principal, RefusalKind, Timestamp};
use reports::{By, Drill, Question, Reports};
use serde_json::json;
use support::{Below, SETS, refusal};
use testkit::{TestStore, monday_nine};
use ticket::{Aim, Assignee, Priority, Standing, StateKind};

/// So many minutes after Monday, nine o'clock.
fn at(minutes: u64) -> Timestamp {
    monday_nine().plus(Duration::from_secs(minutes * 60))
}

struct Centre {
    store: TestStore,
    reports: Arc<Reports>,
    chen: AgentId,
}

async fn centre(store: TestStore) -> Centre {
    let below = Below::over(&store.db).await;
    let chen = below.agent("1001", "陈静", "华东组").await.id;
    let reports = below.reports(&store.db);
    Centre { store, reports, chen }
}

/// A complaint opened at a minute, due a day later, not replied to.
fn opened(number: i64, minute: u64) -> Standing {
    Standing {
        number,
        ticket_type: "complaint".into(),
        state: "received".into(),
        kind: StateKind::Open,
        priority: Priority::Low,
        assignee: None,
        department: None,
        contact: None,
        opened_at: at(minute),
        since: at(minute),
        closed_at: None,
        solved_at: None,
        merged: false,
        reopened: 0,
        reply: Some(Aim { decided_at: Some(at(minute + 60)), done_at: None }),
        resolution: Some(Aim { decided_at: Some(at(minute + 600)), done_at: None }),
    }
}

fn done(minute: u64) -> Option<Aim> {
    Some(Aim { decided_at: Some(at(minute)), done_at: Some(at(minute)) })
}

fn closed(standing: Standing, minute: u64) -> Standing {
    let at = Some(at(minute));
    Standing { state: "closed".into(), kind: StateKind::Closed, closed_at: at, solved_at: at, ..standing }
}

impl Centre {
    async fn tell(&self, kind: &str, minute: u64, standing: &Standing) {
        let mut tx = self.store.db.begin().await.unwrap();
        tx.emit(NewEvent {
            at: at(minute),
            kind: format!("tickets.{kind}"),
            subject: format!("ticket:{}", uuid::Uuid::from_u128(u128::from(standing.number.unsigned_abs()))),
            actor: Actor::System,
            data: json!({"event": kind, "standing": standing}).into(),
        });
        tx.commit().await.unwrap();
    }

    /// Five tickets, all opened on Monday between nine and ten; it is six in the evening.
    async fn told(&self) {
        // 1: replied to after 30 minutes, closed in time after 120.
        let one = opened(1, 0);
        self.tell("created", 0, &one).await;
        let replied = Standing { reply: done(30), ..one };
        self.tell("customer_informed", 30, &replied).await;
        self.tell("moved", 120, &closed(Standing { resolution: done(120), ..replied }, 120)).await;
        // 2: replied to too late, after 90 minutes; still open.
        let two = opened(2, 10);
        self.tell("created", 10, &two).await;
        let late = Some(Aim { decided_at: Some(at(70)), done_at: Some(at(100)) });
        self.tell("customer_informed", 100, &Standing { reply: late, ..two }).await;
        // 3: solved after 60 minutes, opened again at the return visit, 200 minutes later; of the agent Chen.
        let three = Standing { assignee: Some(Assignee::Agent(self.chen)), reply: done(40), ..opened(3, 20) };
        self.tell("created", 20, &three).await;
        let visit = Standing {
            state: "return_visit".into(),
            kind: StateKind::Visit,
            solved_at: Some(at(80)),
            ..three.clone()
        };
        self.tell("moved", 80, &visit).await;
        let again = Standing {
            state: "reopened".into(),
            since: at(280),
            reopened: 1,
            resolution: Some(Aim { decided_at: Some(at(900)), done_at: None }),
            ..three
        };
        self.tell("reopened", 280, &again).await;
        // 4: went up in another.
        let four = opened(4, 30);
        self.tell("created", 30, &four).await;
        self.tell("merged_into", 40, &Standing { merged: true, ..four }).await;
        // 5: a repair without clocks, paused.
        let five = Standing { ticket_type: "repair".into(), reply: None, resolution: None, ..opened(5, 40) };
        self.tell("created", 40, &five).await;
        self.store.clock.set(at(540));
        self.reports.caught_up().await.unwrap();
    }

    async fn figure(&self, name: &str, question: &Question) -> (f64, f64) {
        support::figure(&self.reports, name, question).await
    }

    async fn behind(&self, name: &str, question: &Question, drill: &Drill) -> Vec<(i64, f64, f64)> {
        let found = support::behind(&self.reports, name, question, drill).await;
        found.iter().map(|one| (one.number, one.numerator, one.denominator)).collect()
    }
}

testkit::store_tests! { SETS;
    async fn every_figure_over_tickets_agrees_with_the_hand(store) {
        let centre = centre(store).await;
        centre.told().await;
        let today = Question::default();
        // 1 and 3 in time; 2 late; 5 needs none.
        assert_eq!(centre.figure("first_response_in_time", &today).await, (2.0, 3.0));
        // 30 + 90 + 20 minutes.
        assert_eq!(centre.figure("first_response_time", &today).await, (140.0 * 60.0, 3.0));
        // 1 alone is decided: 2 has until 610, 3 until 900.
        assert_eq!(centre.figure("resolution_in_time", &today).await, (1.0, 1.0));
        assert_eq!(centre.figure("resolution_time", &today).await, (120.0 * 60.0, 1.0));
        // Solved were 1 and 3; 3 came back.
        assert_eq!(centre.figure("reopened", &today).await, (1.0, 2.0));
        assert_eq!(centre.figure("tickets_closed", &today).await, (1.0, 4.0));
        // Open are 2, 3, 5, looked at in minute 540: the age counts from the first opening.
        assert_eq!(centre.figure("backlog_age", &today).await, ((530.0 + 520.0 + 500.0) * 60.0, 3.0));
    }

    async fn what_becomes_late_is_counted_from_then_on(store) {
        let centre = centre(store).await;
        centre.told().await;
        centre.store.clock.set(at(611));
        let today = Question { from: Some(at(0)), to: Some(at(900)), ..Question::default() };
        assert_eq!(centre.figure("resolution_in_time", &today).await, (1.0, 2.0), "2 was due at 610");
        centre.store.clock.set(at(901));
        // 3 was due at 900, midnight: that is tomorrow's.
        assert_eq!(centre.figure("resolution_in_time", &today).await, (1.0, 2.0));
        let tomorrow = Question { from: Some(at(900)), to: Some(at(900 + 1440)), ..Question::default() };
        assert_eq!(centre.figure("resolution_in_time", &tomorrow).await, (0.0, 1.0));
    }

    async fn the_backlog_of_an_hour_gone_by_is_that_of_then(store) {
        let centre = centre(store).await;
        centre.told().await;
        let morning = Question { from: Some(at(0)), to: Some(at(110)), ..Question::default() };
        // 1 was not closed yet; 3 waited for its return visit.
        assert_eq!(centre.figure("backlog_age", &morning).await.1, 4.0);
    }

    async fn tickets_are_told_by_type_and_state(store) {
        let centre = centre(store).await;
        centre.told().await;
        let found = centre.reports.tickets_by_type(&Principal::system(), &Question::default()).await.unwrap();
        let types: Vec<_> = found.iter().map(|one| (one.ticket_type.as_str(), one.opened)).collect();
        assert_eq!(types, [("complaint", 3), ("repair", 1)]);
        let states: Vec<_> = found[0].states.iter().map(|one| (one.state.as_str(), one.count)).collect();
        assert_eq!(states, [("closed", 1), ("received", 1), ("reopened", 1)]);
        assert_eq!(found[0].indicators["backlog_age"].denominator, 2.0);
        let drill = |ticket_type: &str, state: Option<&str>| Drill {
            ticket_type: Some(ticket_type.to_owned()),
            state: state.map(str::to_owned),
        };
        let today = Question::default();
        let cell = centre.behind("tickets_closed", &today, &drill("complaint", Some("reopened"))).await;
        assert_eq!(cell, [(3, 0.0, 1.0)]);
        assert_eq!(centre.behind("tickets_closed", &today, &drill("repair", None)).await, [(5, 0.0, 1.0)]);
    }

    async fn figures_over_tickets_follow_the_agent_and_know_no_queue(store) {
        let centre = centre(store).await;
        centre.told().await;
        let of_chen = Question { agent: Some("1001".to_owned()), ..Question::default() };
        assert_eq!(centre.figure("backlog_age", &of_chen).await, (520.0 * 60.0, 1.0));
        let drill = Drill { ticket_type: Some("repair".to_owned()), state: None };
        let asked = centre.reports.counted(&Principal::system(), "connect_rate", &of_chen, &drill, (0, 9)).await;
        assert_eq!(refusal(asked), RefusalKind::Invalid);
    }

    async fn a_series_over_tickets_says_what_its_parts_say_alone(store) {
        let centre = centre(store).await;
        centre.told().await;
        // Some are decided today, some tomorrow.
        centre.store.clock.set(at(901));
        let days = Question { from: Some(at(0)), to: Some(at(3 * 1440)), ..Question::default() };
        support::series_agrees(&centre.reports, &days, By::Day, 3).await;
        let hours = Question { from: Some(at(0)), to: Some(at(300)), ..Question::default() };
        support::series_agrees(&centre.reports, &hours, By::HalfHour, 10).await;
    }

    async fn a_ticket_counted_twice_is_listed_twice_over_pages(store) {
        let centre = centre(store).await;
        let one = Standing { reply: None, ..closed(Standing { resolution: done(10), ..opened(1, 0) }, 10) };
        centre.tell("moved", 10, &one).await;
        let again = Standing { since: at(20), reopened: 1, ..closed(Standing { resolution: done(30), ..opened(1, 0) }, 30) };
        centre.tell("moved", 30, &again).await;
        centre.store.clock.set(at(60));
        centre.reports.caught_up().await.unwrap();
        let (system, today) = (Principal::system(), Question::default());
        let page = |after| {
            let (reports, system, today) = (centre.reports.clone(), system.clone(), today.clone());
            async move { reports.counted(&system, "resolution_time", &today, &Drill::default(), (after, 1)).await.unwrap() }
        };
        let first = page(0).await;
        let second = page(first[0].place).await;
        assert_eq!((first[0].number, first[0].numerator), (1, 600.0));
        assert_eq!((second[0].number, second[0].numerator), (1, 600.0), "from the second opening on");
        assert!(page(second[0].place).await.is_empty());
    }
}
