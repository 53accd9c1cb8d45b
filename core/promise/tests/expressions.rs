//! What an agent may type for "by when", and what is understood.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../clock/tests/centre/mod.rs"]
mod centre;

use centre::{at, office};
use kernel::Lang;
use promise::{NotATime, understand};
use proptest::prelude::*;

/// A Wednesday morning.
const NOW: &str = "2026-11-18 10:30";

fn check(now: &str, table: &[(&str, &str)]) {
    let office = office();
    let mut faults = Vec::new();
    for (text, due) in table {
        match understand(text, at(now), office) {
            Ok(understood) if understood.due == at(due) => {}
            Ok(understood) => faults.push(format!("{text}: {} instead of {due}", understood.echo.zh)),
            Err(why) => faults.push(format!("{text}: {why} instead of {due}")),
        }
    }
    assert!(faults.is_empty(), "at {now}:\n{}", faults.join("\n"));
}

fn refusal(text: &str, now: &str) -> NotATime {
    match understand(text, at(now), office()) {
        Ok(understood) => panic!("{text} was understood as {}", understood.echo.zh),
        Err(why) => why,
    }
}

#[test]
fn chinese_lengths_of_time() {
    check(
        NOW,
        &[
            ("2 小时内", "2026-11-18 12:30"),
            ("2小时内", "2026-11-18 12:30"),
            ("２小时之内", "2026-11-18 12:30"),
            ("两小时内", "2026-11-18 12:30"),
            ("两个小时以内", "2026-11-18 12:30"),
            ("二小时后", "2026-11-18 12:30"),
            ("2个钟头", "2026-11-18 12:30"),
            ("2h", "2026-11-18 12:30"),
            ("半小时内", "2026-11-18 11:00"),
            ("半个小时", "2026-11-18 11:00"),
            ("半个钟头之内", "2026-11-18 11:00"),
            ("一个半小时内", "2026-11-18 12:00"),
            ("两个半小时", "2026-11-18 13:00"),
            ("1.5小时", "2026-11-18 12:00"),
            ("1小时30分钟内", "2026-11-18 12:00"),
            ("一刻钟内", "2026-11-18 10:45"),
            ("三刻钟", "2026-11-18 11:15"),
            ("十分钟内", "2026-11-18 10:40"),
            ("十五分钟", "2026-11-18 10:45"),
            ("二十五分钟后", "2026-11-18 10:55"),
            ("90分钟", "2026-11-18 12:00"),
            ("30分", "2026-11-18 11:00"),
            ("30min内", "2026-11-18 11:00"),
            ("24小时内", "2026-11-19 10:30"),
            ("48 小时", "2026-11-20 10:30"),
            ("三天内", "2026-11-21 10:30"),
            ("一天半", "2026-11-19 22:30"),
            ("1个月内", "2026-12-18 10:30"),
            ("1 小时 30 分", "2026-11-18 12:00"),
            ("不超过2小时", "2026-11-18 12:30"),
            ("3日内", "2026-11-21 10:30"),
            ("两天后", "2026-11-20 10:30"),
            ("一周内", "2026-11-25 10:30"),
            ("两个星期之内", "2026-12-02 10:30"),
            ("1个工作日内", "2026-11-19 10:30"),
            ("三个工作日", "2026-11-23 10:30"),
            ("5工作日内", "2026-11-25 10:30"),
            ("4个工作小时", "2026-11-18 14:30"),
            ("最迟两小时内给您回电", "2026-11-18 12:30"),
            ("我们会在2小时内回复您", "2026-11-18 12:30"),
            ("尽快，最晚2小时内", "2026-11-18 12:30"),
        ],
    );
}

