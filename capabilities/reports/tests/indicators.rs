//! A morning told to contacts, and every figure of it computed by hand, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use contact::{AgentRef, Channel, ContactEvent, Direction, EndedBy, OfferEnd, Outcome, Record};
use kernel::{
    Actor, AgentId, CallbackRequestId, ContactId, NewEvent, OfferId, Principal, QueueId, RefusalKind, Role,
    Timestamp,
};
use reports::{By, Drill, OwnAim, Question, Reports, Standing};
use routing::QueueForm;
use serde_json::json;
use support::{Below, SETS, figure, refusal, series_agrees};
use testkit::{TestStore, monday_nine};
use web::Seen;
use workload::Preset;

fn at(s: u64) -> Timestamp {
    monday_nine().plus(Duration::from_secs(s))
}

struct Centre {
    store: TestStore,
    below: Below,
    orders: QueueId,
    complaints: QueueId,
    chen: AgentRef,
    li: AgentRef,
}

async fn centre(store: TestStore) -> Centre {
    let below = Below::over(&store.db).await;
    let chen = below.agent("1001", "陈静", "华东组").await;
    let li = below.agent("1002", "李伟", "华南组").await;
    let system = Principal::system();
    let orders = below.routing.save_queue(&system, None, QueueForm::named("订单咨询")).await.unwrap().id;
    let complaints = below.routing.save_queue(&system, None, QueueForm::named("投诉建议")).await.unwrap().id;
    Centre { store, below, orders, complaints, chen, li }
}

fn arrived(number: i64, caller: &str, direction: Direction) -> ContactEvent {
    let entry = "95000".to_owned();
    ContactEvent::Arrived {
        number,
        channel: Channel::Voice,
        direction,
        entry,
        caller: Some(caller.to_owned()),
    }
}

fn queued(queue: QueueId) -> ContactEvent {
    ContactEvent::Queued { queue, queue_name: String::new(), priority: 0 }
}

fn ringing(agent: &AgentRef) -> ContactEvent {
    ContactEvent::Ringing { agent: agent.clone() }
}

fn connected(agent: &AgentRef) -> ContactEvent {
    ContactEvent::Connected { agent: agent.clone() }
}

fn offer_ended(agent: &AgentRef, end: OfferEnd) -> ContactEvent {
    ContactEvent::OfferEnded {
        offer: OfferId::from_u128(1),
        agent: agent.id,
        end,
        why: "no_answer".to_owned(),
    }
}

fn ended(ended_by: EndedBy, reason: &str, outcome: Outcome) -> ContactEvent {
    ContactEvent::Ended { ended_by, reason: reason.to_owned(), outcome }
}

fn recorded(category: &str, solution: &str, resolved: Option<bool>) -> ContactEvent {
    let record = Record {
        category: category.to_owned(),
        matter: "订单到哪里了".to_owned(),
        solution: solution.to_owned(),
        resolved_first_contact: resolved,
        ..Record::default()
    };
    ContactEvent::Recorded { record }
}

