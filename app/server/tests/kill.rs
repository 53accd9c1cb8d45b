//! The program is killed at random moments during calls (HOT-13): every contact gets its true end, every recording
//! plays to its last second, and the log has no gap.
//!
//! `YINGDA_KILLS` says how often (20), `YINGDA_SEED` repeats a run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, Caller, End};
use support::{Centre, eventually, sound};

/// The heartbeat comes every second; what lies between the last one and the kill cannot be known.
const HEARTBEAT: f64 = 2.5;
/// What a recording may lack of the conversation.
const LOST_AUDIO: f64 = 1.5;

/// SplitMix64: random enough, and repeatable without a dependency.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

/// What a round leaves to be judged.
struct Kill {
    round: u64,
    before: Timestamp,
    after: Timestamp,
    /// The newest contact of the round before.
    last_number: i64,
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64()
}

fn time(value: &Value) -> Timestamp {
    value.as_str().unwrap_or_else(|| panic!("no time: {value}")).parse().unwrap()
}

async fn ready(centre: &Centre, admin: &str, staff_number: &str, phone: &Phone) {
    let path = format!("/api/agents/{staff_number}/state");
    centre.put(admin, &path, json!({"state": "available"})).await;
    let began = Instant::now();
    eventually("the agent can be called", 16, || async {
        if began.elapsed() > Duration::from_secs(15) {
            panic!(
                "{staff_number} cannot be called: {}\n{}",
                centre.get(admin, "/api/live").await,
                phone.log()
            );
        }
        let board = centre.get(admin, "/api/live").await;
        let agents = board["agents"].as_array()?;
        let agent = agents.iter().find(|agent| agent["staff_number"] == staff_number)?;
        (agent["reachable"] == true && agent["state"] == "available").then_some(())
    })
    .await;
}

/// Three callers: who stays in the menu, who asks for a person and how soon, is left to the dice.
fn callers(centre: &Centre, dice: &mut Dice, round: u64) -> Vec<Caller> {
    let wait = |ms: u64| Act::Wait(u32::try_from(ms).unwrap());
    let mut calls = Vec::new();
    for n in 0..3 {
        let from = format!("1380000{:02}{n:02}", round % 100);
        let person = [wait(100 + dice.roll(600)), Act::Key('0'), Act::Hum, wait(30_000)];
        let menu = [wait(30_000)];
        let acts = if n > 0 && dice.roll(3) == 0 { &menu[..] } else { &person[..] };
        calls.push(sipp::call(&centre.folder(), centre.sip_port, &from, "95000", acts, &End::HangUp));
    }
    calls
}

/// Nobody is with a customer any more; whoever is at work owes the records of calls that ended, and those only (HOT-8).
fn judge_agents(board: &Value, all: &[Value]) {
    for agent in board["agents"].as_array().unwrap() {
        let owed = agent["contacts"].as_array().unwrap();
        let expected = if owed.is_empty() { "idle" } else { "wrap_up" };
        assert_eq!(agent["activity"], expected, "{board}");
        for id in owed {
            let contact = all.iter().find(|contact| contact["id"] == *id).unwrap();
            assert_eq!(contact["state"], "wrap_up", "{contact}");
            assert_eq!(contact["agent"]["staff_number"], agent["staff_number"], "{contact}");
        }
    }
}

/// The agents write what they owe, and take calls again.
async fn write_records(centre: &Centre, board: &Value) {
    for agent in board["agents"].as_array().unwrap() {
        for id in agent["contacts"].as_array().unwrap() {
            let token = centre.sign_in(agent["staff_number"].as_str().unwrap()).await;
            let path = format!("/api/contacts/{}/record", id.as_str().unwrap());
            let record = json!({"category": "orders/status", "matter": "订单到哪里了", "solution": "通话中断，已回电告知",
                "resolved_first_contact": true});
            assert_eq!(centre.post(&token, &path, record).await["state"], "closed");
        }
    }
}

async fn contacts(centre: &Centre, admin: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut path = "/api/contacts?limit=200".to_owned();
    loop {
        let page = centre.get(admin, &path).await;
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/contacts?limit=200&cursor={cursor}"),
            None => return all,
        }
    }
}

/// The contact says when and why it ended, and nothing of it goes on.
fn judge_end(contact: &Value, kill: &Kill) {
    let round = kill.round;
    let state = contact["state"].as_str().unwrap();
    assert!(["closed", "abandoned", "wrap_up"].contains(&state), "round {round}: {contact}");
    let reason = contact["end_reason"].as_str().unwrap();
    assert!(reason.starts_with("program_killed"), "round {round}: {contact}");
    assert_eq!(contact["ended_by"], "system", "round {round}: {contact}");
    let ended = time(&contact["ended_at"]);
    assert!(ended <= kill.after, "round {round}: it outlives the program: {contact}");
    let early = seconds(ended, kill.before);
    assert!(early < HEARTBEAT, "round {round}: the end is {early} s before the kill: {contact}");
    assert_eq!(contact["answered_at"].is_string(), state == "wrap_up", "round {round}: {contact}");
}

