//! The disk is full, or the database is gone, while calls are in progress: they go on, new callers hear an apology, the
//! operator sees why, and when it is over nothing is missing and nothing was started anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use media::tts::{Lang, Speech};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::postgres::Postgres;
use support::softphone::{Softphone, Way};
use support::sound::{self, AGENT, CALLER};
use support::{Centre, eventually};

/// What callers are told when the centre cannot keep their contact.
const APOLOGY: &str = "非常抱歉，系统暂时无法为您服务，请稍后再拨。";
/// What the caller of a call in progress hums while the store is gone.
const DURING: f64 = 900.0;

async fn call(centre: &Centre, from: &str) -> Softphone {
    Softphone::call(centre.sip_port, from, "95000", Way::Udp).await
}

/// A caller in conversation with agent 1001.
async fn talking(centre: &Centre, admin: &str, from: &str) -> Softphone {
    let caller = call(centre, from).await;
    caller.answered().await;
    caller.hum(CALLER);
    caller.press('0');
    centre.newest_contact(admin, &["talking"], 20).await;
    caller.hears_after(0, AGENT).await;
    caller
}

/// A second and a half of the conversation is in the recording's file.
async fn recorded_for_a_while(centre: &Centre, admin: &str) {
    let contact = centre.newest_contact(admin, &["talking"], 5).await;
    let name = format!("{}.wav", contact["recording_id"].as_str().unwrap());
    eventually("the recording grows", 10, || async {
        let days = std::fs::read_dir(centre.folder().join("recordings")).ok()?.flatten();
        let mut files = days.filter_map(|day| std::fs::metadata(day.path().join(&name)).ok());
        files.any(|file| file.len() > 24_000).then_some(())
    })
    .await;
}

/// The centre says that it cannot keep anything, and why.
async fn out_of_order(centre: &Centre) -> String {
    eventually("the centre says that it is not ready", 30, || async {
        let (status, why) = centre.readiness().await;
        (status == StatusCode::SERVICE_UNAVAILABLE).then_some(why)
    })
    .await
}

/// A new caller is answered, hears the apology itself, and is let go.
async fn is_told_sorry(centre: &Centre) {
    let caller = call(centre, "13900000002").await;
    caller.answered().await;
    caller.hum(CALLER);
    assert_eq!(caller.over(30).await, "bye");
    let folder = tempfile::tempdir().unwrap();
    let apology = Speech::new(folder.path()).speak(APOLOGY, Lang::Zh).await.unwrap();
    // Any second of it tells it from all other prompts; the first packet may be in flight while the ports open.
    let second = &apology.alaw()[8_000..16_000];
    let heard = caller.octets_after(0);
    assert!(heard.windows(second.len()).any(|part| part == second), "{} octets heard", heard.len());
}

/// The call in progress is heard in both directions while the store is gone.
async fn goes_on(caller: &Softphone) {
    caller.hum(DURING);
    let mark = caller.mark();
    caller.hears_after(mark, AGENT).await;
}

async fn ready_again(centre: &Centre) {
    eventually("the centre is ready again", 60, || async {
        (centre.readiness().await.0 == StatusCode::OK).then_some(())
    })
    .await;
    assert!(centre.measures("yingda_store_writable 1").await);
    eventually("everything kept in memory is written", 20, || async {
        centre.measures("yingda_journal_backlog 0").await.then_some(())
    })
    .await;
}

/// Both calls are in the store with their true story: the one that went on, and the one that was turned away.
async fn nothing_is_missing(centre: &Centre, admin: &str) -> Value {
    let list = centre.get(admin, "/api/contacts").await;
    let contacts = list["items"].as_array().unwrap().clone();
    assert_eq!(contacts.len(), 2, "{list}");
    let (turned_away, served) = (&contacts[0], &contacts[1]);
    assert_eq!(turned_away["caller"], "13900000002");
    assert_eq!((&turned_away["state"], &turned_away["outcome"]), (&json!("closed"), &json!("failed")));
    assert_eq!(turned_away["end_reason"], "out_of_order", "{turned_away}");
    assert_eq!((&served["state"], &served["ended_by"]), (&json!("wrap_up"), &json!("customer")), "{served}");
    let story = centre.whole_story(admin, served, 2).await;
    let count = |kind: &str| story.iter().filter(|(found, _)| found == kind).count();
    for kind in ["arrived", "queued", "connected", "recording_ended", "ended", "wrap_up_started"] {
        assert_eq!(count(&format!("contacts.{kind}")), 1, "{kind}: {story:?}");
    }
    assert_eq!(count("contacts.leg_ended"), 2, "{story:?}");
    served.clone()
}

