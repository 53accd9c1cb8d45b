//! Prompt parts as clips: spoken, uploaded, or a tone.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use flow::PromptPart;
use kernel::{Lang, PromptId};
use media::tts::{self, Speech, SpeechError};
use media::wav::WavError;
use media::{Clip, music};

/// Why a prompt part cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum SoundError {
    /// The text cannot be spoken.
    #[error("speech: {0}")]
    Speech(#[from] SpeechError),
    /// The upload cannot be used.
    #[error("WAV: {0}")]
    Wav(#[from] WavError),
    /// The uploaded prompt is not there (any more).
    #[error("prompt {0} is missing")]
    Missing(PromptId),
    /// The file cannot be read or written.
    #[error("prompt file: {0}")]
    Io(#[from] std::io::Error),
}

/// Clips of uploaded prompts and of speech.
pub struct Sounds {
    speech: Speech,
    uploaded: RwLock<HashMap<PromptId, Arc<Clip>>>,
    folder: PathBuf,
}

impl Sounds {
    /// Keeps speech and uploads below `data`.
    pub fn new(data: &std::path::Path) -> Self {
        Self {
            speech: Speech::new(data.join("prompts/speech")),
            uploaded: RwLock::default(),
            folder: data.join("prompts/uploaded"),
        }
    }

    /// The clips of one part; texts that are empty give none.
    ///
    /// # Errors
    /// [`SoundError`].
    pub async fn clip(&self, part: &PromptPart, lang: Lang) -> Result<Option<Arc<Clip>>, SoundError> {
        match part {
            PromptPart::Text(text) => self.speak(text.in_lang(lang), lang).await,
            PromptPart::Digits(digits) => self.speak(&spaced(digits), lang).await,
            PromptPart::Number(number) => self.speak(&number.to_string(), lang).await,
            PromptPart::Uploaded(id) => {
                let clip = self.uploaded(*id).await;
                clip.map(Some).ok_or(SoundError::Missing(*id))
            }
            PromptPart::Beep => Ok(Some(music::beep())),
        }
    }

    async fn speak(&self, text: &str, lang: Lang) -> Result<Option<Arc<Clip>>, SoundError> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let voice = match lang {
            Lang::Zh => tts::Lang::Zh,
            Lang::En => tts::Lang::En,
        };
        Ok(Some(self.speech.speak(text, voice).await?))
    }

    /// An uploaded prompt, from memory or from its file.
    pub async fn uploaded(&self, id: PromptId) -> Option<Arc<Clip>> {
        let known = self.uploaded.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if known.is_some() {
            return known;
        }
        let bytes = tokio::fs::read(self.path(id)).await.ok()?;
        let clip = decode(bytes).await.ok()?;
        self.uploaded.write().unwrap_or_else(PoisonError::into_inner).insert(id, clip.clone());
        Some(clip)
    }

    /// Where an upload lies.
    pub fn path(&self, id: PromptId) -> PathBuf {
        self.folder.join(format!("{id}.wav"))
    }

    /// Checks an upload, keeps it in the form in which it is played, and gives its clip.
    ///
    /// # Errors
    /// [`SoundError::Wav`] says what is wrong with the file.
    pub async fn keep(&self, id: PromptId, bytes: Vec<u8>) -> Result<Arc<Clip>, SoundError> {
        let clip = decode(bytes).await?;
        tokio::fs::create_dir_all(&self.folder).await?;
        tokio::fs::write(self.path(id), media::wav::write_clip(&clip)).await?;
        self.uploaded.write().unwrap_or_else(PoisonError::into_inner).insert(id, clip.clone());
        Ok(clip)
    }
}

async fn decode(bytes: Vec<u8>) -> Result<Arc<Clip>, SoundError> {
    let read = move || media::wav::read_clip(&bytes, media::wav::WavLimits::default());
    let clip = tokio::task::spawn_blocking(read).await.map_err(std::io::Error::other)??;
    Ok(Arc::new(clip))
}

/// Digits one by one.
fn spaced(digits: &str) -> String {
    digits.chars().map(|digit| digit.to_string()).collect::<Vec<_>>().join(" ")
}

/// What is wrong with a file, in Chinese.
pub fn zh(err: &WavError) -> String {
    match err {
        WavError::Io(_) => "文件无法读取".to_owned(),
        WavError::NotWav => "不是 WAV 文件".to_owned(),
        WavError::Malformed(_) => "文件已损坏".to_owned(),
        WavError::UnsupportedEncoding { format, bits } => {
            format!("不支持编码 {format}（{bits} 位）；支持 8、16、24 位 PCM、A-law 和 µ-law")
        }
        WavError::UnsupportedChannels(channels) => format!("不支持 {channels} 个声道；支持单声道和双声道"),
        WavError::UnsupportedRate(rate) => format!("不支持采样率 {rate} Hz；支持 8000 至 48000 Hz"),
        WavError::Empty => "文件里没有声音".to_owned(),
        WavError::TooLarge(bytes) => format!("文件超过 {} MB", bytes / 1_000_000),
        WavError::TooLong(longest) => format!("声音超过 {} 秒", longest.as_secs()),
    }
}
