//! Reading a table that somebody sends: what is too large or no table is refused before it takes memory.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx};
use kernel::Refused;

use crate::model::TableFormat;

/// Most rows of a table.
pub const MOST_ROWS: usize = 200_000;
/// Most columns of a table.
pub const MOST_COLUMNS: usize = 100;
/// Longest cell, in characters; what is longer is cut.
const LONGEST_CELL: usize = 10_000;
/// Largest contents of an XLSX file once they are unpacked.
const UNPACKED_BYTES: u64 = 400 * 1024 * 1024;

/// A table: its head and its rows.
pub struct Sheet {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Reads a table by the name of its file.
///
/// # Errors
/// Refused: neither CSV nor XLSX, unreadable, empty, too large.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, Refused> {
    let rows = match format_of(name)? {
        TableFormat::Csv => csv_rows(bytes)?,
        TableFormat::Xlsx => xlsx_rows(bytes)?,
    };
    let mut rows = rows.into_iter();
    let head = rows.next().filter(|head| head.iter().any(|cell| !cell.trim().is_empty()));
    let head = head.ok_or_else(|| unreadable("表格没有表头", "The table has no head"))?;
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return Err(unreadable("表格没有数据行", "The table has no rows"));
    }
    Ok(Sheet { head, rows })
}

fn format_of(name: &str) -> Result<TableFormat, Refused> {
    let lower = name.to_lowercase();
    match lower.rsplit('.').next() {
        Some("csv" | "txt") => Ok(TableFormat::Csv),
        Some("xlsx") => Ok(TableFormat::Xlsx),
        _ => Err(Refused::field("name", "请选择 .csv 或 .xlsx 文件", "Choose a .csv or .xlsx file")),
    }
}

fn unreadable(zh: &str, en: &str) -> Refused {
    Refused::field("file", zh, en)
}

fn too_large() -> Refused {
    unreadable(
        "表格过大：最多 200000 行、100 列",
        "The table is too large: at most 200,000 rows and 100 columns",
    )
}

/// UTF-8, or what Chinese spreadsheets write: GB 18030.
fn text_of(bytes: &[u8]) -> Result<String, Refused> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, faulty) = encoding_rs::GB18030.decode(bytes);
    if faulty || text.contains('\0') {
        return Err(unreadable(
            "文件编码无法识别，请另存为 UTF-8",
            "The encoding is unknown; save the file as UTF-8",
        ));
    }
    Ok(text.into_owned())
}

/// The sign that stands most often in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    [b',', b';', b'\t'].into_iter().max_by_key(count).filter(|sign| count(sign) > 0).unwrap_or(b',')
}

fn cut(cell: &str) -> String {
    cell.chars().filter(|c| *c != '\0').take(LONGEST_CELL).collect()
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Refused> {
    let text = text_of(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unreadable("CSV 文件无法读取", "The CSV file cannot be read"))?;
        if record.len() > MOST_COLUMNS || rows.len() > MOST_ROWS {
            return Err(too_large());
        }
        if !record.iter().all(|cell| cell.trim().is_empty()) || rows.is_empty() {
            rows.push(record.iter().map(cut).collect());
        }
    }
    Ok(rows)
}

/// A small file may unpack to a huge one.
fn refuse_bomb(bytes: &[u8]) -> Result<(), Refused> {
    let no_xlsx = || unreadable("不是有效的 XLSX 文件", "This is no XLSX file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_xlsx())?;
    let mut unpacked = 0_u64;
    for n in 0..archive.len() {
        let file = archive.by_index_raw(n).map_err(|_| no_xlsx())?;
        unpacked = unpacked.saturating_add(file.size());
    }
    if unpacked > UNPACKED_BYTES { Err(too_large()) } else { Ok(()) }
}

fn xlsx_rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Refused> {
    refuse_bomb(bytes)?;
    let no_xlsx = || unreadable("XLSX 文件无法读取", "The XLSX file cannot be read");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| no_xlsx())?;
    let first = book.sheet_names().first().cloned().ok_or_else(no_xlsx)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(|_| no_xlsx())?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| no_xlsx())? {
        let (row, column) = cell.get_position();
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = (row as usize, column as usize);
        if row > MOST_ROWS || column >= MOST_COLUMNS {
            return Err(too_large());
        }
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if let Some(cells) = rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = cut(&text);
            }
        }
    }
    let mut first = true;
    rows.retain(|row| std::mem::take(&mut first) || !row.is_empty());
    Ok(rows)
}

/// A cell as text: whole numbers without a point, dates as `2026-11-22`.
fn cell_text(value: &DataRef<'_>) -> String {
    let value = Data::from(value.clone());
    match value {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(at) => day_text(at.as_f64()),
        Data::Empty | Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// Days since 1899-12-30, as spreadsheets count them, as a day.
#[allow(clippy::cast_possible_truncation, reason = "whole days, bounded by the calendar")]
fn day_text(days: f64) -> String {
    let first = jiff::civil::date(1899, 12, 30);
    let day = jiff::Span::new().try_days(days.floor() as i64).and_then(|span| first.checked_add(span));
    day.map(|day| day.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_a_chinese_spreadsheet_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("姓名;电话\r\n李女士;13800138000\r\n;\r\n");
        let sheet = read("客户.CSV", &bytes).unwrap();
        assert_eq!(sheet.head, ["姓名", "电话"]);
        assert_eq!(sheet.rows, [["李女士", "13800138000"]]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for (name, bytes) in [
            ("a.exe", &b"MZ"[..]),
            ("a.csv", &b""[..]),
            ("a.csv", &b"name,phone\n"[..]),
            ("a.xlsx", &b"PK\x03\x04 not a zip"[..]),
            ("a.csv", &b"\xff\xfe\x00\x01\xff"[..]),
        ] {
            assert!(read(name, bytes).is_err(), "{name}");
        }
    }

    #[test]
    fn a_day_of_a_spreadsheet_is_a_day() {
        assert_eq!(day_text(46_348.75), "2026-11-22");
    }

    #[test]
    fn a_table_that_we_write_is_read_again() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "姓名").unwrap();
        sheet.write_string(0, 1, "电话").unwrap();
        sheet.write_string(2, 0, "李女士").unwrap();
        sheet.write_number(2, 1, 13_800_138_000.0).unwrap();
        let read = read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read.rows, [["李女士", "13800138000"]]);
    }
}
