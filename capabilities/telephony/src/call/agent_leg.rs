//! The agent's leg: calling the device, agreeing on audio, what the device says.

use std::future::pending;
use std::time::Duration;

use contact::{AgentRef, EndedBy};
use kernel::{ContactId, Timestamp};
use media::sdp::{self, Direction, LocalSession};
use media::{CallMedia, Codec, LegKey, MediaEvent};
use sip::{
    Binding, HangUp, InviteRequest, LegEvent, LostWhy, NameAddr, OutgoingLeg, SipPort, Transport, Uri,
};

use super::alive::Watch;
use super::caller_leg::{AgreeError, Audio, PREFERRED, renegotiate};
use call::DeviceEvent;

/// Header that tells the desk which contact rings.
const CONTACT_HEADER: &str = "X-Yingda-Contact";
/// Header that tells the desk to answer by itself: the page came back into a running call.
const RESUME_HEADER: &str = "X-Yingda-Resume";

/// The agent's leg.
pub struct AgentLeg {
    pub agent: AgentRef,
    pub key: LegKey,
    leg: OutgoingLeg,
    audio: Option<Audio>,
    /// While no audio comes.
    watch: Watch,
    pub from: Timestamp,
    pub answered_at: Option<Timestamp>,
    pub ended: Option<(EndedBy, String)>,
}

/// What is needed to call a device.
pub struct Dial<'a> {
    pub port: &'a SipPort,
    pub media: &'a CallMedia,
    pub contact: ContactId,
    pub caller: NameAddr,
    pub resume: bool,
    pub now: Timestamp,
}

impl AgentLeg {
    /// Calls the device.
    pub async fn dial(
        dial: Dial<'_>,
        agent: AgentRef,
        key: LegKey,
        device: &Binding,
    ) -> Result<Self, AgreeError> {
        let browser = matches!(device.source.transport, Transport::Ws | Transport::Wss);
        let (audio, offer) = if browser {
            (Audio::WebRtc, dial.media.add_webrtc_offer(key).await?)
        } else {
            let local = dial.media.add_rtp_leg(key)?;
            let number = dial.now.micros().unsigned_abs().wrapping_add(u64::from(key.0));
            let mut session = LocalSession::new(number, local.addr);
            let offer = session.offer(&[Codec::Pcma, Codec::Pcmu], Direction::SendRecv);
            (Audio::Rtp(session), offer)
        };
        let mut headers = vec![(CONTACT_HEADER.to_owned(), dial.contact.to_string())];
        if dial.resume {
            headers.push((RESUME_HEADER.to_owned(), "1".to_owned()));
        }
        let request = InviteRequest {
            target: device.target(),
            from: dial.caller,
            to: None,
            offer,
            headers,
            credentials: None,
        };
        let leg = dial.port.invite(request).await?;
        let audio = Some(audio);
        let watch = Watch::default();
        Ok(Self { agent, key, leg, audio, watch, from: dial.now, answered_at: None, ended: None })
    }

    /// The next event of the leg.
    pub async fn next(leg: &mut Option<Self>) -> Option<LegEvent> {
        match leg {
            Some(leg) if leg.ended.is_none() => {
                tokio::select! {
                    event = leg.leg.events.recv() => event,
                    () = leg.watch.gone() => Some(LegEvent::Lost(LostWhy::NoAnswer)),
                }
            }
            _ => pending().await,
        }
    }

    /// A plain telephone from which no audio comes any more may be muted, or dead: it is asked until audio comes again.
    /// One that never sent any is of the kind that sends nothing, and not asked. A browser's connection tells by itself.
    pub fn watch_audio(&mut self, event: &MediaEvent, every: Duration) {
        match event {
            MediaEvent::Silent { leg, heard_before: true, .. }
                if *leg == self.key && matches!(self.audio, Some(Audio::Rtp(_))) =>
            {
                self.watch.start(self.leg.dialog.clone(), every);
            }
            MediaEvent::Flowing { leg } if *leg == self.key => self.watch.stop(),
            _ => {}
        }
    }

