//! Names of files: for people to read, never a path.

use kernel::Refused;

/// Longest name, in bytes: what common file systems take.
const LONGEST: usize = 255;

/// The name as it is kept: spaces around it go. A name that is a path, hides something or steers a terminal is refused.
///
/// # Errors
/// 422 at `file` with the reason.
pub fn clean_name(name: &str) -> Result<String, Refused> {
    let name = name.trim();
    if name.is_empty() || name.len() > LONGEST {
        return Err(wrong("文件名应为 1–255 个字节", "A file name has 1 to 255 bytes"));
    }
    if name.contains(['/', '\\', ':']) || name.starts_with('.') || name.ends_with('.') {
        return Err(wrong(
            "文件名不能包含路径，也不能以点开头或结尾",
            "A file name is no path and neither begins nor ends with a dot",
        ));
    }
    if name.chars().any(|c| c.is_control() || turns_text(c)) {
        return Err(wrong("文件名含有不可见字符", "The file name holds invisible characters"));
    }
    Ok(name.to_owned())
}

/// Characters that turn the direction of text: with them "photo_gpj.exe" reads as "photo_exe.jpg" (Unicode TR36 §3.6).
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn wrong(zh: &str, en: &str) -> Refused {
    Refused::field("file", zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_for_people_stays() {
        for name in ["照片 1.jpg", "report (final).pdf", " spaced.png "] {
            assert_eq!(clean_name(name), Ok(name.trim().to_owned()));
        }
    }

    #[test]
    fn paths_and_tricks_are_refused() {
        let long = "长".repeat(86);
        for name in [
            "",
            " ",
            "../etc/passwd",
            "..\\boot.ini",
            "/etc/passwd",
            "C:evil.jpg",
            ".htaccess",
            "a/b.jpg",
            "..",
            "photo\u{202e}gpj.exe",
            "a\0.jpg",
            "a\n.jpg",
            "file.",
            &long,
        ] {
            assert!(clean_name(name).is_err(), "{name:?}");
        }
    }
}
