//! The handle on one call's media.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use crate::clip::Clip;
use crate::command::{CallCommand, CallId, Command, Reply};
use crate::engine::{MediaEngine, ThreadHandle};
use crate::error::MediaError;
use crate::event::{LegKey, PlayId};
use crate::music;
use crate::recording::VoicemailLimits;
use crate::sdp::RemoteMedia;
use crate::socket;
use crate::statistics::LegStatistics;

/// The local end of a plain RTP leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalRtp {
    /// What the session description shall announce (the public address, if one is configured).
    pub addr: SocketAddr,
}

/// One call's legs, prompts, music and recording. Cheap to clone; the call's media end with
/// [`close`](Self::close) or when the last clone is dropped.
///
/// Orders are carried out by the call's media thread in the order given, usually within
/// milliseconds. An order that names an unknown leg does nothing (a `play` is answered by
/// `PlayFinished`, so that no flow waits for ever).
#[derive(Debug, Clone)]
pub struct CallMedia {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: CallId,
    engine: Arc<MediaEngine>,
    thread: Arc<ThreadHandle>,
    legs: Mutex<Vec<LegKey>>,
    next_play: AtomicU64,
    closed: AtomicBool,
}

/// Legs that one call can have at a time; the token of a socket has four bits for them.
pub(crate) const MAX_LEGS: usize = 16;

impl CallMedia {
    pub(crate) fn new(id: CallId, engine: Arc<MediaEngine>, thread: Arc<ThreadHandle>) -> Self {
        Self {
            inner: Arc::new(Inner {
                id,
                engine,
                thread,
                legs: Mutex::new(Vec::new()),
                next_play: AtomicU64::new(1),
                closed: AtomicBool::new(false),
            }),
        }
    }

    /// Opens a plain RTP leg on a port of the pool. Nothing is sent until
    /// [`set_remote`](Self::set_remote).
    ///
    /// # Errors
    /// No free port, the system refuses the socket, the key is in use, or the call is closed.
    pub fn add_rtp_leg(&self, leg: LegKey) -> Result<LocalRtp, MediaError> {
        self.claim(leg)?;
        let bound = socket::bind_rtp(self.inner.engine.config(), self.inner.engine.ports());
        match bound {
            Ok((socket, lease)) => {
                let port = lease.port();
                self.order(CallCommand::AddRtp { leg, socket, lease });
                let addr = SocketAddr::new(self.inner.engine.config().announced_ip(), port);
                Ok(LocalRtp { addr })
            }
            Err(error) => {
                self.release(leg);
                Err(error)
            }
        }
    }

    /// Says where a plain RTP leg sends to and what was agreed; again after each re-INVITE. A new
    /// address is learnt anew, an unchanged one keeps its lock.
    pub fn set_remote(&self, leg: LegKey, remote: RemoteMedia) {
        self.order(CallCommand::SetRemote { leg, remote });
    }

    /// Answers a browser's offer. With a known WebRTC leg the offer is a re-negotiation (hold, ICE
    /// restart) of that leg.
    ///
    /// # Errors
    /// The offer cannot be used, the key belongs to a plain RTP leg, or the call is closed.
    pub async fn add_webrtc_answer(&self, leg: LegKey, offer: &str) -> Result<String, MediaError> {
        let is_new = self.claim(leg).is_ok();
        let offer = offer.to_owned();
        let answer = self.ask(|reply| CallCommand::WebRtcAnswer { leg, offer, reply }).await;
        if answer.is_err() && is_new {
            self.release(leg);
        }
        answer
    }

    /// Opens a WebRTC leg and makes the offer that a browser shall answer.
    ///
    /// # Errors
    /// The key is in use, the stack fails, or the call is closed.
    pub async fn add_webrtc_offer(&self, leg: LegKey) -> Result<String, MediaError> {
        self.claim(leg)?;
        let offer = self.ask(|reply| CallCommand::WebRtcOffer { leg, reply }).await;
        if offer.is_err() {
            self.release(leg);
        }
        offer
    }

    /// Takes the browser's answer to [`add_webrtc_offer`](Self::add_webrtc_offer).
    ///
    /// # Errors
    /// The answer cannot be used, no offer is pending, or the call is closed.
    pub async fn set_webrtc_answer(&self, leg: LegKey, answer: &str) -> Result<(), MediaError> {
        let answer = answer.to_owned();
        self.ask(|reply| CallCommand::WebRtcAccept { leg, answer, reply }).await
    }

    /// Closes one leg: its socket and port are freed, `LegClosed` follows.
    pub fn remove_leg(&self, leg: LegKey) {
        self.release(leg);
        self.order(CallCommand::RemoveLeg { leg });
    }

    /// Lets two legs hear each other; each leaves the conversation it was in before.
    pub fn bridge(&self, a: LegKey, b: LegKey) {
        self.conference(&[a, b]);
    }

    /// Lets any number of legs hear each other; each leaves the conversation it was in before. With
    /// three and more the voices are mixed, which adds some 40 ms; keys pressed are then reported but
    /// not passed on.
    pub fn conference(&self, legs: &[LegKey]) {
        self.order(CallCommand::Join { legs: legs.to_vec() });
    }

    /// Lets one leg hear others, besides its conversation, without their hearing it. Replaces what it
    /// listened to before; an empty list ends it. A supervisor `listen`s to caller and agent; to
    /// whisper, the agent also `listen`s to the supervisor; to barge in they `conference`.
    pub fn listen(&self, listener: LegKey, sources: &[LegKey]) {
        self.order(CallCommand::Listen { listener, sources: sources.to_vec() });
    }

