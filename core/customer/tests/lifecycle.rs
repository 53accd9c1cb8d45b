//! The life of a customer, as the manual draws it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::time::Duration;

use customer::{
    Beginning, CareSettings, CareTaskKind, KeyGround, Lifecycle, LifecycleCommand, Stage, TrialFacts,
};
use kernel::{Actor, AgentId, RefusalKind, Timestamp};
use proptest::prelude::*;

const DAY: Duration = Duration::from_secs(86_400);

fn day(number: u32) -> Timestamp {
    Timestamp::from_secs(1_790_000_000).plus(DAY * number)
}

fn actor() -> Actor {
    Actor::Agent(AgentId::from_u128(1))
}

fn try_it() -> LifecycleCommand {
    let text = str::to_owned;
    let facts = TrialFacts {
        company: text("云杉贸易"),
        nature: text("批发"),
        region: text("华东"),
        contact: text("王女士"),
    };
    LifecycleCommand::Try { facts }
}

fn join(until: Timestamp) -> LifecycleCommand {
    LifecycleCommand::Join {
        booth_number: "A12".to_owned(),
        trading_code: "T1001".to_owned(),
        service_until: until,
    }
}

fn eliminate(reason: &str) -> LifecycleCommand {
    LifecycleCommand::Eliminate { reason: reason.to_owned() }
}

fn agency() -> LifecycleCommand {
    LifecycleCommand::MakeKeyAccount { ground: KeyGround::AgencyRights }
}

fn run(life: &mut Lifecycle, command: &LifecycleCommand, now: Timestamp) {
    let event = life.decide(command, now).unwrap_or_else(|why| panic!("{command:?}: {why:?}"));
    life.apply(&event, actor(), now);
}

fn lead() -> Lifecycle {
    Lifecycle::new(Stage::Lead, actor(), day(0))
}

#[test]
fn from_trial_to_member_to_key_account_and_back() {
    let mut life = lead();
    run(&mut life, &try_it(), day(1));
    run(&mut life, &join(day(366)), day(10));
    run(&mut life, &agency(), day(20));
    assert_eq!(
        (life.stage(), life.since(), life.service_until()),
        (Stage::KeyAccount, day(20), Some(day(366)))
    );
    run(&mut life, &LifecycleCommand::EndAgency { why: "协议到期".to_owned() }, day(200));
    run(&mut life, &LifecycleCommand::Renew { service_until: day(731) }, day(360));
    assert_eq!((life.stage(), life.since()), (Stage::Member, day(200)), "a renewal is no other stage");
    let story: Vec<_> = life.steps().iter().map(|step| (step.at, step.event.to)).collect();
    assert_eq!(story.len(), 6, "every move is dated");
    assert!(life.steps().iter().all(|step| step.actor == actor()));
    let why = life.steps()[4].event.command.as_ref().unwrap().why();
    assert_eq!(why, Some("协议到期"));
}

#[test]
fn who_did_not_join_is_developed_or_eliminated_with_a_reason() {
    let mut life = lead();
    run(&mut life, &try_it(), day(1));
    let why = life.decide(&eliminate(" "), day(2)).unwrap_err();
    assert_eq!((why.kind, why.fields[0].field.as_str()), (RefusalKind::Invalid, "reason"));
    run(&mut life, &eliminate("停业"), day(2));
    let why = life.decide(&try_it(), day(3)).unwrap_err();
    assert_eq!((why.kind, why.possible), (RefusalKind::Conflict, vec!["reopen".to_owned()]));
    run(&mut life, &LifecycleCommand::Reopen { reason: "重新开业".to_owned() }, day(4));
    assert_eq!(life.stage(), Stage::Prospect);
    run(&mut life, &try_it(), day(5));
    assert_eq!(life.stage(), Stage::Trial, "tries again");
}

#[test]
fn a_trial_takes_the_facts_and_joining_those_of_the_booth() {
    let why = lead().decide(&LifecycleCommand::Try { facts: TrialFacts::default() }, day(1)).unwrap_err();
    let fields: Vec<_> = why.fields.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["facts.company", "facts.nature", "facts.region", "facts.contact"]);
    let mut life = lead();
    run(&mut life, &try_it(), day(1));
    let command = LifecycleCommand::Join {
        booth_number: String::new(),
        trading_code: String::new(),
        service_until: day(1),
    };
    let why = life.decide(&command, day(2)).unwrap_err();
    let fields: Vec<_> = why.fields.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["booth_number", "trading_code", "service_until"]);
}

#[test]
fn a_member_lapses_only_after_the_period() {
    let mut life = lead();
    run(&mut life, &try_it(), day(1));
    run(&mut life, &join(day(100)), day(2));
    let why = life.decide(&LifecycleCommand::Lapse, day(99)).unwrap_err();
    assert_eq!((why.code.as_str(), why.until), ("customers.period_runs", Some(day(100))));
    run(&mut life, &LifecycleCommand::Lapse, day(100));
    run(&mut life, &LifecycleCommand::Renew { service_until: day(400) }, day(120));
    assert_eq!(life.stage(), Stage::Member);
}

