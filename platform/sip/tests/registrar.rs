//! Registrations as raw messages: replay, stale nonces, bindings and the way back to the phone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use md5::{Digest as _, Md5};
use sip::{HangUp, InviteRequest, LegEvent, NameAddr, Route, SipPort, Transport};
use support::{SDP, app, port, soon};
use tokio::net::UdpSocket;

fn md5(text: &str) -> String {
    Md5::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A phone on UDP whose Contact names a private address it cannot be reached by.
struct Phone {
    socket: UdpSocket,
    registrar: SocketAddr,
}

impl Phone {
    async fn new(port: &SipPort) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        Self { socket, registrar: port.local_addr(Transport::Udp).unwrap() }
    }

    async fn register(&self, cseq: u32, authorization: &str) -> String {
        self.register_as("10.1.2.3:5060", cseq, authorization).await
    }

    async fn register_as(&self, listens: &str, cseq: u32, authorization: &str) -> String {
        let text = format!(
            "REGISTER sip:yingda.example SIP/2.0\r\nVia: SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bKr{cseq};rport\r\n\
             From: <sip:1001@yingda.example>;tag=r\r\nTo: <sip:1001@yingda.example>\r\nCall-ID: reg\r\n\
             CSeq: {cseq} REGISTER\r\nContact: <sip:1001%2Ax@{listens};line=AbC>;expires=600\r\nMax-Forwards: 70\r\n\
             {authorization}Content-Length: 0\r\n\r\n"
        );
        self.socket.send_to(text.as_bytes(), self.registrar).await.unwrap();
        self.receive().await
    }

    async fn receive(&self) -> String {
        let mut buffer = vec![0; 4096];
        let length = soon("a message", self.socket.recv(&mut buffer)).await.unwrap();
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    }

    /// Credentials for the first (MD5) challenge.
    fn credentials(challenge: &str, nc: u32) -> String {
        let param =
            |name: &str| challenge.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        let (realm, nonce, uri) = (param("realm"), param("nonce"), "sip:yingda.example");
        let (ha1, ha2) = (md5(&format!("1001:{realm}:open")), md5(&format!("REGISTER:{uri}")));
        let response = md5(&format!("{ha1}:{nonce}:{nc:08x}:c:auth:{ha2}"));
        format!(
            "Authorization: Digest username=\"1001\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", \
             response=\"{response}\", algorithm=MD5, qop=auth, nc={nc:08x}, cnonce=\"c\"\r\n"
        )
    }
}

async fn started() -> (SipPort, Arc<app::Seen>) {
    let (port, incoming) = port().await;
    let seen = app::run(port.clone(), incoming);
    (port, seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replayed_answer_is_challenged_again_as_stale() {
    let (port, seen) = started().await;
    let phone = Phone::new(&port).await;
    let challenge = phone.register(1, "").await;
    assert!(challenge.starts_with("SIP/2.0 401"), "{challenge}");
    assert!(challenge.contains("algorithm=MD5") && challenge.contains("qop=\"auth\""), "{challenge}");
    let credentials = Phone::credentials(&challenge, 1);
    let ok = phone.register(2, &credentials).await;
    assert!(
        ok.starts_with("SIP/2.0 200")
            && ok.contains("Contact: <sip:1001%2Ax@10.1.2.3:5060;line=AbC>;expires="),
        "{ok}"
    );
    let replayed = phone.register(3, &credentials).await;
    assert!(replayed.starts_with("SIP/2.0 401") && replayed.contains("stale=true"), "{replayed}");
    assert!(phone.register(4, &Phone::credentials(&challenge, 2)).await.starts_with("SIP/2.0 200"));
    assert_eq!((seen.count("registered 1001"), seen.count("stale")), (2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_that_registers_from_one_port_and_listens_on_another_is_called_where_it_listens() {
    let (port, seen) = started().await;
    let phone = Phone::new(&port).await;
    let challenge = phone.register_as("127.0.0.1:7", 1, "").await;
    let answer = phone.register_as("127.0.0.1:7", 2, &Phone::credentials(&challenge, 1)).await;
    assert!(answer.starts_with("SIP/2.0 200"), "{answer}");
    let bindings = seen.bindings.lock().unwrap().lookup("1001", Instant::now());
    let listens = "127.0.0.1:7".parse().unwrap();
    assert_eq!(bindings[0].target().route, Route::Address(listens, Transport::Udp));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_behind_a_nat_is_called_at_the_address_it_registered_from() {
    let (port, seen) = started().await;
    let phone = Phone::new(&port).await;
    let challenge = phone.register(1, "").await;
    assert!(phone.register(2, &Phone::credentials(&challenge, 1)).await.starts_with("SIP/2.0 200"));
    let bindings = seen.bindings.lock().unwrap().lookup("1001", Instant::now());
    let target = bindings[0].target();
    assert_eq!(target.route, Route::Address(phone.socket.local_addr().unwrap(), Transport::Udp));
    let request = InviteRequest {
        target,
        from: NameAddr::new("sip:95000@yingda.example".parse().unwrap()),
        to: None,
        offer: SDP.into(),
        headers: Vec::new(),
        credentials: None,
    };
    let mut leg = port.invite(request).await.unwrap();
    let invite = phone.receive().await;
    assert!(invite.starts_with("INVITE sip:1001%2Ax@10.1.2.3:5060;line=AbC SIP/2.0\r\n"), "{invite}");
    let copied: String = invite
        .lines()
        .filter(|l| ["Via:", "From:", "To:", "Call-ID:", "CSeq:"].iter().any(|h| l.starts_with(h)))
        .map(|l| if l.starts_with("To:") { format!("{l};tag=phone\r\n") } else { format!("{l}\r\n") })
        .collect();
    let ok = format!(
        "SIP/2.0 200 OK\r\n{copied}Contact: <sip:1001%2Ax@10.1.2.3:5060;line=AbC>\r\nContent-Type: application/sdp\r\n\
         Content-Length: {}\r\n\r\n{SDP}",
        SDP.len()
    );
    phone.socket.send_to(ok.as_bytes(), phone.registrar).await.unwrap();
    let ack = phone.receive().await;
    assert!(ack.starts_with("ACK sip:1001%2Ax@10.1.2.3:5060;line=AbC SIP/2.0\r\n"), "{ack}");
    assert!(matches!(leg.events.recv().await, Some(LegEvent::Answered { .. })));
    leg.dialog.hang_up(HangUp::default()).await;
    assert!(phone.receive().await.starts_with("BYE sip:1001%2Ax@10.1.2.3:5060;line=AbC SIP/2.0\r\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_over_a_stream_dies_with_it() {
    let (port, seen) = started().await;
    let target = port.local_addr(Transport::Tcp).unwrap();
    support::sipp::caller("register", "t1", target, "1001", 1).succeed().await;
    seen.wait_for("registered 1001", 1).await;
    seen.wait_for("connection closed", 1).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(seen.bindings.lock().unwrap().lookup("1001", Instant::now()).is_empty());
}
