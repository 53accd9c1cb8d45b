//! Personal data: what is masked cannot be found out, what is shown in whole is in the audit log (CUS-5, SEC-2).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use db::{Clock, Db, EventFilter};
use reqwest::Method;
use serde_json::{Value, json};
use support::{Centre, PASSWORD};

const NUMBER: &str = "13812348000";
const EMAIL: &str = "wang.fang@example.com";
const CODE: &str = "TR77889";

async fn user(centre: &Centre, admin: &str, name: &str, role: &str) -> Value {
    let form = json!({"username": name, "name": name, "role": role, "password": PASSWORD});
    centre.post(admin, "/api/users", form).await
}

fn id_of(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

/// The customer that is looked for, with a ticket.
async fn known(centre: &Centre, admin: &str, kind: &str) -> (Value, Value) {
    let form = json!({"name": "王芳", "phones": [NUMBER], "emails": [EMAIL], "stage": "member",
        "fields": {"trading_code": CODE, "booth_number": "A1-01"}, "service_until": "2099-01-01T00:00:00Z"});
    let customer = centre.post(admin, "/api/customers", form).await;
    let fields =
        if kind == "repair" { json!({"place": "3-1202", "matter_kind": "water"}) } else { json!({}) };
    let form = json!({"type": kind, "title": "破损", "matter": "箱破杯碎", "customer_id": customer["id"], "fields": fields});
    let ticket = centre.post(admin, "/api/tickets", form).await;
    (customer, ticket)
}

/// Every list with a parameter by which numbers or names are looked for.
async fn searches(centre: &Centre) -> Vec<String> {
    let (_, document) = centre.call(Method::GET, "/api/openapi.json", None, None).await;
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for parameter in methods["get"]["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            let looks = ["q", "caller", "number", "phone", "email", "search"].contains(&name);
            if parameter["in"] == "query" && looks {
                found.push(format!("{path}?{name}="));
            }
        }
    }
    found
}

/// Parts of a value that are not the whole: begins, ends, one digit replaced.
fn parts(whole: &str) -> Vec<String> {
    let letters: Vec<char> = whole.chars().collect();
    let begins = (1..letters.len()).map(|n| letters[..n].iter().collect());
    let ends = (1..letters.len()).map(|n| letters[n..].iter().collect());
    begins.chain(ends).collect()
}

/// Asked digit by digit, every list answers as if there were no such number; asked for the whole, the customer is found.
#[tokio::test(flavor = "multi_thread")]
async fn who_sees_numbers_masked_cannot_find_them_digit_by_digit() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    // Tickets are found by their numbers: the one of the customer has none that the telephone number begins with.
    centre
        .post(&admin, "/api/tickets", json!({"type": "complaint", "title": "无关", "matter": "无关"}))
        .await;
    let (customer, _) = known(&centre, &admin, "complaint").await;
    let searches = searches(&centre).await;
    assert!(searches.len() >= 3, "{searches:?}");
    for role in ["agent", "team_leader", "quality", "department", "dispatcher", "worker", "trainer"] {
        user(&centre, &admin, role, role).await;
        let token = centre.sign_in(role).await;
        for search in &searches {
            for part in [NUMBER, EMAIL, CODE].into_iter().flat_map(parts) {
                let path = format!("{search}{part}");
                let (status, answer) = centre.call(Method::GET, &path, Some(&token), None).await;
                let told = answer.to_string().contains(id_of(&customer));
                assert!(
                    !told && (status == 200 || status == 403),
                    "{role} learns from {path}: {status} {answer}"
                );
            }
        }
    }
    let agent = centre.sign_in("agent").await;
    for whole in ["13812348000", "138 1234 8000", "%2B86-138-1234-8000", EMAIL, "tr77889"] {
        let found = centre.get(&agent, &format!("/api/customers?q={whole}")).await;
        assert_eq!(found["items"][0]["id"], customer["id"], "{whole}");
        assert!(!found.to_string().contains(NUMBER), "masked all the same");
    }
    let found = centre.get(&admin, "/api/customers?q=1381").await;
    assert_eq!(
        found["items"][0]["id"], customer["id"],
        "who sees numbers in whole finds them by their begin"
    );
}

/// Who looked at whose numbers, and why.
async fn looks(centre: &Centre, customer: &Value) -> Vec<(Value, Value)> {
    let url = format!("sqlite:{}", centre.folder().join("yingda.db").display());
    let db = Db::open(&url, Clock::System).await.unwrap();
    let filter =
        EventFilter { after: 0, subject: Some(format!("customer:{}", id_of(customer))), limit: 1000 };
    let all = db.events(filter).await.unwrap();
    let looks = all.into_iter().filter(|stored| stored.event.kind == "audit.customer_revealed");
    looks
        .map(|stored| (json!(stored.event.actor)["id"].clone(), stored.event.data.value()["reason"].clone()))
        .collect()
}

/// Numbers that department and worker see in whole are in the audit log: who, whose, for which ticket; a page that
/// refreshes itself is one view. What is shown masked is not.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_shown_in_whole_to_departments_and_workers_are_in_the_audit_log() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let member = user(&centre, &admin, "warehouse1", "department").await;
    let worker = user(&centre, &admin, "worker1", "worker").await;
    let form = json!({"label": {"zh": "仓储部", "en": "Warehouse"}, "members": [member["id"]]});
    centre.put(&admin, "/api/departments/warehouse", form).await;
    let (customer, ticket) = known(&centre, &admin, "repair").await;
    let path = format!("/api/tickets/{}", id_of(&ticket));
    assert_eq!(centre.get(&admin, &path).await["customer"]["phones"], json!(["138****8000"]));
    assert!(looks(&centre, &customer).await.is_empty(), "masked");
    let act = async |action: Value| {
        centre.post(&admin, &format!("{path}/actions"), json!({"action": action})).await;
    };
    act(json!({"do": "move", "name": "accept"})).await;
    act(json!({"do": "dispatch", "worker": worker["id"]})).await;
    let reason = json!(format!("ticket:{}", id_of(&ticket)));
    let sees = async |name: &str| {
        let token = centre.sign_in(name).await;
        for _ in 0..3 {
            assert_eq!(centre.get(&token, &path).await["customer"]["phones"], json!([NUMBER]));
        }
    };
    sees("worker1").await;
    assert_eq!(looks(&centre, &customer).await, [(worker["id"].clone(), reason)]);

    let form =
        json!({"type": "complaint", "title": "破损", "matter": "箱破杯碎", "customer_id": customer["id"]});
    let ticket = centre.post(&admin, "/api/tickets", form).await;
    let path = format!("/api/tickets/{}", id_of(&ticket));
    for action in [
        json!({"do": "move", "name": "apologise"}),
        json!({"do": "move", "name": "confirm_facts", "fields": {"facts": "碎", "facts_confirmed": true}}),
        json!({"do": "move", "name": "classify", "fields": {"justified": true, "severity": 2, "cause": "shipping"}}),
        json!({"do": "pass", "department": "warehouse", "matter": "查包装"}),
    ] {
        centre.post(&admin, &format!("{path}/actions"), json!({"action": action})).await;
    }
    let token = centre.sign_in("warehouse1").await;
    assert_eq!(centre.get(&token, &path).await["customer"]["phones"], json!([NUMBER]));
    let last = looks(&centre, &customer).await.pop().unwrap();
    assert_eq!(last, (member["id"].clone(), json!(format!("ticket:{}", id_of(&ticket)))));
}