#[test]
fn chinese_days_and_parts_of_days() {
    check(
        NOW,
        &[
            ("今天", "2026-11-18 18:00"),
            ("今天内", "2026-11-18 18:00"),
            ("当天", "2026-11-18 18:00"),
            ("今天下班前", "2026-11-18 18:00"),
            ("下班前", "2026-11-18 18:00"),
            ("今日下班之前", "2026-11-18 18:00"),
            ("中午前", "2026-11-18 12:00"),
            ("今天中午之前", "2026-11-18 12:00"),
            ("今天下午", "2026-11-18 18:00"),
            ("今晚", "2026-11-18 21:00"),
            ("今天晚上前", "2026-11-18 18:00"),
            ("今天半夜前", "2026-11-19 00:00"),
            ("明天", "2026-11-19 18:00"),
            ("明天前", "2026-11-18 18:00"),
            ("明天中午前", "2026-11-19 12:00"),
            ("明天中午", "2026-11-19 12:00"),
            ("明日午前", "2026-11-19 12:00"),
            ("明天上午", "2026-11-19 12:00"),
            ("明早", "2026-11-19 10:00"),
            ("明天早上", "2026-11-19 10:00"),
            ("明天下午", "2026-11-19 18:00"),
            ("明天下午前", "2026-11-19 12:00"),
            ("明晚", "2026-11-19 21:00"),
            ("明天下班前", "2026-11-19 18:00"),
            ("次日中午", "2026-11-19 12:00"),
            ("第二天上午", "2026-11-19 12:00"),
            ("后天上午", "2026-11-20 12:00"),
            ("后天傍晚", "2026-11-20 18:00"),
            ("大后天", "2026-11-21 18:00"),
            ("下个工作日", "2026-11-19 18:00"),
            ("下一个工作日上午", "2026-11-19 12:00"),
        ],
    );
}

#[test]
fn chinese_times_of_the_clock() {
    check(
        NOW,
        &[
            ("18:00前", "2026-11-18 18:00"),
            ("18：00 前", "2026-11-18 18:00"),
            ("十八点前", "2026-11-18 18:00"),
            ("下午3点", "2026-11-18 15:00"),
            ("下午三点半前", "2026-11-18 15:30"),
            ("下午3点一刻", "2026-11-18 15:15"),
            ("下午4点三刻", "2026-11-18 16:45"),
            ("下午3点20分之前", "2026-11-18 15:20"),
            ("下午两点整", "2026-11-18 14:00"),
            ("三点前", "2026-11-18 15:00"),
            ("11点前", "2026-11-18 11:00"),
            ("12点前", "2026-11-18 12:00"),
            ("中午12点半", "2026-11-18 12:30"),
            ("中午1点", "2026-11-18 13:00"),
            ("晚上8点", "2026-11-18 20:00"),
            ("晚8点前", "2026-11-18 20:00"),
            ("今晚九点", "2026-11-18 21:00"),
            ("晚上12点前", "2026-11-19 00:00"),
            ("24:00前", "2026-11-19 00:00"),
            ("9点前", "2026-11-18 21:00"),
            ("明天9点", "2026-11-19 09:00"),
            ("明天 5 点", "2026-11-19 17:00"),
            ("午饭前", "2026-11-18 12:00"),
            ("晚饭前", "2026-11-18 18:00"),
            ("明天09:00", "2026-11-19 09:00"),
            ("明天3点前", "2026-11-19 15:00"),
            ("明天凌晨3点", "2026-11-19 03:00"),
            ("明早9点半", "2026-11-19 09:30"),
            ("明天上午十点钟", "2026-11-19 10:00"),
            ("后天 14:30", "2026-11-20 14:30"),
            ("17时30分前", "2026-11-18 17:30"),
        ],
    );
}

