//! Sizes and leftovers: files hold one thing, functions fit on a screen, nothing is left unfinished.

use std::path::Path;

use crate::rooms::rust_files;

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 80;

pub fn check(root: &Path) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for file in rust_files(root)? {
        let text = std::fs::read_to_string(&file).map_err(|err| format!("{}: {err}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        let own: Vec<&str> = text.split("#[cfg(test)]").next().unwrap_or_default().lines().collect();
        if own.len() > FILE_LINES {
            faults.push(format!("{name}: {} lines; {FILE_LINES} are the most", own.len()));
        }
        faults.extend(long_functions(&own).into_iter().map(|(line, length)| {
            format!("{name}:{line}: a function of {length} lines; {FUNCTION_LINES} are the most")
        }));
        // Spelt in two halves, so that this file does not tell on itself.
        let left_over = [concat!("FIX", "ME"), concat!("X", "XX:"), concat!("TO", "DO")];
        for (n, line) in text.lines().enumerate() {
            if left_over.iter().any(|word| line.contains(word)) {
                faults.push(format!("{name}:{}: left over: {}", n + 1, line.trim()));
            }
        }
    }
    Ok(faults)
}

/// Functions over the limit, by their indentation: rustfmt closes each at the column where it began.
fn long_functions(lines: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (n, line) in lines.iter().enumerate() {
        let indent: String = line.chars().take_while(|c| *c == ' ').collect();
        let code = line.trim_start();
        match &open {
            None if is_function(code) && !code.ends_with(';') && !code.ends_with('}') => {
                open = Some((n, indent))
            }
            Some((start, at)) if code == "}" && indent == *at => {
                let length = n - start + 1;
                if length > FUNCTION_LINES {
                    found.push((start + 1, length));
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn is_function(code: &str) -> bool {
    let code =
        code.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ").trim_start_matches("pub ");
    code.trim_start_matches("async ").trim_start_matches("const ").starts_with("fn ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_function_is_found_at_its_first_line() {
        let mut lines = vec!["", "    pub fn long(", "        a: u8,", "    ) {"];
        lines.extend(std::iter::repeat_n("        work();", 90));
        lines.push("    }");
        assert_eq!(long_functions(&lines), [(2, 94)]);
    }
}
