//! Reads English expressions, word by word, the longest phrase first.

use super::english_words::{FILLERS, MONTHS, NUMBERS, PHRASES, UNITS, WEEKDAYS};
use super::item::{DayRef, Item, Part, Read, clock_item, days_item, whole};
use super::numerals::number;
use super::vague;

/// Reads an expression.
pub(crate) fn read(text: &str) -> Read {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut read = Read::default();
    let mut rest: &[&str] = &words;
    while let Some(first) = rest.first() {
        let taken = if let Some(phrase) = vague::ENGLISH.iter().find(|phrase| starts_with(rest, phrase)) {
            read.vague.get_or_insert((*phrase).to_owned());
            length_of(phrase)
        } else if let Some((items, taken)) = found(rest) {
            read.items.extend(items);
            taken
        } else if FILLERS.contains(first) {
            read.items.push(Item::Filler);
            1
        } else {
            read.unknown = Some(rest.join(" "));
            return read;
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    // A number alone could be hours, an hour or a day.
    if let ([word], [Item::Clock { .. }]) = (words.as_slice(), read.items.as_slice()) {
        read.unknown = Some((*word).to_owned());
    }
    read
}

/// Words, numbers and the signs within dates and times, each by itself: `6:30pm` has four.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let sort = |letter: char| match letter {
        '0'..='9' => 1,
        ':' | '-' | '/' => 3,
        letter if letter.is_alphabetic() => 2,
        _ => 0,
    };
    let mut last = 0;
    let letters: Vec<char> = text.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        let next = letters.get(index + 1).copied();
        // 1.5 is a number; p.m. and o'clock lose their signs.
        let point = *letter == '.' && last == 1 && next.is_some_and(|next| next.is_ascii_digit());
        let inner = matches!(letter, '.' | '\'' | '’') && last == 2 && next.is_some_and(char::is_alphabetic);
        if inner {
            continue;
        }
        let now = if point { 1 } else { sort(*letter) };
        match words.last_mut() {
            Some(word) if now == last && now != 0 && now != 3 => word.push(*letter),
            _ if now != 0 => words.push(letter.to_string()),
            _ => {}
        }
        last = now;
    }
    words
}

fn length_of(phrase: &str) -> usize {
    phrase.split(' ').count()
}

fn starts_with(words: &[&str], phrase: &str) -> bool {
    let mut at = words.iter();
    phrase.split(' ').all(|word| at.next() == Some(&word))
}

fn found(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let phrase = PHRASES.iter().find(|(phrase, _)| starts_with(rest, phrase));
    if let Some((phrase, items)) = phrase {
        return Some((items.to_vec(), length_of(phrase)));
    }
    weekday(rest).or_else(|| month_first(rest)).or_else(|| clock_in_words(rest)).or_else(|| counted(rest))
}

fn by_beginning(word: &str, names: &[&str]) -> Option<i8> {
    let long_enough = word.len() >= 3;
    let index = names.iter().position(|name| long_enough && name.starts_with(word))?;
    i8::try_from(index + 1).ok()
}

fn weekday(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let (week, at) = match *rest.first()? {
        "next" => (Some(1), 1),
        "this" => (Some(0), 1),
        _ => (None, 0),
    };
    let weekday = by_beginning(rest.get(at)?, &WEEKDAYS)?;
    Some((vec![Item::Day(DayRef::Weekday { weekday, week })], at + 1))
}

fn dated(year: Option<i16>, month: Option<i8>, day: i8) -> Vec<Item> {
    vec![Item::Day(DayRef::Date { year, month, day })]
}

/// A whole number in figures.
fn figures(word: Option<&&str>) -> Option<u64> {
    let letters: Vec<char> = word?.chars().collect();
    let number =
        number(&letters).filter(|number| number.letters == letters.len() && letters[0].is_ascii_digit())?;
    whole(number.thousandths).map(u64::from)
}

fn small(word: Option<&&str>) -> Option<i8> {
    figures(word).and_then(|value| i8::try_from(value).ok())
}

fn ordinal(word: Option<&&str>) -> usize {
    usize::from(word.is_some_and(|word| matches!(*word, "st" | "nd" | "rd" | "th")))
}

fn month_first(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let month = by_beginning(rest.first()?, &MONTHS)?;
    let day = small(rest.get(1))?;
    let taken = 2 + ordinal(rest.get(2));
    let (year, taken) = year_at(rest, taken);
    Some((dated(year, Some(month), day), taken))
}

fn year_at(rest: &[&str], at: usize) -> (Option<i16>, usize) {
    let year = figures(rest.get(at)).filter(|year| (2_000..2_200).contains(year));
    match year.and_then(|year| i16::try_from(year).ok()) {
        Some(year) => (Some(year), at + 1),
        None => (None, at),
    }
}