impl Centre {
    /// The morning, call by call: `(call, second after nine, event)`.
    fn morning(&self) -> Vec<(i64, u64, ContactEvent)> {
        use EndedBy::{Agent, Customer, System};
        let (chen, li) = (&self.chen, &self.li);
        let inbound = |number: i64, caller: &str| arrived(number, caller, Direction::Inbound);
        let mut told = vec![
            // Answered at once; comes back on the same matter as call 2.
            (1, 0, inbound(1, "12900000001")),
            (1, 10, queued(self.orders)),
            (1, 12, ringing(chen)),
            (1, 16, connected(chen)),
            (1, 60, ContactEvent::Held),
            (1, 70, ContactEvent::Resumed),
            (1, 116, ended(Customer, "caller_hung_up", Outcome::Served)),
            (1, 116, ContactEvent::WrapUpStarted),
            (1, 120, ContactEvent::Surveyed { score: 5 }),
            (1, 130, recorded("orders/status", "已告知", Some(true))),
            (1, 130, ContactEvent::WrapUpFinished),
            // One agent misses it, the other takes 17 s and hangs up first.
            (2, 140, inbound(2, "12900000001")),
            (2, 150, queued(self.orders)),
            (2, 151, ringing(chen)),
            (2, 171, offer_ended(chen, OfferEnd::TimedOut)),
            (2, 173, ringing(li)),
            (2, 190, connected(li)),
            (2, 250, ended(Agent, "agent_hung_up", Outcome::Served)),
            (2, 250, ContactEvent::WrapUpStarted),
            (2, 280, recorded("orders/status", "已告知", Some(true))),
            (2, 280, ContactEvent::WrapUpFinished),
            // Gives up after 3 s.
            (3, 200, inbound(3, "12900000003")),
            (3, 205, queued(self.complaints)),
            (3, 208, ended(Customer, "caller_hung_up", Outcome::Abandoned)),
            // Gives up after 30 s, while it rings.
            (4, 290, inbound(4, "12900000004")),
            (4, 300, queued(self.orders)),
            (4, 310, ringing(chen)),
            (4, 330, offer_ended(chen, OfferEnd::Withdrawn)),
            (4, 330, ended(Customer, "caller_hung_up", Outcome::Abandoned)),
            // The menu was enough.
            (5, 400, inbound(5, "12900000005")),
            (5, 420, ended(Customer, "caller_hung_up", Outcome::SelfService)),
            // Rather wants to be called back.
            (6, 500, inbound(6, "12900000006")),
            (6, 505, queued(self.complaints)),
            (
                6,
                565,
                ContactEvent::CallbackRequested {
                    request: CallbackRequestId::from_u128(1),
                    due_at: at(7200),
                    caller: None,
                },
            ),
            (6, 565, ended(System, "finished", Outcome::Callback)),
        ];
        told.extend(self.later_morning());
        told.sort_by_key(|(_, second, _)| *second);
        told
    }

    fn later_morning(&self) -> Vec<(i64, u64, ContactEvent)> {
        let (chen, li) = (&self.chen, &self.li);
        vec![
            // Handed to the survey; the record is incomplete when time is up.
            (7, 600, arrived(7, "12900000007", Direction::Inbound)),
            (7, 605, queued(self.complaints)),
            (7, 606, ringing(li)),
            (7, 610, connected(li)),
            (7, 700, ended(EndedBy::Agent, "handed_to_survey", Outcome::Served)),
            (7, 700, ContactEvent::WrapUpStarted),
            (7, 706, ContactEvent::Surveyed { score: 2 }),
            (7, 720, recorded("complaint/service", "", None)),
            (7, 760, ContactEvent::WrapUpFinished),
            // The centre calls a customer: not counted.
            (8, 650, arrived(8, "12900000008", Direction::Outbound)),
            (8, 660, connected(chen)),
            (8, 690, ended(EndedBy::Customer, "caller_hung_up", Outcome::Served)),
            // Still talking.
            (9, 800, arrived(9, "12900000009", Direction::Inbound)),
            (9, 801, queued(self.orders)),
            (9, 802, ringing(chen)),
            (9, 805, connected(chen)),
        ]
    }

