//! Whether two records are one customer, scored by evidence.
//!
//! Each piece of evidence weighs by how much likelier it is for one customer than for two, in the manner of Fellegi and
//! Sunter (1969): points are about log₂ of that ratio. A number that many customers share (a switchboard) says less by
//! log₂ of how many.

use std::collections::BTreeSet;

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::{Field, Profile};

/// How many customers have a number, address or account: at least the two compared.
pub type SharedBy<'a> = &'a dyn Fn(&str) -> u32;

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LikenessEvidence))]
pub struct Evidence {
    /// What it is.
    pub what: Text,
    /// How much it says: for one customer above zero, against it below.
    pub points: i32,
}

/// What the evidence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Two customers.
    Unlikely,
    /// Worth a look.
    Possible,
    /// Offered for merging.
    Likely,
    /// One customer, as far as data can tell.
    Certain,
}

/// How alike two records are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Likeness {
    /// Sum of the points.
    pub points: i32,
    /// What that means.
    pub grade: Grade,
    /// Why, the weightiest first.
    pub evidence: Vec<Evidence>,
}

fn said(zh: String, en: String, points: i32) -> Evidence {
    Evidence { what: Text::new(zh, en), points }
}

/// Compares two records. The order of the two does not matter.
pub fn compare(a: &Profile, b: &Profile, shared_by: SharedBy<'_>) -> Likeness {
    let mut evidence = Vec::new();
    let discount = |value: &str| i32::try_from(shared_by(value).max(2).ilog2()).unwrap_or(31) - 1;
    for account in a.accounts.intersection(&b.accounts) {
        let points = 16 - discount(&account.id);
        evidence.push(said(
            format!("同一账号（{}）", account.channel),
            format!("Same account ({})", account.channel),
            points,
        ));
    }
    for phone in a.phones.intersection(&b.phones) {
        let mobile = phone.len() == 11 && phone.starts_with('1');
        let (points, zh, en) = if mobile {
            (12, "同一手机号", "Same mobile number")
        } else {
            (7, "同一固定电话", "Same landline")
        };
        evidence.push(said(zh.to_owned(), en.to_owned(), (points - discount(phone)).max(0)));
    }
    let lower =
        |emails: &BTreeSet<String>| emails.iter().map(|email| email.to_lowercase()).collect::<BTreeSet<_>>();
    for email in lower(&a.emails).intersection(&lower(&b.emails)) {
        let points = (12 - discount(email)).max(0);
        evidence.push(said("同一邮箱".to_owned(), "Same e-mail address".to_owned(), points));
    }
    evidence.extend(names(&a.name, &b.name));
    evidence.extend(fields(a, b));
    evidence.retain(|piece| piece.points != 0);
    evidence.sort_by_key(|piece| std::cmp::Reverse(piece.points.abs()));
    let points = evidence.iter().map(|piece| piece.points).sum();
    let grade = match points {
        18.. => Grade::Certain,
        12..=17 => Grade::Likely,
        6..=11 => Grade::Possible,
        ..=5 => Grade::Unlikely,
    };
    Likeness { points, grade, evidence }
}

fn fields(a: &Profile, b: &Profile) -> Vec<Evidence> {
    let both = |field: Field| {
        let text = |profile: &Profile| {
            profile.fields.get(&field).map(|text| plain(text)).filter(|text| !text.is_empty())
        };
        Some((text(a)?, text(b)?))
    };
    let rules = [
        (Field::TradingCode, "交易代码", "trading code", 16, -14),
        (Field::BoothNumber, "摊位号", "booth number", 6, -2),
        (Field::Company, "公司", "company", 6, -3),
        (Field::Address, "地址", "address", 5, -1),
        (Field::Region, "地区", "region", 1, -1),
    ];
    let mut found = Vec::new();
    for (field, zh, en, same, different) in rules {
        let Some((a, b)) = both(field) else { continue };
        let (a, b) = if field == Field::Company { (without_form(&a), without_form(&b)) } else { (a, b) };
        found.push(if a == b {
            said(format!("{zh}相同"), format!("Same {en}"), same)
        } else {
            said(format!("{zh}不同"), format!("Different {en}"), different)
        });
    }
    found
}

/// Letters as they are compared and searched: small, half-width, without spaces and signs.
pub fn plain(text: &str) -> String {
    let half_width = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        letter => letter,
    };
    text.chars()
        .map(half_width)
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A company's name without its legal form.
fn without_form(name: &str) -> String {
    let forms = ["股份有限公司", "有限责任公司", "有限公司", "公司", "coltd", "ltd", "inc", "llc", "gmbh"];
    let ends = forms.iter().find_map(|form| name.strip_suffix(form)).filter(|rest| !rest.is_empty());
    ends.unwrap_or(name).to_owned()
}

fn names(a: &str, b: &str) -> Option<Evidence> {
    let (a, b) = (without_form(&plain(a)), without_form(&plain(b)));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let titles = ["先生", "女士", "小姐", "老师", "经理"];
    let surname = |name: &str| titles.iter().find_map(|title| name.strip_suffix(title)).map(str::to_owned);
    match (surname(&a), surname(&b)) {
        // 王先生 is nearly everybody.
        (Some(a), Some(b)) if a == b => {
            Some(said("称呼相同".to_owned(), "Same form of address".to_owned(), 1))
        }
        (Some(short), None) if b.starts_with(&short) => {
            Some(said("姓氏相同".to_owned(), "Same surname".to_owned(), 1))
        }
        (None, Some(short)) if a.starts_with(&short) => {
            Some(said("姓氏相同".to_owned(), "Same surname".to_owned(), 1))
        }
        _ if a == b => Some(said("姓名相同".to_owned(), "Same name".to_owned(), 6)),
        _ if alike(&a, &b) => Some(said("姓名相近".to_owned(), "Similar name".to_owned(), 3)),
        _ => Some(said("姓名不同".to_owned(), "Different name".to_owned(), -4)),
    }
}

/// At most a quarter of the longer name differs, by Levenshtein's distance; names of two letters must be equal.
fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    distance(&a, &b) * 4 <= a.len().max(b.len())
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let here = (before + usize::from(x != y)).min(*cell + 1).min(left + 1);
            before = *cell;
            *cell = here;
            left = here;
        }
    }
    row.last().copied().unwrap_or(0)
}
