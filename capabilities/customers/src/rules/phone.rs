//! Telephone numbers: one form to store and compare, one form to show.

/// Longest number of E.164, without the plus sign.
const LONGEST: usize = 15;

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

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1')
}

/// A mainland number after its country code: landline numbers get their trunk prefix back.
fn mainland(digits: &str) -> String {
    if is_mobile(digits) || digits.starts_with('0') { digits.to_owned() } else { format!("0{digits}") }
}

/// The form to show to those who may not see the whole number: `138****8000`.
pub fn mask(number: &str) -> String {
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
    fn a_masked_number_keeps_its_ends() {
        assert_eq!(mask("13800138000"), "138****8000");
        assert_eq!(mask("95000"), "95000");
    }
}
