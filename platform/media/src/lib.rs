//! The media engine of the contact centre's back-to-back user agent.
//!
//! A few operating-system threads, each with its own poll loop, move the audio of all calls; a call
//! stays on one thread with its legs, prompts, music and recorders. The task that owns a call holds
//! a [`CallMedia`] and receives [`MediaEvent`]s; it gives orders and never sees a packet.
//!
//! A leg is either plain RTP or WebRTC. Whatever a leg hears (its peer, a prompt, music, silence)
//! goes out as one stream with one SSRC, sequence and time line. An answered leg is never left
//! without packets: where nothing else is to be heard, silence is sent, which keeps address
//! translators and far-side watchdogs content. What is recorded is what *comes in* from the legs.
//!
//! ```no_run
//! use media::sdp::{LocalSession, parse};
//! use media::{Codec, Direction, LegKey, MediaConfig, MediaEngine, MediaError};
//!
//! # async fn incoming(invite_sdp: &str, browsers_offer: &str) -> Result<(), MediaError> {
//! let engine = MediaEngine::start(MediaConfig::default())?;
//! let (events, mut inbox) = tokio::sync::mpsc::unbounded_channel();
//! let call = engine.open_call(events);
//!
//! // The caller, from a trunk.
//! let caller = LegKey(1);
//! let offer = parse(invite_sdp)?;
//! let mut session = LocalSession::new(1, call.add_rtp_leg(caller)?.addr);
//! let (answer, remote) = session.answer(&offer, Codec::Pcma, Direction::SendRecv)?;
//! call.set_remote(caller, remote);
//! call.hold(caller); // music while waiting
//!
//! // The agent, in a browser.
//! let agent = LegKey(2);
//! let answer_to_browser = call.add_webrtc_answer(agent, browsers_offer).await?;
//! call.start_recording("/var/lib/yingda/spool/call.wav", caller, agent);
//! call.resume(caller);
//! call.bridge(caller, agent);
//! # let _ = (answer, answer_to_browser, inbox.recv().await);
//! # Ok(())
//! # }
//! ```

mod call;
mod clip;
mod command;
mod config;
pub mod dtmf;
mod engine;
mod error;
mod event;
pub mod g711;
pub mod music;
mod ports;
pub mod recording;
pub mod rtp;
pub mod sdp;
mod socket;
mod statistics;
mod tones;
pub mod tts;
pub mod wav;
mod webrtc;
mod worker;

pub use call::{CallMedia, LocalRtp};
pub use clip::Clip;
pub use config::MediaConfig;
pub use engine::MediaEngine;
pub use error::MediaError;
pub use event::{LegKey, MediaEvent, PlayEnd, PlayId};
pub use g711::Codec;
pub use recording::{RecordingEnd, VoicemailLimits};
pub use sdp::{Direction, RemoteMedia};
pub use statistics::LegStatistics;