    async fn tell(&self, told: &[(i64, u64, ContactEvent)]) {
        for (call, second, event) in told {
            let id = ContactId::from_u128(u128::try_from(*call).unwrap());
            match event {
                ContactEvent::Arrived { .. } => {
                    drop(self.below.contacts.begin(id, event.clone(), at(*second)))
                }
                event => self.below.contacts.tell(id, Actor::System, event.clone(), at(*second)),
            }
        }
        while self.below.contacts.backlog() > 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn observe(&self, agent: AgentId, observed: &[(u64, &str, &str)]) {
        let mut tx = self.store.db.begin().await.unwrap();
        for (second, what, name) in observed {
            tx.emit(NewEvent {
                at: at(*second),
                kind: format!("routing.{what}"),
                subject: format!("agent:{agent}"),
                actor: Actor::Agent(agent),
                data: json!({"staff_number": "1001", *what: name}).into(),
            });
        }
        tx.commit().await.unwrap();
    }

    fn reports(&self) -> Arc<Reports> {
        self.below.reports(&self.store.db)
    }

    async fn told_all(&self) -> Arc<Reports> {
        self.tell(&self.morning()).await;
        let reports = self.reports();
        reports.caught_up().await.unwrap();
        reports
    }
}

/// Numerator and denominator of each indicator of the whole centre, computed by hand.
const BY_HAND: &[(&str, f64, f64)] = &[
    ("connect_rate", 4.0, 7.0),
    ("connect_rate_of_all", 4.0, 8.0),
    ("three_ring_rate", 3.0, 4.0),
    ("service_level", 3.0, 7.0),
    ("average_speed_of_answer_s", 6.0 + 40.0 + 5.0 + 4.0, 4.0),
    ("abandonment", 2.0, 7.0),
    ("short_abandonment", 1.0, 7.0),
    ("average_talk_time_s", 90.0 + 60.0 + 90.0, 3.0),
    ("average_handling_time_s", (90.0 + 10.0 + 14.0) + (60.0 + 30.0) + (90.0 + 60.0), 3.0),
    ("first_contact_resolution", 1.0, 3.0),
    ("satisfaction", 1.0, 2.0),
    ("survey_response_rate", 2.0, 3.0),
    ("record_complete", 2.0, 3.0),
    ("agent_ended_first", 1.0, 3.0),
];

async fn check(reports: &Reports, question: &Question, wanted: &[(&str, f64, f64)]) {
    for (name, numerator, denominator) in wanted {
        assert_eq!(figure(reports, name, question).await, (*numerator, *denominator), "{name}");
    }
}

fn of(fill: impl FnOnce(&mut Question)) -> Question {
    let mut question = Question::default();
    fill(&mut question);
    question
}

fn own_principal(agent: &AgentRef) -> Principal {
    let permissions = [reports::READ_OWN.0.to_owned()].into();
    Principal { user: None, agent: Some(agent.id), role: Some(Role::Agent), permissions }
}

testkit::store_tests! { SETS;
    async fn every_indicator_and_what_is_behind_it_agree_with_the_hand(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        check(&reports, &Question::default(), BY_HAND).await;
        let volumes = reports.indicators(&Principal::system(), &Question::default()).await.unwrap().volumes;
        let counts = [volumes.incoming, volumes.offered, volumes.answered, volumes.abandoned, volumes.short_abandoned];
        assert_eq!(counts, [8, 7, 4, 2, 1]);
    }

    async fn stopping_at_any_place_counts_nothing_twice_and_misses_nothing(store) {
        let centre = centre(store).await;
        let morning = centre.morning();
        for part in morning.chunks(7) {
            centre.tell(part).await;
            let reports = centre.reports();
            reports.caught_up().await.unwrap();
        }
        check(&centre.reports(), &Question::default(), BY_HAND).await;
        let rows = centre.store.db.rows("SELECT contact_id FROM reports_segments WHERE state = 'talking'", vec![]).await.unwrap();
        assert_eq!(rows.len(), 5, "call 1 twice around its hold, calls 2, 7 and 8 once");
    }

    async fn competing_definitions_are_chosen_by_preset(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        let question = of(|question| question.preset = Preset::Industry);
        let wanted = [("connect_rate", 4.0, 6.0), ("service_level", 3.0, 6.0), ("abandonment", 1.0, 6.0)];
        check(&reports, &question, &wanted).await;
    }

    async fn a_queue_an_agent_and_a_team_have_figures_of_their_own(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        let queue = of(|question| question.queue = Some("投诉建议".to_owned()));
        check(&reports, &queue, &[("connect_rate", 1.0, 3.0), ("satisfaction", 0.0, 1.0), ("occupancy", 0.0, 0.0)]).await;
        let agent = of(|question| question.agent = Some("1002".to_owned()));
        check(&reports, &agent, &[("average_talk_time_s", 150.0, 2.0), ("agent_ended_first", 1.0, 2.0)]).await;
        let team = of(|question| question.team = Some("华东组".to_owned()));
        check(&reports, &team, &[("average_talk_time_s", 90.0, 1.0), ("connect_rate", 2.0, 2.0)]).await;
        let nobody = of(|question| question.agent = Some("9999".to_owned()));
        assert!(reports.indicators(&Principal::system(), &nobody).await.is_err());
    }

    async fn a_period_counts_what_was_offered_in_it(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        let part = of(|question| (question.from, question.to) = (Some(at(150)), Some(at(605))));
        check(&reports, &part, &[("connect_rate", 1.0, 4.0), ("connect_rate_of_all", 1.0, 5.0)]).await;
        let halves = reports.half_hours(&Principal::system(), &Question::default()).await.unwrap();
        assert_eq!(halves.len(), 48);
        let first = &halves[18];
        assert_eq!((first.start, first.offered, first.answered, first.abandoned), (at(0), 7, 4, 2));
        assert_eq!(first.service_level, Some(3.0 / 7.0));
    }

    async fn occupancy_follows_the_states_of_agents_up_to_now(store) {
        let centre = centre(store).await;
        let seen = [(0, "presence", "available"), (12, "activity", "offered"), (16, "activity", "handling"),
            (116, "activity", "wrap_up"), (130, "activity", "idle")];
        centre.observe(centre.chen.id, &seen).await;
        let reports = centre.reports();
        reports.caught_up().await.unwrap();
        centre.store.clock.set(at(1000));
        check(&reports, &Question::default(), &[("occupancy", 118.0, 1000.0)]).await;
        let part = of(|question| (question.from, question.to) = (Some(at(6)), Some(at(26))));
        check(&reports, &part, &[("occupancy", 14.0, 20.0)]).await;
    }

    async fn a_series_says_what_its_parts_say_alone(store) {
        let centre = centre(store).await;
        let seen = [(0, "presence", "available"), (12, "activity", "offered"), (16, "activity", "handling"),
            (116, "activity", "wrap_up"), (130, "activity", "idle")];
        centre.observe(centre.chen.id, &seen).await;
        let reports = centre.told_all().await;
        centre.store.clock.set(at(1000));
        let day = 86_400;
        let half = of(|question| (question.from, question.to) = (Some(at(0)), Some(at(5400))));
        series_agrees(&reports, &half, By::HalfHour, 3).await;
        // Begins and ends in the middle of a half hour.
        let odd = of(|question| (question.from, question.to) = (Some(at(300)), Some(at(2400))));
        series_agrees(&reports, &odd, By::HalfHour, 2).await;
        for team in [None, Some("华东组".to_owned())] {
            let days = of(|question| {
                (question.from, question.to) = (Some(at(0).minus(Duration::from_secs(day))), Some(at(day)));
                question.team = team;
            });
            series_agrees(&reports, &days, By::Day, 2).await;
        }
        let queue = of(|question| {
            (question.from, question.to) = (Some(at(0)), Some(at(1800)));
            question.queue = Some("投诉建议".to_owned());
        });
        series_agrees(&reports, &queue, By::HalfHour, 1).await;
        let long = of(|question| (question.from, question.to) = (Some(at(0)), Some(at(30 * day))));
        assert_eq!(refusal(reports.series(&Principal::system(), &long, By::HalfHour).await), RefusalKind::Invalid);
        let others = of(|question| question.agent = Some("1001".to_owned()));
        assert_eq!(refusal(reports.series(&own_principal(&centre.li), &others, By::Day).await), RefusalKind::Forbidden);
    }

    async fn what_the_centre_aims_at_goes_before_the_definitions(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        let system = Principal::system();
        let rate = || async {
            let all = reports.indicators(&system, &Question::default()).await.unwrap().indicators;
            let one = &all["connect_rate"];
            (one.target, one.warning, one.standing, one.target_met)
        };
        // 4 of 7.
        assert_eq!(rate().await, (Some(0.9), None, Some(Standing::Missed), Some(false)));
        let aims = reports.all_aims(&system).await.unwrap();
        let before = aims.iter().find(|aim| aim.of.name == "connect_rate").unwrap().clone();
        assert_eq!((before.of.usual_target, before.of.own), (Some(0.9), false));
        let seen = Seen { version: Some(before.version) };
        let own = OwnAim { target: Some(0.8), warning: Some(0.5) };
        let after = reports.set_aim(&system, "connect_rate", Some(own), &seen).await.unwrap();
        assert_eq!(rate().await, (Some(0.8), Some(0.5), Some(Standing::Near), Some(false)));
        // Another leader had opened it before.
        let other = OwnAim { target: Some(0.7), warning: None };
        let refused = reports.set_aim(&system, "connect_rate", Some(other), &seen).await;
        assert_eq!(refusal(refused), RefusalKind::Conflict);
        let industry = of(|question| question.preset = Preset::Industry);
        let shown = reports.indicators(&system, &industry).await.unwrap();
        assert_eq!(shown.indicators["connect_rate"].target, Some(0.8), "whatever the definitions");
        let again = Seen { version: Some(after.version) };
        reports.set_aim(&system, "connect_rate", None, &again).await.unwrap();
        assert_eq!(rate().await.0, Some(0.9));
        for (name, own, kind) in [
            ("happiness", OwnAim { target: None, warning: None }, RefusalKind::NotFound),
            ("satisfaction", OwnAim { target: Some(95.0), warning: None }, RefusalKind::Invalid),
        ] {
            assert_eq!(refusal(reports.set_aim(&system, name, Some(own), &Seen::default()).await), kind);
        }
        let agent = own_principal(&centre.li);
        assert_eq!(refusal(reports.set_aim(&agent, "satisfaction", None, &Seen::default()).await), RefusalKind::Forbidden);
    }

    async fn the_list_behind_a_figure_is_given_page_by_page(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        let system = Principal::system();
        let first = reports.counted(&system, "connect_rate", &Question::default(), &Drill::default(), (0, 3)).await.unwrap();
        assert_eq!(first.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(first.iter().map(|one| one.counted_in_numerator).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(first[0].agent.as_ref().unwrap().staff_number, "1001");
        assert_eq!(first[0].queue.as_deref(), Some("订单咨询"));
        let rest = reports.counted(&system, "connect_rate", &Question::default(), &Drill::default(), (3, 200)).await.unwrap();
        assert_eq!(rest.iter().map(|one| one.number).collect::<Vec<_>>(), [4, 6, 7, 9]);
        let unknown = reports.counted(&system, "happiness", &Question::default(), &Drill::default(), (0, 10)).await;
        assert_eq!(refusal(unknown), RefusalKind::NotFound);
    }

    async fn an_agent_sees_only_the_own_figures(store) {
        let centre = centre(store).await;
        let reports = centre.told_all().await;
        let who = own_principal(&centre.li);
        let mine = of(|question| question.agent = Some("1002".to_owned()));
        let named = reports.indicators(&who, &mine).await.unwrap();
        // Who names nobody means the own figures.
        let unnamed = reports.indicators(&who, &Question::default()).await.unwrap();
        assert_eq!(serde_json::to_value(&unnamed).unwrap(), serde_json::to_value(&named).unwrap());
        assert_eq!(
            reports.counted(&who, "satisfaction", &Question::default(), &Drill::default(), (0, 9)).await.unwrap().len(),
            reports.counted(&who, "satisfaction", &mine, &Drill::default(), (0, 9)).await.unwrap().len()
        );
        for asked in [of(|question| question.agent = Some("1001".to_owned())),
            of(|question| question.team = Some("华南组".to_owned()))] {
            assert_eq!(refusal(reports.indicators(&who, &asked).await), RefusalKind::Forbidden);
            assert_eq!(refusal(reports.counted(&who, "satisfaction", &asked, &Drill::default(), (0, 9)).await), RefusalKind::Forbidden);
        }
    }

    async fn a_score_given_after_a_restart_reaches_its_contact(store) {
        let centre = centre(store).await;
        let morning = centre.morning();
        let (score, rest): (Vec<_>, Vec<_>) =
            morning.into_iter().partition(|(call, _, event)| *call == 7 && matches!(event, ContactEvent::Surveyed { .. }));
        centre.tell(&rest).await;
        let reports = centre.reports();
        reports.caught_up().await.unwrap();
        check(&reports, &Question::default(), &[("satisfaction", 1.0, 1.0)]).await;
        drop(reports);
        centre.tell(&score).await;
        let reports = centre.reports();
        reports.caught_up().await.unwrap();
        check(&reports, &Question::default(), BY_HAND).await;
    }
}
