//! What was understood, told back; and times that could be promised.

use std::time::Duration;

use clock::{Schedule, say_moment};
use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};

use super::item::{DayRef, Part, TimeRef};
use super::meaning::Meaning;
use super::resolve::resolve;

/// A time understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Understood {
    /// By when.
    pub due: Timestamp,
    /// What the words mean.
    pub meaning: Meaning,
    /// The instant in words: `11月23日（周一）12:00前`, `by Mon 23 Nov 12:00`. It always names the hour.
    pub echo: Text,
    /// It is closed then.
    pub outside: Option<Outside>,
}

/// A time at which it is closed: it can be promised, and the agent is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outside {
    /// The last open instant before, if it is still to come: the promise must be kept by then.
    pub closes_before: Option<Timestamp>,
    /// The next opening after.
    pub opens_after: Option<Timestamp>,
    /// For the agent.
    pub note: Text,
}

/// A time that could be promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// What to type; it is understood as this instant.
    pub text: Text,
    /// The instant.
    pub due: Timestamp,
    /// The instant in words.
    pub echo: Text,
}

pub(crate) fn understood(
    meaning: Meaning,
    due: Timestamp,
    now: Timestamp,
    schedule: &Schedule,
) -> Understood {
    Understood { due, meaning, echo: echo(due, now, schedule), outside: outside(due, now, schedule) }
}

/// The instant as it is told to the agent, with the year where it is another.
fn echo(due: Timestamp, now: Timestamp, schedule: &Schedule) -> Text {
    let Text { zh, en } = say_moment(due, schedule);
    let year = schedule.local(due).year();
    if year == schedule.local(now).year() {
        return Text::new(format!("{zh}前"), format!("by {en}"));
    }
    Text::new(format!("{year}年{zh}前"), format!("by {en}, {year}"))
}

fn outside(due: Timestamp, now: Timestamp, schedule: &Schedule) -> Option<Outside> {
    // The closing moment belongs to the day that ends with it.
    let just_before = Timestamp::from_micros(due.micros() - 1);
    if schedule.is_open(due) || schedule.is_open(just_before) {
        return None;
    }
    let mut date = schedule.date(due);
    let mut closes_before = None;
    for _ in 0..15 {
        let close = schedule.hours_of(date).map(|(_, close)| close).filter(|close| *close <= due);
        if let Some(close) = close {
            closes_before = Some(close).filter(|close| *close > now);
            break;
        }
        let Ok(before) = date.yesterday() else { break };
        date = before;
    }
    let opens_after = schedule.next_open(due);
    let opens = opens_after.map(|opens| say_moment(opens, schedule)).unwrap_or_default();
    let note = match closes_before.map(|close| say_moment(close, schedule)) {
        Some(close) => Text::new(
            format!("不在工作时间内：请在{}前办妥，或改到{}之后", close.zh, opens.zh),
            format!("Outside business hours: keep it by {}, or promise a time after {}", close.en, opens.en),
        ),
        None => Text::new(
            format!("不在工作时间内，{}才开始上班", opens.zh),
            format!("Outside business hours, which begin {}", opens.en),
        ),
    };
    Some(Outside { closes_before, opens_after, note })
}

/// Times that can be promised now, soonest first: all of them while somebody is there to keep them. Closing time itself is.
pub(crate) fn suggestions(now: Timestamp, schedule: &Schedule) -> Vec<Suggestion> {
    let part =
        |day: DayRef, part: Part| Meaning::By { day: Some(day), time: TimeRef::Part { part }, before: true };
    let today = DayRef::InDays { days: 0 };
    let offers = [
        ("2 小时内", "in 2 hours", Meaning::After { days: 0, seconds: 7_200 }),
        ("今天下班前", "by close of business today", part(today, Part::Closing)),
        ("下个工作日中午前", "by noon on the next working day", part(DayRef::NextWorkingDay, Part::Noon)),
        (
            "下个工作日下班前",
            "by close of business on the next working day",
            part(DayRef::NextWorkingDay, Part::Closing),
        ),
    ];
    let mut found: Vec<Suggestion> = offers
        .into_iter()
        .filter_map(|(zh, en, meaning)| {
            let due = resolve(&meaning, now, schedule).ok().filter(|due| *due > now)?;
            let staffed = schedule.is_open(due.minus(Duration::from_micros(1)));
            if !staffed {
                return None;
            }
            Some(Suggestion { text: Text::new(zh, en), due, echo: echo(due, now, schedule) })
        })
        .collect();
    found.sort_by_key(|suggestion| suggestion.due);
    found
}
