//! Telephone events (RFC 4733): detecting key presses, and sending them.

use std::time::{Duration, Instant};

/// An event without a packet for this long has ended, even if all three end packets were lost.
const LOST_END: Duration = Duration::from_millis(250);
/// Reordered packets of a finished event may come this late (5 s at 8,000 Hz).
const OLD_EVENT: u32 = 40_000;

/// The payload of one telephone-event packet (RFC 4733 §2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventPayload {
    /// 0–15: `0`–`9`, `*`, `#`, `A`–`D`.
    pub event: u8,
    /// Whether the key was released.
    pub end: bool,
    /// Power level below 1 mW in dB, 0–63.
    pub volume: u8,
    /// Time stamp units since the event's (or segment's) begin.
    pub duration: u16,
}

impl EventPayload {
    /// Reads the first event of a payload.
    pub fn parse(payload: &[u8]) -> Option<Self> {
        let [event, flags, high, low] = *payload.first_chunk::<4>()?;
        let duration = u16::from_be_bytes([high, low]);
        Some(Self { event, end: flags & 0x80 != 0, volume: flags & 0x3F, duration })
    }

    /// The four octets.
    pub fn to_bytes(self) -> [u8; 4] {
        let [high, low] = self.duration.to_be_bytes();
        [self.event, (u8::from(self.end) << 7) | (self.volume & 0x3F), high, low]
    }
}

/// The key of an event code (RFC 4733 table 3).
pub fn digit_of(event: u8) -> Option<char> {
    "0123456789*#ABCD".chars().nth(usize::from(event))
}

/// The event code of a key; small letters count as capitals.
pub fn event_of(digit: char) -> Option<u8> {
    "0123456789*#ABCD".find(digit.to_ascii_uppercase()).map(|i| i as u8)
}

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPress {
    /// The key.
    pub digit: char,
    /// How long it was held, as far as the packets tell.
    pub duration_ms: u32,
}

/// Makes one [`KeyPress`] of the many packets of an event.
#[derive(Debug, Default)]
pub struct Detector {
    current: Option<Current>,
    /// Time stamp of the last finished event: its repeated end packets say nothing new.
    finished: Option<u32>,
}

#[derive(Debug)]
struct Current {
    digit: char,
    event: u8,
    timestamp: u32,
    /// Units of earlier segments of a very long event (RFC 4733 §2.5.1.3).
    before: u32,
    duration: u16,
    last_packet: Instant,
}

impl Current {
    fn key_press(&self) -> KeyPress {
        KeyPress { digit: self.digit, duration_ms: (self.before + u32::from(self.duration)) / 8 }
    }
}

impl Detector {
    /// Takes a telephone-event packet. Two key presses come out if this packet both shows that the
    /// end of the event before was lost, and is itself an end.
    pub fn packet(
        &mut self,
        timestamp: u32,
        payload: &[u8],
        now: Instant,
    ) -> (Option<KeyPress>, Option<KeyPress>) {
        let Some(packet) = EventPayload::parse(payload) else { return (None, None) };
        let Some(digit) = digit_of(packet.event) else { return (None, None) };
        if self.finished.is_some_and(|done| done.wrapping_sub(timestamp) < OLD_EVENT) {
            return (None, None);
        }
        let mut lost = None;
        match &mut self.current {
            Some(current) if current.timestamp == timestamp => {
                current.duration = current.duration.max(packet.duration);
                current.last_packet = now;
            }
            Some(current) if current.timestamp.wrapping_sub(timestamp) < OLD_EVENT => return (None, None),
            Some(current) if current.event == packet.event && current.continues_at(timestamp) => {
                current.before += timestamp.wrapping_sub(current.timestamp);
                current.timestamp = timestamp;
                current.duration = packet.duration;
                current.last_packet = now;
            }
            other => {
                lost = other.take().map(|c| c.key_press());
                let duration = packet.duration;
                let event = packet.event;
                *other = Some(Current { digit, event, timestamp, before: 0, duration, last_packet: now });
            }
        }
        let ended = if packet.end { self.finish() } else { None };
        (lost, ended)
    }

    /// Ends an event whose end packets were lost. To be called every so often.
    pub fn tick(&mut self, now: Instant) -> Option<KeyPress> {
        let current = self.current.as_ref()?;
        if now.saturating_duration_since(current.last_packet) < LOST_END {
            return None;
        }
        self.finish()
    }

    /// The far side began a new stream: its time stamps have nothing to do with the old ones.
    pub fn restart(&mut self) -> Option<KeyPress> {
        let press = self.finish();
        self.finished = None;
        press
    }

    fn finish(&mut self) -> Option<KeyPress> {
        let current = self.current.take()?;
        self.finished = Some(current.timestamp);
        Some(current.key_press())
    }
}

impl Current {
    fn continues_at(&self, timestamp: u32) -> bool {
        // Senders cut long events at 0xFFFF units, give or take their packet time.
        let gap = timestamp.wrapping_sub(self.timestamp);
        self.duration > 0xF000 && gap <= 0xFFFF && gap >= u32::from(self.duration)
    }
}

/// Packets to send for one key at 20 ms each: five reports and two more copies of the end.
const KEY_STEPS: u8 = 5;
/// Steps of pause after a key.
const PAUSE_STEPS: u8 = 3;

