//! What a file is, by its content.

use kernel::Refused;

/// A kind of file that may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Media type (RFC 6838), as it is served again.
    pub media_type: &'static str,
    /// Endings of names that fit, in lower case.
    endings: &'static [&'static str],
    /// A browser may show it in the page of the product: pictures that cannot hold script.
    pub is_picture: bool,
}

const fn kind(media_type: &'static str, endings: &'static [&'static str]) -> Kind {
    Kind { media_type, endings, is_picture: false }
}

const fn picture(media_type: &'static str, endings: &'static [&'static str]) -> Kind {
    Kind { media_type, endings, is_picture: true }
}

/// What customers and colleagues send. No archives: nobody sees what is in them. No SVG or HTML: they hold script.
const KINDS: &[Kind] = &[
    picture("image/jpeg", &["jpg", "jpeg"]),
    picture("image/png", &["png"]),
    picture("image/gif", &["gif"]),
    picture("image/webp", &["webp"]),
    kind("image/heif", &["heic", "heif"]),
    kind("application/pdf", &["pdf"]),
    kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    kind("audio/mpeg", &["mp3"]),
    kind("audio/x-wav", &["wav"]),
    kind("audio/m4a", &["m4a"]),
    kind("audio/ogg", &["ogg", "oga"]),
    kind("audio/amr", &["amr"]),
    kind("video/mp4", &["mp4", "m4v"]),
    kind("video/quicktime", &["mov"]),
    TEXT,
];
const TEXT: Kind = kind("text/plain", &["txt", "csv", "log"]);

/// What the file of this name is, when it may come in.
///
/// # Errors
/// 422 at `file`: empty, a program, of a kind that is not taken, or not what its name says.
pub fn inspect(name: &str, content: &[u8]) -> Result<Kind, Refused> {
    if content.is_empty() {
        return Err(wrong("empty_file", "文件是空的", "The file is empty"));
    }
    if is_program(content) {
        return Err(wrong(
            "executable_file",
            "不接受程序文件，无论文件名是什么",
            "Programs are not taken, whatever they are called",
        ));
    }
    let found = match infer::get(content) {
        Some(known) => KINDS.iter().find(|kind| kind.media_type == known.mime_type()),
        None if is_text(content) => Some(&TEXT),
        None => None,
    };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match found {
        Some(kind) if kind.endings.contains(&ending.as_str()) => Ok(*kind),
        _ if !taken(&ending) => Err(wrong("file_kind", "不接受这种文件", "Files of this kind are not taken")
            .with_possible(KINDS.iter().flat_map(|kind| kind.endings).map(|ending| (*ending).to_owned()))),
        _ => Err(wrong(
            "file_mismatch",
            format!("文件内容与扩展名 .{ending} 不符"),
            format!("The content is not what the ending .{ending} says"),
        )),
    }
}

fn taken(ending: &str) -> bool {
    KINDS.iter().any(|kind| kind.endings.contains(&ending))
}

/// Programs by their first bytes, scripts by their first line (execve(2)).
fn is_program(content: &[u8]) -> bool {
    infer::is_app(content) || [&b"#!"[..], b"MZ", b"\x7fELF"].iter().any(|magic| content.starts_with(magic))
}

/// Text holds no NUL; whether it is UTF-8 or GBK is the reader's to see.
fn is_text(content: &[u8]) -> bool {
    !content.contains(&0)
}

fn wrong(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Refused {
    let (zh, en) = (zh.into(), en.into());
    Refused::invalid(code, zh.clone(), en.clone()).with_field("file", zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
    const ELF: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0\x01\0\0\0";
    const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0";

    fn refused(name: &str, content: &[u8]) -> String {
        inspect(name, content).unwrap_err().code.to_string()
    }

    #[test]
    fn what_is_as_it_says_comes_in() {
        assert_eq!(inspect("门锁.PNG", PNG).unwrap().media_type, "image/png");
        assert!(inspect("a.jpeg", JPEG).unwrap().is_picture);
        assert_eq!(inspect("a.pdf", b"%PDF-1.7\n").unwrap().media_type, "application/pdf");
        assert_eq!(inspect("名单.csv", "姓名,电话\n".as_bytes()).unwrap(), TEXT);
    }

    #[test]
    fn a_program_is_refused_under_any_name() {
        for content in [ELF, EXE, b"#!/bin/sh\nrm -rf /\n"] {
            for name in ["a.exe", "photo.jpg", "notes.txt"] {
                assert_eq!(refused(name, content), "executable_file", "{name}");
            }
        }
    }

    #[test]
    fn content_that_is_not_what_the_name_says_is_refused() {
        assert_eq!(refused("photo.jpg", PNG), "file_mismatch");
        assert_eq!(refused("photo.png", b"<html><script>alert(1)</script>"), "file_mismatch");
    }

    #[test]
    fn kinds_that_hold_script_or_hide_files_are_refused() {
        assert_eq!(refused("a.svg", b"<svg onload=alert(1)>"), "file_kind");
        assert_eq!(refused("a.html", b"<html>"), "file_kind");
        assert_eq!(refused("a.zip", b"PK\x03\x04\x14\0\0\0\0\0"), "file_kind");
        assert_eq!(refused("a", b"plain"), "file_kind");
        assert_eq!(refused("empty.txt", b""), "empty_file");
    }
}
