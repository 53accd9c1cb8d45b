//! Tickets over HTTP: opened, moved, refused, passed to a department (TKT-1, TKT-5, SEC-1).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Centre, PASSWORD};

async fn user(centre: &Centre, admin: &str, name: &str, role: &str) -> Value {
    let form = json!({"username": name, "name": name, "role": role, "password": PASSWORD});
    centre.post(admin, "/api/users", form).await
}

async fn act(centre: &Centre, token: &str, id: &str, action: Value) -> (StatusCode, Value) {
    let path = format!("/api/tickets/{id}/actions");
    centre.call(Method::POST, &path, Some(token), Some(json!({"action": action}))).await
}

async fn opened(centre: &Centre, token: &str) -> Value {
    let customer = json!({"name": "李女士", "phones": ["13800138000"]});
    let customer = centre.post(token, "/api/customers", customer).await;
    let form =
        json!({"type": "complaint", "title": "破损", "matter": "箱破杯碎", "customer_id": customer["id"]});
    let (status, ticket) = centre.call(Method::POST, "/api/tickets", Some(token), Some(form)).await;
    assert_eq!(status, 201, "{ticket}");
    ticket
}

/// Opened with number and due instant, moved; out of turn it is 409 with what is possible.
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_opened_moved_and_refused_out_of_turn() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let ticket = opened(&centre, &admin).await;
    let id = ticket["id"].as_str().unwrap();
    assert_eq!(ticket["number"], 1);
    assert_eq!(ticket["state"], "received");
    assert!(ticket["due_at"].is_string(), "{ticket}");
    let classify = json!({"do": "move", "name": "classify", "fields": {}});
    let (status, problem) = act(&centre, &admin, id, classify).await;
    assert_eq!(status, 409, "{problem}");
    assert!(problem["possible"].as_array().unwrap().contains(&json!("apologise")), "{problem}");
    let (status, moved) = act(&centre, &admin, id, json!({"do": "move", "name": "apologise"})).await;
    assert_eq!((status, &moved["state"]), (StatusCode::OK, &json!("apologised")));
    let listed = centre.get(&admin, "/api/tickets?type=complaint&open=true&sort=due&limit=10").await;
    assert_eq!(listed["items"][0]["id"], ticket["id"]);
    let (status, _) = centre.call(Method::GET, "/api/tickets?colour=red", Some(&admin), None).await;
    assert_eq!(status, 400);
    let story = centre.get(&admin, &format!("/api/tickets/{id}/events")).await;
    let kinds: Vec<&Value> = story["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(kinds, [&json!("tickets.created"), &json!("tickets.moved")]);
    let why = centre.get(&admin, &format!("/api/tickets/{id}/due")).await;
    assert!(!why["items"][0]["steps"].as_array().unwrap().is_empty(), "{why}");
    let types = centre.get(&admin, "/api/ticket-types").await;
    assert_eq!(types["items"].as_array().unwrap().len(), 7);
    let mut edited = types["items"][0].clone();
    edited["start"] = json!("nowhere");
    let path = format!("/api/ticket-types/{}", edited["name"].as_str().unwrap());
    let (status, problem) = centre.call(Method::PUT, &path, Some(&admin), Some(edited)).await;
    assert_eq!(status, 422);
    assert!(!problem["errors"].as_array().unwrap().is_empty(), "{problem}");
}

/// A department sees what was passed to it and nothing else, and works on it.
#[tokio::test(flavor = "multi_thread")]
async fn a_department_sees_only_what_was_passed_to_it() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let member = user(&centre, &admin, "warehouse1", "department").await;
    let form = json!({"label": {"zh": "仓储部", "en": "Warehouse"}, "members": [member["id"]]});
    centre.put(&admin, "/api/departments/warehouse", form).await;
    let ticket = opened(&centre, &admin).await;
    let id = ticket["id"].as_str().unwrap();
    let warehouse = centre.sign_in("warehouse1").await;
    let path = format!("/api/tickets/{id}");
    let (status, _) = centre.call(Method::GET, &path, Some(&warehouse), None).await;
    assert_eq!(status, 404, "not passed to it yet");
    for action in [
        json!({"do": "move", "name": "apologise"}),
        json!({"do": "move", "name": "confirm_facts", "fields": {"facts": "碎", "facts_confirmed": true}}),
        json!({"do": "move", "name": "classify",
            "fields": {"justified": true, "severity": 2, "cause": "shipping"}}),
        json!({"do": "pass", "department": "warehouse", "matter": "查包装"}),
    ] {
        let (status, answer) = act(&centre, &admin, id, action).await;
        assert_eq!(status, 200, "{answer}");
    }
    let listed = centre.get(&warehouse, "/api/tickets").await;
    assert_eq!(listed["items"][0]["id"], ticket["id"]);
    let (status, _) = act(&centre, &warehouse, id, json!({"do": "accept"})).await;
    assert_eq!(status, 200);
    let (status, answer) = act(&centre, &warehouse, id, json!({"do": "feed_back", "text": "缺填充"})).await;
    assert_eq!((status, &answer["state"]), (StatusCode::OK, &json!("feedback_received")));
    let form = json!({"type": "complaint", "title": "?", "matter": "?"});
    let (status, _) = centre.call(Method::POST, "/api/tickets", Some(&warehouse), Some(form)).await;
    assert_eq!(status, 403, "a department opens none");
}

