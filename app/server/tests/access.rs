//! Who may do what over HTTP, and how bad input is answered (SEC-1, SEC-4, OPS-3).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use support::{Centre, PASSWORD, eventually};

const ROLES: [&str; 8] =
    ["agent", "team_leader", "quality", "trainer", "department", "dispatcher", "worker", "administrator"];

/// An operation of the API document.
struct Operation {
    method: Method,
    path: String,
    /// Ways in: the permissions needed together; nothing: open to anyone.
    ways: Vec<Option<Vec<String>>>,
    json: bool,
}

impl Operation {
    fn is_open(&self) -> bool {
        self.ways.iter().any(Option::is_none)
    }

    fn lets_in(&self, held: &BTreeSet<String>) -> bool {
        self.ways.iter().flatten().any(|way| way.iter().all(|permission| held.contains(permission)))
    }

    fn describe(&self, role: &str) -> String {
        format!("{} {} as {role}", self.method, self.path)
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let security = operation["security"].as_array();
            let security = security.unwrap_or_else(|| panic!("{method} {path} does not say who may use it"));
            let ways = security.iter().map(|entry| {
                let scopes = entry.as_object().unwrap().values().next()?.as_array().unwrap();
                Some(scopes.iter().map(|scope| scope.as_str().unwrap().to_owned()).collect())
            });
            found.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: with_dummies(path),
                ways: ways.collect(),
                json: operation["requestBody"]["content"]["application/json"].is_object(),
            });
        }
    }
    found
}

/// The path with an id that nothing has.
fn with_dummies(path: &str) -> String {
    let part = |part: &str| match part.strip_prefix('{') {
        Some(_) => "01890000-0000-7000-8000-00000000dead".to_owned(),
        None => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<String>>().join("/")
}

/// One account for each role; returns their permissions.
async fn accounts(centre: &Centre) -> BTreeMap<&'static str, BTreeSet<String>> {
    let admin = centre.sign_in("admin").await;
    let mut held = BTreeMap::new();
    for role in ROLES {
        let user = json!({"username": role, "name": role, "role": role, "password": PASSWORD});
        centre.post(&admin, "/api/users", user).await;
        let body = json!({"username": role, "password": PASSWORD});
        let (_, session) = centre.call(Method::POST, "/api/session", None, Some(body)).await;
        let permissions = session["permissions"].as_array().unwrap();
        held.insert(role, permissions.iter().map(|name| name.as_str().unwrap().to_owned()).collect());
    }
    held
}

async fn ask(centre: &Centre, operation: &Operation, token: Option<&str>) -> StatusCode {
    let body = operation.json.then(|| json!({}));
    centre.call(operation.method.clone(), &operation.path, token, body).await.0
}