/// Makes the packets of key presses to be sent, one step per 20 ms.
#[derive(Debug)]
pub(crate) struct KeySender {
    events: std::collections::VecDeque<u8>,
    step: u8,
}

/// What is to be sent in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyStep {
    /// A report: the event's first packet, or a later one, or its end (to be sent three times).
    Report { payload: EventPayload, first: bool },
    /// The pause between keys.
    Pause,
}

impl KeySender {
    pub(crate) fn new(digits: &str) -> Self {
        Self { events: digits.chars().filter_map(event_of).collect(), step: 0 }
    }

    pub(crate) fn push(&mut self, digits: &str) {
        self.events.extend(digits.chars().filter_map(event_of));
    }

    /// `None` when all keys were sent.
    pub(crate) fn next_step(&mut self) -> Option<KeyStep> {
        let event = *self.events.front()?;
        self.step += 1;
        if self.step > KEY_STEPS {
            if self.step == KEY_STEPS + PAUSE_STEPS {
                self.step = 0;
                self.events.pop_front();
            }
            return Some(KeyStep::Pause);
        }
        let duration = u16::from(self.step) * 160;
        let payload = EventPayload { event, end: self.step == KEY_STEPS, volume: 10, duration };
        Some(KeyStep::Report { payload, first: self.step == 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(event: u8, duration: u16, end: bool) -> [u8; 4] {
        EventPayload { event, end, volume: 10, duration }.to_bytes()
    }

    /// Feeds packets (time stamp, event, duration, end) 20 ms apart.
    fn presses(packets: &[(u32, u8, u16, bool)]) -> Vec<(char, u32)> {
        let mut detector = Detector::default();
        let begin = Instant::now();
        let mut heard = Vec::new();
        for (i, (timestamp, code, duration, end)) in packets.iter().enumerate() {
            let now = begin + Duration::from_millis(20 * i as u64);
            let (a, b) = detector.packet(*timestamp, &event(*code, *duration, *end), now);
            heard.extend([a, b].into_iter().flatten());
        }
        heard.extend(detector.tick(begin + Duration::from_secs(60)));
        heard.into_iter().map(|p| (p.digit, p.duration_ms)).collect()
    }

    #[test]
    fn an_event_with_its_three_end_packets_is_one_key_press() {
        let packets = [
            (1000, 5, 160, false),
            (1000, 5, 320, false),
            (1000, 5, 800, true),
            (1000, 5, 800, true),
            (1000, 5, 800, true),
        ];
        assert_eq!(presses(&packets), [('5', 100)]);
    }

    #[test]
    fn the_same_key_twice_is_two_key_presses() {
        let packets = [(1000, 1, 400, true), (1000, 1, 400, true), (3000, 1, 800, true)];
        assert_eq!(presses(&packets), [('1', 50), ('1', 100)]);
    }

    #[test]
    fn lost_end_packets_end_with_the_next_key_or_with_time() {
        assert_eq!(presses(&[(1000, 10, 320, false), (4000, 11, 800, true)]), [('*', 40), ('#', 100)]);
        assert_eq!(presses(&[(1000, 12, 320, false)]), [('A', 40)]);
    }

    #[test]
    fn a_late_packet_of_a_finished_event_is_not_a_new_one() {
        let packets =
            [(1000, 2, 800, true), (3000, 3, 800, true), (1000, 2, 640, false), (3000, 3, 480, false)];
        assert_eq!(presses(&packets), [('2', 100), ('3', 100)]);
    }

    #[test]
    fn a_very_long_event_in_segments_is_one_key_press() {
        let packets =
            [(0, 7, 0xFF00, false), (0, 7, 0xFFFF, false), (0xFFFF, 7, 800, false), (0xFFFF, 7, 1600, true)];
        assert_eq!(presses(&packets), [('7', (0xFFFF + 1600) / 8)]);
    }

    #[test]
    fn unknown_events_and_short_payloads_are_no_keys() {
        assert_eq!(presses(&[(0, 16, 800, true), (0, 255, 800, true)]), []);
        assert_eq!(Detector::default().packet(0, &[1, 2, 3], Instant::now()), (None, None));
    }

    #[test]
    fn a_restarted_stream_may_use_old_time_stamps() {
        let mut detector = Detector::default();
        let now = Instant::now();
        assert!(detector.packet(9000, &event(1, 800, true), now).1.is_some());
        assert!(detector.packet(8000, &event(2, 800, true), now).1.is_none());
        detector.restart();
        assert_eq!(detector.packet(8000, &event(2, 800, true), now).1.map(|p| p.digit), Some('2'));
    }

    #[test]
    fn sent_keys_are_detected_again() {
        let mut sender = KeySender::new("1x*D");
        let mut detector = Detector::default();
        let (mut heard, mut timestamp, mut steps) = (String::new(), 0, 0);
        while let Some(step) = sender.next_step() {
            steps += 1;
            if let KeyStep::Report { payload, first } = step {
                timestamp += if first { 1600 } else { 0 };
                let (_, press) = detector.packet(timestamp, &payload.to_bytes(), Instant::now());
                heard.extend(press.map(|p| p.digit));
            }
        }
        assert_eq!((heard.as_str(), steps), ("1*D", 24));
    }
}
