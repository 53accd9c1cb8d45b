//! Book-keeping of what comes in on a leg (RFC 3550 appendix A).

use std::time::{Duration, Instant};

use crate::rtp::Header;
use crate::statistics::LegStatistics;

/// A forward step beyond this is a restart (RFC 3550 A.1, MAX_DROPOUT).
const MAX_DROPOUT: i32 = 3_000;
/// A backward step beyond this is a restart; as far back as duplicates are remembered.
const MAX_MISORDER: i32 = 127;
/// Time stamp and clock may part by this much before the stream counts as a new one.
const MAX_SKEW_SAMPLES: i64 = 16_000;

/// What to make of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// New. The extended sequence number, and whether the far side began anew with this packet.
    Fresh { sequence: u64, restarted: bool },
    /// Came before.
    Duplicate,
}

/// The incoming stream of one leg.
#[derive(Debug, Default)]
pub(crate) struct Reception {
    stream: Option<Stream>,
    epoch: u32,
    figures: LegStatistics,
    /// Expected minus received of streams that have ended.
    lost_before: u64,
    jitter: f32,
}

#[derive(Debug)]
struct Stream {
    ssrc: u32,
    first: u64,
    highest: u64,
    received: u64,
    /// Bit n: `highest - n` was received.
    seen: u128,
    clock: Option<Clock>,
}

#[derive(Debug, Clone, Copy)]
struct Clock {
    timestamp: u32,
    arrival: Instant,
}

impl Stream {
    fn begin(header: &Header) -> Self {
        // One round ahead, so that reordered packets before the first stay positive.
        let sequence = 0x1_0000 + u64::from(header.sequence);
        Self { ssrc: header.ssrc, first: sequence, highest: sequence, received: 1, seen: 1, clock: None }
    }

    fn lost(&self) -> u64 {
        (self.highest - self.first + 1).saturating_sub(self.received)
    }
}

impl Reception {
    /// The number of the current stream on this leg; changes when the far side begins anew.
    pub(crate) fn epoch(&self) -> u32 {
        self.epoch
    }

    pub(crate) fn figures_mut(&mut self) -> &mut LegStatistics {
        &mut self.figures
    }

    pub(crate) fn statistics(&self) -> LegStatistics {
        let lost = self.lost_before + self.stream.as_ref().map_or(0, Stream::lost);
        LegStatistics { lost, jitter_ms: self.jitter / 8.0, ..self.figures }
    }

    /// Takes a packet. `is_audio`: telephone events keep their first packet's time stamp and tell
    /// nothing about the clock.
    pub(crate) fn packet(&mut self, header: &Header, is_audio: bool, now: Instant) -> Arrival {
        let is_first = self.stream.is_none();
        let Some(sequence) = self.place(header, is_audio, now) else {
            self.begin(header, is_audio, now);
            let sequence = self.stream.as_ref().map_or(0, |s| s.highest);
            return Arrival::Fresh { sequence, restarted: !is_first };
        };
        let Some(stream) = &mut self.stream else { return Arrival::Duplicate };
        if sequence > stream.highest {
            let step = sequence - stream.highest;
            stream.seen = if step < 128 { (stream.seen << step) | 1 } else { 1 };
            stream.highest = sequence;
        } else {
            let bit = 1u128 << (stream.highest - sequence);
            if stream.seen & bit != 0 {
                self.figures.duplicates += 1;
                return Arrival::Duplicate;
            }
            stream.seen |= bit;
            self.figures.out_of_order += 1;
            // Reordering around the very first packet.
            stream.first = stream.first.min(sequence);
        }
        stream.received += 1;
        self.figures.packets_in += 1;
        if is_audio {
            self.measure(header, now);
        }
        Arrival::Fresh { sequence, restarted: false }
    }

    /// The extended sequence number, or `None` if this packet begins another stream.
    fn place(&self, header: &Header, is_audio: bool, now: Instant) -> Option<u64> {
        let stream = self.stream.as_ref().filter(|s| s.ssrc == header.ssrc)?;
        let step = i32::from(header.sequence.wrapping_sub(stream.highest as u16) as i16);
        if !(-MAX_MISORDER..=MAX_DROPOUT).contains(&step) {
            return None;
        }
        if let Some(clock) = stream.clock.filter(|_| is_audio) {
            let media = i64::from(header.timestamp.wrapping_sub(clock.timestamp) as i32);
            let elapsed = samples(now.saturating_duration_since(clock.arrival));
            if (media - elapsed).abs() > MAX_SKEW_SAMPLES {
                return None;
            }
        }
        stream.highest.checked_add_signed(i64::from(step))
    }

