//! Why a clock is due when it is: what was counted, what was not, step by step.

use std::time::Duration;

use jiff::civil::Date;
use kernel::{Text, Timestamp};
use serde::{Deserialize, Serialize};
use workload::Day;

use crate::machine::{ClockState, ServiceClock};
use crate::words::{say_date, say_length, say_moment};
use crate::{ClockKind, DayKind, Schedule, Target};

/// Days of a stretch told one by one; longer stretches are told in sum.
const DAYS_TOLD: usize = 31;

/// One step of an explanation, for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum What {
    /// The clock began.
    Started {
        /// When.
        at: Timestamp,
        /// How long it may take.
        target: Target,
    },
    /// Time that counts.
    Counted {
        /// From when.
        from: Timestamp,
        /// Until when.
        to: Timestamp,
        /// Seconds that count.
        counted_s: u64,
    },
    /// Whole working days that count.
    WorkingDays {
        /// The first.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        from: Day,
        /// The last.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        to: Day,
        /// Seconds that count.
        counted_s: u64,
    },
    /// A day worked instead of another.
    MakeUpDay {
        /// The day.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        day: Day,
        /// Seconds that count.
        counted_s: u64,
    },
    /// Public holidays do not count.
    Holiday {
        /// The first.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        from: Day,
        /// The last.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        to: Day,
    },
    /// Days on which it is closed do not count.
    Closed {
        /// The first.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        from: Day,
        /// The last.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        to: Day,
    },
    /// A long stretch in sum.
    LongStretch {
        /// The first day.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        from: Day,
        /// The last day.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
        to: Day,
        /// Days that count.
        working_days: u32,
        /// Days that do not.
        closed_days: u32,
        /// Seconds that count.
        counted_s: u64,
    },
    /// A pause does not count.
    Paused {
        /// From when.
        from: Timestamp,
        /// Until when; none while it lasts.
        to: Option<Timestamp>,
        /// Why.
        why: Text,
    },
    /// What is left while the clock is paused.
    Left {
        /// Seconds.
        left_s: u64,
    },
    /// So it is due then.
    Due {
        /// When.
        at: Timestamp,
    },
    /// So it was due then and is late.
    Missed {
        /// When it was due.
        at: Timestamp,
    },
    /// It was done.
    Stopped {
        /// When.
        at: Timestamp,
        /// Whether not after the due instant.
        in_time: bool,
    },
    /// It fell away.
    Cancelled {
        /// When.
        at: Timestamp,
    },
    /// The calendar does not open for so long within two years.
    NeverDue,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// For programs.
    #[serde(flatten)]
    pub what: What,
    /// For people.
    pub text: Text,
}

/// Why a clock is due when it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// What is measured.
    pub kind: ClockKind,
    /// When it is due, if it runs.
    pub due: Option<Timestamp>,
    /// The steps in order of time.
    pub steps: Vec<Step>,
}

impl ServiceClock {
    /// Says step by step why the clock is due when it is; `now` matters only while it is paused.
    pub fn explain(&self, now: Timestamp, schedule: &Schedule) -> Explanation {
        let mut told = Teller { clock: self, schedule, steps: Vec::new() };
        if let Some(at) = self.began() {
            told.say(What::Started { at, target: self.target() });
        }
        let mut gap: Option<(Timestamp, &Text)> = None;
        for run in self.runs() {
            told.pause_before(run.from, gap.take());
            told.stretch(run.from, run.to);
            gap = run.paused.as_ref().map(|why| (run.to, why));
        }
        match self.state() {
            ClockState::Idle => {}
            ClockState::Running { since, due, .. } => {
                told.pause_before(*since, gap);
                match (self.breached(), due) {
                    (Some(missed), _) => {
                        told.stretch(*since, missed.max(*since));
                        told.say(What::Missed { at: missed });
                    }
                    (None, Some(due)) => {
                        told.stretch(*since, *due);
                        told.say(What::Due { at: *due });
                    }
                    (None, None) => told.say(What::NeverDue),
                }
            }
            ClockState::Paused { since, why } => {
                told.say(What::Paused { from: *since, to: None, why: why.clone() });
                let left_s = self.left(now, schedule).unwrap_or_default().as_secs();
                told.say(self.breached().map_or(What::Left { left_s }, |at| What::Missed { at }));
            }
            ClockState::Stopped { at, in_time } => told.say(What::Stopped { at: *at, in_time: *in_time }),
            ClockState::Cancelled { at } => told.say(What::Cancelled { at: *at }),
        }
        Explanation { kind: self.kind().clone(), due: self.due(), steps: told.steps }
    }
}

