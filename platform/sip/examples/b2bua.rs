//! Bridges every call to a second address, signalling only, and reports processor time per bridged call.
//!
//! `cargo run --release -p sip --example b2bua -- 127.0.0.1:5060 127.0.0.1:5070`

mod meter;

use std::net::SocketAddr;

use sip::{
    HangUp, Incoming, IncomingInvite, InviteRequest, LegEvent, NameAddr, OutgoingLeg, Route, SipConfig,
    SipPort, Target, Transport,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let bind = args.next().unwrap_or_else(|| "127.0.0.1:5060".into()).parse()?;
    let onward = args.next().unwrap_or_else(|| "127.0.0.1:5070".into()).parse()?;
    let trusted = vec!["127.0.0.0/8".parse()?];
    let config = SipConfig { udp: Some(bind), tcp: Some(bind), trusted, ..SipConfig::default() };
    let (port, mut incoming) = SipPort::start(config).await?;
    tokio::spawn(meter::report(port.clone()));
    while let Some(event) = incoming.recv().await {
        if let Incoming::Invite(invite) = event {
            tokio::spawn(bridge(port.clone(), *invite, onward));
        }
    }
    Ok(())
}

async fn bridge(port: SipPort, invite: IncomingInvite, onward: SocketAddr) -> Option<()> {
    let IncomingInvite { info, leg, events: mut caller } = invite;
    let request = InviteRequest {
        target: Target {
            uri: format!("sip:{}@{onward}", info.request_uri.user()?).parse().ok()?,
            route: Route::Address(onward, Transport::Udp),
        },
        from: NameAddr::new(info.from.uri.clone()),
        to: None,
        offer: info.offer.clone()?,
        headers: Vec::new(),
        credentials: None,
    };
    let OutgoingLeg { dialog: callee_leg, events: mut callee } = port.invite(request).await.ok()?;
    loop {
        tokio::select! {
            event = callee.recv() => match event? {
                LegEvent::Ringing { .. } => leg.ringing().await.ok()?,
                LegEvent::Answered { sdp } => drop(leg.answer(&sdp?).await.ok()?),
                LegEvent::Rejected { code, reason, .. } => return leg.reject(code, &reason, &[]).await.ok(),
                LegEvent::Bye { .. } | LegEvent::Lost(_) => {
                    leg.dialog().hang_up(HangUp::default()).await;
                    return Some(());
                }
                _ => {}
            },
            event = caller.recv() => match event? {
                LegEvent::Bye { .. } | LegEvent::Cancelled { .. } | LegEvent::Lost(_) => {
                    callee_leg.hang_up(HangUp::default()).await;
                    return Some(());
                }
                _ => {}
            },
        }
    }
}
