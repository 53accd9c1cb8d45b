//! Whole calls on PostgreSQL (OPS-1): the same program, the same paths.
//!
//! The throw-away server comes from `scripts/with-postgres`; its address is in `YINGDA_TEST_POSTGRES`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use serde_json::json;
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, Caller, End};
use support::sound::{self, AGENT, CALLER};
use support::{Centre, eventually};

async fn fresh_database() -> String {
    let server = std::env::var("YINGDA_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("YINGDA_TEST_POSTGRES is not set: run `scripts/with-postgres cargo nextest run -p server`")
    });
    let db = db::Db::open(&format!("{server}/postgres"), db::Clock::System).await.unwrap();
    let name = format!("t{}", db.new_uuid().simple());
    db.row(&format!("CREATE DATABASE {name}"), Vec::new()).await.unwrap();
    db.close().await.unwrap();
    format!("{server}/{name}")
}

async fn reachable(centre: &Centre, admin: &str) {
    eventually("the agent can be called", 15, || async {
        let board = centre.get(admin, "/api/live").await;
        let agent = board["agents"].get(0)?;
        (agent["reachable"] == true && agent["state"] == "available").then_some(())
    })
    .await;
}

fn calls(centre: &Centre, from: &str) -> Caller {
    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(500), Act::Hum, Act::Wait(4000)];
    sipp::call(&centre.folder(), centre.sip_port, from, "95000", &acts, &End::HangUp)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_served_recorded_and_closed_and_a_killed_one_has_its_end() {
    let database = fresh_database().await;
    let mut centre = Centre::start_with(&["--database", &database]).await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin).await;

    let caller = calls(&centre, "13800138000");
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!((&contact["caller"], &contact["ended_by"]), (&json!("13800138000"), &json!("customer")));
    let kinds: Vec<String> = centre.story(&admin, &contact).await.into_iter().map(|(kind, _)| kind).collect();
    for kind in ["contacts.queued", "contacts.offered", "contacts.ringing", "contacts.connected"] {
        assert!(kinds.iter().any(|found| found == kind), "{kind} is missing in {kinds:?}");
    }
    let recording = contact["recording_id"].as_str().unwrap();
    let channels =
        sound::channels(&centre.bytes(&admin, &format!("/api/recordings/{recording}/audio")).await);
    assert!(sound::heard(&channels[0], CALLER) > 0.8 && sound::heard(&channels[1], AGENT) > 0.8);
    assert!(sound::heard(&phone.heard(), CALLER) > 0.8, "the agent heard the caller");
    let record = json!({"category": "orders/status", "matter": "订单到哪里了", "solution": "已告知派送中",
        "resolved_first_contact": true});
    let path = format!("/api/contacts/{}/record", contact["id"].as_str().unwrap());
    assert_eq!(centre.post(&agent, &path, record).await["state"], "closed");

    reachable(&centre, &admin).await;
    let _second = calls(&centre, "13900139000");
    centre.newest_contact(&admin, &["talking"], 15).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    centre.kill();
    centre.launch().await;
    let killed = centre.newest_contact(&admin, &["wrap_up"], 1).await;
    assert_eq!((&killed["number"], &killed["end_reason"]), (&json!(2), &json!("program_killed")));
    let recording = format!("/api/recordings/{}", killed["recording_id"].as_str().unwrap());
    assert_eq!(centre.get(&admin, &recording).await["state"], "repaired");
    let list = centre.get(&admin, "/api/contacts").await;
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_program_on_the_same_database_is_refused_until_the_first_is_gone() {
    let database = fresh_database().await;
    let mut first = Centre::start_with(&["--database", &database]).await;
    let second = Centre::prepared(&["--database", &database]);
    let (code, said) = second.run(&["serve"]);
    assert_eq!((code, said.contains("in use by another yingda")), (2, true), "{said}");
    first.kill();
    first.launch().await;
}
