//! The life of an offer (ACD-1).

mod centre;

use centre::{Centre, agent, at, contact, queue, secs};
use kernel::RefusalKind;
use router::{Activity, Departure, Event, OfferEnd, Output, Presence, RouterConfig, Target, Withdrawal};

fn one_agent() -> Centre {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre
}

#[test]
fn a_call_is_offered_at_once_to_a_free_agent_until_the_ring_timeout() {
    let mut centre = one_agent();
    centre.call(1, 1);
    let offered = centre.last.iter().find_map(|output| match output {
        Output::Offered { contact, agent, until, .. } => Some((*contact, *agent, *until)),
        _ => None,
    });
    assert_eq!(offered, Some((contact(1), agent(1001), at(15))));
    assert_eq!(centre.router.next_wake(), Some(at(15)));
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().activity, Activity::Offered);
}

#[test]
fn an_accepted_offer_makes_the_agent_handle_the_contact() {
    let mut centre = one_agent();
    centre.call(1, 1);
    centre.accept(1);
    assert_eq!(centre.ended(), Some(OfferEnd::Accepted));
    assert_eq!(centre.handled_by(1), Some(1001));
    assert_eq!(centre.router.next_wake(), None);
}

#[test]
fn a_second_call_waits_while_the_agent_has_the_first() {
    let mut centre = one_agent();
    centre.call(1, 1);
    centre.call(2, 1);
    assert_eq!(centre.waiting(1), [2]);
    centre.accept(1);
    centre.end(1);
    assert_eq!(centre.offered_to(2), Some(1001));
}

#[test]
fn a_timed_out_offer_counts_as_missed_and_the_contact_goes_to_the_head() {
    let mut centre = one_agent();
    centre.call(1, 1);
    centre.second = 3;
    centre.call(2, 1);
    centre.wake_at(15);
    assert_eq!(centre.ended(), Some(OfferEnd::TimedOut));
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().presence, Presence::Missed);
    assert_eq!(centre.waiting(1), [1, 2]);
}

#[test]
fn nothing_is_offered_to_a_missed_agent_until_availability_is_declared() {
    let mut centre = one_agent();
    centre.call(1, 1);
    centre.wake_at(15);
    centre.call(2, 1);
    assert_eq!(centre.waiting(1), [1, 2]);
    centre.declare(1001, Presence::Available);
    assert_eq!(centre.offered_to(1), Some(1001));
}

#[test]
fn presence_becomes_missed_only_after_the_configured_number_in_a_row() {
    let mut centre = Centre::with(RouterConfig { missed_limit: 2, ..RouterConfig::default() });
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.wake_at(15);
    assert_eq!(centre.offered_to(1), Some(1001), "tried again, since nobody else is there");
    centre.wake_at(30);
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().presence, Presence::Missed);
}

#[test]
fn an_accepted_offer_ends_the_row_of_missed_ones() {
    let mut centre = Centre::with(RouterConfig { missed_limit: 2, ..RouterConfig::default() });
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.wake_at(15);
    centre.accept(1);
    centre.end(1);
    centre.call(2, 1);
    centre.wake_at(30);
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().presence, Presence::Available);
}

#[test]
fn a_refused_offer_goes_to_the_next_agent_and_comes_back_last() {
    let mut centre = one_agent();
    centre.agent(1002, &[]);
    centre.call(1, 1);
    assert_eq!(centre.offered_to(1), Some(1001));
    centre.refuse(1);
    assert_eq!(centre.ended(), Some(OfferEnd::Refused));
    assert_eq!(centre.offered_to(1), Some(1002));
    centre.refuse(1);
    assert_eq!(centre.offered_to(1), Some(1001), "both failed; the earlier failure is tried first");
}

#[test]
fn a_device_that_refuses_by_itself_is_not_rung_for_ever() {
    let mut centre = one_agent();
    centre.call(1, 1);
    centre.refuse(1);
    centre.refuse(1);
    centre.refuse(1);
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().presence, Presence::Missed);
    assert_eq!(centre.waiting(1), [1]);
}

#[test]
fn a_contact_abandoned_during_offer_releases_the_agent() {
    let mut centre = one_agent();
    centre.call(1, 1);
    let (offer, _) = centre.offer_of(1).unwrap();
    centre.leaves(1);
    assert_eq!(centre.ended(), Some(OfferEnd::Withdrawn { why: Withdrawal::CustomerLeft }));
    let left = Output::Left { contact: contact(1), queue: queue(1), agent: None, why: Departure::Abandoned };
    assert!(centre.last.contains(&left));
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().activity, Activity::Idle);
    let refused = centre.tell(Event::OfferAccepted { offer, agent: agent(1001) }).unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (RefusalKind::Conflict, "router.offer_over"));
    assert!(refused.why.en.contains("the customer left"), "{}", refused.why.en);
}

#[test]
fn an_accept_that_comes_after_the_ring_timeout_is_refused() {
    let mut centre = one_agent();
    centre.call(1, 1);
    let (offer, _) = centre.offer_of(1).unwrap();
    centre.second = 15;
    let refused = centre.tell(Event::OfferAccepted { offer, agent: agent(1001) }).unwrap_err();
    assert!(refused.why.en.contains("timed out"));
    assert_eq!(centre.ended(), Some(OfferEnd::TimedOut), "what time brought is told all the same");
}

#[test]
fn an_offer_is_withdrawn_when_the_agent_goes_on_a_break() {
    let mut centre = one_agent();
    centre.call(1, 1);
    centre.declare(1001, Presence::Break { kind: "rest".into() });
    assert_eq!(centre.ended(), Some(OfferEnd::Withdrawn { why: Withdrawal::AgentUnavailable }));
    assert_eq!(centre.waiting(1), [1]);
}

#[test]
fn a_redirected_offer_is_withdrawn_and_the_contact_goes_where_it_was_sent() {
    let mut centre = one_agent();
    centre.agent(1002, &[]);
    centre.call(1, 1);
    centre.must(Event::Redirected { contact: contact(1), target: Target::Agent(agent(1002)) });
    assert_eq!(centre.ended(), Some(OfferEnd::Withdrawn { why: Withdrawal::Redirected }));
    assert_eq!(centre.offered_to(1), Some(1002));
}

#[test]
fn another_agents_offer_cannot_be_accepted() {
    let mut centre = one_agent();
    centre.agent(1002, &[]);
    centre.call(1, 1);
    let (offer, _) = centre.offer_of(1).unwrap();
    let refused = centre.tell(Event::OfferAccepted { offer, agent: agent(1002) }).unwrap_err();
    assert_eq!(refused.code, "router.offer_over");
    assert_eq!(centre.offered_to(1), Some(1001));
}

#[test]
fn an_offer_made_late_stands_its_full_time() {
    let mut centre = one_agent();
    centre.agent(1002, &[]);
    centre.call(1, 1);
    centre.wake_at(100);
    assert_eq!(centre.offered_to(1), Some(1002));
    assert_eq!(centre.router.next_wake(), Some(at(100).plus(secs(15))));
}

#[test]
fn waking_too_early_does_nothing() {
    let mut centre = one_agent();
    centre.call(1, 1);
    assert!(centre.wake_at(14).is_empty());
    assert_eq!(centre.offered_to(1), Some(1001));
}
