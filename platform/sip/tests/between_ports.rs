//! Two ports call each other: what SIPp cannot easily do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::SocketAddr;
use std::time::Duration;

use sip::{
    HangUp, Incoming, IncomingInvite, InviteRequest, LegEvent, LegEvents, LostWhy, NameAddr, OutgoingLeg,
    Route, SipError, SipPort, Target, Transport,
};
use support::{SDP, port, soon};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

fn target(addr: SocketAddr, transport: Transport) -> Target {
    Target { uri: format!("sip:1000@{addr}").parse().unwrap(), route: Route::Address(addr, transport) }
}

fn request(target: Target) -> InviteRequest {
    InviteRequest {
        target,
        from: NameAddr::new("sip:a@caller.example".parse().unwrap()),
        to: None,
        offer: SDP.into(),
        headers: Vec::new(),
        credentials: None,
    }
}

async fn invited(incoming: &mut mpsc::Receiver<Incoming>) -> IncomingInvite {
    match soon("an INVITE", incoming.recv()).await {
        Some(Incoming::Invite(invite)) => *invite,
        other => panic!("an INVITE was expected, not {other:?}"),
    }
}

async fn next(events: &mut LegEvents) -> LegEvent {
    soon("a leg event", events.recv()).await.expect("the leg is alive")
}

/// An answered call between two ports.
struct Call {
    _ports: (SipPort, SipPort),
    caller: OutgoingLeg,
    callee: IncomingInvite,
}

async fn call() -> Call {
    let (one, _) = port().await;
    let (two, mut incoming) = port().await;
    let addr = two.local_addr(Transport::Udp).unwrap();
    let mut caller = one.invite(request(target(addr, Transport::Udp))).await.unwrap();
    let mut callee = invited(&mut incoming).await;
    callee.leg.answer(SDP).await.unwrap();
    assert!(matches!(next(&mut caller.events).await, LegEvent::Answered { .. }));
    assert!(matches!(next(&mut callee.events).await, LegEvent::Confirmed { sdp: None }));
    Call { _ports: (one, two), caller, callee }
}

