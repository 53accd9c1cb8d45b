//! WebRTC legs: one str0m instance each, driven by the media thread.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::config::{CryptoProvider, DtlsCert};
use str0m::format::{Codec as StrCodec, FormatParams};
use str0m::media::{Direction as StrDirection, Frequency, MediaKind, Mid, Pt};
use str0m::net::{DatagramRecv, Protocol, Receive};
use str0m::rtp::{RtpPacket, RtpWrite};
use str0m::{Candidate, Event, IceConnectionState, Input, Output, Rtc, RtcError};

use crate::error::MediaError;
use crate::g711::Codec;
use crate::sdp::Direction;
use crate::worker::Numbers;

/// Our payload type of telephone-event; a browser's offer may name another.
const DTMF_PAYLOAD_TYPE: u8 = 101;
/// A stack that keeps asking for time at once is broken; this many rounds are plenty.
const MAX_DRAIN_ROUNDS: usize = 64;

/// What all WebRTC legs of an engine share: one certificate, because making one costs more than all
/// the rest of a set-up.
#[derive(Debug, Clone)]
pub(crate) struct WebRtcSetup {
    provider: Arc<CryptoProvider>,
    certificate: DtlsCert,
    codec: Codec,
}

impl WebRtcSetup {
    pub(crate) fn new(codec: Codec) -> Result<Self, MediaError> {
        let provider = Arc::new(str0m::crypto::from_feature_flags());
        let certificate = provider
            .dtls_provider
            .generate_certificate()
            .ok_or_else(|| MediaError::WebRtc("no DTLS certificate could be made".to_owned()))?;
        Ok(Self { provider, certificate, codec })
    }

    pub(crate) fn codec(&self) -> Codec {
        self.codec
    }

    /// ICE-lite, packets instead of frames, exactly one codec and telephone events.
    fn build(&self, candidate: SocketAddr, now: Instant) -> Result<Rtc, MediaError> {
        let mut config = Rtc::builder()
            .set_crypto_provider(Arc::clone(&self.provider))
            .set_dtls_cert(self.certificate.clone())
            .set_ice_lite(true)
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_pcma(self.codec == Codec::Pcma, false)
            .enable_pcmu(self.codec == Codec::Pcmu, false);
        config.codec_config().add_config(
            DTMF_PAYLOAD_TYPE.into(),
            None,
            StrCodec::Tele,
            Frequency::EIGHT_KHZ,
            None,
            FormatParams::parse_line("0-15"),
        );
        let mut rtc = config.build(now);
        let candidate = Candidate::host(candidate, "udp").map_err(refused)?;
        rtc.add_local_candidate(candidate);
        Ok(rtc)
    }
}

fn refused(error: impl std::fmt::Display) -> MediaError {
    MediaError::WebRtc(error.to_string())
}

/// What the far side wrote may lead the stack into a panic; that costs no more than the negotiation.
fn guarded<T>(work: impl FnOnce() -> Result<T, RtcError>) -> Result<T, MediaError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(refused),
        Err(_) => Err(refused("the WebRTC stack panicked over the session description")),
    }
}

/// The identifier of the first audio line that an answer accepts.
fn accepted_audio(answer: &str) -> Option<&str> {
    let mut in_audio = false;
    for line in answer.lines() {
        if let Some(media) = line.strip_prefix("m=") {
            in_audio = media.starts_with("audio ") && !media.starts_with("audio 0 ");
        }
        if let Some(mid) = line.strip_prefix("a=mid:").filter(|_| in_audio) {
            return Some(mid.trim());
        }
    }
    None
}

/// The address that this thread's WebRTC socket is known by, and the socket.
#[derive(Debug)]
pub(crate) struct WebRtcSocket {
    pub(crate) socket: mio::net::UdpSocket,
    pub(crate) candidate: SocketAddr,
}

/// What a leg's stack reported.
#[derive(Debug)]
pub(crate) enum Happened {
    Packet(Box<RtpPacket>),
    Connected,
    Lost(String),
}

/// One browser.
pub(crate) struct WebRtcLeg {
    rtc: Rtc,
    mid: Option<Mid>,
    pending: Option<SdpPendingOffer>,
    happened: VecDeque<Happened>,
    next_timeout: Instant,
    audio_pt: Pt,
    dtmf_pt: Option<Pt>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// ICE and DTLS are not done yet.
    Connecting,
    Connected,
    /// ICE lost the far side; it may come back.
    Lost,
    /// The stack has ended, or has panicked: it is not touched any more.
    Dead,
}

