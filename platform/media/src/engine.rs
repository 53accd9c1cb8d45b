//! The engine: its threads, and the opening of calls.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crossbeam_channel::Sender;
use tokio::sync::mpsc::UnboundedSender;

use crate::call::CallMedia;
use crate::command::{CallId, Command};
use crate::config::MediaConfig;
use crate::error::MediaError;
use crate::event::MediaEvent;
use crate::ports::PortPool;
use crate::recording::writer::RecordingWriter;
use crate::webrtc::WebRtcSetup;
use crate::{socket, worker};

/// A few threads that move the audio of all calls. One per process.
#[derive(Debug)]
pub struct MediaEngine {
    config: MediaConfig,
    ports: Arc<PortPool>,
    threads: Vec<Arc<ThreadHandle>>,
    running: Mutex<Running>,
    next_call: AtomicU64,
}

#[derive(Debug)]
struct Running {
    threads: Vec<JoinHandle<()>>,
    writer: Option<RecordingWriter>,
}

/// How a media thread is reached.
#[derive(Debug)]
pub(crate) struct ThreadHandle {
    commands: Sender<Command>,
    waker: mio::Waker,
    calls: AtomicUsize,
    /// The thread looks at its commands by itself soon: while it ticks calls, or because it was woken already.
    awake: Arc<AtomicBool>,
}

impl ThreadHandle {
    pub(crate) fn new(commands: Sender<Command>, waker: mio::Waker, awake: Arc<AtomicBool>) -> Self {
        Self { commands, waker, calls: AtomicUsize::new(0), awake }
    }

    /// Hands a command to the thread. After a shutdown nobody listens, which is no error: the
    /// command's leg, port and reply channel are dropped with it.
    pub(crate) fn send(&self, command: Command) {
        if self.commands.send(command).is_ok()
            && !self.awake.swap(true, Ordering::SeqCst)
            && let Err(error) = self.waker.wake()
        {
            tracing::warn!(%error, "a media thread could not be woken");
        }
    }

    pub(crate) fn call_closed(&self) {
        self.calls.fetch_sub(1, Ordering::Relaxed);
    }
}

impl MediaEngine {
    /// Starts the media threads and the recording writer.
    ///
    /// # Errors
    /// The configuration is refused, or the system refuses a WebRTC port or a thread.
    pub fn start(config: MediaConfig) -> Result<Arc<Self>, MediaError> {
        config.check()?;
        let setup = WebRtcSetup::new(config.webrtc_codec)?;
        // Composed beside the start, so that the first hold does not wait for it.
        std::thread::spawn(crate::music::default_clip);
        // All ports first: a port in foreign hands must not leave half an engine running.
        let sockets = (0..config.threads)
            .map(|index| socket::bind_webrtc(&config, index))
            .collect::<Result<Vec<_>, _>>()?;
        let writer = RecordingWriter::start().map_err(MediaError::Start)?;
        let mut threads = Vec::new();
        let mut joins = Vec::new();
        for (index, webrtc) in sockets.into_iter().enumerate() {
            let (handle, join) = worker::start(index, &config, webrtc, setup.clone(), writer.queue())?;
            threads.push(Arc::new(handle));
            joins.push(join);
        }
        Ok(Arc::new(Self {
            ports: PortPool::new(config.rtp_ports.clone()),
            config,
            threads,
            running: Mutex::new(Running { threads: joins, writer: Some(writer) }),
            next_call: AtomicU64::new(1),
        }))
    }

    /// Opens a call on the thread that has the fewest. Events go to `events` until the call's media
    /// are closed; the channel closes when the last of them was sent.
    pub fn open_call(self: &Arc<Self>, events: UnboundedSender<MediaEvent>) -> CallMedia {
        let id = CallId(self.next_call.fetch_add(1, Ordering::Relaxed));
        // `check` refused zero threads; the first stands in for the empty case.
        let thread =
            self.threads.iter().min_by_key(|t| t.calls.load(Ordering::Relaxed)).unwrap_or(&self.threads[0]);
        thread.calls.fetch_add(1, Ordering::Relaxed);
        thread.send(Command::Open { call: id, events });
        CallMedia::new(id, Arc::clone(self), Arc::clone(thread))
    }

    /// RTP ports in use, and ports in all.
    pub fn port_usage(&self) -> (usize, usize) {
        self.ports.usage()
    }

    /// Calls whose media are open.
    pub fn open_calls(&self) -> usize {
        self.threads.iter().map(|t| t.calls.load(Ordering::Relaxed)).sum()
    }

    /// Closes all calls, completes their recordings, ends the threads and waits for them (well under
    /// a second with a healthy disk). Blocks: call it from `spawn_blocking`. Later orders do nothing.
    pub fn shutdown(&self) {
        for thread in &self.threads {
            thread.send(Command::Shutdown);
        }
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        for join in running.threads.drain(..) {
            if join.join().is_err() {
                tracing::error!("a media thread ended by a panic");
            }
        }
        if let Some(writer) = running.writer.take() {
            writer.finish();
        }
    }

    pub(crate) fn config(&self) -> &MediaConfig {
        &self.config
    }

    pub(crate) fn ports(&self) -> &Arc<PortPool> {
        &self.ports
    }
}

impl Drop for MediaEngine {
    fn drop(&mut self) {
        self.shutdown();
    }
}
