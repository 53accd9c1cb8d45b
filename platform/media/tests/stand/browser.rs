//! A second stack that plays the browser.

use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use media::g711;
use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::format::{Codec as StrCodec, FormatParams};
use str0m::media::{Direction, Frequency, MediaKind, Mid};
use str0m::net::{DatagramRecv, Protocol, Receive};
use str0m::rtp::RtpWrite;
use str0m::{Candidate, Event, Input, Output, Rtc};

use super::is_tone;

/// A browser's telephone-event at 8,000 Hz, as Chromium numbers it.
const BROWSER_DTMF: u8 = 126;

/// A browser's telephone: offers or answers, hums its note, keeps what it hears.
pub struct Browser {
    pub rtc: Rtc,
    pub socket: UdpSocket,
    pub addr: SocketAddr,
    pub mid: Option<Mid>,
    pub tone: f64,
    pub sequence: u64,
    pub timestamp: u32,
    pub due: Instant,
    pub next_frame: Instant,
    pub connected: bool,
    pub speaks: bool,
    pub heard: Vec<i16>,
    pub events_heard: Vec<Vec<u8>>,
}

impl Browser {
    pub fn new(tone: f64) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_nonblocking(true).unwrap();
        let addr = socket.local_addr().unwrap();
        let mut config = Rtc::builder()
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_opus(true, false)
            .enable_pcmu(true, false)
            .enable_pcma(true, false);
        for (pt, rate) in [(110, Frequency::FORTY_EIGHT_KHZ), (BROWSER_DTMF, Frequency::EIGHT_KHZ)] {
            let format = FormatParams::parse_line("0-15");
            config.codec_config().add_config(pt.into(), None, StrCodec::Tele, rate, None, format);
        }
        let now = Instant::now();
        let mut rtc = config.build(now);
        rtc.add_local_candidate(Candidate::host(addr, "udp").unwrap());
        Self {
            rtc,
            socket,
            addr,
            mid: None,
            tone,
            sequence: 1,
            timestamp: 1000,
            due: now,
            next_frame: now,
            connected: false,
            speaks: true,
            heard: Vec::new(),
            events_heard: Vec::new(),
        }
    }

    pub fn offer(&mut self) -> (String, SdpPendingOffer) {
        let mut change = self.rtc.sdp_api();
        self.mid = Some(change.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None));
        let (offer, pending) = change.apply().unwrap();
        (offer.to_sdp_string(), pending)
    }

    pub fn accept(&mut self, pending: SdpPendingOffer, answer: &str) {
        let answer = SdpAnswer::from_sdp_string(answer).unwrap();
        self.rtc.sdp_api().accept_answer(pending, answer).unwrap();
    }

    pub fn step(&mut self) {
        let mut buffer = [0; 2048];
        while let Ok((length, source)) = self.socket.recv_from(&mut buffer) {
            let contents = DatagramRecv::try_from(&buffer[..length]).unwrap();
            let receive = Receive { proto: Protocol::Udp, source, destination: self.addr, contents };
            self.rtc.handle_input(Input::Receive(Instant::now(), receive)).unwrap();
            self.drain();
        }
        let now = Instant::now();
        if now >= self.due {
            self.rtc.handle_input(Input::Timeout(now)).unwrap();
            self.drain();
        }
        if self.connected && self.speaks && now >= self.next_frame {
            self.next_frame =
                self.next_frame.max(now - Duration::from_millis(100)) + Duration::from_millis(20);
            let audio: Vec<u8> = (0..160)
                .map(|i| {
                    let time = f64::from(self.timestamp.wrapping_add(i)) / 8000.0;
                    g711::encode_alaw(((time * self.tone * std::f64::consts::TAU).sin() * 8000.0) as i16)
                })
                .collect();
            self.write(8, self.timestamp, &audio);
            self.timestamp = self.timestamp.wrapping_add(160);
        }
    }

    pub fn write(&mut self, pt: u8, timestamp: u32, payload: &[u8]) {
        let now = Instant::now();
        let mut direct = self.rtc.direct_api();
        let stream = direct.stream_tx_by_mid(self.mid.unwrap(), None).unwrap();
        stream.write_rtp(RtpWrite::new(pt.into(), self.sequence.into(), timestamp, now, payload));
        self.sequence += 1;
        self.rtc.handle_input(Input::Timeout(now)).unwrap();
        self.drain();
    }

    pub fn press(&mut self, event: u8) {
        for step in 1..=7u16 {
            let duration = step.min(5) * 160;
            let payload = media::dtmf::EventPayload { event, end: step >= 5, volume: 10, duration };
            self.write(BROWSER_DTMF, self.timestamp, &payload.to_bytes());
        }
        self.timestamp = self.timestamp.wrapping_add(1600);
    }

    pub fn drain(&mut self) {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(at) => {
                    self.due = at;
                    return;
                }
                Output::Transmit(out) => {
                    self.socket.send_to(&out.contents, out.destination).unwrap();
                }
                Output::Event(Event::Connected) => self.connected = true,
                Output::Event(Event::MediaAdded(added)) => self.mid = Some(added.mid),
                Output::Event(Event::RtpPacket(packet)) => match *packet.header.payload_type {
                    8 => self.heard.extend(packet.payload.iter().map(|o| g711::decode_alaw(*o))),
                    BROWSER_DTMF | 101 => self.events_heard.push(packet.payload.to_vec()),
                    other => panic!("payload type {other}"),
                },
                Output::Event(_) => {}
            }
        }
    }

    pub fn hears(&self, tone: f64) -> bool {
        self.heard.len() >= 1600 && is_tone(&self.heard[self.heard.len() - 1600..], tone)
    }

    pub fn hears_silence(&self) -> bool {
        self.heard.len() >= 1600 && self.heard[self.heard.len() - 1600..].iter().all(|s| s.abs() < 50)
    }
}
