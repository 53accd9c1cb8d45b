//! WebRTC legs, against a second stack that plays the browser.

#![allow(clippy::unwrap_used, clippy::panic)]

mod stand;

use std::net::UdpSocket;
use std::time::{Duration, Instant};

use media::{Codec, LegKey, MediaError, MediaEvent};
use stand::browser::Browser;
use stand::{AGENT, CALLER, Phone, Stand};
use str0m::change::SdpOffer;
use str0m::media::Direction;

/// Lets both talk until the condition holds.
fn talk(
    stand: &mut Stand,
    browser: &mut Browser,
    phone: &mut Phone,
    mut done: impl FnMut(&mut Stand, &Browser, &Phone) -> bool,
) {
    let begin = Instant::now();
    let mut next = begin;
    while !done(stand, browser, phone) {
        assert!(begin.elapsed() < Duration::from_secs(15), "waited too long");
        phone.speak();
        next += Duration::from_millis(20);
        while Instant::now() < next {
            std::thread::sleep(Duration::from_millis(1));
            browser.step();
            phone.listen();
        }
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

/// A caller on plain RTP and an agent whose browser called in; both connected.
fn connected() -> (Stand, Browser, Phone) {
    let mut stand = Stand::new();
    let mut phone = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut browser = Browser::new(1000.0);
    let (offer, pending) = browser.offer();
    let answer = runtime().block_on(stand.call.add_webrtc_answer(AGENT, &offer)).unwrap();
    assert!(answer.contains("a=ice-lite") && answer.contains("PCMA/8000"), "{answer}");
    assert!(!answer.contains("opus") && !answer.contains("PCMU"), "{answer}");
    browser.accept(pending, &answer);
    let is_up = |e: &MediaEvent| matches!(e, MediaEvent::Connected { leg: AGENT });
    talk(&mut stand, &mut browser, &mut phone, |s, b, _| b.connected && s.has_event(is_up));
    (stand, browser, phone)
}

#[test]
fn a_browser_that_calls_and_a_trunk_hear_each_other_and_each_others_keys() {
    let (mut stand, mut browser, mut phone) = connected();
    talk(&mut stand, &mut browser, &mut phone, |_, b, _| b.hears_silence());
    stand.call.bridge(CALLER, AGENT);
    talk(&mut stand, &mut browser, &mut phone, |_, b, p| b.hears(400.0) && p.hears(1000.0));
    browser.press(5);
    phone.press('#');
    talk(&mut stand, &mut browser, &mut phone, |_, b, _| b.events_heard.len() >= 7);
    let mut digits: Vec<(LegKey, char, u32)> = Vec::new();
    while digits.len() < 2 {
        digits.push(stand.wait(|e| match e {
            MediaEvent::Digit { leg, digit, duration_ms } => Some((*leg, *digit, *duration_ms)),
            _ => None,
        }));
    }
    digits.sort();
    assert_eq!(digits, [(CALLER, '#', 100), (AGENT, '5', 100)]);
    assert!(browser.events_heard.iter().all(|payload| payload[0] == 11));
    let relayed = phone.heard.iter().filter(|p| p.header.payload_type == stand::DTMF).count();
    assert_eq!(relayed, 7);
    let figures = runtime().block_on(stand.call.statistics(AGENT)).unwrap();
    assert!(figures.packets_in > 20 && figures.packets_out > 20, "{figures:?}");
}

#[test]
fn a_browser_that_is_called_answers_our_offer() {
    let mut stand = Stand::new();
    let mut phone = stand.phone(CALLER, Codec::Pcma, 400.0);
    let mut browser = Browser::new(1000.0);
    let offer = runtime().block_on(stand.call.add_webrtc_offer(AGENT)).unwrap();
    assert!(media::sdp::is_webrtc(&offer), "{offer}");
    let offer = SdpOffer::from_sdp_string(&offer).unwrap();
    let answer = browser.rtc.sdp_api().accept_offer(offer).unwrap().to_sdp_string();
    runtime().block_on(stand.call.set_webrtc_answer(AGENT, &answer)).unwrap();
    stand.call.bridge(CALLER, AGENT);
    browser.drain();
    talk(&mut stand, &mut browser, &mut phone, |_, b, p| b.hears(400.0) && p.hears(1000.0));
}

#[test]
fn a_browsers_hold_is_answered_and_its_return_too() {
    let (mut stand, mut browser, mut phone) = connected();
    stand.call.bridge(CALLER, AGENT);
    talk(&mut stand, &mut browser, &mut phone, |_, b, p| b.hears(400.0) && p.hears(1000.0));
    for (direction, line) in [(Direction::SendOnly, "a=recvonly"), (Direction::SendRecv, "a=sendrecv")] {
        let mut change = browser.rtc.sdp_api();
        change.set_direction(browser.mid.unwrap(), direction);
        let (offer, pending) = change.apply().unwrap();
        let answer = runtime().block_on(stand.call.add_webrtc_answer(AGENT, &offer.to_sdp_string())).unwrap();
        assert!(answer.contains(line), "{answer}");
        browser.accept(pending, &answer);
        browser.drain();
        let mut before = None;
        if direction == Direction::SendOnly {
            let mut frames = 0;
            talk(&mut stand, &mut browser, &mut phone, |_, b, _| {
                frames += 1;
                if frames == 10 {
                    before = Some(b.heard.len());
                }
                frames == 30
            });
            assert_eq!(before, Some(browser.heard.len()), "a browser on hold is sent nothing");
        } else {
            talk(&mut stand, &mut browser, &mut phone, |_, b, p| b.hears(400.0) && p.hears(1000.0));
        }
    }
}

#[test]
fn two_browsers_share_one_port() {
    let mut stand = Stand::new();
    let mut phone = Phone::new("127.0.0.1:9".parse().unwrap(), Codec::Pcma, 1.0);
    let mut browsers = [Browser::new(700.0), Browser::new(1300.0)];
    let mut ports = Vec::new();
    for (browser, leg) in browsers.iter_mut().zip([CALLER, AGENT]) {
        let (offer, pending) = browser.offer();
        let answer = runtime().block_on(stand.call.add_webrtc_answer(leg, &offer)).unwrap();
        let candidate = answer.lines().find(|l| l.starts_with("a=candidate:")).unwrap().to_owned();
        ports.push(candidate.split(' ').nth(5).unwrap().to_owned());
        browser.accept(pending, &answer);
    }
    assert_eq!(ports[0], ports[1]);
    stand.call.bridge(CALLER, AGENT);
    let [one, other] = &mut browsers;
    talk(&mut stand, one, &mut phone, |_, o, _| {
        other.step();
        std::thread::sleep(Duration::from_millis(5));
        other.step();
        o.hears(1300.0) && other.hears(700.0)
    });
}

#[test]
fn junk_on_the_shared_port_harms_nobody() {
    let (mut stand, mut browser, mut phone) = connected();
    let offer = runtime().block_on(stand.call.add_webrtc_offer(LegKey(7))).unwrap();
    let line = offer.lines().find(|l| l.starts_with("a=candidate:")).unwrap();
    let port: u16 = line.split(' ').nth(5).unwrap().parse().unwrap();
    let mut seed = 1u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    // From a stranger, and (worse) from the browser's own address: STUN, DTLS and RTP look-alikes.
    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    for first in [0u8, 1, 3, 20, 22, 23, 63, 64, 128, 144, 191, 255].repeat(20) {
        let length = usize::from(random());
        let mut junk: Vec<u8> = std::iter::once(first).chain((0..length).map(|_| random())).collect();
        if first < 4 && junk.len() > 8 {
            junk[4..8].copy_from_slice(&[0x21, 0x12, 0xA4, 0x42]);
        }
        for socket in [&stranger, &browser.socket] {
            socket.send_to(&junk, ("127.0.0.1", port)).unwrap();
        }
    }
    stand.call.bridge(CALLER, AGENT);
    talk(&mut stand, &mut browser, &mut phone, |_, b, p| b.hears(400.0) && p.hears(1000.0));
    assert!(!stand.has_event(|e| matches!(e, MediaEvent::Disconnected { .. })));
}

#[test]
fn offers_and_answers_that_cannot_be_used_are_refused() {
    let stand = Stand::new();
    let runtime = runtime();
    let garbage = runtime.block_on(stand.call.add_webrtc_answer(AGENT, "v=0\r\nnonsense"));
    assert!(matches!(garbage, Err(MediaError::WebRtc(_))), "{garbage:?}");
    let mut browser = Browser::new(1.0);
    let (offer, _) = browser.offer();
    let unknown = runtime.block_on(stand.call.set_webrtc_answer(AGENT, &offer));
    assert!(matches!(unknown, Err(MediaError::UnknownLeg(AGENT))), "{unknown:?}");
    stand.call.add_rtp_leg(CALLER).unwrap();
    let wrong = runtime.block_on(stand.call.add_webrtc_answer(CALLER, &offer));
    assert!(matches!(wrong, Err(MediaError::WrongKind(CALLER))), "{wrong:?}");
    assert!(runtime.block_on(stand.call.add_webrtc_answer(AGENT, &offer)).is_ok());
    stand.call.close();
    let closed = runtime.block_on(stand.call.statistics(AGENT));
    assert!(matches!(closed, Err(MediaError::Closed)), "{closed:?}");
}

/// What Chromium offers for audio, with a candidate that hides the address.
const CHROMIUM: &str = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
    a=group:BUNDLE 0\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS s\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n\
    a=candidate:1 1 udp 2113937151 0f3c2b7e-1b0e-4c6a-9d6f-2f6a4a1e9d11.local 51372 typ host generation 0 network-cost 999\r\n\
    a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\na=ice-options:trickle\r\n\
    a=fingerprint:sha-256 D2:FA:0E:C3:22:59:5E:14:95:69:92:3D:13:B4:84:24:2C:C2:A2:C0:3E:FD:34:8E:5E:EA:6F:AF:52:CE:E6:0F\r\n\
    a=setup:actpass\r\na=mid:0\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n\
    a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=sendrecv\r\na=msid:s t\r\na=rtcp-mux\r\na=rtcp-rsize\r\n\
    a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n\
    a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\n\
    a=rtpmap:8 PCMA/8000\r\na=rtpmap:13 CN/8000\r\na=rtpmap:110 telephone-event/48000\r\n\
    a=rtpmap:126 telephone-event/8000\r\na=ssrc:3735928559 cname:c\r\na=ssrc:3735928559 msid:s t\r\n";

#[test]
fn an_offer_as_chromium_writes_it_is_answered_in_g711_with_its_telephone_event() {
    let stand = Stand::new();
    assert!(media::sdp::is_webrtc(CHROMIUM));
    let answer = runtime().block_on(stand.call.add_webrtc_answer(AGENT, CHROMIUM)).unwrap();
    let audio = answer.lines().find(|line| line.starts_with("m=audio")).unwrap();
    assert!(audio.ends_with(" 8 126"), "{answer}");
    assert!(answer.contains("a=setup:passive") || answer.contains("a=setup:active"), "{answer}");
}

#[test]
fn an_offer_without_our_codec_is_refused_and_leaves_no_leg() {
    let stand = Stand::new();
    let offer =
        CHROMIUM.replace("111 63 9 0 8 13 110 126", "111 63 9 0 110").replace("PCMA/8000", "PCMX/8000");
    for _ in 0..2 {
        let refused = runtime().block_on(stand.call.add_webrtc_answer(AGENT, &offer));
        assert!(matches!(refused, Err(MediaError::WebRtc(_))), "{refused:?}");
    }
    assert!(runtime().block_on(stand.call.add_webrtc_answer(AGENT, CHROMIUM)).is_ok());
}
