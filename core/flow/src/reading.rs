//! What a reader of JSON complains of, in Chinese: its own words are English.

use serde_json::Error;
use serde_json::error::Category;

/// The complaint, with its place where it has one.
pub(crate) fn zh(error: &Error) -> String {
    let what = match error.classify() {
        Category::Eof => "文本不完整，缺少结尾的括号或引号".to_owned(),
        Category::Syntax | Category::Io => "此处不符合 JSON 格式，请检查逗号、引号和括号".to_owned(),
        Category::Data => content(&error.to_string()),
    };
    match (error.line(), error.column()) {
        (0, _) => what,
        (line, column) => format!("{what}（第 {line} 行第 {column} 列）"),
    }
}

/// What serde says of sound JSON that is not what it should be; names stand between backticks.
fn content(message: &str) -> String {
    let named = message.split('`').nth(1).unwrap_or_default();
    let known: [(&str, String); 6] = [
        ("missing field", format!("缺少字段“{named}”")),
        ("unknown field", format!("没有名为“{named}”的字段")),
        ("duplicate field", format!("字段“{named}”重复")),
        ("unknown variant", format!("不支持“{named}”")),
        ("invalid type", "值的类型不对".to_owned()),
        ("invalid value", "值不在允许的范围内".to_owned()),
    ];
    let found = known.into_iter().find(|(begin, _)| message.starts_with(begin));
    found.map_or_else(|| "内容不符合要求".to_owned(), |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::zh;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    #[allow(dead_code)]
    struct Menu {
        repeats: u8,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Menu,
    }

    #[test]
    fn complaints_are_told_in_one_language() {
        let told = |text: &str| {
            let whole = zh(&serde_json::from_str::<Menu>(text).unwrap_err());
            let (what, place) = whole.split_once('（').unwrap();
            assert!(place.starts_with("第 1 行第 "), "{whole}");
            what.to_owned()
        };
        assert_eq!(told("{\"repeats\": 1"), "文本不完整，缺少结尾的括号或引号");
        assert_eq!(told("{,}"), "此处不符合 JSON 格式，请检查逗号、引号和括号");
        assert_eq!(told("{\"repeats\": 1}"), "缺少字段“kind”");
        assert_eq!(told("{\"colour\": 1}"), "没有名为“colour”的字段");
        assert_eq!(told("{\"repeats\": 1, \"repeats\": 1}"), "字段“repeats”重复");
        assert_eq!(told("{\"repeats\": \"x\"}"), "值的类型不对");
        assert_eq!(told("{\"repeats\": 999}"), "值不在允许的范围内");
        assert_eq!(told("{\"kind\": \"song\"}"), "不支持“song”");
        let value = serde_json::json!({"repeats": 1});
        assert_eq!(zh(&serde_json::from_value::<Menu>(value).unwrap_err()), "缺少字段“kind”", "no place");
        let keys = serde_json::from_str::<BTreeMap<u8, u8>>("{\"x\": 1}").unwrap_err();
        assert!(!zh(&keys).contains("expected"), "{}", zh(&keys));
    }
}
