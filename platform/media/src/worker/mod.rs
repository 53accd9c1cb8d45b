//! The media thread.
use std::net::UdpSocket;
use std::thread::JoinHandle;

use crate::command::Command;
use crate::config::MediaConfig;
use crate::engine::ThreadHandle;
use crate::error::MediaError;
use crate::recording::writer::WriterQueue;
use crate::webrtc::WebRtcSetup;

pub(crate) fn start(
    index: usize,
    _config: &MediaConfig,
    _webrtc: UdpSocket,
    _setup: WebRtcSetup,
    _writer: WriterQueue,
) -> Result<(ThreadHandle, JoinHandle<()>), MediaError> {
    let poll = mio::Poll::new().map_err(MediaError::Start)?;
    let waker = mio::Waker::new(poll.registry(), mio::Token(0)).map_err(MediaError::Start)?;
    let (commands, inbox) = crossbeam_channel::unbounded();
    let join = std::thread::Builder::new()
        .name(format!("media-{index}"))
        .spawn(move || while !matches!(inbox.recv(), Err(_) | Ok(Command::Shutdown)) {})
        .map_err(MediaError::Start)?;
    Ok((ThreadHandle::new(commands, waker), join))
}