#[test]
fn prospects_are_contacted_every_thirty_days_and_members_reminded_thirty_days_before_the_end() {
    let settings = CareSettings::default();
    let task = |life: &Lifecycle, contact, reminded| {
        life.next_task(settings, contact, reminded).map(|task| (task.kind, task.due))
    };
    let mut life = lead();
    assert_eq!(task(&life, None, None), None);
    run(&mut life, &LifecycleCommand::Develop { why: "有意向".to_owned() }, day(1));
    assert_eq!(task(&life, None, None), Some((CareTaskKind::ContactProspect, day(31))));
    assert_eq!(task(&life, Some(day(20)), None), Some((CareTaskKind::ContactProspect, day(50))));
    run(&mut life, &join(day(366)), day(40));
    assert_eq!(task(&life, None, None), Some((CareTaskKind::RemindOfEnd, day(336))));
    assert_eq!(task(&life, None, Some(day(336))), Some((CareTaskKind::DecideAfterEnd, day(366))));
    run(&mut life, &LifecycleCommand::Renew { service_until: day(731) }, day(350));
    assert_eq!(
        task(&life, None, Some(day(336))),
        Some((CareTaskKind::RemindOfEnd, day(701))),
        "the next period"
    );
}

#[test]
fn the_picture_has_every_stage_and_every_arrow_of_the_manual() {
    let picture = Lifecycle::drawing();
    let arrows: BTreeSet<_> = picture.iter().map(|edge| (edge.from, edge.to)).collect();
    use Stage::{Eliminated, KeyAccount, Lapsed, Lead, Member, Prospect, Trial};
    for arrow in [
        (Lead, Trial),
        (Trial, Member),
        (Trial, Prospect),
        (Trial, Eliminated),
        (Lead, Prospect),
        (Lead, Eliminated),
        (Prospect, Trial),
        (Prospect, Member),
        (Prospect, Eliminated),
        (Member, KeyAccount),
        (KeyAccount, Member),
        (Member, Lapsed),
        (Lapsed, Member),
        (Lapsed, Prospect),
        (Eliminated, Prospect),
    ] {
        assert!(arrows.contains(&arrow), "{arrow:?}");
    }
    assert!(!arrows.contains(&(Eliminated, Member)) && !arrows.contains(&(Lead, Member)));
    for stage in Stage::ALL.into_iter().filter(|stage| *stage != Lead) {
        assert!(arrows.iter().any(|(_, to)| *to == stage), "{stage:?}");
    }
}

proptest! {
    #[test]
    fn any_command_at_any_time_keeps_the_story_whole(choices in prop::collection::vec((0usize..9, 0u32..200), 0..40)) {
        let mut life = lead();
        let mut now = day(0);
        for (choice, days) in choices {
            now = now.plus(DAY * days);
            let text = || "原因".to_owned();
            let command = match choice {
                0 => try_it(),
                1 => join(now.plus(DAY * 100)),
                2 => LifecycleCommand::Develop { why: text() },
                3 => eliminate("停业"),
                4 => LifecycleCommand::Reopen { reason: text() },
                5 => agency(),
                6 => LifecycleCommand::EndAgency { why: text() },
                7 => LifecycleCommand::Renew { service_until: now.plus(DAY * 50) },
                _ => LifecycleCommand::Lapse,
            };
            let offered = life.possible().iter().any(|edge| edge.command == command.name());
            match life.decide(&command, now) {
                Ok(event) => {
                    prop_assert!(offered);
                    life.apply(&event, actor(), now);
                }
                Err(why) => prop_assert!(!offered || why.code == "customers.period_runs"),
            }
            prop_assert!(!life.stage().is_member() || life.service_until().is_some());
            prop_assert!(!life.possible().is_empty());
        }
        let steps = life.steps();
        prop_assert!(steps.windows(2).all(|pair| pair[1].event.from == Some(pair[0].event.to) && pair[0].at <= pair[1].at));
        let json = serde_json::to_string(&life).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Lifecycle>(&json).unwrap(), &life);
    }
}

#[test]
fn who_begins_as_a_member_brings_what_the_move_to_there_asks() {
    let now = day(0);
    let missing = |beginning: &Beginning, stage| -> Vec<String> {
        let refused = beginning.check(stage, now).err();
        refused
            .map(|refused| refused.fields.into_iter().map(|fault| fault.field).collect())
            .unwrap_or_default()
    };
    let none = Beginning::default();
    assert_eq!(missing(&none, Stage::Member), ["booth_number", "trading_code", "service_until"]);
    assert_eq!(
        missing(&none, Stage::KeyAccount),
        ["booth_number", "trading_code", "service_until", "ground"]
    );
    for free in [Stage::Lead, Stage::Trial, Stage::Prospect, Stage::Lapsed, Stage::Eliminated] {
        assert_eq!(missing(&none, free), Vec::<String>::new(), "{free:?}");
    }
    let whole = Beginning {
        booth_number: "A1-01".to_owned(),
        trading_code: "TR1".to_owned(),
        service_until: Some(day(30)),
        ground: Some(KeyGround::Marked { why: " ".to_owned() }),
    };
    assert_eq!(missing(&whole, Stage::Member), Vec::<String>::new());
    assert_eq!(missing(&whole, Stage::KeyAccount), ["ground.why"]);
    let ended = Beginning { service_until: Some(now), ..whole };
    assert_eq!(missing(&ended, Stage::Member), ["service_until"]);
}
