//! Session descriptions: what is understood, what is refused, and what we say ourselves.

#![allow(clippy::unwrap_used, clippy::panic)]

use media::sdp::{LocalSession, SdpError, parse};
use media::{Codec, Direction};
use proptest::prelude::*;

/// A description with these lines after the usual beginning.
fn described(lines: &[&str]) -> String {
    let mut text = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nt=0 0\r\n".to_owned();
    for line in lines {
        text += line;
        text += "\r\n";
    }
    text
}

const C: &str = "c=IN IP4 10.0.0.9";

/// Lines, and what they mean: address, codec, telephone-event, direction.
type Row<'a> = (&'a [&'a str], &'a str, Codec, Option<u8>, Direction);

const USABLE: [Row<'_>; 9] = [
    (
        &[C, "m=audio 4000 RTP/AVP 8 0 101", "a=rtpmap:101 telephone-event/8000"],
        "10.0.0.9:4000",
        Codec::Pcma,
        Some(101),
        Direction::SendRecv,
    ),
    (&[C, "m=audio 4000 RTP/AVP 18 0"], "10.0.0.9:4000", Codec::Pcmu, None, Direction::SendRecv),
    (
        &["m=audio 4000 RTP/AVP 8", "c=IN IP4 10.0.0.7", "a=sendonly"],
        "10.0.0.7:4000",
        Codec::Pcma,
        None,
        Direction::SendOnly,
    ),
    (&[C, "a=recvonly", "m=audio 4000 RTP/AVP 8"], "10.0.0.9:4000", Codec::Pcma, None, Direction::RecvOnly),
    (
        &[C, "a=recvonly", "m=audio 4000 RTP/AVP 8", "a=inactive"],
        "10.0.0.9:4000",
        Codec::Pcma,
        None,
        Direction::Inactive,
    ),
    (&["c=IN IP4 0.0.0.0", "m=audio 4000 RTP/AVP 8"], "0.0.0.0:4000", Codec::Pcma, None, Direction::SendOnly),
    (
        &["c=IN IP6 2001:db8::1", "m=audio 4000/2 RTP/AVPF 8"],
        "[2001:db8::1]:4000",
        Codec::Pcma,
        None,
        Direction::SendRecv,
    ),
    (
        &[C, "m=video 5000 RTP/AVP 96", "a=sendonly", "m=audio 4000 RTP/AVP 8"],
        "10.0.0.9:4000",
        Codec::Pcma,
        None,
        Direction::SendRecv,
    ),
    (
        &[
            C,
            "m=audio 4002 RTP/SAVP 8",
            "m=audio 4000 RTP/AVP 8 97 96",
            "a=rtpmap:97 telephone-event/16000",
            "a=rtpmap:96 Telephone-Event/8000",
        ],
        "10.0.0.9:4000",
        Codec::Pcma,
        Some(96),
        Direction::SendRecv,
    ),
];

#[test]
fn usable_descriptions_are_understood() {
    for (lines, addr, codec, dtmf, direction) in USABLE {
        let description = parse(&described(lines)).unwrap_or_else(|e| panic!("{lines:?}: {e}"));
        let remote = description.remote_media(Codec::Pcma).unwrap();
        assert_eq!(remote.addr, addr.parse().unwrap(), "{lines:?}");
        assert_eq!((remote.codec, remote.dtmf_pt, remote.direction), (codec, dtmf, direction), "{lines:?}");
    }
}