struct Teller<'a> {
    clock: &'a ServiceClock,
    schedule: &'a Schedule,
    steps: Vec<Step>,
}

impl Teller<'_> {
    fn say(&mut self, what: What) {
        let text = text(&what, self.clock.target(), self.schedule);
        self.steps.push(Step { what, text });
    }

    fn pause_before(&mut self, until: Timestamp, pause: Option<(Timestamp, &Text)>) {
        if let Some((from, why)) = pause.filter(|(from, _)| *from < until) {
            self.say(What::Paused { from, to: Some(until), why: why.clone() });
        }
    }

    /// What of a stretch counts.
    fn stretch(&mut self, from: Timestamp, to: Timestamp) {
        if to <= from {
            return;
        }
        if self.clock.target().runs_while_closed() {
            return self.say(What::Counted { from, to, counted_s: to.since(from).as_secs() });
        }
        let (first, last) = (self.schedule.date(from), self.schedule.date(to));
        let days: Vec<Date> = days(first, last).take(DAYS_TOLD + 1).collect();
        if days.len() <= DAYS_TOLD {
            return self.day_by_day(&days, from, to);
        }
        self.in_sum(first, last, from, to);
    }

    fn in_sum(&mut self, first: Date, last: Date, from: Timestamp, to: Timestamp) {
        let (mut working_days, mut closed_days) = (0, 0);
        for date in days(first, last) {
            match self.schedule.day_kind(date) {
                DayKind::Working | DayKind::MakeUp => working_days += 1,
                DayKind::Holiday | DayKind::Closed => closed_days += 1,
            }
        }
        let counted_s = self.schedule.working_time_between(from, to).as_secs();
        self.say(What::LongStretch { from: Day(first), to: Day(last), working_days, closed_days, counted_s });
    }

    fn day_by_day(&mut self, days: &[Date], from: Timestamp, to: Timestamp) {
        let mut rest = days;
        while let Some(first) = rest.first() {
            let kind = self.schedule.day_kind(*first);
            let alike = |date: &&Date| {
                let whole = **date == *first || self.is_whole(**date, from, to);
                self.schedule.day_kind(**date) == kind && whole
            };
            let joined = kind != DayKind::MakeUp
                && (matches!(kind, DayKind::Holiday | DayKind::Closed) || self.is_whole(*first, from, to));
            let count = if joined { rest.iter().take_while(alike).count().max(1) } else { 1 };
            let (these, others) = rest.split_at(count);
            self.days_alike(kind, these, from, to);
            rest = others;
        }
    }

    /// Whether all of a day lies in the stretch; days without any opening do not ask.
    fn is_whole(&self, date: Date, from: Timestamp, to: Timestamp) -> bool {
        self.schedule.hours_of(date).is_none_or(|(open, close)| from <= open && close < to)
    }

    fn days_alike(&mut self, kind: DayKind, days: &[Date], from: Timestamp, to: Timestamp) {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return };
        let after = self.schedule.start_of(last.tomorrow().unwrap_or(Date::MAX));
        let (begin, end) = (self.schedule.start_of(*first).max(from), after.min(to));
        let counted_s = self.schedule.working_time_between(begin, end).as_secs();
        match kind {
            DayKind::Holiday => self.say(What::Holiday { from: Day(*first), to: Day(*last) }),
            DayKind::Closed => self.say(What::Closed { from: Day(*first), to: Day(*last) }),
            DayKind::Working | DayKind::MakeUp if counted_s == 0 => {}
            DayKind::MakeUp => self.say(What::MakeUpDay { day: Day(*first), counted_s }),
            DayKind::Working if first == last => {
                let hours = self.schedule.hours_of(*first).unwrap_or((begin, end));
                let (from, to) = (begin.max(hours.0), end.min(hours.1));
                self.say(What::Counted { from, to, counted_s });
            }
            DayKind::Working => {
                self.say(What::WorkingDays { from: Day(*first), to: Day(*last), counted_s });
            }
        }
    }
}

fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(move |date| *date <= last)
}

fn span(from: Day, to: Day) -> Text {
    let (first, last) = (say_date(from.0), say_date(to.0));
    if from == to {
        return first;
    }
    Text::new(format!("{}至{}", first.zh, last.zh), format!("{} to {}", first.en, last.en))
}

fn length(seconds: u64) -> Text {
    say_length(Duration::from_secs(seconds))
}

fn text(what: &What, target: Target, schedule: &Schedule) -> Text {
    let moment = |at: &Timestamp| say_moment(*at, schedule);
    let both = |zh: String, en: String| Text::new(zh, en);
    match what {
        What::Started { at, target } => {
            let (at, may) = (moment(at), target.text());
            both(
                format!("{}开始计时，时限 {}", at.zh, may.zh),
                format!("Started {}, to take {} at most", at.en, may.en),
            )
        }
        What::Counted { from, to, counted_s } => {
            let (from, to, counted) = (moment(from), moment(to), length(*counted_s));
            let (how_zh, how_en) = if target.runs_while_closed() {
                ("，夜间和节假日照计", ", nights and holidays included")
            } else {
                ("", "")
            };
            both(
                format!("{}至{}计入 {}{how_zh}", from.zh, to.zh, counted.zh),
                format!("{} to {}: {} counted{how_en}", from.en, to.en, counted.en),
            )
        }
        What::WorkingDays { from, to, counted_s } => {
            let (days, counted) = (span(*from, *to), length(*counted_s));
            both(
                format!("{}为工作日，计入 {}", days.zh, counted.zh),
                format!("{}: working days, {} counted", days.en, counted.en),
            )
        }
        What::MakeUpDay { day, counted_s } => {
            let (day, counted) = (say_date(day.0), length(*counted_s));
            both(
                format!("{}调休上班，计入 {}", day.zh, counted.zh),
                format!("{}: make-up working day, {} counted", day.en, counted.en),
            )
        }
        What::Holiday { from, to } => {
            let days = span(*from, *to);
            both(format!("{}节假日，不计", days.zh), format!("{}: public holiday, not counted", days.en))
        }
        What::Closed { from, to } => {
            let days = span(*from, *to);
            both(format!("{}休息，不计", days.zh), format!("{}: closed, not counted", days.en))
        }
        What::LongStretch { .. } | What::Left { .. } | What::NeverDue => sum_text(what),
        What::Paused { from, to, why } => {
            let from = moment(from);
            let to = to.as_ref().map_or_else(|| Text::new("现在", "now"), moment);
            both(
                format!("{}至{}暂停（{}），不计", from.zh, to.zh, why.zh),
                format!("{} to {}: paused ({}), not counted", from.en, to.en, why.en),
            )
        }
        What::Due { at } => both(format!("应于{}前完成", moment(at).zh), format!("Due {}", moment(at).en)),
        What::Missed { at } => {
            both(format!("应于{}前完成，已超时", moment(at).zh), format!("Was due {}, late", moment(at).en))
        }
        What::Stopped { at, in_time } => {
            let (zh, en) = if *in_time { ("按时完成", "in time") } else { ("超时完成", "late") };
            both(format!("{}{zh}", moment(at).zh), format!("Done {}, {en}", moment(at).en))
        }
        What::Cancelled { at } => {
            both(format!("{}取消", moment(at).zh), format!("Cancelled {}", moment(at).en))
        }
    }
}

fn sum_text(what: &What) -> Text {
    match what {
        What::LongStretch { from, to, working_days, closed_days, counted_s } => {
            let (days, counted) = (span(*from, *to), length(*counted_s));
            Text::new(
                format!("{}：{working_days} 个工作日计入 {}，{closed_days} 天休息不计", days.zh, counted.zh),
                format!(
                    "{}: {working_days} working days, {} counted; {closed_days} days closed",
                    days.en, counted.en
                ),
            )
        }
        What::Left { left_s } => {
            let left = length(*left_s);
            Text::new(format!("剩余 {}", left.zh), format!("{} left", left.en))
        }
        _ => Text::new(
            "两年内的工作时间不足，无法计算截止时间",
            "The calendar does not open for so long within two years",
        ),
    }
}
