//! The caller hangs up, at every moment at which a caller can: what is stored is what happened (HOT-7, HOT-9, HOT-13).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, Caller, End};
use support::{Centre, eventually};

/// What is stored of a caller who left.
#[derive(Debug, PartialEq)]
struct Stored<'a> {
    state: &'a str,
    outcome: &'a str,
    ended_by: &'a str,
    reason: &'a str,
    queued: bool,
    answered: bool,
    missed_offers: u64,
    legs: usize,
}

struct Hotline {
    centre: Centre,
    admin: String,
    _ringing: Phone,
    _talking: Phone,
}

/// Agent 1001 has a telephone that rings and is not answered, agent 1002 one that answers at once. Neither is available.
async fn hotline() -> Hotline {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let ringing = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Never);
    let talking = Phone::start(&centre.folder(), centre.sip_port, "1002", &Answer::Auto);
    for staff_number in ["1001", "1002"] {
        centre.agent_in_state(&admin, staff_number, "offline").await;
    }
    Hotline { centre, admin, _ringing: ringing, _talking: talking }
}

impl Hotline {
    fn caller(&self, acts: &[Act]) -> Caller {
        let (folder, port) = (self.centre.folder(), self.centre.sip_port);
        sipp::call(&folder, port, "13800000001", "95000", acts, &End::HangUp)
    }

    /// The only contact there is, once nothing of the call is left and its end is stored.
    async fn contact(&self) -> Value {
        self.centre.quiet().await;
        let list = eventually("the end is stored", 10, || async {
            let list = self.centre.get(&self.admin, "/api/contacts").await;
            list["items"][0]["ended_at"].is_string().then_some(list)
        })
        .await;
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
        list["items"][0].clone()
    }

    async fn stored(&self, expected: Stored<'_>) -> Value {
        let contact = self.contact().await;
        let story = self.centre.whole_story(&self.admin, &contact, expected.legs).await;
        let count = |kind: &str| story.iter().filter(|(found, _)| found == kind).count();
        let text = |name: &str| contact[name].as_str().unwrap_or_default();
        let found = Stored {
            state: text("state"),
            outcome: text("outcome"),
            ended_by: text("ended_by"),
            reason: text("end_reason"),
            queued: contact["queued_at"].is_string(),
            answered: contact["answered_at"].is_string(),
            missed_offers: contact["missed_offers"].as_u64().unwrap(),
            legs: count("contacts.leg_ended"),
        };
        assert_eq!(found, expected, "{contact}");
        assert!(contact["ended_at"].is_string() && contact["survey"].is_null(), "{contact}");
        assert_eq!(count("contacts.ended"), 1, "{story:?}");
        let board = self.centre.get(&self.admin, "/api/live").await;
        assert!(board["queues"].as_array().unwrap().iter().all(|queue| queue["waiting"] == 0), "{board}");
        contact
    }

    async fn counted(&self, expected: Value) {
        eventually(&format!("counted as {expected}"), 10, || async {
            let all = self.centre.get(&self.admin, "/api/indicators").await;
            let volumes = &all["volumes"];
            let same = |(name, count): (&String, &Value)| &volumes[name] == count;
            expected.as_object().unwrap().iter().all(same).then_some(())
        })
        .await;
    }
}

