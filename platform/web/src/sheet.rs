//! Tables for spreadsheets.

/// A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe (OWASP, CSV injection).
pub fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for cell in ["=1+1", "+86", "-1", "@SUM(A1)"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        assert_eq!(guarded("李女士"), "李女士");
    }
}
