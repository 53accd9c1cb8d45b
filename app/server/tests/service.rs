//! What the agent sees and must do around a call, and what is counted of it (HOT-4, HOT-5, HOT-8, RPT-1).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::softphone::{Softphone, State, Way};
use support::sound::{AGENT, CALLER};
use support::{Centre, eventually};

/// A caller who asks for a person.
async fn caller(centre: &Centre, from: &str) -> Softphone {
    let caller = Softphone::call(centre.sip_port, from, "95000", Way::Udp).await;
    caller.answered().await;
    caller.hum(CALLER);
    caller.press('0');
    caller
}

async fn record(centre: &Centre, agent: &str, contact: &Value, resolved: bool) -> Value {
    let record = json!({"category": "orders/status", "matter": "查询", "solution": "已告知",
        "resolved_first_contact": resolved});
    let path = format!("/api/contacts/{}/record", contact["id"].as_str().unwrap());
    centre.post(agent, &path, record).await
}

async fn queue(centre: &Centre, admin: &str, change: impl FnOnce(&mut Value)) {
    let queues = centre.get(admin, "/api/queues").await;
    let mut form = queues["items"].as_array().unwrap().iter().find(|q| q["key"] == "orders").unwrap().clone();
    let path = format!("/api/queues/{}", form["id"].as_str().unwrap());
    for known in ["id", "version"] {
        form.as_object_mut().unwrap().remove(known);
    }
    change(&mut form);
    centre.put(admin, &path, form).await;
}

/// HOT-4: who calls is known when the telephone rings, with notes and all contacts before.
#[tokio::test(flavor = "multi_thread")]
async fn the_customers_card_and_history_are_there_while_it_rings() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let card = json!({"name": "李女士", "level": "key_account", "phones": ["138 0013 8000"], "notes": "请用敬语",
            "fields": {"booth_number": "A1-01", "trading_code": "TR1"}, "service_until": "2099-01-01T00:00:00Z",
            "key_ground": {"ground": "agency_rights"}});
    let customer = centre.post(&admin, "/api/customers", card).await;
    sipp::call(&centre.folder(), centre.sip_port, "13800138000", "95000", &[Act::Wait(300)], &End::HangUp)
        .went_well()
        .await;
    let before = centre.newest_contact(&admin, &["closed"], 10).await;
    assert_eq!(before["customer_id"], customer["id"]);

    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Never);
    let agent = centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = caller(&centre, "13800138000").await;
    let ringing = centre.agent_in_state(&admin, "1001", "ringing").await;
    let at_hand = ringing["contacts"][0].as_str().unwrap();
    let contact = eventually("it rings", 5, || async {
        let contact = centre.get(&agent, &format!("/api/contacts/{at_hand}")).await;
        (contact["state"] == "ringing").then_some(contact)
    })
    .await;
    assert_eq!(contact["answered_at"], Value::Null, "nobody has answered");
    let id = customer["id"].as_str().unwrap();
    assert_eq!(contact["customer_id"], id, "{contact}");
    let card = centre.get(&agent, &format!("/api/customers/{id}")).await;
    assert_eq!((&card["name"], &card["level"]), (&json!("李女士"), &json!("key_account")));
    assert_eq!(card["notes"], "请用敬语");
    // CUS-5: who serves the customer now sees whole numbers; a colleague does not without a reason.
    assert_eq!((&contact["caller"], &card["phones"][0]), (&json!("13800138000"), &json!("13800138000")));
    let colleague = centre.sign_in("1002").await;
    let other = centre.get(&colleague, &format!("/api/customers/{id}")).await;
    assert_eq!(other["phones"][0], "138****8000");
    let history = centre.get(&agent, &format!("/api/contacts?customer={id}")).await;
    let numbers: Vec<&Value> =
        history["items"].as_array().unwrap().iter().map(|past| &past["number"]).collect();
    assert_eq!(numbers, [&json!(2), &json!(1)], "this call and the one before");
    assert!(phone.log().contains("李女士"), "the telephone shows the name: {}", phone.log());
    caller.hang_up().await;
    centre.quiet().await;
}

