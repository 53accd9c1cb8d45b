//! Telephone numbers: one form to store and compare, one form to show.

/// Longest number of E.164, without the plus sign.
const LONGEST: usize = 15;
/// Digits of the short codes at most: 110, 10086, 12345, 13800 of some services.
const SHORT_CODES: usize = 5;

/// The form in which a number is stored and compared: digits only, mainland numbers without country code and without
/// trunk prefix before a mobile number, others with `+`. Nothing for what is no number.
///
/// Mainland mobile numbers have 11 digits and begin with 1; landline numbers begin with 0 and their area code.
pub fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    let international = text.starts_with('+') || text.starts_with("00");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let allowed = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.'));
    if !allowed || digits.is_empty() {
        return None;
    }
    let digits = if text.starts_with("00") { digits.get(2..).unwrap_or_default() } else { digits.as_str() };
    let national =
        if international { digits.strip_prefix("86").map(mainland) } else { Some(digits.to_owned()) };
    let form = match national {
        Some(national) => national,
        None => format!("+{digits}"),
    };
    let without_zero = form.strip_prefix('0').filter(|rest| is_mobile(rest)).map(str::to_owned);
    let form = without_zero.unwrap_or(form);
    (form.len() <= LONGEST + 1 && form.len() >= 3).then_some(form)
}

/// The form in which a number with its extension is kept: `02164330000-801`. The extension follows a hyphen after the
/// number's last group, or one of `转`, `ext`, `x`, `#`.
pub fn canonical(text: &str) -> Option<String> {
    let text = half_width(text.trim());
    let lower = text.to_lowercase();
    let marks = ["转", "ext.", "ext", "x", "#"];
    let marked = marks.iter().find_map(|mark| lower.split_once(mark));
    let split = marked.map(|(number, extension)| (number.to_owned(), extension.trim().to_owned()));
    let (number, extension) = split.or_else(|| hyphened(&text)).unwrap_or((text, String::new()));
    let number = normalise(number.trim().trim_end_matches(['-', ',', '，']))?;
    match extension.as_str() {
        "" if marked.is_none() => Some(number),
        digits if is_extension(digits) => Some(format!("{number}-{digits}")),
        _ => None,
    }
}

fn half_width(text: &str) -> String {
    let small = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        letter => letter,
    };
    text.chars().map(small).collect()
}

fn is_extension(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `021-64330000-801`: a short last group after a whole subscriber's number.
fn hyphened(text: &str) -> Option<(String, String)> {
    let (number, last) = text.rsplit_once('-')?;
    let subscriber = number.rsplit(['-', ' ', ')']).next()?;
    let whole =
        subscriber.len() >= 7 && subscriber.trim_start_matches('+').bytes().all(|b| b.is_ascii_digit());
    (whole && last.len() <= 5 && is_extension(last)).then(|| (number.to_owned(), last.to_owned()))
}

/// The number and the extension of a kept form.
pub fn parts(kept: &str) -> (&str, &str) {
    kept.split_once('-').unwrap_or((kept, ""))
}

/// The international form (E.164) of a kept number; nothing for short numbers and numbers without area code.
pub fn e164(kept: &str) -> Option<String> {
    let (number, _) = parts(kept);
    match number.strip_prefix('0') {
        _ if number.starts_with('+') => Some(number.to_owned()),
        _ if is_mobile(number) => Some(format!("+86{number}")),
        Some(area) if (10..=12).contains(&number.len()) => Some(format!("+86{area}")),
        _ => None,
    }
}

/// What a search for a number begins with: digits only, in the kept form as far as that can be told.
pub fn sought(text: &str) -> Option<String> {
    let text = half_width(text.trim());
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits < 3 || !text.chars().all(allowed) {
        return None;
    }
    canonical(&text).map(|kept| parts(&kept).0.to_owned())
}

/// The digits of a kept number that is a mainland mobile number with some too few or too many: no other number of the
/// mainland begins as they do and is that long, with or without trunk prefix.
pub fn mistyped(kept: &str) -> Option<usize> {
    let (number, _) = parts(kept);
    let number = number.strip_prefix('0').unwrap_or(number);
    let as_mobile =
        number.starts_with('1') && number.chars().nth(1).is_some_and(|c| ('3'..='9').contains(&c));
    (as_mobile && number.len() > SHORT_CODES && !is_mobile(number)).then_some(number.len())
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1')
}

/// A mainland number after its country code: landline numbers get their trunk prefix back.
fn mainland(digits: &str) -> String {
    if is_mobile(digits) || digits.starts_with('0') { digits.to_owned() } else { format!("0{digits}") }
}

/// The form to show to those who may not see the whole number: `138****8000`. An extension stays.
pub fn mask(number: &str) -> String {
    if let Some((number, extension)) = number.split_once('-') {
        return format!("{}-{extension}", mask(number));
    }
    let chars: Vec<char> = number.chars().collect();
    if chars.len() < 7 {
        return number.to_owned();
    }
    let head: String = chars.iter().take(3).collect();
    let tail: String = chars.iter().skip(chars.len() - 4).collect();
    format!("{head}****{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_usual_forms_of_one_number_become_one() {
        for form in ["13800138000", "+86 138 0013 8000", "0086-13800138000", "013800138000", "138-0013-8000"]
        {
            assert_eq!(normalise(form).as_deref(), Some("13800138000"), "{form}");
        }
        for form in ["021-64330000", "+86 21 6433 0000", "(021) 64330000"] {
            assert_eq!(normalise(form).as_deref(), Some("02164330000"), "{form}");
        }
        assert_eq!(normalise("+44 20 7946 0000").as_deref(), Some("+442079460000"));
        assert_eq!(normalise("1001").as_deref(), Some("1001"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "anonymous", "12", "1380013800013800138000", "138x"] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    #[test]
    fn an_extension_is_kept_beside_its_number() {
        for form in [
            "021-64330000-801",
            "(021) 64330000转801",
            "+86 21 64330000 ext. 801",
            "０２１－６４３３００００－８０１",
            "02164330000#801",
        ] {
            assert_eq!(canonical(form).as_deref(), Some("02164330000-801"), "{form}");
        }
        assert_eq!(canonical("138-0013-8000").as_deref(), Some("13800138000"));
        assert_eq!(canonical("010-8888-9999").as_deref(), Some("01088889999"));
        assert_eq!(canonical("64330000-801").as_deref(), Some("64330000-801"));
        assert_eq!(canonical("021-64330000转"), None);
    }

    #[test]
    fn a_kept_number_has_an_international_form_where_it_can_be_told() {
        assert_eq!(e164("13800138000").as_deref(), Some("+8613800138000"));
        assert_eq!(e164("02164330000-801").as_deref(), Some("+862164330000"));
        assert_eq!(e164("+442079460000").as_deref(), Some("+442079460000"));
        assert_eq!(e164("95000"), None);
    }

    #[test]
    fn a_masked_number_keeps_its_ends() {
        assert_eq!(mask("13800138000"), "138****8000");
        assert_eq!(mask("95000"), "95000");
    }
}
