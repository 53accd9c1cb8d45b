//! Types are data: what comes with the product is in order, and an edited type is told its faults where they are.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;
mod desk;

use std::collections::BTreeSet;

use clock::{ClockKind, Target};
use desk::type_named;
use kernel::Text;
use ticket::{Choice, Condition, FieldKind, StateKind, TicketType, Trigger, built_in};

#[test]
fn the_built_in_types_are_complete_and_without_fault() {
    let types = built_in::types();
    let names: Vec<_> = types.iter().map(|found| found.name.as_str()).collect();
    let wanted =
        ["enquiry", "complaint", "suggestion", "repair", "after_sales", "internal_request", "incident"];
    assert_eq!(names, wanted);
    for found in &types {
        assert_eq!(found.faults(&BTreeSet::new()), [], "{}", found.name);
        assert!(found.clocks.iter().any(|rule| rule.policy.kind == ClockKind::Resolution), "{}", found.name);
        assert!(found.reopen.is_some());
    }
}

#[test]
fn where_a_waiting_state_goes_on_is_a_state_in_which_somebody_works() {
    let faults = |change: fn(&mut TicketType)| {
        let mut enquiry = built_in::types().remove(0);
        change(&mut enquiry);
        enquiry.faults(&BTreeSet::new()).into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(faults(|of| of.states[2].on_customer_wrote = Some("nowhere".into())), ["unknown_state"]);
    assert_eq!(faults(|of| of.states[2].on_customer_wrote = Some("answered".into())), ["not_open"]);
    assert_eq!(faults(|of| of.states[0].on_customer_wrote = Some("looking_into".into())), ["not_waiting"]);
}

#[test]
fn a_type_survives_json() {
    for found in built_in::types() {
        let json = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<TicketType>(&json).unwrap(), found);
    }
}

#[test]
fn every_hand_over_to_a_department_has_a_clock() {
    for found in built_in::types().into_iter().filter(|found| found.department.is_some()) {
        for kind in [ClockKind::DepartmentAccept, ClockKind::DepartmentAnswer] {
            let rule = found.clocks.iter().find(|rule| rule.policy.kind == kind);
            let rule = rule.unwrap_or_else(|| panic!("{} without {kind}", found.name));
            assert!(!rule.restart.is_empty(), "each round anew");
        }
    }
}

/// What an edit of the complaint type breaks: part and code of each fault.
fn broken(edit: impl FnOnce(&mut TicketType)) -> Vec<(String, String)> {
    let mut edited = type_named("complaint");
    edit(&mut edited);
    let in_use = BTreeSet::from(["classified".into()]);
    edited.faults(&in_use).into_iter().map(|fault| (fault.part, fault.code)).collect()
}

fn told(faults: &[(String, String)]) -> Vec<(&str, &str)> {
    faults.iter().map(|(part, code)| (part.as_str(), code.as_str())).collect()
}

#[test]
fn states_that_nobody_reaches_or_leaves_are_told() {
    let faults = broken(|edited| edited.moves.retain(|found| found.name.as_str() != "confirm_facts"));
    let parts: Vec<_> =
        faults.iter().filter(|(_, code)| code == "unreachable").map(|(part, _)| part.as_str()).collect();
    assert!(parts.contains(&"states.confirmed") && parts.contains(&"states.classified"), "{parts:?}");
    let faults = broken(|edited| {
        edited.moves.retain(|found| found.from.iter().all(|from| from.as_str() != "apologised"));
    });
    assert!(told(&faults).contains(&("states.apologised", "dead_end")), "{faults:?}");
}

#[test]
fn a_type_without_end_is_told() {
    let faults = broken(|edited| {
        for state in edited.states.iter_mut().filter(|state| state.kind == StateKind::Closed) {
            state.kind = StateKind::Open;
        }
    });
    assert_eq!(told(&faults), [("states", "no_end")]);
}

#[test]
fn what_is_named_and_not_there_is_told_where_it_is_named() {
    let faults = broken(|edited| {
        edited.moves[0].to = "nowhere".into();
        edited.moves[1].needs.push("colour".into());
        edited.start = "begin".into();
        edited.clocks[0].stop.push(Trigger::Moved { name: "dance".into() });
        edited.clocks[1].start.push(Trigger::Entered { state: "moon".into() });
        edited.department.as_mut().unwrap().feedback = "letter".into();
    });
    assert_eq!(
        told(&faults),
        [
            ("start", "unknown_state"),
            ("moves.apologise.to", "unknown_state"),
            ("moves.confirm_facts.needs", "unknown_field"),
            ("department.feedback", "unknown_state"),
            ("clocks.next_response.stop", "unknown_move"),
            ("clocks.resolution.start", "unknown_state"),
        ]
    );
}

