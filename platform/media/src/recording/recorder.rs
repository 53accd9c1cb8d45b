//! Stub.
pub(crate) struct Recorder;
