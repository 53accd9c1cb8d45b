//! Browsers: RFC 7118 frames pumped by another crate, `.invalid` contacts, lost connections; and TLS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use sip::{
    HangUp, InviteRequest, LegEvent, LostWhy, NameAddr, Route, SipError, SipPort, Target, Transport,
    WsAttachment,
};
use support::{SDP, app, soon};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// A browser's side of an attached WebSocket.
struct Browser {
    ws: WsAttachment,
    name: String,
}

impl Browser {
    async fn open(port: &SipPort) -> Self {
        let remote: SocketAddr = "127.0.0.1:50123".parse().unwrap();
        let ws = port.attach_websocket(remote, false).await.unwrap();
        Self { ws, name: "df7jal23ls0d.invalid".into() }
    }

    async fn send(&self, text: String) {
        self.ws.incoming.send(Bytes::from(text)).await.unwrap();
    }

    async fn receive(&mut self) -> String {
        let frame = soon("a frame", self.ws.outgoing.recv()).await.expect("the connection is open");
        String::from_utf8(frame.to_vec()).unwrap()
    }

    fn request(&self, method: &str, cseq: u32, to_tag: &str, body: &str) -> String {
        let name = &self.name;
        let kind = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
        format!(
            "{method} sip:1000@yingda.example SIP/2.0\r\nVia: SIP/2.0/WS {name};branch=z9hG4bKws{cseq}{method}\r\n\
             Max-Forwards: 69\r\nTo: <sip:1000@yingda.example>{to_tag}\r\nFrom: \"Lin\" <sip:1001@yingda.example>;tag=ua\r\n\
             Call-ID: wscall\r\nCSeq: {cseq} {method}\r\nContact: <sip:abc@{name};transport=ws;ob>\r\n{kind}\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }

    /// Answers the request just received.
    async fn answer(&self, request: &str, line: &str, body: &str) {
        let copied: String = request
            .lines()
            .filter(|l| ["Via", "From", "Call-ID", "CSeq"].iter().any(|h| l.starts_with(&format!("{h}:"))))
            .map(|l| format!("{l}\r\n"))
            .collect();
        let to = header(request, "To");
        let tag = if to.contains(";tag=") { "" } else { ";tag=browser" };
        let kind = if body.is_empty() { "" } else { "Content-Type: application/sdp\r\n" };
        self.send(format!(
            "SIP/2.0 {line}\r\n{copied}To: {to}{tag}\r\nContact: <sip:abc@{};transport=ws>\r\n{kind}Content-Length: {}\r\n\r\n{body}",
            self.name,
            body.len()
        ))
        .await;
    }
}

fn header<'a>(message: &'a str, name: &str) -> &'a str {
    message
        .lines()
        .find_map(|l| l.strip_prefix(&format!("{name}: ")))
        .unwrap_or_else(|| panic!("no {name} in {message}"))
}