#[test]
fn missing_labels_doubles_and_empty_choices_are_told() {
    let faults = broken(|edited| {
        edited.label = Text::new("投诉", "");
        edited.states[0].label = Text::default();
        let twice = edited.states[1].clone();
        edited.states.push(twice);
        edited.moves[2].label.zh.clear();
        edited.fields[0].takes = FieldKind::Choice { options: Vec::new() };
        let option = Choice { name: "a".to_owned(), label: Text::new("甲", "A") };
        edited.fields[1].takes = FieldKind::Choices { options: vec![option.clone(), option] };
        edited.moves[1].only_if.clear();
    });
    assert_eq!(
        told(&faults),
        [
            ("type.label", "no_label"),
            ("states.apologised", "twice"),
            ("states.received.label", "no_label"),
            ("fields.facts.options", "no_options"),
            ("fields.facts_confirmed.options.a", "twice"),
            ("moves.classify.label", "no_label"),
        ]
    );
}

#[test]
fn impossible_rules_are_told() {
    let faults = broken(|edited| {
        edited.opened_by.clear();
        edited.moves[0].by.clear();
        edited.moves[0].from.clear();
        edited.moves[2].from.push("closed".into());
        edited.moves[3].only_if = vec![
            Condition::Is { field: "justified".into(), value: "maybe".into() },
            Condition::AtMost { field: "facts".into(), most: 3 },
            Condition::AnyFilled { fields: Vec::new() },
        ];
        edited.clocks[1].policy.target = Target::hours(0);
        edited.clocks[2].start.clear();
        edited.clocks[3].stop.clear();
        edited.fields[3].takes = FieldKind::Whole { least: 4, most: 1 };
    });
    assert_eq!(
        told(&faults),
        [
            ("opened_by", "nobody"),
            ("fields.severity.most", "bad_range"),
            ("moves.apologise.from", "from_nowhere"),
            ("moves.apologise.by", "nobody"),
            ("moves.classify.from", "leaves_end"),
            ("moves.explanation_accepted.only_if", "bad_value"),
            ("moves.explanation_accepted.only_if", "bad_value"),
            ("moves.explanation_accepted.only_if", "bad_value"),
            ("clocks.resolution.target", "bad_policy"),
            ("clocks.first_response.start", "never_starts"),
            ("clocks.remedy.stop", "never_stops"),
        ]
    );
}

#[test]
fn a_state_in_which_tickets_are_stays() {
    let faults = broken(|edited| {
        for state in edited.states.iter_mut().filter(|state| state.name.as_str() == "classified") {
            state.name = "judged".into();
        }
        let rename = |name: &mut ticket::StateName| {
            if name.as_str() == "classified" {
                *name = "judged".into();
            }
        };
        for found in &mut edited.moves {
            found.from.iter_mut().for_each(rename);
            rename(&mut found.to);
        }
        edited.department.as_mut().unwrap().from.iter_mut().for_each(rename);
    });
    assert_eq!(told(&faults), [("states.classified", "state_in_use")]);
}

#[test]
fn clocks_of_departments_need_a_department() {
    let faults = broken(|edited| {
        edited.department = None;
        edited.states.retain(|state| state.kind != StateKind::Department);
    });
    assert!(told(&faults).contains(&("clocks.department_accept.restart", "no_department")), "{faults:?}");
}

#[test]
fn a_type_of_ones_own_works_without_code() {
    let json = r#"{
        "name": "key_loan", "label": {"zh": "钥匙借用", "en": "Key loan"}, "version": 1, "for_customers": false,
        "opened_by": ["service"], "start": "lent",
        "states": [
            {"name": "lent", "label": {"zh": "已借出", "en": "Lent"}, "kind": "open"},
            {"name": "back", "label": {"zh": "已归还", "en": "Back"}, "kind": "closed"}
        ],
        "moves": [{"name": "give_back", "label": {"zh": "归还", "en": "Give back"}, "from": ["lent"], "to": "back",
                   "by": ["service"], "needs": ["key"]}],
        "fields": [{"name": "key", "label": {"zh": "钥匙", "en": "Key"}, "takes": {"kind": "text", "longest": 20}}],
        "clocks": [{"policy": {"kind": "key_back", "target": {"count": "working", "length_s": 3600}, "warn_at": [50]},
                    "start": [{"on": "created"}], "stop": [{"on": "entered", "state": "back"}]}],
        "escalations": [{"when": {"on": "breached", "clock": "key_back"}, "to": "leader"}]
    }"#;
    let own: TicketType = serde_json::from_str(json).unwrap();
    assert_eq!(own.faults(&BTreeSet::new()), []);
    let new = desk::new_ticket(desk::values([]));
    let mut loan = desk::Desk::open(own, &new, &desk::agent(), "2026-11-18 17:30").unwrap();
    loan.wait("2026-11-19 09:31");
    assert_eq!(loan.escalated.len(), 1, "late at 09:30 of the next working day");
    loan.go("give_back", desk::values([("key", "B2".into())]), &desk::agent(), "2026-11-19 10:00");
    assert_eq!(loan.in_time(&ClockKind::Custom("key_back".to_owned())), Some(false));
}
