//! Scanners, floods, guessing, too many connections, addresses in use, draining.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::SocketAddr;
use std::time::Duration;

use sip::{Incoming, SipConfig, SipError, SipPort, Transport};
use support::soon;
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

fn request(method: &str, number: usize, extra: &str) -> String {
    format!(
        "{method} sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKabuse{number};rport\r\n\
         From: <sip:a@127.0.0.1>;tag=a{number}\r\nTo: <sip:100@127.0.0.1>\r\nCall-ID: abuse{number}\r\n\
         CSeq: 1 {method}\r\nContact: <sip:a@127.0.0.1:9>\r\n{extra}Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    )
}

async fn answer(target: SocketAddr, text: &str) -> Option<String> {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.send_to(text.as_bytes(), target).await.unwrap();
    let mut buffer = vec![0; 4096];
    loop {
        let received = tokio::time::timeout(Duration::from_millis(300), socket.recv(&mut buffer)).await;
        let text = String::from_utf8_lossy(&buffer[..received.ok()?.ok()?]).into_owned();
        if !text.starts_with("SIP/2.0 1") {
            return text.lines().next().map(str::to_owned);
        }
    }
}

/// A port that trusts nobody and refuses every call with 404 and a penalty.
async fn suspicious(mut config: SipConfig) -> (SipPort, SocketAddr) {
    config.trusted.clear();
    let (port, mut incoming) = SipPort::start(config).await.unwrap();
    let target = port.local_addr(Transport::Udp).unwrap();
    let guard = port.clone();
    tokio::spawn(async move {
        while let Some(event) = incoming.recv().await {
            if let Incoming::Invite(invite) = event {
                guard.penalise(invite.info.source.addr.ip());
                invite.leg.reject(404, "", &[]).await.unwrap();
            }
        }
    });
    (port, target)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scanners_get_no_answer_and_are_counted() {
    let (port, target) = suspicious(support::config()).await;
    for (number, agent) in ["friendly-scanner", "sipcli/v1.8", "SIPVicious"].into_iter().enumerate() {
        let text = request("OPTIONS", number, &format!("User-Agent: {agent}\r\n"));
        assert_eq!(answer(target, &text).await, None, "{agent}");
    }
    let malformed = request("OPTIONS", 9, "User-Agent: friendly-scanner\r\n").replace("1 OPTIONS", "1 BYE");
    assert_eq!(answer(target, &malformed).await, None);
    assert_eq!(port.stats().scanners, 4);
    assert_eq!(answer(target, &request("OPTIONS", 10, "")).await.as_deref(), Some("SIP/2.0 200 OK"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_keeps_being_rejected_is_shut_out() {
    let mut config = support::config();
    config.limits.penalties = 3.0;
    let (port, target) = suspicious(config).await;
    for number in 0..3 {
        assert_eq!(
            answer(target, &request("INVITE", number, "")).await.as_deref(),
            Some("SIP/2.0 404 Not Found")
        );
    }
    assert_eq!(answer(target, &request("INVITE", 4, "")).await, None);
    assert_eq!(answer(target, &request("OPTIONS", 5, "")).await, None);
    assert!(port.stats().limited >= 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_from_an_untrusted_address_is_cut_to_the_configured_rate() {
    let mut config = support::config();
    config.limits.request_burst = 20.0;
    config.limits.requests_per_second = 1.0;
    let (port, target) = suspicious(config).await;
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    for number in 0..100 {
        socket.send_to(request("OPTIONS", number, "").as_bytes(), target).await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!((79..=81).contains(&port.stats().limited), "{:?}", port.stats());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draining_port_refuses_new_calls_and_pings() {
    let (port, _incoming) = support::port().await;
    let target = port.local_addr(Transport::Udp).unwrap();
    port.set_draining(true);
    for (number, method) in ["INVITE", "OPTIONS"].into_iter().enumerate() {
        let line = answer(target, &request(method, number, "")).await;
        assert_eq!(line.as_deref(), Some("SIP/2.0 503 Service Unavailable"));
    }
    port.set_draining(false);
    assert_eq!(answer(target, &request("OPTIONS", 9, "")).await.as_deref(), Some("SIP/2.0 200 OK"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_connections_than_allowed_are_closed_at_once() {
    let mut config = support::config();
    config.limits.connections_per_ip = 2;
    let (port, _incoming) = SipPort::start(config).await.unwrap();
    let addr = port.local_addr(Transport::Tcp).unwrap();
    let mut streams = Vec::new();
    for _ in 0..3 {
        streams.push(tokio::net::TcpStream::connect(addr).await.unwrap());
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    let mut byte = [0];
    let end = soon("the third to be closed", tokio::io::AsyncReadExt::read(&mut streams[2], &mut byte)).await;
    assert!(matches!(end, Ok(0) | Err(_)));
    assert_eq!(port.stats().connections, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_in_use_and_a_missing_certificate_are_said_clearly() {
    let (port, _incoming) = support::port().await;
    for (transport, udp) in [(Transport::Udp, true), (Transport::Tcp, false)] {
        let addr = port.local_addr(transport).unwrap();
        let (udp, tcp) = if udp { (Some(addr), None) } else { (None, Some(addr)) };
        let error = SipPort::start(SipConfig { udp, tcp, ..SipConfig::default() }).await.err();
        assert!(matches!(error, Some(SipError::AddressInUse { .. })), "{error:?}");
    }
    let mut config = support::config();
    config.tls.as_mut().unwrap().certificate = sip::TlsCertificate::Files {
        certificate: "/nowhere/cert.pem".into(),
        key: "/nowhere/key.pem".into(),
    };
    assert!(matches!(SipPort::start(config).await.err(), Some(SipError::Certificate(_))));
    assert!(matches!(SipPort::start(SipConfig::default()).await.err(), Some(SipError::NothingToBind)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_to_the_layer_above_means_503() {
    let (port, incoming): (_, mpsc::Receiver<Incoming>) = support::port().await;
    let target = port.local_addr(Transport::Udp).unwrap();
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    for number in 0..1024 {
        socket.send_to(request("INVITE", number, "").as_bytes(), target).await.unwrap();
        if number % 64 == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let line = answer(target, &request("INVITE", 5000, "")).await;
    assert_eq!(line.as_deref(), Some("SIP/2.0 503 Service Unavailable"));
    drop(incoming);
}
