//! The hotline from end to end with real telephones.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::sound::{self, AGENT, CALLER};
use support::{Centre, eventually};

async fn reachable(centre: &Centre, admin: &str, staff_number: &str) {
    eventually("the agent's telephone is registered", 15, || async {
        let board = centre.get(admin, "/api/live").await;
        let agents = board["agents"].as_array()?;
        let agent = agents.iter().find(|agent| agent["staff_number"] == staff_number)?;
        (agent["reachable"] == true && agent["state"] == "available").then_some(())
    })
    .await;
}

fn kinds(story: &[(String, String)]) -> Vec<&str> {
    story.iter().map(|(kind, _)| kind.as_str()).collect()
}

/// HOT-1, HOT-3, HOT-7, HOT-13, IVR-2, IVR-3, ACD-4, DSK-2.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_presses_0_and_both_hear_each_other() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin, "1001").await;

    let hum = [Act::Wait(1500), Act::Key('0'), Act::Wait(500), Act::Hum, Act::Wait(9000)];
    let acts: Vec<Act> = hum.into_iter().chain([Act::Echo, Act::Wait(2000)]).collect();
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800138000", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.went_well().await;

    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["caller"], "13800138000");
    assert_eq!(contact["agent"]["staff_number"], "1001");
    assert_eq!(contact["ended_by"], "customer");
    assert!(contact["talk_s"].as_f64().unwrap() > 2.0, "{contact}");

    let story = centre.whole_story(&admin, &contact, 2).await;
    let kinds = kinds(&story);
    for kind in [
        "contacts.queued",
        "contacts.offered",
        "contacts.ringing",
        "contacts.connected",
        "contacts.recording_ended",
    ] {
        assert!(kinds.contains(&kind), "{kind} is missing in {kinds:?}");
    }

    let reason = &story.iter().find(|(kind, _)| kind == "contacts.offered").unwrap().1;
    assert!(reason.contains("1001"), "the router says why: {reason}");

    let recording = contact["recording_id"].as_str().unwrap();
    let file = centre.bytes(&admin, &format!("/api/recordings/{recording}/audio")).await;
    let channels = sound::channels(&file);
    assert_eq!(channels.len(), 2);
    assert!(sound::heard(&channels[0], CALLER) > 0.8, "the caller is on the left");
    assert!(sound::heard(&channels[1], AGENT) > 0.8, "the agent is on the right");
    let (humming, echoing) = channels[0].split_at(3 * sound::PER_SECOND);
    assert!(sound::heard(humming, AGENT) < 0.1, "and only there");
    assert!(sound::heard(echoing, AGENT) > 0.8, "the caller heard the agent: SIPp sent back what it heard");
    assert!(sound::heard(&phone.heard(), CALLER) > 0.8, "the agent heard the caller");

    let path = format!("/api/contacts/{}/record", contact["id"].as_str().unwrap());
    let incomplete = json!({"category": "orders/status", "matter": "订单到哪里了"});
    let (status, problem) = centre.call(reqwest::Method::POST, &path, Some(&agent), Some(incomplete)).await;
    assert_eq!(status, 422, "{problem}");
    assert_eq!(problem["errors"][0]["field"], "solution");
    let complete = json!({"category": "orders/status", "matter": "订单到哪里了", "solution": "已告知派送中",
        "resolved_first_contact": true});
    let closed = centre.post(&agent, &path, complete).await;
    assert_eq!(closed["state"], "closed");
    reachable(&centre, &admin, "1001").await;
}

/// HOT-9: the agent hangs up, the caller stays and judges; keys by SIP INFO.
#[tokio::test(flavor = "multi_thread")]
async fn keys_by_info_lead_through_the_menu_and_the_survey() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin, "1001").await;

    let acts = [Act::Wait(1000), Act::InfoKey('2'), Act::Wait(6000), Act::InfoKey('5'), Act::Wait(200)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13900139000", "95000", &acts, &End::BeHungUp);
    let contact = centre.newest_contact(&admin, &["talking"], 15).await;
    let path = format!("/api/telephony/calls/{}/actions", contact["id"].as_str().unwrap());
    centre.post(&agent, &path, json!({"action": "to_survey"})).await;
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["survey"]["score"], 5, "{contact}");
    assert_eq!(contact["ended_by"], "agent");
    let story = centre.whole_story(&admin, &contact, 2).await;
    assert!(kinds(&story).contains(&"contacts.surveyed"), "{story:?}");
}

/// A caller who leaves is recorded truly, wherever it happens.
#[tokio::test(flavor = "multi_thread")]
async fn leaving_the_menu_or_the_queue_ends_cleanly() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;

    sipp::call(&centre.folder(), centre.sip_port, "13100000001", "95000", &[Act::Wait(800)], &End::HangUp)
        .went_well()
        .await;
    let contact = centre.newest_contact(&admin, &["closed"], 10).await;
    assert_eq!((&contact["outcome"], &contact["ended_by"]), (&json!("self_service"), &json!("customer")));

    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(1500)];
    sipp::call(&centre.folder(), centre.sip_port, "13100000002", "95000", &acts, &End::HangUp)
        .went_well()
        .await;
    let contact = centre.newest_contact(&admin, &["abandoned"], 10).await;
    assert_eq!(contact["caller"], "13100000002");
    assert_eq!(contact["answered_at"], Value::Null);
    let board = centre.get(&admin, "/api/live").await;
    assert!(board["queues"].as_array().unwrap().iter().all(|queue| queue["waiting"] == 0));
}

/// HOT-5: nobody answers, the agent is missed, the call goes on waiting at the head of its queue.
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_who_does_not_answer_is_missed_and_the_next_one_gets_the_call() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let _silent = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Never);
    let _agent = centre.available("1001").await;
    reachable(&centre, &admin, "1001").await;

    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(17_000)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13200000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["ringing"], 15).await;
    let _second = Phone::start(&centre.folder(), centre.sip_port, "1002", &Answer::Auto);
    centre.available("1002").await;
    let contact = centre.newest_contact(&admin, &["talking"], 25).await;
    assert_eq!(contact["agent"]["staff_number"], "1002");
    assert_eq!(contact["missed_offers"], 1);
    let board = centre.get(&admin, "/api/live").await;
    let missed =
        board["agents"].as_array().unwrap().iter().find(|agent| agent["staff_number"] == "1001").unwrap();
    assert_eq!(missed["state"], "missed");
    caller.went_well().await;
}

/// HOT-1: unknown numbers and unknown trunks.
#[tokio::test(flavor = "multi_thread")]
async fn unknown_numbers_are_404_and_unknown_trunks_403() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    sipp::call(&centre.folder(), centre.sip_port, "13300000001", "4711", &[], &End::Refused(404))
        .went_well()
        .await;
    let trunks = centre.get(&admin, "/api/trunks").await;
    let trunk = &trunks["items"][0];
    let elsewhere = json!({"name": "本机", "addresses": ["192.0.2.0/24"]});
    centre.put(&admin, &format!("/api/trunks/{}", trunk["id"].as_str().unwrap()), elsewhere).await;
    sipp::call(&centre.folder(), centre.sip_port, "13300000002", "95000", &[], &End::Refused(403))
        .went_well()
        .await;
    assert!(centre.get(&admin, "/api/contacts").await["items"].as_array().unwrap().is_empty());
}
