//! Two who edit the same thing: the second one is told what is stored now, and loses nothing typed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Centre, PASSWORD, eventually};

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

/// What is edited whole, by path: opened once by both.
#[tokio::test(flavor = "multi_thread")]
async fn settings_categories_departments_and_macros_are_not_overwritten_unseen() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;

    let care = centre.get(&admin, "/api/care-settings").await;
    let form = without(care.clone(), &["version"]);
    let two =
        [with(form.clone(), "prospect_every_days", json!(40)), with(form, "remind_before_days", json!(20))];
    let how = (Method::PUT, "/api/care-settings");
    second_is_told(&centre, &admin, how, &care["version"], two, "prospect_every_days").await;

    let promises = centre.get(&admin, "/api/promises/settings").await;
    let form = without(promises.clone(), &["version"]);
    let two =
        [with(form.clone(), "room_per_half_hour", json!(7)), with(form, "room_per_half_hour", json!(8))];
    let how = (Method::PUT, "/api/promises/settings");
    second_is_told(&centre, &admin, how, &promises["version"], two, "room_per_half_hour").await;

    // What is sent back as it was shown says itself what was edited.
    let sent_back = with(promises, "room_per_half_hour", json!(9));
    let (status, told) =
        centre.call(Method::PUT, "/api/promises/settings", Some(&admin), Some(sent_back)).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    let now = centre.get(&admin, "/api/promises/settings").await;
    centre.put(&admin, "/api/promises/settings", with(now, "room_per_half_hour", json!(9))).await;

    let filing = centre.get(&admin, "/api/ticket-filing").await;
    let form = without(filing.clone(), &["version"]);
    let two = [with(form.clone(), "file_after_days", json!(31)), with(form, "file_after_days", json!(32))];
    let how = (Method::PUT, "/api/ticket-filing");
    second_is_told(&centre, &admin, how, &filing["version"], two, "file_after_days").await;

    let label = |zh: &str| json!({"label": {"zh": zh, "en": "Warehouse"}, "members": []});
    let made = centre.put(&admin, "/api/departments/warehouse", label("仓库")).await;
    let how = (Method::PUT, "/api/departments/warehouse");
    second_is_told(&centre, &admin, how, &made["version"], [label("仓储"), label("仓储部")], "label").await;

    let form = |text: &str| {
        json!({"name": {"zh": text, "en": "Note"}, "types": [],
            "actions": [{"do": "note", "text": text, "readers": "service"}]})
    };
    let made = centre.post(&admin, "/api/ticket-macros", form("一")).await;
    let path = format!("/api/ticket-macros/{}", made["id"].as_str().unwrap());
    let two = [form("二"), form("三")];
    second_is_told(&centre, &admin, (Method::PUT, &path), &made["version"], two, "name").await;

    let tree = centre.get(&admin, "/api/categories").await;
    let known: Vec<Value> =
        tree["items"].as_array().unwrap().iter().map(|one| without(one.clone(), &["version"])).collect();
    let place = format!("[{}]", known.len());
    let more = |path: &str| {
        let one = json!({"path": path, "name": {"zh": path, "en": path}, "required": []});
        Value::Array(known.iter().cloned().chain([one]).collect())
    };
    let version = &tree["items"][0]["version"];
    let how = (Method::PUT, "/api/categories");
    second_is_told(&centre, &admin, how, version, [more("one"), more("two")], &place).await;
}

