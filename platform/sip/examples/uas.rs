//! Answers every call with a fixed session description and reports processor time per call.
//!
//! `cargo run --release -p sip --example uas -- 127.0.0.1:5060`, then for instance
//! `sipp -sf platform/sip/tests/sipp/call.xml -s 1000 127.0.0.1:5060 -i 127.0.0.1 -r 300 -m 9000`.

mod meter;

use sip::{Incoming, IncomingInvite, SipConfig, SipPort};

const SDP: &str = "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 101\r\n\
a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bind = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:5060".into()).parse()?;
    let trusted = vec!["127.0.0.0/8".parse()?];
    let config = SipConfig { udp: Some(bind), tcp: Some(bind), trusted, ..SipConfig::default() };
    let (port, mut incoming) = SipPort::start(config).await?;
    tokio::spawn(meter::report(port));
    while let Some(event) = incoming.recv().await {
        if let Incoming::Invite(invite) = event {
            tokio::spawn(answer(*invite));
        }
    }
    Ok(())
}

async fn answer(invite: IncomingInvite) {
    let IncomingInvite { leg, mut events, .. } = invite;
    if leg.ringing().await.is_ok() && leg.answer(SDP).await.is_ok() {
        while events.recv().await.is_some() {}
    }
}
