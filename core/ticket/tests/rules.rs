//! Rules that hold for all types: refusals, links, merges, priorities, the order of work, the call manual's path (TKT-3,
//! TKT-9, DSK-6).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;
mod desk;

use centre::at;
use clock::ClockKind;
use desk::*;
use kernel::{RefusalKind, UserId};
use ticket::{
    Assignee, ContactPath, Filing, FilingRule, LinkKind, Other, PathAnswer, PathEnd, PathQuestion, Priority,
    Reach, Readers, Retention, Severity, Ticket, TicketCommand, TicketEvent, TicketId, Ties, Values,
    WorkOrder, changed_since, clashes,
};

fn complaint() -> Desk {
    Desk::opened("complaint", Values::new(), "2026-11-18 10:00")
}

fn other(number: u128) -> Other {
    Other {
        id: TicketId::from_u128(number),
        ticket_type: "complaint".into(),
        customer: Some(CUSTOMER),
        closed: false,
        merged_into: None,
        ancestors: Vec::new(),
    }
}

fn merge(target: Other) -> TicketCommand {
    TicketCommand::MergeInto { target, why: "重复登记".to_owned() }
}

#[test]
fn a_merged_ticket_rests_and_comes_back_as_it_was() {
    let mut desk = complaint();
    desk.go("apologise", Values::new(), &agent(), "2026-11-18 11:00");
    let before = desk.ticket.clone();
    desk.act(merge(other(2)), &agent(), "2026-11-18 12:00");
    assert!(desk.ticket.is_over());
    assert_eq!(desk.clocks.next_wake(), None, "its clocks rest");
    let why = desk.refused(a_move("confirm_facts", Values::new()), &agent());
    assert_eq!(why.possible[0], "undo_merge");
    assert_eq!(desk.possible(&agent()), ["undo_merge"]);
    desk.act(TicketCommand::UndoMerge { why: "不是同一件事".to_owned() }, &agent(), "2026-11-18 14:00");
    assert_eq!(desk.ticket.state, before.state);
    assert_eq!(desk.due(&ClockKind::Resolution), Some(at("2026-11-23 12:00")), "the two hours do not count");
}

#[test]
fn only_open_tickets_of_one_customer_and_type_merge() {
    let mut desk = complaint();
    for (target, code) in [
        (Other { id: ID, ..other(2) }, "tickets.merge_with_itself"),
        (Other { merged_into: Some(TicketId::from_u128(9)), ..other(2) }, "tickets.target_merged"),
        (Other { closed: true, ..other(2) }, "tickets.target_closed"),
        (Other { customer: None, ..other(2) }, "tickets.not_the_same"),
        (Other { ticket_type: "repair".into(), ..other(2) }, "tickets.not_the_same"),
    ] {
        let why = desk.refused(merge(target), &agent());
        assert_eq!((why.kind, why.code.as_str()), (RefusalKind::Conflict, code));
    }
    assert_eq!(
        desk.refused(TicketCommand::UndoMerge { why: "错".to_owned() }, &agent()).code,
        "tickets.not_merged"
    );
    desk.act(TicketCommand::Absorb { other: TicketId::from_u128(5) }, &agent(), "2026-11-18 10:10");
    assert!(
        desk.act(TicketCommand::Absorb { other: TicketId::from_u128(5) }, &agent(), "2026-11-18 10:11")
            .is_empty()
    );
    desk.act(TicketCommand::Release { other: TicketId::from_u128(5) }, &agent(), "2026-11-18 10:12");
    assert!(desk.ticket.absorbed.is_empty());
}

