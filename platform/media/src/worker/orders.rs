//! Carrying out what call handles ask for.

use std::time::Instant;

use mio::Interest;

use super::Worker;
use super::call::{Call, Surroundings};
use super::leg::{Leg, RtpTransport, Transport};
use super::player::Player;
use crate::command::{CallCommand, CallId, Command};
use crate::error::MediaError;
use crate::event::LegKey;
use crate::ports::PortLease;
use crate::recording::{Recorder, RecordingEnd};
use crate::webrtc::WebRtcLeg;

/// Whether the thread goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proceed {
    On,
    End,
}

impl Worker {
    pub(super) fn command(&mut self, command: Command, now: Instant) -> Proceed {
        match command {
            Command::Open { call, events } => {
                let opened = Call::new(events, self.queue.clone());
                let slot = self.calls.iter().position(Option::is_none).unwrap_or(self.calls.len());
                if slot == self.calls.len() {
                    self.calls.push(None);
                }
                self.calls[slot] = Some(opened);
                self.slots.insert(call, slot);
            }
            Command::Call { call, what } => {
                // A closed call's orders are dropped, and with them their replies and ports.
                if let Some(slot) = self.slots.get(&call).copied() {
                    self.order(slot, what, now);
                }
            }
            Command::Close { call } => self.close(call, now),
            Command::Shutdown => return Proceed::End,
        }
        Proceed::On
    }

    pub(super) fn close(&mut self, call: CallId, now: Instant) {
        let Some(slot) = self.slots.remove(&call) else { return };
        let Some(mut call) = self.calls[slot].take() else { return };
        let around = Surroundings { webrtc: &self.webrtc, silent_after: self.silent_after };
        for leg in call.close(&around, now) {
            self.forget(leg);
        }
        self.browsers.forget_call(slot);
    }

    pub(super) fn close_all(&mut self, now: Instant) {
        let open: Vec<CallId> = self.slots.keys().copied().collect();
        for call in open {
            self.close(call, now);
        }
    }

    fn forget(&mut self, mut leg: Leg) {
        if let Transport::Rtp(rtp) = &mut leg.transport
            && let Err(error) = self.poll.registry().deregister(&mut rtp.socket)
        {
            tracing::debug!(%error, "an RTP socket was not registered");
        }
    }

    fn order(&mut self, slot: usize, what: CallCommand, now: Instant) {
        let Some(call) = self.calls.get_mut(slot).and_then(Option::as_mut) else { return };
        match what {
            CallCommand::AddRtp { leg, socket, lease } => self.add_rtp(slot, leg, socket, lease),
            CallCommand::RemoveLeg { leg } => self.remove_leg(slot, leg, now),
            CallCommand::WebRtcAnswer { leg, offer, reply } => {
                let _ = reply.send(self.webrtc_answer(slot, leg, &offer, now));
            }
            CallCommand::WebRtcOffer { leg, reply } => {
                let _ = reply.send(self.webrtc_offer(slot, leg, now));
            }
            CallCommand::WebRtcAccept { leg, answer, reply } => {
                let _ = reply.send(self.webrtc_accept(slot, leg, &answer, now));
            }
            CallCommand::Statistics { leg, reply } => {
                let found = call.leg_mut(leg).map(|l| l.statistics());
                let _ = reply.send(found.ok_or(MediaError::UnknownLeg(leg)));
            }
            other => simple_order(call, other, now),
        }
    }

    fn add_rtp(&mut self, slot: usize, key: LegKey, socket: std::net::UdpSocket, lease: PortLease) {
        let Some(call) = self.calls[slot].as_mut() else { return };
        let Ok(place) = call.free_place(key) else { return };
        let mut socket = mio::net::UdpSocket::from_std(socket);
        let token = super::token(slot, place);
        if let Err(error) = self.poll.registry().register(&mut socket, token, Interest::READABLE) {
            tracing::error!(%error, "an RTP socket could not be polled");
            return;
        }
        let transport = RtpTransport { socket, lock: None, dtmf_pt: None, packet: Vec::new(), _lease: lease };
        let leg = Leg::new(key, Transport::Rtp(transport), crate::g711::Codec::Pcma);
        call.legs[place] = Some(Box::new(leg));
    }

    fn remove_leg(&mut self, slot: usize, key: LegKey, now: Instant) {
        let around = Surroundings { webrtc: &self.webrtc, silent_after: self.silent_after };
        let Some(call) = self.calls[slot].as_mut() else { return };
        let Some(index) = call.index_of(key) else { return };
        let removed = call.remove(index, &around, now);
        self.browsers.forget_leg(slot, index);
        if let Some(leg) = removed {
            self.forget(leg);
        }
    }

