//! The thread that writes recordings, so that no disk ever holds up a packet.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use tokio::sync::mpsc::UnboundedSender;

use super::RecordingEnd;
use super::header::{HEADER_BYTES, header};
use crate::event::MediaEvent;
use crate::g711::ALAW_SILENCE;

/// Audio that may wait for the disk: 400 stereo recordings for ten seconds.
const MAX_WAITING: usize = 64 * 1024 * 1024;

/// How long a whole recording may wait for others before it is synchronised and reported.
const SYNC_AFTER: Duration = Duration::from_millis(250);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FileId(u64);

impl FileId {
    pub(crate) fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

#[derive(Debug)]
pub(crate) enum Job {
    Open {
        file: FileId,
        path: PathBuf,
        channels: u16,
        events: UnboundedSender<MediaEvent>,
        failed: Arc<AtomicBool>,
    },
    Audio {
        file: FileId,
        audio: Vec<u8>,
    },
    /// The disk fell too far behind: the recording's end is lost.
    Overrun {
        file: FileId,
    },
    Finish {
        file: FileId,
        end: RecordingEnd,
    },
}

/// The way to the writer, bounded by the audio that waits in it.
#[derive(Debug, Clone)]
pub(crate) struct WriterQueue {
    jobs: Sender<Job>,
    waiting: Arc<AtomicUsize>,
}

impl WriterQueue {
    /// Never blocks. Audio that finds no room fails its recording.
    pub(crate) fn send(&self, job: Job) {
        let job = match job {
            Job::Audio { file, audio } => {
                let waiting = self.waiting.fetch_add(audio.len(), Ordering::Relaxed);
                if waiting > MAX_WAITING {
                    self.waiting.fetch_sub(audio.len(), Ordering::Relaxed);
                    Job::Overrun { file }
                } else {
                    Job::Audio { file, audio }
                }
            }
            other => other,
        };
        if self.jobs.send(job).is_err() {
            tracing::error!("the recording writer has ended");
        }
    }
}

/// The running writer.
#[derive(Debug)]
pub(crate) struct RecordingWriter {
    queue: WriterQueue,
    join: JoinHandle<()>,
}

impl RecordingWriter {
    pub(crate) fn start() -> std::io::Result<Self> {
        let (jobs, inbox) = crossbeam_channel::unbounded();
        let waiting = Arc::new(AtomicUsize::new(0));
        let queue = WriterQueue { jobs, waiting: Arc::clone(&waiting) };
        let join = std::thread::Builder::new()
            .name("media-writer".to_owned())
            .spawn(move || run(&inbox, &waiting))?;
        Ok(Self { queue, join })
    }

    pub(crate) fn queue(&self) -> WriterQueue {
        self.queue.clone()
    }

