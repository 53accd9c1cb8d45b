//! Numbers in figures and in Chinese numerals.

/// A number in thousandths, and how many letters it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub thousandths: u64,
    pub letters: usize,
    /// Two numerals side by side, such as 两三: a range, not a number.
    pub range: bool,
    /// Written with a leading zero.
    pub padded: bool,
}

/// Figures at most: more is no time of any sort.
const LONGEST: usize = 6;

/// The number at the beginning of the letters.
pub(crate) fn number(letters: &[char]) -> Option<Number> {
    figures(letters).or_else(|| numerals(letters))
}

fn figures(letters: &[char]) -> Option<Number> {
    let whole: Vec<u64> = letters.iter().map_while(|letter| letter.to_digit(10).map(u64::from)).collect();
    if whole.is_empty() || whole.len() > LONGEST {
        return None;
    }
    let value = whole.iter().fold(0, |value, digit| value * 10 + digit);
    let mut read = Number {
        thousandths: value * 1_000,
        letters: whole.len(),
        range: false,
        padded: whole.len() > 1 && whole.first() == Some(&0),
    };
    let rest = letters.get(whole.len()..).unwrap_or_default();
    if let [point, digit, ..] = rest
        && *point == '.'
        && let Some(tenths) = digit.to_digit(10)
    {
        let more = rest.iter().skip(2).take_while(|letter| letter.is_ascii_digit()).count();
        let hundredths = rest.get(2).and_then(|letter| letter.to_digit(10)).unwrap_or(0);
        read.thousandths += u64::from(tenths) * 100 + u64::from(hundredths) * 10;
        read.letters += 2 + more;
    }
    Some(read)
}

fn numeral(letter: char) -> Option<u64> {
    Some(match letter {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Numerals up to 99.
fn numerals(letters: &[char]) -> Option<Number> {
    let at = |index: usize| letters.get(index).copied();
    let one = |index: usize| at(index).and_then(numeral);
    let (value, letters, range) = match (one(0), at(0), at(1)) {
        (Some(tens), _, Some('十')) => match one(2) {
            Some(ones) => (tens * 10 + ones, 3, false),
            None => (tens * 10, 2, false),
        },
        (Some(first), _, _) => match one(1) {
            Some(second) if first != 0 => (second, 2, true),
            Some(second) => (second, 2, false),
            None => (first, 1, false),
        },
        (None, Some('十'), _) => match one(1) {
            Some(ones) => (10 + ones, 2, false),
            None => (10, 1, false),
        },
        (None, _, _) => return None,
    };
    Some(Number { thousandths: value * 1_000, letters, range, padded: false })
}
