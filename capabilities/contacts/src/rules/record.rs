//! When a record is complete (DSK-2).

use contact::Record;
use kernel::{Refused, Text};

use super::category::Category;

const LONGEST_TEXT: usize = 20_000;

/// The fields that a record lacks, as the API names them.
pub fn missing_fields(record: &Record, categories: &[Category]) -> Vec<String> {
    let mut missing = Vec::new();
    let category = categories.iter().find(|category| category.path == record.category);
    if category.is_none() {
        missing.push("category".to_owned());
    }
    if record.matter.trim().is_empty() {
        missing.push("matter".to_owned());
    }
    let required = category.map(|category| category.required.as_slice()).unwrap_or_default();
    missing.extend(required.iter().filter(|field| !has(record, field)).cloned());
    // Whoever sets out on a path goes it to its end (DSK-6).
    if !record.path.is_empty() && !has(record, "path") && !missing.iter().any(|field| field == "path") {
        missing.push("path".to_owned());
    }
    missing
}

fn has(record: &Record, field: &str) -> bool {
    let filled = |text: &str| !text.trim().is_empty();
    match field {
        "category" => filled(&record.category),
        "matter" => filled(&record.matter),
        "process" => filled(&record.process),
        "solution" => filled(&record.solution),
        "feedback" => filled(&record.feedback),
        "resolved_first_contact" => record.resolved_first_contact.is_some(),
        "path" => super::path::is_ended(record),
        other => record.extra.get(other).is_some_and(|text| filled(text)),
    }
}

/// Refuses a record that cannot be kept at all: too long, or of an unknown category.
///
/// # Errors
/// Refused, naming the fields at fault.
pub fn check(record: &Record, categories: &[Category]) -> Result<(), Refused> {
    let mut refused = Refused::invalid("invalid_record", "服务记录有误", "The record is not valid");
    let known = categories.iter().any(|category| category.path == record.category);
    if !record.category.is_empty() && !known {
        refused = refused.with_field("category", "没有这个分类", "There is no such category");
    }
    for (field, text) in [
        ("matter", &record.matter),
        ("process", &record.process),
        ("solution", &record.solution),
        ("feedback", &record.feedback),
    ] {
        if text.chars().count() > LONGEST_TEXT {
            refused = refused.with_field(field, "不能超过 20000 个字", "At most 20,000 characters");
        }
    }
    if refused.fields.is_empty() { super::path::check(&record.path) } else { Err(refused) }
}

/// The refusal of closing an incomplete record.
pub fn incomplete(missing: &[String]) -> Refused {
    let mut refused = Refused::invalid(
        "record_incomplete",
        "服务记录不完整，补充后才能结束话后处理。",
        "The record is incomplete; complete it to finish the after-call work.",
    );
    for field in missing {
        let Text { zh, en } = match field.as_str() {
            "path" => Text::new("请沿流程图答到终点", "Answer the flow chart to its end"),
            _ => Text::new("必填", "Required"),
        };
        refused = refused.with_field(field, zh, en);
    }
    refused
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::category::defaults;

    fn record(category: &str) -> Record {
        Record { category: category.into(), matter: "订单到哪里了".into(), ..Record::default() }
    }

    #[test]
    fn an_enquiry_needs_solution_and_whether_it_was_resolved() {
        assert_eq!(
            missing_fields(&record("orders/status"), &defaults()),
            ["solution", "resolved_first_contact"]
        );
    }

    #[test]
    fn a_complaint_needs_its_whole_story() {
        assert_eq!(
            missing_fields(&record("complaint/service"), &defaults()),
            ["path", "process", "solution", "feedback", "resolved_first_contact"]
        );
    }

    #[test]
    fn a_path_that_was_begun_is_gone_to_its_end_whatever_the_category_asks() {
        let begun = Record {
            solution: "已告知派送中".into(),
            resolved_first_contact: Some(true),
            path: vec!["complaint".into()],
            ..record("orders/status")
        };
        assert_eq!(missing_fields(&begun, &defaults()), ["path"]);
    }

    #[test]
    fn a_complete_record_lacks_nothing() {
        let record = Record {
            solution: "已告知派送中".into(),
            resolved_first_contact: Some(true),
            ..record("orders/status")
        };
        assert!(missing_fields(&record, &defaults()).is_empty());
    }

    #[test]
    fn an_unknown_category_is_refused_and_an_empty_one_is_a_draft() {
        assert!(check(&record("nonsense"), &defaults()).is_err());
        assert!(check(&record(""), &defaults()).is_ok());
    }
}
