//! Telephones that fail and callers who leave at awkward moments (HOT-5, HOT-7, HOT-13).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::time::Duration;

use media::tts::{Lang, Speech};
use serde_json::json;
use support::baresip::{Answer, Phone};
use support::sipp::{self, Act, End};
use support::softphone::{Softphone, Way};
use support::sound::{AGENT, CALLER};
use support::{Centre, eventually};

/// The agent's telephone loses its power in mid-call: the caller can still end the call, and it ends truly.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_whose_agent_telephone_died_ends_when_the_caller_hangs_up() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let mut phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(300), Act::Hum, Act::Wait(5000)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 15).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    phone.kill();
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["ended_by"], "customer", "{contact}");
    let file = centre
        .bytes(&admin, &format!("/api/recordings/{}/audio", contact["recording_id"].as_str().unwrap()))
        .await;
    let length = support::sound::channels(&file)[0].len() as f64 / 8_000.0;
    assert!(length > contact["talk_s"].as_f64().unwrap() - 1.0, "{length} s recorded: {contact}");
    eventually("both legs have ended", 60, || async {
        let story = centre.story(&admin, &contact).await;
        (story.iter().filter(|(kind, _)| kind == "contacts.leg_ended").count() == 2).then_some(())
    })
    .await;
    centre.quiet().await;
}

/// The caller leaves while the agent's telephone rings: it stops ringing, and the agent has missed nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_leaves_while_it_rings_is_abandoned_and_the_agent_has_missed_nothing() {
    let centre = Centre::start().await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Never);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(1500)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["ringing"], 10).await;
    caller.went_well().await;
    let contact = centre.newest_contact(&admin, &["abandoned"], 5).await;
    assert_eq!(
        (&contact["ended_by"], &contact["missed_offers"]),
        (&json!("customer"), &json!(0)),
        "{contact}"
    );
    let story = centre.story(&admin, &contact).await;
    let withdrawn =
        story.iter().any(|(kind, text)| kind == "contacts.offer_ended" && text.contains("withdrawn"));
    assert!(withdrawn, "{story:?}");
    centre.agent_in_state(&admin, "1001", "available").await;
    eventually("the telephone stops ringing", 5, || async {
        let log = phone.log();
        (log.contains("cancel") || log.contains("Cancel") || log.contains("closed")).then_some(())
    })
    .await;
    centre.quiet().await;
}

/// The caller's telephone dies without a word: the watch on its media ends the call.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_falls_silent_for_good_does_not_hold_an_agent_for_ever() {
    let centre = Centre::start_with(&["--silent-after", "2"]).await;
    let admin = centre.with_hotline(1).await;
    let _phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let acts = [Act::Wait(300), Act::Key('0'), Act::Wait(300), Act::Hum, Act::Wait(50_000)];
    let caller = sipp::call(&centre.folder(), centre.sip_port, "13800000001", "95000", &acts, &End::HangUp);
    centre.newest_contact(&admin, &["talking"], 15).await;
    drop(caller);
    let contact = centre.newest_contact(&admin, &["wrap_up"], 30).await;
    let end = (&contact["ended_by"], &contact["end_reason"]);
    assert_eq!(end, (&json!("system"), &json!("no_audio")), "{contact}");
    centre.agent_in_state(&admin, "1001", "after_call_work").await;
    centre.quiet().await;
}

/// HOT-5, HOT-13: the agent's plain telephone loses its power in mid-call and cannot say so. It is asked, says nothing,
/// and its agent is treated as lost: the caller hears an apology, is first in line, and speaks with somebody else.
#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_that_dies_silently_is_noticed_and_the_caller_is_served_by_another_agent() {
    dies_silently("udp").await;
}

/// The same where the telephone's connection breaks: the call outlives a connection, which may be made anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_by_tcp_that_dies_is_noticed_and_the_caller_is_served_by_another_agent() {
    dies_silently("tcp").await;
}