    fn webrtc_answer(
        &mut self,
        slot: usize,
        key: LegKey,
        offer: &str,
        now: Instant,
    ) -> Result<String, MediaError> {
        let call = self.calls[slot].as_mut().ok_or(MediaError::Closed)?;
        if let Some(leg) = call.leg_mut(key) {
            let Transport::WebRtc(webrtc) = &mut leg.transport else {
                return Err(MediaError::WrongKind(key));
            };
            let answer = webrtc.answer(offer, &self.webrtc, now)?;
            let direction = webrtc.remote_direction();
            leg.set_remote_direction(direction, now);
            return Ok(answer);
        }
        let mut webrtc = WebRtcLeg::new(&self.setup, &self.webrtc, now)?;
        let answer = webrtc.answer(offer, &self.webrtc, now)?;
        self.keep_browser(slot, key, webrtc, now)?;
        Ok(answer)
    }

    fn webrtc_offer(&mut self, slot: usize, key: LegKey, now: Instant) -> Result<String, MediaError> {
        let mut webrtc = WebRtcLeg::new(&self.setup, &self.webrtc, now)?;
        let offer = webrtc.offer(&self.webrtc, now)?;
        self.keep_browser(slot, key, webrtc, now)?;
        Ok(offer)
    }

    fn webrtc_accept(
        &mut self,
        slot: usize,
        key: LegKey,
        answer: &str,
        now: Instant,
    ) -> Result<(), MediaError> {
        let call = self.calls[slot].as_mut().ok_or(MediaError::Closed)?;
        let leg = call.leg_mut(key).ok_or(MediaError::UnknownLeg(key))?;
        let Transport::WebRtc(webrtc) = &mut leg.transport else { return Err(MediaError::WrongKind(key)) };
        webrtc.accept(answer, &self.webrtc, now)?;
        let direction = webrtc.remote_direction();
        leg.set_remote_direction(direction, now);
        Ok(())
    }

    fn keep_browser(
        &mut self,
        slot: usize,
        key: LegKey,
        mut webrtc: WebRtcLeg,
        now: Instant,
    ) -> Result<(), MediaError> {
        let call = self.calls[slot].as_mut().ok_or(MediaError::Closed)?;
        let place = call.free_place(key)?;
        self.browsers.know(webrtc.ufrag(), slot, place);
        let direction = webrtc.remote_direction();
        let mut leg = Leg::new(key, Transport::WebRtc(Box::new(webrtc)), self.setup.codec());
        leg.set_remote_direction(direction, now);
        call.legs[place] = Some(Box::new(leg));
        call.browsers |= 1 << place;
        Ok(())
    }
}

/// The orders that concern nothing but the call itself.
fn simple_order(call: &mut Call, what: CallCommand, now: Instant) {
    match what {
        CallCommand::SetRemote { leg, remote } => {
            if let Some(leg) = call.leg_mut(leg) {
                leg.set_remote(remote, now);
            }
        }
        CallCommand::Join { legs } => call.join(&legs),
        CallCommand::Listen { listener, sources } => call.listen(listener, &sources),
        CallCommand::Unbridge => call.unbridge(),
        CallCommand::Mute { leg, muted } => {
            if let Some(leg) = call.leg_mut(leg) {
                leg.muted = muted;
            }
        }
        CallCommand::Hold { leg, music } => {
            if let Some(leg) = call.leg_mut(leg) {
                leg.music = Some(Player::music(music));
            }
        }
        CallCommand::Resume { leg } => {
            if let Some(leg) = call.leg_mut(leg) {
                leg.music = None;
            }
        }
        CallCommand::DetectTones { leg, on } => {
            if let Some(leg) = call.leg_mut(leg) {
                leg.tones = on.then(crate::tones::ToneDetector::new);
            }
        }
        CallCommand::Play { leg, play, clips, repeat } => call.play(leg, play, clips, repeat),
        CallCommand::StopPlay { leg } => call.stop_play(leg),
        CallCommand::SendDigits { leg, digits } => call.send_digits(leg, &digits),
        other => recording_order(call, other, now),
    }
}

fn recording_order(call: &mut Call, what: CallCommand, now: Instant) {
    match what {
        CallCommand::StartRecording { path, left, right } => {
            if let Some(replaced) = call.recorder.take() {
                replaced.finish(RecordingEnd::Stopped, now);
            }
            let begun = Recorder::stereo(path, (left, right), call.queue.clone(), call.events(), now);
            call.recorder = Some(begun);
        }
        CallCommand::SetRecordingLeg { right } => {
            if let Some(recorder) = &mut call.recorder {
                recorder.set_right(right);
            }
        }
        CallCommand::PauseRecording { paused } => {
            if let Some(recorder) = &mut call.recorder {
                recorder.set_paused(paused);
            }
        }
        CallCommand::StopRecording => {
            if let Some(recorder) = call.recorder.take() {
                recorder.finish(RecordingEnd::Stopped, now);
            }
        }
        CallCommand::StartVoicemail { path, leg, limits } => {
            if let Some(replaced) = call.voicemail.take() {
                replaced.finish(RecordingEnd::Stopped, now);
            }
            let begun = Recorder::voicemail(path, leg, limits, call.queue.clone(), call.events(), now);
            call.voicemail = Some(begun);
        }
        CallCommand::StopVoicemail => {
            if let Some(voicemail) = call.voicemail.take() {
                voicemail.finish(RecordingEnd::Stopped, now);
            }
        }
        other => tracing::debug!(?other, "an order found no taker"),
    }
}