/// HOT-5: no answer in the queue's time makes the agent missed until the agent says otherwise; the caller keeps the
/// place at the head of the line, before others who came later.
#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_offer_makes_the_agent_missed_and_the_caller_first_in_line() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    queue(&centre, &admin, |form| form["ring_timeout_s"] = json!(2.0)).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Never);
    let agent = centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let first = caller(&centre, "13800000001").await;
    centre.agent_in_state(&admin, "1001", "ringing").await;
    let second = caller(&centre, "13800000002").await;
    centre.agent_in_state(&admin, "1001", "missed").await;
    let board = centre.get(&admin, "/api/live").await;
    let orders = board["queues"].as_array().unwrap().iter().find(|queue| queue["waiting"] != 0).unwrap();
    let contacts = centre.get(&admin, "/api/contacts").await;
    let contacts = contacts["items"].as_array().unwrap();
    let line: Vec<&Value> =
        orders["line"].as_array().unwrap().iter().map(|place| &place["contact"]).collect();
    assert_eq!(line, [&contacts[1]["id"], &contacts[0]["id"]], "{board}");
    assert_eq!((&contacts[1]["missed_offers"], &contacts[1]["state"]), (&json!(1), &json!("queued")));
    eventually("the missed offer is in the story", 10, || async {
        let story = centre.story(&admin, &contacts[1]).await;
        let missed = story.iter().filter(|(kind, _)| kind == "contacts.offer_ended").count();
        (missed == 1).then_some(())
    })
    .await;

    centre.put(&agent, "/api/agents/1001/state", json!({"state": "available"})).await;
    let ringing = centre.agent_in_state(&admin, "1001", "ringing").await;
    assert_eq!(ringing["contacts"][0], contacts[1]["id"], "who waits longest is offered first again");
    first.hang_up().await;
    second.hang_up().await;
    centre.quiet().await;
}

/// HOT-8: after-call work blocks the next call until the record is complete, is overdue after the queue's limit, and
/// ends by itself where the queue says so.
#[tokio::test(flavor = "multi_thread")]
async fn after_call_work_has_the_limit_of_its_queue() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    queue(&centre, &admin, |form| form["wrap_up_limit_s"] = json!(1.0)).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let first = caller(&centre, "13800000001").await;
    first.hears_after(0, AGENT).await;
    first.hang_up().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    let second = caller(&centre, "13800000002").await;
    eventually("the first contact's after-call work is overdue", 15, || async {
        let story = centre.story(&admin, &contact).await;
        story.iter().any(|(kind, _)| kind == "contacts.wrap_up_overdue").then_some(())
    })
    .await;
    centre.agent_in_state(&admin, "1001", "after_call_work").await;
    let waiting = centre.newest_contact(&admin, &["queued"], 5).await;
    assert_eq!(waiting["caller"], "13800000002", "nobody is offered a second call before the record");
    record(&centre, &agent, &contact, true).await;
    let next = centre.newest_contact(&admin, &["talking"], 10).await;
    assert_eq!(next["caller"], "13800000002");

    queue(&centre, &admin, |form| form["wrap_up_auto_finish"] = json!(true)).await;
    second.hears_after(0, AGENT).await;
    second.hang_up().await;
    let done = centre.newest_contact(&admin, &["closed"], 15).await;
    assert_eq!(
        (&done["number"], &done["record"]),
        (&json!(2), &Value::Null),
        "ended by itself, without a record"
    );
    centre.agent_in_state(&admin, "1001", "available").await;
}

/// What an indicator is expected to have counted: numerator, denominator, contacts in the drill-down with whether each
/// is in the numerator.
type Expected = (f64, f64, Vec<(i64, bool)>);

async fn agrees(centre: &Centre, admin: &str, query: &str, name: &str, expected: &Expected) {
    let all = centre.get(admin, &format!("/api/indicators{query}")).await;
    let indicator = &all[name];
    assert_eq!(indicator["numerator"].as_f64(), Some(expected.0), "{name}{query}: {indicator}");
    assert_eq!(indicator["denominator"].as_f64(), Some(expected.1), "{name}{query}: {indicator}");
    let value = (expected.1 != 0.0).then(|| expected.0 / expected.1);
    assert_eq!(indicator["value"].as_f64(), value, "{name}{query}: {indicator}");
    assert!(indicator["formula"]["zh"].as_str().unwrap().contains('÷'), "{indicator}");
    let behind = centre.get(admin, &format!("/api/indicators/{name}/contacts{query}")).await;
    let items = behind["items"].as_array().unwrap();
    let mut counted: Vec<(i64, bool)> = items
        .iter()
        .map(|item| (item["number"].as_i64().unwrap(), item["counted_in_numerator"].as_bool().unwrap()))
        .collect();
    counted.sort_unstable();
    assert_eq!(counted, expected.2, "{name}{query}: {behind}");
    let sum = |part: &str| items.iter().map(|item| item[part].as_f64().unwrap()).sum::<f64>();
    assert_eq!((sum("numerator"), sum("denominator")), (expected.0, expected.1), "{name}{query}: {behind}");
}