#[test]
fn parts_have_one_parent_and_no_circle() {
    let mut desk = complaint();
    let link = |kind, other: Other| TicketCommand::Link { kind, other };
    assert_eq!(desk.refused(link(LinkKind::RelatesTo, other(1)), &agent()).code, "tickets.link_to_itself");
    let below_us = Other { ancestors: vec![ID], ..other(3) };
    assert_eq!(desk.refused(link(LinkKind::ChildOf, below_us), &agent()).code, "tickets.circle");
    desk.act(link(LinkKind::ChildOf, other(2)), &agent(), "2026-11-18 10:10");
    assert_eq!(desk.refused(link(LinkKind::ChildOf, other(4)), &agent()).code, "tickets.has_parent");
    desk.around.ancestors = vec![TicketId::from_u128(2)];
    assert_eq!(desk.refused(link(LinkKind::ParentOf, other(2)), &agent()).code, "tickets.circle");
    assert!(
        desk.act(link(LinkKind::ChildOf, other(2)), &agent(), "2026-11-18 10:11").is_empty(),
        "linked already"
    );
    desk.act(
        TicketCommand::Unlink { kind: LinkKind::ChildOf, other: TicketId::from_u128(2) },
        &agent(),
        "2026-11-18 10:12",
    );
    assert!(desk.ticket.links.is_empty());
    assert_eq!(LinkKind::CausedBy.reversed(), LinkKind::Causes);
}

#[test]
fn a_part_is_split_off_with_what_it_keeps() {
    let mut desk = complaint();
    let child = TicketId::from_u128(8);
    desk.act(TicketCommand::Split { child, title: "发票问题".to_owned() }, &agent(), "2026-11-18 10:10");
    assert!(desk.ticket.links.contains(&(LinkKind::ParentOf, child)));
    let part = desk.ticket.part("发票问题", "发票抬头有误", &type_named("complaint"));
    assert_eq!((part.customer, part.severity), (Some(CUSTOMER), Some(Severity::USUAL)));
    desk.around.open_children = 1;
    let why = desk.refused(move_because("withdraw", "客户撤诉"), &agent());
    assert_eq!(why.code, "tickets.open_parts");
}

#[test]
fn what_is_written_is_checked_field_by_field() {
    let of = type_named("repair");
    let new =
        new_ticket(values([("place", " ".into()), ("matter_kind", "fire".into()), ("colour", "red".into())]));
    let why = Ticket::create(&of, ID, &new, &agent()).unwrap_err();
    let fields: Vec<_> = why.fields.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["fields.colour", "fields.matter_kind", "fields.place"]);
    let untitled = ticket::NewTicket { title: String::new(), ..new };
    assert_eq!(Ticket::create(&of, ID, &untitled, &agent()).unwrap_err().fields[0].field, "title");
}

#[test]
fn an_edit_tells_only_what_changed() {
    let mut desk = complaint();
    let edit = |title: &str, fields| TicketCommand::Edit {
        title: Some(title.to_owned()),
        matter: None,
        category: None,
        fields,
    };
    assert!(desk.act(edit("包裹破损", Values::new()), &agent(), "2026-11-18 10:10").is_empty());
    let events =
        desk.act(edit("包裹严重破损", values([("facts", "破损".into())])), &agent(), "2026-11-18 10:11");
    assert!(matches!(&events[..], [TicketEvent::Edited { title: Some(_), matter: None, .. }]));
    let why = desk.refused(edit("", Values::new()), &agent());
    assert_eq!(why.fields[0].field, "title");
    assert_eq!(desk.refused(edit("x", Values::new()), &worker()).kind, RefusalKind::Forbidden);
}

#[test]
fn a_closed_ticket_is_only_opened_again() {
    let mut desk = complaint();
    desk.act(move_because("withdraw", "客户撤诉"), &agent(), "2026-11-18 10:10");
    assert_eq!(desk.possible(&agent()), ["reopen"]);
    let prioritise =
        TicketCommand::Prioritise { severity: Severity::WORST, reach: Reach::One, why: "升级".to_owned() };
    assert_eq!(desk.refused(prioritise, &agent()).possible, ["reopen"]);
    assert_eq!(desk.refused(a_move("apologise", Values::new()), &agent()).possible, ["reopen"]);
    assert_eq!(desk.refused(pass("warehouse", "核查"), &agent()).kind, RefusalKind::Conflict);
    desk.act(TicketCommand::Reopen { why: "客户再次来电".to_owned() }, &customer(), "2026-11-19 10:00");
    assert_eq!(desk.state(), "reopened");
}