/// Offers; where the peer's offer was there first, once that is answered.
async fn offered(dialog: &sip::Dialog, offer: &str) -> Result<String, SipError> {
    loop {
        match dialog.reinvite(offer).await {
            Err(SipError::WrongState(_)) => tokio::task::yield_now().await,
            outcome => return outcome,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_offers_that_meet_are_both_made_in_the_end() {
    let Call { caller, callee, _ports } = call().await;
    let answering = |mut events: LegEvents| {
        tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                if let LegEvent::ReInvite(reinvite) = event {
                    reinvite.answer(&SDP.replace("7 7", "7 8")).await.unwrap();
                }
            }
        })
    };
    let (one, two) = (caller.dialog.clone(), callee.leg.dialog());
    answering(caller.events);
    answering(callee.events);
    let (first, second) = (SDP.replace("7 7", "7 9"), SDP.replace("7 7", "7 10"));
    let (first, second) = tokio::join!(offered(&one, &first), offered(&two, &second));
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    one.hang_up(HangUp::default()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_offer_leaves_the_call_as_it_was() {
    let Call { mut caller, mut callee, _ports } = call().await;
    let offer = SDP.replace("7 7", "7 9");
    let (outcome, ()) = tokio::join!(caller.dialog.reinvite(&offer), async {
        let LegEvent::ReInvite(reinvite) = next(&mut callee.events).await else { panic!("offer expected") };
        // Dropped unanswered: 488.
        drop(reinvite);
    });
    assert!(matches!(outcome, Err(SipError::Refused { code: 488, .. })), "{outcome:?}");
    callee.leg.dialog().hang_up(HangUp { reason: Some("Q.850;cause=16".into()), code: None }).await;
    let LegEvent::Bye { reason } = next(&mut caller.events).await else { panic!("BYE expected") };
    assert_eq!(reason.as_deref(), Some("Q.850;cause=16"));
    assert!(caller.events.recv().await.is_none() && callee.events.recv().await.is_none());
    assert!(matches!(caller.dialog.info("text/plain", "x").await, Err(SipError::Ended)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unchanged_offer_is_a_session_refresh_and_answered_by_the_port() {
    let Call { caller, mut callee, _ports } = call().await;
    assert_eq!(caller.dialog.reinvite(SDP).await.unwrap(), SDP);
    caller.dialog.info("application/dtmf", "*").await.unwrap();
    let event = next(&mut callee.events).await;
    assert!(matches!(event, LegEvent::Dtmf { key: '*', duration_ms: None }), "{event:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refer_is_accepted_and_its_progress_reported() {
    let Call { mut caller, mut callee, _ports } = call().await;
    let whom = NameAddr::new("sip:2000@elsewhere.example?Replaces=a%3Bto-tag%3Db".parse().unwrap());
    let referrer = callee.leg.dialog();
    let (outcome, ()) = tokio::join!(referrer.refer(whom), async {
        let LegEvent::Refer(refer) = next(&mut caller.events).await else { panic!("REFER expected") };
        assert_eq!(refer.target.uri.as_str(), "sip:2000@elsewhere.example?Replaces=a%3Bto-tag%3Db");
        refer.accept().await.unwrap();
    });
    outcome.unwrap();
    caller.dialog.refer_progress(180).await.unwrap();
    caller.dialog.refer_progress(200).await.unwrap();
    assert!(matches!(next(&mut callee.events).await, LegEvent::ReferProgress { code: 180 }));
    assert!(matches!(next(&mut callee.events).await, LegEvent::ReferProgress { code: 200 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_replaces_another_names_its_leg() {
    let Call { mut caller, callee, _ports: (one, two) } = call().await;
    let addr = two.local_addr(Transport::Udp).unwrap();
    // What a third party would have learnt from the REFER: the callee's dialog.
    let info = &callee.info;
    let mut request = request(target(addr, Transport::Udp));
    let tag = "unknown";
    request.headers = vec![("Replaces".into(), format!("{};to-tag={tag};from-tag=x", info.call_id))];
    let mut leg = one.invite(request).await.unwrap();
    assert!(matches!(next(&mut leg.events).await, LegEvent::Rejected { code: 481, .. }));
    callee.leg.dialog().hang_up(HangUp::default()).await;
    assert!(matches!(next(&mut caller.events).await, LegEvent::Bye { .. }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_invite_is_refused_and_dropped_events_hang_up() {
    let (one, _) = port().await;
    let (two, mut incoming) = port().await;
    let addr = two.local_addr(Transport::Udp).unwrap();
    let mut leg = one.invite(request(target(addr, Transport::Tcp))).await.unwrap();
    leg.events.close();
    drop(leg);
    let addr_tcp = two.local_addr(Transport::Tcp).unwrap();
    let mut leg = one.invite(request(target(addr_tcp, Transport::Tcp))).await.unwrap();
    drop(invited(&mut incoming).await);
    assert!(matches!(next(&mut leg.events).await, LegEvent::Rejected { code: 480, .. }));
    let mut leg = one.invite(request(target(addr_tcp, Transport::Tcp))).await.unwrap();
    let mut callee = invited(&mut incoming).await;
    callee.leg.answer(SDP).await.unwrap();
    assert!(matches!(next(&mut leg.events).await, LegEvent::Answered { .. }));
    drop(leg);
    while !matches!(next(&mut callee.events).await, LegEvent::Bye { .. }) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ping_tells_whether_a_peer_is_there() {
    let (one, _) = port().await;
    let (two, _incoming) = port().await;
    for transport in [Transport::Udp, Transport::Tcp, Transport::Tls] {
        let there = target(two.local_addr(transport).unwrap(), transport);
        assert_eq!(soon("the answer", one.ping(&there)).await.unwrap(), 200);
    }
    let nobody = target(([127, 0, 0, 1], support::sipp::free_port()).into(), Transport::Tcp);
    assert!(matches!(soon("refusal", one.ping(&nobody)).await, Err(SipError::NoRoute(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shutdown_ends_calls_on_both_sides() {
    let Call { mut caller, mut callee, _ports: (one, _two) } = call().await;
    soon("the shutdown", one.shutdown()).await;
    assert!(matches!(next(&mut caller.events).await, LegEvent::Lost(LostWhy::Shutdown)));
    assert!(matches!(next(&mut callee.events).await, LegEvent::Bye { .. }));
    assert!(matches!(
        one.invite(request(target(([127, 0, 0, 1], 9).into(), Transport::Udp))).await,
        Err(SipError::Closed)
    ));
}

/// A bare UDP peer.
struct Peer(UdpSocket);

impl Peer {
    async fn new() -> Self {
        Self(UdpSocket::bind("127.0.0.1:0").await.unwrap())
    }

    async fn send(&self, to: SocketAddr, method: &str, cseq: u32, to_tag: &str, body: &str) {
        let here = self.0.local_addr().unwrap();
        let kind = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
        let text = format!(
            "{method} sip:1000@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {here};branch=z9hG4bK{cseq}{method};rport\r\n\
             From: <sip:a@{here}>;tag=peer\r\nTo: <sip:1000@{to}>{to_tag}\r\nCall-ID: peer\r\nCSeq: {cseq} {method}\r\n\
             Contact: <sip:a@{here}>\r\nMax-Forwards: 70\r\n{kind}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.send_to(text.as_bytes(), to).await.unwrap();
    }

    /// The next message that starts with `what`.
    async fn expect(&self, what: &str) -> String {
        let mut buffer = vec![0; 8192];
        soon(what, async {
            loop {
                let length = self.0.recv(&mut buffer).await.unwrap();
                let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
                if text.starts_with(what) {
                    return text;
                }
            }
        })
        .await
    }
}

fn to_tag(response: &str) -> String {
    let to = response.lines().find(|l| l.starts_with("To:")).unwrap();
    format!(";tag={}", to.split(";tag=").nth(1).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_200_without_ack_is_repeated_and_then_ended_by_bye() {
    let mut config = support::config();
    config.t1 = Duration::from_millis(20);
    let (port, mut incoming) = SipPort::start(config).await.unwrap();
    let addr = port.local_addr(Transport::Udp).unwrap();
    let peer = Peer::new().await;
    peer.send(addr, "INVITE", 1, "", SDP).await;
    let mut invite = invited(&mut incoming).await;
    invite.leg.answer(SDP).await.unwrap();
    for _ in 0..4 {
        peer.expect("SIP/2.0 200").await;
    }
    assert!(matches!(next(&mut invite.events).await, LegEvent::Lost(LostWhy::NoAck)));
    peer.expect("BYE ").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invite_without_offer_gets_ours_and_answers_in_the_ack() {
    let (port, mut incoming) = port().await;
    let addr = port.local_addr(Transport::Udp).unwrap();
    let peer = Peer::new().await;
    peer.send(addr, "INVITE", 1, "", "").await;
    peer.expect("SIP/2.0 100").await;
    peer.send(addr, "INVITE", 1, "", "").await;
    peer.expect("SIP/2.0 100").await;
    let mut invite = invited(&mut incoming).await;
    assert!(invite.info.offer.is_none());
    invite.leg.answer(SDP).await.unwrap();
    let tag = to_tag(&peer.expect("SIP/2.0 200").await);
    // Hanging up before the ACK waits for it.
    peer.send(addr, "ACK", 1, &tag, SDP).await;
    assert!(matches!(next(&mut invite.events).await, LegEvent::Confirmed { sdp: Some(_) }));
    peer.send(addr, "INFO", 3, &tag, "").await;
    peer.expect("SIP/2.0 200").await;
    peer.send(addr, "INFO", 2, &tag, "").await;
    peer.expect("SIP/2.0 500").await;
    peer.send(addr, "MESSAGE", 4, &tag, "").await;
    peer.expect("SIP/2.0 405").await;
    peer.send(addr, "BYE", 5, ";tag=wrong", "").await;
    peer.expect("SIP/2.0 481").await;
    peer.send(addr, "BYE", 6, &tag, "").await;
    peer.expect("SIP/2.0 200").await;
    assert!(matches!(next(&mut invite.events).await, LegEvent::Bye { .. }));
    assert!(incoming.try_recv().is_err(), "the retransmitted INVITE must not surface");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hang_up_before_the_ack_waits_for_it() {
    let (port, mut incoming) = port().await;
    let addr = port.local_addr(Transport::Udp).unwrap();
    let peer = Peer::new().await;
    peer.send(addr, "INVITE", 1, "", SDP).await;
    let invite = invited(&mut incoming).await;
    invite.leg.answer(SDP).await.unwrap().hang_up(HangUp::default()).await;
    let tag = to_tag(&peer.expect("SIP/2.0 200").await);
    peer.send(addr, "ACK", 1, &tag, "").await;
    peer.expect("BYE ").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_peer_that_never_answers_is_a_408() {
    let mut config = support::config();
    config.t1 = Duration::from_millis(10);
    let (port, _incoming) = SipPort::start(config).await.unwrap();
    let silent = Peer::new().await;
    let silent_addr = silent.0.local_addr().unwrap();
    let mut leg = port.invite(request(target(silent_addr, Transport::Udp))).await.unwrap();
    for _ in 0..3 {
        silent.expect("INVITE").await;
    }
    assert!(matches!(next(&mut leg.events).await, LegEvent::Rejected { code: 408, .. }));
    assert!(matches!(port.ping(&target(silent_addr, Transport::Udp)).await, Err(SipError::Timeout)));
}

/// Places a call to a bare peer, which answers with this Session-Expires.
async fn call_to_peer(peer: &Peer, session_expires: &str, allow: &str) -> (SipPort, OutgoingLeg) {
    let mut config = support::config();
    config.t1 = Duration::from_millis(20);
    let (port, _incoming) = SipPort::start(config).await.unwrap();
    let addr = peer.0.local_addr().unwrap();
    let mut leg = port.invite(request(target(addr, Transport::Udp))).await.unwrap();
    let invite = peer.expect("INVITE").await;
    peer.answer(&port, &invite, &format!("Session-Expires: {session_expires}\r\nAllow: {allow}\r\n"), SDP)
        .await;
    assert!(matches!(next(&mut leg.events).await, LegEvent::Answered { .. }));
    peer.expect("ACK").await;
    (port, leg)
}

impl Peer {
    async fn answer(&self, port: &SipPort, request: &str, headers: &str, body: &str) {
        let copied: String = request
            .lines()
            .filter(|l| ["Via:", "From:", "To:", "Call-ID:", "CSeq:"].iter().any(|h| l.starts_with(h)))
            .map(|l| {
                if l.starts_with("To:") && !l.contains(";tag=") {
                    format!("{l};tag=p\r\n")
                } else {
                    format!("{l}\r\n")
                }
            })
            .collect();
        let here = self.0.local_addr().unwrap();
        let kind = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
        let text = format!(
            "SIP/2.0 200 OK\r\n{copied}Contact: <sip:p@{here}>\r\n{headers}{kind}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.send_to(text.as_bytes(), port.local_addr(Transport::Udp).unwrap()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_peer_that_does_not_refresh_its_session_is_given_up() {
    let peer = Peer::new().await;
    let (_port, mut leg) = call_to_peer(&peer, "1;refresher=uas", "INVITE").await;
    assert!(matches!(next(&mut leg.events).await, LegEvent::Lost(LostWhy::SessionExpired)));
    assert!(peer.expect("BYE ").await.contains("Session timer expired"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_is_refreshed_by_update_or_else_by_re_invite() {
    let peer = Peer::new().await;
    let (port, _leg) = call_to_peer(&peer, "1;refresher=uac", "INVITE, UPDATE").await;
    for _ in 0..2 {
        let update = peer.expect("UPDATE").await;
        assert!(update.contains("Session-Expires: 1;refresher=uac"), "{update}");
        peer.answer(&port, &update, "Session-Expires: 1;refresher=uac\r\n", "").await;
    }
    let other = Peer::new().await;
    let (port, mut leg) = call_to_peer(&other, "1;refresher=uac", "INVITE").await;
    let reinvite = other.expect("INVITE").await;
    assert!(reinvite.contains("m=audio"), "{reinvite}");
    other.answer(&port, &reinvite, "", SDP).await;
    other.expect("ACK").await;
    // Without Session-Expires in its answer the peer has switched the timer off.
    let silence = tokio::time::timeout(Duration::from_millis(1200), leg.events.recv()).await;
    assert!(silence.is_err(), "{silence:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_branch_that_answers_is_acknowledged_and_ended() {
    let peer = Peer::new().await;
    let mut config = support::config();
    config.session.expires = None;
    let (port, _incoming) = SipPort::start(config).await.unwrap();
    let mut leg = port.invite(request(target(peer.0.local_addr().unwrap(), Transport::Udp))).await.unwrap();
    let invite = peer.expect("INVITE").await;
    peer.answer(&port, &invite, "", SDP).await;
    assert!(matches!(next(&mut leg.events).await, LegEvent::Answered { .. }));
    peer.expect("ACK").await;
    let forked = invite.replace("\r\nCall-ID", ";tag=fork\r\nCall-ID");
    assert!(forked.contains(">;tag=fork"), "{forked}");
    peer.answer(&port, &forked, "", SDP).await;
    assert!(peer.expect("ACK").await.contains("tag=fork"));
    let bye = peer.expect("BYE").await;
    assert!(bye.contains("tag=fork"), "{bye}");
    peer.answer(&port, &bye, "", "").await;
    leg.dialog.hang_up(HangUp::default()).await;
    assert!(peer.expect("BYE").await.contains("tag=p"));
}
