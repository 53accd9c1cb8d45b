//! The files of the recordings: conversations and messages, spoken by text-to-speech.

use std::sync::Arc;
use std::time::Duration;

use media::Clip;
use media::g711::ALAW_SILENCE;
use media::tts::{Lang, Speech, SpeechError};
use telephony::{Brought, Sound};
use web::ApiResult;

use super::tape::{Said, Taken};
use crate::assemble::Centre;

/// Samples a second.
const RATE: u64 = 8_000;
/// Between two who speak.
const PAUSE: Duration = Duration::from_millis(700);
/// A customer's voice is so much lower than an agent's.
const LOWER: f64 = 0.84;

/// Who says a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Customer,
    Agent,
}

/// Speaks the lines of the demonstration.
pub struct Studio {
    speech: Speech,
}

impl Studio {
    /// A studio that keeps what was spoken in a folder, if it can speak at all.
    pub async fn open(folder: std::path::PathBuf) -> Option<Self> {
        let studio = Self { speech: Speech::new(folder) };
        match studio.say(Voice::Agent, CLOSING).await {
            Ok(_) => Some(studio),
            Err(err) => {
                println!("yingda: no recordings in the demonstration: {err}");
                None
            }
        }
    }

    async fn say(&self, voice: Voice, line: &str) -> Result<Arc<Clip>, SpeechError> {
        let clip = self.speech.speak(line, Lang::Zh).await?;
        match voice {
            Voice::Agent => Ok(clip),
            Voice::Customer => Ok(Arc::new(lower(&clip))),
        }
    }

    /// A line, or silence where it cannot be spoken.
    async fn line(&self, voice: Voice, line: &str) -> Arc<Clip> {
        self.say(voice, line).await.unwrap_or_else(|err| {
            tracing::warn!(error = %err, "a line of the demonstration is not spoken");
            Arc::new(Clip::from_alaw(Vec::new()))
        })
    }

    /// Makes the files of recordings, two at a time.
    pub async fn make(&self, centre: &Centre, mut taken: Vec<Taken>) -> ApiResult<()> {
        let others = taken.split_off(taken.len() / 2);
        tokio::try_join!(self.make_some(centre, taken), self.make_some(centre, others)).map(drop)
    }

    async fn make_some(&self, centre: &Centre, taken: Vec<Taken>) -> ApiResult<()> {
        for Taken { id, contact, matter, said, started_at, length } in taken {
            let sound = match said {
                Said::Conversation(staff_number) => {
                    self.conversation(matter.matter, matter.solution, &staff_number, length).await
                }
                Said::Message => self.message(matter.matter, length).await,
            };
            centre.telephony.take_over(Brought { id, contact_id: contact, started_at, sound }).await?;
        }
        Ok(())
    }

    /// Both sides of a conversation of a length: the agent looks something up for as long as is left.
    async fn conversation(
        &self,
        matter: &str,
        solution: &str,
        staff_number: &str,
        length: Duration,
    ) -> Sound {
        let digits: String = staff_number.chars().flat_map(|digit| [digit, ' ']).collect();
        let greeting = format!("您好，云杉服务中心，工号 {digits}，请问有什么可以帮您？");
        let before = [(Voice::Agent, greeting.as_str()), (Voice::Customer, matter), (Voice::Agent, LOOKS_UP)];
        let after = [
            (Voice::Agent, solution),
            (Voice::Customer, "好的，明白了，谢谢。"),
            (Voice::Agent, "请问还有其他可以帮您的吗？"),
            (Voice::Customer, "没有了，再见。"),
            (Voice::Agent, CLOSING),
        ];
        let (mut first, mut second) = (Sides::default(), Sides::default());
        for (voice, line) in before {
            first.add(voice, self.line(voice, line).await.as_ref());
        }
        for (voice, line) in after {
            second.add(voice, self.line(voice, line).await.as_ref());
        }
        let whole = samples(length);
        let quiet = whole.saturating_sub(first.length() + second.length());
        first.wait(quiet);
        let [customer, agent] = first.followed_by(second).cut(whole);
        Sound::Conversation { customer: Clip::from_alaw(customer), agent: Clip::from_alaw(agent) }
    }

    async fn message(&self, matter: &str, length: Duration) -> Sound {
        let mut sides = Sides::default();
        for line in ["您好，我打电话没有接通。", matter, "请尽快给我回个电话，谢谢。"]
        {
            sides.add(Voice::Customer, self.line(Voice::Customer, line).await.as_ref());
        }
        let [customer, _] = sides.cut(samples(length));
        Sound::Message(Clip::from_alaw(customer))
    }
}

const LOOKS_UP: &str = "好的，请稍等，我马上为您核实。";
const CLOSING: &str = "感谢您的来电，再见。";

/// What each side says, in A-law; both are of one length.
#[derive(Default)]
struct Sides([Vec<u8>; 2]);

impl Sides {
    fn length(&self) -> usize {
        self.0[0].len()
    }

    fn wait(&mut self, samples: usize) {
        let length = self.length() + samples;
        self.0.iter_mut().for_each(|side| side.resize(length, ALAW_SILENCE));
    }

    fn add(&mut self, voice: Voice, clip: &Clip) {
        let [customer, agent] = &mut self.0;
        let side = if voice == Voice::Customer { customer } else { agent };
        side.extend(clip.alaw());
        let length = side.len();
        self.0.iter_mut().for_each(|side| side.resize(length, ALAW_SILENCE));
        self.wait(samples(PAUSE));
    }

    fn followed_by(mut self, other: Sides) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(side, more)| side.extend(more));
        self
    }

    fn cut(mut self, length: usize) -> [Vec<u8>; 2] {
        self.0.iter_mut().for_each(|side| side.resize(length, ALAW_SILENCE));
        self.0
    }
}

fn samples(length: Duration) -> usize {
    usize::try_from(length.as_millis() * u128::from(RATE) / 1000).unwrap_or_default()
}

/// The same words by a lower voice: read more slowly.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some seconds of sound"
)]
fn lower(clip: &Clip) -> Clip {
    let read = clip.samples();
    let length = (read.len() as f64 / LOWER) as usize;
    let at = |n: usize| {
        let place = n as f64 * LOWER;
        let (before, share) = (place as usize, place.fract());
        let of = |n: usize| read.get(n).copied().map_or(0.0, f64::from);
        (of(before) * (1.0 - share) + of(before + 1) * share) as i16
    };
    Clip::from_samples(&(0..length).map(at).collect::<Vec<i16>>())
}