async fn port() -> (SipPort, Arc<app::Seen>) {
    let mut config = support::config();
    config.limits.flow_grace = Duration::from_millis(300);
    let (port, incoming) = SipPort::start(config).await.unwrap();
    let seen = app::run(port.clone(), incoming);
    (port, seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_calls_over_its_websocket() {
    let (port, seen) = port().await;
    let mut browser = Browser::open(&port).await;
    browser.send(browser.request("INVITE", 1, "", SDP)).await;
    assert!(browser.receive().await.starts_with("SIP/2.0 100"));
    assert!(browser.receive().await.starts_with("SIP/2.0 180"));
    let ok = browser.receive().await;
    assert!(ok.starts_with("SIP/2.0 200") && ok.contains("transport=ws") && ok.contains("m=audio"), "{ok}");
    let tag = header(&ok, "To").split_once(";tag=").unwrap().1.to_owned();
    browser.send(browser.request("ACK", 1, &format!(";tag={tag}"), "")).await;
    browser.send(browser.request("BYE", 2, &format!(";tag={tag}"), "")).await;
    // Timer G repeats the 200 until the ACK; then comes the answer to BYE.
    while !browser.receive().await.contains("CSeq: 2 BYE") {}
    seen.wait_for("bye", 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_keep_alive_is_answered_and_a_malformed_frame_refused() {
    let (port, _seen) = port().await;
    let mut browser = Browser::open(&port).await;
    browser.send("\r\n\r\n".into()).await;
    assert_eq!(browser.receive().await, "\r\n");
    browser.send(browser.request("INVITE", 1, "", SDP).replace("CSeq: 1 INVITE", "CSeq: 1 BYE")).await;
    assert!(browser.receive().await.starts_with("SIP/2.0 400"));
}

fn call_to(browser: &Browser) -> InviteRequest {
    InviteRequest {
        target: Target {
            uri: format!("sip:abc@{};transport=ws", browser.name).parse().unwrap(),
            route: Route::Connection(browser.ws.connection),
        },
        from: NameAddr::new("sip:95000@yingda.example".parse().unwrap()),
        to: None,
        offer: SDP.into(),
        headers: Vec::new(),
        credentials: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_is_called_by_its_connection_and_never_by_its_invalid_name() {
    let (port, _seen) = port().await;
    let mut browser = Browser::open(&port).await;
    let mut leg = port.invite(call_to(&browser)).await.unwrap();
    let invite = browser.receive().await;
    assert!(invite.starts_with("INVITE sip:abc@df7jal23ls0d.invalid;transport=ws SIP/2.0\r\n"), "{invite}");
    browser.answer(&invite, "180 Ringing", "").await;
    browser.answer(&invite, "200 OK", SDP).await;
    assert!(browser.receive().await.starts_with("ACK sip:abc@df7jal23ls0d.invalid"));
    assert!(matches!(leg.events.recv().await, Some(LegEvent::Ringing { .. })));
    assert!(matches!(leg.events.recv().await, Some(LegEvent::Answered { sdp: Some(_) })));
    leg.dialog.hang_up(HangUp::default()).await;
    let bye = browser.receive().await;
    assert!(bye.starts_with("BYE sip:abc@df7jal23ls0d.invalid"), "{bye}");
    browser.answer(&bye, "200 OK", "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_goes_away_loses_its_leg_after_a_grace_period() {
    let (port, seen) = port().await;
    let mut browser = Browser::open(&port).await;
    let mut leg = port.invite(call_to(&browser)).await.unwrap();
    let invite = browser.receive().await;
    browser.answer(&invite, "200 OK", SDP).await;
    assert!(matches!(leg.events.recv().await, Some(LegEvent::Answered { .. })));
    drop(browser);
    seen.wait_for("connection closed", 1).await;
    let lost = soon("the loss", leg.events.recv()).await;
    assert!(matches!(lost, Some(LegEvent::Lost(LostWhy::Disconnected))), "{lost:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_comes_back_on_a_new_connection_keeps_its_leg() {
    let (port, _seen) = port().await;
    let mut browser = Browser::open(&port).await;
    let mut leg = port.invite(call_to(&browser)).await.unwrap();
    let invite = browser.receive().await;
    browser.answer(&invite, "200 OK", SDP).await;
    browser.receive().await;
    assert!(matches!(leg.events.recv().await, Some(LegEvent::Answered { .. })));
    drop(browser);
    let mut again = Browser::open(&port).await;
    let (from, to, call) = (header(&invite, "From"), header(&invite, "To"), header(&invite, "Call-ID"));
    again
        .send(format!(
            "UPDATE sip:95000@yingda.example SIP/2.0\r\nVia: SIP/2.0/WS x.invalid;branch=z9hG4bKu\r\nFrom: {to};tag=browser\r\n\
             To: {from}\r\nCall-ID: {call}\r\nCSeq: 9 UPDATE\r\nContact: <sip:abc@new.invalid;transport=ws>\r\nContent-Length: 0\r\n\r\n"
        ))
        .await;
    assert!(again.receive().await.starts_with("SIP/2.0 200"));
    tokio::time::sleep(Duration::from_millis(400)).await;
    leg.dialog.hang_up(HangUp::default()).await;
    assert!(again.receive().await.starts_with("BYE sip:abc@new.invalid"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_while_the_browser_is_away_is_rejected() {
    let (port, _seen) = port().await;
    let browser = Browser::open(&port).await;
    let request = call_to(&browser);
    port.close_connection(browser.ws.connection);
    let mut leg = port.invite(request).await.unwrap();
    assert!(matches!(soon("rejection", leg.events.recv()).await, Some(LegEvent::Rejected { code: 503, .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_ports_call_each_other_over_tls() {
    let (callee, seen) = port().await;
    let (caller, _incoming) = support::port().await;
    let addr = callee.local_addr(Transport::Tls).unwrap();
    let request = InviteRequest {
        target: Target { uri: format!("sips:1000@{addr}").parse().unwrap(), route: Route::ByUri },
        from: NameAddr::new("sips:a@caller.example".parse().unwrap()),
        to: None,
        offer: SDP.into(),
        headers: Vec::new(),
        credentials: None,
    };
    let mut leg = caller.invite(request).await.unwrap();
    while !matches!(soon("answer", leg.events.recv()).await, Some(LegEvent::Answered { .. })) {}
    let answer = leg.dialog.reinvite(&SDP.replace("a=rtpmap:8", "a=sendonly\r\na=rtpmap:8")).await.unwrap();
    assert!(answer.contains("m=audio"));
    seen.wait_for("hold", 1).await;
    // The callee hangs up at once; its BYE may be seen before its 200 to the INFO.
    let sent = leg.dialog.info("application/dtmf-relay", "Signal=7\r\nDuration=100\r\n").await;
    assert!(matches!(sent, Ok(()) | Err(SipError::Ended)), "{sent:?}");
    seen.wait_for("digit 7 Some(100)", 1).await;
    assert!(matches!(soon("BYE", leg.events.recv()).await, Some(LegEvent::Bye { .. })));
    assert_eq!((callee.stats().connections, caller.stats().legs), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_stream_is_closed_and_a_ping_keeps_it_open() {
    let mut config = support::config();
    config.limits.idle = Duration::from_millis(300);
    let (port, incoming) = SipPort::start(config).await.unwrap();
    let _seen = app::run(port.clone(), incoming);
    let mut stream = tokio::net::TcpStream::connect(port.local_addr(Transport::Tcp).unwrap()).await.unwrap();
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        stream.write_all(b"\r\n\r\n").await.unwrap();
        let mut pong = [0; 2];
        soon("the pong", stream.read_exact(&mut pong)).await.unwrap();
        assert_eq!(&pong, b"\r\n");
    }
    let mut rest = Vec::new();
    soon("the end", stream.read_to_end(&mut rest)).await.unwrap();
    assert!(rest.is_empty());
}
