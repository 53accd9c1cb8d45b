//! What is due every 20 ms: frames of our own making, time-outs, recorders.

use std::time::{Duration, Instant};

use super::call::{Call, Surroundings};
use super::leg::{Leg, Payload, SendingKeys, Transport};
use super::mixer;
use super::outgoing::FRAME;
use super::player::{Frame, SILENT_FRAME};
use crate::call::MAX_LEGS;
use crate::dtmf::{KeyPress, KeyStep};
use crate::event::{MediaEvent, PlayEnd};
use crate::g711::{self, Codec};

/// A leg to which nothing was passed on for this long gets silence instead.
const BRIDGE_SILENT: Duration = Duration::from_millis(200);
/// Copies of an event's end (RFC 4733 §2.5.1.4).
const END_COPIES: usize = 3;

impl Call {
    /// To be called every 20 ms.
    pub(crate) fn tick(&mut self, around: &Surroundings<'_>, now: Instant) {
        let voices = self.voices();
        for index in 0..self.legs.len() {
            let Some(leg) = self.legs[index].as_mut() else { continue };
            let sum = leg.hears_a_mix().then(|| mixer::mix(heard(&voices, leg.sources())));
            let finished = if leg.may_send() { send_frame(leg, sum, around, now) } else { None };
            let pressed = leg.detector.tick(now);
            let silent = leg.check_silence(around.silent_after, now);
            let key = leg.key;
            let digit = pressed.map(|KeyPress { digit, duration_ms }| MediaEvent::Digit {
                leg: key,
                digit,
                duration_ms,
            });
            for event in [finished, digit, silent].into_iter().flatten() {
                self.tell(event);
            }
        }
        self.tick_recorders(now);
    }

    /// The next 20 ms of each leg that is mixed for somebody.
    fn voices(&mut self) -> Voices {
        let mut voices = [None; MAX_LEGS];
        if self.mixed != 0 {
            for (voice, leg) in voices.iter_mut().zip(&mut self.legs) {
                *voice = leg.as_mut().and_then(|leg| leg.speech.pull());
            }
        }
        voices
    }

    /// Lets WebRTC stacks do what their time has come for.
    pub(crate) fn drive_webrtc(&mut self, around: &Surroundings<'_>, now: Instant) {
        let mut browsers = self.browsers;
        while browsers != 0 {
            let index = browsers.trailing_zeros() as usize;
            browsers &= browsers - 1;
            let Some(leg) = self.legs[index].as_mut() else { continue };
            let Transport::WebRtc(webrtc) = &mut leg.transport else { continue };
            if webrtc.is_due(now) {
                webrtc.drive(around.webrtc, now);
            }
            self.webrtc_happened(index, around, now);
        }
    }

    fn tick_recorders(&mut self, now: Instant) {
        if self.recorder.as_ref().is_some_and(super::Recorder::has_failed) {
            self.recorder = None;
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.tick(now);
        }
        if self.voicemail.as_ref().is_some_and(super::Recorder::has_failed) {
            self.voicemail = None;
        }
        let end = self.voicemail.as_mut().and_then(|voicemail| voicemail.tick(now));
        if let Some(end) = end
            && let Some(voicemail) = self.voicemail.take()
        {
            voicemail.finish(end, now);
        }
    }
}

type Voices = [Option<[i16; FRAME as usize]>; MAX_LEGS];

/// The voices of some places.
fn heard(voices: &Voices, places: u16) -> impl Iterator<Item = &[i16; FRAME as usize]> {
    let at = move |(place, voice)| if places >> place & 1 == 1 { voice } else { None };
    voices.iter().map(Option::as_ref).enumerate().filter_map(at)
}

/// Sends this leg's next 20 ms, unless the one leg that it hears provides them. What goes first:
/// keys, prompt, music, other legs, silence.
fn send_frame(
    leg: &mut Leg,
    sum: Option<Frame>,
    around: &Surroundings<'_>,
    now: Instant,
) -> Option<MediaEvent> {
    if leg.keys.is_some() {
        send_keys(leg, around, now);
        return None;
    }
    let mut finished = None;
    let mut frame = None;
    if let Some(player) = &mut leg.player {
        frame = player.next_frame();
        if frame.is_none() {
            finished = leg.end_play(PlayEnd::Completed);
        }
    }
    if frame.is_none() {
        frame = leg.music.as_mut().and_then(super::player::Player::next_frame);
    }
    let is_served = leg.sources() != 0
        && leg.last_relayed.is_some_and(|at| now.saturating_duration_since(at) < BRIDGE_SILENT);
    let mut alaw = match frame.or(sum) {
        Some(frame) => frame,
        None if is_served => return finished,
        None => SILENT_FRAME,
    };
    g711::transcode(Codec::Pcma, leg.codec, &mut alaw);
    let numbers = leg.out.generated(FRAME, now);
    leg.send(Payload::Audio, numbers, &alaw, around.webrtc, now);
    finished
}

fn send_keys(leg: &mut Leg, around: &Surroundings<'_>, now: Instant) {
    let Some(keys) = &mut leg.keys else { return };
    match keys.sender.next_step() {
        None => leg.keys = None,
        Some(KeyStep::Pause) => {
            let mut silence = SILENT_FRAME;
            g711::transcode(Codec::Pcma, leg.codec, &mut silence);
            let numbers = leg.out.generated(FRAME, now);
            leg.send(Payload::Audio, numbers, &silence, around.webrtc, now);
        }
        Some(KeyStep::Report { payload, first }) => {
            if first {
                keys.timestamp = leg.out.begin_event(5 * FRAME, now);
            }
            let SendingKeys { timestamp, .. } = *keys;
            let copies = if payload.end { END_COPIES } else { 1 };
            for _ in 0..copies {
                let numbers = leg.out.event(timestamp, first, now);
                leg.send(Payload::Event, numbers, &payload.to_bytes(), around.webrtc, now);
            }
        }
    }
}