/// RPT-1: five calls of which everything is known; each figure, and exactly the contacts behind it.
///
/// 1 answered, the customer hangs up, resolved · 2 answered, handed to the survey, score 5, unresolved · 3 gives up in
/// the queue at once · 4 leaves in the menu · 5 answered, the agent hangs up, score 2.
#[tokio::test(flavor = "multi_thread")]
async fn the_indicators_of_known_calls_count_exactly_these_contacts() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;

    let first = caller(&centre, "13800000001").await;
    first.hears_after(0, AGENT).await;
    first.hang_up().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    record(&centre, &agent, &contact, true).await;
    judged(&centre, &admin, &agent, "to_survey", ("13800000002", 2), '5').await;
    centre.put(&agent, "/api/agents/1001/state", json!({"state": "offline"})).await;

    let third = caller(&centre, "13800000003").await;
    centre.newest_contact(&admin, &["queued"], 10).await;
    third.hang_up().await;
    centre.newest_contact(&admin, &["abandoned"], 10).await;
    let fourth = Softphone::call(centre.sip_port, "13800000004", "95000", Way::Udp).await;
    fourth.answered().await;
    fourth.hang_up().await;
    centre.newest_contact(&admin, &["closed"], 10).await;
    centre.put(&agent, "/api/agents/1001/state", json!({"state": "available"})).await;
    judged(&centre, &admin, &agent, "hang_up", ("13800000005", 5), '2').await;

    let volumes = eventually("all five calls are counted", 15, || async {
        let all = centre.get(&admin, "/api/indicators").await;
        let complete = all["record_complete"]["numerator"] == 3.0 && all["volumes"]["incoming"] == 5;
        complete.then(|| all["volumes"].clone())
    })
    .await;
    let counts = json!({"incoming": 5, "offered": 4, "answered": 3, "abandoned": 1, "short_abandoned": 1});
    assert_eq!(volumes, counts);
    let answered = |hits: [bool; 3]| vec![(1, hits[0]), (2, hits[1]), (5, hits[2])];
    let offered = vec![(1, true), (2, true), (3, false), (5, true)];
    let expected: BTreeMap<&str, Expected> = BTreeMap::from([
        ("connect_rate", (3.0, 4.0, offered.clone())),
        ("connect_rate_of_all", (3.0, 5.0, vec![(1, true), (2, true), (3, false), (4, false), (5, true)])),
        ("service_level", (3.0, 4.0, offered)),
        ("three_ring_rate", (3.0, 3.0, answered([true, true, true]))),
        ("abandonment", (1.0, 4.0, vec![(1, false), (2, false), (3, true), (5, false)])),
        ("first_contact_resolution", (1.0, 3.0, answered([true, false, false]))),
        ("satisfaction", (1.0, 2.0, vec![(2, true), (5, false)])),
        ("survey_response_rate", (2.0, 3.0, answered([false, true, true]))),
        ("record_complete", (3.0, 3.0, answered([true, true, true]))),
        ("agent_ended_first", (1.0, 3.0, answered([false, false, true]))),
    ]);
    for (name, expected) in &expected {
        agrees(&centre, &admin, "", name, expected).await;
    }
    // The industry leaves those out who give up at once.
    let without_short = vec![(1, true), (2, true), (5, true)];
    agrees(&centre, &admin, "?preset=industry", "connect_rate", &(3.0, 3.0, without_short)).await;
    agrees(&centre, &admin, "?agent=1001", "connect_rate", &(3.0, 3.0, answered([true, true, true]))).await;
    let (status, _) = centre.call(Method::GET, "/api/indicators/made_up/contacts", Some(&admin), None).await;
    assert_eq!(status, 404);
    times_are_those_of_the_contacts(&centre, &admin).await;
}

/// A call that the agent ends, and that the caller judges.
async fn judged(
    centre: &Centre,
    admin: &str,
    agent: &str,
    action: &str,
    (from, number): (&str, i64),
    score: char,
) {
    centre.agent_in_state(admin, "1001", "available").await;
    let caller = caller(centre, from).await;
    let contact = centre.newest_contact(admin, &["talking"], 10).await;
    assert_eq!(contact["number"], number);
    let path = format!("/api/telephony/calls/{}/actions", contact["id"].as_str().unwrap());
    centre.post(agent, &path, json!({"action": action})).await;
    let contact = centre.newest_contact(admin, &["wrap_up"], 10).await;
    let began = std::time::Instant::now();
    caller.press(score);
    eventually("the customer has judged", 20, || async {
        let judged = centre.get(admin, &format!("/api/contacts/{}", contact["id"].as_str().unwrap())).await;
        let over = caller.state() != State::Calling && !judged["survey"].is_null();
        if !over && began.elapsed().as_secs() > 18 {
            panic!("no score: {:?} {:#?}", caller.state(), centre.story(admin, &contact).await);
        }
        over.then_some(())
    })
    .await;
    caller.over(30).await;
    record(centre, agent, &contact, false).await;
    let contact = centre.newest_contact(admin, &["closed"], 10).await;
    assert_eq!(contact["survey"]["score"], score.to_digit(10).unwrap(), "{contact}");
}

