//! One leg on its media thread.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use super::mixer::SpeechBuffer;
use super::outgoing::{Numbers, OutStream};
use super::player::Player;
use super::reception::Reception;
use super::source_lock::SourceLock;
use crate::dtmf::{Detector, KeySender};
use crate::event::{LegKey, MediaEvent, PlayEnd};
use crate::g711::Codec;
use crate::ports::PortLease;
use crate::rtp::Header;
use crate::sdp::{Direction, RemoteMedia};
use crate::statistics::LegStatistics;
use crate::tones::ToneDetector;
use crate::webrtc::{WebRtcLeg, WebRtcSocket};

/// Largest payload that is passed on.
pub(crate) const MAX_PAYLOAD: usize = 1_400;

#[derive(Debug)]
pub(crate) struct Leg {
    pub(crate) key: LegKey,
    pub(crate) transport: Transport,
    /// The codec to send.
    pub(crate) codec: Codec,
    /// As the far side wrote it.
    pub(crate) remote_direction: Direction,
    pub(crate) reception: Reception,
    pub(crate) detector: Detector,
    /// Where keys come as tones; off unless asked for.
    pub(crate) tones: Option<ToneDetector>,
    pub(crate) out: OutStream,
    /// The places of the legs that this leg is in conversation with, as bits.
    pub(crate) group: u16,
    /// The places of the legs that it hears besides, as bits.
    pub(crate) listening: u16,
    /// What it said and nobody has mixed yet. Only used while somebody hears several legs.
    pub(crate) speech: SpeechBuffer,
    /// When another leg's audio was last passed on to this leg.
    pub(crate) last_relayed: Option<Instant>,
    pub(crate) muted: bool,
    pub(crate) music: Option<Player>,
    pub(crate) player: Option<Player>,
    pub(crate) keys: Option<SendingKeys>,
    watch: Watch,
}

#[derive(Debug)]
pub(crate) struct SendingKeys {
    pub(crate) sender: KeySender,
    pub(crate) timestamp: u32,
}

/// How packets reach the far side.
#[derive(Debug)]
pub(crate) enum Transport {
    Rtp(RtpTransport),
    WebRtc(Box<WebRtcLeg>),
}

#[derive(Debug)]
pub(crate) struct RtpTransport {
    pub(crate) socket: mio::net::UdpSocket,
    /// Set with the remote side: until then nothing is taken and nothing is sent.
    pub(crate) lock: Option<SourceLock>,
    pub(crate) dtmf_pt: Option<u8>,
    /// Where packets are put together; kept, so that none costs an allocation.
    pub(crate) packet: Vec<u8>,
    /// Gives the port back when the leg is dropped.
    pub(crate) _lease: PortLease,
}

/// Watches that packets come.
#[derive(Debug, Default)]
struct Watch {
    since: Option<Instant>,
    reported: Option<bool>,
    /// A packet has come at all.
    heard: bool,
}

/// What kind of payload a packet carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Payload {
    Audio,
    Event,
}

impl Leg {
    pub(crate) fn new(key: LegKey, transport: Transport, codec: Codec) -> Self {
        Self {
            key,
            transport,
            codec,
            remote_direction: Direction::SendRecv,
            reception: Reception::default(),
            detector: Detector::default(),
            tones: None,
            out: OutStream::new(rand::random(), rand::random(), rand::random()),
            group: 0,
            listening: 0,
            speech: SpeechBuffer::default(),
            last_relayed: None,
            muted: false,
            music: None,
            player: None,
            keys: None,
            watch: Watch::default(),
        }
    }

    /// Whether the far side is there and listens.
    pub(crate) fn may_send(&self) -> bool {
        let reachable = match &self.transport {
            Transport::Rtp(rtp) => rtp.lock.as_ref().is_some_and(|lock| lock.target().is_some()),
            Transport::WebRtc(webrtc) => webrtc.is_connected(),
        };
        reachable && self.remote_direction.receives()
    }

    /// The payload type of telephone events on this leg, in both directions.
    pub(crate) fn dtmf_pt(&self) -> Option<u8> {
        match &self.transport {
            Transport::Rtp(rtp) => rtp.dtmf_pt,
            Transport::WebRtc(webrtc) => webrtc.dtmf_pt(),
        }
    }

