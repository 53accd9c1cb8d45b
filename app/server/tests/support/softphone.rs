//! A caller in the test's own hands: the signalling is the port's, the audio is a bare socket, so that a test says
//! which packets go, from where, with which numbers, and sees each octet that comes.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use media::g711;
use sip::{
    InviteRequest, LegEvent, NameAddr, OutgoingLeg, Route, SipConfig, SipPort, Target, TlsBind,
    TlsCertificate, Transport,
};
use tokio::net::UdpSocket;
use tokio::sync::watch;

use super::eventually;
use super::sound::{heard, note};

/// How the call stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// No answer yet.
    Calling,
    /// Connected; where the centre takes audio.
    Answered(SocketAddr),
    /// Over, with the reason.
    Over(String),
}

/// What is said: a note, as RTP with these numbers; the next packet takes them.
#[derive(Debug)]
pub struct Voice {
    /// Nothing is sent while there is no note.
    pub hertz: Option<f64>,
    pub ssrc: u32,
    pub sequence: u16,
    pub timestamp: u32,
    /// Keys being pressed one after the other: event and packets sent.
    keys: VecDeque<(u8, u16)>,
    /// Samples sent of the note, for its phase.
    phase: usize,
}

/// A caller.
pub struct Softphone {
    _port: SipPort,
    leg: sip::Dialog,
    state: watch::Receiver<State>,
    voice: Arc<Mutex<Voice>>,
    /// A-law octets in the order of their coming.
    ear: Arc<Mutex<Vec<u8>>>,
}

/// How a caller reaches the centre.
pub enum Way {
    Udp,
    Tcp,
    /// TLS; the server's certificate must be vouched for by these roots, if there are any.
    Tls(Option<PathBuf>),
}

impl Softphone {
    /// Calls a number.
    pub async fn call(centre: u16, from: &str, number: &str, way: Way) -> Self {
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let certificate = TlsCertificate::SelfMade { names: vec!["localhost".to_owned()] };
        let (config, transport) = match way {
            Way::Udp => (SipConfig { udp: Some(any), ..SipConfig::default() }, Transport::Udp),
            Way::Tcp => (SipConfig { tcp: Some(any), ..SipConfig::default() }, Transport::Tcp),
            Way::Tls(peer_roots) => {
                let tls = Some(TlsBind { addr: any, certificate, peer_roots });
                (SipConfig { tls, ..SipConfig::default() }, Transport::Tls)
            }
        };
        let (port, _) = SipPort::start(config).await.unwrap();
        let socket = Arc::new(UdpSocket::bind(any).await.unwrap());
        let rtp = socket.local_addr().unwrap().port();
        let offer = format!(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n\
             m=audio {rtp} RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n\
             a=fmtp:101 0-15\r\na=sendrecv\r\n"
        );
        let address = SocketAddr::from(([127, 0, 0, 1], centre));
        let request = InviteRequest {
            target: Target {
                uri: format!("sip:{number}@{address}").parse().unwrap(),
                route: Route::Address(address, transport),
            },
            from: NameAddr::new(format!("sip:{from}@127.0.0.1").parse().unwrap()),
            to: None,
            offer,
            headers: Vec::new(),
            credentials: None,
        };
        let leg = port.invite(request).await.unwrap();
        let dialog = leg.dialog.clone();
        let (tell, state) = watch::channel(State::Calling);
        tokio::spawn(follow(leg, tell));
        let voice = Voice {
            hertz: None,
            ssrc: 0x5eed,
            sequence: 7,
            timestamp: 1_600,
            keys: VecDeque::new(),
            phase: 0,
        };
        let (voice, ear) = (Arc::new(Mutex::new(voice)), Arc::new(Mutex::new(Vec::new())));
        tokio::spawn(speak(voice.clone(), socket.clone(), state.clone()));
        tokio::spawn(listen(ear.clone(), socket));
        Self { _port: port, leg: dialog, state, voice, ear }
    }

    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Waits for the answer; returns where the centre takes audio.
    pub async fn answered(&self) -> SocketAddr {
        eventually("the call is answered", 20, || async {
            match self.state() {
                State::Answered(address) => Some(address),
                State::Calling => None,
                State::Over(why) => panic!("the call ended: {why}"),
            }
        })
        .await
    }

    /// Waits for the end; returns its reason.
    pub async fn over(&self, seconds: u64) -> String {
        eventually("the call is over", seconds, || async {
            match self.state() {
                State::Over(why) => Some(why),
                State::Calling | State::Answered(_) => None,
            }
        })
        .await
    }

    /// Hums from now on.
    pub fn hum(&self, hertz: f64) {
        self.voice.lock().unwrap().hertz = Some(hertz);
    }

    /// Sends nothing from now on.
    pub fn hush(&self) {
        self.voice.lock().unwrap().hertz = None;
    }

    /// Changes the numbers of the next packet.
    pub fn renumber(&self, change: impl FnOnce(&mut Voice)) {
        change(&mut self.voice.lock().unwrap());
    }

    /// Presses a key by RFC 4733.
    pub fn press(&self, key: char) {
        let event = u8::try_from(key.to_digit(10).unwrap()).unwrap();
        self.voice.lock().unwrap().keys.push_back((event, 0));
    }

