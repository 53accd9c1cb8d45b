//! The port calls SIPp.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::SocketAddr;

use sip::{
    Credentials, HangUp, InviteRequest, LegEvent, LegEvents, NameAddr, OutgoingLeg, Route, SipPort, Target,
    Transport,
};
use support::{SDP, port, sipp, soon};

fn request(port: u16, transport: Transport) -> InviteRequest {
    let addr = SocketAddr::from(([127, 0, 0, 1], port));
    InviteRequest {
        target: Target {
            uri: format!("sip:%31003;x=%41@phone.invalid:{port}").parse().unwrap(),
            route: Route::Address(addr, transport),
        },
        from: NameAddr::new("sip:95000@yingda.example".parse().unwrap()).with_display("\"Hot\" line"),
        to: None,
        offer: SDP.into(),
        headers: vec![("X-Call".into(), "7".into())],
        credentials: None,
    }
}

async fn call(port: &SipPort, callee: &sipp::Sipp, transport: Transport) -> OutgoingLeg {
    port.invite(request(callee.port, transport)).await.unwrap()
}

async fn next(events: &mut LegEvents) -> Option<LegEvent> {
    soon("a leg event", events.recv()).await
}

async fn answered(events: &mut LegEvents) -> String {
    loop {
        match next(events).await {
            Some(LegEvent::Ringing { .. }) => {}
            Some(LegEvent::Answered { sdp }) => return sdp.unwrap(),
            other => panic!("an answer was expected, not {other:?}"),
        }
    }
}

const BOTH: [(&str, Transport); 2] = [("u1", Transport::Udp), ("t1", Transport::Tcp)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_rings_is_answered_and_ended_by_us() {
    for (kind, transport) in BOTH {
        let (port, _incoming) = port().await;
        let callee = sipp::callee("callee", kind, 1).await;
        let mut leg = call(&port, &callee, transport).await;
        assert!(matches!(next(&mut leg.events).await, Some(LegEvent::Ringing { code: 180, sdp: None })));
        assert!(answered(&mut leg.events).await.contains("m=audio"));
        leg.dialog.hang_up(HangUp::default()).await;
        assert!(next(&mut leg.events).await.is_none());
        callee.succeed().await;
        assert_eq!(port.stats().legs, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_callee_ends_the_call() {
    let (port, _incoming) = port().await;
    let callee = sipp::callee("callee_hangs_up", "u1", 1).await;
    let mut leg = call(&port, &callee, Transport::Udp).await;
    answered(&mut leg.events).await;
    assert!(matches!(next(&mut leg.events).await, Some(LegEvent::Bye { .. })));
    callee.succeed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_callee_is_reported() {
    for (kind, transport) in BOTH {
        let (port, _incoming) = port().await;
        let callee = sipp::callee("callee_busy", kind, 1).await;
        let mut leg = call(&port, &callee, transport).await;
        let Some(LegEvent::Rejected { code, reason, .. }) = next(&mut leg.events).await else {
            panic!("rejection expected")
        };
        assert_eq!((code, reason.as_str()), (486, "Busy Here"));
        callee.succeed().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_challenge_is_answered_with_the_credentials() {
    let (port, _incoming) = port().await;
    let callee = sipp::callee("callee_challenges", "u1", 1).await;
    let mut request = request(callee.port, Transport::Udp);
    request.credentials = Some(Credentials { username: "me".into(), password: "secret".into() });
    let mut leg = port.invite(request).await.unwrap();
    answered(&mut leg.events).await;
    leg.dialog.hang_up(HangUp::default()).await;
    callee.succeed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ringing_call_is_cancelled() {
    for (kind, transport) in BOTH {
        let (port, _incoming) = port().await;
        let callee = sipp::callee("callee_cancelled", kind, 1).await;
        let mut leg = call(&port, &callee, transport).await;
        assert!(matches!(next(&mut leg.events).await, Some(LegEvent::Ringing { .. })));
        leg.cancel().await;
        assert!(next(&mut leg.events).await.is_none());
        callee.succeed().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_200_that_crosses_the_cancel_is_acknowledged_and_ended() {
    let (port, _incoming) = port().await;
    let callee = sipp::callee("callee_answers_despite_cancel", "u1", 1).await;
    let mut leg = call(&port, &callee, Transport::Udp).await;
    assert!(matches!(next(&mut leg.events).await, Some(LegEvent::Ringing { .. })));
    leg.cancel().await;
    callee.succeed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_200_is_acknowledged_again() {
    let (port, _incoming) = port().await;
    let callee = sipp::callee("callee_repeats_200", "u1", 1).await;
    let mut leg = call(&port, &callee, Transport::Udp).await;
    answered(&mut leg.events).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    leg.dialog.hang_up(HangUp::default()).await;
    callee.succeed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_peer_that_cannot_be_reached_is_a_rejection() {
    let (port, _incoming) = port().await;
    let mut leg = port.invite(request(sipp::free_port(), Transport::Tcp)).await.unwrap();
    assert!(matches!(next(&mut leg.events).await, Some(LegEvent::Rejected { code: 503, .. })));
    let mut by_uri = request(5060, Transport::Udp);
    by_uri.target.route = Route::ByUri;
    let mut leg = port.invite(by_uri).await.unwrap();
    assert!(matches!(next(&mut leg.events).await, Some(LegEvent::Rejected { code: 503, .. })));
}
