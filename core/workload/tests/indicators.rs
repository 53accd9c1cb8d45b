//! Each indicator by hand on ten contacts, and again by a second formulation on random ones.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use std::collections::BTreeMap;

use kernel::{ContactId, Timestamp};
use proptest::prelude::*;
use workload::{
    AgentTime, ContactFacts, Due, EndedBy, Indicator, Outcome, Preset, Resolution, Review, ServiceLevelBase,
    Settings, ShortAbandons, Target, adherence, connect_rate, contact_indicators, first_contact_resolution,
    first_response_in_time, occupancy, promises_kept, quality_confidence, quality_score, reopened,
    resolution_in_time, service_level,
};

fn at(second: i64) -> Timestamp {
    Timestamp::from_secs(1_800_000_000 + second)
}

fn blank(number: u128) -> ContactFacts {
    ContactFacts {
        contact: ContactId::from_u128(number),
        arrived_at: at(0),
        offered_at: Some(at(1)),
        outcome: Outcome::Answered,
        queue_s: 0.0,
        ring_s: 0.0,
        answered_ring_s: 0.0,
        talk_s: 0.0,
        hold_s: 0.0,
        wrap_up_s: 0.0,
        ended_by: None,
        survey_score: None,
        resolved_first_contact: None,
        came_back: false,
        record_complete: false,
    }
}

fn answered(number: u128, queue_s: f64, ring_s: f64, talk_s: f64) -> ContactFacts {
    let ended_by = Some(EndedBy::Customer);
    let blank = blank(number);
    ContactFacts {
        queue_s,
        ring_s,
        answered_ring_s: ring_s,
        talk_s,
        ended_by,
        record_complete: true,
        ..blank
    }
}

fn unanswered(number: u128, outcome: Outcome, queue_s: f64) -> ContactFacts {
    ContactFacts { outcome, queue_s, ..blank(number) }
}

/// Six answered, a short abandon, a late one, a diverted one, and one that never asked for a person.
fn ten() -> Vec<ContactFacts> {
    vec![
        ContactFacts {
            survey_score: Some(5),
            resolved_first_contact: Some(true),
            ..answered(1, 0.0, 4.0, 100.0)
        },
        ContactFacts { survey_score: Some(4), hold_s: 30.0, ..answered(2, 10.0, 5.0, 200.0) },
        ContactFacts {
            survey_score: Some(3),
            resolved_first_contact: Some(true),
            ..answered(3, 10.0, 6.0, 150.0)
        },
        ContactFacts { resolved_first_contact: Some(true), came_back: true, ..answered(4, 1.0, 15.0, 90.0) },
        ContactFacts { ended_by: Some(EndedBy::Agent), wrap_up_s: 60.0, ..answered(5, 2.0, 15.5, 300.0) },
        ContactFacts {
            record_complete: false,
            resolved_first_contact: Some(false),
            ..answered(6, 40.0, 3.0, 60.0)
        },
        unanswered(7, Outcome::Abandoned, 4.9),
        unanswered(8, Outcome::Abandoned, 30.0),
        unanswered(9, Outcome::Diverted, 90.0),
        ContactFacts { offered_at: None, ..unanswered(10, Outcome::SelfService, 0.0) },
    ]
}

fn by_name(settings: &Settings) -> BTreeMap<String, Indicator> {
    contact_indicators(&ten(), settings)
        .into_iter()
        .map(|found| (found.definition.name.clone(), found))
        .collect()
}

