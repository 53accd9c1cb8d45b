//! The live channel `/api/events`: at once, in order, nothing lost, and only what one may see (RPT-2, CUS-5, SEC-1).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::time::Duration;

use futures::StreamExt;
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};
use support::sipp::{self, Act, End};
use support::{Centre, PASSWORD, eventually};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Longest time from an event to its arrival; the promise is one second, the machine of a test may be busy.
const AT_ONCE: f64 = 3.0;

/// An open live channel.
struct Channel(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Channel {
    async fn try_open(centre: &Centre, token: Option<&str>, query: &str) -> Result<Self, Error> {
        let url = format!("{}/api/events{query}", centre.http.replace("http://", "ws://"));
        let mut request = url.into_client_request()?;
        if let Some(token) = token {
            request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
        }
        Ok(Self(connect_async(request).await?.0))
    }

    /// Opens the channel and takes the greeting; returns the end of the log that it names.
    async fn open(centre: &Centre, token: &str, query: &str) -> (Self, i64) {
        let mut channel = Self::try_open(centre, Some(token), query).await.unwrap();
        let hello = channel.next(Duration::from_secs(3)).await.unwrap();
        (channel, hello["hello"]["seq"].as_i64().unwrap())
    }

    async fn next(&mut self, patience: Duration) -> Option<Value> {
        let deadline = tokio::time::Instant::now() + patience;
        loop {
            let message = tokio::time::timeout_at(deadline, self.0.next()).await.ok()??.unwrap();
            if let Message::Text(text) = message {
                return Some(serde_json::from_str(&text).unwrap());
            }
        }
    }

    /// Everything up to the first event of a kind.
    async fn up_to(&mut self, kind: &str) -> Vec<Value> {
        let mut heard = Vec::new();
        loop {
            let event = self.next(Duration::from_secs(10)).await;
            let event = event.unwrap_or_else(|| panic!("{kind} did not come after {heard:?}"));
            let last = event["kind"] == kind;
            heard.push(event);
            if last {
                return heard;
            }
        }
    }

    /// Everything that comes until it is quiet for a second.
    async fn rest(&mut self) -> Vec<Value> {
        let mut heard = Vec::new();
        while let Some(event) = self.next(Duration::from_secs(1)).await {
            heard.push(event);
        }
        heard
    }
}

fn places(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["seq"].as_i64().unwrap()).collect()
}

