//! Reading a table that somebody sends: what is too large or no table is refused before it takes memory.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx};
use kernel::{Refused, Text};

use super::records::{Record, records};
use crate::model::{ImportRow, TableFormat};

/// Most rows of a table.
pub const MOST_ROWS: usize = 200_000;
/// Most columns of a table.
pub const MOST_COLUMNS: usize = 100;
/// Longest cell, in characters; what is longer is cut behind it, so that it shows as too long.
const LONGEST_CELL: usize = 10_001;
/// Largest contents of an XLSX file once they are unpacked.
const UNPACKED_BYTES: u64 = 400 * 1024 * 1024;

/// A table: its head and its rows.
pub struct Sheet {
    pub head: Vec<String>,
    pub rows: Vec<ImportRow>,
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
    let head = rows.next().filter(|head| head.cells.iter().any(|cell| !cell.trim().is_empty()));
    let head = head.filter(|head| head.faults.is_empty() && head.line == 1);
    let head =
        head.ok_or_else(|| unreadable("表格第一行不是表头", "The first line of the table is no head"))?.cells;
    let rows: Vec<ImportRow> = rows.map(|row| of_width(row, head.len())).collect();
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

/// A row that has another number of cells than the head is told: nobody knows which cell is missing or too many (RFC 4180,
/// section 2.4). Empty ones at the end are none.
fn of_width(mut row: ImportRow, width: usize) -> ImportRow {
    while row.cells.len() > width && row.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        row.cells.pop();
    }
    let has = row.cells.len();
    if row.faults.is_empty() && has != width {
        let zh = format!("本行有 {has} 列，表头有 {width} 列");
        row.faults.push(Text::new(zh, format!("This row has {has} cells, the head has {width}")));
    }
    row
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<ImportRow>, Refused> {
    let text = text_of(bytes)?;
    let delimiter = delimiter(&text);
    let all = records(&text, delimiter);
    if all.len() > MOST_ROWS + 1 {
        return Err(too_large());
    }
    let whole = all.iter().filter_map(|record| match record {
        Record::Whole(_, text) => Some(*text),
        Record::Broken(..) => None,
    });
    let whole: String = whole.flat_map(|text| [text, "\n"]).collect();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(whole.as_bytes());
    let mut cells = reader.records();
    let mut rows = Vec::with_capacity(all.len());
    for record in &all {
        let (line, cells, faults) = match record {
            Record::Whole(line, _) => {
                let no_csv = || unreadable("CSV 文件无法读取", "The CSV file cannot be read");
                let cells = cells.next().and_then(Result::ok).ok_or_else(no_csv)?;
                (*line, cells.iter().map(cut).collect::<Vec<_>>(), Vec::new())
            }
            Record::Broken(line, text) => {
                let fault = Text::new("引号没有成对出现", "The quotes do not go together");
                (*line, vec![cut(text)], vec![fault])
            }
        };
        if cells.len() > MOST_COLUMNS {
            return Err(too_large());
        }
        if !cells.iter().all(|cell| cell.trim().is_empty()) {
            rows.push(ImportRow { line, cells, faults, notes: Vec::new() });
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

fn xlsx_rows(bytes: &[u8]) -> Result<Vec<ImportRow>, Refused> {
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
    // A table has no rows of different length: cells at the end that hold nothing are not written.
    let width = rows.first().map_or(0, Vec::len);
    let rows = (1..).zip(rows).filter(|(_, cells)| !cells.is_empty()).map(|(line, mut cells)| {
        if cells.len() < width {
            cells.resize(width, String::new());
        }
        ImportRow { line, cells, faults: Vec::new(), notes: Vec::new() }
    });
    Ok(rows.collect())
}

/// A cell as text: whole numbers without a point, dates as `2026-11-22`.
fn cell_text(value: &DataRef<'_>) -> String {
    let value = Data::from(value.clone());
    match value {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(at) => day_text(at.as_f64()),
        Data::Empty => String::new(),
        // Such as `#REF!`: the row is refused for it.
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
        assert_eq!(cells(&sheet), [["李女士", "13800138000"]]);
    }

    fn cells(sheet: &Sheet) -> Vec<Vec<String>> {
        sheet.rows.iter().map(|row| row.cells.clone()).collect()
    }

    #[test]
    fn a_malformed_row_is_told_with_its_line_and_costs_no_other() {
        let text =
            "姓名,电话\n\"李女士,13800138000\n王先生,13900139000\n\n张三\n赵六,1,2,,\n钱七,13700137000,,\n";
        let sheet = read("a.csv", text.as_bytes()).unwrap();
        let told: Vec<(i64, &str)> = sheet
            .rows
            .iter()
            .map(|row| (row.line, row.faults.first().map_or("", |fault| fault.zh.as_str())))
            .collect();
        let expected = [
            (2, "引号没有成对出现"),
            (3, ""),
            (5, "本行有 1 列，表头有 2 列"),
            (6, "本行有 3 列，表头有 2 列"),
            (7, ""),
        ];
        assert_eq!(told, expected);
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
        assert_eq!(cells(&read), [["李女士", "13800138000"]]);
        assert_eq!(read.rows[0].line, 3, "the line that the spreadsheet shows");
    }
}