#[test]
fn unusable_descriptions_are_refused_with_their_reason() {
    let unsupported = SdpError::UnsupportedProfile("UDP/TLS/RTP/SAVPF".to_owned());
    let malformed = |line, what| SdpError::Malformed { line, what };
    let table: [(String, SdpError); 11] = [
        (String::new(), malformed(1, "no origin")),
        ("hello".to_owned(), malformed(1, "no '='")),
        ("v=1\r\n".to_owned(), malformed(1, "version")),
        ("v=0\r\no=- x\r\n".to_owned(), malformed(2, "origin")),
        (described(&[C]), SdpError::NoAudio),
        (described(&[C, "m=video 5000 RTP/AVP 96"]), SdpError::NoAudio),
        (described(&[C, "m=audio 0 RTP/AVP 8"]), SdpError::AudioRefused),
        (described(&[C, "m=audio 9 UDP/TLS/RTP/SAVPF 8"]), unsupported),
        (described(&["m=audio 4000 RTP/AVP 8"]), SdpError::NoAddress),
        (described(&["c=IN IP4 media.example.com", "m=audio 4000 RTP/AVP 8"]), SdpError::NoAddress),
        (described(&[C, "m=audio lots RTP/AVP 8"]), malformed(6, "media")),
    ];
    for (text, expected) in table {
        assert_eq!(parse(&text), Err(expected), "{text}");
    }
    assert_eq!(parse(&"a=x\r\n".repeat(20_000)), Err(SdpError::TooLong));
    let no_codec = parse(&described(&[C, "m=audio 4000 RTP/AVP 18 9", "a=rtpmap:18 G729/8000"])).unwrap();
    assert_eq!(no_codec.choose_codec(Codec::Pcma), Err(SdpError::NoCommonCodec("G729".to_owned())));
}

#[test]
fn an_offer_of_ours_reads_back() {
    let mut session = LocalSession::new(7, "192.0.2.1:30000".parse().unwrap());
    let text = session.offer(&[Codec::Pcma, Codec::Pcmu], Direction::SendRecv);
    let offer = parse(&text).unwrap();
    assert_eq!((offer.session_id.as_str(), offer.version), ("7", 1));
    assert_eq!(offer.addr, "192.0.2.1:30000".parse().unwrap());
    assert_eq!((offer.ptime_ms, offer.dtmf_payload_type()), (Some(20), Some(101)));
    let types: Vec<u8> = offer.formats.iter().map(|f| f.payload_type).collect();
    assert_eq!(types, [8, 0, 101]);
}

#[test]
fn the_version_grows_only_with_a_change() {
    let mut session = LocalSession::new(7, "192.0.2.1:30000".parse().unwrap());
    let first = session.offer(&[Codec::Pcma], Direction::SendRecv);
    assert_eq!(session.offer(&[Codec::Pcma], Direction::SendRecv), first);
    assert_eq!(session.version(), 1);
    let hold = session.offer(&[Codec::Pcma], Direction::SendOnly);
    assert!(hold.contains("o=- 7 2 ") && hold.contains("a=sendonly"), "{hold}");
}

#[test]
fn an_answer_stays_within_the_offer() {
    let offer = parse(&described(&[
        C,
        "m=audio 4000 RTP/AVP 18 0 8 97",
        "a=rtpmap:97 telephone-event/8000",
        "a=sendonly",
        "m=video 5000 RTP/AVP 96",
    ]))
    .unwrap();
    let mut session = LocalSession::new(7, "192.0.2.1:30000".parse().unwrap());
    let (text, remote) = session.answer(&offer, Codec::Pcma, Direction::SendRecv).unwrap();
    assert!(text.contains("m=audio 30000 RTP/AVP 8 97\r\n"), "{text}");
    assert!(text.contains("a=recvonly\r\n") && text.contains("m=video 0 RTP/AVP 96\r\n"), "{text}");
    assert_eq!((remote.codec, remote.dtmf_pt), (Codec::Pcma, Some(97)));
}

#[test]
fn directions_answer_each_other_as_the_offer_answer_model_demands() {
    use Direction::{Inactive, RecvOnly, SendOnly, SendRecv};
    for (offer, wanted, answer) in [
        (SendRecv, SendRecv, SendRecv),
        (SendRecv, SendOnly, SendOnly),
        (SendOnly, SendRecv, RecvOnly),
        (SendOnly, SendOnly, Inactive),
        (RecvOnly, SendRecv, SendOnly),
        (Inactive, SendRecv, Inactive),
    ] {
        assert_eq!(offer.answer(wanted), answer, "{offer} / {wanted}");
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "(?s).{0,400}") {
        let _ = parse(&text);
    }

    #[test]
    fn arbitrary_lines_never_panic(
        lines in proptest::collection::vec("[vocmatb]=[a-zA-Z0-9 /:.=-]{0,40}", 0..20),
    ) {
        if let Ok(description) = parse(&lines.join("\r\n")) {
            let mut session = LocalSession::new(1, "127.0.0.1:4000".parse().unwrap());
            let _ = session.answer(&description, Codec::Pcmu, Direction::SendRecv);
        }
    }
}
