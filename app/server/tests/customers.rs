//! Customers over HTTP: kept, moved, merged with what belongs to them, imported over a kill (CUS-1 … CUS-5, CUS-7).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use support::sipp::{self, Act, End};
use support::{Centre, PASSWORD, eventually};

async fn signed_in(centre: &Centre, admin: &str, name: &str, role: &str) -> String {
    let form = json!({"username": name, "name": name, "role": role, "password": PASSWORD});
    centre.post(admin, "/api/users", form).await;
    centre.sign_in(name).await
}

fn id_of(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

/// The shortest form works as ever; numbers come back masked, whole only for a reason.
#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_made_in_short_and_seen_masked() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let agent = signed_in(&centre, &admin, "agent1", "agent").await;
    let form = json!({"name": "李女士", "phones": ["138 0013 8000"]});
    let (status, made) = centre.call(Method::POST, "/api/customers", Some(&agent), Some(form)).await;
    assert_eq!((status.as_u16(), &made["phones"][0]), (201, &json!("138****8000")));
    let path = format!("/api/customers/{}", id_of(&made));
    let ask = json!({"datum": "phone", "reason": "客户要求回电"});
    let whole = centre.post(&agent, &format!("{path}/reveal"), ask).await;
    assert_eq!(whole["values"], json!(["13800138000"]));
    let form = json!({"name": "李丽", "phones": ["138****8000"], "notes": "改", "version": made["version"]});
    let changed = centre.put(&agent, &path, form.clone()).await;
    assert_eq!((&changed["version"], &changed["phones"][0]), (&json!(2), &json!("138****8000")));
    let form = json!({"name": "李莉", "phones": ["138****8000"], "notes": "改", "version": 1});
    let (status, problem) = centre.call(Method::PUT, &path, Some(&admin), Some(form)).await;
    assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (409, &json!("name")), "{problem}");
    assert_eq!(problem["possible"], json!(["version:2"]));
    let (status, problem) =
        centre.call(Method::POST, &format!("{path}/life"), Some(&agent), Some(json!({"do": "lapse"}))).await;
    assert_eq!((status.as_u16(), &problem["possible"]), (409, &json!(["try", "develop", "eliminate"])));
    let (status, _) = centre.call(Method::GET, "/api/customers?colour=red", Some(&agent), None).await;
    assert_eq!(status, 400);
    let (status, _) = centre.call(Method::POST, "/api/customer-exports", Some(&agent), Some(json!({}))).await;
    assert_eq!(status, 403);
}

/// Contacts and tickets of the record that went up are the customer's, until the merge is undone.
#[tokio::test(flavor = "multi_thread")]
async fn contacts_and_tickets_follow_a_merged_record() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let card = |name: &str, phone: &str| json!({"name": name, "phones": [phone]});
    let kept = centre.post(&admin, "/api/customers", card("李女士", "13800138000")).await;
    let gone = centre.post(&admin, "/api/customers", card("李丽", "13900139000")).await;
    sipp::call(&centre.folder(), centre.sip_port, "13900139000", "95000", &[Act::Wait(300)], &End::HangUp)
        .went_well()
        .await;
    let contact = centre.newest_contact(&admin, &["closed"], 10).await;
    assert_eq!(contact["customer_id"], gone["id"]);
    let form = json!({"type": "complaint", "title": "破损", "matter": "箱破杯碎", "customer_id": gone["id"]});
    centre.post(&admin, "/api/tickets", form).await;
    let count = async |what: &str, customer: &Value| {
        let list = centre.get(&admin, &format!("/api/{what}?customer={}", id_of(customer))).await;
        list["items"].as_array().unwrap().len()
    };
    assert_eq!((count("contacts", &kept).await, count("tickets", &kept).await), (0, 0));
    let path = format!("/api/customers/{}/merges", id_of(&kept));
    let merge = centre.post(&admin, &path, json!({"gone": gone["id"], "why": "同一人"})).await;
    assert_eq!((count("contacts", &kept).await, count("tickets", &kept).await), (1, 1));
    let undo = format!("/api/customer-merges/{}/undo", id_of(&merge));
    let (status, _) = centre.call(Method::POST, &undo, Some(&admin), None).await;
    assert_eq!(status, 204);
    assert_eq!((count("contacts", &kept).await, count("tickets", &kept).await), (0, 0));
    assert_eq!((count("contacts", &gone).await, count("tickets", &gone).await), (1, 1));
    let (status, _) = centre.call(Method::POST, &undo, Some(&admin), None).await;
    assert_eq!(status, 409);
}

async fn upload(centre: &Centre, token: &str, name: &str, table: String) -> (u16, Value) {
    let request = Client::new().post(format!("{}/api/customer-imports?name={name}", centre.http));
    let answer = request.bearer_auth(token).body(table).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

/// An import survives a kill: every good row is a customer once, every bad one in the result file once.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_goes_on_after_a_kill() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let bad = |n: u32| n % 10 == 9;
    let phone = |n: u32| if bad(n) { "x".to_owned() } else { format!("139{n:08}") };
    let rows: String = (0..3000).map(|n| format!("客户{n},{},华东\n", phone(n))).collect();
    let (status, import) = upload(&centre, &admin, "all.csv", format!("姓名,手机,地区\n{rows}")).await;
    assert_eq!((status, &import["rows"]), (201, &json!(3000)), "{import}");
    let path = format!("/api/customer-imports/{}", id_of(&import));
    centre.post(&admin, &format!("{path}/run"), import["plan"].clone()).await;
    eventually("some rows are imported", 20, || async {
        (centre.get(&admin, &path).await["dealt_with"].as_u64()? > 0).then_some(())
    })
    .await;
    centre.kill();
    centre.launch().await;
    let admin = centre.sign_in("admin").await;
    let done = eventually("the import is done", 60, || async {
        let import = centre.get(&admin, &path).await;
        (import["state"] == "done").then_some(import)
    })
    .await;
    assert_eq!((&done["created"], &done["rejected"]), (&json!(2700), &json!(300)), "{done}");
    let (mut all, mut cursor) = (0, String::new());
    loop {
        let page = centre.get(&admin, &format!("/api/customers?region=华东&limit=200{cursor}")).await;
        all += page["items"].as_array().unwrap().len();
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(all, 2700);
    let result =
        String::from_utf8(centre.bytes(&admin, &format!("{path}/rejected?format=csv")).await).unwrap();
    assert_eq!(result.lines().count(), 301);
}

/// What is no table is refused and changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_refused() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    for (name, table) in [("a.exe", "MZ"), ("a.csv", ""), ("a.xlsx", "PK nothing"), ("../../etc/passwd", "x")]
    {
        let (status, problem) = upload(&centre, &admin, name, table.to_owned()).await;
        assert_eq!(status, 422, "{name}: {problem}");
    }
    let (status, problem) = upload(&centre, &admin, "a.csv", "x".repeat(40 << 20)).await;
    assert_eq!((status, &problem["type"]), (413, &json!("/problems/too_large")));
    assert!(centre.get(&admin, "/api/customer-imports").await["items"].as_array().unwrap().is_empty());
}
