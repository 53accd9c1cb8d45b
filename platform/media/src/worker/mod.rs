//! The media thread: one poll loop over the sockets of its calls.

mod browsers;
mod call;
mod incoming;
mod leg;
mod mixer;
mod orders;
mod outgoing;
mod player;
mod reception;
mod source_lock;
mod tick;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use mio::{Events, Interest, Poll, Token, Waker};

use self::browsers::Browsers;
use self::call::{Call, Surroundings};
use self::leg::Transport;
use self::orders::Proceed;
use crate::call::MAX_LEGS;
use crate::command::{CallId, Command};
use crate::config::MediaConfig;
use crate::engine::ThreadHandle;
use crate::error::MediaError;
use crate::recording::Recorder;
use crate::recording::writer::WriterQueue;
use crate::webrtc::{WebRtcSetup, WebRtcSocket};

pub(crate) use self::outgoing::Numbers;

/// Calls are ticked in four groups, one every 5 ms, so that frames do not leave in one burst.
const GROUPS: usize = 4;
const GROUP_PERIOD: Duration = Duration::from_millis(5);
/// A thread that was held up for longer leaves out the ticks it missed.
const MAX_BEHIND: Duration = Duration::from_millis(200);
/// From this many calls on the thread lets packets gather for a moment before it polls again: half
/// the wake-ups, for a delay that nobody hears.
const GATHER_FROM: usize = 8;
const GATHER: Duration = Duration::from_millis(2);
/// Datagrams read from one socket before others get their turn. A plain leg brings 50 a second.
const READS_PER_TURN: usize = 256;
const MAX_DATAGRAM: usize = 2_048;
const WAKER: Token = Token(usize::MAX);
const WEBRTC: Token = Token(usize::MAX - 1);

fn token(slot: usize, place: usize) -> Token {
    Token(slot * MAX_LEGS + place)
}

#[derive(Debug)]
pub(crate) struct Worker {
    poll: Poll,
    inbox: Receiver<Command>,
    /// Said before going to sleep, so that nobody wakes a thread that is about to look by itself.
    awake: Arc<AtomicBool>,
    webrtc: WebRtcSocket,
    setup: WebRtcSetup,
    queue: WriterQueue,
    silent_after: Duration,
    calls: Vec<Option<Call>>,
    slots: HashMap<CallId, usize>,
    browsers: Browsers,
    next_group: Instant,
    group: usize,
    /// Sockets that had more than their turn allowed.
    unread: Vec<Token>,
    /// Where datagrams are read into.
    buffer: Box<[u8; MAX_DATAGRAM]>,
}

/// Starts one media thread.
pub(crate) fn start(
    index: usize,
    config: &MediaConfig,
    socket: UdpSocket,
    setup: WebRtcSetup,
    queue: WriterQueue,
) -> Result<(ThreadHandle, JoinHandle<()>), MediaError> {
    let poll = Poll::new().map_err(MediaError::Start)?;
    let waker = Waker::new(poll.registry(), WAKER).map_err(MediaError::Start)?;
    let port = socket.local_addr().map_err(MediaError::Start)?.port();
    let mut socket = mio::net::UdpSocket::from_std(socket);
    poll.registry().register(&mut socket, WEBRTC, Interest::READABLE).map_err(MediaError::Start)?;
    let (commands, inbox) = crossbeam_channel::unbounded();
    let awake = Arc::new(AtomicBool::new(false));
    let worker = Worker {
        poll,
        inbox,
        awake: awake.clone(),
        webrtc: WebRtcSocket { socket, candidate: SocketAddr::new(config.announced_ip(), port) },
        setup,
        queue,
        silent_after: config.silent_after,
        calls: Vec::new(),
        slots: HashMap::new(),
        browsers: Browsers::default(),
        next_group: Instant::now(),
        group: 0,
        unread: Vec::new(),
        buffer: Box::new([0; MAX_DATAGRAM]),
    };
    let join = std::thread::Builder::new()
        .name(format!("media-{index}"))
        .spawn(move || worker.run())
        .map_err(MediaError::Start)?;
    Ok((ThreadHandle::new(commands, waker, awake), join))
}

