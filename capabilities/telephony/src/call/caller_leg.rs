//! The caller's leg: its offer, its answer, its re-negotiations.

use std::time::Duration;

use contact::EndedBy;
use kernel::Timestamp;
use media::sdp::{self, LocalSession, SdpError};
use media::{CallMedia, Codec, LegStatistics, MediaError, MediaEvent};
use sip::{HangUp, IncomingInvite, IncomingLeg, InviteInfo, LegEvent, LegEvents, LostWhy, ReInvite};

use super::CALLER;
use super::alive::Watch;

/// The codec preferred everywhere, so that nothing needs to be transcoded.
pub const PREFERRED: Codec = Codec::Pcma;

/// Why a leg's audio could not be agreed.
#[derive(Debug, thiserror::Error)]
pub enum AgreeError {
    /// The session description is unusable: 488.
    #[error("session description: {0}")]
    Description(#[from] SdpError),
    /// No port, or the engine refused: 503.
    #[error("media: {0}")]
    Media(#[from] MediaError),
    /// The peer sent no description where one was needed.
    #[error("no session description")]
    Missing,
    /// SIP failed.
    #[error("signalling: {0}")]
    Sip(#[from] sip::SipError),
}

impl AgreeError {
    /// The SIP status that tells the peer.
    pub fn status(&self) -> u16 {
        match self {
            Self::Description(_) | Self::Missing => 488,
            Self::Media(_) => 503,
            Self::Sip(_) => 500,
        }
    }
}

/// How a leg's audio travels.
pub enum Audio {
    /// Plain RTP with our side of the description.
    Rtp(LocalSession),
    /// A browser.
    WebRtc,
}

/// The caller's leg.
pub struct CallerLeg {
    pub info: InviteInfo,
    pub leg: IncomingLeg,
    pub events: LegEvents,
    pub audio: Option<Audio>,
    /// While no audio needs to come, as on hold.
    watch: Watch,
    /// Both sides have described their audio.
    agreed: bool,
    pub from: Timestamp,
    pub answered_at: Option<Timestamp>,
    pub ended: Option<(EndedBy, String)>,
    pub statistics: Option<LegStatistics>,
}

impl CallerLeg {
    pub fn new(invite: IncomingInvite, from: Timestamp) -> Self {
        let IncomingInvite { info, leg, events } = invite;
        let agreed = info.offer.is_some();
        Self {
            info,
            leg,
            events,
            audio: None,
            watch: Watch::default(),
            agreed,
            from,
            answered_at: None,
            ended: None,
            statistics: None,
        }
    }

    /// The next event of the leg.
    pub async fn next(&mut self) -> Option<LegEvent> {
        tokio::select! {
            event = self.events.recv() => event,
            () = self.watch.gone() => Some(LegEvent::Lost(LostWhy::NoAnswer)),
        }
    }

    /// A plain telephone that keeps the call on hold sends nothing, dead or alive: it is asked. One that should be heard
    /// and is not, is judged by that.
    pub fn watch_audio(&mut self, event: &MediaEvent, every: Duration) {
        match event {
            MediaEvent::Silent { leg: CALLER, expected: false, .. }
                if matches!(self.audio, Some(Audio::Rtp(_))) =>
            {
                self.watch.start(self.leg.dialog().clone(), every);
            }
            MediaEvent::Flowing { leg: CALLER } => self.watch.stop(),
            _ => {}
        }
    }

    /// Agrees on audio and answers.
    pub async fn answer(&mut self, media: &CallMedia, now: Timestamp) -> Result<(), AgreeError> {
        let offer = self.info.offer.clone();
        let description = match offer.as_deref() {
            Some(offer) if sdp::is_webrtc(offer) => {
                self.audio = Some(Audio::WebRtc);
                media.add_webrtc_answer(CALLER, offer).await?
            }
            Some(offer) => self.answer_rtp(media, offer)?,
            None => self.offer_rtp(media)?,
        };
        self.leg.answer(&description).await?;
        self.answered_at = Some(now);
        Ok(())
    }

    fn answer_rtp(&mut self, media: &CallMedia, offer: &str) -> Result<String, AgreeError> {
        let remote = sdp::parse(offer)?;
        remote.choose_codec(PREFERRED)?;
        let local = media.add_rtp_leg(CALLER)?;
        let mut session = LocalSession::new(self.session_number(), local.addr);
        let (answer, agreed) = session.answer(&remote, PREFERRED, sdp::Direction::SendRecv)?;
        media.set_remote(CALLER, agreed);
        self.audio = Some(Audio::Rtp(session));
        Ok(answer)
    }

    /// The INVITE came without an offer: ours goes in the 200, the answer comes in the ACK.
    fn offer_rtp(&mut self, media: &CallMedia) -> Result<String, AgreeError> {
        let local = media.add_rtp_leg(CALLER)?;
        let mut session = LocalSession::new(self.session_number(), local.addr);
        let offer = session.offer(&[Codec::Pcma, Codec::Pcmu], sdp::Direction::SendRecv);
        self.audio = Some(Audio::Rtp(session));
        Ok(offer)
    }

    fn session_number(&self) -> u64 {
        self.from.micros().unsigned_abs()
    }

    /// The ACK came, with the answer where the offer was ours. False when nothing was ever agreed: without knowing where
    /// to, nobody could be heard, nor missed when silent.
    pub fn late_answer(&mut self, media: &CallMedia, answer: Option<&str>) -> bool {
        if let Some(answer) = answer {
            match sdp::parse(answer).and_then(|remote| remote.remote_media(PREFERRED)) {
                Ok(agreed) => {
                    media.set_remote(CALLER, agreed);
                    self.agreed = true;
                }
                Err(err) => tracing::info!(error = %err, "the caller's late answer is unusable"),
            }
        }
        self.agreed
    }

    /// The caller's device offers again: its own hold, a new address.
    pub async fn renegotiate(&mut self, media: &CallMedia, request: ReInvite) {
        if let Err(err) = renegotiate(&mut self.audio, media, CALLER, request).await {
            tracing::debug!(error = %err, "a re-negotiation of the caller failed");
        }
    }

    /// Refuses a call that was not answered yet, with the status that says why.
    pub async fn refuse(&mut self, code: u16) {
        if self.ended.is_none() {
            self.ended = Some((EndedBy::System, code.to_string()));
            if let Err(err) = self.leg.reject(code, "", &[]).await {
                tracing::debug!(error = %err, "the caller was gone before the refusal");
            }
        }
    }

    pub async fn hang_up(&mut self, by: EndedBy, why: &str) {
        if self.ended.is_none() {
            self.ended = Some((by, why.to_owned()));
            if self.answered_at.is_some() {
                self.leg.dialog().hang_up(HangUp::default()).await;
            } else if let Err(err) = self.leg.reject(480, "", &[]).await {
                tracing::debug!(error = %err, "the caller was gone before the refusal");
            }
        }
    }
}

/// Answers an offer within a dialog, for either side.
pub async fn renegotiate(
    audio: &mut Option<Audio>,
    media: &CallMedia,
    key: media::LegKey,
    request: ReInvite,
) -> Result<(), AgreeError> {
    let result = match (&mut *audio, request.offer.as_deref()) {
        (Some(Audio::WebRtc), Some(offer)) => Ok(media.add_webrtc_answer(key, offer).await?),
        (Some(Audio::Rtp(session)), Some(offer)) => answer_again(session, media, key, offer),
        (Some(Audio::Rtp(session)), None) => {
            Ok(session.offer(&[Codec::Pcma, Codec::Pcmu], sdp::Direction::SendRecv))
        }
        (Some(Audio::WebRtc), None) | (None, _) => Err(AgreeError::Missing),
    };
    match result {
        Ok(answer) => Ok(request.answer(&answer).await?),
        Err(err) => {
            request.reject(err.status()).await?;
            Err(err)
        }
    }
}

fn answer_again(
    session: &mut LocalSession,
    media: &CallMedia,
    key: media::LegKey,
    offer: &str,
) -> Result<String, AgreeError> {
    let remote = sdp::parse(offer)?;
    let (answer, agreed) = session.answer(&remote, PREFERRED, sdp::Direction::SendRecv)?;
    media.set_remote(key, agreed);
    Ok(answer)
}
