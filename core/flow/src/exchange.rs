//! What a running flow is told and what it wants done.

use std::time::Duration;

use kernel::{Lang, PromptId, Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::flow::{NodeId, SkillNeed, TransferTo};
use crate::seconds;

/// What is known of the caller at the start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Caller {
    /// The caller's number, unless withheld.
    pub number: Option<String>,
    /// Types such as `member`, `key_account`, `blocked`.
    pub types: Vec<String>,
    /// The language of the customer's record.
    pub language: Option<Lang>,
}

/// Why the queue itself sent the caller away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueExit {
    /// Overflow to voicemail.
    Voicemail,
    /// Overflow to a message and end.
    Message,
    /// The queue does not exist or takes nobody.
    Unavailable,
}

/// What happens to a running flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case")]
pub enum Input {
    /// A [`Command::Play`] has been heard to its end.
    PromptFinished {
        /// Which one.
        play: u32,
    },
    /// The caller pressed a key.
    Digit {
        /// `0`–`9`, `*`, `#`.
        digit: char,
    },
    /// Time has passed.
    Tick,
    /// Answer to [`Question::Hours`].
    HoursAnswered {
        /// Whether the centre is open.
        open: bool,
    },
    /// Answer to [`Question::Order`]: the status in words, if there is such an order.
    OrderAnswered {
        /// Status to be spoken.
        status: Option<Text>,
    },
    /// The caller's place in the queue.
    QueueUpdate {
        /// Place, from 1.
        position: u32,
        /// Expected wait.
        #[serde(default, with = "seconds::optional", rename = "expected_wait_s")]
        expected_wait: Option<Duration>,
    },
    /// The queue's overflow offers a call-back.
    CallbackOffered,
    /// The queue sent the caller away.
    QueueLeft {
        /// Why.
        why: QueueExit,
    },
    /// An agent, or the other end of a transfer, answered.
    Answered,
    /// The agent is done and hands the caller back.
    HandedBack,
    /// The transfer did not come about.
    TransferFailed,
    /// The voice message is stored, or there was none.
    VoicemailDone,
    /// The caller hung up.
    CallerHungUp,
}

/// A piece of what is played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptPart {
    /// Text to be spoken, variables filled in.
    Text(Text),
    /// An uploaded recording.
    Uploaded(PromptId),
    /// Digits one by one.
    Digits(String),
    /// A number.
    Number(i64),
    /// A short tone.
    Beep,
}

/// What the flow wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// Whether a calendar is open now.
    Hours {
        /// Name of the calendar.
        calendar: String,
    },
    /// The status of an order.
    Order {
        /// Its number as typed.
        number: String,
    },
}

/// Why the flow ends the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HangupReason {
    /// The flow came to its end.
    Completed,
    /// The queue sent the caller away and the flow names nothing else.
    QueueUnavailable,
    /// The flow went round and round, or a node is missing.
    FlowFault,
}

/// A step of the contact's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// The node entered.
    pub node: NodeId,
    /// Its kind.
    pub kind: String,
    /// Why it was entered.
    pub why: Text,
}

/// What the edge must do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Play this, instead of anything that is playing, music included, and answer [`Input::PromptFinished`].
    Play {
        /// Number of the playing, for the answer.
        play: u32,
        /// What.
        parts: Vec<PromptPart>,
        /// In which language.
        language: Lang,
    },
    /// Stop what [`Command::Play`] started.
    StopPlaying,
    /// Play music until something else is played.
    StartMusic {
        /// The music; none: the centre's own.
        music: Option<PromptId>,
    },
    /// Stop the music.
    StopMusic,
    /// Answer a question.
    Ask(Question),
    /// Put the caller into a queue.
    Enqueue {
        /// Name of the queue.
        queue: String,
        /// Priority gathered on the way.
        priority: i32,
        /// Skills gathered on the way.
        skills: Vec<SkillNeed>,
        /// The caller's language.
        language: Lang,
    },
    /// Take the caller out of the queue.
    LeaveQueue,
    /// Record a voice message.
    RecordVoicemail {
        /// Length at most.
        #[serde(with = "seconds", rename = "max_s")]
        max: Duration,
    },
    /// End the recording; it is kept.
    StopRecording,
    /// Note a wish to be called back.
    RequestCallback {
        /// Which number.
        number: String,
    },
    /// The caller gave a score.
    Scored {
        /// From 1 to 5.
        score: u8,
    },
    /// Connect the caller.
    Transfer {
        /// Whom to.
        to: TransferTo,
    },
    /// End the call.
    Hangup {
        /// Why.
        reason: HangupReason,
    },
    /// A node was entered.
    Step(Step),
}
