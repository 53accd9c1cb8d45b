//! Clips on their way to a leg, 20 ms at a time.

use std::sync::Arc;

use super::outgoing::FRAME;
use crate::clip::Clip;
use crate::event::PlayId;
use crate::g711::ALAW_SILENCE;

pub(crate) type Frame = [u8; FRAME as usize];

/// A frame of A-law silence.
pub(crate) const SILENT_FRAME: Frame = [ALAW_SILENCE; FRAME as usize];

/// A position in a list of clips.
#[derive(Debug)]
pub(crate) struct Player {
    play: PlayId,
    clips: Vec<Arc<Clip>>,
    repeat: bool,
    clip: usize,
    offset: usize,
}

impl Player {
    pub(crate) fn new(play: PlayId, mut clips: Vec<Arc<Clip>>, repeat: bool) -> Self {
        clips.retain(|clip| !clip.is_empty());
        Self { play, clips, repeat, clip: 0, offset: 0 }
    }

    /// Music is played for as long as the hold lasts and is never reported.
    pub(crate) fn music(clip: Arc<Clip>) -> Self {
        Self::new(PlayId(0), vec![clip], true)
    }

    pub(crate) fn play(&self) -> PlayId {
        self.play
    }

    /// The next 20 ms, filled up with silence at the end; `None` after the end.
    pub(crate) fn next_frame(&mut self) -> Option<Frame> {
        let mut frame = SILENT_FRAME;
        let mut filled = 0;
        while filled < frame.len() {
            let Some(clip) = self.current() else { break };
            let rest = &clip.alaw()[self.offset..];
            let take = rest.len().min(frame.len() - filled);
            frame[filled..filled + take].copy_from_slice(&rest[..take]);
            filled += take;
            self.offset += take;
            if take == rest.len() {
                self.clip += 1;
                self.offset = 0;
            }
        }
        (filled > 0).then_some(frame)
    }

    fn current(&mut self) -> Option<Arc<Clip>> {
        if self.clip == self.clips.len() && self.repeat {
            self.clip = 0;
        }
        self.clips.get(self.clip).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(octet: u8, length: usize) -> Arc<Clip> {
        Arc::new(Clip::from_alaw(vec![octet; length]))
    }

    #[test]
    fn clips_follow_each_other_without_a_gap_and_end_in_silence() {
        let mut player = Player::new(PlayId(1), vec![clip(1, 100), clip(9, 0), clip(2, 100)], false);
        let first = player.next_frame().unwrap();
        assert_eq!((&first[..100], &first[100..]), (&[1; 100][..], &[2; 60][..]));
        let second = player.next_frame().unwrap();
        assert_eq!((&second[..40], &second[40..]), (&[2; 40][..], &[ALAW_SILENCE; 120][..]));
        assert_eq!(player.next_frame(), None);
    }

    #[test]
    fn a_repeated_clip_has_no_end_and_no_seam() {
        let mut player = Player::music(clip(3, 50));
        (0..100).for_each(|_| assert_eq!(player.next_frame(), Some([3; 160])));
        assert_eq!(Player::new(PlayId(1), vec![clip(3, 0)], true).next_frame(), None);
    }
}