/// While the contact is being stored the caller hears ring-back; the store is kept busy to make this last.
#[tokio::test(flavor = "multi_thread")]
async fn before_the_answer() {
    let hotline = hotline().await;
    let url = format!("sqlite:{}", hotline.centre.folder().join("yingda.db").display());
    let db = db::Db::open(&url, db::Clock::System).await.unwrap();
    let busy = db.begin().await.unwrap();
    let (folder, port) = (hotline.centre.folder(), hotline.centre.sip_port);
    sipp::call(&folder, port, "13800000001", "95000", &[], &End::Cancel).went_well().await;
    drop(busy);
    db.close().await.unwrap();
    eventually("the contact is stored", 20, || async {
        let list = hotline.centre.get(&hotline.admin, "/api/contacts").await;
        list["items"].get(0).map(|_| ())
    })
    .await;
    let expected = Stored {
        state: "closed",
        outcome: "cancelled",
        ended_by: "customer",
        reason: "caller_hung_up",
        queued: false,
        answered: false,
        missed_offers: 0,
        legs: 1,
    };
    hotline.stored(expected).await;
    hotline.counted(json!({"incoming": 1, "offered": 0, "abandoned": 0})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_menu() {
    let hotline = hotline().await;
    hotline.caller(&[Act::Wait(500)]).went_well().await;
    let expected = Stored {
        state: "closed",
        outcome: "self_service",
        ended_by: "customer",
        reason: "caller_hung_up",
        queued: false,
        answered: false,
        missed_offers: 0,
        legs: 1,
    };
    hotline.stored(expected).await;
    hotline.counted(json!({"incoming": 1, "offered": 0, "abandoned": 0})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_hours() {
    let hotline = hotline().await;
    hotline.centre.put(&hotline.admin, "/api/calendars/business", support::closed_now()).await;
    hotline.caller(&[Act::Wait(300), Act::Key('0'), Act::Wait(700)]).went_well().await;
    let expected = Stored {
        state: "closed",
        outcome: "out_of_hours",
        ended_by: "customer",
        reason: "caller_hung_up",
        queued: false,
        answered: false,
        missed_offers: 0,
        legs: 1,
    };
    hotline.stored(expected).await;
    hotline.counted(json!({"incoming": 1, "offered": 0, "abandoned": 0})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_queue() {
    let hotline = hotline().await;
    let caller = hotline.caller(&[Act::Wait(300), Act::Key('0'), Act::Wait(2_000)]);
    hotline.centre.newest_contact(&hotline.admin, &["queued"], 10).await;
    caller.went_well().await;
    let expected = Stored {
        state: "abandoned",
        outcome: "abandoned",
        ended_by: "customer",
        reason: "caller_hung_up",
        queued: true,
        answered: false,
        missed_offers: 0,
        legs: 1,
    };
    hotline.stored(expected).await;
    hotline.counted(json!({"incoming": 1, "offered": 1, "abandoned": 1, "answered": 0})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_agents_telephone_rings() {
    let hotline = hotline().await;
    let agent = hotline.centre.available("1001").await;
    let caller = hotline.caller(&[Act::Wait(300), Act::Key('0'), Act::Wait(2_000)]);
    hotline.centre.newest_contact(&hotline.admin, &["ringing"], 10).await;
    caller.went_well().await;
    let expected = Stored {
        state: "abandoned",
        outcome: "abandoned",
        ended_by: "customer",
        reason: "caller_hung_up",
        queued: true,
        answered: false,
        missed_offers: 0,
        legs: 2,
    };
    hotline.stored(expected).await;
    hotline.counted(json!({"incoming": 1, "offered": 1, "abandoned": 1, "answered": 0})).await;
    hotline.centre.agent_in_state(&agent, "1001", "available").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_conversation() {
    let hotline = hotline().await;
    hotline.centre.available("1002").await;
    let caller = hotline.caller(&[Act::Wait(300), Act::Key('0'), Act::Hum, Act::Wait(2_000)]);
    hotline.centre.newest_contact(&hotline.admin, &["talking"], 10).await;
    caller.went_well().await;
    let expected = Stored {
        state: "wrap_up",
        outcome: "served",
        ended_by: "customer",
        reason: "caller_hung_up",
        queued: true,
        answered: true,
        missed_offers: 0,
        legs: 2,
    };
    let contact = hotline.stored(expected).await;
    assert!(contact["talk_s"].as_f64().unwrap() > 0.0 && contact["recording_id"].is_string(), "{contact}");
    hotline.counted(json!({"incoming": 1, "offered": 1, "abandoned": 0, "answered": 1})).await;
    hotline.centre.agent_in_state(&hotline.admin, "1002", "after_call_work").await;
}

/// The conversation was ended by the agent; who leaves the survey without a word has just not judged.
#[tokio::test(flavor = "multi_thread")]
async fn in_the_survey() {
    let hotline = hotline().await;
    let agent = hotline.centre.available("1002").await;
    let caller = hotline.caller(&[Act::Wait(300), Act::Key('0'), Act::Hum, Act::Wait(4_000)]);
    let contact = hotline.centre.newest_contact(&hotline.admin, &["talking"], 10).await;
    let path = format!("/api/telephony/calls/{}/actions", contact["id"].as_str().unwrap());
    hotline.centre.post(&agent, &path, json!({"action": "to_survey"})).await;
    hotline.centre.newest_contact(&hotline.admin, &["wrap_up"], 10).await;
    caller.went_well().await;
    let expected = Stored {
        state: "wrap_up",
        outcome: "served",
        ended_by: "agent",
        reason: "handed_to_survey",
        queued: true,
        answered: true,
        missed_offers: 0,
        legs: 2,
    };
    let contact = hotline.stored(expected).await;
    let path = format!("/api/contacts/{}/events", contact["id"].as_str().unwrap());
    let story = hotline.centre.get(&hotline.admin, &path).await;
    let leg =
        story["items"].as_array().unwrap().iter().find(|item| item["data"]["party"] == "caller").unwrap();
    assert_eq!(
        (&leg["data"]["ended_by"], &leg["data"]["cause"]),
        (&json!("customer"), &json!("bye")),
        "{leg}"
    );
    hotline.counted(json!({"incoming": 1, "offered": 1, "abandoned": 0, "answered": 1})).await;
}