    /// Parts all legs of the call; who listens goes on listening.
    pub fn unbridge(&self) {
        self.order(CallCommand::Unbridge);
    }

    /// Whether this leg's own audio is kept from its peer. Keys pressed are not relayed either.
    pub fn mute(&self, leg: LegKey, muted: bool) {
        self.order(CallCommand::Mute { leg, muted });
    }

    /// The leg hears the default music (also used for waiting in a queue), its peer hears silence.
    pub fn hold(&self, leg: LegKey) {
        self.hold_with(leg, music::default_clip());
    }

    /// As [`hold`](Self::hold) with music of one's own, looped.
    pub fn hold_with(&self, leg: LegKey, music: Arc<Clip>) {
        self.order(CallCommand::Hold { leg, music });
    }

    /// Ends the leg's hold: it hears its peer again.
    pub fn resume(&self, leg: LegKey) {
        self.order(CallCommand::Resume { leg });
    }

    /// Plays clips one after the other to a leg, instead of its peer or its music. Replaces what was
    /// playing. With `repeat` it begins again until stopped.
    pub fn play(&self, leg: LegKey, clips: Vec<Arc<Clip>>, repeat: bool) -> PlayId {
        let play = PlayId(self.inner.next_play.fetch_add(1, Ordering::Relaxed));
        self.order(CallCommand::Play { leg, play, clips, repeat });
        play
    }

    /// Ends what is playing to the leg.
    pub fn stop_play(&self, leg: LegKey) {
        self.order(CallCommand::StopPlay { leg });
    }

    /// Sends key presses to a leg as RFC 4733 events, 100 ms each with 60 ms between. Characters
    /// other than `0-9*#A-D` are left out; does nothing if the leg agreed to no telephone-event.
    pub fn send_digits(&self, leg: LegKey, digits: &str) {
        self.order(CallCommand::SendDigits { leg, digits: digits.to_owned() });
    }

    /// Whether keys are also looked for as tones within the leg's audio, for far sides that agreed to
    /// no telephone-event. Off at first; with both, a far side that sends both is reported twice.
    pub fn detect_tones(&self, leg: LegKey, on: bool) {
        self.order(CallCommand::DetectTones { leg, on });
    }

    /// Records what comes from two legs into a stereo A-law WAV. Replaces a running recording of the
    /// call. A leg that does not exist (yet) is silent. The folder is created if missing; a file that
    /// exists is not written over (`RecordingFailed`).
    pub fn start_recording(&self, path: impl Into<PathBuf>, left: LegKey, right: LegKey) {
        self.order(CallCommand::StartRecording { path: path.into(), left, right });
    }

    /// Lets another leg be recorded on the right channel (agent answers, transfer).
    pub fn set_recording_leg(&self, right: LegKey) {
        self.order(CallCommand::SetRecordingLeg { right });
    }

    /// Silence of true length is written until [`resume_recording`](Self::resume_recording).
    pub fn pause_recording(&self) {
        self.order(CallCommand::PauseRecording { paused: true });
    }

    /// Ends [`pause_recording`](Self::pause_recording).
    pub fn resume_recording(&self) {
        self.order(CallCommand::PauseRecording { paused: false });
    }

    /// Ends the recording; `RecordingDone` follows when the file is complete.
    pub fn stop_recording(&self) {
        self.order(CallCommand::StopRecording);
    }

    /// Records one leg into a mono A-law WAV, beside a recording of the call if there is one.
    pub fn start_voicemail(&self, path: impl Into<PathBuf>, leg: LegKey, limits: VoicemailLimits) {
        self.order(CallCommand::StartVoicemail { path: path.into(), leg, limits });
    }

    /// Ends the voicemail; `RecordingDone` follows.
    pub fn stop_voicemail(&self) {
        self.order(CallCommand::StopVoicemail);
    }

    /// The leg's figures so far.
    ///
    /// # Errors
    /// The leg is unknown or the call is closed.
    pub async fn statistics(&self, leg: LegKey) -> Result<LegStatistics, MediaError> {
        self.ask(|reply| CallCommand::Statistics { leg, reply }).await
    }

    /// Ends the call's media: recordings are completed, sockets and ports freed. Later orders do
    /// nothing.
    pub fn close(&self) {
        self.inner.close();
    }

    fn order(&self, what: CallCommand) {
        self.inner.thread.send(Command::Call { call: self.inner.id, what });
    }

    async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> CallCommand) -> Result<T, MediaError> {
        let (reply, answer) = oneshot::channel();
        self.order(command(reply));
        answer.await.map_err(|_| MediaError::Closed)?
    }

    fn claim(&self, leg: LegKey) -> Result<(), MediaError> {
        if self.inner.closed.load(Ordering::Acquire) {
            return Err(MediaError::Closed);
        }
        let mut legs = self.inner.legs.lock().unwrap_or_else(PoisonError::into_inner);
        if legs.contains(&leg) {
            return Err(MediaError::LegExists(leg));
        }
        if legs.len() >= MAX_LEGS {
            return Err(MediaError::TooManyLegs);
        }
        legs.push(leg);
        Ok(())
    }

    fn release(&self, leg: LegKey) {
        let mut legs = self.inner.legs.lock().unwrap_or_else(PoisonError::into_inner);
        legs.retain(|known| *known != leg);
    }
}

impl Inner {
    fn close(&self) {
        if !self.closed.swap(true, Ordering::AcqRel) {
            self.thread.send(Command::Close { call: self.id });
            self.thread.call_closed();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}
