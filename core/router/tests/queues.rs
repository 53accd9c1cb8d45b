//! Waiting, overflow, announcements, wrap-up, capacity, and live changes (ACD-1, ACD-2).

mod centre;

use centre::{Centre, agent, at, contact, level, queue, secs, skill};
use router::{
    Activity, Capacity, Channel, Departure, Event, OfferEnd, Output, OverflowAction, OverflowStep, Presence,
    ReturnReason, Withdrawal,
};

fn after(seconds: u64, action: OverflowAction) -> OverflowStep {
    OverflowStep { after: secs(seconds), action }
}

#[test]
fn a_lowered_skill_lets_more_agents_take_the_contact() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| {
        queue.required = vec![level(7, 4)];
        queue.overflow = vec![after(30, OverflowAction::LowerSkill { skill: skill(7), to: 2 })];
    });
    centre.agent(1001, &[(7, 2)]);
    centre.call(1, 1);
    assert_eq!(centre.router.next_wake(), Some(at(30)));
    centre.wake_at(30);
    assert!(matches!(centre.last[0], Output::OverflowReached { step: 0, .. }));
    assert_eq!(centre.offered_to(1), Some(1001));
    assert_eq!(centre.decision().skills[0].needed, 2);
}

#[test]
fn the_agents_of_another_queue_help_after_the_set_time() {
    let mut centre = Centre::new();
    centre.queue(2, |queue| queue.required = vec![level(8, 1)]);
    centre.queue(1, |config| {
        config.required = vec![level(7, 1)];
        config.overflow = vec![after(20, OverflowAction::AddAgentsOf { queue: queue(2) })];
    });
    centre.agent(1001, &[(8, 1)]);
    centre.call(1, 1);
    assert_eq!(centre.waiting(1), [1]);
    centre.wake_at(20);
    assert_eq!(centre.offered_to(1), Some(1001));
    assert_eq!(centre.decision().skills[0].skill, skill(8));
}

#[test]
fn overflow_raises_the_priority() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.overflow = vec![after(20, OverflowAction::RaisePriority { by: 3 })]);
    centre.queue(2, |queue| queue.priority = 2);
    centre.call(1, 1);
    centre.call(2, 2);
    centre.wake_at(20);
    centre.agent(1001, &[]);
    assert_eq!(centre.offered_to(1), Some(1001));
}

#[test]
fn a_call_back_offer_leaves_the_contact_in_line() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.overflow = vec![after(20, OverflowAction::OfferCallback)]);
    centre.call(1, 1);
    centre.wake_at(20);
    assert_eq!(centre.last.len(), 1);
    assert_eq!(centre.waiting(1), [1]);
    assert_eq!(centre.router.next_wake(), None);
}

#[test]
fn voicemail_and_message_end_the_waiting() {
    for (action, why) in [
        (OverflowAction::Voicemail, Departure::Voicemail),
        (OverflowAction::EndWithMessage, Departure::EndedWithMessage),
    ] {
        let mut centre = Centre::new();
        centre.queue(1, |queue| queue.overflow = vec![after(60, action)]);
        centre.call(1, 1);
        centre.wake_at(60);
        let left = Output::Left { contact: contact(1), queue: queue(1), agent: None, why };
        assert_eq!(centre.last.last(), Some(&left));
        assert_eq!(centre.router.contact_view(contact(1)), None);
        assert_eq!(centre.router.next_wake(), None);
    }
}

#[test]
fn a_step_that_falls_due_while_ringing_is_taken_when_the_contact_comes_back() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.overflow = vec![after(10, OverflowAction::Voicemail)]);
    centre.agent(1001, &[]);
    centre.call(1, 1);
    assert!(centre.wake_at(10).is_empty());
    centre.wake_at(15);
    assert_eq!(centre.router.contact_view(contact(1)), None);
}

#[test]
fn steps_begin_anew_after_an_agent_has_had_the_contact() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.overflow = vec![after(60, OverflowAction::Voicemail)]);
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.second = 500;
    let why = ReturnReason::AgentLost;
    centre.must(Event::Returned { contact: contact(1), agent: agent(1001), why });
    assert_eq!(centre.waiting(1), [1]);
    assert_eq!(centre.router.next_wake(), Some(at(560)));
}

