//! Reads Chinese expressions, letter by letter, the longest word first.

use super::chinese_words::{FILLERS, UNITS, WORDS};
use super::item::{DayRef, Item, Part, Read, clock_item, days_item, whole};
use super::numerals::{Number, number};
use super::vague;

/// Reads an expression.
pub(crate) fn read(text: &str) -> Read {
    let letters = without_spaces(text);
    let mut read = Read::default();
    let mut rest: &[char] = &letters;
    while let Some(first) = rest.first() {
        let taken = if first.is_whitespace() || "，。、,.!;；~\"'“”()".contains(*first) {
            1
        } else if let Some((items, taken)) = found(rest) {
            read.items.extend(items);
            taken
        } else if let Some(taken) = vague_at(rest, &mut read) {
            taken
        } else if let Some(filler) = FILLERS.iter().find(|word| starts_with(rest, word)) {
            filler.chars().count()
        } else {
            read.unknown = Some(rest.iter().collect());
            return read;
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    read
}

/// Spaces beside a Chinese letter say nothing: `明天 5 点`; between figures they part them.
fn without_spaces(text: &str) -> Vec<char> {
    let letters: Vec<char> = text.chars().collect();
    let chinese = |index: Option<usize>| {
        index.and_then(|index| letters.get(index)).is_some_and(|letter| super::is_chinese(*letter))
    };
    let kept = letters.iter().enumerate().filter(|(index, letter)| {
        **letter != ' ' || !(chinese(index.checked_sub(1)) || chinese(Some(index + 1)))
    });
    kept.map(|(_, letter)| *letter).collect()
}

fn starts_with(letters: &[char], word: &str) -> bool {
    let mut at = letters.iter();
    word.chars().all(|letter| at.next() == Some(&letter))
}

fn vague_at(rest: &[char], read: &mut Read) -> Option<usize> {
    if let Some(number) = range(rest) {
        let said: String = rest.iter().take(number.letters + 3).collect();
        read.vague.get_or_insert(said);
        // The unit after a range says nothing more.
        let units = rest.get(number.letters..).unwrap_or_default();
        let unit = UNITS.iter().find(|(word, _)| starts_with(skip_measure(units).0, word));
        let measure = skip_measure(units).1;
        return Some(number.letters + measure + unit.map_or(0, |(word, _)| word.chars().count()));
    }
    let word = vague::chinese().find(|word| starts_with(rest, word))?;
    read.vague.get_or_insert(word.to_owned());
    Some(word.chars().count())
}

/// Two numbers for one: 两三, 2-3, 2到3.
fn range(rest: &[char]) -> Option<Number> {
    let first = number(rest)?;
    if first.range {
        return Some(first);
    }
    let sign = rest.get(first.letters)?;
    let second = rest.get(first.letters + 1..).and_then(number)?;
    let letters = first.letters + 1 + second.letters;
    matches!(sign, '-' | '~' | '到' | '至').then_some(Number { letters, range: true, ..first })
}

/// What stands at the beginning, and how many letters it takes.
fn found(rest: &[char]) -> Option<(Vec<Item>, usize)> {
    weekday(rest)
        .map(|(item, taken)| (vec![item], taken))
        .or_else(|| day_of_named_month(rest))
        .or_else(|| {
            let (word, items) = WORDS.iter().find(|(word, _)| starts_with(rest, word))?;
            Some((items.to_vec(), word.chars().count()))
        })
        .or_else(|| {
            // 早 and 晚 say a part of the day only before a number: 晚8点.
            let named = match rest.first()? {
                '早' => Part::EarlyMorning,
                '晚' => Part::Evening,
                _ => return None,
            };
            number(rest.get(1..)?).map(|_| (vec![Item::Part(named)], 1))
        })
        .or_else(|| counted(rest).map(|(item, taken)| (vec![item], taken)))
}

fn weekday(rest: &[char]) -> Option<(Item, usize)> {
    const PREFIXES: &[(&str, Option<i32>)] = &[
        ("下下个", Some(2)),
        ("下下", Some(2)),
        ("下一个", Some(1)),
        ("下个", Some(1)),
        ("下", Some(1)),
        ("本", Some(0)),
        ("这个", Some(0)),
        ("这", Some(0)),
        ("", None),
    ];
    for (prefix, week) in PREFIXES.iter().filter(|(prefix, _)| starts_with(rest, prefix)) {
        let before = prefix.chars().count();
        let after = rest.get(before..).unwrap_or_default();
        let Some(name) = ["周", "星期", "礼拜"].into_iter().find(|name| starts_with(after, name)) else {
            continue;
        };
        let taken = before + name.chars().count();
        let named = rest.get(taken).and_then(|letter| match letter {
            '一' | '1' => Some(1),
            '二' | '2' => Some(2),
            '三' | '3' => Some(3),
            '四' | '4' => Some(4),
            '五' | '5' => Some(5),
            '六' | '6' => Some(6),
            '日' | '天' | '7' => Some(7),
            _ => None,
        });
        return match (named, week) {
            (Some(weekday), _) => Some((Item::Day(DayRef::Weekday { weekday, week: *week }), taken + 1)),
            (None, Some(weeks)) if rest.get(taken) == Some(&'末') => {
                Some((Item::Day(DayRef::Weekend { weeks: *weeks }), taken + 1))
            }
            (None, Some(weeks)) => Some((Item::Day(DayRef::EndOfWeek { weeks: *weeks }), taken)),
            (None, None) => None,
        };
    }
    None
}

/// `下月5号`, `本月25日`: a date of next or this month; its year is found when it is looked up.
fn day_of_named_month(rest: &[char]) -> Option<(Vec<Item>, usize)> {
    const MONTHS: &[(&str, Option<i8>)] =
        &[("下个月", Some(0)), ("下月", Some(0)), ("这个月", None), ("本月", None), ("当月", None)];
    // Month 0 stands for the next one.
    let (word, month) = MONTHS.iter().find(|(word, _)| starts_with(rest, word))?;
    let before = word.chars().count();
    let after = rest.get(before..)?;
    let day = number(after)?;
    let end = after.get(day.letters)?;
    let date = i8::try_from(whole(day.thousandths)?).ok()?;
    let item = Item::Day(DayRef::Date { year: None, month: *month, day: date });
    matches!(end, '号' | '日').then_some((vec![item], before + day.letters + 1))
}

/// Letters after a number without meaning of their own, and how many they are.
fn skip_measure(rest: &[char]) -> (&[char], usize) {
    let count = rest.iter().take_while(|letter| matches!(letter, ' ' | '个')).count();
    (rest.get(count..).unwrap_or_default(), count)
}

/// Whatever begins with a number.
fn counted(rest: &[char]) -> Option<(Item, usize)> {
    let first = number(rest).filter(|number| !number.range)?;
    let after = rest.get(first.letters..).unwrap_or_default();
    date(&first, after)
        .or_else(|| length(&first, after))
        .or_else(|| clock(&first, after))
        .map(|(item, taken)| (item, first.letters + taken))
}

fn small(number: &Number) -> Option<i8> {
    whole(number.thousandths).and_then(|value| i8::try_from(value).ok())
}

fn date(first: &Number, after: &[char]) -> Option<(Item, usize)> {
    let next = |offset: usize| after.get(offset..).and_then(number).filter(|number| !number.range);
    match after.first()? {
        '年' => {
            let month = next(1)?;
            let at = 1 + month.letters;
            let day = (after.get(at) == Some(&'月')).then(|| next(at + 1)).flatten()?;
            let mut taken = at + 1 + day.letters;
            taken += usize::from(matches!(after.get(taken), Some('日' | '号')));
            let year = i16::try_from(whole(first.thousandths)?).ok()?;
            Some((dated(Some(year), Some(small(&month)?), small(&day)?), taken))
        }
        '月' => {
            let day = next(1)?;
            let mut taken = 1 + day.letters;
            taken += usize::from(matches!(after.get(taken), Some('日' | '号')));
            Some((dated(None, Some(small(first)?), small(&day)?), taken))
        }
        '号' => Some((dated(None, None, small(first)?), 1)),
        '日' if after.get(1) != Some(&'内') => Some((dated(None, None, small(first)?), 1)),
        '-' | '/' => {
            let second = next(1)?;
            let at = 1 + second.letters;
            let third = (after.get(at) == after.first()).then(|| next(at + 1)).flatten();
            match third {
                Some(day) => {
                    let year = i16::try_from(whole(first.thousandths)?).ok()?;
                    let item = dated(Some(year), Some(small(&second)?), small(&day)?);
                    Some((item, at + 1 + day.letters))
                }
                // 3-5天 is a range of lengths, not a date.
                None if after.get(at).is_some_and(|letter| !" 前之以上下中早晚".contains(*letter)) => {
                    None
                }
                None => Some((dated(None, Some(small(first)?), small(&second)?), at)),
            }
        }
        _ => None,
    }
}

fn dated(year: Option<i16>, month: Option<i8>, day: i8) -> Item {
    Item::Day(DayRef::Date { year, month, day })
}

fn length(first: &Number, after: &[char]) -> Option<(Item, usize)> {
    let (unit_at, skipped) = skip_measure(after);
    // A month is counted as 30 days: none but February is shorter. 3月 without 个 is March.
    if skipped > 0 && unit_at.first() == Some(&'月') {
        return Some((Item::Days(whole(first.thousandths)?.checked_mul(30)?), skipped + 1));
    }
    let (word, unit) = UNITS.iter().find(|(word, _)| starts_with(unit_at, word))?;
    let thousandths = first.thousandths;
    let item = match unit {
        0 => Item::WorkingHours { thousandths },
        1 => whole(thousandths)
            .map_or(Item::WorkingHours { thousandths: thousandths.saturating_mul(9) }, Item::WorkingDays),
        2 => Item::Length { thousandths: thousandths + 500, unit_s: 3_600 },
        3 => Item::Length { thousandths: thousandths + 500, unit_s: 86_400 },
        1_000 => Item::Length { thousandths, unit_s: 1 },
        86_400 => days_item(thousandths),
        unit_s => Item::Length { thousandths, unit_s: *unit_s },
    };
    // 日内 gives its 内 back to the fillers.
    Some((item, skipped + word.chars().count()))
}

fn clock(first: &Number, after: &[char]) -> Option<(Item, usize)> {
    let hour = u64::from(whole(first.thousandths)?);
    let minute_at = |offset: usize| {
        let minute = after.get(offset..).and_then(number).filter(|number| !number.range)?;
        Some((u64::from(whole(minute.thousandths)?), offset + minute.letters))
    };
    match after.first()? {
        ':' => {
            let (minute, taken) = minute_at(1)?;
            Some((clock_item(hour, minute, first.letters == 2), taken))
        }
        '点' | '时' => {
            let rest = after.get(1..).unwrap_or_default();
            let (minute, taken) = if starts_with(rest, "半") {
                (30, 2)
            } else if starts_with(rest, "一刻") {
                (15, 3)
            } else if starts_with(rest, "三刻") {
                (45, 3)
            } else if let Some((minute, taken)) = minute_at(1) {
                (minute, taken + usize::from(after.get(taken) == Some(&'分')))
            } else {
                (0, 1 + usize::from(starts_with(rest, "钟") || starts_with(rest, "整")))
            };
            Some((clock_item(hour, minute, first.padded), taken))
        }
        _ => None,
    }
}