    pub(crate) fn set_remote(&mut self, remote: RemoteMedia, now: Instant) {
        self.codec = remote.codec;
        self.set_remote_direction(remote.direction, now);
        if let Transport::Rtp(rtp) = &mut self.transport {
            rtp.dtmf_pt = remote.dtmf_pt;
            match &mut rtp.lock {
                Some(lock) => lock.announce(remote.addr),
                None => rtp.lock = Some(SourceLock::new(remote.addr)),
            }
        }
    }

    pub(crate) fn set_remote_direction(&mut self, direction: Direction, now: Instant) {
        self.remote_direction = direction;
        self.watch.since = Some(now);
    }

    /// A packet was accepted.
    pub(crate) fn heard(&mut self, now: Instant) -> Option<MediaEvent> {
        self.watch.since = Some(now);
        self.watch.heard = true;
        let was_silent = self.watch.reported.take();
        was_silent.map(|_| MediaEvent::Flowing { leg: self.key })
    }

    /// Reports, once, that no packets come; again when they should come from now on, or need not any more.
    pub(crate) fn check_silence(&mut self, silent_after: Duration, now: Instant) -> Option<MediaEvent> {
        let since = self.watch.since?;
        let silent = now.saturating_duration_since(since);
        // Whoever holds the call may send music, or nothing.
        let expected = self.remote_direction == Direction::SendRecv;
        if self.watch.reported == Some(expected) || silent < silent_after {
            return None;
        }
        self.watch.reported = Some(expected);
        let (for_ms, heard_before) = (silent.as_millis() as u64, self.watch.heard);
        Some(MediaEvent::Silent { leg: self.key, for_ms, heard_before, expected })
    }

    /// Ends what is playing.
    pub(crate) fn end_play(&mut self, end: PlayEnd) -> Option<MediaEvent> {
        let player = self.player.take()?;
        Some(MediaEvent::PlayFinished { leg: self.key, play: player.play(), end })
    }

    /// The places of all legs that it hears, as bits.
    pub(crate) fn sources(&self) -> u16 {
        self.group | self.listening
    }

    /// Whether it hears several legs, so that they must be mixed.
    pub(crate) fn hears_a_mix(&self) -> bool {
        self.sources().count_ones() > 1
    }

    /// Whether the others are kept from hearing this leg.
    pub(crate) fn is_silenced(&self) -> bool {
        self.muted || self.music.is_some()
    }

    /// Whether this leg hears other legs at the moment, and not a prompt, music or its own keys.
    pub(crate) fn hears_others(&self) -> bool {
        self.player.is_none() && self.music.is_none() && self.keys.is_none() && self.may_send()
    }

    pub(crate) fn statistics(&self) -> LegStatistics {
        self.reception.statistics()
    }

    /// Sends a packet whose payload is already in this leg's codec.
    pub(crate) fn send(
        &mut self,
        kind: Payload,
        numbers: Numbers,
        payload: &[u8],
        webrtc: &WebRtcSocket,
        now: Instant,
    ) {
        let sent = match &mut self.transport {
            Transport::Rtp(rtp) => rtp.send(kind, self.codec, numbers, payload),
            Transport::WebRtc(leg) => leg.send(kind == Payload::Event, numbers, payload, webrtc, now),
        };
        let figures = self.reception.figures_mut();
        if sent {
            figures.packets_out += 1;
        } else {
            figures.send_errors += 1;
        }
    }
}

impl RtpTransport {
    fn send(&mut self, kind: Payload, codec: Codec, numbers: Numbers, payload: &[u8]) -> bool {
        let payload_type = match kind {
            Payload::Audio => Some(codec.payload_type()),
            Payload::Event => self.dtmf_pt,
        };
        let target = self.lock.as_ref().and_then(SourceLock::target);
        let (Some(payload_type), Some(target)) = (payload_type, target) else { return false };
        let header = Header {
            marker: numbers.marker,
            payload_type,
            sequence: numbers.sequence as u16,
            timestamp: numbers.timestamp,
            ssrc: numbers.ssrc,
        };
        self.packet.clear();
        self.packet.extend(header.to_bytes());
        self.packet.extend(payload);
        loop {
            match self.socket.send_to(&self.packet, target) {
                Ok(_) => return true,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    tracing::trace!(%error, "an RTP packet was not sent");
                    return false;
                }
            }
        }
    }
}
