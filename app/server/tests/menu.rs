//! The voice menu and its flows (IVR-1, IVR-4, HOT-10).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::softphone::{Softphone, Way};
use support::{Centre, eventually, sound};

/// The default flow with a further key, 7, that leads to an end of this name.
fn flow_with_end(name: &str) -> Value {
    let mut flow = serde_json::to_value(flow::default_flow()).unwrap();
    flow["nodes"]["main_menu"]["keys"]["7"] = json!(name);
    flow["nodes"][name] = flow["nodes"]["goodbye"].clone();
    flow
}

async fn steps(centre: &Centre, token: &str, contact: &Value) -> Vec<String> {
    let path = format!("/api/contacts/{}/events", contact["id"].as_str().unwrap());
    let story = centre.get(token, &path).await;
    let items = story["items"].as_array().unwrap().iter();
    let steps = items.filter(|item| item["kind"] == "contacts.step");
    steps.map(|item| item["data"]["node"].as_str().unwrap().to_owned()).collect()
}

async fn close_the_centre(centre: &Centre, admin: &str) {
    centre.put(admin, "/api/calendars/business", support::closed_now()).await;
}

/// IVR-4; that silence counts like wrong input is shown by the try-out below.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_input_leads_to_a_person_after_two_repeats() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    let acts = [
        Act::Wait(500),
        Act::Key('9'),
        Act::Wait(600),
        Act::Key('8'),
        Act::Wait(600),
        Act::Key('7'),
        Act::Wait(3000),
    ];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    let contact = centre.newest_contact(&admin, &["talking"], 15).await;
    assert_eq!(contact["agent"]["staff_number"], "1001");
    caller.went_well().await;
    let story = centre.story(&admin, &contact).await;
    let queued = story.iter().filter(|(kind, _)| kind == "contacts.queued").count();
    assert_eq!(queued, 1, "{story:?}");
}

/// HOT-10: out of hours a message is taken and kept as a recording.
#[tokio::test(flavor = "multi_thread")]
async fn out_of_hours_a_voice_message_is_kept() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    close_the_centre(&centre, &admin).await;
    let acts = [
        Act::Wait(500),
        Act::Key('0'),
        Act::Wait(500),
        Act::Key('1'),
        Act::Wait(7000),
        Act::Hum,
        Act::Wait(5000),
        Act::Key('#'),
        Act::Wait(300),
    ];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["closed"], 10).await;
    assert_eq!(contact["outcome"], "voicemail", "{contact} {:?}", centre.story(&admin, &contact).await);
    let story = eventually("the message is told", 5, || async {
        let story = centre.story(&admin, &contact).await;
        story.iter().any(|(kind, _)| kind == "contacts.voicemail_left").then_some(story)
    })
    .await;
    assert!(story.iter().any(|(kind, _)| kind == "contacts.voicemail_left"), "{story:?}");
    let contact = centre.newest_contact(&admin, &["closed"], 1).await;
    let recording = format!("/api/recordings/{}", contact["recording_id"].as_str().unwrap());
    let facts = eventually("the recording is complete", 5, || async {
        let facts = centre.get(&admin, &recording).await;
        (facts["state"] == "complete").then_some(facts)
    })
    .await;
    assert_eq!(facts["kind"], "voicemail");
    let channels = sound::channels(&centre.bytes(&admin, &format!("{recording}/audio")).await);
    assert_eq!(channels.len(), 1);
    assert!(sound::heard(&channels[0], sound::CALLER) > 0.8, "the caller's own words");
}