#[test]
fn the_manuals_indicators_of_ten_contacts() {
    let found = by_name(&Preset::Manual.settings());
    let expected = [
        ("connect_rate", 6.0, 9.0),
        ("connect_rate_of_all", 6.0, 10.0),
        ("three_ring_rate", 5.0, 6.0),
        ("service_level", 2.0, 9.0),
        ("average_speed_of_answer_s", 4.0 + 15.0 + 16.0 + 16.0 + 17.5 + 43.0, 6.0),
        ("abandonment", 2.0, 9.0),
        ("short_abandonment", 1.0, 9.0),
        ("average_talk_time_s", 900.0, 6.0),
        ("average_handling_time_s", 990.0, 6.0),
        ("first_contact_resolution", 2.0, 6.0),
        ("satisfaction", 2.0, 3.0),
        ("survey_response_rate", 3.0, 6.0),
        ("record_complete", 5.0, 6.0),
        ("agent_ended_first", 1.0, 6.0),
    ];
    for (name, numerator, denominator) in expected {
        let indicator = &found[name];
        assert_eq!((indicator.numerator, indicator.denominator), (numerator, denominator), "{name}");
        assert_eq!(indicator.value, Some(numerator / denominator));
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn presets_choose_between_competing_definitions_and_say_so() {
    let industry = by_name(&Preset::Industry.settings());
    let counted = |name: &str| (industry[name].numerator, industry[name].denominator);
    assert_eq!(counted("connect_rate"), (6.0, 8.0));
    assert_eq!(counted("abandonment"), (1.0, 8.0));
    assert_eq!(counted("service_level"), (5.0, 8.0), "within 20 s, without the short abandon");
    assert_eq!(
        industry["connect_rate"].definition.choice.as_ref().unwrap().en,
        "abandons within 5 s are left out"
    );
    assert_eq!(industry["service_level"].definition.target, Some(Target::AtLeast(0.8)));
    let standard = connect_rate(&ten(), &Preset::Gbt33358.settings());
    assert_eq!(standard.definition.target, Some(Target::AtLeast(0.95)));
    assert_eq!(standard.target_met, Some(false));
}

#[test]
fn the_third_denominator_leaves_early_abandons_out() {
    let base = ServiceLevelBase::AnsweredAndLateAbandons;
    let settings = Settings { service_level_base: base, ..Preset::Manual.settings() };
    let found = service_level(&ten(), &settings);
    assert_eq!((found.numerator, found.denominator), (2.0, 7.0), "six answered and the abandon at 30 s");
}

#[test]
fn resolution_as_recorded_does_not_ask_whether_the_customer_came_back() {
    let settings = Settings { resolution: Resolution::AsRecorded, ..Preset::Manual.settings() };
    assert_eq!(first_contact_resolution(&ten(), &settings).numerator, 3.0);
}

#[test]
fn nothing_counted_means_no_value() {
    for indicator in contact_indicators(&[], &Preset::Manual.settings()) {
        assert_eq!((indicator.value, indicator.target_met), (None, None));
    }
}

#[test]
fn an_indicator_names_formula_target_and_members_in_json() {
    let json = serde_json::to_value(connect_rate(&ten(), &Preset::Manual.settings())).unwrap();
    assert_eq!(json["name"], "connect_rate");
    assert_eq!(json["formula"]["zh"], "接通量 ÷ 请求人工的呼入量");
    assert_eq!(json["target"]["value"], 0.9);
    assert_eq!(json["members"].as_array().unwrap().len(), 9);
}

#[test]
fn occupancy_and_adherence_add_up_agents() {
    let time = |id, handling_s, available_s, planned_s, as_planned_s| AgentTime {
        id,
        handling_s,
        available_s,
        planned_s,
        as_planned_s,
    };
    let times = [time(1, 300.0, 100.0, 500.0, 450.0), time(2, 100.0, 500.0, 500.0, 500.0)];
    assert_eq!(occupancy(&times).value, Some(0.4));
    assert_eq!(adherence(&times).value, Some(0.95));
}

#[test]
fn clocks_are_counted_when_due_and_kept_when_done_in_time() {
    let due =
        |id, due, done: Option<i64>, reopened| Due { id, due_at: at(due), done_at: done.map(at), reopened };
    let clocks = [
        due(1, 10, Some(10), false),
        due(2, 20, Some(21), true),
        due(3, 30, None, false),
        due(4, 200, Some(50), false),
        due(5, 200, None, false),
        due(6, 90, Some(150), false),
    ];
    let counted = |indicator: Indicator<i32>| (indicator.numerator, indicator.denominator);
    assert_eq!(counted(promises_kept(&clocks, at(100))), (1.0, 4.0), "1 kept; 2, 3, 6 not; 4, 5 not due");
    assert_eq!(counted(first_response_in_time(&clocks, at(100))), (2.0, 5.0), "4 was done early");
    assert_eq!(counted(resolution_in_time(&clocks, at(100))), (2.0, 5.0));
    assert_eq!(counted(reopened(&clocks)), (1.0, 4.0));
}

#[test]
fn a_fatal_item_zeroes_a_review_and_a_sample_has_its_confidence() {
    let review = |id, points, fatal| Review { id, points, possible: 100.0, fatal };
    let reviews =
        [review(1, 90.0, false), review(2, 100.0, true), review(3, 80.0, false), review(4, 70.0, false)];
    assert_eq!(quality_score(&reviews).value, Some(0.6));
    let confidence = quality_confidence(&reviews).unwrap();
    // Shares 0.9, 0, 0.8, 0.7: variance (0.09 + 0.36 + 0.04 + 0.01) / 3; reach 1.96 · √(0.1667 / 4).
    assert!((confidence.mean - 0.6).abs() < 1e-12);
    assert!((confidence.low - (0.6 - 1.96 * (0.5f64 / 12.0).sqrt())).abs() < 1e-12);
    assert_eq!((confidence.high, confidence.sample), (1.0, 4));
    assert_eq!(quality_confidence(&reviews[..1]), None);
}

fn contact() -> impl Strategy<Value = ContactFacts> {
    let outcome = prop::sample::select(vec![
        Outcome::Answered,
        Outcome::Answered,
        Outcome::Answered,
        Outcome::Abandoned,
        Outcome::Diverted,
        Outcome::SelfService,
    ]);
    let ended = prop::sample::select(vec![None, Some(EndedBy::Agent), Some(EndedBy::Customer)]);
    let times = (0u32..60, 0u32..30, 0u32..20, 0u32..600, 0u32..60, 0u32..100);
    let flags = (any::<bool>(), any::<bool>(), any::<Option<bool>>(), prop::option::of(1u8..=5));
    (outcome, ended, times, flags).prop_map(|(outcome, ended_by, times, flags)| {
        let (queue, ring, last_ring, talk, hold, wrap_up) = times;
        let (came_back, record_complete, resolved_first_contact, survey_score) = flags;
        ContactFacts {
            outcome,
            ended_by,
            offered_at: (outcome != Outcome::SelfService).then(|| at(1)),
            queue_s: f64::from(queue),
            ring_s: f64::from(ring),
            answered_ring_s: f64::from(last_ring),
            talk_s: f64::from(talk),
            hold_s: f64::from(hold),
            wrap_up_s: f64::from(wrap_up),
            came_back,
            record_complete,
            resolved_first_contact,
            survey_score,
            ..blank(1)
        }
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let bases = vec![
        ServiceLevelBase::Offered,
        ServiceLevelBase::OfferedWithoutShort,
        ServiceLevelBase::AnsweredAndLateAbandons,
    ];
    (prop::sample::select(bases), any::<bool>(), any::<bool>()).prop_map(|(base, short, recorded)| Settings {
        service_level_base: base,
        short_abandons: if short { ShortAbandons::Counted } else { ShortAbandons::LeftOut },
        resolution: if recorded { Resolution::AsRecorded } else { Resolution::FollowedUp },
        ..Preset::Manual.settings()
    })
}

/// The definitions again, as counters filled in one walk over the contacts with whole numbers only.
fn second_formulation(facts: &[ContactFacts], settings: &Settings) -> BTreeMap<&'static str, (u64, u64)> {
    let mut sums: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
    let mut add = |name, numerator: u64, denominator: u64| {
        let entry = sums.entry(name).or_default();
        entry.0 += numerator;
        entry.1 += denominator;
    };
    for fact in facts {
        let wait = fact.queue_s as u64 + fact.ring_s as u64;
        let gave_up = fact.outcome == Outcome::Abandoned;
        let short = gave_up && wait < 5;
        let ignored = short && settings.short_abandons == ShortAbandons::LeftOut;
        let is_answered = u64::from(fact.outcome == Outcome::Answered);
        if !ignored {
            add("connect_rate_of_all", is_answered, 1);
        }
        if fact.outcome == Outcome::SelfService {
            continue;
        }
        if !ignored {
            add("connect_rate", is_answered, 1);
            add("abandonment", u64::from(gave_up), 1);
        }
        add("short_abandonment", u64::from(short), 1);
        let in_base = match settings.service_level_base {
            ServiceLevelBase::Offered => true,
            ServiceLevelBase::OfferedWithoutShort => !short,
            ServiceLevelBase::AnsweredAndLateAbandons => is_answered == 1 || (gave_up && wait > 15),
        };
        add("service_level", is_answered * u64::from(in_base && wait <= 15), u64::from(in_base));
        if is_answered == 0 {
            if let Some(score) = fact.survey_score {
                add("satisfaction", u64::from(score > 3), 1);
            }
            continue;
        }
        let (talk, more) = (fact.talk_s as u64, fact.hold_s as u64 + fact.wrap_up_s as u64);
        let kept = settings.resolution == Resolution::AsRecorded || !fact.came_back;
        add("three_ring_rate", u64::from(fact.answered_ring_s as u64 <= 15), 1);
        add("average_speed_of_answer_s", wait, 1);
        add("average_talk_time_s", talk, 1);
        add("average_handling_time_s", talk + more, 1);
        add("first_contact_resolution", u64::from(fact.resolved_first_contact == Some(true) && kept), 1);
        add("survey_response_rate", u64::from(fact.survey_score.is_some()), 1);
        add("record_complete", u64::from(fact.record_complete), 1);
        add("agent_ended_first", u64::from(fact.ended_by == Some(EndedBy::Agent)), 1);
        if let Some(score) = fact.survey_score {
            add("satisfaction", u64::from(score > 3), 1);
        }
    }
    sums
}

proptest! {
    #[test]
    fn every_indicator_agrees_with_the_second_formulation_and_with_its_drill_down(
        mut facts in prop::collection::vec(contact(), 0..60),
        settings in settings(),
    ) {
        // A score without having asked for a person cannot be.
        for fact in &mut facts {
            if fact.outcome == Outcome::SelfService {
                fact.survey_score = None;
            }
        }
        let second = second_formulation(&facts, &settings);
        for indicator in contact_indicators(&facts, &settings) {
            let name = indicator.definition.name.as_str();
            let (numerator, denominator) = second.get(name).copied().unwrap_or_default();
            prop_assert_eq!(indicator.numerator, numerator as f64, "{}", name);
            prop_assert_eq!(indicator.denominator, denominator as f64, "{}", name);
            let drilled: f64 = indicator.members.iter().map(|member| member.numerator).sum();
            prop_assert_eq!(drilled, indicator.numerator);
            prop_assert_eq!(indicator.value.is_none(), denominator == 0);
        }
    }
}