    fn begin(&mut self, header: &Header, is_audio: bool, now: Instant) {
        if let Some(ended) = &self.stream {
            self.lost_before += ended.lost();
            self.figures.restarts += 1;
        }
        let mut stream = Stream::begin(header);
        stream.clock = is_audio.then_some(Clock { timestamp: header.timestamp, arrival: now });
        self.stream = Some(stream);
        self.epoch = self.epoch.wrapping_add(1);
        self.figures.packets_in += 1;
    }

    /// RFC 3550 A.8.
    fn measure(&mut self, header: &Header, now: Instant) {
        let Some(stream) = &mut self.stream else { return };
        if let Some(clock) = stream.clock {
            let media = header.timestamp.wrapping_sub(clock.timestamp) as i32 as f32;
            let elapsed = now.saturating_duration_since(clock.arrival).as_micros() as f32 / 125.0;
            self.jitter += ((elapsed - media).abs() - self.jitter) / 16.0;
        }
        stream.clock = Some(Clock { timestamp: header.timestamp, arrival: now });
    }
}

fn samples(time: Duration) -> i64 {
    (time.as_micros() / 125) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(sequence: u16, timestamp: u32) -> Header {
        Header { marker: false, payload_type: 8, sequence, timestamp, ssrc: 1 }
    }

    /// Feeds (sequence, time stamp, arrival in ms); gives what became of each, and the figures.
    fn feed(packets: &[(u16, u32, u64)]) -> (Vec<Arrival>, LegStatistics) {
        let mut reception = Reception::default();
        let begin = Instant::now();
        let arrivals = packets
            .iter()
            .map(|(s, t, ms)| reception.packet(&header(*s, *t), true, begin + Duration::from_millis(*ms)))
            .collect();
        (arrivals, reception.statistics())
    }

    #[test]
    fn sequence_numbers_are_extended_over_their_end() {
        let (arrivals, figures) = feed(&[(65_534, 0, 0), (65_535, 160, 20), (0, 320, 40), (1, 480, 60)]);
        let sequences: Vec<_> = arrivals
            .iter()
            .map(|a| match a {
                Arrival::Fresh { sequence, restarted: false } => *sequence - 65_536,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(sequences, [65_534, 65_535, 65_536, 65_537]);
        assert_eq!((figures.lost, figures.packets_in, figures.restarts), (0, 4, 0));
        assert!(figures.jitter_ms < 0.01);
    }

    #[test]
    fn loss_reordering_and_duplicates_are_told_apart() {
        let (arrivals, figures) =
            feed(&[(1, 0, 0), (4, 480, 60), (3, 320, 61), (3, 320, 62), (4, 480, 63), (5, 640, 80)]);
        assert_eq!(arrivals[3], Arrival::Duplicate);
        assert_eq!(arrivals[4], Arrival::Duplicate);
        assert_eq!((figures.lost, figures.out_of_order, figures.duplicates), (1, 1, 2));
    }

    #[test]
    fn a_jump_of_sequence_or_time_stamp_is_a_restart() {
        let far = [(1, 0, 0), (20_000, 160, 20)];
        let behind = [(5_000, 0, 0), (4_000, 160, 20)];
        let clock = [(1, 0, 0), (2, 4_000_000, 20)];
        for packets in [far, behind, clock] {
            let (arrivals, figures) = feed(&packets);
            assert!(matches!(arrivals[1], Arrival::Fresh { restarted: true, .. }), "{packets:?}");
            assert_eq!((figures.restarts, figures.packets_in, figures.lost), (1, 2, 0));
        }
    }

    #[test]
    fn a_pause_with_a_running_time_stamp_is_no_restart() {
        let (arrivals, _) = feed(&[(1, 0, 0), (2, 80_000, 10_000)]);
        assert!(matches!(arrivals[1], Arrival::Fresh { restarted: false, .. }));
    }

    #[test]
    fn jitter_grows_with_uneven_arrival() {
        let uneven: Vec<_> =
            (0..200u16).map(|i| (i, u32::from(i) * 160, u64::from(i) * 20 + u64::from(i % 2) * 10)).collect();
        let (_, figures) = feed(&uneven);
        assert!((9.0..11.0).contains(&figures.jitter_ms), "{}", figures.jitter_ms);
    }
}
