//! Audio on its way into a file, placed by its time.

use crate::g711::ALAW_SILENCE;

/// Interleaved A-law from a position on. What nothing was put to is silence.
#[derive(Debug)]
pub(crate) struct Timeline {
    channels: usize,
    /// Position of the first octets of `data`, in samples from the recording's begin.
    start: u64,
    data: Vec<u8>,
}

impl Timeline {
    pub(crate) fn new(channels: usize) -> Self {
        Self { channels, start: 0, data: Vec::new() }
    }

    /// Places audio; what lies before the part still held is left out.
    pub(crate) fn put(&mut self, channel: usize, position: u64, alaw: impl ExactSizeIterator<Item = u8>) {
        let late = self.start.saturating_sub(position).min(alaw.len() as u64) as usize;
        let from = position.max(self.start);
        let kept = alaw.len() - late;
        self.extend_to(from + kept as u64);
        let first = (from - self.start) as usize * self.channels + channel;
        let places = self.data.iter_mut().skip(first).step_by(self.channels);
        for (place, octet) in places.zip(alaw.skip(late)) {
            *place = octet;
        }
    }

    /// Takes out what lies before `position`, silence where nothing was put.
    pub(crate) fn take_until(&mut self, position: u64) -> Vec<u8> {
        if position <= self.start {
            return Vec::new();
        }
        self.extend_to(position);
        let length = (position - self.start) as usize * self.channels;
        self.start = position;
        let rest = self.data.split_off(length);
        std::mem::replace(&mut self.data, rest)
    }

    fn extend_to(&mut self, end: u64) {
        let length = end.saturating_sub(self.start) as usize * self.channels;
        if length > self.data.len() {
            self.data.resize(length, ALAW_SILENCE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    const S: u8 = ALAW_SILENCE;

    #[test]
    fn channels_are_interleaved_and_gaps_are_silent() {
        let mut line = Timeline::new(2);
        line.put(0, 1, [1, 2].into_iter());
        line.put(1, 2, [7, 8].into_iter());
        assert_eq!(line.take_until(5), [S, S, 1, S, 2, 7, S, 8, S, S]);
        line.put(0, 4, [3, 4].into_iter());
        assert_eq!(line.take_until(6), [4, S]);
        assert!(line.take_until(6).is_empty());
    }

    #[test]
    fn audio_that_is_wholly_too_late_is_left_out() {
        let mut line = Timeline::new(1);
        line.take_until(100);
        line.put(0, 10, [1, 2, 3].into_iter());
        assert_eq!(line.take_until(101), [S]);
    }
}
