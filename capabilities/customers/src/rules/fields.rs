//! The centre's own fields: what a definition and a value may be.

use jiff::civil::Date;
use kernel::{Refused, Text};

use crate::model::{FieldDef, FieldKind, built_in_fields};

const MOST: usize = 40;
const LONGEST_VALUE: usize = 500;
const LONGEST_LABEL: usize = 60;

/// Refuses definitions that are none. Those that moves of the life fill stay.
pub fn check(all: &[FieldDef]) -> Result<(), Refused> {
    let mut refused = Refused::invalid("customers.fields", "字段定义有误", "The fields have faults");
    if all.len() > MOST {
        refused = refused.with_field("fields", "最多 40 个字段", "At most 40 fields");
    }
    for (n, field) in all.iter().enumerate() {
        let at = |part: &str| format!("[{n}].{part}");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if field.name.is_empty() || field.name.len() > 40 || !field.name.chars().all(plain) {
            refused = refused.with_field(
                &at("name"),
                "名称由小写字母、数字、_ 组成",
                "A name is small letters, digits and _",
            );
        }
        if all.iter().filter(|other| other.name == field.name).count() > 1 {
            refused = refused.with_field(&at("name"), "名称重复", "This name appears twice");
        }
        if field.label.zh.trim().is_empty() || field.label.en.trim().is_empty() {
            refused = refused.with_field(&at("label"), "请填写中英文标签", "A label has both languages");
        }
        if [&field.label.zh, &field.label.en].iter().any(|label| label.chars().count() > LONGEST_LABEL) {
            let (zh, en) =
                (format!("最多 {LONGEST_LABEL} 个字"), format!("At most {LONGEST_LABEL} characters"));
            refused = refused.with_field(&at("label"), zh, en);
        }
        if field.kind == FieldKind::Choice && field.options.iter().all(|option| option.trim().is_empty()) {
            refused = refused.with_field(&at("options"), "请填写选项", "Say what can be chosen");
        }
    }
    for needed in built_in_fields() {
        if !all.iter().any(|field| field.name == needed.name) {
            refused = refused.with_field(
                "fields",
                format!("“{}”是入会流程必需的字段，不能删除", needed.label.zh),
                format!("'{}' is needed by the life of members and stays", needed.label.en),
            );
        }
    }
    if refused.fields.is_empty() { Ok(()) } else { Err(refused) }
}

/// A code as it is compared: without blanks, whatever the case.
pub fn key(code: &str) -> String {
    code.split_whitespace().collect::<String>().to_lowercase()
}

/// What is wrong with a value, if anything is.
pub fn fault(field: &FieldDef, value: &str) -> Option<Text> {
    if value.chars().count() > LONGEST_VALUE {
        return Some(Text::new("不能超过 500 个字", "At most 500 characters"));
    }
    match field.kind {
        FieldKind::Text => None,
        FieldKind::Number => {
            value.parse::<f64>().err().map(|_| Text::new("应为数字", "This is not a number"))
        }
        FieldKind::Date => value
            .parse::<Date>()
            .err()
            .map(|_| Text::new("应为日期，如 2026-11-22", "This is not a day such as 2026-11-22")),
        FieldKind::Choice => {
            let known = field.options.iter().any(|option| option == value);
            let options = field.options.join("、");
            (!known).then(|| Text::new(format!("应为：{options}"), format!("One of: {options}")))
        }
    }
}
