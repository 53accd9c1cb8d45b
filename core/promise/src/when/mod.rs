//! Time expressions: what an agent types for "by when" becomes an instant, or a refusal that says what to type.
//!
//! Two readers, one for each language, turn the words into [`Item`](item::Item)s; [`meaning`] puts them together;
//! [`resolve`] finds the instant on the calendar. Where words allow two readings, the earlier instant counts: a customer
//! who understood the other reading is not disappointed. What was understood is always told back.

mod chinese;
mod chinese_words;
mod echo;
mod english;
mod english_words;
mod item;
mod meaning;
mod numerals;
mod refusal;
mod resolve;
mod vague;

pub use echo::{Outside, Suggestion, Understood};
pub use item::{DayRef, Part, TimeRef};
pub use meaning::Meaning;
pub use refusal::NotATime;

use clock::Schedule;
use kernel::Timestamp;

use self::item::Read;

/// Letters of an expression at most.
const LONGEST: usize = 200;
/// Days ahead at most.
const FARTHEST_DAYS: i64 = 366;

/// Understands an expression such as `2 小时内`, `明天中午前`, `by 18:00`, `before Friday`.
///
/// # Errors
/// It is vague, not understood, impossible, past, or too far ahead; with times that could be promised instead.
pub fn understand(text: &str, now: Timestamp, schedule: &Schedule) -> Result<Understood, NotATime> {
    let text = normalise(text);
    if text.is_empty() || text.chars().count() > LONGEST {
        let rest: String = text.chars().take(LONGEST).collect();
        return Err(NotATime::NotUnderstood { rest, suggestions: echo::suggestions(now, schedule) });
    }
    let Read { items, vague, unknown } =
        if text.chars().any(is_chinese) { chinese::read(&text) } else { english::read(&text) };
    let suggestions = || echo::suggestions(now, schedule);
    if let Some(rest) = unknown {
        return Err(match vague {
            Some(word) => NotATime::Vague { word, suggestions: suggestions() },
            None => NotATime::NotUnderstood { rest, suggestions: suggestions() },
        });
    }
    let meaning = meaning::put_together(&items).ok_or_else(|| match vague {
        Some(word) => NotATime::Vague { word, suggestions: suggestions() },
        None => NotATime::NotUnderstood { rest: text.clone(), suggestions: suggestions() },
    })?;
    let due = resolve::resolve(&meaning, now, schedule).map_err(|why| why.told(&text, now, schedule))?;
    if due <= now {
        return Err(NotATime::Past { at: due, suggestions: suggestions() });
    }
    if (due.micros() - now.micros()) / 86_400_000_000 > FARTHEST_DAYS {
        return Err(NotATime::TooFar { at: due, suggestions: suggestions() });
    }
    Ok(echo::understood(meaning, due, now, schedule))
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter) || letter == '〇'
}

/// Half-width forms, small letters, single spaces.
fn normalise(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\t' | '\n' | '\r' => ' ',
        '–' | '—' | '〜' => '-',
        '點' => '点',
        '鐘' => '钟',
        '後' => '后',
        '個' => '个',
        '時' => '时',
        '週' => '周',
        '內' => '内',
        _ => letter,
    });
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    lower.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
