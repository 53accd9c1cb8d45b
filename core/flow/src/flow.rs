//! An entry flow as data: named nodes, each with where to go next. Versions are kept by whoever stores it.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use kernel::{Lang, PromptId, Text};
use serde::{Deserialize, Serialize};

use crate::seconds;

/// The name of a node within its flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

impl From<&str> for NodeId {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl Borrow<str> for NodeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something the caller hears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// Spoken text; `{name}` stands for a variable.
    Text(Text),
    /// An uploaded recording.
    Uploaded(PromptId),
    /// A variable, digit by digit.
    Digits(String),
    /// A variable, as a number.
    Number(String),
    /// A short tone.
    Beep,
}

impl Prompt {
    /// A text in both languages.
    pub fn text(zh: &str, en: &str) -> Self {
        Self::Text(Text::new(zh, en))
    }
}

/// A skill that the flow adds to what the queue demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillNeed {
    /// Name of the skill.
    pub skill: String,
    /// The least level, 1 to 5.
    pub level: u8,
}

/// An announcement while waiting in a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// Interval; the first one comes after one interval.
    #[serde(with = "seconds", rename = "every_s")]
    pub every: Duration,
    /// What is said; `{position}` and `{wait_minutes}` are known here.
    pub prompts: Vec<Prompt>,
}

/// Where a transfer goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferTo {
    /// An agent, by staff number.
    Agent(String),
    /// A telephone number.
    Number(String),
}

/// What a node does. Digits are `0`–`9`, `*`, `#`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Node {
    /// Plays prompts, then goes on.
    Play {
        /// What is played.
        prompts: Vec<Prompt>,
        /// Whether a key interrupts it; the key then counts at the next question. What must be heard says no.
        #[serde(default = "yes")]
        interruptible: bool,
        /// Where to go.
        next: NodeId,
    },
    /// Asks for one key. Keys interrupt the prompt.
    Menu {
        /// What is asked.
        prompts: Vec<Prompt>,
        /// Where each key leads.
        keys: BTreeMap<char, NodeId>,
        /// Said before the question is repeated.
        #[serde(default = "sorry_wrong")]
        invalid: Vec<Prompt>,
        /// The question is repeated so often after wrong or missing input.
        #[serde(default = "two")]
        repeats: u32,
        /// How long a key is waited for after the question.
        #[serde(default = "five_seconds", with = "seconds", rename = "timeout_s")]
        timeout: Duration,
        /// Where to go when all repeats brought nothing.
        on_fail: NodeId,
    },
    /// Branches by a business calendar.
    Hours {
        /// Name of the calendar.
        calendar: String,
        /// Within hours, and when the calendar does not answer.
        open: NodeId,
        /// Out of hours.
        closed: NodeId,
    },
    /// Branches by what is known of the caller; the first type that fits counts.
    CallerType {
        /// Types with where they lead.
        branches: Vec<CallerBranch>,
        /// Everybody else.
        otherwise: NodeId,
    },
    /// Sets demands for the queue, or the language.
    Set {
        /// Adds a skill.
        #[serde(default)]
        skill: Option<SkillNeed>,
        /// Adds to the priority.
        #[serde(default)]
        priority: Option<i32>,
        /// Language from here on.
        #[serde(default)]
        language: Option<Lang>,
        /// Where to go.
        next: NodeId,
    },
    /// Collects digits into a variable. Keys interrupt the prompt.
    Collect {
        /// What is asked.
        prompts: Vec<Prompt>,
        /// The variable.
        variable: String,
        /// Digits at least.
        min: u32,
        /// Digits at most: the input ends there.
        max: u32,
        /// A key that ends the input.
        #[serde(default = "hash")]
        terminator: Option<char>,
        /// How long each digit is waited for.
        #[serde(default = "five_seconds", with = "seconds", rename = "timeout_s")]
        timeout: Duration,
        /// Said before the question is repeated.
        #[serde(default = "sorry_wrong")]
        invalid: Vec<Prompt>,
        /// The question is repeated so often.
        #[serde(default = "two")]
        repeats: u32,
        /// Where to go with the digits.
        next: NodeId,
        /// Where to go when all repeats brought too few.
        on_fail: NodeId,
    },
    /// Looks an order up; `{order_status}` is known afterwards.
    LookupOrder {
        /// The variable that holds the number.
        number: String,
        /// The order is there.
        found: NodeId,
        /// There is no such order, or no answer came.
        not_found: NodeId,
    },
    /// Waits in a queue until an agent answers.
    Queue {
        /// Name of the queue.
        queue: String,
        /// Said while the search for an agent has begun; an answer cuts it short.
        #[serde(default)]
        prompts: Vec<Prompt>,
        /// Music; none: the centre's own.
        #[serde(default)]
        music: Option<PromptId>,
        /// Announcements while waiting.
        #[serde(default)]
        announce: Option<Announcement>,
        /// Said when the queue's overflow offers a call-back.
        #[serde(default)]
        offer: Vec<Prompt>,
        /// Keys that lead out of the queue, such as to a call-back.
        #[serde(default)]
        keys: BTreeMap<char, NodeId>,
        /// The caller leaves the queue after so long.
        #[serde(default, with = "seconds::optional", rename = "max_wait_s")]
        max_wait: Option<Duration>,
        /// Where to go then, and when the queue itself sends the caller away.
        #[serde(default)]
        overflow: Option<NodeId>,
        /// Where to go when the agent hands the caller back, such as to a survey.
        #[serde(default)]
        after_call: Option<NodeId>,
    },
    /// Takes a voice message.
    Voicemail {
        /// Said first.
        #[serde(default)]
        prompts: Vec<Prompt>,
        /// Length at most.
        #[serde(default = "two_minutes", with = "seconds", rename = "max_s")]
        max: Duration,
        /// Whether a tone starts the recording.
        #[serde(default = "yes")]
        beep: bool,
        /// Where to go; none: thanks and the end.
        #[serde(default)]
        next: Option<NodeId>,
    },
    /// Takes a wish to be called back: `1` confirms the caller's own number, any other is typed and ended with `#`.
    Callback {
        /// Asked when the caller's number is known, as `{caller_number}`.
        confirm: Vec<Prompt>,
        /// Asks for a number.
        ask: Vec<Prompt>,
        /// Said when the wish is noted.
        thanks: Vec<Prompt>,
        /// The questions are repeated so often.
        #[serde(default = "two")]
        repeats: u32,
        /// How long each key is waited for.
        #[serde(default = "five_seconds", with = "seconds", rename = "timeout_s")]
        timeout: Duration,
        /// Where to go; none: the end.
        #[serde(default)]
        next: Option<NodeId>,
    },
    /// Asks for a score from 1 to 5.
    Survey {
        /// What is asked.
        prompts: Vec<Prompt>,
        /// Said afterwards.
        thanks: Vec<Prompt>,
        /// The question is repeated so often.
        #[serde(default = "one")]
        repeats: u32,
        /// How long a key is waited for.
        #[serde(default = "five_seconds", with = "seconds", rename = "timeout_s")]
        timeout: Duration,
        /// Where to go; none: the end.
        #[serde(default)]
        next: Option<NodeId>,
    },
    /// Connects to an agent or a number.
    Transfer {
        /// Whom to.
        to: TransferTo,
        /// Said first.
        #[serde(default)]
        prompts: Vec<Prompt>,
        /// Where to go when it does not come about; none: the end.
        #[serde(default)]
        on_fail: Option<NodeId>,
    },
    /// Ends the call.
    Hangup {
        /// Said first.
        #[serde(default)]
        prompts: Vec<Prompt>,
    },
    /// Goes on elsewhere.
    Goto {
        /// Where to.
        next: NodeId,
    },
}