    /// A mark in what was heard, for [`Softphone::hears_after`].
    pub fn mark(&self) -> usize {
        self.ear.lock().unwrap().len()
    }

    /// Everything heard after a mark, as A-law.
    pub fn octets_after(&self, mark: usize) -> Vec<u8> {
        self.ear.lock().unwrap()[mark..].to_vec()
    }

    /// How clearly a note was heard after a mark, 0 to 1.
    pub fn clarity(&self, mark: usize, hertz: f64) -> f64 {
        let samples: Vec<i16> = self.octets_after(mark).iter().map(|o| g711::decode_alaw(*o)).collect();
        heard(&samples, hertz)
    }

    /// Waits until a note is heard after a mark.
    pub async fn hears_after(&self, mark: usize, hertz: f64) {
        eventually(&format!("{hertz} Hz is heard"), 15, || async {
            assert!(!matches!(self.state(), State::Over(_)), "{:?}", self.state());
            (self.clarity(mark, hertz) > 0.8).then_some(())
        })
        .await;
    }

    /// Goes on until so much more audio has come.
    pub async fn listens(&self, seconds: usize) {
        let until = self.mark() + seconds * 8_000;
        eventually("more audio comes", 20, || async { (self.mark() >= until).then_some(()) }).await;
    }

    /// Hangs up.
    pub async fn hang_up(&self) {
        self.leg.hang_up(sip::HangUp::default()).await;
    }
}

async fn follow(mut leg: OutgoingLeg, tell: watch::Sender<State>) {
    while let Some(event) = leg.events.recv().await {
        let state = match event {
            LegEvent::Answered { sdp } => State::Answered(audio_of(&sdp.unwrap_or_default())),
            LegEvent::Rejected { code, .. } => State::Over(code.to_string()),
            LegEvent::Bye { .. } => State::Over("bye".to_owned()),
            LegEvent::Lost(why) => State::Over(format!("{why:?}")),
            _ => continue,
        };
        tell.send_replace(state);
    }
    tell.send_if_modified(|state| {
        let over = matches!(state, State::Over(_));
        if !over {
            *state = State::Over("own".to_owned());
        }
        !over
    });
}

/// Where a session description wants audio.
fn audio_of(sdp: &str) -> SocketAddr {
    let port = sdp.lines().find_map(|line| line.strip_prefix("m=audio ")?.split(' ').next()?.parse().ok());
    let address = sdp.lines().find_map(|line| line.strip_prefix("c=IN IP4 ")?.trim().parse().ok());
    SocketAddr::new(address.unwrap(), port.unwrap())
}

/// One RTP packet.
pub fn packet(marker_and_type: u8, voice: &Voice, payload: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x80, marker_and_type];
    packet.extend_from_slice(&voice.sequence.to_be_bytes());
    packet.extend_from_slice(&voice.timestamp.to_be_bytes());
    packet.extend_from_slice(&voice.ssrc.to_be_bytes());
    packet.extend_from_slice(payload);
    packet
}

/// A-law octets of a note, from so many samples after its begin.
pub fn alaw(hertz: f64, phase: usize, samples: usize) -> Vec<u8> {
    let whole = note(hertz, (phase + samples) as f64 / 8_000.0 + 0.001);
    whole[phase..phase + samples].iter().map(|sample| g711::encode_alaw(*sample)).collect()
}

async fn speak(voice: Arc<Mutex<Voice>>, socket: Arc<UdpSocket>, state: watch::Receiver<State>) {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    loop {
        tick.tick().await;
        let target = match *state.borrow() {
            State::Calling => continue,
            State::Answered(target) => target,
            State::Over(_) => return,
        };
        let Some(packet) = voice.lock().unwrap().next() else { continue };
        // The centre may close its port before it says so.
        let _ = socket.send_to(&packet, target).await;
    }
}

impl Voice {
    fn next(&mut self) -> Option<Vec<u8>> {
        let sent = match self.keys.pop_front() {
            Some((event, n)) => {
                // 160 ms, the end said three times, all with the time stamp of the begin (RFC 4733).
                let (end, duration) = (n >= 8, (n + 1).min(8) * 160);
                let mut payload = vec![event, if end { 0x80 | 10 } else { 10 }];
                payload.extend_from_slice(&duration.to_be_bytes());
                let made = packet(if n == 0 { 0x80 | 101 } else { 101 }, self, &payload);
                if n < 10 {
                    self.keys.push_front((event, n + 1));
                } else {
                    self.timestamp = self.timestamp.wrapping_add(11 * 160);
                }
                made
            }
            None => {
                // A second of any of the notes is a whole number of its waves.
                let payload = alaw(self.hertz?, self.phase, 160);
                self.phase = (self.phase + 160) % 8_000;
                let made = packet(8, self, &payload);
                self.timestamp = self.timestamp.wrapping_add(160);
                made
            }
        };
        self.sequence = self.sequence.wrapping_add(1);
        Some(sent)
    }
}

async fn listen(ear: Arc<Mutex<Vec<u8>>>, socket: Arc<UdpSocket>) {
    let mut buffer = [0; 2_000];
    while let Ok((length, _)) = socket.recv_from(&mut buffer).await {
        if length > 12 && buffer[1] & 0x7f == 8 {
            ear.lock().unwrap().extend_from_slice(&buffer[12..length]);
        }
    }
}