    /// Waits until all that was sent is written. All other queues must have been dropped.
    pub(crate) fn finish(self) {
        drop(self.queue);
        if self.join.join().is_err() {
            tracing::error!("the recording writer ended by a panic");
        }
    }
}

fn run(inbox: &Receiver<Job>, waiting: &AtomicUsize) {
    let mut files: HashMap<FileId, OpenFile> = HashMap::new();
    let mut done = Done::default();
    loop {
        let job = match done.due {
            Some(due) => inbox.recv_deadline(due),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let job = match job {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                done.sync();
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => {
                done.sync();
                return;
            }
        };
        match job {
            Job::Open { file, path, channels, events, failed } => match done.begin(&path, channels) {
                Ok(handle) => {
                    let audio_bytes = 0;
                    files.insert(file, OpenFile { handle, path, channels, audio_bytes, events, failed });
                }
                Err(error) => report(&path, &events, &failed, 0, &error.to_string()),
            },
            Job::Audio { file, audio } => {
                waiting.fetch_sub(audio.len(), Ordering::Relaxed);
                let outcome = files.get_mut(&file).map(|open| open.append(&audio));
                if let Some(Err(error)) = outcome {
                    give_up(&mut files, file, &error.to_string());
                }
            }
            Job::Overrun { file } => give_up(&mut files, file, "the disk is too slow"),
            Job::Finish { file, end } => {
                if let Some(open) = files.remove(&file) {
                    done.push(open, end);
                }
            }
        }
        if done.due.is_some_and(|due| due <= Instant::now()) {
            done.sync();
        }
    }
}

/// Recordings that are written and wait to be made safe against a power cut: files synchronised together cost the
/// file system little more than one.
#[derive(Default)]
struct Done {
    files: Vec<(OpenFile, RecordingEnd)>,
    due: Option<Instant>,
}

impl Done {
    fn push(&mut self, file: OpenFile, end: RecordingEnd) {
        self.files.push((file, end));
        self.due.get_or_insert_with(|| Instant::now() + SYNC_AFTER);
    }

    /// Begins a file; what is to be said of an earlier recording at this place is said first.
    fn begin(&mut self, path: &Path, channels: u16) -> std::io::Result<File> {
        if self.files.iter().any(|(file, _)| file.path == path) {
            self.sync();
        }
        create(path, channels)
    }

    fn sync(&mut self) {
        self.due = None;
        for (file, end) in self.files.drain(..) {
            file.finish(end);
        }
    }
}

fn give_up(files: &mut HashMap<FileId, OpenFile>, file: FileId, why: &str) {
    if let Some(open) = files.remove(&file) {
        report(&open.path, &open.events, &open.failed, open.duration_ms(), why);
    }
}

fn report(
    path: &Path,
    events: &UnboundedSender<MediaEvent>,
    failed: &AtomicBool,
    duration_ms: u64,
    why: &str,
) {
    tracing::error!(path = %path.display(), why, "a recording failed");
    failed.store(true, Ordering::Relaxed);
    // Nobody listens any more once the call's task has ended.
    let _ =
        events.send(MediaEvent::RecordingFailed { path: path.to_owned(), duration_ms, why: why.to_owned() });
}

fn create(path: &Path, channels: u16) -> std::io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // A recording that exists is never written over.
    let mut file = File::create_new(path)?;
    file.write_all(&header(channels, 0))?;
    Ok(file)
}

#[derive(Debug)]
struct OpenFile {
    handle: File,
    path: PathBuf,
    channels: u16,
    audio_bytes: u64,
    events: UnboundedSender<MediaEvent>,
    failed: Arc<AtomicBool>,
}

impl OpenFile {
    /// Audio first, then the header that counts it: whatever moment the process dies at, the header
    /// never promises more than there is.
    fn append(&mut self, audio: &[u8]) -> std::io::Result<()> {
        self.handle.write_all(audio)?;
        let audio_bytes = self.audio_bytes + audio.len() as u64;
        self.handle.seek(SeekFrom::Start(0))?;
        self.handle.write_all(&header(self.channels, audio_bytes))?;
        self.audio_bytes = audio_bytes;
        self.handle.seek(SeekFrom::End(0))?;
        Ok(())
    }

    /// Length of the audio that the header counts.
    fn duration_ms(&self) -> u64 {
        self.audio_bytes / u64::from(self.channels) / 8
    }

    fn finish(mut self, end: RecordingEnd) {
        if let Err(error) = self.complete() {
            report(&self.path, &self.events, &self.failed, self.duration_ms(), &error.to_string());
            return;
        }
        let duration_ms = self.duration_ms();
        let bytes = self.audio_bytes + HEADER_BYTES as u64;
        let _ = self.events.send(MediaEvent::RecordingDone { path: self.path, duration_ms, bytes, end });
    }

    fn complete(&mut self) -> std::io::Result<()> {
        // RIFF chunks have even lengths.
        if self.audio_bytes % 2 == 1 {
            self.append(&[ALAW_SILENCE])?;
        }
        self.handle.sync_data()
    }
}
