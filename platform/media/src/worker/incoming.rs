//! What happens to a packet that came in: book-keeping, keys, recording, and on to the peer.

use std::net::SocketAddr;
use std::time::Instant;

use super::call::{Call, Surroundings};
use super::leg::{Leg, MAX_PAYLOAD, Payload, Transport};
use super::outgoing::{Incoming, Origin};
use super::reception::Arrival;
use crate::dtmf::KeyPress;
use crate::event::MediaEvent;
use crate::g711::{self, Codec};
use crate::recording::Heard;
use crate::rtp::{self, Header};
use crate::webrtc::Happened;

/// Comfort noise (RFC 3389): counts as a sign of life, and is not passed on.
const COMFORT_NOISE: u8 = 13;

/// What a payload type means on a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Audio(Codec),
    Event,
    Noise,
}

impl Call {
    /// Takes a datagram from a plain RTP leg's socket.
    pub(crate) fn datagram(
        &mut self,
        index: usize,
        datagram: &[u8],
        from: SocketAddr,
        around: &Surroundings<'_>,
        now: Instant,
    ) {
        let Some(leg) = self.legs[index].as_mut() else { return };
        let Transport::Rtp(transport) = &mut leg.transport else { return };
        let (header, payload) = match rtp::parse(datagram) {
            Ok(packet) => packet,
            // RTCP on the RTP port is lawful (RFC 5761), if pointless without having been agreed on.
            Err(rtp::RtpError::Rtcp) => return,
            Err(_) => {
                leg.reception.figures_mut().malformed += 1;
                return;
            }
        };
        let known = transport.dtmf_pt == Some(header.payload_type)
            || header.payload_type == COMFORT_NOISE
            || Codec::from_payload_type(header.payload_type).is_some();
        if !known {
            leg.reception.figures_mut().unknown_payload += 1;
            return;
        }
        if !transport.lock.as_mut().is_some_and(|lock| lock.accept(from, now)) {
            leg.reception.figures_mut().ignored += 1;
            return;
        }
        self.packet(index, &header, payload, around, now);
    }

    /// Carries out what a WebRTC leg's stack reported.
    pub(crate) fn webrtc_happened(&mut self, index: usize, around: &Surroundings<'_>, now: Instant) {
        loop {
            let Some(leg) = self.legs[index].as_mut() else { return };
            let Transport::WebRtc(webrtc) = &mut leg.transport else { return };
            let Some(happened) = webrtc.take_happened() else { return };
            let key = leg.key;
            match happened {
                Happened::Packet(packet) => {
                    let header = Header {
                        marker: packet.header.marker,
                        payload_type: *packet.header.payload_type,
                        sequence: packet.header.sequence_number,
                        timestamp: packet.header.timestamp,
                        ssrc: *packet.header.ssrc,
                    };
                    self.packet(index, &header, &packet.payload, around, now);
                }
                Happened::Connected => {
                    // The watch begins with the connection.
                    leg.set_remote_direction(leg.remote_direction, now);
                    self.tell(MediaEvent::Connected { leg: key });
                }
                Happened::Lost(why) => self.tell(MediaEvent::Disconnected { leg: key, why }),
            }
        }
    }