async fn call_and_leave(centre: &Centre, from: &str) {
    let acts = [Act::Wait(500), Act::Key('0'), Act::Wait(500)];
    sipp::call(&centre.folder(), centre.sip_port, from, "95000", &acts, &End::HangUp).went_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_told_at_once_in_order_with_its_number_masked() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let (mut channel, hello) = Channel::open(&centre, &admin, "").await;
    let caller = sipp::call(
        &centre.folder(),
        centre.sip_port,
        "13812345678",
        "95000",
        &[Act::Wait(1000)],
        &End::HangUp,
    );
    let mut kinds = Vec::new();
    let mut last = hello;
    while kinds.last().is_none_or(|kind| kind != "contacts.leg_ended") {
        let event = channel.next(Duration::from_secs(10)).await.unwrap();
        let late = Timestamp::now().duration_since(event["at"].as_str().unwrap().parse().unwrap());
        assert!(late.as_secs_f64() < AT_ONCE, "{late:?} late: {event}");
        assert_eq!(event["seq"], last + 1, "nothing was left out for an administrator: {event}");
        last += 1;
        assert!(!event.to_string().contains("13812345678"), "a whole number travels: {event}");
        if event["kind"] == "contacts.arrived" {
            assert_eq!(event["data"]["caller"], "138****5678");
        }
        kinds.push(event["kind"].as_str().unwrap().to_owned());
    }
    caller.went_well().await;
    let place = |kind: &str| kinds.iter().position(|found| found == kind);
    assert_eq!(place("contacts.arrived"), Some(0), "{kinds:?}");
    assert!(place("contacts.arrived") < place("contacts.step"), "{kinds:?}");
    assert!(place("contacts.step") < place("contacts.ended"), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_told_exactly_what_was_missed() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let (mut steady, _) = Channel::open(&centre, &admin, "").await;
    let (mut broken, _) = Channel::open(&centre, &admin, "").await;
    call_and_leave(&centre, "13800000001").await;
    let before = broken.up_to("contacts.queued").await;
    drop(broken);
    call_and_leave(&centre, "13800000002").await;
    let all = steady.rest().await;
    let seen = places(&before).last().copied().unwrap();
    let (mut back, head) = Channel::open(&centre, &admin, &format!("?after={seen}")).await;
    let missed = back.rest().await;
    let expected: Vec<i64> = places(&all).into_iter().filter(|seq| *seq > seen).collect();
    assert!(expected.len() > 5, "{expected:?}");
    assert_eq!(places(&missed), expected);
    assert_eq!(expected.last(), Some(&head), "the greeting names the end of the log");
    let (mut from_the_start, _) = Channel::open(&centre, &admin, "?after=0").await;
    let whole = places(&from_the_start.rest().await);
    assert!(whole.is_sorted_by(|a, b| a < b) && whole.last() == Some(&head), "{whole:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_what_the_role_may_not_see() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let agent = centre.sign_in("1001").await;
    let (mut as_agent, _) = Channel::open(&centre, &agent, "?after=0").await;
    let (mut as_admin, _) = Channel::open(&centre, &admin, "?after=0").await;
    let user = json!({"username": "later", "name": "后来", "role": "quality", "password": PASSWORD});
    centre.post(&admin, "/api/users", user).await;
    let (agent_heard, admin_heard) = (as_agent.rest().await, as_admin.rest().await);
    let of_identity = |heard: &[Value]| {
        heard.iter().filter(|event| event["kind"].as_str().unwrap().starts_with("identity.")).count()
    };
    assert!(of_identity(&admin_heard) > 0, "{admin_heard:?}");
    assert_eq!(of_identity(&agent_heard), 0, "{agent_heard:?}");
    assert!(!agent_heard.is_empty() && agent_heard.len() < admin_heard.len());
    for secret in ["argon2", PASSWORD, "token"] {
        assert!(!format!("{admin_heard:?}").contains(secret), "{secret} travels: {admin_heard:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_channel_needs_a_session_and_ends_with_the_program() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    for token in [None, Some("made-up-token")] {
        match Channel::try_open(&centre, token, "").await {
            Err(Error::Http(response)) => assert_eq!(response.status(), 401),
            other => panic!("let in: {:?}", other.err()),
        }
    }
    let (status, problem) = centre.call(Method::GET, "/api/events", Some(&admin), None).await;
    assert!(status.is_client_error() && problem["detail"].is_string(), "{status} {problem}");
    let (mut channel, _) = Channel::open(&centre, &admin, "").await;
    centre.kill();
    let ended = tokio::time::timeout(Duration::from_secs(3), channel.0.next()).await.unwrap();
    assert!(!matches!(ended, Some(Ok(Message::Text(_)))));
    centre.launch().await;
    eventually("the channel opens again with the same session", 5, || async {
        Channel::try_open(&centre, Some(&admin), "?after=0").await.ok().map(|_| ())
    })
    .await;
}

/// A department hears that something passed to it has changed, and nothing of what was not; notices go to their reader.
#[tokio::test(flavor = "multi_thread")]
async fn a_department_hears_of_its_own_tickets_only() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let member =
        json!({"username": "warehouse1", "name": "刘敏", "role": "department", "password": PASSWORD});
    let member = centre.post(&admin, "/api/users", member).await;
    let form = json!({"label": {"zh": "仓储部", "en": "Warehouse"}, "members": [member["id"]]});
    centre.put(&admin, "/api/departments/warehouse", form).await;
    let warehouse = centre.sign_in("warehouse1").await;
    let (mut channel, _) = Channel::open(&centre, &warehouse, "").await;
    let opened = json!({"type": "enquiry", "title": "积分", "matter": "积分规则"});
    let secret = centre.post(&admin, "/api/tickets", opened.clone()).await;
    let passed = centre.post(&admin, "/api/tickets", opened).await;
    let act = |id: &Value| format!("/api/tickets/{}/actions", id.as_str().unwrap());
    let pass = json!({"action": {"do": "pass", "department": "warehouse", "matter": "请查"}});
    let (status, answer) = centre.call(Method::POST, &act(&passed["id"]), Some(&admin), Some(pass)).await;
    assert_eq!(status, 200, "{answer}");
    let note = json!({"action": {"do": "note", "text": "内部", "readers": "service"}});
    centre.call(Method::POST, &act(&secret["id"]), Some(&admin), Some(note)).await;
    let heard = channel.rest().await;
    let kinds: Vec<&str> = heard.iter().filter_map(|event| event["kind"].as_str()).collect();
    assert_eq!(kinds, ["tickets.notified", "tickets.department_changed"], "{heard:?}");
    assert!(!Value::from(heard).to_string().contains(secret["id"].as_str().unwrap()));
    let (status, unread) =
        centre.call(Method::GET, "/api/ticket-notices/unread", Some(&warehouse), None).await;
    assert_eq!((status.as_u16(), &unread["count"]), (200, &json!(1)));
}

/// RFC 7118 section 4.1: who does not speak SIP has no business there.
#[tokio::test(flavor = "multi_thread")]
async fn sip_over_websocket_wants_its_sub_protocol() {
    let centre = Centre::start().await;
    let url = format!("{}/sip", centre.http.replace("http://", "ws://"));
    let connect = |protocol: Option<&'static str>| {
        let mut request = url.clone().into_client_request().unwrap();
        if let Some(protocol) = protocol {
            request.headers_mut().insert("sec-websocket-protocol", protocol.parse().unwrap());
        }
        connect_async(request)
    };
    for protocol in [None, Some("chat")] {
        let Err(Error::Http(answer)) = connect(protocol).await else { panic!("{protocol:?} was let in") };
        assert_eq!(answer.status(), 400);
    }
    let (_, answer) = connect(Some("chat, sip")).await.unwrap();
    assert_eq!(answer.headers()["sec-websocket-protocol"], "sip");
}