#[test]
fn chinese_weeks_months_and_dates() {
    check(
        NOW,
        &[
            ("周五", "2026-11-20 18:00"),
            ("周五前", "2026-11-19 18:00"),
            ("周五下班前", "2026-11-20 18:00"),
            ("星期五下午三点", "2026-11-20 15:00"),
            ("礼拜五中午", "2026-11-20 12:00"),
            ("周三下午3点", "2026-11-18 15:00"),
            ("周三上午10点", "2026-11-25 10:00"),
            ("周一", "2026-11-23 18:00"),
            ("周一前", "2026-11-20 18:00"),
            ("本周五", "2026-11-20 18:00"),
            ("这周五上午", "2026-11-20 12:00"),
            ("下周三", "2026-11-25 18:00"),
            ("下周三前", "2026-11-24 18:00"),
            ("下周三之前", "2026-11-24 18:00"),
            ("下周一上午10点", "2026-11-23 10:00"),
            ("下个星期二", "2026-11-24 18:00"),
            ("下下周一", "2026-11-30 18:00"),
            ("下星期天", "2026-11-29 18:00"),
            ("本周内", "2026-11-20 18:00"),
            ("这周", "2026-11-20 18:00"),
            ("下周内", "2026-11-27 18:00"),
            ("下周", "2026-11-27 18:00"),
            ("周末前", "2026-11-20 18:00"),
            ("周末", "2026-11-22 18:00"),
            ("下周末", "2026-11-29 18:00"),
            ("月底前", "2026-11-30 18:00"),
            ("本月内", "2026-11-30 18:00"),
            ("下月底前", "2026-12-31 18:00"),
            ("年底前", "2026-12-31 18:00"),
            ("11月25日", "2026-11-25 18:00"),
            ("11月25号上午", "2026-11-25 12:00"),
            ("11月25日前", "2026-11-24 18:00"),
            ("11月25日14点前", "2026-11-25 14:00"),
            ("十一月二十五日", "2026-11-25 18:00"),
            ("25号", "2026-11-25 18:00"),
            ("25号 9点", "2026-11-25 09:00"),
            ("二十五号前", "2026-11-24 18:00"),
            ("5号", "2026-12-05 18:00"),
            ("下月5号", "2026-12-05 18:00"),
            ("本月25号", "2026-11-25 18:00"),
            ("下个月", "2026-12-31 18:00"),
            ("11月25 14:00", "2026-11-25 14:00"),
            ("1月5日", "2027-01-05 18:00"),
            ("2026年12月1日", "2026-12-01 18:00"),
            ("2026-12-01 10:00", "2026-12-01 10:00"),
            ("2027年3月1日上午", "2027-03-01 12:00"),
        ],
    );
}

#[test]
fn english_lengths_of_time() {
    check(
        NOW,
        &[
            ("in 2 hours", "2026-11-18 12:30"),
            ("In two hours", "2026-11-18 12:30"),
            ("within 2 hours", "2026-11-18 12:30"),
            ("2 hours", "2026-11-18 12:30"),
            ("2h", "2026-11-18 12:30"),
            ("2 hrs from now", "2026-11-18 12:30"),
            ("in an hour", "2026-11-18 11:30"),
            ("in half an hour", "2026-11-18 11:00"),
            ("in an hour and a half", "2026-11-18 12:00"),
            ("in one and a half hours", "2026-11-18 12:00"),
            ("1.5 hours", "2026-11-18 12:00"),
            ("in 1 hour 30 minutes", "2026-11-18 12:00"),
            ("1h30m", "2026-11-18 12:00"),
            ("in a quarter of an hour", "2026-11-18 10:45"),
            ("in 90 min", "2026-11-18 12:00"),
            ("within 15 minutes", "2026-11-18 10:45"),
            ("in a couple of hours", "2026-11-18 12:30"),
            ("in 24 hours", "2026-11-19 10:30"),
            ("in 3 days", "2026-11-21 10:30"),
            ("in a week", "2026-11-25 10:30"),
            ("in a month", "2026-12-18 10:30"),
            ("within the hour", "2026-11-18 11:30"),
            ("in 2 weeks", "2026-12-02 10:30"),
            ("within 1 working day", "2026-11-19 10:30"),
            ("in three business days", "2026-11-23 10:30"),
            ("4 working hours", "2026-11-18 14:30"),
            ("we'll call you back within 2 hours", "2026-11-18 12:30"),
            ("no later than 2 hours from now", "2026-11-18 12:30"),
        ],
    );
}

