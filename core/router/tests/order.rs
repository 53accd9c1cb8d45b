//! Who goes first, to whom, and what the decision says (ACD-1, ACD-4).

mod centre;

use centre::{Centre, agent, at, contact, level, queue, secs, skill};
use kernel::Text;
use router::{
    Affinity, AgentChoice, Channel, Event, Output, PreferredAgent, Presence, ReturnReason, RouterConfig,
    Rule, Target,
};

fn preferred(number: u128, second: i64) -> Option<PreferredAgent> {
    Some(PreferredAgent { agent: agent(number), served_at: at(second) })
}

#[test]
fn the_higher_effective_priority_goes_first_then_the_earlier_then_the_lower_id() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.call(5, 1);
    centre.call(4, 1);
    centre.second = 1;
    centre.call(3, 1);
    centre.arrives(9, 1, |vip| vip.priority = 1);
    assert_eq!(centre.waiting(1), [9, 4, 5, 3]);
    centre.agent(1001, &[]);
    assert_eq!(centre.offered_to(9), Some(1001));
}

#[test]
fn the_priority_of_the_queue_counts_between_queues() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.queue(2, |queue| queue.priority = 5);
    centre.call(1, 1);
    centre.second = 9;
    centre.call(2, 2);
    centre.agent(1001, &[]);
    assert_eq!(centre.offered_to(2), Some(1001));
    assert_eq!(centre.decision().effective_priority, 5);
}

#[test]
fn waiting_raises_the_priority_by_one_level_per_configured_time() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.raise_every = Some(secs(10)));
    centre.queue(2, |queue| queue.priority = 2);
    centre.call(1, 1);
    centre.second = 1;
    centre.call(2, 2);
    centre.second = 29;
    let mut early = centre.router.clone();
    centre.agent(1001, &[]);
    assert_eq!(centre.offered_to(1), Some(1001), "two levels gained, and longer in line");
    assert_eq!(centre.decision().effective_priority, 2);
    let mut out = Vec::new();
    early.handle(Event::Wake, at(19), &mut out).unwrap();
    assert_eq!(early.contact_view(contact(1)).unwrap().effective_priority, 1);
}

#[test]
fn among_agents_the_longest_idle_is_chosen_then_the_staff_number() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1002, &[]);
    centre.agent(1001, &[]);
    centre.agent(999, &[]);
    centre.call(1, 1);
    assert_eq!(centre.offered_to(1), Some(999), "all signed in at one moment; 999 is the lowest number");
    assert_eq!(centre.decision().rule, Rule::StaffNumber);
    assert_eq!(centre.decision().candidates, 3);
    assert_eq!(centre.decision().next_best.as_ref().unwrap().agent, agent(1001));
    centre.accept(1);
    centre.second = 60;
    centre.end(1);
    centre.call(2, 1);
    centre.accept(2);
    centre.call(3, 1);
    assert_eq!(centre.offered_to(3), Some(1002));
    assert_eq!(centre.decision().rule, Rule::LongestIdle);
}

#[test]
fn idle_since_is_kept_for_each_channel() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.second = 1;
    centre.agent(1002, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.second = 30;
    centre.end(1);
    centre.arrives(2, 1, |chat| chat.channel = Channel::Chat);
    assert_eq!(centre.offered_to(2), Some(1001), "a call does not end the idleness in chats");
    centre.call(3, 1);
    assert_eq!(centre.offered_to(3), Some(1002));
}

#[test]
fn a_break_does_not_change_the_place_among_the_idle() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.second = 5;
    centre.agent(1002, &[]);
    centre.declare(1001, Presence::Break { kind: "rest".into() });
    centre.second = 50;
    centre.declare(1001, Presence::Available);
    centre.call(1, 1);
    assert_eq!(centre.offered_to(1), Some(1001));
}

#[test]
fn the_best_skilled_agent_is_chosen_where_the_queue_says_so() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| {
        queue.required = vec![level(7, 2)];
        queue.choice = AgentChoice::BestSkill;
    });
    centre.agent(1001, &[(7, 1)]);
    centre.agent(1002, &[(7, 3)]);
    centre.agent(1003, &[(7, 5)]);
    centre.call(1, 1);
    assert_eq!(centre.offered_to(1), Some(1003));
    let decision = centre.decision();
    assert_eq!((decision.rule, decision.candidates), (Rule::BestSkill, 2));
    assert_eq!((decision.skills[0].needed, decision.skills[0].level), (2, 5));
}

