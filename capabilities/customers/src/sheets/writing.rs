//! Writing a table row by row.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use web::guarded;

use crate::model::TableFormat;

/// The content type of a table's file.
pub fn content_type(format: TableFormat) -> &'static str {
    match format {
        TableFormat::Csv => "text/csv; charset=utf-8",
        TableFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

enum Kind {
    Csv(Box<csv::Writer<Vec<u8>>>),
    Xlsx { book: Box<Workbook>, row: u32 },
}

/// A table that is being written. Cells are text: nothing in them is calculated.
pub struct Writer(Kind);

fn failed(err: impl std::fmt::Display) -> std::io::Error {
    std::io::Error::other(err.to_string())
}

impl Writer {
    /// An empty table.
    pub fn new(format: TableFormat) -> Self {
        match format {
            TableFormat::Csv => {
                // A rejected row is written as it came, also one with too few cells or too many.
                let mut flexible = csv::WriterBuilder::new();
                flexible.flexible(true);
                // Spreadsheets take a file for UTF-8 by its first three bytes.
                Self(Kind::Csv(Box::new(flexible.from_writer(vec![0xef, 0xbb, 0xbf]))))
            }
            TableFormat::Xlsx => {
                let mut book = Box::new(Workbook::new());
                book.add_worksheet_with_constant_memory();
                Self(Kind::Xlsx { book, row: 0 })
            }
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the table cannot hold it, or a temporary file cannot be written.
    pub fn row(&mut self, cells: &[String]) -> std::io::Result<()> {
        match &mut self.0 {
            Kind::Csv(writer) => writer.write_record(cells.iter().map(|cell| guarded(cell))).map_err(failed),
            Kind::Xlsx { book, row } => {
                let sheet = book.worksheet_from_index(0).map_err(failed)?;
                xlsx_row(sheet, *row, cells).map_err(failed)?;
                *row += 1;
                Ok(())
            }
        }
    }

    /// The file.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn finish(self) -> std::io::Result<Vec<u8>> {
        match self.0 {
            Kind::Csv(writer) => writer.into_inner().map_err(failed),
            Kind::Xlsx { mut book, .. } => book.save_to_buffer().map_err(failed),
        }
    }
}

fn xlsx_row(sheet: &mut Worksheet, row: u32, cells: &[String]) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        // A cell holds 32,767 characters.
        let text: String = guarded(cell).chars().take(32_000).collect();
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}
