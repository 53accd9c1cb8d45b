//! The program is killed while tickets are opened and worked on (TKT-9, SEC-1): what was acknowledged is there with its
//! clocks, numbers have no gap and nothing is written twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeMap;

use reqwest::Client;
use serde_json::{Value, json};
use support::Centre;
use tokio::sync::mpsc;

const KILLS: usize = 5;
const CLERKS: usize = 4;

/// A ticket as it was acknowledged: id, number, whether the first move was acknowledged, too.
type Acknowledged = (String, i64, bool);

/// Opens tickets and makes the first move until the program is gone.
async fn clerk(
    client: Client,
    http: String,
    token: String,
    customer: Value,
    told: mpsc::UnboundedSender<Acknowledged>,
) {
    let form = json!({"type": "complaint", "title": "破损", "matter": "箱破杯碎", "customer_id": customer});
    let act = json!({"action": {"do": "move", "name": "apologise"}});
    loop {
        let asked = client.post(format!("{http}/api/tickets")).bearer_auth(&token).json(&form).send().await;
        let Ok(answer) = asked else { return };
        assert_eq!(answer.status(), 201);
        let Ok(ticket) = answer.json::<Value>().await else { return };
        let (id, number) = (ticket["id"].as_str().unwrap().to_owned(), ticket["number"].as_i64().unwrap());
        let path = format!("{http}/api/tickets/{id}/actions");
        let moved = client.post(path).bearer_auth(&token).json(&act).send().await;
        let went = moved.is_ok_and(|answer| answer.status() == 200);
        told.send((id, number, went)).unwrap();
        if !went {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_under_load_loses_no_acknowledged_ticket_and_leaves_no_gap() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let form = json!({"name": "李女士", "phones": ["13800138000"]});
    let customer = centre.post(&admin, "/api/customers", form).await["id"].clone();
    let (sender, mut told) = mpsc::unbounded_channel();
    let mut acknowledged: BTreeMap<i64, (String, bool)> = BTreeMap::new();
    for round in 0..KILLS {
        let clerks: Vec<_> = (0..CLERKS)
            .map(|_| {
                let (http, token) = (centre.http.clone(), admin.clone());
                tokio::spawn(clerk(Client::new(), http, token, customer.clone(), sender.clone()))
            })
            .collect();
        // Killed in the middle of the work, each time after some more of it.
        for _ in 0..20 + 7 * round {
            let (id, number, moved) = told.recv().await.unwrap();
            assert!(acknowledged.insert(number, (id, moved)).is_none(), "number {number} was given twice");
        }
        centre.kill();
        for clerk in clerks {
            clerk.await.unwrap();
        }
        while let Ok((id, number, moved)) = told.try_recv() {
            assert!(acknowledged.insert(number, (id, moved)).is_none(), "number {number} was given twice");
        }
        centre.launch().await;
    }
    let (last, unlike) = all(&centre, &admin, &acknowledged).await;
    assert!(unlike.is_empty(), "{unlike:?}");
    assert!(last >= i64::try_from(acknowledged.len()).unwrap());
}

/// The highest number, and what is not as it should be.
async fn all(
    centre: &Centre,
    admin: &str,
    acknowledged: &BTreeMap<i64, (String, bool)>,
) -> (i64, Vec<String>) {
    let mut found: BTreeMap<i64, Value> = BTreeMap::new();
    let mut path = "/api/tickets?limit=200".to_owned();
    loop {
        let page = centre.get(admin, &path).await;
        for ticket in page["items"].as_array().unwrap() {
            assert!(found.insert(ticket["number"].as_i64().unwrap(), ticket.clone()).is_none());
        }
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/tickets?limit=200&cursor={cursor}");
    }
    let mut unlike = Vec::new();
    let last = found.keys().next_back().copied().unwrap_or_default();
    unlike.extend(
        (1..=last).filter(|number| !found.contains_key(number)).map(|number| format!("{number} is missing")),
    );
    for (number, (id, moved)) in acknowledged {
        let state =
            found.get(number).filter(|ticket| ticket["id"] == **id).map(|ticket| ticket["state"].clone());
        if state.is_none() || (*moved && state != Some(json!("apologised"))) {
            unlike.push(format!("{number} was acknowledged and is {state:?}"));
        }
    }
    for ticket in found.values() {
        let id = ticket["id"].as_str().unwrap();
        let story = centre.get(admin, &format!("/api/tickets/{id}/events")).await;
        let count = |kind: &str| {
            story["items"].as_array().unwrap().iter().filter(|item| item["kind"] == kind).count()
        };
        let moves = usize::from(ticket["state"] == "apologised");
        if (count("tickets.created"), count("tickets.moved")) != (1, moves) || ticket["due_at"].is_null() {
            unlike.push(format!("{}: {story}", ticket["number"]));
        }
    }
    (last, unlike)
}