/// A second administrator, who edits what the first one edits.
async fn colleague(centre: &Centre, admin: &str) -> String {
    let user = json!({"username": "admin2", "name": "赵敏", "role": "administrator", "password": PASSWORD});
    centre.post(admin, "/api/users", user).await;
    centre.sign_in("admin2").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_editor_of_a_flow_is_told_who_changed_which_nodes() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let other = colleague(&centre, &admin).await;
    let versions = centre.get(&admin, "/api/entry-flows/default/versions").await;
    let opened = versions["items"][0]["version"].as_i64().unwrap();
    let flow = versions["items"][0]["body"].clone();
    let renamed =
        |zh: &str| json!({"text": with(flow.clone(), "name", json!({"zh": zh, "en": zh})).to_string()});
    let path = |version: i64| leak(format!("/api/entry-flows/default/versions?version={version}"));
    let (status, saved) = centre.call(Method::POST, path(opened), Some(&other), Some(renamed("一"))).await;
    assert_eq!(status, StatusCode::CREATED, "{saved}");
    let (status, told) = centre.call(Method::POST, path(opened), Some(&admin), Some(renamed("二"))).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(told["detail"].as_str().unwrap().contains("赵敏"), "{told}");
    assert_eq!(told["errors"][0]["field"], "name");
    assert_eq!(told["possible"], json!([format!("version:{}", opened + 1)]));
    let (status, told) = centre.call(Method::POST, path(opened + 1), Some(&admin), Some(renamed("二"))).await;
    assert_eq!(status, StatusCode::CREATED, "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_names_who_changed_what() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let other = colleague(&centre, &admin).await;
    let queue = item(&centre, &admin, "/api/queues", "key", "orders").await;
    let path = format!(
        "/api/queues/{}?version={}",
        queue["id"].as_str().unwrap(),
        queue["version"].as_str().unwrap()
    );
    let form = without(queue, &["id", "version"]);
    let save = |token: String, body: Value| {
        let path = leak(path.clone());
        let centre = &centre;
        async move { centre.call(Method::PUT, path, Some(&token), Some(body)).await }
    };
    let (status, _) = save(other.clone(), with(form.clone(), "priority", json!(3))).await;
    assert!(status.is_success());
    let (status, told) = save(admin.clone(), with(form, "priority", json!(5))).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told["detail"].as_str().unwrap().contains("赵敏"), "{told}");
    assert_eq!(told["possible"].as_array().unwrap().len(), 1, "marks are not shown: {told}");

    let customer = centre.post(&admin, "/api/customers", json!({"name": "王芳", "phones": []})).await;
    let path = format!("/api/customers/{}", customer["id"].as_str().unwrap());
    let form =
        |notes: &str| json!({"name": "王芳", "phones": [], "notes": notes, "version": customer["version"]});
    let (status, _) = centre.call(Method::PUT, &path, Some(&other), Some(form("一"))).await;
    assert!(status.is_success());
    let (status, told) = centre.call(Method::PUT, &path, Some(&admin), Some(form("二"))).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told["detail"].as_str().unwrap().contains("赵敏"), "{told}");
    assert_eq!(told["errors"][0]["field"], "notes");
    assert!(told["errors"][0]["message"].as_str().unwrap().contains("赵敏"), "{told}");
}

