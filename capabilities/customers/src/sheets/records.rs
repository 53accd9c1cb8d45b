//! The records of a CSV text, strictly by RFC 4180 (section 2): a quote that is never closed must not swallow the rows
//! behind it.

/// A record and the line on which it begins, from 1.
#[derive(Debug, PartialEq, Eq)]
pub enum Record<'a> {
    /// As the standard says; it may hold breaks of lines between quotes.
    Whole(i64, &'a str),
    /// A line whose quotes do not go together. The next line begins anew.
    Broken(i64, &'a str),
}

/// Takes a text apart. Lines without anything are left out.
pub fn records(text: &str, delimiter: u8) -> Vec<Record<'_>> {
    let (mut found, mut rest, mut line) = (Vec::new(), text, 1);
    while !rest.is_empty() {
        let end = end_of(rest.as_bytes(), delimiter);
        let (record, next) = rest.split_at(end.unwrap_or_else(|| end_of_line(rest)));
        let (begun, content) = (line, record.trim_end_matches(['\r', '\n']));
        line += i64::try_from(record.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or_default();
        rest = next;
        match end {
            _ if content.trim().is_empty() => {}
            Some(_) => found.push(Record::Whole(begun, content)),
            None => found.push(Record::Broken(begun, content)),
        }
    }
    found
}

fn end_of_line(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

/// Behind the record and its break; nothing when a quote is not closed, or something stands behind a closed one.
fn end_of(text: &[u8], delimiter: u8) -> Option<usize> {
    let (mut at, mut begins) = (0, true);
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' if begins => at = behind_quotes(text, at, delimiter)?,
            b'\n' => return Some(at + 1),
            _ => at += 1,
        }
        begins = text.get(at.wrapping_sub(1)) == Some(&delimiter);
    }
    Some(at)
}

/// Behind a quoted cell that begins here.
fn behind_quotes(text: &[u8], from: usize, delimiter: u8) -> Option<usize> {
    let mut at = from + 1;
    loop {
        match (text.get(at)?, text.get(at + 1)) {
            (b'"', Some(b'"')) => at += 2,
            (b'"', None) => return Some(at + 1),
            (b'"', Some(next)) if *next == delimiter || matches!(next, b'\r' | b'\n') => return Some(at + 1),
            (b'"', Some(_)) => return None,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Record::{Broken, Whole};
    use super::*;

    #[test]
    fn what_stands_between_quotes_may_hold_anything() {
        let text = "name,notes\r\n\"李,女士\",\"a \"\"b\"\"\nc\"\r\n\r\n王,5\" pipe\n";
        let found =
            [Whole(1, "name,notes"), Whole(2, "\"李,女士\",\"a \"\"b\"\"\nc\""), Whole(5, "王,5\" pipe")];
        assert_eq!(records(text, b','), found);
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_its_own_line_only() {
        let text = "a,b\n\"李,1\n王,2\n\"张\"x,3\n赵,\"4\"";
        let found = [
            Whole(1, "a,b"),
            Broken(2, "\"李,1"),
            Whole(3, "王,2"),
            Broken(4, "\"张\"x,3"),
            Whole(5, "赵,\"4\""),
        ];
        assert_eq!(records(text, b','), found);
    }

    #[test]
    fn a_quote_that_meets_one_of_a_later_line_costs_its_own_line_only() {
        let found = [Broken(1, "\"李,1"), Whole(2, "\"王\",2")];
        assert_eq!(records("\"李,1\n\"王\",2", b','), found);
    }
}