/// Averages are sums over the very contacts that the list of contacts shows.
async fn times_are_those_of_the_contacts(centre: &Centre, admin: &str) {
    let all = centre.get(admin, "/api/indicators").await;
    let contacts = centre.get(admin, "/api/contacts").await;
    let answered = contacts["items"].as_array().unwrap().iter().filter(|c| !c["answered_at"].is_null());
    let sum = |parts: &[&str]| {
        let of = |contact: &Value| parts.iter().map(|part| contact[*part].as_f64().unwrap()).sum::<f64>();
        answered.clone().map(of).sum::<f64>()
    };
    for (name, parts) in [
        ("average_talk_time_s", &["talk_s"][..]),
        ("average_handling_time_s", &["talk_s", "hold_s", "wrap_up_s"][..]),
        ("average_speed_of_answer_s", &["queue_s", "ring_s"][..]),
    ] {
        let told = all[name]["numerator"].as_f64().unwrap();
        assert!((told - sum(parts)).abs() < 0.05, "{name}: {told} and {} of the contacts", sum(parts));
        assert_eq!(all[name]["denominator"].as_f64(), Some(3.0), "{name}");
    }
}

/// HOT-6: an agent whose telephone holds by itself (RFC 3264, section 8.4) puts the caller on hold as the desk does: the
/// caller hears music, not the agent, and the time on hold is counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_that_holds_by_itself_puts_the_caller_on_hold() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = caller(&centre, "13800000001").await;
    caller.hears_after(0, AGENT).await;
    phone.hold();
    let contact = centre.newest_contact(&admin, &["held"], 15).await;
    let mark = caller.mark();
    caller.listens(2).await;
    assert!(caller.clarity(mark, AGENT) < 0.2, "the agent is not heard: {}", caller.clarity(mark, AGENT));
    assert!(caller.octets_after(mark).iter().any(|octet| *octet != 0xD5), "there is music, not silence");
    phone.resume();
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(caller.mark(), AGENT).await;
    caller.hang_up().await;
    let ended = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(ended["id"], contact["id"]);
    assert!(ended["hold_s"].as_f64().unwrap() > 1.5, "{ended}");
    centre.quiet().await;
}

/// RPT-1 over tickets: by type and state, each number with the very tickets behind it; an agent sees only the own ones.
#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_counted_by_type_and_state_down_to_each_ticket() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let agent = centre.sign_in("1001").await;
    let open = |title: &'static str, kind: &'static str| {
        let form = json!({"type": kind, "title": title, "matter": "客户来电"});
        centre.post(&agent, "/api/tickets", form)
    };
    let answered = open("营业时间", "enquiry").await;
    let (waiting, complaint) = (open("展位费用", "enquiry").await, open("破损", "complaint").await);
    let answer = json!({"action": {"do": "move", "name": "answer", "fields": {"answer": "九点到十八点"}}});
    let path = format!("/api/tickets/{}/actions", answered["id"].as_str().unwrap());
    let (status, moved) = centre.call(Method::POST, &path, Some(&agent), Some(answer)).await;
    assert_eq!(status, 200, "{moved}");
    let types = eventually("the answered one is counted", 15, || async {
        let types = centre.get(&admin, "/api/indicators/tickets").await["items"].clone();
        (types[0]["indicators"]["tickets_closed"]["numerator"] == 1.0).then_some(types)
    })
    .await;
    assert_eq!((&types[0]["ticket_type"], &types[0]["opened"]), (&json!("enquiry"), &json!(2)));
    let states = json!([{"state": "answered", "count": 1}, {"state": "received", "count": 1}]);
    assert_eq!(types[0]["states"], states);
    let behind = |query: &'static str| {
        let (centre, admin) = (&centre, &admin);
        async move {
            let found = centre.get(admin, &format!("/api/indicators/{query}")).await;
            found["items"].as_array().unwrap().iter().map(|one| one["ticket_id"].clone()).collect::<Vec<_>>()
        }
    };
    let cell = "tickets_closed/contacts?ticket_type=enquiry&state=received";
    assert_eq!(behind(cell).await, [waiting["id"].clone()]);
    assert_eq!(behind("backlog_age/contacts").await, [waiting["id"].clone(), complaint["id"].clone()]);
    let wrong = "/api/indicators/connect_rate/contacts?ticket_type=enquiry";
    let (status, problem) = centre.call(Method::GET, wrong, Some(&admin), None).await;
    assert_eq!(status, 422, "{problem}");
    // Nobody gave them to this agent.
    assert_eq!(centre.get(&agent, "/api/indicators/tickets").await["items"], json!([]));
}