#[test]
fn announcements_come_at_their_interval_with_the_position() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.announce_every = Some(secs(30)));
    centre.call(1, 1);
    centre.second = 5;
    centre.call(2, 1);
    centre.wake_at(30);
    let due = |number, position, waited| Output::AnnouncementDue {
        contact: contact(number),
        queue: queue(1),
        position,
        waited: secs(waited),
    };
    assert_eq!(centre.last, [due(1, 1, 30)]);
    centre.leaves(1);
    centre.wake_at(35);
    assert_eq!(centre.last, [due(2, 1, 30)]);
    centre.wake_at(200);
    assert_eq!(centre.last, [due(2, 1, 195)], "a late wake-up announces once");
    assert_eq!(centre.router.next_wake(), Some(at(230)));
}

#[test]
fn a_contact_learns_its_position_when_it_stands_in_line() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.call(1, 1);
    centre.call(2, 1);
    let place = Output::Queued { contact: contact(2), queue: queue(1), position: 2 };
    assert_eq!(centre.last, [place]);
    centre.arrives(3, 1, |vip| vip.priority = 1);
    assert_eq!(centre.last, [Output::Queued { contact: contact(3), queue: queue(1), position: 1 }]);
}

#[test]
fn wrap_up_blocks_where_the_queue_says_so_until_it_is_finished() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.wrap_up_limit = Some(secs(60)));
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.call(2, 1);
    centre.second = 100;
    centre.end(1);
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().activity, Activity::WrapUp);
    assert_eq!(centre.waiting(1), [2]);
    centre.wake_at(160);
    assert_eq!(centre.last, [Output::WrapUpOverdue { contact: contact(1), agent: agent(1001) }]);
    assert_eq!(centre.waiting(1), [2], "the limit reports, it does not free the agent");
    centre.second = 170;
    centre.must(Event::WrapUpFinished { contact: contact(1), agent: agent(1001) });
    assert_eq!(centre.offered_to(2), Some(1001));
}

#[test]
fn wrap_up_ends_by_itself_where_the_queue_says_so() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| {
        queue.wrap_up_limit = Some(secs(60));
        queue.wrap_up_auto_finish = true;
    });
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.call(2, 1);
    centre.end(1);
    centre.wake_at(60);
    assert_eq!(centre.offered_to(2), Some(1001));
    let idle = centre.router.agent_view(agent(1001)).unwrap().idle_since.voice;
    assert_eq!(idle, at(60), "idle since the wrap-up ended");
}

#[test]
fn wrap_up_does_not_block_where_the_queue_says_so() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| {
        queue.wrap_up_limit = Some(secs(60));
        queue.blocks_while_wrap_up = false;
    });
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.call(2, 1);
    centre.end(1);
    assert_eq!(centre.offered_to(2), Some(1001));
}

#[test]
fn a_hang_up_by_the_customer_leads_to_wrap_up_too() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.wrap_up_limit = Some(secs(60)));
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.leaves(1);
    assert!(centre.last.iter().any(|output| matches!(output, Output::WrapUpStarted { .. })));
    assert!(
        centre
            .last
            .iter()
            .any(|output| matches!(output, Output::Left { why: Departure::HandledCustomerLeft, .. }))
    );
}

#[test]
fn an_agent_takes_several_chats_within_the_weights_but_no_call_beside_them() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    for number in 1..=6 {
        centre.arrives(number, 1, |chat| chat.channel = Channel::Chat);
        if centre.offered_to(number).is_some() {
            centre.accept(number);
        }
    }
    assert_eq!(centre.waiting(1), [6]);
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().free_weight, 0);
    centre.end(1);
    assert_eq!(centre.offered_to(6), Some(1001));
    centre.call(7, 1);
    assert_eq!(centre.waiting(1), [7]);
}

#[test]
fn a_channel_maximum_holds_within_the_limit() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent_with(1001, &[], |agent| agent.capacity.maxima.chat = 1);
    centre.arrives(1, 1, |chat| chat.channel = Channel::Chat);
    centre.arrives(2, 1, |chat| chat.channel = Channel::Chat);
    assert_eq!(centre.waiting(1), [2]);
    centre.arrives(3, 1, |mail| mail.channel = Channel::Email);
    assert_eq!(centre.offered_to(3), Some(1001));
}

#[test]
fn live_changes_touch_no_contact_being_handled() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 1)]);
    centre.agent(1001, &[(7, 1)]);
    centre.call(1, 1);
    centre.accept(1);
    centre.agent_with(1001, &[], |agent| agent.capacity = Capacity { limit: 0, ..Capacity::default() });
    centre.queue(1, |queue| queue.required = vec![level(9, 5)]);
    centre.declare(1001, Presence::Offline);
    assert_eq!(centre.handled_by(1), Some(1001));
    centre.end(1);
    assert_eq!(centre.router.contact_view(contact(1)), None);
}