/// The centre serves as before: the agent completes the record and takes the next call, which is recorded whole.
async fn serves_again(centre: &Centre, admin: &str, agent: &str, served: &Value) {
    let record = json!({"category": "orders/status", "matter": "查询", "solution": "已告知",
        "resolved_first_contact": true});
    let path = format!("/api/contacts/{}/record", served["id"].as_str().unwrap());
    centre.post(agent, &path, record).await;
    centre.agent_in_state(admin, "1001", "available").await;
    let caller = talking(centre, admin, "13900000003").await;
    caller.hang_up().await;
    let contact = centre.newest_contact(admin, &["wrap_up"], 10).await;
    assert_eq!((&contact["number"], &contact["caller"]), (&json!(3), &json!("13900000003")));
    recorded(centre, admin, &contact, "complete").await;
}

/// The recording of a contact, once it is in a state.
async fn recorded(centre: &Centre, admin: &str, contact: &Value, state: &str) -> Value {
    let path = format!("/api/recordings/{}", contact["recording_id"].as_str().unwrap());
    eventually(&format!("the recording is {state}"), 10, || async {
        // Contacts and recordings are written by two hands: it may take a moment to be known at all.
        let (_, recording) = centre.call(Method::GET, &path, Some(admin), None).await;
        (recording["state"] == state).then_some(recording)
    })
    .await
}

async fn audio(centre: &Centre, admin: &str, contact: &Value) -> Vec<Vec<i16>> {
    let path = format!("/api/recordings/{}/audio", contact["recording_id"].as_str().unwrap());
    sound::channels(&centre.bytes(admin, &path).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_calls_go_on_and_when_there_is_room_again_nothing_is_missing() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = talking(&centre, &admin, "13900000001").await;
    recorded_for_a_while(&centre, &admin).await;

    centre.set_disk_full(true);
    let why = out_of_order(&centre).await;
    assert!(why.contains("disk"), "the operator is told why: {why}");
    assert!(centre.measures("yingda_store_writable 0").await);
    goes_on(&caller).await;
    is_told_sorry(&centre).await;
    goes_on(&caller).await;
    caller.hang_up().await;
    centre.quiet().await;
    assert!(sound::heard(&phone.heard(), DURING) > 0.8, "the agent heard the caller meanwhile");

    centre.set_disk_full(false);
    ready_again(&centre).await;
    let served = nothing_is_missing(&centre, &admin).await;
    let recording = recorded(&centre, &admin, &served, "failed").await;
    assert!(recording["failure"].as_str().unwrap().contains("large"), "{recording}");
    let channels = audio(&centre, &admin, &served).await;
    assert!(sound::heard(&channels[0], CALLER) > 0.8, "what was written before plays");
    assert!(sound::heard(&channels[1], AGENT) > 0.8, "on both sides");
    let story = centre.story(&admin, &served).await;
    let told = story.iter().find(|(kind, _)| kind == "contacts.recording_ended").unwrap();
    assert!(told.1.contains("large"), "the contact tells it: {told:?}");
    serves_again(&centre, &admin, &agent, &served).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_database_calls_go_on_and_when_it_is_back_nothing_is_missing() {
    let server = Postgres::start();
    let centre = Centre::start_with(&["--database", &server.address()]).await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = talking(&centre, &admin, "13900000001").await;
    recorded_for_a_while(&centre, &admin).await;

    server.stop();
    let why = out_of_order(&centre).await;
    assert!(why.contains("store cannot be written: "), "the operator is told why: {why}");
    assert!(centre.measures("yingda_store_writable 0").await);
    assert!(centre.log().contains("the store cannot be written"), "{}", centre.log());
    goes_on(&caller).await;
    is_told_sorry(&centre).await;
    goes_on(&caller).await;
    caller.hang_up().await;
    centre.quiet().await;
    assert!(sound::heard(&phone.heard(), DURING) > 0.8, "the agent heard the caller meanwhile");

    server.start_again();
    ready_again(&centre).await;
    let served = nothing_is_missing(&centre, &admin).await;
    recorded(&centre, &admin, &served, "complete").await;
    let channels = audio(&centre, &admin, &served).await;
    assert!(sound::heard(&channels[0], CALLER) > 0.8 && sound::heard(&channels[0], DURING) > 0.8);
    assert!(sound::heard(&channels[1], AGENT) > 0.8);
    serves_again(&centre, &admin, &agent, &served).await;
}

/// The folder of recordings cannot be written while all else works: the call is served, the recording says why not.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_cannot_be_recorded_is_served_and_says_why() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    std::fs::write(centre.folder().join("recordings"), "a file in the folder's place").unwrap();
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = talking(&centre, &admin, "13900000001").await;
    let contact = centre.newest_contact(&admin, &["talking"], 5).await;
    let recording = recorded(&centre, &admin, &contact, "failed").await;
    assert_eq!(recording["duration_s"].as_f64(), Some(0.0), "{recording}");
    let why = recording["failure"].as_str().unwrap();
    assert!(why.to_lowercase().contains("not a directory"), "{recording}");
    let mark = caller.mark();
    caller.hears_after(mark, AGENT).await;
    assert_eq!(centre.readiness().await.0, StatusCode::OK, "calls are taken all the same");
    assert!(centre.measures("yingda_recordings_failed_total 1").await, "the operator can see it");
    caller.hang_up().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["ended_by"], "customer");
    centre.quiet().await;
}
