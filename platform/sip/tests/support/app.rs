//! A small call application: the called number says what happens.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sip::digest::{Digest, Secret};
use sip::{
    Bindings, HangUp, Incoming, IncomingInvite, IncomingRegister, LegEvent, RegisterAsk, Registration,
    SipPort,
};
use tokio::sync::mpsc;

use super::SDP;

/// What the application has seen.
#[derive(Default)]
pub struct Seen {
    pub log: Mutex<Vec<String>>,
    pub bindings: Mutex<Bindings>,
}

impl Seen {
    pub fn note(&self, what: impl Into<String>) {
        self.log.lock().unwrap().push(what.into());
    }

    pub fn count(&self, what: &str) -> usize {
        self.log.lock().unwrap().iter().filter(|line| *line == what).count()
    }

    /// Waits until something has been seen so often.
    pub async fn wait_for(&self, what: &str, times: usize) {
        let until = Instant::now() + Duration::from_secs(8);
        while self.count(what) < times {
            assert!(
                Instant::now() < until,
                "{what} seen {} times, not {times}: {:?}",
                self.count(what),
                self.log.lock().unwrap()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Runs the application.
pub fn run(port: SipPort, mut incoming: mpsc::Receiver<Incoming>) -> Arc<Seen> {
    let seen = Arc::new(Seen::default());
    let app = seen.clone();
    let mut digest = Digest::new("yingda", Duration::from_secs(60), Instant::now());
    tokio::spawn(async move {
        while let Some(event) = incoming.recv().await {
            match event {
                Incoming::Invite(invite) => {
                    app.note("invite");
                    tokio::spawn(call(app.clone(), *invite));
                }
                Incoming::Register(register) => registrar(&port, &app, &mut digest, *register),
                Incoming::ConnectionClosed { connection } => {
                    app.bindings.lock().unwrap().drop_connection(connection);
                    app.note("connection closed");
                }
                _ => {}
            }
        }
    });
    seen
}

fn registrar(port: &SipPort, app: &Seen, digest: &mut Digest, register: IncomingRegister) {
    let now = Instant::now();
    let info = &register.info;
    let secret = |user: &str| (user == "1001").then(|| Secret::Password("open".into()));
    let Some(authorization) = info.authorization.clone() else {
        return register.challenge(digest.challenge(false, now)).unwrap();
    };
    match digest.verify(&authorization, "REGISTER", now, secret) {
        Ok(user) => {
            app.note(format!("registered {user}"));
            let by = Registration {
                source: info.source,
                call_id: info.call_id.clone(),
                cseq: info.cseq,
                user_agent: info.user_agent.clone(),
            };
            let RegisterAsk::Bind(asks) = &info.ask else { return register.ok(&[]).unwrap() };
            let times = (Duration::from_secs(300), Duration::from_secs(3600));
            let granted = app.bindings.lock().unwrap().bind(&user, asks, &by, times, now);
            register.ok(&granted.unwrap()).unwrap();
        }
        Err(error) if error.stale() => {
            app.note("stale");
            register.challenge(digest.challenge(true, now)).unwrap();
        }
        Err(_) => {
            app.note("refused");
            port.penalise(info.source.addr.ip());
            register.reject(403, "").unwrap();
        }
    }
}

async fn call(app: Arc<Seen>, invite: IncomingInvite) {
    let IncomingInvite { info, leg, mut events } = invite;
    let number = info.request_uri.user().unwrap_or_default().to_owned();
    if number == "1001" {
        return leg.reject(486, "", &[("Retry-After", "5")]).await.unwrap();
    }
    leg.ringing().await.unwrap();
    if number == "1002" {
        match events.recv().await {
            Some(LegEvent::Cancelled { .. }) => app.note("cancelled"),
            other => panic!("CANCEL expected, not {other:?}"),
        }
        return;
    }
    let dialog = leg.answer(SDP).await.unwrap();
    app.note("answered");
    if number == "1003" {
        wait_confirmed(&mut events).await;
        dialog.hang_up(HangUp { reason: Some("Q.850;cause=16".into()), code: None }).await;
    }
    if number == "1004" {
        let answer = dialog.reinvite(&SDP.replace("7 7", "7 8")).await.unwrap();
        assert!(answer.contains("m=audio"));
        app.note("reinvited");
        dialog.hang_up(HangUp::default()).await;
    }
    while let Some(event) = events.recv().await {
        match event {
            LegEvent::ReInvite(reinvite) => {
                app.note(if reinvite.offer.as_deref().unwrap_or_default().contains("sendonly") {
                    "hold"
                } else {
                    "reinvite"
                });
                reinvite.answer(SDP).await.unwrap();
            }
            LegEvent::Dtmf { key, duration_ms } => {
                app.note(format!("digit {key} {duration_ms:?}"));
                dialog.hang_up(HangUp::default()).await;
            }
            LegEvent::Bye { .. } => app.note("bye"),
            LegEvent::Lost(why) => app.note(format!("lost {why:?}")),
            _ => {}
        }
    }
    app.note("ended");
}

async fn wait_confirmed(events: &mut sip::LegEvents) {
    let _ = tokio::time::timeout(Duration::from_secs(5), events.recv()).await;
}
