//! Any command by anybody at any time: a ticket never gets stuck, loses a clock, or forgets who did what.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;
mod desk;

use std::time::Duration;

use clock::{ClockOutput, ClockState};
use desk::{CUSTOMER, Desk, ID, agent, customer, department, supervisor, worker};
use kernel::{Actor, RefusalKind};
use proptest::prelude::*;
use ticket::{
    Doer, FieldKind, FieldValue, LinkKind, Other, Party, Reach, Recorded, Severity, StateKind, Ticket,
    TicketCommand, TicketEvent, TicketId, TicketType, Values, built_in,
};

/// A value that fits a field; which one, a number decides.
fn value(takes: &FieldKind, choice: usize) -> FieldValue {
    match takes {
        FieldKind::Text { .. } => "已处理".into(),
        FieldKind::Whole { least, most } => (*least + choice as i64 % (most - least + 1).max(1)).into(),
        FieldKind::Money { .. } => [100, 90_000][choice % 2].into(),
        FieldKind::Date => "2026-12-01".into(),
        FieldKind::Moment => "2026-12-01T09:00:00+08:00".into(),
        FieldKind::YesNo => (choice.is_multiple_of(2)).into(),
        FieldKind::Choice { options } => options[choice % options.len()].name.as_str().into(),
        FieldKind::Choices { options } => FieldValue::List(vec![options[0].name.clone()]),
        FieldKind::Files { .. } => FieldValue::List(vec!["f1".to_owned()]),
        FieldKind::Rating => (choice as i64 % 5 + 1).into(),
    }
}

fn filled(of: &TicketType, choice: usize) -> Values {
    of.fields.iter().map(|field| (field.name.clone(), value(&field.takes, choice))).collect()
}

fn opening(of: &TicketType) -> Values {
    let wanted = of.fields.iter().filter(|field| field.required);
    wanted
        .map(|field| (field.name.clone(), field.must_be.clone().unwrap_or(value(&field.takes, 1))))
        .collect()
}

fn doers() -> [Doer; 6] {
    [agent(), supervisor(), worker(), customer(), department("warehouse"), department("finance")]
}

fn everybody() -> Doer {
    let all = [Party::Service, Party::Supervisor, Party::Worker, Party::Customer, Party::System];
    Doer::new(Actor::System, all).of("warehouse")
}

fn command(of: &TicketType, choice: usize, number: usize) -> TicketCommand {
    let text = || "说明".to_owned();
    let other = TicketId::from_u128(2 + (number % 3) as u128);
    match choice {
        0..=9 => {
            let found = &of.moves[number % of.moves.len()];
            let fields = if choice < 8 { filled(of, number) } else { Values::new() };
            TicketCommand::Move { name: found.name.clone(), fields, reason: (choice != 9).then(text) }
        }
        10 => desk::pass("warehouse", "核查"),
        11 => TicketCommand::Accept,
        12 => TicketCommand::Return { reason: text() },
        13 => desk::feed_back("已核查"),
        14 => TicketCommand::AnsweredByDepartment { text: text(), result: text() },
        15 => desk::inform("已答复"),
        16 => desk::satisfied(),
        17 => desk::not_satisfied("还差一点"),
        18 => TicketCommand::Reopen { why: text() },
        19 => TicketCommand::CustomerWrote { text: text(), contact: None },
        20 => TicketCommand::Prioritise {
            severity: Severity::new(1 + u8::try_from(number % 4).unwrap()).unwrap(),
            reach: Reach::Several,
            why: text(),
        },
        21 => TicketCommand::MergeInto {
            target: Other {
                id: other,
                ticket_type: of.name.clone(),
                customer: Some(CUSTOMER),
                closed: false,
                merged_into: None,
                ancestors: Vec::new(),
            },
            why: text(),
        },
        22 => TicketCommand::UndoMerge { why: text() },
        23 => TicketCommand::Unlink { kind: LinkKind::RelatesTo, other },
        24 => TicketCommand::Split { child: other, title: text() },
        _ => TicketCommand::Edit {
            title: Some(text()),
            matter: None,
            category: None,
            fields: filled(of, number),
        },
    }
}

/// What must be true of every ticket at every time.
fn check(desk: &Desk) -> Result<(), TestCaseError> {
    let ticket = &desk.ticket;
    let state = desk.of.state(&ticket.state);
    prop_assert_eq!(state.map(|state| state.kind), Some(ticket.kind), "a state of the type");
    prop_assert!(ticket.kind != StateKind::Department || ticket.department.is_some());
    prop_assert_eq!(ticket.closed_at.is_some(), ticket.is_closed());
    for clock in desk.clocks.iter() {
        let runs = matches!(clock.state(), ClockState::Running { .. });
        let rests = matches!(clock.state(), ClockState::Stopped { .. } | ClockState::Cancelled { .. });
        prop_assert!(!ticket.is_closed() || rests, "{} runs on after the close", clock.kind());
        prop_assert!(ticket.merged_into.is_none() || !runs, "{} runs while merged", clock.kind());
    }
    prop_assert!(!desk.ticket.possible(&desk.of, &everybody()).is_empty(), "nobody can do anything");
    prop_assert!(
        ticket.steps.windows(2).all(|steps| steps[0].to == steps[1].from && steps[0].at <= steps[1].at)
    );
    Ok(())
}

