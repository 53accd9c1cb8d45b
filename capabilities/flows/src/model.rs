//! Flows, prompts and calendars as the API shows them.

use std::collections::{BTreeMap, BTreeSet};

use crate::holidays;
use kernel::{PromptId, Refused, Text, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workload::{Calendar, CalendarConfig, DayOfWeek, OpenHours};

/// Characters of the name of a calendar or of a special day at most.
const LONGEST_NAME: usize = 60;

/// Refuses a name by which no entry flow could call a calendar, or which fits no page.
///
/// # Errors
/// Refused, naming the field.
pub fn check_calendar_name(name: &str) -> Result<(), Refused> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (1..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(fits) {
        return Ok(());
    }
    let (zh, en) = (
        format!("名称为 1 到 {LONGEST_NAME} 个字母、数字、汉字、-、_ 或 ."),
        format!("A name has 1 to {LONGEST_NAME} letters, digits, -, _ or ."),
    );
    Err(Refused::field("name", zh, en))
}

/// An entry flow in the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowSummary {
    /// Stable name, used by numbers.
    pub name: String,
    /// Name for people, of the newest version.
    pub title: Text,
    /// The version that new calls enter.
    pub published: Option<i64>,
    /// The newest version.
    pub latest: i64,
}

/// One version of an entry flow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowVersion {
    /// Stable name.
    pub name: String,
    /// Number of the version, from 1.
    pub version: i64,
    /// Whether new calls enter it.
    pub is_published: bool,
    /// When it was saved.
    pub created_at: Timestamp,
    /// Who saved it.
    pub author: String,
    /// The flow itself.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
}

/// An uploaded prompt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PromptView {
    /// The prompt.
    pub id: PromptId,
    /// Its name.
    pub name: String,
    /// Length in seconds.
    pub duration_s: f64,
    /// When it was uploaded.
    pub created_at: Timestamp,
    #[serde(skip)]
    pub(crate) path: String,
}

/// Hours of one day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekDay {
    /// 1 (Monday) to 7 (Sunday).
    pub weekday: u8,
    /// `09:00`.
    pub from: String,
    /// `18:00`; `24:00` is the end of the day.
    pub to: String,
}

/// A day that differs from its weekday: a public holiday, or a make-up working day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// `2026-10-01`.
    pub date: String,
    /// Name for people, such as 国庆节.
    pub name: String,
    /// Open hours; none: closed.
    #[serde(default)]
    pub hours: Vec<Span>,
}

/// Hours within a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// `09:00`.
    pub from: String,
    /// `18:00`.
    pub to: String,
}

/// A business calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarForm {
    /// Time zone (IANA), such as `Asia/Shanghai`.
    pub zone: String,
    /// Hours of the week.
    pub week: Vec<WeekDay>,
    /// Holidays and make-up working days.
    #[serde(default)]
    pub special: Vec<SpecialDay>,
}

/// A business calendar with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Calendar)]
pub struct CalendarView {
    /// Its name, by which entry flows and clocks know it.
    pub name: String,
    /// Its hours.
    #[serde(flatten)]
    pub form: CalendarForm,
}

impl CalendarForm {
    /// The calendar of a centre that has set none: Monday to Friday from nine to six, with the holidays and make-up
    /// working days that are published.
    pub fn usual(zone: &str) -> Self {
        let day = |weekday| WeekDay { weekday, from: "09:00".to_owned(), to: "18:00".to_owned() };
        Self { zone: zone.to_owned(), week: (1..=5).map(day).collect(), special: holidays::special_days() }
    }

