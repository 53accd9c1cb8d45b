//! Audio that goes wrong on the way: none at all, only one way, from somebody else, with jumps. The call survives, or
//! ends with its reason.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::baresip::{Answer, Phone};
use support::softphone::{Softphone, Voice, Way, alaw, packet};
use support::sound::{AGENT, CALLER, channels, heard};
use support::{Centre, eventually};
use tokio::net::UdpSocket;

/// A change of the numbers of a caller's packets.
type Jump = fn(&mut Voice);

/// A centre whose hotline leads straight to agent 1001, who answers at once.
async fn centre(more: &[&str]) -> (Centre, String, Phone) {
    let centre = Centre::start_with(more).await;
    let admin = centre.with_hotline(1).await;
    centre.without_menu(&admin).await;
    let phone = Phone::start(&centre.folder(), centre.sip_port, "1001", &Answer::Auto);
    centre.available("1001").await;
    centre.agent_in_state(&admin, "1001", "available").await;
    (centre, admin, phone)
}

async fn call(centre: &Centre) -> Softphone {
    Softphone::call(centre.sip_port, "13800000001", "95000", Way::Udp).await
}

/// Figures of the caller's leg.
async fn caller_leg(centre: &Centre, admin: &str, contact: &Value) -> Value {
    let path = format!("/api/contacts/{}/events", contact["id"].as_str().unwrap());
    eventually("the caller's leg is told", 10, || async {
        let story = centre.get(admin, &path).await;
        let ended = |item: &&Value| item["kind"] == "contacts.leg_ended" && item["data"]["party"] == "caller";
        story["items"].as_array()?.iter().find(ended).map(|item| item["data"]["media"].clone())
    })
    .await
}

