//! Recordings: what comes in from the legs, as A-law WAV.
//!
//! The file is written as the call goes, about twice a second, with its header kept true to its
//! length: a killed process leaves a playable file that lacks less than the last second.
//! [`repair`] puts the last half second's sizes right after such an end.

mod header;
mod recorder;
mod repair;
mod timeline;
pub(crate) mod writer;

use std::time::Duration;

pub use repair::{RepairError, Repaired, repair};

pub(crate) use header::header as wav_header;
pub(crate) use recorder::{Heard, Recorder};

/// What ended a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordingEnd {
    /// An order to stop, or a newer recording in its place.
    Stopped,
    /// The call's media were closed, or the engine was shut down.
    CallClosed,
    /// A voicemail reached its greatest length.
    LongestReached,
    /// A voicemail's speaker fell silent.
    SpeakerSilent,
}

/// What ends a voicemail by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoicemailLimits {
    /// Greatest length.
    pub longest: Duration,
    /// Ends after this much silence (below about -45 dBFS), also at its beginning. `None` = never.
    pub end_after_silence: Option<Duration>,
}