/// A centre that nobody has set up yet knows nights, week-ends and the published holidays; a week that never opens is refused.
#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_says_from_where_settings_were_changed() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let calendar = item(&centre, &admin, "/api/calendars", "name", "business").await;
    let types = json!({"file_after_days": 60, "delete_after_days": 900});
    for (path, form) in [
        ("/api/calendars/business", without(calendar, &["name", "version"])),
        ("/api/ticket-filing", types),
        ("/api/departments/warehouse", json!({"label": {"zh": "仓储部", "en": "Warehouse"}})),
        ("/api/indicator-aims/satisfaction", json!({"target": 0.9, "warning": null})),
    ] {
        let (status, told) = centre.call(Method::PUT, path, Some(&admin), Some(form)).await;
        assert!(status.is_success(), "{path}: {told}");
    }
    let actions =
        ["flows.calendar_saved", "tickets.filing_saved", "tickets.department_saved", "reports.aim_set"];
    for action in
        actions.into_iter().chain(["routing.queue_saved", "telephony.number_saved", "agents.created"])
    {
        let path = leak(format!("/api/audit?action={action}"));
        let entry = eventually("the action is in the audit log", 20, || async {
            let log = centre.get(&admin, path).await;
            // What the program set up by itself came from nowhere.
            log["items"].as_array()?.iter().find(|entry| !entry["who"].is_null()).cloned()
        })
        .await;
        assert_eq!(entry["from"], "127.0.0.1", "{action}: {entry}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_in_the_calendar_is_told_beside_its_field() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let day = |weekday: u8, from: &str, to: &str| json!({"weekday": weekday, "from": from, "to": to});
    let holiday = |date: &str| json!({"date": date, "name": "国庆节"});
    let name = "长".repeat(61);
    for (week, special, field) in [
        (json!([day(1, "09:00", "18:00"), day(1, "17:00", "20:00")]), json!([]), "week[1].from"),
        (json!([day(1, "22:00", "06:00")]), json!([]), "week[0].to"),
        (json!([day(1, "09:00", "noon")]), json!([]), "week[0].to"),
        (
            json!([day(1, "09:00", "18:00")]),
            json!([holiday("2026-10-01"), holiday("2026-10-01")]),
            "special[1].date",
        ),
        (json!([day(1, "09:00", "18:00")]), json!([{"date": "2026-10-01", "name": name}]), "special[0].name"),
    ] {
        let form = json!({"zone": "Asia/Shanghai", "week": week, "special": special});
        let (status, told) =
            centre.call(Method::PUT, "/api/calendars/business", Some(&admin), Some(form)).await;
        assert_eq!((status.as_u16(), &told["errors"][0]["field"]), (422, &json!(field)), "{told}");
    }
    let form = json!({"zone": "Asia/Shanghai", "week": [day(1, "09:00", "12:00"), day(1, "12:00", "18:00")]});
    let (status, told) =
        centre.call(Method::PUT, "/api/calendars/a%20b", Some(&admin), Some(form.clone())).await;
    assert_eq!((status.as_u16(), &told["errors"][0]["field"]), (422, &json!("name")), "{told}");
    let (status, told) = centre.call(Method::PUT, "/api/calendars/business", Some(&admin), Some(form)).await;
    assert!(status.is_success(), "hours that touch: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_centre_has_the_usual_calendar_and_none_that_never_opens() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let calendar = item(&centre, &admin, "/api/calendars", "name", "business").await;
    let days: Vec<i64> =
        calendar["week"].as_array().unwrap().iter().map(|day| day["weekday"].as_i64().unwrap()).collect();
    assert_eq!(days, [1, 2, 3, 4, 5]);
    assert_eq!(
        (&calendar["week"][0]["from"], &calendar["week"][0]["to"]),
        (&json!("09:00"), &json!("18:00"))
    );
    let special = calendar["special"].as_array().unwrap();
    let day = |date: &str| special.iter().find(|day| day["date"] == date).unwrap();
    assert_eq!((&day("2026-10-01")["name"], &day("2026-10-01")["hours"]), (&json!("国庆节"), &json!([])));
    assert_eq!(day("2026-10-10")["hours"][0]["from"], "09:00", "worked instead");
    assert!(
        special.iter().all(|day| day["date"].as_str().unwrap().starts_with("2026-")),
        "nothing is invented"
    );

    let never = json!({"zone": "Asia/Shanghai", "week": []});
    let (status, told) = centre.call(Method::PUT, "/api/calendars/business", Some(&admin), Some(never)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    assert_eq!(told["errors"][0]["field"], "week");

    let own = json!({"zone": "Asia/Shanghai", "week": [{"weekday": 6, "from": "10:00", "to": "12:00"}]});
    centre.put(&admin, "/api/calendars/business", own).await;
    centre.kill();
    centre.launch().await;
    let admin = centre.sign_in("admin").await;
    let kept = item(&centre, &admin, "/api/calendars", "name", "business").await;
    assert_eq!(kept["week"].as_array().unwrap().len(), 1, "what is set is kept");
}