/// HOT-10: out of hours a call-back is promised with a time, and settled once.
#[tokio::test(flavor = "multi_thread")]
async fn out_of_hours_a_call_back_is_promised_and_settled_once() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    close_the_centre(&centre, &admin).await;
    let acts = [
        Act::Wait(500),
        Act::Key('0'),
        Act::Wait(500),
        Act::Key('2'),
        Act::Wait(700),
        Act::Key('1'),
        Act::Wait(1500),
    ];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13812345678", "95000", &acts, &End::HangUp);
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["closed"], 10).await;
    assert_eq!(contact["outcome"], "callback", "{contact} {:?}", centre.story(&admin, &contact).await);
    let agent = centre.sign_in("1001").await;
    let promise = eventually("the request is a promise", 10, || async {
        let due = centre.get(&agent, "/api/promises/due").await;
        due["items"].get(0).cloned()
    })
    .await;
    assert_eq!(
        (&promise["what"], &promise["contact_id"], &promise["caller"]),
        (&json!("call_back"), &contact["id"], &json!("13812345678")),
        "{promise}"
    );
    let path = format!("/api/promises/{}", promise["id"].as_str().unwrap());
    let made = centre.get(&agent, &path).await;
    let (asked, due) = (made["made_at"].as_str().unwrap(), made["due_at"].as_str().unwrap());
    let (asked, due): (jiff::Timestamp, jiff::Timestamp) = (asked.parse().unwrap(), due.parse().unwrap());
    assert!(due > asked, "{made}");
    let act = format!("{path}/actions");
    let settle = |note: &str| {
        let action = json!({"action": {"do": "keep", "note": note}});
        centre.call(Method::POST, &act, Some(&agent), Some(action))
    };
    assert_eq!(settle(" ").await.0, 422, "an outcome is in words");
    assert_eq!(settle("已回电，问题解决").await.0, 200);
    let (status, problem) = settle("再次处理").await;
    assert_eq!((status.as_u16(), &problem["type"]), (409, &json!("/problems/promises.kept")));
    assert!(centre.get(&agent, "/api/promises/due").await["items"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_flow_is_refused_with_the_node_at_fault() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let path = "/api/entry-flows/default/versions";
    let before = centre.get(&admin, path).await["items"].as_array().unwrap().len();
    let mut flow = serde_json::to_value(flow::default_flow()).unwrap();
    flow["nodes"]["greeting"]["next"] = json!("nowhere");
    let save = |text: String| centre.call(Method::POST, path, Some(&admin), Some(json!({"text": text})));
    let (status, problem) = save(flow.to_string()).await;
    assert_eq!(status, 422, "{problem}");
    let fields: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert!(fields.iter().any(|field| field.contains("greeting") && field.contains("next")), "{problem}");
    for text in ["", "{", "[]", "{\"start\": 7}", "null"] {
        let (status, problem) = save(text.to_owned()).await;
        assert_eq!(status, 422, "{text}: {problem}");
    }
    let after = centre.get(&admin, path).await["items"].as_array().unwrap().len();
    assert_eq!(after, before, "nothing was saved");
    let unknown = json!({"version": 99});
    let published = "/api/entry-flows/default/published";
    assert_eq!(centre.call(Method::PUT, published, Some(&admin), Some(unknown)).await.0, 404);
}

/// IVR-4: who is inside stays in the version that was entered.
#[tokio::test(flavor = "multi_thread")]
async fn publishing_changes_new_calls_and_not_those_inside() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    centre.publish_flow(&admin, "default", &flow_with_end("old_end")).await;
    let acts = [Act::Wait(2500), Act::Key('7'), Act::Wait(200)];
    let first = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::BeHungUp);
    let inside = centre.newest_contact(&admin, &["entry"], 5).await;
    centre.publish_flow(&admin, "default", &flow_with_end("new_end")).await;
    first.went_well().await;
    let acts = [Act::Wait(500), Act::Key('7'), Act::Wait(200)];
    sipp::call(&centre.folder(), centre.sip_port, "13800000002", "95000", &acts, &End::BeHungUp)
        .went_well()
        .await;
    let outside = centre.newest_contact(&admin, &["closed"], 5).await;
    let ended = |contact: Value, node: &'static str| {
        let (centre, admin) = (&centre, &admin);
        async move {
            let steps = steps(centre, admin, &contact).await;
            assert!(steps.iter().any(|step| step == node), "{node} is missing in {steps:?}");
        }
    };
    ended(inside, "old_end").await;
    ended(outside, "new_end").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_out_tells_what_would_happen_without_saving() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let versions = centre.get(&admin, "/api/entry-flows/default/versions").await;
    let text = serde_json::to_value(flow::default_flow()).unwrap().to_string();
    let try_out = |keys: &str, open: bool| {
        let body = json!({"text": text, "keys": keys, "open": open});
        let (centre, admin) = (&centre, &admin);
        async move { centre.post(admin, "/api/entry-flows/try-out", body).await["entries"].to_string() }
    };
    assert!(try_out("0", true).await.contains("orders"), "0 leads to the queue of persons");
    assert!(try_out("2", true).await.contains("after_sales"));
    let closed = try_out("0", false).await;
    assert!(closed.contains("out_of_hours") && !closed.contains("\"after_sales\""), "{closed}");
    let silent = try_out("   ", true).await;
    assert!(silent.contains("orders"), "silence three times leads to a person: {silent}");
    assert_eq!(centre.get(&admin, "/api/entry-flows/default/versions").await, versions);
}

