//! Several voices at once: conferences, and supervisors who listen or whisper.
//!
//! A leg that hears one other leg gets its packets passed on. A leg that hears more gets a frame of
//! our own making every 20 ms, the sum of what they say; for that each speaker has a small buffer
//! which evens out the arrival of its packets.

use std::collections::VecDeque;

use super::outgoing::FRAME;
use super::player::Frame;
use crate::g711::{self, Codec};

const FRAME_SAMPLES: usize = FRAME as usize;
/// Two frames must wait before the first is taken: 40 ms against uneven arrival.
const PRIMED: usize = 2 * FRAME_SAMPLES;
/// More than 120 ms is cut back, so that the delay cannot grow.
const LONGEST: usize = 6 * FRAME_SAMPLES;
/// A gap of up to 100 ms in the time stamps is filled with silence; a longer one is a pause.
const LONGEST_GAP: i32 = 5 * FRAME as i32;

/// What one leg said and nobody has mixed yet.
#[derive(Debug, Default)]
pub(crate) struct SpeechBuffer {
    samples: VecDeque<i16>,
    /// The stream, and the time stamp that follows the last sample.
    next: Option<(u32, u32)>,
    primed: bool,
}

impl SpeechBuffer {
    pub(crate) fn push(&mut self, epoch: u32, timestamp: u32, codec: Codec, payload: &[u8]) {
        let decode = match codec {
            Codec::Pcma => g711::decode_alaw,
            Codec::Pcmu => g711::decode_ulaw,
        };
        let gap = match self.next {
            Some((known, next)) if known == epoch => timestamp.wrapping_sub(next) as i32,
            _ => 0,
        };
        if gap < 0 && gap > -LONGEST_GAP {
            // Overtaken by a later packet, whose place before was filled with silence.
            return;
        }
        if (0..=LONGEST_GAP).contains(&gap) {
            self.samples.extend(std::iter::repeat_n(0, gap as usize));
        }
        self.samples.extend(payload.iter().map(|octet| decode(*octet)));
        self.next = Some((epoch, timestamp.wrapping_add(payload.len() as u32)));
        if self.samples.len() > LONGEST {
            self.samples.drain(..self.samples.len() - PRIMED);
        }
    }

    /// The next 20 ms; `None` while nothing, or too little, has come.
    pub(crate) fn pull(&mut self) -> Option<[i16; FRAME_SAMPLES]> {
        self.primed |= self.samples.len() >= PRIMED;
        if !self.primed || self.samples.is_empty() {
            self.primed = false;
            return None;
        }
        let mut frame = [0; FRAME_SAMPLES];
        for (place, sample) in
            frame.iter_mut().zip(self.samples.drain(..FRAME_SAMPLES.min(self.samples.len())))
        {
            *place = sample;
        }
        Some(frame)
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The A-law sum of some voices.
pub(crate) fn mix<'a>(voices: impl Iterator<Item = &'a [i16; FRAME_SAMPLES]>) -> Frame {
    let mut sum = [0i32; FRAME_SAMPLES];
    for voice in voices {
        for (total, sample) in sum.iter_mut().zip(voice) {
            *total += i32::from(*sample);
        }
    }
    let mut frame = super::player::SILENT_FRAME;
    for (octet, total) in frame.iter_mut().zip(sum) {
        let clipped = total.clamp(i32::from(i16::MIN), i32::from(i16::MAX));
        *octet = g711::encode_alaw(clipped as i16);
    }
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(buffer: &mut SpeechBuffer, epoch: u32, timestamp: u32, value: i16) {
        buffer.push(epoch, timestamp, Codec::Pcma, &[g711::encode_alaw(value); 160]);
    }

    fn first(frame: Option<[i16; 160]>) -> Option<i16> {
        frame.map(|f| f[0])
    }

    #[test]
    fn a_voice_is_heard_after_two_frames_and_until_it_runs_dry() {
        let mut buffer = SpeechBuffer::default();
        push(&mut buffer, 1, 0, 1016);
        assert_eq!(buffer.pull(), None);
        push(&mut buffer, 1, 160, 2032);
        assert_eq!(first(buffer.pull()), Some(1008));
        assert_eq!(first(buffer.pull()), Some(2016));
        assert_eq!(buffer.pull(), None);
        push(&mut buffer, 1, 320, 1016);
        assert_eq!(buffer.pull(), None, "the delay is built up again");
    }

    #[test]
    fn a_lost_packet_is_silence_a_late_one_is_left_out_and_a_flood_is_cut() {
        let mut buffer = SpeechBuffer::default();
        push(&mut buffer, 1, 0, 1016);
        push(&mut buffer, 1, 320, 1016);
        push(&mut buffer, 1, 160, 1016);
        let heard: Vec<_> = (0..4).map(|_| first(buffer.pull())).collect();
        assert_eq!(heard, [Some(1008), Some(0), Some(1008), None]);
        for n in 0..20 {
            push(&mut buffer, 2, n * 160, 1016);
        }
        assert!(buffer.samples.len() <= LONGEST);
    }

    #[test]
    fn voices_add_up_and_do_not_wrap_round() {
        let (loud, low) = ([30_000i16; 160], [-8i16; 160]);
        assert_eq!(mix([&loud, &loud].into_iter()), [g711::encode_alaw(i16::MAX); 160]);
        assert_eq!(mix([&low, &[16; 160]].into_iter()), [0xD5; 160]);
        assert_eq!(mix([].into_iter()), [0xD5; 160]);
    }
}
