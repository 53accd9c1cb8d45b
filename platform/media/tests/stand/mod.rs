//! What the scenarios stand on: an engine on loopback, telephones with real sockets, and a tone meter.

#![allow(clippy::unwrap_used, clippy::panic, dead_code)]

pub mod browser;

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use media::rtp::Header;
use media::{
    CallMedia, Codec, Direction, LegKey, MediaConfig, MediaEngine, MediaEvent, RemoteMedia, g711, rtp,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

pub const CALLER: LegKey = LegKey(1);
pub const AGENT: LegKey = LegKey(2);
pub const DTMF: u8 = 101;
const PATIENCE: Duration = Duration::from_secs(10);

/// A configuration whose ports no other test of this process uses.
pub fn config(ports: u16) -> MediaConfig {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let offset = NEXT.fetch_add(ports.max(32), Ordering::Relaxed);
    // Test processes run beside each other: each begins somewhere else, below the system's own ports.
    let base = 20_000 + (std::process::id() % 180) as u16 * 64 + offset;
    MediaConfig { rtp_ports: base..=base + ports - 1, ..MediaConfig::default() }
}

pub struct Stand {
    pub engine: Arc<MediaEngine>,
    pub call: CallMedia,
    events: UnboundedReceiver<MediaEvent>,
    seen: VecDeque<MediaEvent>,
}

impl Stand {
    pub fn new() -> Self {
        Self::with(config(32))
    }

    pub fn with(config: MediaConfig) -> Self {
        let engine = MediaEngine::start(config).unwrap();
        let (sender, events) = unbounded_channel();
        let call = engine.open_call(sender);
        Self { engine, call, events, seen: VecDeque::new() }
    }

    /// Another call on the same engine.
    pub fn beside(other: &Self) -> Self {
        let (sender, events) = unbounded_channel();
        let call = other.engine.open_call(sender);
        Self { engine: Arc::clone(&other.engine), call, events, seen: VecDeque::new() }
    }

    /// A plain leg with a telephone on it.
    pub fn phone(&self, leg: LegKey, codec: Codec, tone: f64) -> Phone {
        let local = self.call.add_rtp_leg(leg).unwrap();
        let phone = Phone::new(local.addr, codec, tone);
        self.call.set_remote(leg, phone.remote(Direction::SendRecv));
        phone
    }

    /// Lets the telephones talk and listen, 20 ms at a time, until the condition holds.
    pub fn talk_until(
        &mut self,
        phones: &mut [&mut Phone],
        mut done: impl FnMut(&mut Self, &[&mut Phone]) -> bool,
    ) {
        let begin = Instant::now();
        let mut next = begin;
        while !done(self, phones) {
            assert!(begin.elapsed() < PATIENCE, "waited too long");
            phones.iter_mut().for_each(|p| p.speak());
            next += Duration::from_millis(20);
            while Instant::now() < next {
                std::thread::sleep(Duration::from_millis(2));
                phones.iter_mut().for_each(|p| p.listen());
                self.collect();
            }
        }
    }

    /// Lets the telephones talk and listen for a number of 20 ms frames.
    pub fn talk(&mut self, phones: &mut [&mut Phone], frames: usize) {
        let mut left = frames;
        self.talk_until(phones, |_, _| {
            left = left.wrapping_sub(1);
            left == usize::MAX
        });
    }

    fn collect(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.seen.push_back(event);
        }
    }

    /// Waits for the first event that matches; events before it are dropped.
    pub fn wait<T>(&mut self, mut matches: impl FnMut(&MediaEvent) -> Option<T>) -> T {
        let begin = Instant::now();
        loop {
            self.collect();
            while let Some(event) = self.seen.pop_front() {
                if let Some(found) = matches(&event) {
                    return found;
                }
            }
            assert!(begin.elapsed() < PATIENCE, "the event did not come");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// All events so far.
    pub fn events(&mut self) -> Vec<MediaEvent> {
        self.collect();
        self.seen.drain(..).collect()
    }

    pub fn has_event(&mut self, matches: impl Fn(&MediaEvent) -> bool) -> bool {
        self.collect();
        self.seen.iter().any(matches)
    }
}

/// One packet as a telephone heard it.
#[derive(Debug, Clone)]
pub struct Packet {
    pub header: Header,
    pub payload: Vec<u8>,
    pub at: Instant,
}

/// A telephone that speaks a tone.
pub struct Phone {
    pub socket: UdpSocket,
    pub to: SocketAddr,
    pub codec: Codec,
    pub tone: f64,
    pub silent: bool,
    pub header: Header,
    sample: u64,
    pub heard: Vec<Packet>,
}

impl Phone {
    pub fn new(to: SocketAddr, codec: Codec, tone: f64) -> Self {
        let socket = UdpSocket::bind((IpAddr::V4(Ipv4Addr::LOCALHOST), 0)).unwrap();
        socket.set_nonblocking(true).unwrap();
        let header = Header {
            marker: false,
            payload_type: codec.payload_type(),
            sequence: 65_500,
            timestamp: 4_294_960_000,
            ssrc: 77,
        };
        Self { socket, to, codec, tone, silent: false, header, sample: 0, heard: Vec::new() }
    }

    pub fn remote(&self, direction: Direction) -> RemoteMedia {
        let addr = self.socket.local_addr().unwrap();
        RemoteMedia { addr, codec: self.codec, dtmf_pt: Some(DTMF), direction }
    }

    /// Sends 20 ms of its tone.
    pub fn speak(&mut self) {
        let payload: Vec<u8> = (0..160)
            .map(|i| {
                let angle = (self.sample + i) as f64 * self.tone * std::f64::consts::TAU / 8000.0;
                let value = (angle.sin() * 8000.0) as i16;
                match self.codec {
                    Codec::Pcma => g711::encode_alaw(value),
                    Codec::Pcmu => g711::encode_ulaw(value),
                }
            })
            .collect();
        if !self.silent {
            self.send(self.header, &payload);
            self.header.sequence = self.header.sequence.wrapping_add(1);
        }
        self.sample += 160;
        self.header.timestamp = self.header.timestamp.wrapping_add(160);
    }

    pub fn send(&self, header: Header, payload: &[u8]) {
        let mut packet = header.to_bytes().to_vec();
        packet.extend(payload);
        self.socket.send_to(&packet, self.to).unwrap();
    }

    /// Sends an event: its packets, and its end three times.
    pub fn press(&mut self, digit: char) {
        let event = media::dtmf::event_of(digit).unwrap();
        let mut header = Header { payload_type: DTMF, marker: true, ..self.header };
        for step in 1..=7u16 {
            let duration = step.min(5) * 160;
            let payload = media::dtmf::EventPayload { event, end: step >= 5, volume: 10, duration };
            header.sequence = self.header.sequence;
            self.send(header, &payload.to_bytes());
            header.marker = false;
            self.header.sequence = self.header.sequence.wrapping_add(1);
        }
        self.header.timestamp = self.header.timestamp.wrapping_add(1600);
    }

    pub fn listen(&mut self) {
        let mut buffer = [0; 2048];
        while let Ok((length, _)) = self.socket.recv_from(&mut buffer) {
            let (header, payload) = rtp::parse(&buffer[..length]).unwrap();
            self.heard.push(Packet { header, payload: payload.to_vec(), at: Instant::now() });
        }
    }

    /// The samples of the last packets heard.
    pub fn last_samples(&self, packets: usize) -> Vec<i16> {
        let from = self.heard.len().saturating_sub(packets);
        self.heard[from..].iter().flat_map(samples_of).collect()
    }

    /// Whether the last 200 ms were (mainly) this tone.
    pub fn hears(&self, tone: f64) -> bool {
        self.heard.len() >= 10 && is_tone(&self.last_samples(10), tone)
    }

    /// Whether the last 200 ms were silence.
    pub fn hears_silence(&self) -> bool {
        self.heard.len() >= 10 && self.last_samples(10).iter().all(|s| s.abs() < 50)
    }
}

pub fn samples_of(packet: &Packet) -> Vec<i16> {
    packet
        .payload
        .iter()
        .map(|octet| match packet.header.payload_type {
            8 => g711::decode_alaw(*octet),
            0 => g711::decode_ulaw(*octet),
            _ => 0,
        })
        .collect()
}

/// The power of one frequency (Goertzel), as a share of all power.
pub fn share_of(samples: &[i16], tone: f64) -> f64 {
    let coefficient = 2.0 * (std::f64::consts::TAU * tone / 8000.0).cos();
    let (mut before, mut last, mut total) = (0.0, 0.0, 0.0);
    for sample in samples {
        let value = f64::from(*sample);
        let next = value + coefficient * last - before;
        (before, last) = (last, next);
        total += value * value;
    }
    let power = last * last + before * before - coefficient * last * before;
    if total < 1.0 { 0.0 } else { power * 2.0 / (total * samples.len() as f64) }
}

pub fn is_tone(samples: &[i16], tone: f64) -> bool {
    share_of(samples, tone) > 0.9 && samples.iter().any(|s| s.abs() > 4000)
}

/// A clip of one tone.
pub fn tone_clip(tone: f64, frames: usize) -> Arc<media::Clip> {
    let samples: Vec<i16> = (0..frames * 160)
        .map(|i| ((i as f64 * tone * std::f64::consts::TAU / 8000.0).sin() * 8000.0) as i16)
        .collect();
    Arc::new(media::Clip::from_samples(&samples))
}

/// The octets of one channel of an A-law WAV of ours, decoded.
pub fn channel(path: &std::path::Path, channel: usize, channels: usize) -> Vec<i16> {
    let bytes = std::fs::read(path).unwrap();
    bytes[58..].iter().skip(channel).step_by(channels).map(|o| g711::decode_alaw(*o)).collect()
}
