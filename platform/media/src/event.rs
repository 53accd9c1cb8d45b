//! What a call's media tells the task that owns the call.

use std::fmt;
use std::path::PathBuf;

use crate::recording::RecordingEnd;
use crate::statistics::LegStatistics;

/// Names a leg inside one call; chosen by the caller of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LegKey(pub u32);

impl fmt::Display for LegKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Names one `play` order inside one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlayId(pub u64);

/// Why a prompt is no longer heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayEnd {
    /// It was heard to its end.
    Completed,
    /// `stop_play`, a newer `play`, or the end of the leg cut it short.
    Stopped,
}

/// An occurrence on one call's media, in the order of its happening.
#[derive(Debug)]
pub enum MediaEvent {
    /// A key was pressed and released (RFC 4733). Comes once per key press.
    Digit {
        /// The leg on which the key was pressed.
        leg: LegKey,
        /// `0`–`9`, `*`, `#`, `A`–`D`.
        digit: char,
        /// How long the key was held, as far as the packets tell.
        duration_ms: u32,
    },
    /// A prompt ended. Comes exactly once for each `play`.
    PlayFinished {
        /// The leg that heard it.
        leg: LegKey,
        /// The order as returned by `play`.
        play: PlayId,
        /// Whether it was heard to its end.
        end: PlayEnd,
    },
    /// No packet came from this leg for the configured time. A browser that never connects is reported so too.
    Silent {
        /// The silent leg.
        leg: LegKey,
        /// Time since the last packet, or since the leg's remote side was set.
        for_ms: u64,
        /// Packets had come from it before.
        heard_before: bool,
        /// It should be sending; a side that keeps the call on hold need not.
        expected: bool,
    },
    /// Packets come again from a leg that was reported silent.
    Flowing {
        /// The leg.
        leg: LegKey,
    },
    /// A WebRTC leg finished ICE and DTLS: audio can flow.
    Connected {
        /// The leg.
        leg: LegKey,
    },
    /// A WebRTC leg lost its connection or its stack failed; plain RTP legs never send this.
    Disconnected {
        /// The leg.
        leg: LegKey,
        /// For the log.
        why: String,
    },
    /// A recording or voicemail was written to its end.
    RecordingDone {
        /// The file.
        path: PathBuf,
        /// Length of the audio.
        duration_ms: u64,
        /// Size of the file.
        bytes: u64,
        /// What ended it.
        end: RecordingEnd,
    },
    /// A recording could not be written (any further); the call goes on without it.
    RecordingFailed {
        /// The file; what it holds until then plays.
        path: PathBuf,
        /// Length of the audio that was written.
        duration_ms: u64,
        /// For the log and the supervisor.
        why: String,
    },
    /// A leg was removed, or its call closed: its final figures.
    LegClosed {
        /// The leg.
        leg: LegKey,
        /// Counted from the leg's opening.
        statistics: LegStatistics,
    },
}