/// The recording plays, lacks no more than the last moment, and the contact tells of it.
async fn judge_recording(centre: &Centre, admin: &str, contact: &Value, kill: &Kill) -> bool {
    let round = kill.round;
    let Some(id) = contact["recording_id"].as_str() else {
        let talked = contact["answered_at"]
            .as_str()
            .map_or(0.0, |_| seconds(time(&contact["answered_at"]), kill.before));
        assert!(talked < LOST_AUDIO, "round {round}: {talked} s of talk without a recording: {contact}");
        return false;
    };
    let talked = seconds(time(&contact["answered_at"]), kill.before);
    let path = format!("/api/recordings/{id}");
    let (status, recording) = centre.call(Method::GET, &path, Some(admin), None).await;
    assert_eq!(status, 200, "round {round}: {talked} s of talk: {recording}");
    let told: Vec<_> = centre.story(admin, contact).await;
    let told = told.iter().filter(|(kind, _)| kind == "contacts.recording_ended").count();
    assert_eq!(told, 1, "round {round}: {contact}");
    let state = recording["state"].as_str().unwrap();
    if state == "lost" {
        assert!(talked < LOST_AUDIO, "round {round}: {talked} s of talk lost: {recording}");
        return false;
    }
    assert!(["repaired", "complete"].contains(&state), "round {round}: {recording}");
    let file = centre.bytes(admin, &format!("/api/recordings/{id}/audio")).await;
    let size = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let data = file.windows(4).position(|name| name == b"data").unwrap() + 4;
    assert_eq!(size(4) + 8, file.len(), "round {round}: the size in the header");
    assert_eq!(size(data) + data + 4, file.len(), "round {round}: the size of the audio");
    let length = sound::channels(&file)[0].len() as f64 / 8_000.0;
    let said = recording["duration_s"].as_f64().unwrap();
    assert!((length - said).abs() < 0.01, "round {round}: {length} s in the file, {said} s said");
    assert!(length > talked - LOST_AUDIO, "round {round}: {length} s recorded of {talked} s");
    assert!(length < talked + 1.0, "round {round}: {length} s recorded of {talked} s");
    true
}

/// The whole log: every place is taken, once, up to the last.
async fn judge_log(centre: &Centre) -> i64 {
    let url = format!("sqlite:{}", centre.folder().join("yingda.db").display());
    let db = db::Db::open(&url, db::Clock::System).await.unwrap();
    let mut last = 0;
    loop {
        let filter = db::EventFilter { after: last, subject: None, limit: 1000 };
        let events = db.events(filter).await.unwrap();
        if events.is_empty() {
            break;
        }
        for event in events {
            assert_eq!(event.seq, last + 1, "the log has a gap or a double");
            last = event.seq;
        }
    }
    assert_eq!(last, db.last_seq().await.unwrap(), "the counter and the log differ");
    last
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_every_call_has_its_true_end_and_a_recording_that_plays() {
    let kills = setting("YINGDA_KILLS", 20);
    let entropy = u64::from(Timestamp::now().subsec_nanosecond().unsigned_abs());
    let seed = setting("YINGDA_SEED", entropy);
    println!("YINGDA_KILLS={kills} YINGDA_SEED={seed}");
    let begun = Instant::now();
    let mut dice = Dice(seed);
    let mut centre = Centre::start().await;
    let admin = centre.with_hotline(2).await;
    let (mut last_number, mut states, mut recordings) = (0, std::collections::BTreeMap::new(), 0);
    for round in 1..=kills {
        let talking = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
        let ringing = Phone::start(&centre.folder(), centre.sip_port, "1002", &Answer::Never);
        ready(&centre, &admin, "1001", &talking).await;
        ready(&centre, &admin, "1002", &ringing).await;
        let calls = callers(&centre, &mut dice, round);
        tokio::time::sleep(Duration::from_millis(1_000 + dice.roll(3_000))).await;
        for contact in centre.get(&admin, "/api/contacts?limit=3").await["items"].as_array().unwrap() {
            *states.entry(contact["state"].as_str().unwrap().to_owned()).or_insert(0) += 1;
        }
        let before = Timestamp::now();
        centre.kill();
        let kill = Kill { round, before, after: Timestamp::now(), last_number };
        drop((talking, ringing, calls));
        centre.launch().await;
        let all = contacts(&centre, &admin).await;
        let numbers: Vec<i64> = all.iter().map(|contact| contact["number"].as_i64().unwrap()).collect();
        assert!(numbers.is_sorted_by(|newer, older| newer > older), "a number came twice: {numbers:?}");
        for contact in all.iter().filter(|c| c["number"].as_i64() > Some(kill.last_number)) {
            judge_end(contact, &kill);
            recordings += u64::from(judge_recording(&centre, &admin, contact, &kill).await);
        }
        last_number = numbers.first().copied().unwrap_or(0);
        let board = centre.get(&admin, "/api/live").await;
        assert!(board["queues"].as_array().unwrap().iter().all(|queue| queue["waiting"] == 0), "{board}");
        judge_agents(&board, &all);
        write_records(&centre, &board).await;
    }
    centre.kill();
    let events = judge_log(&centre).await;
    println!(
        "{kills} kills in {:?}: {last_number} contacts, {recordings} recordings, {events} events; before the kills: {states:?}",
        begun.elapsed()
    );
    assert!(last_number > 0 && recordings > 0, "nothing was tested");
}

/// The kill came between the contact's event and the recording's note: the file is found all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_recording_that_was_not_yet_noted_is_found_after_the_restart() {
    let mut centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let talking = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    ready(&centre, &admin, "1001", &talking).await;
    let acts = [Act::Wait(200), Act::Key('0'), Act::Hum, Act::Wait(30_000)];
    let _caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 10).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = Timestamp::now();
    centre.kill();
    let kill = Kill { round: 1, before, after: Timestamp::now(), last_number: 0 };
    let url = format!("sqlite:{}", centre.folder().join("yingda.db").display());
    let db = db::Db::open(&url, db::Clock::System).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tx.execute("DELETE FROM telephony_recordings", Vec::new()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    db.close().await.unwrap();
    centre.launch().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 1).await;
    judge_end(&contact, &kill);
    assert!(judge_recording(&centre, &admin, &contact, &kill).await, "{contact}");
}