fn stored_again(desk: &Desk) -> Ticket {
    let json = serde_json::to_string(&desk.log).unwrap();
    let events: Vec<Recorded> = serde_json::from_str(&json).unwrap();
    Ticket::from_events(&events).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_command_by_anybody_leaves_a_ticket_in_order(
        which in 0usize..7,
        steps in prop::collection::vec((0usize..26, 0usize..60, 0usize..6, 0u64..600), 0..60),
    ) {
        let of = built_in::types().swap_remove(which);
        let new = desk::new_ticket(opening(&of));
        let mut desk = Desk::open(of, &new, &supervisor(), "2026-09-28 10:00").unwrap();
        for (choice, number, who, minutes) in steps {
            desk.now = desk.now.plus(Duration::from_secs(minutes * 60));
            let (by, command) = (&doers()[who], command(&desk.of, choice, number));
            let possible = desk.possible(by);
            let before = desk.ticket.clone();
            match desk.try_(&command, by) {
                Ok(events) => {
                    if let TicketCommand::Move { name, .. } = &command {
                        prop_assert!(possible.contains(&name.0), "{} was not told as possible", name);
                    }
                    prop_assert_eq!(desk.ticket.version, before.version + events.len() as u64);
                }
                Err(why) => {
                    prop_assert_eq!(&desk.ticket, &before);
                    if why.code == "tickets.not_possible" {
                        prop_assert_eq!(why.possible, possible, "a refusal says what is possible");
                    }
                }
            }
            check(&desk)?;
        }
        prop_assert_eq!(stored_again(&desk), desk.ticket, "the events make the ticket again");
    }

    /// Whoever only does what is offered gets every ticket to an end.
    #[test]
    fn what_is_offered_leads_to_an_end(which in 0usize..7, numbers in prop::collection::vec(0usize..60, 200)) {
        let of = built_in::types().swap_remove(which);
        let new = desk::new_ticket(opening(&of));
        let mut desk = Desk::open(of, &new, &supervisor(), "2026-09-28 10:00").unwrap();
        for number in numbers {
            if desk.ticket.is_closed() {
                return Ok(());
            }
            desk.now = desk.now.plus(Duration::from_secs(60));
            let offered = desk.ticket.possible(&desk.of, &everybody());
            let chosen = &offered[number % offered.len()];
            let command = match chosen.name.as_str() {
                "pass" => desk::pass("warehouse", "核查"),
                "accept" if desk.ticket.department.is_some() => TicketCommand::Accept,
                "return" => TicketCommand::Return { reason: "不属本部门".to_owned() },
                "feed_back" => desk::feed_back("已核查"),
                "answered_by_department" => command(&desk.of, 14, 0),
                "inform_customer" => desk::inform("已答复"),
                "satisfaction" if number % 3 == 0 => desk::not_satisfied("还差一点"),
                "satisfaction" => desk::satisfied(),
                "reopen" => TicketCommand::Reopen { why: "未解决".to_owned() },
                name => TicketCommand::Move {
                    name: name.into(),
                    fields: filled(&desk.of, number),
                    reason: Some("原因".to_owned()),
                },
            };
            if let Err(why) = desk.try_(&command, &everybody()) {
                // Only values may stand in the way of what is offered.
                let of_values = matches!(why.code.as_str(), "tickets.condition" | "tickets.customer_not_told");
                prop_assert!(of_values, "{} was offered: {:?}", chosen.name, why);
            }
        }
        prop_assert!(desk.ticket.is_closed(), "still {} after 200 steps", desk.ticket.state);
    }

    #[test]
    fn each_clock_tells_its_breach_once_and_only_after_its_due_instant(
        which in 0usize..7,
        waits in prop::collection::vec(0u64..3_000, 1..30),
    ) {
        let of = built_in::types().swap_remove(which);
        let new = desk::new_ticket(opening(&of));
        let mut desk = Desk::open(of, &new, &supervisor(), "2026-09-28 10:00").unwrap();
        for minutes in waits {
            desk.now = desk.now.plus(Duration::from_secs(minutes * 60));
            let now = desk.now;
            for (_, output) in desk.clocks.tick(now, centre::office()) {
                if let ClockOutput::Breached { due } = output {
                    prop_assert!(due < now);
                }
                desk.told.push((clock::ClockKind::Resolution, output));
            }
            prop_assert!(desk.clocks.next_wake().is_none_or(|wake| wake > now));
        }
        let breaches = desk.told.iter().filter(|(_, output)| matches!(output, ClockOutput::Breached { .. })).count();
        prop_assert!(breaches <= desk.of.clocks.len());
    }
}

#[test]
fn a_person_without_any_part_can_do_nothing() {
    let nobody = Doer::new(Actor::System, []);
    for of in built_in::types() {
        let why = Ticket::create(&of, ID, &desk::new_ticket(opening(&of)), &nobody).unwrap_err();
        assert_eq!(why.kind, RefusalKind::Forbidden);
        let desk = Desk::open(
            of,
            &desk::new_ticket(opening(&desk::type_named("enquiry"))),
            &supervisor(),
            "2026-09-28 10:00",
        );
        let Ok(desk) = desk else { continue };
        assert!(desk.possible(&nobody).is_empty());
    }
}

#[test]
fn the_first_event_must_be_the_opening() {
    let event = TicketEvent::Accepted;
    let recorded = Recorded { at: centre::at("2026-09-28 10:00"), actor: Actor::System, event };
    assert_eq!(Ticket::from_events([&recorded]), None);
    assert_eq!(Ticket::from_events([]), None);
}