#[test]
fn an_offer_that_no_longer_matches_is_withdrawn() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 1)]);
    centre.agent(1001, &[(7, 1)]);
    centre.call(1, 1);
    centre.agent_with(1001, &[], |_| {});
    assert_eq!(centre.router.contact_view(contact(1)).unwrap().queue, queue(1));
    assert_eq!(centre.waiting(1), [1]);
    centre.agent(1002, &[(7, 3)]);
    assert_eq!(centre.offered_to(1), Some(1002));
    centre.queue(1, |queue| queue.required = vec![level(7, 4)]);
    assert_eq!(centre.ended(), Some(OfferEnd::Withdrawn { why: Withdrawal::NoLongerMatches }));
}

#[test]
fn new_skills_take_effect_at_once() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 1)]);
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.agent(1001, &[(7, 1)]);
    assert_eq!(centre.offered_to(1), Some(1001));
}

#[test]
fn a_queue_is_not_removed_under_its_contacts_nor_an_agent_at_work() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    let refused = centre.tell(Event::QueueRemoved { queue: queue(1) }).unwrap_err();
    assert_eq!(refused.code, "router.queue_in_use");
    centre.accept(1);
    let refused = centre.tell(Event::AgentRemoved { agent: agent(1001) }).unwrap_err();
    assert_eq!(refused.code, "router.agent_busy");
    centre.end(1);
    centre.must(Event::AgentRemoved { agent: agent(1001) });
    centre.must(Event::QueueRemoved { queue: queue(1) });
    assert_eq!(centre.router.agent_view(agent(1001)), None);
}

#[test]
fn an_agent_removed_during_an_offer_gives_the_contact_back() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.must(Event::AgentRemoved { agent: agent(1001) });
    assert_eq!(centre.waiting(1), [1]);
    centre.agent(1002, &[]);
    assert_eq!(centre.offered_to(1), Some(1002));
}

#[test]
fn impossible_commands_are_refused_with_the_reason() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    let (known, handled) = (centre.arrival(1, 1), (contact(1), agent(1001)));
    let unknown = centre.arrival(2, 9);
    let refusals = [
        (Event::ContactArrived(known), "router.contact_known"),
        (Event::ContactArrived(unknown), "not_found"),
        (Event::HandlingEnded { contact: handled.0, agent: handled.1 }, "router.not_handling"),
        (Event::WrapUpFinished { contact: handled.0, agent: handled.1 }, "router.not_in_wrap_up"),
        (Event::ContactLeft { contact: contact(7) }, "not_found"),
        (Event::PresenceDeclared { agent: agent(1001), presence: Presence::Missed }, "invalid_field"),
        (Event::PresenceDeclared { agent: agent(7), presence: Presence::Available }, "not_found"),
    ];
    for (event, code) in refusals {
        assert_eq!(centre.tell(event).unwrap_err().code, code);
        assert!(centre.last.is_empty());
    }
}

#[test]
fn events_and_outputs_survive_json() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| {
        queue.overflow = vec![after(20, OverflowAction::RaisePriority { by: 1 })];
        queue.announce_every = Some(secs(30));
        queue.required = vec![level(7, 1)];
    });
    centre.agent(1001, &[(7, 3)]);
    centre.call(1, 1);
    let outputs = centre.last.clone();
    for output in &outputs {
        let json = serde_json::to_string(output).unwrap();
        assert_eq!(serde_json::from_str::<Output>(&json).unwrap(), *output, "{json}");
    }
    for (_, event) in &centre.log {
        let json = serde_json::to_string(event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), *event, "{json}");
    }
}

#[test]
fn free_agents_are_counted_also_where_no_contact_ever_asked_for_them() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 2)]);
    centre.agent(1001, &[(7, 2)]);
    centre.agent(1002, &[(7, 1)]);
    assert_eq!(centre.router.open_agents(queue(1), Channel::Voice), 1);
    centre.call(1, 1);
    assert_eq!(centre.router.open_agents(queue(1), Channel::Voice), 0, "on offer");
    centre.accept(1);
    centre.end(1);
    assert_eq!(centre.router.open_agents(queue(1), Channel::Voice), 1);
}