    /// What an event means for the call; agrees on audio where it must.
    pub async fn hear(
        &mut self,
        event: Option<LegEvent>,
        media: &CallMedia,
        now: Timestamp,
    ) -> Option<DeviceEvent> {
        match event {
            Some(LegEvent::Ringing { .. }) => Some(DeviceEvent::Ringing),
            Some(LegEvent::Answered { sdp }) => Some(self.answered(sdp, media, now).await),
            Some(LegEvent::Rejected { code, .. }) => {
                self.ended = Some((EndedBy::Agent, code.to_string()));
                Some(DeviceEvent::Failed { code })
            }
            Some(LegEvent::Bye { .. }) => {
                self.ended = Some((EndedBy::Agent, "bye".to_owned()));
                Some(DeviceEvent::HungUp)
            }
            Some(LegEvent::Lost(why)) => Some(self.lost(lost_name(why))),
            None => Some(self.lost("gone")),
            Some(LegEvent::ReInvite(request)) => {
                if let Err(err) = renegotiate(&mut self.audio, media, self.key, request).await {
                    tracing::debug!(error = %err, "a re-negotiation of the agent failed");
                }
                None
            }
            Some(LegEvent::Confirmed { sdp: Some(answer) }) => {
                // It asked for our offer within the call; the answer says where its audio is from now on.
                if let Err(err) = self.agree(Some(answer), media).await {
                    tracing::debug!(error = %err, "a late answer of the agent is unusable");
                }
                None
            }
            Some(_) => None,
        }
    }

    fn lost(&mut self, why: &str) -> DeviceEvent {
        self.ended = Some((EndedBy::System, why.to_owned()));
        DeviceEvent::Lost { why: why.to_owned() }
    }

    async fn answered(&mut self, answer: Option<String>, media: &CallMedia, now: Timestamp) -> DeviceEvent {
        match self.agree(answer, media).await {
            Ok(()) => {
                self.answered_at = Some(now);
                DeviceEvent::Answered
            }
            Err(err) => {
                tracing::warn!(error = %err, "the device of an agent answered without usable audio");
                self.hang_up(EndedBy::System, "488").await;
                DeviceEvent::Failed { code: err.status() }
            }
        }
    }

    async fn agree(&mut self, answer: Option<String>, media: &CallMedia) -> Result<(), AgreeError> {
        let answer = answer.ok_or(AgreeError::Missing)?;
        match self.audio {
            Some(Audio::WebRtc) => Ok(media.set_webrtc_answer(self.key, &answer).await?),
            Some(Audio::Rtp(_)) | None => {
                media.set_remote(self.key, sdp::parse(&answer)?.remote_media(PREFERRED)?);
                Ok(())
            }
        }
    }

    /// CANCEL or BYE, whichever fits.
    pub async fn hang_up(&mut self, by: EndedBy, why: &str) {
        if self.ended.is_none() {
            self.ended = Some((by, why.to_owned()));
            self.leg.dialog.hang_up(HangUp::default()).await;
        }
    }
}

/// A stable name for the story.
pub fn lost_name(why: LostWhy) -> &'static str {
    match why {
        LostWhy::NoAck => "no_ack",
        LostWhy::NoAnswer => "no_answer",
        LostWhy::SessionExpired => "session_expired",
        LostWhy::Disconnected => "disconnected",
        LostWhy::Shutdown => "shutdown",
        LostWhy::Abandoned => "overloaded",
    }
}

/// The caller as the agent's device shows it.
pub fn caller_address(
    number: Option<&str>,
    display: Option<&str>,
    host: &str,
) -> Result<NameAddr, sip::SipError> {
    let user: String = number
        .unwrap_or("anonymous")
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '_' | '.'))
        .collect();
    let user = if user.is_empty() { "anonymous".to_owned() } else { user };
    let address = NameAddr::new(Uri::parse(&format!("sip:{user}@{host}"))?);
    Ok(match display {
        Some(display) => address.with_display(display),
        None => address,
    })
}
