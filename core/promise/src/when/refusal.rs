//! Why an expression is no time that could be promised.

use clock::{Schedule, say_date, say_moment};
use kernel::{Refused, Text, Timestamp};
use serde::{Deserialize, Serialize};

use super::echo::{Suggestion, suggestions};
use super::resolve::Fault;
use super::vague;

/// An expression that is no time to promise. Nothing is ever guessed: the agent says a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "no_time", rename_all = "snake_case")]
pub enum NotATime {
    /// It promises without saying when.
    #[error("'{word}' says no time")]
    Vague {
        /// The vague word.
        word: String,
        /// What could be promised instead.
        suggestions: Vec<Suggestion>,
    },
    /// Words that mean nothing here, or that contradict each other.
    #[error("'{rest}' is not understood")]
    NotUnderstood {
        /// From where it is not understood.
        rest: String,
        /// What could be promised instead.
        suggestions: Vec<Suggestion>,
    },
    /// There is no such time: 25:00, 30 February.
    #[error("{}", what.en)]
    Impossible {
        /// What does not exist.
        what: Text,
        /// What could be promised instead.
        suggestions: Vec<Suggestion>,
    },
    /// The time has passed.
    #[error("{at} has passed")]
    Past {
        /// When it was.
        at: Timestamp,
        /// What could be promised instead.
        suggestions: Vec<Suggestion>,
    },
    /// It is more than a year ahead.
    #[error("{at} is too far ahead")]
    TooFar {
        /// When it would be.
        at: Timestamp,
        /// What could be promised instead.
        suggestions: Vec<Suggestion>,
    },
    /// The close of a day on which it is closed.
    #[error("{} is no working day", day.en)]
    ClosedThatDay {
        /// The day.
        day: Text,
        /// What could be promised instead.
        suggestions: Vec<Suggestion>,
    },
}

impl NotATime {
    /// What could be promised instead, soonest first.
    pub fn suggestions(&self) -> &[Suggestion] {
        match self {
            NotATime::Vague { suggestions, .. }
            | NotATime::NotUnderstood { suggestions, .. }
            | NotATime::Impossible { suggestions, .. }
            | NotATime::Past { suggestions, .. }
            | NotATime::TooFar { suggestions, .. }
            | NotATime::ClosedThatDay { suggestions, .. } => suggestions,
        }
    }

    /// Stable name of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            NotATime::Vague { .. } => "promises.vague",
            NotATime::NotUnderstood { .. } => "promises.not_understood",
            NotATime::Impossible { .. } => "promises.impossible_time",
            NotATime::Past { .. } => "promises.past",
            NotATime::TooFar { .. } => "promises.too_far",
            NotATime::ClosedThatDay { .. } => "promises.closed_that_day",
        }
    }

    /// The refusal for the field of that name; the possible ones are the Chinese forms of the suggestions.
    pub fn refused(&self, field: &str, schedule: &Schedule) -> Refused {
        let Text { zh, en } = self.why(schedule);
        Refused::invalid(self.code(), zh.clone(), en.clone())
            .with_field(field, zh, en)
            .with_possible(self.suggestions().iter().map(|suggestion| suggestion.text.zh.clone()))
    }

    fn why(&self, schedule: &Schedule) -> Text {
        match self {
            NotATime::Vague { word, .. } => vague::question(word).unwrap_or_else(|| {
                Text::new(
                    format!("“{word}”没有说明时间，请给出具体时间，例如“2 小时内”"),
                    format!("'{word}' says no time; give one, such as 'in 2 hours'"),
                )
            }),
            NotATime::NotUnderstood { rest, .. } => Text::new(
                format!("无法理解“{rest}”，请写成“2 小时内”或“明天 18:00 前”"),
                format!("'{rest}' is not understood; write 'in 2 hours' or 'tomorrow 18:00'"),
            ),
            NotATime::Impossible { what, .. } => what.clone(),
            NotATime::Past { at, .. } => {
                let at = say_moment(*at, schedule);
                Text::new(format!("{}已经过去", at.zh), format!("{} has passed", at.en))
            }
            NotATime::TooFar { at, .. } => {
                let at = say_moment(*at, schedule);
                Text::new(
                    format!("{}在一年之后，承诺不能超过一年", at.zh),
                    format!("{} is more than a year ahead", at.en),
                )
            }
            NotATime::ClosedThatDay { day, .. } => {
                Text::new(format!("{}不上班，没有下班时间", day.zh), format!("{} is no working day", day.en))
            }
        }
    }
}

impl Fault {
    pub(crate) fn told(self, text: &str, now: Timestamp, schedule: &Schedule) -> NotATime {
        let suggestions = suggestions(now, schedule);
        match self {
            Fault::NoSuchDate => NotATime::Impossible {
                what: Text::new(
                    format!("“{text}”中的日期不存在"),
                    format!("There is no such date as in '{text}'"),
                ),
                suggestions,
            },
            Fault::NoSuchTime => NotATime::Impossible {
                what: Text::new(
                    format!("“{text}”中的时间不存在"),
                    format!("There is no such time of day as in '{text}'"),
                ),
                suggestions,
            },
            Fault::ClosedThatDay(date) => NotATime::ClosedThatDay { day: say_date(date), suggestions },
            Fault::NeverOpens => NotATime::Impossible {
                what: Text::new(
                    "工作日历在两年内没有足够的工作时间",
                    "The calendar does not open for so long",
                ),
                suggestions,
            },
        }
    }
}
