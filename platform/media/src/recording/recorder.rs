//! One running recording, on its media thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;

use super::timeline::Timeline;
use super::writer::{FileId, Job, WriterQueue};
use super::{RecordingEnd, VoicemailLimits};
use crate::event::{LegKey, MediaEvent};
use crate::g711::{self, Codec};

/// Audio is handed to the writer this often.
const WRITE_EVERY: Duration = Duration::from_millis(500);
/// Audio may arrive this much later than its time and is still recorded (3,200 samples).
const JITTER: u64 = 3_200;
/// A stream whose time stamps run ahead of the clock by more than this is placed anew.
const AHEAD: i64 = 4_000;
/// A stream that falls behind by more than this is placed anew. Less than `JITTER`: what came later
/// than that would find its place written already.
const BEHIND: i64 = 3_000;
/// Mean magnitude below which a packet counts as silent: about -45 dB of full scale.
const SILENT_MAGNITUDE: u32 = 180;

/// A packet of audio as the recorder needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard<'a> {
    pub(crate) leg: LegKey,
    /// The number of the leg's stream; time stamps compare only within one.
    pub(crate) epoch: u32,
    pub(crate) timestamp: u32,
    pub(crate) codec: Codec,
    pub(crate) payload: &'a [u8],
}

#[derive(Debug)]
pub(crate) struct Recorder {
    file: FileId,
    queue: WriterQueue,
    failed: Arc<AtomicBool>,
    begun: Instant,
    tracks: Vec<Track>,
    timeline: Timeline,
    next_write: Instant,
    paused: bool,
    limits: Option<VoicemailLimits>,
    last_loud: Instant,
}

/// One channel: whose audio it takes, and where that stream's time stamps lie.
#[derive(Debug)]
struct Track {
    leg: LegKey,
    anchor: Option<Anchor>,
}

#[derive(Debug, Clone, Copy)]
struct Anchor {
    epoch: u32,
    timestamp: u32,
    position: i64,
}

impl Recorder {
    pub(crate) fn stereo(
        path: PathBuf,
        legs: (LegKey, LegKey),
        queue: WriterQueue,
        events: UnboundedSender<MediaEvent>,
        now: Instant,
    ) -> Self {
        Self::begin(path, &[legs.0, legs.1], None, queue, events, now)
    }

    pub(crate) fn voicemail(
        path: PathBuf,
        leg: LegKey,
        limits: VoicemailLimits,
        queue: WriterQueue,
        events: UnboundedSender<MediaEvent>,
        now: Instant,
    ) -> Self {
        Self::begin(path, &[leg], Some(limits), queue, events, now)
    }

    fn begin(
        path: PathBuf,
        legs: &[LegKey],
        limits: Option<VoicemailLimits>,
        queue: WriterQueue,
        events: UnboundedSender<MediaEvent>,
        now: Instant,
    ) -> Self {
        let file = FileId::next();
        let failed = Arc::new(AtomicBool::new(false));
        let channels = legs.len();
        queue.send(Job::Open { file, path, channels: channels as u16, events, failed: failed.clone() });
        Self {
            file,
            queue,
            failed,
            begun: now,
            tracks: legs.iter().map(|leg| Track { leg: *leg, anchor: None }).collect(),
            timeline: Timeline::new(channels),
            next_write: now + WRITE_EVERY,
            paused: false,
            limits,
            last_loud: now,
        }
    }

    /// Lets another leg be recorded on the right channel.
    pub(crate) fn set_right(&mut self, leg: LegKey) {
        if let Some(track) = self.tracks.get_mut(1) {
            *track = Track { leg, anchor: None };
        }
    }

    pub(crate) fn set_paused(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// Places a packet, if one of the channels is this leg's.
    pub(crate) fn audio(&mut self, heard: Heard<'_>, now: Instant) {
        let clock = self.position(now) as i64;
        let Some(channel) = self.tracks.iter().position(|t| t.leg == heard.leg) else { return };
        let position = self.tracks[channel].place(heard, clock);
        if self.limits.is_some_and(|l| l.end_after_silence.is_some()) && is_loud(heard) {
            self.last_loud = now;
        }
        if self.paused {
            return;
        }
        // Audio from before the recording's begin is cut off.
        let early = position.min(0).unsigned_abs().min(heard.payload.len() as u64) as usize;
        let payload = &heard.payload[early..];
        let position = position.max(0) as u64;
        match heard.codec {
            Codec::Pcma => self.timeline.put(channel, position, payload.iter().copied()),
            Codec::Pcmu => {
                let alaw = payload.iter().map(|octet| g711::ulaw_to_alaw(*octet));
                self.timeline.put(channel, position, alaw);
            }
        }
    }

    /// Writes what is due. Says why, if the recording is to end now.
    pub(crate) fn tick(&mut self, now: Instant) -> Option<RecordingEnd> {
        if now >= self.next_write {
            self.next_write = now + WRITE_EVERY;
            let until = self.position(now).saturating_sub(JITTER);
            self.write(until);
        }
        let limits = self.limits?;
        if now.saturating_duration_since(self.begun) >= limits.longest {
            return Some(RecordingEnd::LongestReached);
        }
        let silent = now.saturating_duration_since(self.last_loud);
        limits.end_after_silence.filter(|after| silent >= *after).map(|_| RecordingEnd::SpeakerSilent)
    }

    /// Whether the writer gave this recording up.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Ends the recording; the writer sends `RecordingDone`.
    pub(crate) fn finish(mut self, end: RecordingEnd, now: Instant) {
        let until = match (end, self.limits) {
            (RecordingEnd::LongestReached, Some(limits)) => samples(limits.longest),
            _ => self.position(now),
        };
        self.write(until);
        self.queue.send(Job::Finish { file: self.file, end });
    }

    fn write(&mut self, until: u64) {
        let audio = self.timeline.take_until(until);
        if !audio.is_empty() && !self.has_failed() {
            self.queue.send(Job::Audio { file: self.file, audio });
        }
    }

    fn position(&self, now: Instant) -> u64 {
        samples(now.saturating_duration_since(self.begun))
    }
}

impl Track {
    /// Where a packet belongs: by its time stamp within a stream, by its arrival at a stream's begin
    /// (its last sample was spoken just now), and wherever time stamp and clock have parted.
    fn place(&mut self, heard: Heard<'_>, clock: i64) -> i64 {
        let by_arrival = clock - heard.payload.len() as i64;
        if let Some(anchor) = self.anchor.filter(|a| a.epoch == heard.epoch) {
            let step = heard.timestamp.wrapping_sub(anchor.timestamp) as i32;
            let position = anchor.position + i64::from(step);
            if (-BEHIND..=AHEAD).contains(&(position - by_arrival)) {
                return position;
            }
        }
        let Heard { epoch, timestamp, .. } = heard;
        self.anchor = Some(Anchor { epoch, timestamp, position: by_arrival });
        by_arrival
    }
}

fn samples(time: Duration) -> u64 {
    (time.as_micros() / 125) as u64
}

fn is_loud(heard: Heard<'_>) -> bool {
    let decode = match heard.codec {
        Codec::Pcma => g711::decode_alaw,
        Codec::Pcmu => g711::decode_ulaw,
    };
    let sum: u32 = heard.payload.iter().map(|o| u32::from(decode(*o).unsigned_abs())).sum();
    sum > SILENT_MAGNITUDE * heard.payload.len() as u32
}
