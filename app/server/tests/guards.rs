//! What must not happen: other people's records, two programs on one folder, offers to agents who owe a record, query
//! fields nobody knows, requests of other sites, a demonstration in a foreign folder.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::Method;
use serde_json::json;
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::{Centre, eventually, text};

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_written_by_its_agent_stays_complete_and_is_owed_over_a_restart() {
    let mut centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    let other = centre.sign_in("1002").await;
    let free = || async {
        let board = centre.get(&admin, "/api/live").await;
        let agents = board["agents"].as_array()?;
        let agent = agents.iter().find(|agent| agent["staff_number"] == "1001")?;
        (agent["reachable"] == true && agent["state"] == "available").then_some(())
    };
    eventually("the agent can be called", 15, free).await;
    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(2500)];
    let call = |from: &str| sipp::call(&centre.folder(), centre.sip_port, from, "95000", &acts, &End::HangUp);
    call("13800138000").went_well().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 15).await;
    let path = format!("/api/contacts/{}/record", contact["id"].as_str().unwrap());
    let complete = json!({"category": "orders/status", "matter": "订单到哪里了", "solution": "已告知派送中",
        "resolved_first_contact": true});
    assert_eq!(centre.call(Method::POST, &path, Some(&other), Some(complete.clone())).await.0, 403);

    drop(phone);
    centre.kill();
    centre.launch().await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    eventually("the telephone is back", 15, || async {
        let board = centre.get(&admin, "/api/live").await;
        board["agents"].as_array()?.iter().any(|agent| agent["reachable"] == true).then_some(())
    })
    .await;
    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(2500)];
    let waits = sipp::call(&centre.folder(), centre.sip_port, "13900139000", "95000", &acts, &End::HangUp);
    waits.went_well().await;
    let waited = centre.newest_contact(&admin, &["abandoned"], 10).await;
    assert_eq!(waited["missed_offers"], 0, "who owes a record gets no offer: {waited}");

    assert_eq!(centre.post(&agent, &path, complete.clone()).await["state"], "closed");
    let (status, problem) = centre.call(Method::POST, &path, Some(&agent), Some(json!({}))).await;
    assert_eq!(status, 422, "a closed record is not emptied: {problem}");
    let again = sipp::call(&centre.folder(), centre.sip_port, "13900139000", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 15).await;
    again.went_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_program_on_the_same_folder_is_refused() {
    let centre = Centre::start().await;
    let (code, said) = centre.run(&["serve"]);
    assert_eq!((code, said.contains("in use by another yingda")), (2, true), "{said}");
    let admin = centre.sign_in("admin").await;
    assert_eq!(centre.call(Method::GET, "/api/contacts", Some(&admin), None).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_is_paged_and_knows_its_query_fields() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(3).await;
    for list in
        ["queues", "skills", "agents", "teams", "numbers", "trunks", "entry-flows", "contacts", "users"]
    {
        for (query, status) in [("limit=1", 200), ("bogus=1", 400), ("limit=abc", 400), ("limit=0", 400)] {
            let path = format!("/api/{list}?{query}");
            let (found, answer) = centre.call(Method::GET, &path, Some(&admin), None).await;
            let refused_as_expected = status == 400 && (found == 400 || found == 422);
            assert!(found == status || refused_as_expected, "{path}: {found} {answer}");
        }
    }
    let first = centre.get(&admin, "/api/agents?limit=2").await;
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = centre.get(&admin, &format!("/api/agents?limit=2&cursor={cursor}")).await;
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next_cursor"]), (1, &json!(null)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_is_not_made_in_a_folder_with_other_peoples_files() {
    let centre = Centre::prepared(&[]);
    std::fs::write(centre.folder().join("letter.txt"), "mine").unwrap();
    let (code, said) = centre.run(&["serve", "--demo"]);
    assert_eq!((code, said.contains("not empty")), (2, true), "{said}");
    assert_eq!(std::fs::read_dir(text(&centre.folder())).unwrap().count(), 1, "nothing was changed");
    let (code, said) = centre.run(&["serve", "--demo", "--sip-tls", "0.0.0.0:0"]);
    assert_eq!((code, said.contains("loopback")), (2, true), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_password_changes_only_with_the_present_one() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let agent = centre.sign_in("1001").await;
    let id = centre.get(&agent, "/api/session").await["user"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/users/{id}/password");
    let change = |token: &str, form: serde_json::Value| {
        let (token, path, centre) = (token.to_owned(), path.clone(), &centre);
        async move { centre.call(Method::PUT, &path, Some(&token), Some(form)).await }
    };
    for form in
        [json!({"password": "a-new-password"}), json!({"password": "a-new-password", "current": "guess"})]
    {
        let (status, problem) = change(&agent, form).await;
        assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!("current")), "{problem}");
    }
    let (status, _) =
        change(&agent, json!({"password": "a-new-password", "current": support::PASSWORD})).await;
    assert_eq!(status, 204);
    assert_eq!(
        centre.call(Method::GET, "/api/session", Some(&agent), None).await.0,
        401,
        "sessions have ended"
    );
    let (status, _) = change(&admin, json!({"password": support::PASSWORD})).await;
    assert_eq!(status, 204, "an administrator needs no password of others");
    centre.sign_in("1001").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_beyond_the_limit_is_413_and_an_agent_is_found_by_staff_number() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let long = json!({"name": "长".repeat(600_000), "phones": []});
    let (status, problem) = centre.call(Method::POST, "/api/customers", Some(&admin), Some(long)).await;
    assert_eq!((status.as_u16(), &problem["type"]), (413, &json!("/problems/too_large")));
    assert_eq!(centre.get(&admin, "/api/contacts?agent=1001").await["items"], json!([]));
    assert_eq!(centre.call(Method::GET, "/api/contacts?agent=1999", Some(&admin), None).await.0, 404);
}

#[test]
fn the_doctor_changes_nothing_in_a_new_folder() {
    let centre = Centre::prepared(&[]);
    let (code, said) = centre.run(&["doctor"]);
    assert_eq!((code, said.contains("will be made at the first start")), (0, true), "{said}");
    assert_eq!(std::fs::read_dir(centre.folder()).unwrap().count(), 0, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_finds_a_running_centre_in_order() {
    let centre = Centre::start().await;
    let (code, said) = centre.run(&["doctor"]);
    assert_eq!((code, said.matches("held by the running centre").count()), (0, 3), "{said}");
}

#[test]
fn bad_usage_is_told_in_one_clear_line_and_help_is_no_failure() {
    let centre = Centre::prepared(&[]);
    let lines = [
        (&["serve", "--bogus"][..], "unexpected argument '--bogus'"),
        (&["serve", "--demo=perhaps"], "'perhaps'"),
        (&["admin", "create-user"], "<NAME>"),
        (&["dance"], "'dance'"),
    ];
    for (command, named) in lines {
        let (code, said) = centre.run(command);
        let line = said.trim_end();
        assert_eq!((code, line.lines().count(), line.contains(named)), (2, 1, true), "{said}");
        assert!(line.starts_with("yingda: "), "{line}");
    }
    assert_eq!(centre.run(&["--help"]).0, 0);
}

/// SEC-2: whoever hears a recording is in the audit log, from wherever a player begins; seeking is the same hearing.
#[tokio::test(flavor = "multi_thread")]
async fn hearing_a_recording_is_noted_from_wherever_it_begins() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(3000)];
    let call = sipp::call(&centre.folder(), centre.sip_port, "13800138000", "95000", &acts, &End::HangUp);
    call.went_well().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 15).await;
    let recording = contact["recording_id"].as_str().unwrap().to_owned();
    let url = format!("{}/api/recordings/{recording}/audio", centre.http);
    let piece = async |range: &str| {
        let request = reqwest::Client::new().get(&url).bearer_auth(&admin).header("range", range);
        request.send().await.unwrap()
    };
    let noted = async || {
        let url = format!("sqlite:{}", centre.folder().join("yingda.db").display());
        let db = db::Db::open(&url, db::Clock::System).await.unwrap();
        let subject = Some(format!("recording:{recording}"));
        let all = db.events(db::EventFilter { after: 0, subject, limit: 100 }).await.unwrap();
        all.iter().filter(|stored| stored.event.kind == "audit.recording_heard").count()
    };
    let beyond = piece("bytes=99999999-").await;
    assert_eq!(beyond.status(), 416);
    assert!(beyond.headers()["content-range"].to_str().unwrap().starts_with("bytes */"));
    assert_eq!(beyond.headers()["content-type"], "application/problem+json");
    assert_eq!(noted().await, 0, "nothing was heard");
    assert_eq!(piece("bytes=1-").await.status(), 206);
    assert_eq!(noted().await, 1, "the first piece is not the first octet");
    assert_eq!(piece("bytes=4000-").await.status(), 206);
    assert_eq!(noted().await, 1, "seeking");
    assert_eq!(piece("bytes=0-").await.status(), 206);
    assert_eq!(noted().await, 2, "heard again");
}
