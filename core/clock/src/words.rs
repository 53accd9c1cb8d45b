//! Instants and lengths of time as people say them, in both languages.

use std::time::Duration;

use jiff::civil::{Date, Weekday};
use kernel::{Text, Timestamp};

use crate::Schedule;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn weekday(date: Date) -> (&'static str, &'static str) {
    match date.weekday() {
        Weekday::Monday => ("周一", "Mon"),
        Weekday::Tuesday => ("周二", "Tue"),
        Weekday::Wednesday => ("周三", "Wed"),
        Weekday::Thursday => ("周四", "Thu"),
        Weekday::Friday => ("周五", "Fri"),
        Weekday::Saturday => ("周六", "Sat"),
        Weekday::Sunday => ("周日", "Sun"),
    }
}

fn month(date: Date) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or(0);
    MONTHS.get(index).copied().unwrap_or_default()
}

/// A date: `11月20日（周五）`, `Fri 20 Nov`.
pub fn say_date(date: Date) -> Text {
    let (zh, en) = weekday(date);
    Text::new(
        format!("{}月{}日（{zh}）", date.month(), date.day()),
        format!("{en} {} {}", date.day(), month(date)),
    )
}

/// An instant in the centre's zone: `11月20日（周五）17:40`, `Fri 20 Nov 17:40`. Seconds are shown where there are any.
pub fn say_moment(at: Timestamp, schedule: &Schedule) -> Text {
    let local = schedule.local(at);
    let Text { zh, en } = say_date(local.date());
    let mut time = format!("{:02}:{:02}", local.hour(), local.minute());
    if local.second() != 0 {
        time = format!("{time}:{:02}", local.second());
    }
    Text::new(format!("{zh}{time}"), format!("{en} {time}"))
}

/// A length of time: `8 小时 20 分钟`, `8 h 20 min`; seconds only below an hour.
pub fn say_length(length: Duration) -> Text {
    let all = length.as_secs();
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    let mut zh = Vec::new();
    let mut en = Vec::new();
    let units =
        [(hours, "小时", "h"), (minutes, "分钟", "min"), (if hours > 0 { 0 } else { seconds }, "秒", "s")];
    for (count, unit_zh, unit_en) in units.into_iter().filter(|(count, ..)| *count > 0) {
        zh.push(format!("{count} {unit_zh}"));
        en.push(format!("{count} {unit_en}"));
    }
    if zh.is_empty() {
        return Text::new("0 分钟", "0 min");
    }
    Text::new(zh.join(" "), en.join(" "))
}
