//! Text to speech by espeak-ng.
use crate::clip::Clip;
use std::path::PathBuf;
use std::sync::Arc;
/// The language of a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Mandarin.
    Zh,
    /// English.
    En,
}
/// Why a text could not be spoken.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The programme is missing.
    #[error("espeak-ng is not installed (Debian: apt install espeak-ng)")]
    NotInstalled,
}
/// Speaks texts, each only once.
#[derive(Debug)]
pub struct Speech {}
impl Speech {
    /// Keeps what was spoken in `cache_dir`.
    pub fn new(_cache_dir: impl Into<PathBuf>) -> Self {
        Self {}
    }
    /// The text as a clip.
    ///
    /// # Errors
    /// [`SpeechError`].
    pub async fn speak(&self, _text: &str, _lang: Lang) -> Result<Arc<Clip>, SpeechError> {
        Err(SpeechError::NotInstalled)
    }
}