#[test]
fn english_days_and_times() {
    check(
        NOW,
        &[
            ("by 18:00", "2026-11-18 18:00"),
            ("before 18:00", "2026-11-18 18:00"),
            ("by 6pm", "2026-11-18 18:00"),
            ("by 6 p.m.", "2026-11-18 18:00"),
            ("by 6:30 pm", "2026-11-18 18:30"),
            ("by 6.30pm", "2026-11-18 18:30"),
            ("by end of tomorrow", "2026-11-19 18:00"),
            ("first thing tomorrow", "2026-11-19 10:00"),
            ("tomorrow by 3", "2026-11-19 15:00"),
            ("by 10 am on Monday", "2026-11-23 10:00"),
            ("next month", "2026-12-31 18:00"),
            ("at 3", "2026-11-18 15:00"),
            ("by 11", "2026-11-18 11:00"),
            ("by 3 o'clock", "2026-11-18 15:00"),
            ("by half past four", "2026-11-18 16:30"),
            ("quarter to five", "2026-11-18 16:45"),
            ("today", "2026-11-18 18:00"),
            ("by noon", "2026-11-18 12:00"),
            ("by noon today", "2026-11-18 12:00"),
            ("by end of day", "2026-11-18 18:00"),
            ("EOD", "2026-11-18 18:00"),
            ("by close of business", "2026-11-18 18:00"),
            ("before we close", "2026-11-18 18:00"),
            ("this afternoon", "2026-11-18 18:00"),
            ("tonight", "2026-11-18 21:00"),
            ("by midnight", "2026-11-19 00:00"),
            ("tomorrow", "2026-11-19 18:00"),
            ("tomorrow noon", "2026-11-19 12:00"),
            ("by noon tomorrow", "2026-11-19 12:00"),
            ("before noon tomorrow", "2026-11-19 12:00"),
            ("tomorrow morning", "2026-11-19 12:00"),
            ("tomorrow at 9am", "2026-11-19 09:00"),
            ("12 am tomorrow", "2026-11-19 00:00"),
            ("3 pm tomorrow", "2026-11-19 15:00"),
            ("before tomorrow", "2026-11-18 18:00"),
            ("the day after tomorrow", "2026-11-20 18:00"),
            ("Friday", "2026-11-20 18:00"),
            ("by Friday", "2026-11-20 18:00"),
            ("before Friday", "2026-11-19 18:00"),
            ("by Fri 10:00", "2026-11-20 10:00"),
            ("this Friday afternoon", "2026-11-20 18:00"),
            ("Monday at 10", "2026-11-23 10:00"),
            ("before Monday", "2026-11-20 18:00"),
            ("next Wednesday", "2026-11-25 18:00"),
            ("before next Wednesday", "2026-11-24 18:00"),
            ("on Wednesday at 3 pm", "2026-11-18 15:00"),
            ("next working day", "2026-11-19 18:00"),
            ("by noon on the next business day", "2026-11-19 12:00"),
            ("this week", "2026-11-20 18:00"),
            ("by the end of the week", "2026-11-20 18:00"),
            ("next week", "2026-11-27 18:00"),
            ("before the weekend", "2026-11-20 18:00"),
            ("by the end of the month", "2026-11-30 18:00"),
            ("by the end of the year", "2026-12-31 18:00"),
            ("November 25", "2026-11-25 18:00"),
            ("by Nov 25th", "2026-11-25 18:00"),
            ("25 November at 10:00", "2026-11-25 10:00"),
            ("the 25th of November", "2026-11-25 18:00"),
            ("by the 25th", "2026-11-25 18:00"),
            ("before 25 November 2026", "2026-11-24 18:00"),
            ("2026-12-01 10:00", "2026-12-01 10:00"),
            ("Jan 5", "2027-01-05 18:00"),
        ],
    );
}

#[test]
fn the_calendar_decides_what_the_close_and_the_working_days_are() {
    check(
        "2026-09-30 16:00",
        &[
            ("下个工作日", "2026-10-08 18:00"),
            ("1个工作日内", "2026-10-08 16:00"),
            ("4个工作小时内", "2026-10-08 11:00"),
            ("10月8日前", "2026-09-30 18:00"),
            ("before Oct 8", "2026-09-30 18:00"),
            ("下周内", "2026-10-10 18:00"),
            ("月底前", "2026-09-30 18:00"),
            ("24小时内", "2026-10-01 16:00"),
        ],
    );
    check("2026-10-10 12:00", &[("下班前", "2026-10-10 18:00"), ("本周内", "2026-10-10 18:00")]);
    // After the close: the day itself, its midnight.
    check(
        "2026-11-18 19:00",
        &[
            ("今天内", "2026-11-19 00:00"),
            ("明天前", "2026-11-19 00:00"),
            ("8点前", "2026-11-18 20:00"),
            ("by 8", "2026-11-18 20:00"),
            ("明天下班前", "2026-11-19 18:00"),
        ],
    );
    // A month that ends on a weekend ends with its last working day.
    check(
        "2026-10-20 10:00",
        &[("月底前", "2026-10-30 18:00"), ("by the end of the month", "2026-10-30 18:00")],
    );
    check("2026-10-31 10:00", &[("月底前", "2026-11-01 00:00")]);
}

