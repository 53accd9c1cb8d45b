//! Telephones that fail and callers who leave at awkward moments (HOT-5, HOT-7, HOT-13).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::{Centre, eventually};

async fn agent(centre: &Centre, token: &str, staff_number: &str) -> Value {
    let board = centre.get(token, "/api/live").await;
    let agents = board["agents"].as_array().unwrap();
    agents.iter().find(|agent| agent["staff_number"] == staff_number).unwrap().clone()
}

async fn in_state(centre: &Centre, token: &str, staff_number: &str, state: &str) {
    eventually(&format!("{staff_number} is {state}"), 15, || async {
        let agent = agent(centre, token, staff_number).await;
        (agent["reachable"] == true && agent["state"] == state).then_some(())
    })
    .await;
}

/// Nothing of any call is left in the program.
async fn quiet(centre: &Centre) {
    eventually("no call is in progress", 10, || async {
        let metrics = Client::new().get(format!("{}/metrics", centre.http)).send().await.ok()?;
        metrics.text().await.ok()?.lines().any(|line| line == "yingda_calls_in_progress 0").then_some(())
    })
    .await;
}

/// The agent's telephone loses its power in mid-call: the caller can still end the call, and it ends truly.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_whose_agent_telephone_died_ends_when_the_caller_hangs_up() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let mut phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    in_state(&centre, &admin, "1001", "available").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(300), Act::Hum, Act::Wait(5000)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 15).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    phone.kill();
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["ended_by"], "customer", "{contact}");
    let file = centre
        .bytes(&admin, &format!("/api/recordings/{}/audio", contact["recording_id"].as_str().unwrap()))
        .await;
    let length = support::sound::channels(&file)[0].len() as f64 / 8_000.0;
    assert!(length > contact["talk_s"].as_f64().unwrap() - 1.0, "{length} s recorded: {contact}");
    eventually("both legs have ended", 60, || async {
        let story = centre.story(&admin, &contact).await;
        (story.iter().filter(|(kind, _)| kind == "contacts.leg_ended").count() == 2).then_some(())
    })
    .await;
    quiet(&centre).await;
}

/// The caller leaves while the agent's telephone rings: it stops ringing, and the agent has missed nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_leaves_while_it_rings_is_abandoned_and_the_agent_has_missed_nothing() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Never);
    centre.available("1001").await;
    in_state(&centre, &admin, "1001", "available").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(1500)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["ringing"], 10).await;
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["abandoned"], 5).await;
    assert_eq!(
        (&contact["ended_by"], &contact["missed_offers"]),
        (&json!("customer"), &json!(0)),
        "{contact}"
    );
    let story = centre.story(&admin, &contact).await;
    let withdrawn =
        story.iter().any(|(kind, text)| kind == "contacts.offer_ended" && text.contains("withdrawn"));
    assert!(withdrawn, "{story:?}");
    in_state(&centre, &admin, "1001", "available").await;
    eventually("the telephone stops ringing", 5, || async {
        let log = phone.log();
        (log.contains("cancel") || log.contains("Cancel") || log.contains("closed")).then_some(())
    })
    .await;
    quiet(&centre).await;
}

/// The caller gives up before the answer: one contact, ended by the customer, and nothing hangs.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_cancels_at_once_leaves_a_closed_contact() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let mut cancelled = 0;
    for n in 0..5 {
        // Answered at once or cancelled in time: that is a race, and both ends must be clean.
        let from = format!("1380000000{n}");
        let mut caller = sipp::call(&centre.folder(), centre.sip_port, &from, "95000", &[], &End::Cancel);
        cancelled += u32::from(caller.ended().await);
    }
    println!("{cancelled} of 5 were cancelled before the answer");
    eventually("all contacts are over", 15, || async {
        let list = centre.get(&admin, "/api/contacts").await;
        let contacts = list["items"].as_array()?;
        let over = |contact: &Value| contact["ended_by"] == "customer" && contact["state"] == "closed";
        (contacts.len() == 5 && contacts.iter().all(over)).then_some(())
    })
    .await;
    quiet(&centre).await;
}

/// The caller's telephone dies without a word: the watch on its media ends the call (20 s + 60 s of silence).
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_falls_silent_for_good_does_not_hold_an_agent_for_ever() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    in_state(&centre, &admin, "1001", "available").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(300), Act::Hum, Act::Wait(50_000)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 15).await;
    drop(caller);
    let contact = centre.newest_contact(&admin, &["wrap_up"], 100).await;
    assert_eq!(contact["ended_by"], "system", "{contact}");
    in_state(&centre, &admin, "1001", "after_call_work").await;
    quiet(&centre).await;
}
