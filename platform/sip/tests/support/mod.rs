//! What the tests share: a port on random addresses, a small call application, SIPp as a child process.
#![allow(dead_code)]

pub mod app;
pub mod ports;
pub mod sipp;

use std::time::Duration;

use sip::{Incoming, SipConfig, SipPort, TlsBind, TlsCertificate};
use tokio::sync::mpsc;

/// A session description of ours.
pub const SDP: &str = "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 101\r\n\
a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

/// Loopback on UDP, TCP and TLS, loopback trusted.
pub fn config() -> SipConfig {
    let any = "127.0.0.1:0".parse().unwrap();
    SipConfig {
        udp: Some(any),
        tcp: Some(any),
        tls: Some(TlsBind {
            addr: any,
            certificate: TlsCertificate::SelfMade { names: vec!["localhost".into()] },
            peer_roots: None,
        }),
        trusted: vec!["127.0.0.0/8".parse().unwrap()],
        ..SipConfig::default()
    }
}

/// A started port.
pub async fn port() -> (SipPort, mpsc::Receiver<Incoming>) {
    SipPort::start(config()).await.expect("loopback can be bound")
}

/// Waits for a future, failing loudly instead of hanging.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(10), future).await {
        Ok(value) => value,
        Err(_) => panic!("waited 10 s in vain for {what}"),
    }
}