/// `half past three`, `quarter to five`.
fn clock_in_words(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let rest_without_a = if rest.first() == Some(&"a") { rest.get(1..)? } else { rest };
    let skipped = rest.len() - rest_without_a.len();
    let (minute, earlier) = match (rest_without_a.first()?, rest_without_a.get(1)?) {
        (&"half", &"past") => (30, 0),
        (&"quarter", &"past") => (15, 0),
        (&"quarter", &"to") => (45, 1),
        _ => return None,
    };
    let hour = count(rest_without_a.get(2)?)? / 1_000;
    let hour = if hour == earlier { 12 } else { hour.checked_sub(earlier)? };
    Some((vec![clock_item(hour, minute, false)], 3 + skipped))
}

/// A number in figures or words, in thousandths.
fn count(word: &str) -> Option<u64> {
    let named = NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, value)| value * 1_000);
    named.or_else(|| {
        let letters: Vec<char> = word.chars().collect();
        letters.first().filter(|letter| letter.is_ascii_digit())?;
        number(&letters).filter(|number| number.letters == letters.len()).map(|number| number.thousandths)
    })
}

/// Whatever begins with a number.
fn counted(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let value = count(rest.first()?)?;
    let after = rest.get(1..)?;
    length(value, after)
        .map(|(item, taken)| (vec![item], taken + 1))
        .or_else(|| written_date(rest))
        .or_else(|| clock(rest))
}

fn length(value: u64, after: &[&str]) -> Option<(Item, usize)> {
    let half = starts_with(after, "and a half");
    let (value, skipped) = if half { (value + 500, 3) } else { (value, 0) };
    let after = after.get(skipped..)?;
    let (word, unit) = UNITS.iter().find(|(unit, _)| starts_with(after, unit))?;
    let item = match unit {
        0 => Item::WorkingHours { thousandths: value },
        1 => whole(value)
            .map_or(Item::WorkingHours { thousandths: value.saturating_mul(9) }, Item::WorkingDays),
        1_000 => Item::Length { thousandths: value, unit_s: 1 },
        86_400 => days_item(value),
        unit_s => Item::Length { thousandths: value, unit_s: *unit_s },
    };
    Some((item, skipped + length_of(word)))
}

fn written_date(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let first = figures(rest.first())?;
    let after = 1 + ordinal(rest.get(1));
    let month_at = after + usize::from(rest.get(after) == Some(&"of"));
    if let Some(month) = rest.get(month_at).and_then(|word| by_beginning(word, &MONTHS)) {
        let (year, taken) = year_at(rest, month_at + 1);
        return Some((dated(year, Some(month), i8::try_from(first).ok()?), taken));
    }
    if after == 2 {
        return Some((dated(None, None, i8::try_from(first).ok()?), 2));
    }
    let sign = *rest.get(1)?;
    if !matches!(sign, "-" | "/") {
        return None;
    }
    let second = small(rest.get(2))?;
    if rest.get(3) == Some(&sign) {
        let day = small(rest.get(4))?;
        return Some((dated(Some(i16::try_from(first).ok()?), Some(second), day), 5));
    }
    Some((dated(None, Some(i8::try_from(first).ok()?), second), 3))
}

fn clock(rest: &[&str]) -> Option<(Vec<Item>, usize)> {
    let written = rest.first().filter(|word| !matches!(**word, "a" | "an"))?;
    let (hour, minute, mut taken) = match (rest.get(1), figures(rest.get(2)), written.split_once('.')) {
        (Some(&":"), Some(minute), None) => (u64::from(whole(count(written)?)?), minute, 3),
        // 6.30 pm; no other fraction is a time.
        (_, _, Some((hour, minute))) if minute.len() == 2 => {
            (figures(Some(&hour))?, figures(Some(&minute))?, 1)
        }
        (.., Some(_)) => return None,
        (.., None) => (u64::from(whole(count(written)?)?), 0, 1),
    };
    // The seconds of 18:00:00 say nothing.
    if taken == 3 && rest.get(3) == Some(&":") && figures(rest.get(4)) == Some(0) {
        taken = 5;
    }
    let exact = written.len() == 2 && (taken > 1 || written.starts_with('0'));
    let mut items = vec![clock_item(hour, minute, exact)];
    match rest.get(taken) {
        Some(&"am") => items.push(Item::Part(Part::Am)),
        Some(&"pm") => items.push(Item::Part(Part::Pm)),
        _ => return Some((items, taken)),
    }
    Some((items, taken + 1))
}