impl Worker {
    fn run(mut self) {
        let mut events = Events::with_capacity(1_024);
        loop {
            let timeout = self.timeout();
            if let Err(error) = self.poll.poll(&mut events, timeout)
                && error.kind() != ErrorKind::Interrupted
            {
                tracing::error!(%error, "the media poll failed");
                break;
            }
            let now = Instant::now();
            if self.take_commands(now) == Proceed::End {
                break;
            }
            for token in std::mem::take(&mut self.unread) {
                self.readable(token, now);
            }
            for event in &events {
                self.readable(event.token(), now);
            }
            self.tick(Instant::now());
            if self.slots.len() >= GATHER_FROM {
                std::thread::sleep(GATHER);
            }
        }
        self.close_all(Instant::now());
    }

    /// Without calls there is nothing to wake up for but a command. With calls the next tick comes within
    /// [`GROUP_PERIOD`], soon enough for commands too: waking the thread for each would cost more than they do.
    fn timeout(&self) -> Option<Duration> {
        if !self.unread.is_empty() {
            return Some(Duration::ZERO);
        }
        if !self.slots.is_empty() {
            return Some(self.next_group.saturating_duration_since(Instant::now()));
        }
        self.awake.store(false, Ordering::SeqCst);
        // What was sent before the line above woke nobody.
        (!self.inbox.is_empty()).then_some(Duration::ZERO)
    }

    fn take_commands(&mut self, now: Instant) -> Proceed {
        let was_idle = self.slots.is_empty();
        while let Ok(command) = self.inbox.try_recv() {
            if self.command(command, now) == Proceed::End {
                return Proceed::End;
            }
        }
        if was_idle {
            self.next_group = now;
        }
        Proceed::On
    }

    fn readable(&mut self, token: Token, now: Instant) {
        let more = match token {
            WAKER => false,
            WEBRTC => self.read_webrtc(now),
            Token(number) => self.read_leg(number / MAX_LEGS, number % MAX_LEGS, now),
        };
        if more {
            self.unread.push(token);
        }
    }

    /// Reads a plain RTP leg's socket until it is empty. `true` if it may not be.
    fn read_leg(&mut self, slot: usize, place: usize, now: Instant) -> bool {
        let around = Surroundings { webrtc: &self.webrtc, silent_after: self.silent_after };
        let Some(call) = self.calls.get_mut(slot).and_then(Option::as_mut) else { return false };
        for _ in 0..READS_PER_TURN {
            let Some(leg) = &call.legs[place] else { return false };
            let Transport::Rtp(rtp) = &leg.transport else { return false };
            match rtp.socket.recv_from(self.buffer.as_mut_slice()) {
                Ok((length, from)) => call.datagram(place, &self.buffer[..length], from, &around, now),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return false,
                // ICMP errors of what was sent before come up here; the next datagram may be fine.
                Err(error) => tracing::trace!(%error, "an RTP socket could not be read"),
            }
        }
        true
    }

    fn read_webrtc(&mut self, now: Instant) -> bool {
        let around = Surroundings { webrtc: &self.webrtc, silent_after: self.silent_after };
        for _ in 0..READS_PER_TURN {
            let (length, from) = match self.webrtc.socket.recv_from(self.buffer.as_mut_slice()) {
                Ok(received) => received,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return false,
                Err(error) => {
                    tracing::trace!(%error, "the WebRTC socket could not be read");
                    continue;
                }
            };
            let datagram = &self.buffer[..length];
            let Some((slot, place)) = self.browsers.find(from, datagram) else { continue };
            let Some(call) = self.calls.get_mut(slot).and_then(Option::as_mut) else { continue };
            if let Some(leg) = &mut call.legs[place]
                && let Transport::WebRtc(webrtc) = &mut leg.transport
            {
                webrtc.receive(from, datagram, &self.webrtc, now);
                call.webrtc_happened(place, &around, now);
            }
        }
        true
    }

    /// Ticks the groups whose time has come.
    fn tick(&mut self, now: Instant) {
        if now.saturating_duration_since(self.next_group) > MAX_BEHIND {
            self.next_group = now;
        }
        let around = Surroundings { webrtc: &self.webrtc, silent_after: self.silent_after };
        while now >= self.next_group && !self.slots.is_empty() {
            self.next_group += GROUP_PERIOD;
            self.group = (self.group + 1) % GROUPS;
            for (slot, call) in self.calls.iter_mut().enumerate() {
                let Some(call) = call else { continue };
                if slot % GROUPS == self.group {
                    call.tick(&around, now);
                }
                call.drive_webrtc(&around, now);
            }
        }
    }
}
