//! Promises over HTTP: made, refused, kept, broken, never lost over a kill (PRM-1 … PRM-4).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Centre, PASSWORD, eventually};

async fn agent(centre: &Centre, admin: &str, name: &str) {
    let form = json!({"username": name, "name": name, "role": "agent", "password": PASSWORD, "team": "一组"});
    centre.post(admin, "/api/users", form).await;
}

/// Reminders and escalation within seconds, and room for everything.
async fn hurry(centre: &Centre, admin: &str) {
    let mut settings = centre.get(admin, "/api/promises/settings").await;
    settings["policy"] =
        json!({"remind_before_s": [1], "escalate_after_s": [[0, "leader"]], "tries_that_keep": 3});
    settings["room_per_half_hour"] = json!(100_000);
    centre.put(admin, "/api/promises/settings", settings).await;
}

async fn kinds(centre: &Centre, token: &str, id: &str) -> Vec<String> {
    let story = centre.get(token, &format!("/api/promises/{id}/events")).await;
    let items = story["items"].as_array().unwrap();
    items.iter().map(|item| item["kind"].as_str().unwrap().replace("promises.", "")).collect()
}

fn in_seconds(seconds: i64) -> String {
    (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds)).to_string()
}

/// The preview tells what is understood; vague words are refused with times to choose.
#[tokio::test(flavor = "multi_thread")]
async fn a_promise_is_previewed_made_refused_and_kept() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    agent(&centre, &admin, "1001").await;
    let chen = centre.sign_in("1001").await;
    let seen = centre.get(&chen, "/api/promises/preview?when=2%20%E5%B0%8F%E6%97%B6%E5%86%85").await;
    assert!(seen["understood"]["due"].is_string() && seen["refused"].is_null(), "{seen}");
    let vague = json!({"when": "尽快", "matter": "回电"});
    let (status, problem) = centre.call(Method::POST, "/api/promises", Some(&chen), Some(vague)).await;
    assert_eq!((status.as_u16(), &problem["type"]), (422, &json!("/problems/promises.vague")), "{problem}");
    assert!(!problem["possible"].as_array().unwrap().is_empty());
    let made = centre
        .post(
            &chen,
            "/api/promises",
            json!({"when": "in 2 hours", "matter": "回电", "number": "13800138000"}),
        )
        .await;
    assert_eq!((&made["state"], &made["owner"]["staff_number"]), (&json!("made"), &json!("1001")));
    let path = format!("/api/promises/{}/actions", made["id"].as_str().unwrap());
    let keep = json!({"action": {"do": "keep", "note": "已回电"}});
    let kept = centre.post(&chen, &path, keep.clone()).await;
    assert_eq!(kept["state"], "kept");
    let (status, problem) = centre.call(Method::POST, &path, Some(&chen), Some(keep)).await;
    assert_eq!((status.as_u16(), &problem["type"]), (409, &json!("/problems/promises.kept")));
    let listed = centre.get(&chen, "/api/promises?show=kept&owner=me").await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let (status, _) = centre.call(Method::GET, "/api/promises?colour=red", Some(&chen), None).await;
    assert_eq!(status, 400);
    assert_eq!(centre.get(&chen, "/api/promises/counts").await["kept"], 1);
}

/// A promise that passes its time without evidence is broken, by itself, and the leader is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_promise_that_passes_is_broken_and_escalates() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    hurry(&centre, &admin).await;
    let made = json!({"due_at": in_seconds(2), "matter": "回电", "number": "13800138000"});
    let made = centre.post(&admin, "/api/promises", made).await;
    let id = made["id"].as_str().unwrap();
    eventually("the leader is told", 60, || async {
        let told = kinds(&centre, &admin, id).await;
        told.contains(&"escalated".to_owned()).then_some(())
    })
    .await;
    let overdue = centre.get(&admin, "/api/promises?show=overdue").await;
    assert_eq!(overdue["items"][0]["id"], made["id"]);
    assert_eq!(kinds(&centre, &admin, id).await, ["made", "due_soon", "reminded", "broken", "escalated"]);
    let figure = eventually("it is counted", 20, || async {
        let figure = centre.get(&admin, "/api/indicators").await["promises_kept"].clone();
        (figure["denominator"] == 1.0).then_some(figure)
    })
    .await;
    assert_eq!((&figure["value"], &figure["numerator"]), (&json!(0.0), &json!(0.0)));
    let counted = centre.get(&admin, "/api/indicators/promises_kept/contacts").await;
    assert_eq!(counted["items"][0]["promise_id"], made["id"]);
}

/// SIGKILL under load: what was answered is there with owner and clock, nothing is told twice, nothing is forgotten.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_under_load_loses_no_promise_and_repeats_no_reminder() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    hurry(&centre, &admin).await;
    let mut acknowledged: BTreeMap<String, Value> = BTreeMap::new();
    for round in 0..3 {
        let writers = (0..4).map(|writer| {
            let (http, admin) = (centre.http.clone(), admin.clone());
            tokio::spawn(async move {
                let client = reqwest::Client::new();
                let mut made = Vec::new();
                for n in 0..400 {
                    // Due while the writing goes on, and around the kill.
                    let form = json!({"due_at": in_seconds(1 + (n + writer) % 4), "matter": format!("{round}.{writer}.{n}"), "number": "13800138000"});
                    let request = client.post(format!("{http}/api/promises")).bearer_auth(&admin).json(&form);
                    let Ok(answer) = request.send().await else { break };
                    if answer.status() != StatusCode::CREATED {
                        // On a busy machine the instant may have passed meanwhile.
                        continue;
                    }
                    let Ok(promise) = answer.json::<Value>().await else { break };
                    made.push(promise);
                }
                made
            })
        });
        let writers: Vec<_> = writers.collect();
        // Killed in the midst of it: enough is written, and the writers have not ended.
        eventually("much is written", 60, || async {
            let counts = centre.get(&admin, "/api/promises/counts").await;
            (counts["broken"].as_i64()? > 20 + 60 * round).then_some(())
        })
        .await;
        centre.kill();
        for writer in writers {
            for promise in writer.await.unwrap() {
                acknowledged.insert(promise["id"].as_str().unwrap().to_owned(), promise);
            }
        }
        centre.launch().await;
    }
    assert!(acknowledged.len() > 100, "{} promises", acknowledged.len());
    eventually("every clock has fired", 120, || async {
        let counts = centre.get(&admin, "/api/promises/counts").await;
        (counts["open"] == counts["overdue"]).then_some(())
    })
    .await;
    eventually("the leader has heard of each", 60, || async {
        let one = acknowledged.keys().next_back()?;
        kinds(&centre, &admin, one).await.contains(&"escalated".to_owned()).then_some(())
    })
    .await;
    for (id, made) in &acknowledged {
        let kept = centre.get(&admin, &format!("/api/promises/{id}")).await;
        assert_eq!((&kept["number"], &kept["due_at"]), (&made["number"], &made["due_at"]));
        assert!(!kept["owner"]["id"].is_null());
        let told = kinds(&centre, &admin, id).await;
        for kind in ["made", "due_soon", "reminded", "broken", "escalated"] {
            let times = told.iter().filter(|found| *found == kind).count();
            // Reminders that the breach overtook are not given.
            let fits = if matches!(kind, "due_soon" | "reminded") { times <= 1 } else { times == 1 };
            assert!(fits, "{kind} {times} times: {told:?}");
        }
    }
}