/// A type of caller and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallerBranch {
    /// The type, such as `member`, `key_account`, `blocked`.
    #[serde(rename = "type")]
    pub caller_type: String,
    /// Where to go.
    pub next: NodeId,
}

/// An entry flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Its name.
    pub name: Text,
    /// Language until the caller's is known.
    #[serde(default)]
    pub language: Lang,
    /// The first node.
    pub start: NodeId,
    /// All nodes.
    pub nodes: BTreeMap<NodeId, Node>,
}

fn one() -> u32 {
    1
}

fn two() -> u32 {
    2
}

fn five_seconds() -> Duration {
    Duration::from_secs(5)
}

fn two_minutes() -> Duration {
    Duration::from_secs(120)
}

fn yes() -> bool {
    true
}

#[allow(clippy::unnecessary_wraps)]
fn hash() -> Option<char> {
    Some('#')
}

fn sorry_wrong() -> Vec<Prompt> {
    vec![Prompt::text("对不起，没有收到有效的输入。", "Sorry, that was no valid input.")]
}

impl Node {
    /// The node's kind, as in the data.
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Play { .. } => "play",
            Node::Menu { .. } => "menu",
            Node::Hours { .. } => "hours",
            Node::CallerType { .. } => "caller_type",
            Node::Set { .. } => "set",
            Node::Collect { .. } => "collect",
            Node::LookupOrder { .. } => "lookup_order",
            Node::Queue { .. } => "queue",
            Node::Voicemail { .. } => "voicemail",
            Node::Callback { .. } => "callback",
            Node::Survey { .. } => "survey",
            Node::Transfer { .. } => "transfer",
            Node::Hangup { .. } => "hangup",
            Node::Goto { .. } => "goto",
        }
    }
}
