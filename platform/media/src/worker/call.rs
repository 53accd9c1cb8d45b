//! One call on its media thread, and the orders given to it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;

use super::Recorder;
use super::leg::{Leg, SendingKeys, Transport};
use super::player::Player;
use crate::call::MAX_LEGS;
use crate::clip::Clip;
use crate::dtmf::KeySender;
use crate::error::MediaError;
use crate::event::{LegKey, MediaEvent, PlayEnd, PlayId};
use crate::recording::RecordingEnd;
use crate::recording::writer::WriterQueue;
use crate::webrtc::WebRtcSocket;

/// What the media thread lends to its calls.
#[derive(Debug)]
pub(crate) struct Surroundings<'a> {
    pub(crate) webrtc: &'a WebRtcSocket,
    pub(crate) silent_after: Duration,
}

#[derive(Debug)]
pub(crate) struct Call {
    /// A leg keeps its place for life, because sockets and other legs name it by that. Boxed, so that
    /// going over the places touches little memory.
    pub(crate) legs: [Option<Box<Leg>>; MAX_LEGS],
    /// The places of WebRTC legs, as bits.
    pub(crate) browsers: u16,
    /// For each leg the places of those that hear it, as bits.
    pub(crate) heard_by: [u16; MAX_LEGS],
    /// The places of the legs whose speech is mixed for somebody, as bits.
    pub(crate) mixed: u16,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) voicemail: Option<Recorder>,
    pub(crate) queue: WriterQueue,
    events: UnboundedSender<MediaEvent>,
}

impl Call {
    pub(crate) fn new(events: UnboundedSender<MediaEvent>, queue: WriterQueue) -> Self {
        Self {
            legs: [const { None }; MAX_LEGS],
            browsers: 0,
            heard_by: [0; MAX_LEGS],
            mixed: 0,
            recorder: None,
            voicemail: None,
            queue,
            events,
        }
    }

    pub(crate) fn events(&self) -> UnboundedSender<MediaEvent> {
        self.events.clone()
    }

    /// Nobody listens any more once the call's task has ended.
    pub(crate) fn tell(&self, event: MediaEvent) {
        let _ = self.events.send(event);
    }

    pub(crate) fn index_of(&self, key: LegKey) -> Option<usize> {
        self.legs.iter().position(|leg| leg.as_ref().is_some_and(|l| l.key == key))
    }

    pub(crate) fn leg_mut(&mut self, key: LegKey) -> Option<&mut Leg> {
        self.legs.iter_mut().flatten().map(Box::as_mut).find(|leg| leg.key == key)
    }

    /// A free place for a new leg.
    pub(crate) fn free_place(&self, key: LegKey) -> Result<usize, MediaError> {
        if self.index_of(key).is_some() {
            return Err(MediaError::LegExists(key));
        }
        self.legs.iter().position(Option::is_none).ok_or(MediaError::TooManyLegs)
    }

    /// Takes a leg out; the others go on without it.
    pub(crate) fn remove(&mut self, index: usize, around: &Surroundings<'_>, now: Instant) -> Option<Leg> {
        self.legs[index].as_ref()?;
        self.part(index);
        self.browsers &= !(1 << index);
        let mut leg = self.legs[index].take()?;
        if let Some(event) = leg.end_play(PlayEnd::Stopped) {
            self.tell(event);
        }
        if let Transport::WebRtc(webrtc) = &mut leg.transport {
            webrtc.close(around.webrtc, now);
        }
        self.tell(MediaEvent::LegClosed { leg: leg.key, statistics: leg.statistics() });
        Some(*leg)
    }

    /// Lets legs hear each other; each leaves the conversation it was in before.
    pub(crate) fn join(&mut self, keys: &[LegKey]) {
        let members = self.bits_of(keys);
        for index in 0..MAX_LEGS {
            let Some(leg) = &mut self.legs[index] else { continue };
            let own = 1 << index;
            if members & own != 0 {
                leg.group = members & !own;
                leg.last_relayed = None;
            } else {
                leg.group &= !members;
            }
        }
        self.refresh();
    }

    pub(crate) fn unbridge(&mut self) {
        self.legs.iter_mut().flatten().for_each(|leg| leg.group = 0);
        self.refresh();
    }

    /// Lets one leg hear others that do not hear it.
    pub(crate) fn listen(&mut self, listener: LegKey, sources: &[LegKey]) {
        let sources = self.bits_of(sources);
        let Some(index) = self.index_of(listener) else { return };
        if let Some(leg) = &mut self.legs[index] {
            leg.listening = sources & !(1 << index);
        }
        self.refresh();
    }

    fn bits_of(&self, keys: &[LegKey]) -> u16 {
        keys.iter().filter_map(|key| self.index_of(*key)).fold(0, |bits, index| bits | 1 << index)
    }

    /// Nobody hears this leg any more, and it hears nobody.
    fn part(&mut self, index: usize) {
        for leg in self.legs.iter_mut().flatten() {
            leg.group &= !(1 << index);
            leg.listening &= !(1 << index);
        }
        if let Some(leg) = &mut self.legs[index] {
            (leg.group, leg.listening) = (0, 0);
        }
        self.refresh();
    }

    /// Works out anew who is heard by whom, so that no packet needs to search.
    fn refresh(&mut self) {
        self.heard_by = [0; MAX_LEGS];
        self.mixed = 0;
        for (hearer, leg) in self.legs.iter().enumerate() {
            let Some(leg) = leg else { continue };
            for (source, heard_by) in self.heard_by.iter_mut().enumerate() {
                *heard_by |= (leg.sources() >> source & 1) << hearer;
            }
            if leg.hears_a_mix() {
                self.mixed |= leg.sources();
            }
        }
        for (index, leg) in self.legs.iter_mut().enumerate() {
            if let Some(leg) = leg.as_mut().filter(|_| self.mixed >> index & 1 == 0) {
                leg.speech.clear();
            }
        }
    }

    pub(crate) fn play(&mut self, key: LegKey, play: PlayId, clips: Vec<Arc<Clip>>, repeat: bool) {
        let Some(leg) = self.leg_mut(key) else {
            self.tell(MediaEvent::PlayFinished { leg: key, play, end: PlayEnd::Stopped });
            return;
        };
        let replaced = leg.end_play(PlayEnd::Stopped);
        leg.player = Some(Player::new(play, clips, repeat));
        if let Some(event) = replaced {
            self.tell(event);
        }
    }

    pub(crate) fn stop_play(&mut self, key: LegKey) {
        if let Some(event) = self.leg_mut(key).and_then(|leg| leg.end_play(PlayEnd::Stopped)) {
            self.tell(event);
        }
    }

    pub(crate) fn send_digits(&mut self, key: LegKey, digits: &str) {
        let Some(leg) = self.leg_mut(key).filter(|leg| leg.dtmf_pt().is_some()) else { return };
        match &mut leg.keys {
            Some(keys) => keys.sender.push(digits),
            none => *none = Some(SendingKeys { sender: KeySender::new(digits), timestamp: 0 }),
        }
    }

    /// Ends recorders and legs.
    pub(crate) fn close(&mut self, around: &Surroundings<'_>, now: Instant) -> Vec<Leg> {
        for recorder in [self.recorder.take(), self.voicemail.take()].into_iter().flatten() {
            recorder.finish(RecordingEnd::CallClosed, now);
        }
        (0..MAX_LEGS).filter_map(|index| self.remove(index, around, now)).collect()
    }
}