#[test]
fn the_least_occupied_agent_is_chosen_where_the_queue_says_so() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.choice = AgentChoice::LeastOccupied);
    centre.agent(1001, &[]);
    centre.agent(1002, &[]);
    for number in 1..=4 {
        centre.arrives(number, 1, |chat| chat.channel = Channel::Chat);
        centre.accept(number);
    }
    let of = |number| centre.router.agent_view(agent(number)).unwrap().handling.len();
    assert_eq!((of(1001), of(1002)), (2, 2));
    let by = centre.handled_by(3).unwrap();
    centre.end(1);
    centre.end(3);
    centre.arrives(5, 1, |chat| chat.channel = Channel::Chat);
    assert_eq!(centre.offered_to(5), Some(by));
    assert_eq!(centre.decision().rule, Rule::LeastOccupied);
}

#[test]
fn skills_of_the_queue_and_of_the_contact_must_both_be_met() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 2)]);
    centre.agent(1001, &[(7, 5)]);
    centre.agent(1002, &[(8, 5)]);
    centre.agent(1003, &[(7, 2), (8, 3)]);
    centre.arrives(1, 1, |english| english.extra_skills = vec![level(8, 3)]);
    assert_eq!(centre.offered_to(1), Some(1003));
    assert_eq!(centre.decision().rule, Rule::OnlyCandidate);
    centre.arrives(2, 1, |english| english.extra_skills = vec![level(8, 3)]);
    assert_eq!(centre.waiting(1), [2]);
}

#[test]
fn an_agent_with_named_queues_serves_no_other() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.queue(2, |_| {});
    centre.agent_with(1001, &[], |agent| agent.queues = Some([queue(2)].into()));
    centre.call(1, 1);
    assert_eq!(centre.offered_to(1), None);
    centre.call(2, 2);
    assert_eq!(centre.offered_to(2), Some(1001));
}

fn with_affinity() -> Centre {
    let mut centre = Centre::new();
    centre.queue(1, |queue| {
        queue.affinity = Some(Affinity { prefer_for: secs(3600), wait_for: secs(20) });
    });
    centre.agent(1001, &[]);
    centre.agent(1002, &[]);
    centre
}

#[test]
fn the_agent_who_served_the_customer_last_is_preferred() {
    let mut centre = with_affinity();
    centre.arrives(1, 1, |again| again.preferred = preferred(1002, -100));
    assert_eq!(centre.offered_to(1), Some(1002));
    assert_eq!(centre.decision().rule, Rule::PreferredAgent);
    assert_eq!(centre.decision().next_best.as_ref().unwrap().agent, agent(1001));
}

#[test]
fn the_preference_ends_with_its_time() {
    let mut centre = with_affinity();
    centre.arrives(1, 1, |again| again.preferred = preferred(1002, -3601));
    assert_eq!(centre.offered_to(1), Some(1001));
}

#[test]
fn a_contact_waits_for_the_busy_preferred_agent_but_not_for_ever() {
    let mut centre = with_affinity();
    centre.arrives(1, 1, |again| again.preferred = preferred(1002, -100));
    centre.accept(1);
    centre.arrives(2, 1, |again| again.preferred = preferred(1002, -100));
    assert_eq!(centre.waiting(1), [2], "1001 is free, but the contact is kept for 1002");
    assert_eq!(centre.router.next_wake(), Some(at(20)));
    let mut patient = centre.router.clone();
    centre.wake_at(20);
    assert_eq!(centre.offered_to(2), Some(1001));
    let mut out = Vec::new();
    let end = Event::HandlingEnded { contact: contact(1), agent: agent(1002) };
    patient.handle(end, at(10), &mut out).unwrap();
    assert!(
        out.iter().any(|output| matches!(output, Output::Offered { agent: to, .. } if *to == agent(1002)))
    );
}

#[test]
fn a_contact_does_not_wait_for_a_preferred_agent_who_is_away_or_goes_away() {
    let mut centre = with_affinity();
    centre.declare(1002, Presence::Break { kind: "meal".into() });
    centre.arrives(1, 1, |again| again.preferred = preferred(1002, -100));
    assert_eq!(centre.offered_to(1), Some(1001));
    centre.leaves(1);
    centre.declare(1002, Presence::Available);
    centre.arrives(2, 1, |again| again.preferred = preferred(1002, -100));
    centre.accept(2);
    centre.arrives(3, 1, |again| again.preferred = preferred(1002, -100));
    assert_eq!(centre.waiting(1), [3]);
    centre.declare(1002, Presence::Offline);
    assert_eq!(centre.offered_to(3), Some(1001));
}