#[test]
fn vague_words_are_refused_with_times_to_offer() {
    for text in [
        "尽快",
        "尽快回复",
        "稍后",
        "稍后给您回电",
        "马上",
        "立即处理",
        "一会儿",
        "过几天",
        "几小时内",
        "两三天内",
        "3-5天",
        "两三个小时",
        "很快",
        "有空",
        "晚点",
        "早点回复",
        "第一时间",
        "半天",
        "月初",
        "改天",
        "有消息就通知您",
        "soon",
        "as soon as possible",
        "ASAP",
        "later",
        "shortly",
        "in a while",
        "right away",
        "immediately",
        "when possible",
        "in a few hours",
        "in a few days",
        "some time",
        "we will call you back soon",
    ] {
        let why = refusal(text, NOW);
        assert!(matches!(why, NotATime::Vague { .. }), "{text}: {why}");
        assert_eq!(why.suggestions().len(), 4, "{text}");
        let refused = why.refused("promise", office());
        assert_eq!(refused.code, "promises.vague");
        assert_eq!(refused.fields[0].field, "promise");
        assert_eq!(refused.possible[0], "2 小时内");
    }
}

#[test]
fn festivals_and_some_days_are_asked_about_precisely() {
    for (text, asked) in [
        ("国庆前", "放假前最后一个工作日"),
        ("国庆节前回复", "放假前最后一个工作日"),
        ("春节后", "收假之后"),
        ("节前", "请写明哪一天几点前"),
        ("过两天", "是指哪一天"),
        ("过两天给您回电", "是指哪一天"),
        ("这两天", "是指哪一天"),
    ] {
        let why = refusal(text, NOW);
        assert!(matches!(why, NotATime::Vague { .. }), "{text}: {why}");
        let refused = why.refused("promise", office());
        assert!(refused.fields[0].message.zh.contains(asked), "{text}: {refused:?}");
        assert!(!refused.fields[0].message.en.is_empty());
    }
    // What the questions give as examples is understood, and so are the eleventh of a month and eleven o'clock.
    check(
        NOW,
        &[
            ("9月30日18:00前", "2027-09-30 18:00"),
            ("2天内", "2026-11-20 10:30"),
            ("后天18:00前", "2026-11-20 18:00"),
            ("国庆节前，9月30日18:00前", "2027-09-30 18:00"),
            ("明天十一点前", "2026-11-19 11:00"),
        ],
    );
}

#[test]
fn past_times_are_refused() {
    for text in [
        "昨天",
        "昨天下午3点",
        "前天",
        "今天上午9点",
        "10:00前",
        "今早",
        "2026-11-17",
        "yesterday",
        "by 10:00 today",
        "at 09:30",
        "this Monday",
    ] {
        let why = refusal(text, NOW);
        assert!(matches!(why, NotATime::Past { .. }), "{text}: {why}");
    }
    for text in ["下班前", "今天下午", "中午前", "by close of business", "this afternoon"] {
        let why = refusal(text, "2026-11-18 18:30");
        assert!(matches!(why, NotATime::Past { .. }), "{text}: {why}");
    }
}

#[test]
fn a_close_on_a_day_without_one_is_refused() {
    for (text, now) in [
        ("今天下班前", "2026-11-22 10:00"),
        ("周日下班前", NOW),
        ("10月3日下班前", "2026-09-30 10:00"),
        ("Saturday eod", NOW),
    ] {
        let why = refusal(text, now);
        assert!(matches!(why, NotATime::ClosedThatDay { .. }), "{text}: {why}");
    }
}

#[test]
fn times_that_do_not_exist_are_refused() {
    for text in [
        "25:00前",
        "24:30",
        "明天25点",
        "下午3点70分",
        "2月30日",
        "11月31日",
        "32日",
        "13月1日",
        "by 25:00",
        "Feb 30",
        "13 pm",
    ] {
        let why = refusal(text, NOW);
        assert!(matches!(why, NotATime::Impossible { .. }), "{text}: {why}");
    }
    assert!(matches!(refusal("2028-01-01", NOW), NotATime::TooFar { .. }));
    assert!(matches!(refusal("500天内", NOW), NotATime::TooFar { .. }));
}

