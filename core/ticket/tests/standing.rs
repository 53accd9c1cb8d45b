//! How a ticket stands after a change, as it is counted.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;
mod desk;

use centre::at;
use desk::*;
use ticket::{Aim, Standing, TicketCommand, Values};

fn standing(desk: &Desk) -> Standing {
    Standing::of(7, &desk.ticket, &desk.clocks)
}

#[test]
fn a_first_reply_is_decided_when_it_is_given_or_missed() {
    let mut desk = Desk::opened("after_sales", requested(), "2026-11-18 10:00");
    let due = standing(&desk).reply.unwrap();
    assert_eq!(due.done_at, None);
    let missed = due.decided_at.unwrap();
    assert!(missed > at("2026-11-18 10:00"));
    desk.wait("2026-12-01 10:00");
    assert_eq!(standing(&desk).reply, Some(due), "missed at its due instant");
    desk.act(inform("抱歉久等"), &agent(), "2026-12-01 11:00");
    let late = Aim { decided_at: Some(missed), done_at: Some(at("2026-12-01 11:00")) };
    assert_eq!(standing(&desk).reply, Some(late), "late stays late");
}

#[test]
fn the_reply_to_a_suggestion_is_its_first_reply() {
    let mut desk = Desk::opened("suggestion", Values::new(), "2026-09-30 16:00");
    desk.go("thank", values([("reply_needed", true.into())]), &agent(), "2026-09-30 16:02");
    desk.act(pass("marketing", "建议增加周末配送"), &agent(), "2026-09-30 16:05");
    let due = standing(&desk).reply.unwrap().decided_at;
    assert_eq!(due, Some(at("2026-10-08 16:05")), "one working day, over the holiday");
}

#[test]
fn opened_again_at_the_return_visit_a_ticket_was_solved_and_is_no_more() {
    let mut desk = classified(true, 3);
    desk.go("solve_at_once", values([("remedy", "退款".into())]), &agent(), "2026-11-18 10:10");
    let solved = standing(&desk);
    assert_eq!((solved.solved_at, solved.closed_at), (Some(at("2026-11-18 10:10")), None));
    assert_eq!((solved.since, solved.reopened), (at("2026-11-18 10:00"), 0));
    desk.act(TicketCommand::Reopen { why: "退款未到账".to_owned() }, &agent(), "2026-11-20 10:00");
    let again = standing(&desk);
    assert_eq!((again.solved_at, again.since, again.reopened), (None, at("2026-11-20 10:00"), 1));
    assert_eq!(again.opened_at, at("2026-11-18 10:00"));
    assert!(again.resolution.unwrap().decided_at > Some(at("2026-11-20 10:00")), "with the whole time again");
}