impl std::fmt::Debug for WebRtcLeg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebRtcLeg").field("mid", &self.mid).field("state", &self.state).finish()
    }
}

impl WebRtcLeg {
    pub(crate) fn new(setup: &WebRtcSetup, socket: &WebRtcSocket, now: Instant) -> Result<Self, MediaError> {
        Ok(Self {
            rtc: setup.build(socket.candidate, now)?,
            mid: None,
            pending: None,
            happened: VecDeque::new(),
            next_timeout: now,
            audio_pt: setup.codec.payload_type().into(),
            dtmf_pt: None,
            state: State::Connecting,
        })
    }

    /// Our part of the user name in the far side's STUN requests.
    pub(crate) fn ufrag(&mut self) -> String {
        self.rtc.direct_api().local_ice_credentials().ufrag
    }

    pub(crate) fn answer(
        &mut self,
        offer: &str,
        socket: &WebRtcSocket,
        now: Instant,
    ) -> Result<String, MediaError> {
        let offer = SdpOffer::from_sdp_string(offer).map_err(refused)?;
        let answer = guarded(|| self.rtc.sdp_api().accept_offer(offer))?.to_sdp_string();
        self.drive(socket, now);
        // The stack reports the media only after the connection was made, which is too late here.
        let mid = accepted_audio(&answer).ok_or_else(|| refused("the offer has no audio in our codec"))?;
        self.mid = Some(Mid::from(mid));
        self.learn_payload_types()?;
        Ok(answer)
    }

    pub(crate) fn offer(&mut self, socket: &WebRtcSocket, now: Instant) -> Result<String, MediaError> {
        let mut change = self.rtc.sdp_api();
        let mid = change.add_media(MediaKind::Audio, StrDirection::SendRecv, None, None, None);
        let (offer, pending) = change.apply().ok_or_else(|| refused("nothing to offer"))?;
        self.mid = Some(mid);
        self.pending = Some(pending);
        self.drive(socket, now);
        Ok(offer.to_sdp_string())
    }

    pub(crate) fn accept(
        &mut self,
        answer: &str,
        socket: &WebRtcSocket,
        now: Instant,
    ) -> Result<(), MediaError> {
        let answer = SdpAnswer::from_sdp_string(answer).map_err(refused)?;
        let pending = self.pending.take().ok_or_else(|| refused("no offer is pending"))?;
        guarded(|| self.rtc.sdp_api().accept_answer(pending, answer))?;
        self.drive(socket, now);
        self.learn_payload_types()
    }

    /// Which payload types were agreed on; a browser's telephone-event is rarely ours.
    fn learn_payload_types(&mut self) -> Result<(), MediaError> {
        let nothing = || refused("no audio in our codec was agreed on");
        let media = self.mid.and_then(|mid| self.rtc.media(mid)).ok_or_else(nothing)?;
        let codecs = self.rtc.codec_config();
        let mut audio = None;
        for pt in media.remote_pts() {
            let Some(found) = codecs.find(|p| p.pt() == *pt) else { continue };
            match found.spec().codec {
                StrCodec::PCMA | StrCodec::PCMU => audio = Some(*pt),
                StrCodec::Tele => self.dtmf_pt = Some(*pt),
                _ => {}
            }
        }
        self.audio_pt = audio.ok_or_else(nothing)?;
        Ok(())
    }

    pub(crate) fn dtmf_pt(&self) -> Option<u8> {
        self.dtmf_pt.map(|pt| *pt)
    }

    /// The agreed direction, as the far side would write it.
    pub(crate) fn remote_direction(&self) -> Direction {
        let Some(media) = self.mid.and_then(|mid| self.rtc.media(mid)) else { return Direction::Inactive };
        match media.direction() {
            StrDirection::SendRecv => Direction::SendRecv,
            StrDirection::SendOnly => Direction::RecvOnly,
            StrDirection::RecvOnly => Direction::SendOnly,
            StrDirection::Inactive => Direction::Inactive,
        }
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.state == State::Connected
    }

    pub(crate) fn is_due(&self, now: Instant) -> bool {
        self.state != State::Dead && now >= self.next_timeout
    }

