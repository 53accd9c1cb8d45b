//! What the rules cost of opening a ticket with its clocks and of a move: `cargo run --release -p ticket --example ticket_bench`.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::Instant;

use clock::Schedule;
use kernel::{Actor, Timestamp};
use ticket::{
    Around, Doer, NewTicket, Party, Recorded, Ticket, TicketClocks, TicketCommand, TicketId, Values, built_in,
};
use workload::Calendar;

fn per_call(name: &str, calls: u32, mut work: impl FnMut()) {
    let begin = Instant::now();
    (0..calls).for_each(|_| work());
    println!("{name:<50} {:>9.2} µs", begin.elapsed().as_secs_f64() * 1e6 / f64::from(calls));
}

fn main() {
    let now: Timestamp = "2026-11-20T17:40:00+08:00".parse().unwrap();
    let schedule = Schedule::new(Calendar::office_hours("Asia/Shanghai").unwrap(), now).unwrap();
    let types = built_in::types();
    let of = types.iter().find(|of| of.name.as_str() == "complaint").unwrap();
    let by = Doer::new(Actor::System, [Party::Service]);
    let new =
        NewTicket {
            title: "包裹破损".to_owned(), matter: "外箱破损".to_owned(), ..NewTicket::default()
        };
    let open = || {
        let event = Ticket::create(of, TicketId::from_u128(1), &new, &by).unwrap().remove(0);
        let first = Recorded { at: now, actor: Actor::System, event };
        let ticket = Ticket::created(&first).unwrap();
        let mut clocks = TicketClocks::new();
        clocks.on(of, &first.event, &ticket, now, &schedule);
        (ticket, clocks, first)
    };
    per_call("complaint opened, clocks started", 20_000, || {
        black_box(open());
    });
    let (ticket, clocks, first) = open();
    per_call("ticket, clocks and event to JSON", 20_000, || {
        black_box((
            serde_json::to_string(&ticket),
            serde_json::to_string(&clocks),
            serde_json::to_string(&first),
        ))
        .0
        .unwrap();
    });
    let command = TicketCommand::Move { name: "apologise".into(), fields: Values::new(), reason: None };
    per_call("move decided, applied, clocks told", 20_000, || {
        let (mut ticket, mut clocks) = (ticket.clone(), clocks.clone());
        let event = ticket.decide(of, &command, &by, &Around::default()).unwrap().remove(0);
        let recorded = Recorded { at: now, actor: Actor::System, event };
        ticket.apply(&recorded);
        black_box(clocks.on(of, &recorded.event, &ticket, now, &schedule));
    });
    per_call("what is possible", 20_000, || {
        black_box(ticket.possible(of, &by));
    });
    per_call("edited type checked", 2_000, || {
        black_box(of.faults(&Default::default()));
    });
}
