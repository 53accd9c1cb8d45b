//! Why due then: what the customer service reads.
#![allow(clippy::unwrap_used)]

mod centre;

use centre::{at, office};
use clock::{ClockInput, ClockKind, ClockPolicy, Explanation, ServiceClock, Target};

fn started(target: Target, moment: &str) -> ServiceClock {
    let mut clock = ServiceClock::new(&ClockPolicy::new(ClockKind::Resolution, target));
    clock.handle(ClockInput::Start, at(moment), office());
    clock
}

fn told(clock: &ServiceClock, now: &str) -> (Vec<String>, Vec<String>) {
    let Explanation { steps, .. } = clock.explain(at(now), office());
    steps.into_iter().map(|step| (step.text.zh, step.text.en)).unzip()
}

#[test]
fn a_holiday_week_is_told_in_order() {
    let (zh, en) = told(&started(Target::working_hours(1), "2026-09-30 17:40"), "2026-09-30 17:41");
    assert_eq!(
        zh,
        [
            "9月30日（周三）17:40开始计时，时限 1 小时（工作时间）",
            "9月30日（周三）17:40至9月30日（周三）18:00计入 20 分钟",
            "10月1日（周四）至10月7日（周三）节假日，不计",
            "10月8日（周四）09:00至10月8日（周四）09:40计入 40 分钟",
            "应于10月8日（周四）09:40前完成",
        ]
    );
    assert_eq!(
        en,
        [
            "Started Wed 30 Sep 17:40, to take 1 h of business time at most",
            "Wed 30 Sep 17:40 to Wed 30 Sep 18:00: 20 min counted",
            "Thu 1 Oct to Wed 7 Oct: public holiday, not counted",
            "Thu 8 Oct 09:00 to Thu 8 Oct 09:40: 40 min counted",
            "Due Thu 8 Oct 09:40",
        ]
    );
}

#[test]
fn a_make_up_day_counts_and_is_told_as_such() {
    let (_, en) = told(&started(Target::working_hours(10), "2026-10-09 17:40"), "2026-10-09 17:41");
    assert_eq!(
        en,
        [
            "Started Fri 9 Oct 17:40, to take 10 h of business time at most",
            "Fri 9 Oct 17:40 to Fri 9 Oct 18:00: 20 min counted",
            "Sat 10 Oct: make-up working day, 9 h counted",
            "Sun 11 Oct: closed, not counted",
            "Mon 12 Oct 09:00 to Mon 12 Oct 09:40: 40 min counted",
            "Due Mon 12 Oct 09:40",
        ]
    );
}

#[test]
fn whole_working_days_are_told_together() {
    let (_, en) = told(&started(Target::working_hours(45), "2026-10-19 12:00"), "2026-10-19 12:01");
    assert_eq!(
        en[1..],
        [
            "Mon 19 Oct 12:00 to Mon 19 Oct 18:00: 6 h counted",
            "Tue 20 Oct to Fri 23 Oct: working days, 36 h counted",
            "Sat 24 Oct to Sun 25 Oct: closed, not counted",
            "Mon 26 Oct 09:00 to Mon 26 Oct 12:00: 3 h counted",
            "Due Mon 26 Oct 12:00",
        ]
    );
}

#[test]
fn hours_as_they_pass_say_that_nights_count() {
    let (zh, en) = told(&started(Target::hours(24), "2026-10-03 10:00"), "2026-10-03 10:01");
    assert_eq!(
        zh[1..],
        [
            "10月3日（周六）10:00至10月4日（周日）10:00计入 24 小时，夜间和节假日照计",
            "应于10月4日（周日）10:00前完成"
        ]
    );
    assert_eq!(en[1], "Sat 3 Oct 10:00 to Sun 4 Oct 10:00: 24 h counted, nights and holidays included");
}

#[test]
fn pauses_are_told_with_their_reason_and_what_is_left() {
    let mut clock = started(Target::working_hours(4), "2026-10-08 10:00");
    let pause = |why: &str| ClockInput::Pause { why: kernel::Text::new(why, why) };
    clock.handle(pause("等待客户"), at("2026-10-08 11:00"), office());
    clock.handle(ClockInput::Resume, at("2026-10-08 14:00"), office());
    clock.handle(pause("等待配件"), at("2026-10-08 16:00"), office());
    let (zh, _) = told(&clock, "2026-10-08 16:30");
    assert_eq!(
        zh,
        [
            "10月8日（周四）10:00开始计时，时限 4 小时（工作时间）",
            "10月8日（周四）10:00至10月8日（周四）11:00计入 1 小时",
            "10月8日（周四）11:00至10月8日（周四）14:00暂停（等待客户），不计",
            "10月8日（周四）14:00至10月8日（周四）16:00计入 2 小时",
            "10月8日（周四）16:00至现在暂停（等待配件），不计",
            "剩余 1 小时",
        ]
    );
}

#[test]
fn a_missed_clock_says_when_it_was_due_and_a_done_one_whether_in_time() {
    let mut clock = started(Target::hours(1), "2026-10-08 10:00");
    clock.handle(ClockInput::Tick, at("2026-10-08 12:00"), office());
    assert_eq!(told(&clock, "2026-10-08 12:00").1[2], "Was due Thu 8 Oct 11:00, late");
    clock.handle(ClockInput::Stop, at("2026-10-08 12:30"), office());
    assert_eq!(told(&clock, "2026-10-08 13:00").1[2], "Done Thu 8 Oct 12:30, late");
}

#[test]
fn a_long_stretch_is_told_in_sum() {
    let (zh, en) = told(&started(Target::working_days(60), "2026-09-21 10:00"), "2026-09-21 10:01");
    assert_eq!(zh.len(), 3);
    assert!(en[1].contains("working days, 540 h counted"), "{}", en[1]);
}
