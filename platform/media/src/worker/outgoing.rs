//! The one stream that a leg hears, whatever its source.

use std::time::{Duration, Instant};

/// Samples of a 20 ms frame.
pub(crate) const FRAME: u32 = 160;
/// A generator that was late by more than this lets its time stamps follow the clock again.
const LATE: Duration = Duration::from_millis(70);

/// Numbers packets so that the far side sees one continuous stream through bridges, prompts, music
/// and transfers: one SSRC, sequence numbers without steps, time stamps that follow the clock, and
/// the marker where the source changes (RFC 3551 §4.1).
#[derive(Debug)]
pub(crate) struct OutStream {
    ssrc: u32,
    next_sequence: u64,
    next_timestamp: u32,
    last_sent: Option<Instant>,
    source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Nothing,
    Generated,
    Relay(Relay),
}

/// How the numbers of an incoming stream become ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Relay {
    origin: Origin,
    first_sequence: u64,
    sequence_base: u64,
    first_timestamp: u32,
    timestamp_base: u32,
}

/// An incoming stream: the leg's number in its call, and the stream's number on the leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) leg: usize,
    pub(crate) epoch: u32,
}

/// The numbers of one outgoing packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) ssrc: u32,
    /// Extended; the low 16 bits go into the packet.
    pub(crate) sequence: u64,
    pub(crate) timestamp: u32,
    pub(crate) marker: bool,
}

/// The numbers of one incoming packet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incoming {
    pub(crate) origin: Origin,
    /// Extended.
    pub(crate) sequence: u64,
    pub(crate) timestamp: u32,
    pub(crate) marker: bool,
    /// Samples in the packet.
    pub(crate) samples: u32,
}

impl OutStream {
    /// Begins at random numbers (RFC 3550 §5.1); the sequence in the lower half, because an SRTP
    /// receiver takes the first packet's roll-over counter for zero (RFC 3711 §3.3.1).
    pub(crate) fn new(ssrc: u32, sequence: u16, timestamp: u32) -> Self {
        Self {
            ssrc,
            next_sequence: u64::from(sequence & 0x7FFF),
            next_timestamp: timestamp,
            last_sent: None,
            source: Source::Nothing,
        }
    }

    /// Numbers a packet of our own making.
    pub(crate) fn generated(&mut self, samples: u32, now: Instant) -> Numbers {
        let late = self.last_sent.is_some_and(|t| now.saturating_duration_since(t) > LATE);
        let marker = self.source != Source::Generated;
        if marker || late {
            self.catch_up(now);
        }
        self.source = Source::Generated;
        let numbers = self.numbers(self.next_sequence, self.next_timestamp, marker);
        self.sent(self.next_sequence, self.next_timestamp, samples, now);
        numbers
    }

    /// Numbers a packet of an event that lasts: the time stamp stays that of its first packet.
    pub(crate) fn event(&mut self, timestamp: u32, first: bool, now: Instant) -> Numbers {
        let numbers = self.numbers(self.next_sequence, timestamp, first);
        self.next_sequence += 1;
        self.last_sent = Some(now);
        self.source = Source::Generated;
        numbers
    }

    /// The time stamp of an event that begins now, and room for its length.
    pub(crate) fn begin_event(&mut self, samples: u32, now: Instant) -> u32 {
        self.catch_up(now);
        let timestamp = self.next_timestamp;
        self.next_timestamp = timestamp.wrapping_add(samples);
        timestamp
    }

    /// Numbers a packet that is passed on. `None` for one that was sent before the bridge was made.
    pub(crate) fn relayed(&mut self, packet: Incoming, now: Instant) -> Option<Numbers> {
        let (relay, is_new) = match self.source {
            Source::Relay(relay) if relay.origin == packet.origin => (relay, false),
            Source::Nothing | Source::Generated | Source::Relay(_) => {
                self.catch_up(now);
                (self.relay_from(packet), true)
            }
        };
        let ahead = packet.sequence.checked_sub(relay.first_sequence)?;
        let sequence = ahead.wrapping_add(relay.sequence_base);
        self.source = Source::Relay(relay);
        let step = packet.timestamp.wrapping_sub(relay.first_timestamp);
        let timestamp = relay.timestamp_base.wrapping_add(step);
        self.sent(sequence, timestamp, packet.samples, now);
        Some(self.numbers(sequence, timestamp, is_new || packet.marker))
    }

    /// Leaves out a packet of the relayed stream without a gap in our sequence.
    pub(crate) fn skip(&mut self, origin: Origin) {
        if let Source::Relay(relay) = &mut self.source
            && relay.origin == origin
        {
            relay.sequence_base = relay.sequence_base.wrapping_sub(1);
        }
    }