#[test]
fn a_contact_that_comes_back_stands_at_the_head_and_tries_the_failing_agent_last() {
    let mut centre = Centre::with(RouterConfig { missed_limit: 9, ..RouterConfig::default() });
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.second = 5;
    centre.agent(1002, &[]);
    centre.call(2, 1);
    assert_eq!(centre.offered_to(2), Some(1002));
    centre.second = 10;
    centre.call(3, 1);
    centre.wake_at(15);
    assert_eq!(centre.offered_to(1), Some(1001), "nobody else is free, and it comes before contact 3");
    assert_eq!(centre.decision().failed_before, 1);
    centre.accept(2);
    centre.end(2);
    assert_eq!(centre.offered_to(3), Some(1002));
    centre.wake_at(25);
    centre.accept(3);
    centre.end(3);
    centre.wake_at(30);
    assert_eq!(centre.offered_to(1), Some(1002));
    assert_eq!(centre.decision().rule, Rule::FailedLeastRecently);
}

#[test]
fn a_contact_returned_by_a_lost_agent_keeps_its_waiting_since() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.second = 50;
    centre.call(2, 1);
    let returned = Event::Returned { contact: contact(1), agent: agent(1001), why: ReturnReason::AgentLost };
    centre.must(returned);
    assert_eq!(centre.waiting(1), [1, 2]);
    assert_eq!(centre.router.agent_view(agent(1001)).unwrap().presence, Presence::Missed);
    assert_eq!(centre.router.contact_view(contact(1)).unwrap().waiting_since, at(0));
}

#[test]
fn a_contact_transferred_to_a_queue_keeps_its_waiting_time_and_spares_who_handed_it_on() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.queue(2, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.agent(1002, &[]);
    centre.second = 40;
    centre.transfer(1, Target::Queue(queue(2)));
    assert_eq!(centre.offered_to(1), Some(1002), "1001 has just become idle and handed it on");
    assert_eq!(centre.router.contact_view(contact(1)).unwrap().queue, queue(2));
}

#[test]
fn a_contact_transferred_to_an_agent_goes_to_that_agent_whatever_the_skills() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 1)]);
    centre.agent(1001, &[(7, 1)]);
    centre.agent(1002, &[(7, 1)]);
    centre.agent(1003, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.transfer(1, Target::Agent(agent(1003)));
    assert_eq!(centre.offered_to(1), Some(1003));
    assert_eq!(centre.decision().rule, Rule::Directed);
    centre.wake_at(15);
    assert_eq!(centre.offered_to(1), Some(1002), "it falls back to its queue");
}

#[test]
fn a_contact_given_to_a_busy_agent_waits_for_that_agent_and_falls_back_in_time() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.agent(1002, &[]);
    centre.call(2, 1);
    centre.must(Event::Redirected { contact: contact(2), target: Target::Agent(agent(1001)) });
    assert_eq!(centre.waiting(1), [2]);
    centre.wake_at(60);
    assert_eq!(centre.offered_to(2), Some(1002));
}

#[test]
fn a_transfer_to_an_agent_who_is_not_available_is_refused_and_changes_nothing() {
    let mut centre = Centre::new();
    centre.queue(1, |_| {});
    centre.agent(1001, &[]);
    centre.call(1, 1);
    centre.accept(1);
    centre.agent(1002, &[]);
    centre.declare(1002, Presence::Offline);
    let target = Target::Agent(agent(1002));
    let refused =
        centre.tell(Event::Transferred { contact: contact(1), from: agent(1001), target }).unwrap_err();
    assert_eq!(refused.code, "router.agent_not_available");
    assert_eq!(centre.handled_by(1), Some(1001));
    assert!(centre.last.is_empty());
}

#[test]
fn a_decision_explains_itself_in_both_languages() {
    let mut centre = Centre::new();
    centre.queue(1, |queue| queue.required = vec![level(7, 2)]);
    centre.call(1, 1);
    centre.second = 12;
    centre.agent(1001, &[(7, 3)]);
    let text = centre.decision().text(|asked| {
        assert_eq!(asked, skill(7));
        Text::new("英语", "English")
    });
    assert_eq!(text.zh, "分配给 1001：唯一可用坐席；等待 12.0 秒，优先级 0，候选 1 人；技能：英语 3 级≥2");
    let english = "Offered to 1001: the only agent who could take it; waited 12.0 s, priority 0, 1 candidate; \
                   skills: English level 3 ≥ 2";
    assert_eq!(text.en, english);
}