#[test]
fn watchers_notes_and_assignments_leave_the_state_alone() {
    let mut desk = complaint();
    let user = UserId::from_u128(4);
    for command in [
        TicketCommand::Watch { user },
        TicketCommand::Note { text: "见附件".to_owned(), readers: Readers::Service, mentions: vec![user] },
        TicketCommand::Attach { file: "f1".to_owned(), name: "照片.jpg".to_owned(), bytes: 1_000 },
        TicketCommand::Assign { to: Some(Assignee::User(user)), why: "轮到".to_owned() },
    ] {
        assert_eq!(desk.act(command, &agent(), "2026-11-18 10:10").len(), 1);
    }
    assert_eq!((desk.state(), desk.ticket.assignee), ("received", Some(Assignee::User(user))));
    assert!(desk.act(TicketCommand::Watch { user }, &agent(), "2026-11-18 10:11").is_empty());
    desk.act(TicketCommand::Unwatch { user }, &agent(), "2026-11-18 10:12");
    assert!(desk.ticket.watchers.is_empty());
}

#[test]
fn severity_and_reach_make_the_priority() {
    let of = |severity, reach| Priority::of(Severity::new(severity).unwrap(), reach);
    for (severity, one, several, many) in [
        (1, Priority::Urgent, Priority::Urgent, Priority::Urgent),
        (2, Priority::High, Priority::Urgent, Priority::Urgent),
        (3, Priority::Normal, Priority::Normal, Priority::High),
        (4, Priority::Low, Priority::Low, Priority::Normal),
    ] {
        let all = [Reach::One, Reach::Several, Reach::Many].map(|reach| of(severity, reach));
        assert_eq!(all, [one, several, many], "severity {severity}");
    }
    assert_eq!((Severity::new(0), Severity::new(5)), (None, None));
}

#[test]
fn a_higher_priority_shortens_the_clocks_that_say_so() {
    let mut desk = complaint();
    assert_eq!(desk.due(&ClockKind::FirstResponse), Some(at("2026-11-18 12:00")));
    let command = TicketCommand::Prioritise {
        severity: Severity::WORST,
        reach: Reach::One,
        why: "人身安全".to_owned(),
    };
    desk.act(command, &agent(), "2026-11-18 10:10");
    assert_eq!(desk.due(&ClockKind::FirstResponse), Some(at("2026-11-18 10:30")));
}

#[test]
fn what_breaches_first_is_done_first() {
    let created = at("2026-11-18 10:00");
    let due = |moment: &str, priority| WorkOrder::new(Some(at(moment)), priority, created);
    let late = due("2026-11-17 10:00", Priority::Low);
    let soon = due("2026-11-18 12:00", Priority::Normal);
    let soon_and_urgent = due("2026-11-18 12:00", Priority::Urgent);
    let never = WorkOrder::new(None, Priority::Urgent, created);
    let mut work = [never, soon, late, soon_and_urgent];
    work.sort();
    assert_eq!(work, [late, soon_and_urgent, soon, never]);
}

#[test]
fn every_contact_is_led_to_an_end() {
    use PathAnswer::{Complaint, Enquiry, No, Other, Suggestion, Yes};
    for (answers, end, opens) in [
        (vec![Enquiry, Yes], PathEnd::HandedToMarketing, Some("enquiry")),
        (vec![Enquiry, No], PathEnd::Answered, None),
        (vec![Complaint, No, Yes], PathEnd::ExplanationAccepted, None),
        (vec![Complaint, No, No], PathEnd::ComplaintToDepartment, Some("complaint")),
        (vec![Complaint, Yes, Yes], PathEnd::FedBackToDepartment, Some("complaint")),
        (vec![Complaint, Yes, No], PathEnd::ComplaintToDepartment, Some("complaint")),
        (vec![Suggestion, No], PathEnd::DepartmentInformed, Some("suggestion")),
        (vec![Suggestion, Yes], PathEnd::ReplyPromised, Some("suggestion")),
        (vec![Other], PathEnd::Handled, None),
    ] {
        let mut path = ContactPath::new();
        for answer in &answers {
            assert_eq!(path.end(), None);
            path.answer(*answer).unwrap();
        }
        assert_eq!((path.end(), end.opens()), (Some(end), opens));
        assert!(path.answer(Yes).is_err(), "nothing comes after the end");
        let json = serde_json::to_string(&path).unwrap();
        assert_eq!(serde_json::from_str::<ContactPath>(&json).unwrap(), path);
        path.back();
        assert_eq!(path.end(), None);
    }
    let mut path = ContactPath::new();
    assert_eq!(path.question(), Some(PathQuestion::Matter));
    assert_eq!(path.answer(Yes).unwrap_err().possible, ["enquiry", "complaint", "suggestion", "other"]);
}