    pub(crate) fn take_happened(&mut self) -> Option<Happened> {
        self.happened.pop_front()
    }

    /// Feeds a datagram from the shared socket.
    pub(crate) fn receive(&mut self, from: SocketAddr, datagram: &[u8], socket: &WebRtcSocket, now: Instant) {
        let Ok(contents) = DatagramRecv::try_from(datagram) else { return };
        let receive = Receive { proto: Protocol::Udp, source: from, destination: socket.candidate, contents };
        self.input(Input::Receive(now, receive), socket, now);
    }

    /// Lets the stack do what its time has come for.
    pub(crate) fn drive(&mut self, socket: &WebRtcSocket, now: Instant) {
        self.input(Input::Timeout(now), socket, now);
    }

    /// A panic inside the stack must cost no more than this leg; the thread carries other calls.
    fn input(&mut self, input: Input<'_>, socket: &WebRtcSocket, now: Instant) {
        if self.state == State::Dead {
            return;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            self.rtc.handle_input(input)?;
            self.drain(socket, now)
        }));
        match outcome {
            Ok(Ok(())) if self.rtc.is_alive() => {}
            Ok(Ok(())) => self.lose(State::Dead, "the connection was closed"),
            Ok(Err(error)) => self.lose(State::Dead, &error.to_string()),
            Err(_) => self.lose(State::Dead, "the WebRTC stack panicked"),
        }
    }

    /// Sends one packet. `false` if there is no stream to send on (yet).
    pub(crate) fn send(
        &mut self,
        is_event: bool,
        numbers: Numbers,
        payload: &[u8],
        socket: &WebRtcSocket,
        now: Instant,
    ) -> bool {
        let pt = if is_event { self.dtmf_pt } else { Some(self.audio_pt) };
        let (Some(mid), Some(pt), State::Connected) = (self.mid, pt, self.state) else { return false };
        let mut direct = self.rtc.direct_api();
        let Some(stream) = direct.stream_tx_by_mid(mid, None) else { return false };
        let packet = RtpWrite::new(pt, numbers.sequence.into(), numbers.timestamp, now, payload)
            .marker(numbers.marker);
        stream.write_rtp(packet);
        self.drive(socket, now);
        true
    }

    /// Says good-bye to the far side.
    pub(crate) fn close(&mut self, socket: &WebRtcSocket, now: Instant) {
        if let Err(error) = self.rtc.close() {
            tracing::debug!(%error, "a WebRTC leg did not close cleanly");
        }
        self.drive(socket, now);
    }

    /// Carries out what the stack wants until it only waits.
    fn drain(&mut self, socket: &WebRtcSocket, now: Instant) -> Result<(), RtcError> {
        let mut rounds = 0;
        loop {
            match self.rtc.poll_output()? {
                Output::Transmit(out) => {
                    if let Err(error) = socket.socket.send_to(&out.contents, out.destination) {
                        tracing::trace!(%error, "a WebRTC datagram was not sent");
                    }
                }
                Output::Event(event) => self.note(event),
                Output::Timeout(at) => {
                    self.next_timeout = at;
                    rounds += 1;
                    if at > now || rounds > MAX_DRAIN_ROUNDS || !self.rtc.is_alive() {
                        return Ok(());
                    }
                    self.rtc.handle_input(Input::Timeout(now))?;
                }
            }
        }
    }

    fn note(&mut self, event: Event) {
        match event {
            Event::RtpPacket(packet) => self.happened.push_back(Happened::Packet(Box::new(packet))),
            Event::Connected => self.connect(),
            Event::IceConnectionStateChange(
                IceConnectionState::Connected | IceConnectionState::Completed,
            ) if self.state == State::Lost => {
                self.connect();
            }
            Event::IceConnectionStateChange(IceConnectionState::Disconnected) => {
                self.lose(State::Lost, "ICE was disconnected");
            }
            _ => {}
        }
    }

    fn connect(&mut self) {
        self.state = State::Connected;
        self.happened.push_back(Happened::Connected);
    }

    fn lose(&mut self, state: State, why: &str) {
        // Reported once, however the end shows itself.
        if matches!(self.state, State::Connecting | State::Connected) {
            self.happened.push_back(Happened::Lost(why.to_owned()));
        }
        self.state = state;
    }
}