    /// Refuses a day that is named twice: whether it is a holiday or a working day would depend on their order. So is a
    /// week that never opens: no clock that counts working time would ever become due. So are hours that end before they
    /// begin, or overlap with others of their day: one of the two is a slip.
    ///
    /// # Errors
    /// Refused, naming the later of the two days, the hours at fault, or the week.
    pub fn check(&self) -> Result<(), Refused> {
        if self.week.is_empty() {
            let (zh, en) = (
                "一周内没有任何工作时间：按工作时间计的时限将永远不会到期。请至少填写一个时段，停业请在“特殊日期”中逐日填写",
                "The week has no open hours: clocks that count working time would never become due. Enter at least one \
                 span; days on which you are closed belong among the special days",
            );
            return Err(Refused::field("week", zh, en));
        }
        self.check_hours()?;
        let mut days = BTreeSet::new();
        match self.special.iter().position(|day| !days.insert(&day.date)) {
            Some(n) => {
                let (zh, en) = ("同一天写了两次", "This day is named twice");
                Err(Refused::field(&format!("special[{n}].date"), zh, en))
            }
            None => Ok(()),
        }
    }

    fn check_hours(&self) -> Result<(), Refused> {
        let mut of_days: BTreeMap<u8, Vec<OpenHours>> = BTreeMap::new();
        for (n, day) in self.week.iter().enumerate() {
            fits_beside(
                &format!("week[{n}]"),
                (&day.from, &day.to),
                of_days.entry(day.weekday).or_default(),
            )?;
        }
        for (n, day) in self.special.iter().enumerate() {
            if day.name.chars().count() > LONGEST_NAME {
                let (zh, en) =
                    (format!("最多 {LONGEST_NAME} 个字"), format!("At most {LONGEST_NAME} characters"));
                return Err(Refused::field(&format!("special[{n}].name"), zh, en));
            }
            let mut others = Vec::new();
            for (m, span) in day.hours.iter().enumerate() {
                fits_beside(&format!("special[{n}].hours[{m}]"), (&span.from, &span.to), &mut others)?;
            }
        }
        Ok(())
    }

    /// The calendar that answers questions.
    ///
    /// # Errors
    /// Refused, naming the field at fault.
    pub fn calendar(&self) -> Result<Calendar, Refused> {
        let mut weekly: BTreeMap<DayOfWeek, Vec<OpenHours>> = BTreeMap::new();
        for (n, day) in self.week.iter().enumerate() {
            let name = weekday(day.weekday).ok_or_else(|| {
                let field = format!("week[{n}].weekday");
                Refused::field(
                    &field,
                    "星期应为 1（周一）到 7（周日）",
                    "A weekday is 1 (Monday) to 7 (Sunday)",
                )
            })?;
            weekly.entry(name).or_default().push(hours(&format!("week[{n}]"), &day.from, &day.to)?);
        }
        let (mut holidays, mut make_up_days) = (BTreeSet::new(), BTreeSet::new());
        let mut make_up_hours: Vec<OpenHours> = Vec::new();
        for (n, day) in self.special.iter().enumerate() {
            let field = format!("special[{n}]");
            let date = day.date.parse().map_err(|why: String| {
                Refused::field(&format!("{field}.date"), "日期应形如 2026-10-01", why)
            })?;
            if day.hours.is_empty() {
                holidays.insert(date);
                continue;
            }
            make_up_days.insert(date);
            let spans = day.hours.iter().enumerate();
            let spans = spans.map(|(m, span)| hours(&format!("{field}.hours[{m}]"), &span.from, &span.to));
            let spans = spans.collect::<Result<Vec<_>, _>>()?;
            if make_up_hours.is_empty() {
                make_up_hours = spans;
            } else if make_up_hours != spans {
                let (zh, en) = ("调休工作日的时间应一致", "All make-up working days have the same hours");
                return Err(Refused::field(&format!("{field}.hours"), zh, en));
            }
        }
        let config =
            CalendarConfig { zone: self.zone.clone(), weekly, holidays, make_up_days, make_up_hours };
        Calendar::new(config).map_err(|refused| *refused)
    }
}

fn weekday(number: u8) -> Option<DayOfWeek> {
    match number {
        1 => Some(DayOfWeek::Monday),
        2 => Some(DayOfWeek::Tuesday),
        3 => Some(DayOfWeek::Wednesday),
        4 => Some(DayOfWeek::Thursday),
        5 => Some(DayOfWeek::Friday),
        6 => Some(DayOfWeek::Saturday),
        7 => Some(DayOfWeek::Sunday),
        _ => None,
    }
}