async fn dies_silently(transport: &str) {
    let centre = Centre::start_with(&["--silent-after", "1", "--agent-return", "2"]).await;
    let admin = centre.with_hotline(2).await;
    let (folder, port) = (centre.folder(), centre.sip_port);
    let mut dying = Phone::start_over(&folder, port, "1001", &Answer::Auto, transport);
    let second = Phone::start(&centre.folder(), centre.sip_port, "1002", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = Softphone::call(centre.sip_port, "13800000001", "95000", Way::Udp).await;
    caller.answered().await;
    caller.hum(CALLER);
    caller.press('0');
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(0, AGENT).await;
    let mark = caller.mark();
    dying.kill();
    let apology = "非常抱歉，与客服的连接中断了，正在优先为您重新接通，请不要挂机。";
    let folder = tempfile::tempdir().unwrap();
    let apology = Speech::new(folder.path()).speak(apology, Lang::Zh).await.unwrap();
    let second_of_it = &apology.alaw()[8_000..16_000];
    eventually("the caller hears the apology", 60, || async {
        let heard = caller.octets_after(mark);
        heard.windows(second_of_it.len()).any(|part| part == second_of_it).then_some(())
    })
    .await;
    centre.available("1002").await;
    let contact = eventually("another agent has taken over", 60, || async {
        let list = centre.get(&admin, "/api/contacts?limit=1").await;
        let contact = list["items"][0].clone();
        (contact["state"] == "talking" && contact["agent"]["staff_number"] == "1002").then_some(contact)
    })
    .await;
    let connected = caller.mark();
    caller.hears_after(connected, AGENT).await;
    caller.listens(2).await;
    let lost = centre.get(&admin, "/api/live").await["agents"][0].clone();
    assert_eq!((&lost["staff_number"], &lost["state"]), (&json!("1001"), &json!("missed")), "{lost}");

    caller.hang_up().await;
    centre.quiet().await;
    assert!(support::sound::heard(&second.heard(), CALLER) > 0.8, "the second agent heard the caller");
    let story = centre.whole_story(&admin, &contact, 3).await;
    let count = |kind: &str| story.iter().filter(|(found, _)| found == kind).count();
    assert_eq!((count("contacts.agent_lost"), count("contacts.connected")), (1, 2), "{story:?}");
    assert_eq!(count("contacts.leg_ended"), 3, "{story:?}");
    let path = format!("/api/recordings/{}/audio", contact["recording_id"].as_str().unwrap());
    let channels = support::sound::channels(&centre.bytes(&admin, &path).await);
    let right = &channels[1];
    let end = &right[right.len() - 2 * support::sound::PER_SECOND..];
    assert!(support::sound::heard(end, AGENT) > 0.8, "the second agent is in the recording");
}

/// A telephone that sends nothing but answers when asked belongs to an agent who is muted: nobody is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_telephone_without_audio_that_answers_when_asked_keeps_its_call() {
    let centre = Centre::start_with(&["--silent-after", "1"]).await;
    let admin = centre.with_hotline(1).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Mute);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    let caller = Softphone::call(centre.sip_port, "13800000001", "95000", Way::Udp).await;
    caller.answered().await;
    caller.hum(CALLER);
    caller.press('0');
    centre.newest_contact(&admin, &["talking"], 15).await;
    // Longer than noticing, asking and giving up take together.
    tokio::time::sleep(Duration::from_secs(11)).await;
    let contact = centre.newest_contact(&admin, &["talking"], 1).await;
    caller.hang_up().await;
    centre.quiet().await;
    let story = centre.whole_story(&admin, &contact, 2).await;
    assert!(!story.iter().any(|(kind, _)| kind == "contacts.agent_lost"), "{story:?}");
    let path = format!("/api/contacts/{}/events", contact["id"].as_str().unwrap());
    let events = centre.get(&admin, &path).await;
    let leg =
        events["items"].as_array().unwrap().iter().find(|item| item["data"]["party"] == "1001").unwrap();
    assert_eq!(leg["data"]["media"]["packets_in"], 0, "the telephone sent nothing: {leg}");
    assert!(support::sound::heard(&phone.heard(), CALLER) > 0.8, "the agent hears the caller");
}

/// Signalling written by hand: a caller on hold from the first moment on, whose telephone can vanish without a word.
struct OnHold(tokio::net::UdpSocket);

impl OnHold {
    async fn call(centre: u16, direction: &str) -> Self {
        let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
        socket.connect(("127.0.0.1", centre)).await.unwrap();
        let caller = Self(socket);
        let body = format!(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n\
             m=audio 4000 RTP/AVP 8\r\na={direction}\r\n"
        );
        let typed = format!("Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        caller.send("INVITE", "", &typed).await;
        let answer = caller.hear("SIP/2.0 200").await;
        let tag = answer.lines().find_map(|line| line.strip_prefix("To:")?.split_once(";tag=")).unwrap().1;
        caller.send("ACK", &format!(";tag={tag}"), "Content-Length: 0\r\n\r\n").await;
        caller
    }

    async fn send(&self, method: &str, tag: &str, rest: &str) {
        let from = self.0.local_addr().unwrap();
        let text = format!(
            "{method} sip:95000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{method}\r\n\
             From: <sip:13800000001@127.0.0.1>;tag=hold\r\nTo: <sip:95000@127.0.0.1>{tag}\r\nCall-ID: on-hold\r\n\
             CSeq: 1 {method}\r\nContact: <sip:c@{from}>\r\nMax-Forwards: 70\r\n{rest}"
        );
        self.0.send(text.as_bytes()).await.unwrap();
    }

    /// Waits for a message that begins so.
    async fn hear(&self, begin: &str) -> String {
        let mut bytes = vec![0; 4096];
        let heard = async {
            loop {
                let size = self.0.recv(&mut bytes).await.unwrap();
                let text = String::from_utf8_lossy(&bytes[..size]).into_owned();
                if text.starts_with(begin) {
                    return text;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), heard).await.unwrap()
    }

    async fn says_that_it_is_there(&self) {
        let asked = self.hear("OPTIONS").await;
        let same = ["Via:", "From:", "To:", "Call-ID:", "CSeq:"];
        let lines = asked.lines().filter(|line| same.iter().any(|name| line.starts_with(name)));
        let lines: String = lines.map(|line| format!("{line}\r\n")).collect();
        let answer = format!("SIP/2.0 200 OK\r\n{lines}Content-Length: 0\r\n\r\n");
        self.0.send(answer.as_bytes()).await.unwrap();
    }
}

/// A caller on hold need not send audio: the telephone is asked whether it is there, and nobody alive is let go.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_on_hold_whose_telephone_dies_does_not_wait_for_ever() {
    dies_on_hold("inactive").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_whose_telephone_holds_the_call_without_music_is_kept_until_it_dies() {
    dies_on_hold("sendonly").await;
}

async fn dies_on_hold(direction: &str) {
    let centre = Centre::start_with(&["--silent-after", "1"]).await;
    let admin = centre.with_hotline(1).await;
    centre.without_menu(&admin).await;
    let caller = OnHold::call(centre.sip_port, direction).await;
    centre.newest_contact(&admin, &["queued"], 15).await;
    // Longer than a caller who should be heard is kept.
    for _ in 0..6 {
        caller.says_that_it_is_there().await;
    }
    centre.newest_contact(&admin, &["queued"], 1).await;
    drop(caller);
    let contact = centre.newest_contact(&admin, &["abandoned"], 40).await;
    assert_eq!(contact["end_reason"], "no_answer", "{contact}");
    centre.quiet().await;
}
