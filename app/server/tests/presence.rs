//! Presence of agents and what supervisors change live (ACD-2, ACD-3).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::{Centre, PASSWORD, eventually};

/// The agent as the live board shows it.
async fn live(centre: &Centre, token: &str, staff_number: &str) -> Value {
    let board = centre.get(token, "/api/live").await;
    let agents = board["agents"].as_array().unwrap();
    agents.iter().find(|agent| agent["staff_number"] == staff_number).unwrap().clone()
}

async fn reachable(centre: &Centre, token: &str, staff_number: &str) {
    eventually("the telephone is registered", 15, || async {
        (live(centre, token, staff_number).await["reachable"] == true).then_some(())
    })
    .await;
}

async fn team_leader(centre: &Centre, admin: &str) -> String {
    let user = json!({"username": "leader", "name": "班长", "role": "team_leader", "password": PASSWORD});
    centre.post(admin, "/api/users", user).await;
    centre.sign_in("leader").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_break_has_a_kind_a_limit_and_where_set_a_supervisors_approval() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let leader = team_leader(&centre, &admin).await;
    let agent = centre.available("1001").await;
    let own = "/api/agents/1001/state";
    let wish = |reason: &str| json!({"state": "break", "reason": reason});

    let kinds = centre.get(&agent, "/api/break-kinds").await;
    let names: Vec<&str> =
        kinds["items"].as_array().unwrap().iter().map(|kind| kind["kind"].as_str().unwrap()).collect();
    for kind in ["meal", "rest", "meeting", "training", "coaching"] {
        assert!(names.contains(&kind), "{kind} is missing in {names:?}");
    }

    let resting = centre.put(&agent, own, wish("rest")).await;
    assert_eq!((&resting["state"], &resting["break_kind"]), (&json!("break"), &json!("rest")));
    let (since, until) =
        (resting["presence_since"].as_str().unwrap(), resting["break_until"].as_str().unwrap());
    let (since, until): (jiff::Timestamp, jiff::Timestamp) = (since.parse().unwrap(), until.parse().unwrap());
    assert_eq!(until.duration_since(since).as_secs(), 900);

    centre.put(&agent, own, json!({"state": "available"})).await;
    let (status, problem) = centre.call(Method::PUT, own, Some(&agent), Some(wish("training"))).await;
    assert_eq!(status, 409, "{problem}");
    assert_eq!(problem["type"], "/problems/break_needs_approval");
    assert!(!problem["possible"].as_array().unwrap().is_empty(), "it says what is possible: {problem}");
    let board = live(&centre, &leader, "1001").await;
    assert_eq!((&board["state"], &board["break_wanted"]), (&json!("available"), &json!("training")));

    centre.put(&leader, own, wish("training")).await;
    let board = live(&centre, &leader, "1001").await;
    assert_eq!((&board["state"], &board["break_kind"]), (&json!("break"), &json!("training")));
    assert_eq!(board["break_wanted"], Value::Null, "the wish is settled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_declaration_is_refused_and_changes_nothing() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let agent = centre.available("1001").await;
    let refused = |staff_number: &str, body: Value| {
        let path = format!("/api/agents/{staff_number}/state");
        let (centre, agent) = (&centre, &agent);
        async move { centre.call(Method::PUT, &path, Some(agent), Some(body)).await }
    };
    let (status, problem) = refused("1001", json!({"state": "break", "reason": "shopping"})).await;
    assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!("reason")), "{problem}");
    let (status, problem) = refused("1001", json!({"state": "asleep"})).await;
    assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!("state")), "{problem}");
    let (status, problem) = refused("1002", json!({"state": "available"})).await;
    assert_eq!(status, 403, "an agent declares for nobody else: {problem}");
    assert_eq!(live(&centre, &admin, "1001").await["state"], "available");
    assert_eq!(live(&centre, &admin, "1002").await["state"], "offline");
    let (status, _) = centre
        .call(Method::PUT, "/api/agents/9999/state", Some(&admin), Some(json!({"state": "offline"})))
        .await;
    assert_eq!(status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_offline_or_on_a_break_gets_no_call() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let _other = Phone::start(&centre.folder(), centre.sip_port, "1002", &Answer::Auto);
    reachable(&centre, &admin, "1001").await;
    reachable(&centre, &admin, "1002").await;
    let second = centre.available("1002").await;
    centre.put(&second, "/api/agents/1002/state", json!({"state": "break", "reason": "meal"})).await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(6000)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    let contact = centre.newest_contact(&admin, &["queued"], 10).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let still = centre.get(&admin, &format!("/api/contacts/{}", contact["id"].as_str().unwrap())).await;
    assert_eq!(still["state"], "queued", "nobody is there for it: {still}");
    centre.put(&second, "/api/agents/1002/state", json!({"state": "available"})).await;
    let contact = centre.newest_contact(&admin, &["talking"], 5).await;
    assert_eq!(contact["agent"]["staff_number"], "1002");
    caller.went_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_skills_live_steers_the_next_call_and_leaves_the_running_one_alone() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let leader = team_leader(&centre, &admin).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin, "1001").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Hum, Act::Wait(4500)];
    let first = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    let contact = centre.newest_contact(&admin, &["talking"], 15).await;
    let none = json!({"skills": []});
    let (status, changed) = centre.call(Method::PATCH, "/api/agents/1001", Some(&leader), Some(none)).await;
    assert_eq!(status, 200, "{changed}");
    let wrong = json!({"skills": [{"skill": "电话", "level": 9}]});
    let (status, problem) = centre.call(Method::PATCH, "/api/agents/1001", Some(&leader), Some(wrong)).await;
    assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!("skills[0].level")));
    first.went_well().await;
    let path = format!("/api/contacts/{}", contact["id"].as_str().unwrap());
    let ended = centre.newest_contact(&admin, &["wrap_up"], 5).await;
    assert_eq!((&ended["id"], &ended["ended_by"]), (&contact["id"], &json!("customer")), "not cut off");
    assert!(ended["talk_s"].as_f64().unwrap() > 2.0, "{ended}");
    let record = json!({"category": "orders/status", "matter": "查询", "solution": "已告知",
        "resolved_first_contact": true});
    centre.post(&agent, &format!("{path}/record"), record).await;

    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(5000)];
    let second = sipp::call(&centre.folder(), centre.sip_port, "13800000002", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["queued"], 10).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let waiting = centre.newest_contact(&admin, &["queued"], 1).await;
    assert_eq!(waiting["caller"], "13800000002", "nobody has the skill now");
    let again = json!({"skills": [{"skill": "电话", "level": 3}]});
    centre.call(Method::PATCH, "/api/agents/1001", Some(&leader), Some(again)).await;
    centre.newest_contact(&admin, &["talking"], 5).await;
    second.went_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_survives_a_restart() {
    let mut centre = Centre::start().await;
    let admin = centre.with_hotline(3).await;
    centre.available("1001").await;
    let second = centre.available("1002").await;
    centre.put(&second, "/api/agents/1002/state", json!({"state": "break", "reason": "meal"})).await;
    let before = live(&centre, &admin, "1002").await;
    let stored = || async {
        // Presence is written by a log of its own: a moment later at most.
        let board = centre.get(&admin, "/api/live").await;
        (board["agents"][1]["presence"] == "break").then_some(())
    };
    eventually("the break is shown", 5, stored).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    centre.kill();
    centre.launch().await;
    let presences: Vec<Value> = centre.get(&admin, "/api/live").await["agents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["presence"].clone())
        .collect();
    assert_eq!(presences, ["available", "break", "offline"]);
    let after = live(&centre, &admin, "1002").await;
    assert_eq!(after["break_kind"], "meal");
    assert_eq!(after["presence_since"], before["presence_since"], "the break does not begin anew");
}

/// SEC-1: a closed account takes no calls, also with a telephone that registered before.
#[tokio::test(flavor = "multi_thread")]
async fn the_telephone_of_a_closed_account_is_called_no_more() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    let agent = centre.available("1001").await;
    reachable(&centre, &admin, "1001").await;
    let folder = centre.folder();
    let call = |from: &str, end: End| {
        let acts = [Act::Wait(800), Act::Key('0'), Act::Wait(3000)];
        sipp::call(&folder, centre.sip_port, from, "95000", &acts, &end)
    };
    let first = call("13800000001", End::HangUp);
    let served = centre.newest_contact(&admin, &["talking"], 15).await;
    let users = centre.get(&admin, "/api/users?limit=200").await;
    let is_agent = |user: &&Value| user["username"] == "1001";
    let id = users["items"].as_array().unwrap().iter().find(is_agent).unwrap()["id"].as_str().unwrap();
    let path = format!("/api/users/{id}");
    let (status, _) = centre.call(Method::PATCH, &path, Some(&admin), Some(json!({"active": false}))).await;
    assert_eq!(status, 200);
    eventually("the telephone is forgotten", 10, || async {
        let board = live(&centre, &admin, "1001").await;
        (board["reachable"] == false && board["presence"] == "offline").then_some(())
    })
    .await;
    assert_eq!(centre.call(Method::GET, "/api/session", Some(&agent), None).await.0, 401);
    first.went_well().await;
    let path = format!("/api/contacts/{}", served["id"].as_str().unwrap());
    let ended_by = eventually("the conversation goes on to its end", 10, || async {
        let ended_by = centre.get(&admin, &path).await["ended_by"].clone();
        ended_by.is_string().then_some(ended_by)
    })
    .await;
    assert_eq!(ended_by, "customer");
    call("13800000002", End::HangUp).went_well().await;
    let waited = centre.newest_contact(&admin, &["abandoned"], 10).await;
    assert_eq!((&waited["caller"], &waited["missed_offers"]), (&json!("13800000002"), &json!(0)));
}
