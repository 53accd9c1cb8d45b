//! What a call handle asks of its media thread.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

use crate::clip::Clip;
use crate::error::MediaError;
use crate::event::{LegKey, MediaEvent, PlayId};
use crate::ports::PortLease;
use crate::recording::VoicemailLimits;
use crate::sdp::RemoteMedia;
use crate::statistics::LegStatistics;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CallId(pub(crate) u64);

pub(crate) type Reply<T> = oneshot::Sender<Result<T, MediaError>>;

#[derive(Debug)]
pub(crate) enum Command {
    Open { call: CallId, events: UnboundedSender<MediaEvent> },
    Call { call: CallId, what: CallCommand },
    Close { call: CallId },
    Shutdown,
}

#[derive(Debug)]
pub(crate) enum CallCommand {
    AddRtp { leg: LegKey, socket: std::net::UdpSocket, lease: PortLease },
    SetRemote { leg: LegKey, remote: RemoteMedia },
    RemoveLeg { leg: LegKey },
    WebRtcAnswer { leg: LegKey, offer: String, reply: Reply<String> },
    WebRtcOffer { leg: LegKey, reply: Reply<String> },
    WebRtcAccept { leg: LegKey, answer: String, reply: Reply<()> },
    Join { legs: Vec<LegKey> },
    Listen { listener: LegKey, sources: Vec<LegKey> },
    Unbridge,
    Mute { leg: LegKey, muted: bool },
    Hold { leg: LegKey, music: Arc<Clip> },
    Resume { leg: LegKey },
    Play { leg: LegKey, play: PlayId, clips: Vec<Arc<Clip>>, repeat: bool },
    StopPlay { leg: LegKey },
    DetectTones { leg: LegKey, on: bool },
    SendDigits { leg: LegKey, digits: String },
    StartRecording { path: PathBuf, left: LegKey, right: LegKey },
    SetRecordingLeg { right: LegKey },
    PauseRecording { paused: bool },
    StopRecording,
    StartVoicemail { path: PathBuf, leg: LegKey, limits: VoicemailLimits },
    StopVoicemail,
    Statistics { leg: LegKey, reply: Reply<LegStatistics> },
}
