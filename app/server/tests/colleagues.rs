//! Agents among themselves, and calls outside contacts (HOT-15); an entry flow that names an agent (IVR-1 transfer).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::sound::{self, AGENT, CALLER};
use support::{Centre, eventually};

async fn reachable(centre: &Centre, admin: &str, staff_numbers: &[&str]) {
    eventually("the agents can be called", 20, || async {
        let board = centre.get(admin, "/api/live").await;
        let agents = board["agents"].as_array()?;
        let free = |number: &&str| {
            let agent = agents.iter().find(|agent| agent["staff_number"] == *number);
            agent.is_some_and(|agent| agent["reachable"] == true && agent["state"] == "available")
        };
        staff_numbers.iter().all(free).then_some(())
    })
    .await;
}

fn uri(centre: &Centre, number: &str) -> String {
    format!("sip:{number}@127.0.0.1:{}", centre.sip_port)
}

#[tokio::test(flavor = "multi_thread")]
async fn agents_call_each_other_as_internal_contacts_and_get_no_offers_meanwhile() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let called = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let mut caller = Phone::start(&centre.folder(), centre.sip_port, "1002", &Answer::Auto);
    let agent = centre.available("1001").await;
    centre.available("1002").await;
    reachable(&centre, &admin, &["1001", "1002"]).await;

    caller.dial(&uri(&centre, "1001"));
    let contact = centre.newest_contact(&admin, &["talking"], 15).await;
    assert_eq!((&contact["direction"], &contact["caller"]), (&json!("internal"), &json!("1002")));
    assert_eq!(contact["agent"]["staff_number"], "1001");

    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(2500)];
    let customer = sipp::call(&centre.folder(), centre.sip_port, "13800138000", "95000", &acts, &End::HangUp);
    let waiting = centre.newest_contact(&admin, &["queued"], 10).await;
    assert_eq!(waiting["caller"], "13800138000");
    customer.went_well().await;
    let waited = centre.newest_contact(&admin, &["abandoned"], 10).await;
    assert_eq!(waited["missed_offers"], 0, "nobody who speaks with a colleague is offered a call");

    caller.kill();
    let path = format!("/api/contacts/{}", contact["id"].as_str().unwrap());
    // A telephone that is killed says nothing: the colleague hangs up.
    let end = json!({"action": "hang_up"});
    centre
        .post(&agent, &format!("/api/telephony/calls/{}/actions", contact["id"].as_str().unwrap()), end)
        .await;
    let ended = eventually("the call is over", 10, || async {
        let contact = centre.get(&admin, &path).await;
        (contact["state"] == "closed").then_some(contact)
    })
    .await;
    assert_eq!((&ended["ended_by"], &ended["outcome"]), (&json!("agent"), &json!("served")));
    assert!(sound::heard(&called.heard(), AGENT) > 0.8, "the colleague was heard");
    let incoming = eventually("calls are counted", 10, || async {
        let volumes = centre.get(&admin, "/api/indicators").await["volumes"].clone();
        (volumes["offered"] == 1).then(|| volumes["incoming"].clone())
    })
    .await;
    assert_eq!(incoming, 1, "only the customer's call is counted");
    reachable(&centre, &admin, &["1001"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_outside_contacts_are_refused_and_listed_for_the_supervisor() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin, &["1001"]).await;

    phone.dial(&uri(&centre, "13900139000"));
    let list = |items: usize| {
        let (centre, admin) = (&centre, &admin);
        move || async move {
            let list = centre.get(admin, "/api/telephony/outside-calls").await;
            (list["items"].as_array()?.len() == items).then_some(list["items"].clone())
        }
    };
    let items: Value = eventually("the agent's own call is listed", 10, list(1)).await;
    assert_eq!((&items[0]["direction"], &items[0]["staff_number"]), (&json!("outgoing"), &json!("1001")));
    assert_eq!(items[0]["party"], "13900139000");

    sipp::call(&centre.folder(), centre.sip_port, "13700137000", "1001", &[], &End::Refused(404))
        .went_well()
        .await;
    let items: Value = eventually("a call past the hotline is listed", 10, list(2)).await;
    assert_eq!((&items[0]["direction"], &items[0]["party"]), (&json!("incoming"), &json!("13700137000")));
    let path = "/api/telephony/outside-calls";
    assert_eq!(centre.call(reqwest::Method::GET, path, Some(&agent), None).await.0, 403);
    assert_eq!(centre.get(&admin, "/api/contacts").await["items"].as_array().unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flow_that_names_an_agent_leads_to_that_agent() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let flow = json!({"name": {"zh": "专线", "en": "Direct line"}, "start": "direct", "nodes": {
        "direct": {"do": "transfer", "to": {"agent": "1001"}, "on_fail": "sorry"},
        "sorry": {"do": "play", "prompts": [{"text": {"zh": "暂时无人接听。", "en": "Nobody is here."}}],
            "next": "end"},
        "end": {"do": "hangup"}}});
    centre.publish_flow(&admin, "direct", &flow).await;
    let number = json!({"number": "95001", "name": "专线", "flow": "direct", "web_calls": false});
    centre.post(&admin, "/api/numbers", number).await;
    let call = |acts: &[Act], end: End| {
        sipp::call(&centre.folder(), centre.sip_port, "13800138000", "95001", acts, &end)
    };
    call(&[], End::BeHungUp).went_well().await;
    let nobody = centre.newest_contact(&admin, &["closed"], 10).await;
    let kinds = centre.story(&admin, &nobody).await;
    assert!(kinds.iter().any(|(_, text)| text.contains("did not come about")), "{kinds:?}");

    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    reachable(&centre, &admin, &["1001"]).await;
    let caller = call(&[Act::Wait(600), Act::Hum, Act::Wait(2500)], End::HangUp);
    let contact = centre.newest_contact(&admin, &["talking"], 15).await;
    assert_eq!(contact["agent"]["staff_number"], "1001");
    caller.went_well().await;
    assert!(sound::heard(&phone.heard(), CALLER) > 0.8, "the agent heard the caller");
}

/// ACD-2, HOT-8: past the queue, an agent is at work all the same.
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_to_whom_a_flow_led_a_caller_is_busy_and_owes_the_record_before_the_next_call() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let flow = json!({"name": {"zh": "专线", "en": "Direct line"}, "start": "direct", "nodes": {
        "direct": {"do": "transfer", "to": {"agent": "1001"}}}});
    centre.publish_flow(&admin, "direct", &flow).await;
    let number = json!({"number": "95001", "name": "专线", "flow": "direct", "web_calls": false});
    centre.post(&admin, "/api/numbers", number).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin, &["1001"]).await;

    let folder = centre.folder();
    let call = |from: &str, number: &str, acts: &[Act], end: End| {
        sipp::call(&folder, centre.sip_port, from, number, acts, &end)
    };
    let first = call("13800138000", "95001", &[Act::Wait(8000)], End::HangUp);
    let direct = centre.newest_contact(&admin, &["talking"], 15).await;
    let busy = centre.agent_in_state(&admin, "1001", "busy").await;
    assert_eq!(busy["contacts"], json!([direct["id"]]));
    // Nobody else is led there meanwhile, and the queue offers nothing.
    call("13800138001", "95001", &[], End::BeHungUp).went_well().await;
    call("13800138002", "95000", &[Act::Wait(800), Act::Key('0'), Act::Wait(1500)], End::HangUp)
        .went_well()
        .await;
    let waited = centre.newest_contact(&admin, &["abandoned"], 10).await;
    assert_eq!((&waited["caller"], &waited["missed_offers"]), (&json!("13800138002"), &json!(0)));
    first.went_well().await;

    centre.agent_in_state(&admin, "1001", "after_call_work").await;
    let path = format!("/api/contacts/{}", direct["id"].as_str().unwrap());
    assert_eq!(centre.get(&admin, &path).await["state"], "wrap_up");
    let record = json!({"category": "orders/status", "matter": "查询订单", "solution": "已告知",
        "resolved_first_contact": true});
    centre.post(&agent, &format!("{path}/record"), record).await;
    centre.agent_in_state(&admin, "1001", "available").await;
    assert_eq!(centre.get(&admin, &path).await["state"], "closed");
    // On a break nobody is led to.
    centre.put(&agent, "/api/agents/1001/state", json!({"state": "break", "reason": "rest"})).await;
    call("13800138003", "95001", &[], End::BeHungUp).went_well().await;
    let refused = centre.newest_contact(&admin, &["closed"], 10).await;
    assert_eq!((&refused["caller"], &refused["agent"]), (&json!("13800138003"), &json!(null)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agents_telephone_reaches_the_hotline_from_where_no_trunk_is() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let trunks = centre.get(&admin, "/api/trunks").await;
    let path = format!("/api/trunks/{}", trunks["items"][0]["id"].as_str().unwrap());
    centre.put(&admin, &path, json!({"name": "别处", "addresses": ["192.0.2.1"]})).await;
    sipp::call(&centre.folder(), centre.sip_port, "1001", "95000", &[], &End::Refused(403)).went_well().await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    reachable(&centre, &admin, &["1001"]).await;
    phone.dial(&uri(&centre, "95000"));
    let contact = centre.newest_contact(&admin, &["entry"], 15).await;
    assert_eq!((&contact["entry"], &contact["caller"]), (&json!("95000"), &json!("1001")));
}
