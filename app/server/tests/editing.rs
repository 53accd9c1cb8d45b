//! Two who edit the same thing: the second one is told what is stored now, and loses nothing typed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::Centre;

/// An item of a list.
async fn item(centre: &Centre, admin: &str, list: &str, name: &str, is: &str) -> Value {
    let all = centre.get(admin, list).await;
    let found = all["items"].as_array().unwrap().iter().find(|item| item[name] == is).cloned();
    found.unwrap_or_else(|| panic!("{list} has no {is}: {all}"))
}

/// Both opened the same; the first one saves, the second one is told, and may save what was typed after that.
async fn second_is_told(
    centre: &Centre,
    admin: &str,
    how: (Method, &str),
    version: &Value,
    two: [Value; 2],
    field: &str,
) {
    let (method, path) = how;
    let seen = |version: &str| format!("{path}?version={version}");
    let [first, second] = two;
    let opened = version.as_str().unwrap();
    let save = |path: String, body: Value| centre.call(method.clone(), leak(path), Some(admin), Some(body));
    let (status, saved) = save(seen(opened), first.clone()).await;
    assert!(status.is_success(), "{path}: {saved}");
    let (status, _) = save(seen(opened), first).await;
    assert!(status.is_success(), "{path}: the same once more is no conflict");
    let (status, told) = save(seen(opened), second.clone()).await;
    assert_eq!(status, StatusCode::CONFLICT, "{path}: {told}");
    let fields: Vec<&str> =
        told["errors"].as_array().unwrap().iter().filter_map(|one| one["field"].as_str()).collect();
    assert!(fields.contains(&field), "{path}: {told}");
    let now = told["possible"][0].as_str().unwrap().strip_prefix("version:").unwrap().to_owned();
    let (status, saved) = save(seen(&now), second.clone()).await;
    assert!(status.is_success(), "{path}: {saved}");
    let (status, told) = save(format!("{path}?edition=1"), second).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{path}: {told}");
}

fn leak(path: String) -> &'static str {
    Box::leak(path.into_boxed_str())
}

fn without(mut item: Value, fields: &[&str]) -> Value {
    for field in fields {
        item.as_object_mut().unwrap().remove(*field);
    }
    item
}

fn with(mut item: Value, field: &str, value: Value) -> Value {
    item[field] = value;
    item
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_editors_is_told_what_the_first_changed() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;

    let queue = item(&centre, &admin, "/api/queues", "key", "orders").await;
    let path = format!("/api/queues/{}", queue["id"].as_str().unwrap());
    let form = without(queue.clone(), &["id", "version"]);
    let two = [with(form.clone(), "priority", json!(3)), with(form, "ring_timeout_s", json!(25.0))];
    second_is_told(&centre, &admin, (Method::PUT, &path), &queue["version"], two, "priority").await;

    let number = item(&centre, &admin, "/api/numbers", "number", "95000").await;
    let path = format!("/api/numbers/{}", number["id"].as_str().unwrap());
    let form = without(number.clone(), &["id", "version"]);
    let two = [with(form.clone(), "name", json!("热线一")), with(form, "name", json!("热线二"))];
    second_is_told(&centre, &admin, (Method::PUT, &path), &number["version"], two, "name").await;

    let trunks = centre.get(&admin, "/api/trunks").await;
    let trunk = trunks["items"][0].clone();
    let path = format!("/api/trunks/{}", trunk["id"].as_str().unwrap());
    let form = without(trunk.clone(), &["id", "version"]);
    let two = [with(form.clone(), "name", json!("一")), with(form, "name", json!("二"))];
    second_is_told(&centre, &admin, (Method::PUT, &path), &trunk["version"], two, "name").await;

    let calendar = item(&centre, &admin, "/api/calendars", "name", "business").await;
    let form = without(calendar.clone(), &["name", "version"]);
    let closed = json!([{"date": "2026-12-31", "name": "盘点", "hours": []}]);
    let two = [with(form.clone(), "special", closed), with(form, "zone", json!("Asia/Urumqi"))];
    second_is_told(
        &centre,
        &admin,
        (Method::PUT, "/api/calendars/business"),
        &calendar["version"],
        two,
        "special",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_postings_fields_and_targets_are_not_overwritten_unseen() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;

    let user = item(&centre, &admin, "/api/users", "username", "1001").await;
    let path = format!("/api/users/{}", user["id"].as_str().unwrap());
    let two = [
        json!({"name": "陈静", "role": "agent", "active": true}),
        json!({"name": "陈敬", "role": "agent", "active": true}),
    ];
    second_is_told(&centre, &admin, (Method::PATCH, &path), &user["version"], two, "name").await;

    let agent = item(&centre, &admin, "/api/agents", "staff_number", "1001").await;
    let two = [json!({"team": "华东组"}), json!({"team": "华南组"})];
    second_is_told(&centre, &admin, (Method::PATCH, "/api/agents/1001"), &agent["version"], two, "team")
        .await;

    let fields = centre.get(&admin, "/api/customer-fields").await;
    let known: Vec<Value> = fields["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| without(field.clone(), &["version"]))
        .collect();
    let more = |name: &str| {
        let one = json!({"name": name, "label": {"zh": name, "en": name}, "kind": "text"});
        Value::Array(known.iter().cloned().chain([one]).collect())
    };
    let version = &fields["items"][0]["version"];
    second_is_told(
        &centre,
        &admin,
        (Method::PUT, "/api/customer-fields"),
        version,
        [more("licence"), more("size")],
        "[2]",
    )
    .await;

    let aim = item(&centre, &admin, "/api/indicator-aims", "name", "satisfaction").await;
    let two = [json!({"target": 0.96, "warning": 0.9}), json!({"target": 0.97, "warning": null})];
    second_is_told(
        &centre,
        &admin,
        (Method::PUT, "/api/indicator-aims/satisfaction"),
        &aim["version"],
        two,
        "target",
    )
    .await;
}
