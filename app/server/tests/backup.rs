//! Backup while calls go on, and restore into an empty place, also on the other database (OPS-2).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, Caller, End};
use support::sound::{self, CALLER};
use support::{Centre, eventually, text};

fn calls(centre: &Centre, from: &str, talk_ms: u32) -> Caller {
    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(500), Act::Hum, Act::Wait(talk_ms)];
    sipp::call(&centre.folder(), centre.sip_port, from, "95000", &acts, &End::HangUp)
}

async fn reachable(centre: &Centre, admin: &str) {
    eventually("the agent can be called", 15, || async {
        let board = centre.get(admin, "/api/live").await;
        let agent = board["agents"].get(0)?;
        (agent["reachable"] == true && agent["state"] == "available").then_some(())
    })
    .await;
}

async fn fresh_postgres() -> String {
    let server = std::env::var("YINGDA_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("YINGDA_TEST_POSTGRES is not set: run `scripts/with-postgres cargo nextest run -p server`")
    });
    let db = db::Db::open(&format!("{server}/postgres"), db::Clock::System).await.unwrap();
    let name = format!("t{}", db.new_uuid().simple());
    db.row(&format!("CREATE DATABASE {name}"), Vec::new()).await.unwrap();
    db.close().await.unwrap();
    format!("{server}/{name}")
}

/// A centre that has served one call and is in the middle of another, and its backup of that moment.
async fn backed_up(centre: &Centre, file: &str) -> (String, Value) {
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(centre, &admin).await;
    calls(centre, "13800138000", 2500).went_well().await;
    let first = centre.newest_contact(&admin, &["wrap_up"], 15).await;
    let record = json!({"category": "orders/status", "matter": "订单到哪里了", "solution": "已告知派送中",
        "resolved_first_contact": true});
    let path = format!("/api/contacts/{}/record", first["id"].as_str().unwrap());
    centre.post(&agent, &path, record).await;
    let aim = json!({"target": 0.965, "warning": 0.9});
    centre.put(&admin, "/api/indicator-aims/satisfaction", aim).await;
    let first = centre.get(&admin, &format!("/api/contacts/{}", first["id"].as_str().unwrap())).await;
    reachable(centre, &admin).await;

    let second = calls(centre, "13900139000", 4000);
    centre.newest_contact(&admin, &["talking"], 15).await;
    let (code, said) = centre.run(&["backup", file]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        centre.newest_contact(&admin, &["talking"], 1).await["caller"],
        "13900139000",
        "the call goes on"
    );
    second.went_well().await;
    (admin, first)
}

/// The restored centre is the one that was backed up, with a true end for the call that was going on.
async fn is_the_same(restored: &mut Centre, first: &Value) {
    restored.launch().await;
    let admin = restored.sign_in("admin").await;
    let list = restored.get(&admin, "/api/contacts").await;
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "{list}");
    assert_eq!(&items[1], first, "the first call as it was");
    assert_eq!(
        (&items[0]["caller"], &items[0]["end_reason"]),
        (&json!("13900139000"), &json!("program_killed"))
    );
    let recording = first["recording_id"].as_str().unwrap();
    let audio = restored.bytes(&admin, &format!("/api/recordings/{recording}/audio")).await;
    assert!(sound::heard(&sound::channels(&audio)[0], CALLER) > 0.8, "its recording plays");
    let kinds: Vec<String> = restored.story(&admin, first).await.into_iter().map(|(kind, _)| kind).collect();
    assert!(kinds.iter().any(|kind| kind == "contacts.recorded"), "its story is whole: {kinds:?}");
    let number = restored.get(&admin, "/api/numbers").await;
    assert_eq!(number["items"][0]["number"], "95000");
    let aims = restored.get(&admin, "/api/indicator-aims").await;
    let aim = aims["items"].as_array().unwrap().iter().find(|aim| aim["name"] == "satisfaction").unwrap();
    assert_eq!((&aim["target"], &aim["warning"]), (&json!(0.965), &json!(0.9)), "{aim}");
    let user = json!({"username": "new", "name": "新人", "role": "agent", "password": support::PASSWORD, "staff_number": "1999"});
    restored.post(&admin, "/api/users", user).await;
}

fn succeeds(centre: &Centre, command: &str, file: &str) {
    let (code, said) = centre.run(&[command, file]);
    assert_eq!(code, 0, "{command}: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_centre_is_backed_up_while_it_serves_and_restored_on_either_database() {
    let centre = Centre::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = text(&folder.path().join("centre.backup"));
    let (_, first) = backed_up(&centre, &file).await;

    let mut on_sqlite = Centre::prepared(&[]);
    succeeds(&on_sqlite, "restore", &file);
    is_the_same(&mut on_sqlite, &first).await;

    let database = fresh_postgres().await;
    let mut on_postgres = Centre::prepared(&["--database", &database]);
    succeeds(&on_postgres, "restore", &file);
    is_the_same(&mut on_postgres, &first).await;

    // And back again, from a PostgreSQL that is serving.
    let again = text(&folder.path().join("again.backup"));
    succeeds(&on_postgres, "backup", &again);
    let mut back = Centre::prepared(&[]);
    succeeds(&back, "restore", &again);
    is_the_same_but_for_the_newcomer(&mut back).await;
}

async fn is_the_same_but_for_the_newcomer(back: &mut Centre) {
    back.launch().await;
    let admin = back.sign_in("admin").await;
    let users = back.get(&admin, "/api/users").await;
    assert!(users["items"].as_array().unwrap().iter().any(|user| user["username"] == "new"));
    assert_eq!(back.get(&admin, "/api/contacts").await["items"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_backed_up_or_restored_is_refused_with_a_reason_and_changes_nothing() {
    let centre = Centre::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = text(&folder.path().join("centre.backup"));
    succeeds(&centre, "backup", &file);
    let (code, said) = centre.run(&["backup", &file]);
    assert_eq!((code, said.contains("never written over")), (2, true), "{said}");
    let (code, said) = centre.run(&["restore", &file]);
    assert_eq!((code, said.contains("not empty")), (2, true), "{said}");

    let nobody = Centre::prepared(&[]);
    let (code, said) = nobody.run(&["backup", &text(&folder.path().join("none.backup"))]);
    assert_eq!((code, said.contains("no database")), (2, true), "{said}");

    let whole = std::fs::read(&file).unwrap();
    let half = folder.path().join("half.backup");
    std::fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    let other = folder.path().join("other.backup");
    std::fs::write(&other, b"not a backup at all").unwrap();
    for damaged in [&half, &other] {
        let (code, said) = nobody.run(&["restore", &text(damaged)]);
        assert_eq!((code, said.contains("damaged")), (2, true), "{said}");
        assert_eq!(std::fs::read_dir(nobody.folder()).unwrap().count(), 0, "nothing was changed");
    }
    let admin = centre.sign_in("admin").await;
    assert_eq!(centre.call(Method::GET, "/api/contacts", Some(&admin), None).await.0, 200, "it serves on");
}
