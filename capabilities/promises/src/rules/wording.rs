//! Wording that promises too much (PRM-2): it is marked, and something truer is proposed.

use kernel::Text;

use crate::model::Flag;

/// Absolute words with what to say instead; longer ones before those they contain.
const ABSOLUTE: &[(&str, &str, &str)] = &[
    ("百分之百", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("100%", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("万无一失", "我们会逐项核对", "We will check each step"),
    ("绝对不会", "我们会采取措施避免", "We will take steps against it"),
    ("绝对", "我们会按流程处理", "We will handle it by the book"),
    ("绝不", "我们会采取措施避免", "We will take steps against it"),
    ("保证", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("一定", "我们会尽力，并在约定时间前答复", "We will do what we can and answer by the time agreed"),
    ("必定", "我们会尽力，并在约定时间前答复", "We will do what we can and answer by the time agreed"),
    ("肯定", "目前的情况是……", "As things stand …"),
    ("包您满意", "我们会在处理后回访您", "We will call you afterwards"),
    ("永远", "目前……", "At present …"),
    ("guaranteed", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("guarantee", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("definitely", "目前的情况是……", "As things stand …"),
    ("certainly", "目前的情况是……", "As things stand …"),
    ("absolutely", "我们会按流程处理", "We will handle it by the book"),
    ("without fail", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("for sure", "目前的情况是……", "As things stand …"),
    ("promise", "我们会在约定时间前给您答复", "You will hear from us by the time agreed"),
    ("never", "我们会采取措施避免", "We will take steps against it"),
];

/// Where a word stands by itself: a compromise is no promise, and "不一定" promises nothing.
fn place(text: &str, word: &str) -> Option<usize> {
    // Lower case keeps the length of ASCII letters, and the words in English are ASCII.
    let lower = text.to_ascii_lowercase();
    let letter = |c: Option<char>| word.is_ascii() && c.is_some_and(|c| c.is_ascii_alphabetic());
    let alone = |at: usize| {
        let (before, after) =
            (lower.get(..at).unwrap_or_default(), lower.get(at + word.len()..).unwrap_or_default());
        !letter(before.chars().next_back())
            && !letter(after.chars().next())
            && !before.ends_with(['不', '未'])
    };
    lower.match_indices(word).map(|(at, _)| at).find(|at| alone(*at))
}

/// Words of a text that promise too much, and the text without them.
pub fn absolute(text: &str) -> (Vec<Flag>, String) {
    let mut rest = text.to_owned();
    let mut found = Vec::new();
    for (word, zh, en) in ABSOLUTE {
        while let Some(at) = place(&rest, word) {
            let as_typed = rest.get(at..at + word.len()).unwrap_or(word).to_owned();
            rest.replace_range(at..at + word.len(), " ");
            if !found.iter().any(|flag: &Flag| flag.word == as_typed) {
                found.push(Flag { word: as_typed, instead: Text::new(*zh, *en) });
            }
        }
    }
    (found, rest.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_words_are_marked_and_the_time_remains() {
        let cases = [
            ("保证 2 小时内", "保证", "2 小时内"),
            ("Definitely in 2 hours", "Definitely", "in 2 hours"),
            ("一定明天中午前", "一定", "明天中午前"),
        ];
        for (text, word, rest) in cases {
            let (flags, left) = absolute(text);
            assert_eq!((flags[0].word.as_str(), left.as_str()), (word, rest), "{text}");
        }
        assert!(absolute("2 小时内").0.is_empty());
    }

    #[test]
    fn every_absolute_word_is_flagged_in_chinese_and_english_with_a_truer_one() {
        for (word, zh, en) in ABSOLUTE {
            for text in [format!("{word} 2 小时内"), format!("in 2 hours {}", word.to_uppercase())] {
                let (flags, _) = absolute(&text);
                assert_eq!(
                    flags.first().map(|flag| flag.word.to_lowercase()).as_deref(),
                    Some(*word),
                    "{text}"
                );
                assert_eq!(flags.first().map(|flag| flag.instead.clone()), Some(Text::new(*zh, *en)));
            }
        }
    }

    #[test]
    fn words_within_words_and_denied_ones_promise_nothing() {
        for text in ["a compromise in 2 hours", "nevertheless by 18:00", "不一定 2 小时内", "未必定"]
        {
            assert!(absolute(text).0.is_empty(), "{text}");
        }
    }
}