async fn upload(centre: &Centre, token: &str, name: &str, file: &[u8]) -> (u16, Value) {
    let mut form = Vec::new();
    let head = "--edge\r\nContent-Disposition: form-data; name=";
    form.extend(format!("{head}\"name\"\r\n\r\n{name}\r\n").into_bytes());
    form.extend(format!("{head}\"file\"; filename=\"prompt.wav\"\r\n\r\n").into_bytes());
    form.extend(file);
    form.extend(b"\r\n--edge--\r\n");
    let request = Client::new().post(format!("{}/api/prompts", centre.http)).bearer_auth(token).body(form);
    let request = request.header("accept-language", "zh-CN");
    let response = request.header("content-type", "multipart/form-data; boundary=edge").send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// IVR-1: an uploaded prompt, and what is no prompt.
#[tokio::test(flavor = "multi_thread")]
async fn a_prompt_is_a_wav_file_and_nothing_else() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let path = centre.folder().join("tone.wav");
    sound::write_wav(&path, &sound::note(1_000.0, 2.0));
    let tone = std::fs::read(path).unwrap();
    for (what, file) in [
        ("text", b"this is no sound at all".to_vec()),
        ("nothing", Vec::new()),
        ("a cut-off header", tone[..30].to_vec()),
    ] {
        let (status, problem) = upload(&centre, &admin, "提示音", &file).await;
        assert_eq!(status, 422, "{what}: {problem}");
        assert_eq!(problem["errors"][0]["field"], "file", "{what}: {problem}");
        let told = problem["errors"][0]["message"].as_str().unwrap().replace("WAV", "");
        assert!(!told.contains(|letter: char| letter.is_ascii_alphabetic()), "{what}: one language: {told}");
    }
    let (status, prompt) = upload(&centre, &admin, "提示音", &tone).await;
    assert_eq!(status, 201, "{prompt}");
    assert_eq!(upload(&centre, &admin, "提示音", &tone).await.0, 409, "the name is taken");
    let all = centre.get(&admin, "/api/prompts").await;
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

/// IVR-1: what was uploaded is what a caller hears.
#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_prompt_is_heard_by_the_caller() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let path = centre.folder().join("tone.wav");
    sound::write_wav(&path, &sound::note(1_000.0, 3.0));
    let (_, prompt) = upload(&centre, &admin, "提示音", &std::fs::read(path).unwrap()).await;
    let mut flow = serde_json::to_value(flow::default_flow()).unwrap();
    flow["nodes"]["greeting"]["prompts"] = json!([{"uploaded": prompt["id"]}]);
    centre.publish_flow(&admin, "default", &flow).await;
    let caller = Phone::call(&centre.folder(), centre.sip_port, "13800000001", "95000", "udp");
    eventually("the tone is heard", 10, || async {
        (sound::heard(&caller.heard(), 1_000.0) > 0.8).then_some(())
    })
    .await;
}

/// Position and expected wait are known from the first announcement on: before the queue has served anybody, and where
/// the queue has no interval of its own.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_in_a_new_queue_is_told_the_place_and_the_wait() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let path = centre.folder().join("tone.wav");
    sound::write_wav(&path, &sound::note(1_700.0, 2.0));
    let (_, tone) = upload(&centre, &admin, "提示音", &std::fs::read(path).unwrap()).await;
    let announce = json!({"every_s": 10, "prompts": [{"uploaded": tone["id"]}, {"number": "position"},
        {"number": "wait_minutes"}]});
    let flow = json!({"name": {"zh": "甲", "en": "a"}, "start": "a", "nodes":
        {"a": {"do": "queue", "queue": "orders", "announce": announce}}});
    centre.publish_flow(&admin, "default", &flow).await;
    let caller = Softphone::call(centre.sip_port, "13800000001", "95000", Way::Udp).await;
    caller.answered().await;
    caller.hum(700.0);
    caller.hears_after(0, 1_700.0).await;
}

