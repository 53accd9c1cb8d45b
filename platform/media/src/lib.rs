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