async fn recording(centre: &Centre, admin: &str, contact: &Value) -> Vec<Vec<i16>> {
    let path = format!("/api/recordings/{}/audio", contact["recording_id"].as_str().unwrap());
    channels(&centre.bytes(admin, &path).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_from_whom_no_audio_ever_comes_is_let_go_for_that_reason() {
    let (centre, admin, _phone) = centre(&["--silent-after", "1"]).await;
    let caller = call(&centre).await;
    caller.answered().await;
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(0, AGENT).await;
    assert_eq!(caller.over(30).await, "bye");
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    let end = (&contact["ended_by"], &contact["end_reason"], &contact["outcome"]);
    assert_eq!(end, (&json!("system"), &json!("no_audio"), &json!("served")), "{contact}");
    assert_eq!(caller_leg(&centre, &admin, &contact).await["packets_in"], 0);
    centre.agent_in_state(&admin, "1001", "after_call_work").await;
    centre.quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_survives_while_one_direction_is_silent_and_goes_on_when_it_comes_back() {
    let (centre, admin, phone) = centre(&["--silent-after", "2"]).await;
    let caller = call(&centre).await;
    caller.answered().await;
    caller.hum(CALLER);
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(0, AGENT).await;
    caller.hush();
    // Twice as long as it takes to be noticed, half as long as it takes to be let go.
    tokio::time::sleep(Duration::from_secs(4)).await;
    let mark = caller.mark();
    caller.hears_after(mark, AGENT).await;
    caller.hum(900.0);
    tokio::time::sleep(Duration::from_millis(8_500)).await;
    centre.newest_contact(&admin, &["talking"], 1).await;
    caller.hang_up().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["ended_by"], "customer", "{contact}");
    centre.quiet().await;
    assert!(heard(&phone.heard(), 900.0) > 0.8, "the agent hears the caller again");
}

#[tokio::test(flavor = "multi_thread")]
async fn audio_from_a_stranger_is_heard_by_nobody() {
    const STRANGER: f64 = 1_900.0;
    let (centre, admin, phone) = centre(&[]).await;
    let caller = call(&centre).await;
    let port = caller.answered().await;
    caller.hum(CALLER);
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(0, AGENT).await;
    let stranger = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    for n in 0..100 {
        tick.tick().await;
        // Even with the very numbers that the caller's next packet will have.
        let mut forged = Vec::new();
        caller.renumber(|voice| forged = packet(8, voice, &alaw(STRANGER, n * 160, 160)));
        stranger.send_to(&forged, port).await.unwrap();
    }
    let mark = caller.mark();
    caller.hears_after(mark, AGENT).await;
    let mut buffer = [0; 2_000];
    assert!(stranger.try_recv_from(&mut buffer).is_err(), "nothing is sent to the stranger");
    caller.hang_up().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    centre.quiet().await;
    let at_agent = phone.heard();
    assert!(
        heard(&at_agent, CALLER) > 0.8 && heard(&at_agent, STRANGER) < 0.05,
        "the agent hears one of them"
    );
    let recorded = recording(&centre, &admin, &contact).await;
    assert!(
        heard(&recorded[0], CALLER) > 0.8 && heard(&recorded[0], STRANGER) < 0.05,
        "and so does the file"
    );
    let figures = caller_leg(&centre, &admin, &contact).await;
    assert!(figures["ignored"].as_u64().unwrap() >= 90, "{figures}");
}

#[tokio::test(flavor = "multi_thread")]
async fn jumps_of_sequence_time_and_source_number_interrupt_nothing() {
    let (centre, admin, phone) = centre(&[]).await;
    let caller = call(&centre).await;
    caller.answered().await;
    caller.hum(CALLER);
    centre.newest_contact(&admin, &["talking"], 15).await;
    caller.hears_after(0, AGENT).await;
    let jumps: [(f64, Jump); 6] = [
        (CALLER, |_| {}),
        (500.0, |voice| voice.sequence = voice.sequence.wrapping_add(20_000)),
        (900.0, |voice| voice.sequence = voice.sequence.wrapping_sub(9_000)),
        (1_000.0, |voice| voice.timestamp = voice.timestamp.wrapping_add(1_000_000_000)),
        (1_500.0, |voice| voice.timestamp = voice.timestamp.wrapping_sub(40_000)),
        (2_000.0, |voice| (voice.ssrc, voice.sequence, voice.timestamp) = (0xbeef, 40_000, 99)),
    ];
    for (hertz, jump) in jumps {
        caller.renumber(jump);
        caller.hum(hertz);
        tokio::time::sleep(Duration::from_millis(1_500)).await;
    }
    let mark = caller.mark();
    caller.hears_after(mark, AGENT).await;
    caller.hang_up().await;
    let contact = centre.newest_contact(&admin, &["wrap_up"], 10).await;
    assert_eq!(contact["ended_by"], "customer", "{contact}");
    centre.quiet().await;
    let (at_agent, recorded) = (phone.heard(), recording(&centre, &admin, &contact).await);
    for hertz in [CALLER, 500.0, 900.0, 1_000.0, 1_500.0, 2_000.0] {
        assert!(heard(&at_agent, hertz) > 0.8, "the agent hears {hertz} Hz");
        assert!(heard(&recorded[0], hertz) > 0.8, "{hertz} Hz is recorded");
    }
    let length = Duration::from_millis(recorded[0].len() as u64 / 8).as_secs_f64();
    let talked = contact["talk_s"].as_f64().unwrap();
    assert!((length - talked).abs() < 1.0, "{length} s recorded of {talked} s");
}

/// A call without description, as its caller writes it by hand: our offer comes in the 200, the answer belongs in the ACK.
struct Undescribed {
    socket: UdpSocket,
    centre: u16,
}

impl Undescribed {
    async fn call(centre: u16) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let call = Self { socket, centre };
        call.send("INVITE", "", "").await;
        call
    }

    async fn send(&self, method: &str, to_tag: &str, sdp: &str) {
        let (centre, own) = (self.centre, self.socket.local_addr().unwrap());
        let kind = if sdp.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
        let text = format!(
            "{method} sip:95000@127.0.0.1:{centre} SIP/2.0\r\nVia: SIP/2.0/UDP {own};branch=z9hG4bK{method}{}\r\n\
             Max-Forwards: 70\r\nFrom: <sip:13800000001@{own}>;tag=1\r\nTo: <sip:95000@127.0.0.1>{to_tag}\r\n\
             Call-ID: undescribed-{}\r\nCSeq: 1 {method}\r\nContact: <sip:a@{own}>\r\n{kind}\
             Content-Length: {}\r\n\r\n{sdp}",
            own.port(),
            own.port(),
            sdp.len()
        );
        self.socket.send_to(text.as_bytes(), ("127.0.0.1", centre)).await.unwrap();
    }

    /// The next message that begins so.
    async fn hears(&self, start: &str) -> String {
        let mut bytes = vec![0; 4096];
        loop {
            let came = tokio::time::timeout(Duration::from_secs(20), self.socket.recv(&mut bytes)).await;
            let text = String::from_utf8_lossy(
                &bytes[..came.unwrap_or_else(|_| panic!("{start} did not come")).unwrap()],
            )
            .into_owned();
            if text.starts_with(start) {
                return text;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_never_says_where_the_audio_goes_is_let_go() {
    let (centre, admin, _phone) = centre(&[]).await;
    let g729 =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 18\r\n";
    for answer in ["", g729] {
        let caller = Undescribed::call(centre.sip_port).await;
        let accepted = caller.hears("SIP/2.0 200").await;
        assert!(accepted.contains("m=audio"), "{accepted}");
        let to = accepted.lines().find(|line| line.starts_with("To:")).unwrap();
        let tag = to.split_once(";tag=").unwrap().1;
        caller.send("ACK", &format!(";tag={tag}"), answer).await;
        caller.hears("BYE ").await;
        let contact = centre.newest_contact(&admin, &["closed", "abandoned", "wrap_up"], 10).await;
        assert_eq!(contact["end_reason"], "no_session_description", "{contact}");
    }
}