    fn packet(
        &mut self,
        index: usize,
        header: &Header,
        payload: &[u8],
        around: &Surroundings<'_>,
        now: Instant,
    ) {
        let Some(leg) = self.legs[index].as_mut() else { return };
        let kind = match header.payload_type {
            pt if leg.dtmf_pt() == Some(pt) => Kind::Event,
            COMFORT_NOISE => Kind::Noise,
            pt => match Codec::from_payload_type(pt) {
                Some(codec) if payload.len() <= MAX_PAYLOAD => Kind::Audio(codec),
                _ => {
                    leg.reception.figures_mut().unknown_payload += 1;
                    return;
                }
            },
        };
        let is_audio = matches!(kind, Kind::Audio(_));
        let Arrival::Fresh { sequence, restarted } = leg.reception.packet(header, is_audio, now) else {
            return;
        };
        let key = leg.key;
        let origin = Origin { leg: index, epoch: leg.reception.epoch() };
        let flowing = leg.heard(now);
        let mut presses = [if restarted { leg.detector.restart() } else { None }, None, None];
        if let (Kind::Audio(codec), Some(tones)) = (kind, &mut leg.tones) {
            presses[1] = tones.audio(codec, payload);
        }
        if kind == Kind::Event {
            let (lost, ended) = leg.detector.packet(header.timestamp, payload, now);
            (presses[1], presses[2]) = (lost, ended);
        }
        if let Some(event) = flowing {
            self.tell(event);
        }
        for KeyPress { digit, duration_ms } in presses.into_iter().flatten() {
            self.tell(MediaEvent::Digit { leg: key, digit, duration_ms });
        }
        if let Kind::Audio(codec) = kind {
            let heard = Heard { leg: key, epoch: origin.epoch, timestamp: header.timestamp, codec, payload };
            for recorder in [&mut self.recorder, &mut self.voicemail].into_iter().flatten() {
                recorder.audio(heard, now);
            }
        }
        let incoming = Incoming {
            origin,
            sequence,
            timestamp: header.timestamp,
            marker: header.marker,
            samples: if is_audio { payload.len() as u32 } else { 0 },
        };
        self.relay(index, kind, incoming, payload, around, now);
    }

    /// Passes a packet on to whoever hears this leg.
    fn relay(
        &mut self,
        index: usize,
        kind: Kind,
        incoming: Incoming,
        payload: &[u8],
        around: &Surroundings<'_>,
        now: Instant,
    ) {
        let Some(leg) = self.legs[index].as_mut() else { return };
        if leg.is_silenced() {
            return;
        }
        if self.mixed >> index & 1 == 1
            && let Kind::Audio(codec) = kind
        {
            leg.speech.push(incoming.origin.epoch, incoming.timestamp, codec, payload);
        }
        let mut hearers = self.heard_by[index];
        while hearers != 0 {
            let hearer = hearers.trailing_zeros() as usize;
            hearers &= hearers - 1;
            // Who hears several legs gets their sum with the next tick.
            if let Some(leg) = &mut self.legs[hearer]
                && !leg.hears_a_mix()
                && leg.hears_others()
            {
                relay_to(leg, kind, incoming, payload, around, now);
            }
        }
    }
}

fn relay_to(
    hearer: &mut Leg,
    kind: Kind,
    incoming: Incoming,
    payload: &[u8],
    around: &Surroundings<'_>,
    now: Instant,
) {
    match kind {
        Kind::Noise => hearer.out.skip(incoming.origin),
        Kind::Event if hearer.dtmf_pt().is_none() => hearer.out.skip(incoming.origin),
        Kind::Event => pass_on(hearer, Payload::Event, incoming, payload, around, now),
        Kind::Audio(codec) if codec == hearer.codec => {
            pass_on(hearer, Payload::Audio, incoming, payload, around, now);
        }
        Kind::Audio(codec) => {
            let mut buffer = [0; MAX_PAYLOAD];
            let Some(octets) = buffer.get_mut(..payload.len()) else { return };
            octets.copy_from_slice(payload);
            g711::transcode(codec, hearer.codec, octets);
            pass_on(hearer, Payload::Audio, incoming, octets, around, now);
        }
    }
}

fn pass_on(
    hearer: &mut Leg,
    kind: Payload,
    incoming: Incoming,
    payload: &[u8],
    around: &Surroundings<'_>,
    now: Instant,
) {
    let Some(numbers) = hearer.out.relayed(incoming, now) else { return };
    hearer.last_relayed = Some(now);
    hearer.send(kind, numbers, payload, around.webrtc, now);
}