#[test]
fn what_is_not_understood_says_from_where() {
    for (text, rest) in [
        ("明天吃饭", "吃饭"),
        ("天气好", "天气好"),
        ("tomorrow purple monkey", "purple monkey"),
        ("3", "3"),
        ("明天后天", "明天后天"),
        ("by 6.5", "6.5"),
        ("明天上午9点到10点", "明天上午9点到10点"),
    ] {
        match refusal(text, NOW) {
            NotATime::NotUnderstood { rest: told, .. } => assert_eq!(told, rest),
            why => panic!("{text}: {why}"),
        }
    }
    assert!(matches!(refusal("", NOW), NotATime::NotUnderstood { .. }));
    assert!(matches!(refusal(&"明天".repeat(200), NOW), NotATime::NotUnderstood { .. }));
}

#[test]
fn what_was_understood_is_told_back_with_the_hour() {
    let told = |text: &str| {
        let echo = understand(text, at(NOW), office()).unwrap().echo;
        (echo.zh, echo.en)
    };
    assert_eq!(told("明天中午前"), ("11月19日（周四）12:00前".into(), "by Thu 19 Nov 12:00".into()));
    assert_eq!(told("Jan 5"), ("2027年1月5日（周二）18:00前".into(), "by Tue 5 Jan 18:00, 2027".into()));
}

#[test]
fn a_time_outside_business_hours_is_told_as_such() {
    let office = office();
    let outside = |text: &str, now: &str| understand(text, at(now), office).unwrap().outside;
    let tonight = outside("今晚", NOW).unwrap();
    assert_eq!(tonight.closes_before, Some(at("2026-11-18 18:00")));
    assert_eq!(tonight.opens_after, Some(at("2026-11-19 09:00")));
    assert_eq!(
        tonight.note.zh,
        "不在工作时间内：请在11月18日（周三）18:00前办妥，或改到11月19日（周四）09:00之后"
    );
    assert_eq!(outside("下班前", NOW), None, "the closing moment itself is in time");
    assert_eq!(outside("明天上午9点", NOW), None);
    let holiday = outside("24小时内", "2026-09-30 19:00").unwrap();
    assert_eq!((holiday.closes_before, holiday.opens_after), (None, Some(at("2026-10-08 09:00"))));
}

fn moments() -> impl Strategy<Value = kernel::Timestamp> {
    (0i64..120 * 86_400)
        .prop_map(|second| at("2026-08-20 00:00").plus(std::time::Duration::from_secs(second.unsigned_abs())))
}

proptest! {
    #[test]
    fn every_time_offered_is_understood_as_offered(now in moments()) {
        let office = office();
        let Err(why) = understand("尽快", now, office) else { panic!("vague") };
        prop_assert!(!why.suggestions().is_empty());
        for offered in why.suggestions() {
            prop_assert!(offered.due > now);
            for lang in [Lang::Zh, Lang::En] {
                let text = offered.text.in_lang(lang);
                prop_assert_eq!(understand(text, now, office).map(|it| it.due), Ok(offered.due), "{}", text);
            }
        }
    }

    #[test]
    fn any_text_is_taken_and_what_is_understood_lies_ahead(text in "[今明后天两三半个小时分钟内前下上午周末月底早晚点号日工作0-9: 年]{0,12}|[a-z0-9:. ]{0,20}|\\PC{0,30}", now in moments()) {
        if let Ok(understood) = understand(&text, now, office()) {
            prop_assert!(understood.due > now);
            let json = serde_json::to_string(&understood).unwrap();
            prop_assert_eq!(serde_json::from_str::<promise::Understood>(&json).unwrap(), understood);
        }
    }

    #[test]
    fn words_in_any_order_are_taken(
        words in prop::collection::vec(prop::sample::select(vec![
            "by", "before", "in", "a", "two", "2", "hours", "tomorrow", "friday", "noon", "next", "week", "of", "end",
            "25", "november", ":", "pm", "half", "past", "-", "working", "day", "soon",
        ]), 0..7),
        now in moments(),
    ) {
        let _ = understand(&words.join(" "), now, office());
    }

    #[test]
    fn hours_and_minutes_are_exact(hours in 0u64..48, minutes in 0u64..60, now in moments()) {
        prop_assume!(hours + minutes > 0);
        let due = now.plus(std::time::Duration::from_secs(hours * 3600 + minutes * 60));
        for text in [format!("{hours}小时{minutes}分钟内"), format!("in {hours} hours {minutes} minutes")] {
            prop_assert_eq!(understand(&text, now, office()).map(|it| it.due), Ok(due), "{}", text);
        }
    }
}
