//! The conditions of a list: what was asked for decides which there are.

use crate::{IntoValue, Value};

/// Conditions with their values, all of which must hold.
#[derive(Debug, Default)]
pub struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// A value's place in the statement, such as `$3`.
    pub fn bind(&mut self, value: impl IntoValue) -> String {
        self.values.push(value.into_value());
        format!("${}", self.values.len())
    }

    /// A condition whose values, if it has any, are bound already.
    pub fn require(&mut self, condition: impl Into<String>) {
        self.texts.push(condition.into());
    }

    /// A condition on a value, whose place is written `?`.
    pub fn and(&mut self, condition: &str, value: impl IntoValue) {
        let place = self.bind(value);
        self.texts.push(condition.replace('?', &place));
    }

    /// A condition that holds only for what was asked for.
    pub fn maybe(&mut self, condition: &str, value: Option<impl IntoValue>) {
        if let Some(value) = value {
            self.and(condition, value);
        }
    }

    /// The column is one of these; among none is nothing.
    pub fn among<V: IntoValue>(&mut self, column: &str, values: impl IntoIterator<Item = V>) {
        let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
        self.texts.push(format!("{column} IN ({})", places.join(",")));
    }

    /// `WHERE …`, or nothing when there is no condition.
    pub fn sql(&self) -> String {
        if self.texts.is_empty() { String::new() } else { format!("WHERE {}", self.texts.join(" AND ")) }
    }

    /// The values in the order of their places.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// What LIKE finds a text by that stands anywhere: its wildcards made letters, to be read with `ESCAPE '\'`.
pub fn anywhere(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_a_text_that_is_looked_for_are_letters() {
        assert_eq!(anywhere("王"), "%王%");
        assert_eq!(anywhere(r"50%_\"), r"%50\%\_\\%");
    }

    #[test]
    fn only_what_is_asked_for_is_a_condition() {
        let mut all = Conditions::default();
        assert_eq!(all.sql(), "");
        all.maybe("state = ?", None::<&str>);
        all.maybe("state = ?", Some("open"));
        all.among("id", [7_i64, 8]);
        all.require("filed");
        let limit = all.bind(50_i64);
        assert_eq!(all.sql(), "WHERE state = $1 AND id IN ($2,$3) AND filed");
        assert_eq!((limit.as_str(), all.into_values().len()), ("$4", 4));
    }
}