#[test]
fn the_second_of_two_who_edit_sees_what_changed() {
    let mut desk = complaint();
    let seen = desk.ticket.version;
    let edit = |title: Option<&str>, fields| TicketCommand::Edit {
        title: title.map(str::to_owned),
        matter: None,
        category: None,
        fields,
    };
    desk.act(edit(Some("严重破损"), values([("facts", "破损".into())])), &supervisor(), "2026-11-18 10:10");
    desk.go("apologise", Values::new(), &agent(), "2026-11-18 10:11");
    let changes = changed_since(&desk.log, seen);
    let what: Vec<_> = changes.iter().map(|change| change.what.as_str()).collect();
    assert_eq!(what, ["fields.facts", "title", "state"]);
    assert_eq!(changes[0].actor, supervisor().actor);
    let same = clashes(&changes, &edit(Some("轻微破损"), Values::new()));
    assert_eq!(same.len(), 1, "both changed the title");
    let beside = edit(None, values([("remedy", "补发".into())]));
    assert!(clashes(&changes, &beside).is_empty(), "what nobody else touched is kept");
    assert_eq!(clashes(&changes, &a_move("apologise", Values::new())).len(), 1, "it has moved already");
    assert!(changed_since(&desk.log, desk.ticket.version).is_empty());
}

#[test]
fn closed_tickets_are_filed_and_deleted_by_rule() {
    let types = [("complaint".into(), Retention { file_after_days: 30, delete_after_days: None })].into();
    let rule = FilingRule { file_after_days: 90, delete_after_days: Some(365), types };
    let (closed, free) = (Some(at("2026-01-01 00:00")), Ties::default());
    for (now, enquiry, complaint) in [
        ("2026-01-30 23:59", Filing::AtHand, Filing::AtHand),
        ("2026-01-31 00:00", Filing::AtHand, Filing::Filed),
        ("2026-03-31 23:59", Filing::AtHand, Filing::Filed),
        ("2026-04-01 00:00", Filing::Filed, Filing::Filed),
        ("2026-12-31 23:59", Filing::Filed, Filing::Filed),
        ("2027-01-01 00:00", Filing::ToDelete, Filing::Filed),
    ] {
        assert_eq!(rule.of(&"enquiry".into(), closed, free, at(now)), enquiry, "{now}");
        assert_eq!(rule.of(&"complaint".into(), closed, free, at(now)), complaint, "{now}");
    }
    assert_eq!(rule.of(&"enquiry".into(), None, free, at("2030-01-01 00:00")), Filing::AtHand);
}

#[test]
fn what_is_tied_is_never_deleted_however_old_it_is() {
    let rule = FilingRule { file_after_days: 0, delete_after_days: Some(0), ..FilingRule::default() };
    let (closed, late) = (Some(at("2026-01-01 00:00")), at("2099-01-01 00:00"));
    let of = |ties| rule.of(&"enquiry".into(), closed, ties, late);
    assert_eq!(of(Ties::default()), Filing::ToDelete);
    for ties in [
        Ties { on_hold: true, ..Ties::default() },
        Ties { crisis: true, ..Ties::default() },
        Ties { linked_to_open: true, ..Ties::default() },
        Ties { still_owed: true, ..Ties::default() },
    ] {
        assert_eq!(of(ties), Filing::Filed, "{ties:?}");
    }
}