/// What was answered is there after a kill, clocks included, and the numbers go on.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_no_ticket_that_was_answered() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let ticket = opened(&centre, &admin).await;
    centre.kill();
    centre.launch().await;
    let admin = centre.sign_in("admin").await;
    let path = format!("/api/tickets/{}", ticket["id"].as_str().unwrap());
    let kept = centre.get(&admin, &path).await;
    assert_eq!((&kept["number"], &kept["due_at"]), (&ticket["number"], &ticket["due_at"]));
    assert_eq!(opened(&centre, &admin).await["number"], 2);
}

/// Views, macros, the same for many, people: over HTTP with their refusals.
#[tokio::test(flavor = "multi_thread")]
async fn views_macros_and_the_same_for_many_over_http() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    user(&centre, &admin, "agent1", "agent").await;
    let agent = centre.sign_in("agent1").await;
    let ticket = opened(&centre, &admin).await;
    let view = json!({"name": "投诉", "filter": {"type": "complaint", "open": true}});
    let kept = centre.post(&agent, "/api/ticket-views", view.clone()).await;
    let listed = centre.get(&agent, "/api/ticket-views").await;
    assert_eq!(listed["items"][0]["filter"], json!({"type": "complaint", "open": true}));
    let unknown = json!({"name": "x", "filter": {"colour": "red"}});
    let (status, _) = centre.call(Method::POST, "/api/ticket-views", Some(&agent), Some(unknown)).await;
    assert_eq!(status, 422);
    let path = format!("/api/ticket-views/{}", kept["id"].as_str().unwrap());
    let renamed = json!({"name": "急件", "filter": {"priority": "urgent"}});
    let (status, after) = centre.call(Method::PUT, &path, Some(&agent), Some(renamed.clone())).await;
    assert_eq!((status.as_u16(), &after["name"], &after["team"]), (200, &json!("急件"), &json!(null)));
    assert_eq!(centre.call(Method::PUT, &path, Some(&admin), Some(renamed)).await.0, 404);
    let for_all = json!({"name": "急件", "shared": true, "filter": {}});
    assert_eq!(centre.call(Method::PUT, &path, Some(&agent), Some(for_all.clone())).await.0, 403);
    let shared = centre.post(&admin, "/api/ticket-views", for_all).await;
    let order = json!({"views": [kept["id"], shared["id"]]});
    let ordered = centre.put(&agent, "/api/ticket-view-order", order).await;
    assert_eq!(ordered["items"][0]["id"], kept["id"]);
    let listed = centre.get(&agent, "/api/ticket-views").await;
    assert_eq!(listed["items"][1]["id"], shared["id"]);
    let (status, _) = centre.call(Method::DELETE, &path, Some(&admin), None).await;
    assert_eq!(status, 404, "another's own view is not there");
    let (status, _) = centre.call(Method::DELETE, &path, Some(&agent), None).await;
    assert_eq!(status, 204);
    let form =
        json!({"name": {"zh": "致歉", "en": "Apologise"}, "actions": [{"do": "move", "name": "apologise"}]});
    let (status, _) = centre.call(Method::POST, "/api/ticket-macros", Some(&agent), Some(form.clone())).await;
    assert_eq!(status, 403);
    let kept = centre.post(&admin, "/api/ticket-macros", form).await;
    let many = json!({"tickets": [ticket["id"]], "macro": kept["id"]});
    let (status, done) =
        centre.call(Method::POST, "/api/ticket-bulk", Some(&agent), Some(many.clone())).await;
    assert_eq!((status.as_u16(), &done["items"][0]["done"]), (200, &json!(true)), "{done}");
    let (_, again) = centre.call(Method::POST, "/api/ticket-bulk", Some(&agent), Some(many)).await;
    assert_eq!(again["items"][0]["done"], false);
    assert!(!again["items"][0]["why"]["en"].as_str().unwrap().is_empty(), "{again}");
    let people = centre.get(&agent, "/api/ticket-people").await;
    assert!(people["items"].as_array().unwrap().iter().any(|person| person["name"] == "agent1"));
}

/// TKT-8: what is sent again under its key, because the answer got lost, is answered as the first time and changes
/// nothing; over a kill as well.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_under_one_key_happens_once_over_a_kill_too() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let ticket = opened(&centre, &admin).await;
    let path = format!("/api/tickets/{}/actions", ticket["id"].as_str().unwrap());
    let once = "0192f0c1-2b3c-7d4e-8f90-123456789abc";
    let form = json!({"once": once, "action": {"do": "note", "text": "阀门已关", "readers": "service"}});
    let (status, first) = centre.call(Method::POST, &path, Some(&admin), Some(form.clone())).await;
    assert_eq!(status, 200, "{first}");
    centre.kill();
    centre.launch().await;
    let (status, again) = centre.call(Method::POST, &path, Some(&admin), Some(form)).await;
    assert_eq!((status.as_u16(), &again["version"]), (200, &first["version"]), "{again}");
    let story = centre.get(&admin, &path.replace("actions", "events")).await;
    let noted = story["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "tickets.noted");
    assert_eq!(noted.count(), 1, "{story}");
    let other = json!({"once": once, "action": {"do": "move", "name": "apologise"}});
    let (status, problem) = centre.call(Method::POST, &path, Some(&admin), Some(other)).await;
    assert_eq!((status.as_u16(), &problem["type"]), (409, &json!("/problems/tickets.key_used")));
    let bad = json!({"once": "a b", "action": {"do": "watch"}});
    let (status, problem) = centre.call(Method::POST, &path, Some(&admin), Some(bad)).await;
    assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!("once")), "{problem}");
}