/// A flow that leads where nothing is would be found out by a caller.
#[tokio::test(flavor = "multi_thread")]
async fn a_flow_that_names_what_does_not_exist_is_refused_at_the_node_that_does() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let path = "/api/entry-flows/lost/versions";
    let flow =
        |nodes: Value| json!({"name": {"zh": "甲", "en": "a"}, "start": "a", "nodes": nodes}).to_string();
    let save = |text: String| centre.call(Method::POST, path, Some(&admin), Some(json!({"text": text})));
    let end = json!({"do": "hangup"});
    let nobody = "00000000-0000-0000-0000-000000000001";
    let faulty = [
        (json!({"a": {"do": "queue", "queue": "nowhere"}}), "nodes.a.queue"),
        (json!({"a": {"do": "transfer", "to": {"agent": "9999"}}}), "nodes.a.to.agent"),
        (
            json!({"a": {"do": "set", "skill": {"skill": "吹笛", "level": 1}, "next": "b"}, "b": end}),
            "nodes.a.skill",
        ),
        (json!({"a": {"do": "hangup", "prompts": [{"uploaded": nobody}]}}), "nodes.a.prompts[0].uploaded"),
        (
            json!({"a": {"do": "caller_type", "branches": [{"type": "martian", "next": "b"}], "otherwise": "b"},
                "b": end}),
            "nodes.a.branches[0].type",
        ),
    ];
    for (nodes, field) in faulty {
        let (status, problem) = save(flow(nodes)).await;
        assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!(field)), "{problem}");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 1, "{problem}");
    }
    centre.post(&admin, "/api/skills", json!({"name": "吹笛"})).await;
    let good = json!({"a": {"do": "set", "skill": {"skill": "吹笛", "level": 1}, "next": "b"},
        "b": {"do": "queue", "queue": "orders", "overflow": "c"}, "c": {"do": "transfer", "to": {"agent": "1001"}}});
    let (status, saved) = save(flow(good)).await;
    assert_eq!(status, 201, "{saved}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_in_which_nobody_could_wait_is_not_stored() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let before = centre.get(&admin, "/api/queues").await["items"].as_array().unwrap().len();
    for field in ["ring_timeout_s", "wrap_up_limit_s", "raise_every_s", "announce_every_s"] {
        let mut form = json!({"name": "夜班"});
        form[field] = json!(0);
        let (status, problem) = centre.call(Method::POST, "/api/queues", Some(&admin), Some(form)).await;
        assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!(field)), "{problem}");
    }
    assert_eq!(centre.get(&admin, "/api/queues").await["items"].as_array().unwrap().len(), before);
}

/// IVR: who waits where a flow leads must find the queue there.
#[tokio::test(flavor = "multi_thread")]
async fn a_queue_to_which_a_published_flow_leads_keeps_its_name_and_its_place() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(0).await;
    let queues = centre.get(&admin, "/api/queues").await;
    let orders = queues["items"].as_array().unwrap().iter().find(|queue| queue["key"] == "orders").unwrap();
    let path = format!("/api/queues/{}", orders["id"].as_str().unwrap());
    let (status, problem) = centre.call(Method::DELETE, &path, Some(&admin), None).await;
    assert_eq!((status.as_u16(), &problem["type"]), (409, &json!("/problems/queue_in_use")), "{problem}");
    let form = |name: &str, key: Value| json!({"name": name, "key": key, "required": orders["required"]});
    let (status, problem) =
        centre.call(Method::PUT, &path, Some(&admin), Some(form("订单", json!("deliveries")))).await;
    assert_eq!(status, 409, "no flow would find it: {problem}");
    centre.put(&admin, &path, form("订单咨询热线", json!("orders"))).await;

    let save = |form: Value| centre.call(Method::POST, "/api/queues", Some(&admin), Some(form));
    let (status, problem) = save(form("另一个", json!("orders"))).await;
    assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (409, &json!("key")), "{problem}");
    let nothing = "00000000-0000-0000-0000-000000000001";
    for (action, field) in [("add_agents_of", "queue"), ("lower_skill", "skill")] {
        let mut step = json!({"after_s": 30, "do": action, "to": 1});
        step[field] = json!(nothing);
        let (status, problem) = save(json!({"name": "远方", "overflow": [step]})).await;
        let named = format!("overflow[0].{field}");
        assert_eq!((status.as_u16(), &problem["errors"][0]["field"]), (422, &json!(named)), "{problem}");
    }
    let other = save(form("另一个", json!("others"))).await.1;
    let path = format!("/api/queues/{}", other["id"].as_str().unwrap());
    assert_eq!(centre.call(Method::DELETE, &path, Some(&admin), None).await.0, 204, "nothing leads there");
}
