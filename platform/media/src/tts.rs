//! Text to speech by espeak-ng, a programme of its own.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::clip::Clip;
use crate::wav::{self, WavError, WavLimits};

/// Longest text of one prompt, in characters.
pub const MAX_TEXT: usize = 2_000;
/// A prompt that is not spoken within this time never will be.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Programmes that run at a time: the machine has calls to carry.
const AT_A_TIME: usize = 2;
/// Clips kept in memory: about 70 minutes.
const MEMORY_BYTES: usize = 32 * 1024 * 1024;
/// Words per minute; slower than the programme's own 175, because callers listen once.
const SPEED: &str = "150";

/// The language of a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Mandarin Chinese.
    Zh,
    /// British English.
    En,
}

impl Lang {
    /// The programme's name of the voice.
    const fn voice(self) -> &'static str {
        match self {
            Self::Zh => "cmn",
            Self::En => "en-gb",
        }
    }
}

/// Why a text could not be spoken.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// The programme is missing.
    #[error("espeak-ng is not installed; on Debian: apt install espeak-ng")]
    NotInstalled,
    /// There is nothing to say.
    #[error("the text is empty")]
    Empty,
    /// More than [`MAX_TEXT`] characters.
    #[error("the text is longer than {MAX_TEXT} characters")]
    TooLong,
    /// The programme ran, but in vain.
    #[error("espeak-ng failed: {0}")]
    Failed(String),
    /// The programme did not end in time.
    #[error("espeak-ng did not finish within {} s", TIMEOUT.as_secs())]
    TimedOut,
    /// The programme could not be run.
    #[error("espeak-ng could not be run: {0}")]
    Io(#[from] std::io::Error),
    /// What the programme wrote is no usable WAV file.
    #[error("what espeak-ng wrote cannot be used: {0}")]
    Output(#[from] WavError),
}

/// Speaks texts, each only once: clips are kept in memory and as WAV files in a folder.
#[derive(Debug)]
pub struct Speech {
    folder: PathBuf,
    programme: PathBuf,
    memory: Mutex<Memory>,
    permits: Semaphore,
}

#[derive(Debug, Default)]
struct Memory {
    clips: HashMap<String, Arc<Clip>>,
    /// Oldest first.
    order: VecDeque<String>,
    bytes: usize,
}

impl Memory {
    fn keep(&mut self, key: &str, clip: &Arc<Clip>) {
        if self.clips.insert(key.to_owned(), Arc::clone(clip)).is_some() {
            return;
        }
        self.order.push_back(key.to_owned());
        self.bytes += clip.alaw().len();
        while self.bytes > MEMORY_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            self.bytes -= self.clips.remove(&oldest).map_or(0, |clip| clip.alaw().len());
        }
    }
}

impl Speech {
    /// Keeps what was spoken in `folder`, which is made when first needed.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self::with_programme(folder, "espeak-ng")
    }

    /// As [`new`](Self::new), with a path to the programme.
    pub fn with_programme(folder: impl Into<PathBuf>, programme: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            programme: programme.into(),
            memory: Mutex::default(),
            permits: Semaphore::new(AT_A_TIME),
        }
    }

    /// The text as a clip; from memory at once, from the folder in a millisecond, else spoken in
    /// some tenths of a second.
    ///
    /// # Errors
    /// [`SpeechError`]; `NotInstalled` says what to install.
    pub async fn speak(&self, text: &str, lang: Lang) -> Result<Arc<Clip>, SpeechError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SpeechError::Empty);
        }
        if text.chars().count() > MAX_TEXT {
            return Err(SpeechError::TooLong);
        }
        let key = key_of(text, lang);
        if let Some(clip) = self.remembered(&key) {
            return Ok(clip);
        }
        let Ok(_permit) = self.permits.acquire().await else { return Err(SpeechError::TimedOut) };
        // Whoever held the permit may have spoken the same text.
        if let Some(clip) = self.remembered(&key) {
            return Ok(clip);
        }
        let file = self.folder.join(format!("{key}.wav"));
        let clip = match stored(&file).await {
            Some(clip) => clip,
            None => {
                let clip = decode(self.run(text, lang).await?).await?;
                store(&file, &clip).await;
                clip
            }
        };
        let clip = Arc::new(clip);
        self.memory().keep(&key, &clip);
        Ok(clip)
    }

    async fn run(&self, text: &str, lang: Lang) -> Result<Vec<u8>, SpeechError> {
        // The text goes by standard input, so that no text can look like an option.
        let mut child = Command::new(&self.programme)
            .args(["-v", lang.voice(), "-s", SPEED, "-b", "1", "--stdin", "--stdout"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => SpeechError::NotInstalled,
                _ => SpeechError::Io(error),
            })?;
        let input = child.stdin.take();
        let work = async {
            if let Some(mut input) = input {
                input.write_all(text.as_bytes()).await?;
            }
            child.wait_with_output().await
        };
        let Output { status, stdout, stderr } =
            tokio::time::timeout(TIMEOUT, work).await.map_err(|_| SpeechError::TimedOut)??;
        if status.success() && !stdout.is_empty() {
            return Ok(stdout);
        }
        let said: String = String::from_utf8_lossy(&stderr).chars().take(300).collect();
        Err(SpeechError::Failed(format!("{status}: {said}")))
    }

    fn remembered(&self, key: &str) -> Option<Arc<Clip>> {
        self.memory().clips.get(key).cloned()
    }

    // A poisoned lock still guards a usable cache.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key_of(text: &str, lang: Lang) -> String {
    let mut hash = Sha256::new();
    for part in ["espeak-ng", lang.voice(), SPEED, text] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Resampling takes milliseconds of CPU that the async threads should not spend.
async fn decode(bytes: Vec<u8>) -> Result<Clip, SpeechError> {
    let work = tokio::task::spawn_blocking(move || wav::read_clip(&bytes, WavLimits::default()));
    match work.await {
        Ok(outcome) => Ok(outcome?),
        Err(error) => Err(SpeechError::Failed(error.to_string())),
    }
}

async fn stored(file: &Path) -> Option<Clip> {
    let bytes = tokio::fs::read(file).await.ok()?;
    match wav::read_clip(&bytes, WavLimits::default()) {
        Ok(clip) => Some(clip),
        Err(error) => {
            tracing::warn!(file = %file.display(), %error, "a stored prompt is spoken anew");
            None
        }
    }
}

/// Files that this process has begun to write.
static TURN: AtomicU64 = AtomicU64::new(0);

/// A prompt that cannot be stored is only spoken again after the next start.
async fn store(file: &Path, clip: &Clip) {
    let write = async {
        if let Some(folder) = file.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        // Never half a file under the final name, even with two who speak the same line, in one process or in two.
        let turn = TURN.fetch_add(1, Ordering::Relaxed);
        let temporary = file.with_extension(format!("{}-{turn}.part", std::process::id()));
        tokio::fs::write(&temporary, wav::write_clip(clip)).await?;
        tokio::fs::rename(&temporary, file).await
    };
    if let Err(error) = write.await {
        tracing::warn!(file = %file.display(), %error, "a prompt could not be stored");
    }
}