/// Refuses hours that end before they begin or overlap with the others of their day, else keeps them with these.
fn fits_beside(field: &str, (from, to): (&str, &str), others: &mut Vec<OpenHours>) -> Result<(), Refused> {
    let new = hours(field, from, to)?;
    if new.from >= new.to {
        let (zh, en) =
            ("结束须晚于开始，跨零点请分两段填写", "Hours end after they begin; write a night as two spans");
        return Err(Refused::field(&format!("{field}.to"), zh, en));
    }
    if let Some(other) = others.iter().find(|other| new.from < other.to && other.from < new.to) {
        let (zh, en) = (
            format!("与同一天的 {}–{} 重叠", other.from, other.to),
            format!("Overlaps with {}–{} of the same day", other.from, other.to),
        );
        return Err(Refused::field(&format!("{field}.from"), zh, en));
    }
    others.push(new);
    Ok(())
}

fn hours(field: &str, from: &str, to: &str) -> Result<OpenHours, Refused> {
    let time = |end: &str, text: &str| {
        let wrong =
            |why: String| Refused::field(&format!("{field}.{end}"), format!("时间 {text} 应形如 09:00"), why);
        text.parse().map_err(wrong)
    };
    Ok(OpenHours { from: time("from", from)?, to: time("to", to)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> CalendarForm {
        let day = |weekday| WeekDay { weekday, from: "09:00".into(), to: "18:00".into() };
        let special =
            |date: &str, hours: Vec<Span>| SpecialDay { date: date.into(), name: "国庆节".into(), hours };
        let span = Span { from: "09:00".into(), to: "18:00".into() };
        CalendarForm {
            zone: "Asia/Shanghai".into(),
            week: (1..=5).map(day).collect(),
            special: vec![special("2026-10-01", Vec::new()), special("2026-10-10", vec![span])],
        }
    }

    #[test]
    fn holidays_are_closed_and_make_up_saturdays_are_open() {
        let calendar = form().calendar().unwrap();
        for (at, open) in [
            ("2026-09-30T10:00:00+08:00", true),
            ("2026-10-01T10:00:00+08:00", false),
            ("2026-10-03T10:00:00+08:00", false),
            ("2026-10-10T10:00:00+08:00", true),
            ("2026-10-10T19:00:00+08:00", false),
        ] {
            assert_eq!(calendar.is_open(at.parse().unwrap()), open, "{at}");
        }
    }

    #[test]
    fn hours_of_one_day_do_not_overlap() {
        let mut form = form();
        let more = |weekday, from: &str, to: &str| WeekDay { weekday, from: from.into(), to: to.into() };
        form.week.extend([more(1, "18:00", "20:00"), more(6, "17:00", "19:00")]);
        assert!(form.check().is_ok(), "hours that touch, and those of another day");
        form.week.push(more(1, "17:00", "19:00"));
        let no = form.check().unwrap_err();
        assert_eq!(no.fields[0].field, "week[7].from");
        assert_eq!(no.fields[0].message.en, "Overlaps with 09:00–18:00 of the same day");
        form.week.pop();
        form.special[1].hours.push(Span { from: "12:00".into(), to: "13:00".into() });
        assert_eq!(form.check().unwrap_err().fields[0].field, "special[1].hours[1].from");
    }

    #[test]
    fn a_wrong_time_is_named_with_its_place() {
        let mut form = form();
        assert!(form.calendar().is_ok());
        let same = SpecialDay { date: "2026-10-01".into(), name: "国庆".into(), hours: Vec::new() };
        form.special = vec![same.clone(), same];
        assert_eq!(form.check().unwrap_err().fields[0].field, "special[1].date");
        form.special.clear();
        form.week[2].to = "08:00".into();
        assert_eq!(form.check().unwrap_err().fields[0].field, "week[2].to", "it ends before it begins");
        form.week[2].to = "25:00".into();
        assert_eq!(form.calendar().unwrap_err().fields[0].field, "week[2].to");
    }
}