/// Every operation × every role: the document says who may, and exactly those may.
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_lets_in_exactly_the_roles_its_description_names() {
    let centre = Centre::start().await;
    let held = accounts(&centre).await;
    let (_, document) = centre.call(Method::GET, "/api/openapi.json", None, None).await;
    let operations = operations(&document);
    assert!(operations.len() > 50, "only {} operations", operations.len());
    let mut faults = Vec::new();
    for operation in operations.iter().filter(|operation| !operation.is_open()) {
        let status = ask(&centre, operation, None).await;
        if status != 401 {
            faults.push(format!("{}: {status}", operation.describe("nobody")));
        }
        if ask(&centre, operation, Some("made-up-token")).await != 401 {
            faults.push(operation.describe("somebody with a made-up token"));
        }
    }
    for (role, permissions) in &held {
        let mut token = centre.sign_in(role).await;
        for operation in operations.iter().filter(|operation| !operation.is_open()) {
            let status = ask(&centre, operation, Some(&token)).await;
            let fits = match operation.lets_in(permissions) {
                true => status != 401 && status != 403 && status.as_u16() < 500,
                false => status == 403,
            };
            if !fits {
                faults.push(format!("{}: {status}", operation.describe(role)));
            }
            if operation.method == Method::DELETE && operation.path == "/api/session" {
                token = centre.sign_in(role).await;
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// An answer to bad input.
struct Problem {
    status: StatusCode,
    kind: String,
    text: String,
    doc: Value,
}

async fn send(request: reqwest::RequestBuilder) -> Problem {
    // A connection on which too much is sent is closed by the server, which a client may meet before it reads the answer.
    let mut tries = 0;
    let response = loop {
        match request.try_clone().unwrap().send().await {
            Ok(response) => break response,
            Err(err) => assert!(tries < 20, "{err}"),
        }
        tries += 1;
    };
    let status = response.status();
    let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    let text = response.text().await.unwrap();
    let doc = serde_json::from_str(&text).unwrap_or_default();
    Problem { status, kind: kind.unwrap_or_default(), text, doc }
}

/// Bad input is a problem document that names the fault, in the language asked for, and shows nothing of the inside.
#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_a_problem_in_the_callers_language() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let client = Client::new();
    let request = |method: Method, path: &str| {
        let request = client.request(method, format!("{}{path}", centre.http)).bearer_auth(&admin);
        request.header("accept-language", "zh-CN,zh;q=0.9").header("content-type", "application/json")
    };
    let id = "01890000-0000-7000-8000-00000000dead";
    let queue = |weight: Value| json!({"name": "试", "ring_timeout_s": weight, "required": []}).to_string();
    let cases = [
        ("unknown query field", 400, send(request(Method::GET, "/api/contacts?colour=red")).await),
        ("limit that is no number", 400, send(request(Method::GET, "/api/contacts?limit=many")).await),
        ("limit of zero", 422, send(request(Method::GET, "/api/contacts?limit=0")).await),
        ("limit too large", 422, send(request(Method::GET, "/api/customers?limit=100000")).await),
        ("malformed JSON", 400, send(request(Method::POST, "/api/queues").body("{\"name\": ")).await),
        ("wrong type", 422, send(request(Method::POST, "/api/queues").body(queue(json!("soon")))).await),
        ("unknown field", 422, send(request(Method::POST, "/api/queues").body("{\"colour\": 1}")).await),
        ("unreadable id", 400, send(request(Method::GET, "/api/contacts/nonsense")).await),
        ("unknown id", 404, send(request(Method::GET, &format!("/api/contacts/{id}"))).await),
        ("unknown resource", 404, send(request(Method::GET, "/api/no-such-thing")).await),
        ("unknown method", 405, send(request(Method::PATCH, "/api/contacts")).await),
        ("too large", 413, send(request(Method::POST, "/api/customers").body(vec![b'x'; 3 << 20])).await),
    ];
    for (what, status, problem) in &cases {
        assert_eq!(problem.status.as_u16(), *status, "{what}: {}", problem.text);
        assert_eq!(problem.kind, "application/problem+json", "{what}");
        assert_eq!(problem.doc["status"], *status, "{what}");
        for field in ["type", "title", "detail"] {
            assert!(!problem.doc[field].as_str().unwrap().is_empty(), "{what}: {}", problem.text);
        }
        let chinese = |text: &Value| text.as_str().unwrap().chars().any(|c| ('一'..='鿿').contains(&c));
        assert!(
            chinese(&problem.doc["title"]) && chinese(&problem.doc["detail"]),
            "{what}: {}",
            problem.text
        );
        for inside in ["panicked", "stack backtrace", ".rs:", "SELECT ", "sqlx"] {
            assert!(!problem.text.contains(inside), "{what} shows its inside: {}", problem.text);
        }
    }
    let named = |what: &str| {
        let case = cases.iter().find(|(name, ..)| *name == what).unwrap();
        case.2.doc["errors"][0]["field"].clone()
    };
    assert_eq!(named("wrong type"), "ring_timeout_s");
    assert_eq!(named("unknown field"), "colour");
    assert_eq!(named("limit of zero"), "limit");
    let english = send(client.get(format!("{}/api/contacts?limit=0", centre.http)).bearer_auth(&admin)).await;
    assert_eq!(english.doc["title"], "The input is not valid");
}

/// SEC-4: guessing passwords gets slow.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_password_is_slowed_down() {
    let centre = Centre::start().await;
    let mut statuses = Vec::new();
    for n in 0..12 {
        let body = json!({"username": "admin", "password": format!("guess-number-{n}")});
        let (status, problem) = centre.call(Method::POST, "/api/session", None, Some(body)).await;
        statuses.push(status.as_u16());
        if status == 429 {
            assert!(problem["until"].is_string(), "{problem}");
            break;
        }
        assert_eq!(status, 401);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let right = json!({"username": "admin", "password": PASSWORD});
    let (status, _) = centre.call(Method::POST, "/api/session", None, Some(right)).await;
    assert_eq!(status, 429, "not even the right password is looked at while the account waits");
}

/// SEC-4: behind a reverse proxy, who guesses is slowed down, and not everybody else; without its being named in the
/// configuration nobody is believed.
#[tokio::test(flavor = "multi_thread")]
async fn behind_a_named_proxy_each_client_counts_for_itself() {
    let behind = Centre::start_with(&["--trusted-proxies", "10.0.0.0/8, 127.0.0.1"]).await;
    let alone = Centre::start().await;
    let sign_in = async |centre: &Centre, from: &str, password: &str| {
        let body = json!({"username": "admin", "password": password});
        let request = reqwest::Client::new().post(format!("{}/api/session", centre.http)).json(&body);
        request.header("x-forwarded-for", from).send().await.unwrap()
    };
    // What the client itself wrote stands left of what the proxy added.
    let guess_until_slowed = async |centre: &Centre| {
        for _ in 0..12 {
            if sign_in(centre, "192.0.2.1, 203.0.113.7", "guess").await.status() == 429 {
                return;
            }
        }
        panic!("guessing is not slowed down");
    };
    guess_until_slowed(&alone).await;
    assert_eq!(sign_in(&alone, "203.0.113.8", PASSWORD).await.status(), 429, "nobody is believed there");
    guess_until_slowed(&behind).await;
    assert_eq!(sign_in(&behind, "203.0.113.7", PASSWORD).await.status(), 429);
    let other = sign_in(&behind, "203.0.113.8", PASSWORD).await;
    assert_eq!(other.status(), 200, "somebody else behind the same proxy");
    let token = other.json::<Value>().await.unwrap()["token"].as_str().unwrap().to_owned();
    eventually("the audit log names both", 10, || async {
        let noted = behind.get(&token, "/api/audit?limit=20").await.to_string();
        (noted.contains("203.0.113.7") && noted.contains("203.0.113.8")).then_some(())
    })
    .await;

    let (code, said) = Centre::prepared(&["--trusted-proxies", "10.0.0.0/33"]).run(&["serve"]);
    assert_eq!((code, said.contains("trusted-proxies: '10.0.0.0/33'")), (2, true), "{said}");
}

/// SEC-1: sessions end when their owner says so.
#[tokio::test(flavor = "multi_thread")]
async fn signing_out_and_revoking_make_tokens_worthless() {
    let centre = Centre::start().await;
    let (here, lost) = (centre.sign_in("admin").await, centre.sign_in("admin").await);
    let all = centre.get(&here, "/api/session/all").await;
    let ids: Vec<&str> = all["items"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    let signed_in = |token: String| {
        let centre = &centre;
        async move { centre.call(Method::GET, "/api/session", Some(&token), None).await.0 == 200 }
    };
    let elsewhere = centre.sign_in("admin").await;
    for id in ids {
        let path = format!("/api/session/all/{id}");
        assert_eq!(centre.call(Method::DELETE, &path, Some(&elsewhere), None).await.0, 204);
    }
    assert!(!signed_in(lost).await && !signed_in(here).await, "revoked sessions are over");
    let token = centre.sign_in("admin").await;
    assert!(signed_in(token.clone()).await);
    let (status, _) = centre.call(Method::DELETE, "/api/session", Some(&token), None).await;
    assert_eq!(status, 204);
    assert!(!signed_in(token).await, "signed out");
}

/// SEC-4: another site cannot act with the cookie of a browser.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_from_another_site_is_refused() {
    let centre = Centre::start().await;
    let token = centre.sign_in("admin").await;
    let client = Client::new();
    let team = |site: &str| {
        let request = client.post(format!("{}/api/teams", centre.http)).json(&json!({"name": "一组"}));
        request.header("cookie", format!("yingda_session={token}")).header("sec-fetch-site", site.to_owned())
    };
    for site in ["cross-site", "same-site"] {
        let problem = send(team(site)).await;
        assert_eq!(problem.status, 403, "{}", problem.text);
        assert_eq!(problem.doc["type"], "/problems/cross_site");
    }
    assert!(centre.get(&token, "/api/teams").await["items"].as_array().unwrap().is_empty());
    assert!(send(team("same-origin")).await.status.is_success());
    // Where a browser says only the page's origin.
    let foreign = client.post(format!("{}/api/teams", centre.http)).json(&json!({"name": "二组"}));
    let foreign = foreign.header("cookie", format!("yingda_session={token}"));
    assert_eq!(send(foreign.header("origin", "http://evil.example")).await.status, 403);
    let upgrade = client.get(format!("{}/api/events", centre.http));
    let upgrade = upgrade.header("cookie", format!("yingda_session={token}"));
    let upgrade = upgrade.header("sec-fetch-site", "cross-site").header("upgrade", "websocket");
    assert_eq!(send(upgrade).await.status, 403, "nor listen to the live channel");
}
