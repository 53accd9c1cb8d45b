//! Fields of a form: what sort of value each takes, and what is wrong with a value.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{FieldError, Text, Timestamp};
use serde::{Deserialize, Serialize};

use crate::FieldName;

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The value stored.
    pub name: String,
    /// What people read.
    pub label: Text,
}

/// What sort of value a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldKind {
    /// Text on one or more lines.
    Text {
        /// Characters at most.
        longest: usize,
    },
    /// A whole number.
    Whole {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// An amount in the smallest unit of the currency (fen).
    Money {
        /// The most.
        most: i64,
    },
    /// A day, as `2026-11-20`.
    Date,
    /// An instant, as RFC 3339.
    Moment,
    /// Yes or no.
    YesNo,
    /// One of some options.
    Choice {
        /// The options.
        options: Vec<Choice>,
    },
    /// Some of some options.
    Choices {
        /// The options.
        options: Vec<Choice>,
    },
    /// Stored files, by their ids.
    Files {
        /// How many at most.
        most: usize,
    },
    /// From 1 to 5.
    Rating,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldDef {
    /// Its name.
    pub name: FieldName,
    /// What people read.
    pub label: Text,
    /// What it takes.
    pub takes: FieldKind,
    /// Whether a new ticket must have it.
    #[serde(default)]
    pub required: bool,
    /// The only value with which a ticket may be opened: identity verified, yes.
    #[serde(default)]
    pub must_be: Option<FieldValue>,
}

/// A value in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum FieldValue {
    /// Yes or no.
    YesNo(bool),
    /// A number or an amount.
    Whole(i64),
    /// A text, a date, an instant, an option.
    Text(String),
    /// Options or files.
    List(Vec<String>),
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        FieldValue::Text(text.to_owned())
    }
}

impl From<bool> for FieldValue {
    fn from(yes: bool) -> Self {
        FieldValue::YesNo(yes)
    }
}

impl From<i64> for FieldValue {
    fn from(number: i64) -> Self {
        FieldValue::Whole(number)
    }
}

impl FieldValue {
    /// The number, of a number or a score.
    pub fn whole(&self) -> Option<i64> {
        match self {
            FieldValue::Whole(number) => Some(*number),
            FieldValue::YesNo(_) | FieldValue::Text(_) | FieldValue::List(_) => None,
        }
    }

    /// Whether it says something.
    pub fn is_filled(&self) -> bool {
        match self {
            FieldValue::YesNo(_) | FieldValue::Whole(_) => true,
            FieldValue::Text(text) => !text.trim().is_empty(),
            FieldValue::List(list) => !list.is_empty(),
        }
    }
}

/// The values of a form by field.
pub type Values = BTreeMap<FieldName, FieldValue>;

impl FieldDef {
    /// What is wrong with a value for this field, if something is.
    pub fn fault(&self, value: &FieldValue) -> Option<FieldError> {
        let message = fault(&self.takes, value)?;
        Some(FieldError { field: format!("fields.{}", self.name), message })
    }
}

fn text(zh: impl Into<String>, en: impl Into<String>) -> Option<Text> {
    Some(Text::new(zh, en))
}

fn fault(kind: &FieldKind, value: &FieldValue) -> Option<Text> {
    match (kind, value) {
        (FieldKind::Text { longest }, FieldValue::Text(written)) => {
            let fits = written.chars().count() <= *longest;
            let en = format!("At most {longest} characters");
            if fits { None } else { text(format!("最多 {longest} 个字"), en) }
        }
        (FieldKind::Whole { least, most }, FieldValue::Whole(number)) => {
            let en = format!("From {least} to {most}");
            if (least..=most).contains(&number) {
                None
            } else {
                text(format!("应在 {least} 到 {most} 之间"), en)
            }
        }
        (FieldKind::Money { most }, FieldValue::Whole(amount)) => {
            let (zh, en) = ("金额超出范围", "The amount is out of range");
            if (0..=*most).contains(amount) { None } else { text(zh, en) }
        }
        (FieldKind::Date, FieldValue::Text(written)) => {
            let day = written.parse::<jiff::civil::Date>();
            if day.is_ok() {
                None
            } else {
                text("请填写日期，如 2026-11-20", "A day such as 2026-11-20")
            }
        }
        (FieldKind::Moment, FieldValue::Text(written)) => {
            let (zh, en) = ("请填写时间", "An instant such as 2026-11-20T09:00:00+08:00");
            if written.parse::<Timestamp>().is_ok() { None } else { text(zh, en) }
        }
        (FieldKind::YesNo, FieldValue::YesNo(_)) => None,
        (FieldKind::Choice { options }, FieldValue::Text(name)) => not_an_option(options, name),
        (FieldKind::Choices { options }, FieldValue::List(names)) => {
            let distinct: BTreeSet<&String> = names.iter().collect();
            if distinct.len() != names.len() {
                return text("选项重复", "An option is named twice");
            }
            names.iter().find_map(|name| not_an_option(options, name))
        }
        (FieldKind::Files { most }, FieldValue::List(files)) => {
            let en = format!("At most {most} files");
            if files.len() <= *most { None } else { text(format!("最多 {most} 个文件"), en) }
        }
        (FieldKind::Rating, FieldValue::Whole(score)) => {
            if (1..=5).contains(score) {
                None
            } else {
                text("评分为 1 到 5", "From 1 to 5")
            }
        }
        (
            FieldKind::Text { .. }
            | FieldKind::Whole { .. }
            | FieldKind::Money { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::YesNo
            | FieldKind::Choice { .. }
            | FieldKind::Choices { .. }
            | FieldKind::Files { .. }
            | FieldKind::Rating,
            _,
        ) => text("值的类型不对", "A value of another sort is wanted"),
    }
}

fn not_an_option(options: &[Choice], name: &str) -> Option<Text> {
    let known = options.iter().any(|option| option.name == name);
    let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
    let names = names.join(", ");
    if known { None } else { text(format!("请选择：{names}"), format!("One of: {names}")) }
}