    fn relay_from(&self, packet: Incoming) -> Relay {
        Relay {
            origin: packet.origin,
            first_sequence: packet.sequence,
            sequence_base: self.next_sequence,
            first_timestamp: packet.timestamp,
            timestamp_base: self.next_timestamp,
        }
    }

    /// Lets the time stamp follow the clock over a pause, in whole frames.
    fn catch_up(&mut self, now: Instant) {
        let Some(last) = self.last_sent else { return };
        let frames = (now.saturating_duration_since(last).as_millis() as u64 + 10) / 20;
        let pause = (frames.saturating_sub(1) as u32).wrapping_mul(FRAME);
        self.next_timestamp = self.next_timestamp.wrapping_add(pause);
    }

    fn sent(&mut self, sequence: u64, timestamp: u32, samples: u32, now: Instant) {
        self.next_sequence = self.next_sequence.max(sequence + 1);
        let next = timestamp.wrapping_add(samples);
        // A packet that overtook this one has moved the time further already.
        if (next.wrapping_sub(self.next_timestamp) as i32) > 0 {
            self.next_timestamp = next;
        }
        self.last_sent = Some(now);
    }

    fn numbers(&self, sequence: u64, timestamp: u32, marker: bool) -> Numbers {
        Numbers { ssrc: self.ssrc, sequence, timestamp, marker }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Origin = Origin { leg: 0, epoch: 1 };
    const B: Origin = Origin { leg: 1, epoch: 1 };

    fn packet(origin: Origin, sequence: u64, timestamp: u32) -> Incoming {
        Incoming { origin, sequence, timestamp, marker: false, samples: 160 }
    }

    #[test]
    fn numbers_go_on_through_prompt_bridge_and_music() {
        let begin = Instant::now();
        let at = |ms| begin + Duration::from_millis(ms);
        let mut out = OutStream::new(1, 100, u32::MAX - 300);
        let mut sent = vec![out.generated(160, at(0)), out.generated(160, at(20))];
        sent.extend(out.relayed(packet(A, 70_000, 5), at(40)));
        sent.extend(out.relayed(packet(A, 70_001, 165), at(60)));
        sent.extend(out.relayed(packet(B, 3, 4_000_000_000), at(80)));
        sent.push(out.generated(160, at(100)));
        for (i, numbers) in sent.iter().enumerate() {
            assert_eq!(numbers.sequence, 100 + i as u64);
            assert_eq!(numbers.timestamp, (u32::MAX - 300).wrapping_add(160 * i as u32));
        }
        let markers: Vec<_> = sent.iter().map(|n| n.marker).collect();
        assert_eq!(markers, [true, false, true, false, true, true]);
    }

    #[test]
    fn a_pause_moves_the_time_stamp_but_not_the_sequence() {
        let begin = Instant::now();
        let mut out = OutStream::new(1, 0, 0);
        out.generated(160, begin);
        let next = out.relayed(packet(A, 1, 1), begin + Duration::from_millis(1001)).unwrap();
        assert_eq!((next.sequence, next.timestamp), (1, 8000));
    }

    #[test]
    fn loss_and_order_of_a_relayed_stream_are_kept() {
        let now = Instant::now();
        let mut out = OutStream::new(1, 0, 0);
        let first = out.relayed(packet(A, 10, 0), now).unwrap();
        let third = out.relayed(packet(A, 12, 320), now).unwrap();
        let second = out.relayed(packet(A, 11, 160), now).unwrap();
        assert_eq!([first.sequence, third.sequence, second.sequence], [0, 2, 1]);
        assert_eq!([first.timestamp, third.timestamp, second.timestamp], [0, 320, 160]);
        assert_eq!(out.generated(160, now).sequence, 3);
    }

    #[test]
    fn a_packet_from_before_the_bridge_is_left_out() {
        let now = Instant::now();
        let mut out = OutStream::new(1, 0, 0);
        out.relayed(packet(A, 10, 1600), now).unwrap();
        assert_eq!(out.relayed(packet(A, 9, 1440), now), None);
    }

    #[test]
    fn a_skipped_packet_leaves_no_gap() {
        let now = Instant::now();
        let mut out = OutStream::new(1, 0, 0);
        out.relayed(packet(A, 10, 0), now).unwrap();
        out.skip(A);
        assert_eq!(out.relayed(packet(A, 12, 320), now).unwrap().sequence, 1);
    }
}
