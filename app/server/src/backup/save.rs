//! Writing a backup.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use db::{Clock, Db, DbError, DumpTable, Snapshot};
use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, Header};

use super::archive::{Head, Tail};
use super::{FILES, FORMAT, HEAD, ROWS, TAIL};
use crate::Exit;
use crate::config::Config;

/// Rows of a table come in pieces of about this size.
const PIECE_BYTES: usize = 4 * 1024 * 1024;
/// Spoken texts can be spoken again.
const SPEECH: &str = "prompts/speech";

type Archive = Builder<GzEncoder<BufWriter<File>>>;

/// Why a backup cannot be written.
#[derive(Debug, thiserror::Error)]
enum SaveError {
    #[error("the database cannot be read: {0}")]
    Db(#[from] DbError),
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    #[error("the backup cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

impl SaveError {
    fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}

/// Writes a backup of the centre, which may be serving meanwhile.
///
/// # Errors
/// [`Exit::Usage`] when there is nothing to back up or the file exists; [`Exit::Failure`] when it cannot be written.
pub async fn backup(config: &Config, to: &Path) -> Result<(), Exit> {
    if to.exists() {
        return Err(Exit::Usage(format!("{} exists; a backup is never written over", to.display())));
    }
    if !config.data.is_dir() {
        return Err(Exit::Usage(format!("there is no data folder {}", config.data.display())));
    }
    if let Some(file) = config.database.strip_prefix("sqlite:")
        && !Path::new(file).is_file()
    {
        return Err(Exit::Usage(format!("there is no database {file}")));
    }
    let db = Db::open(&config.database, Clock::System)
        .await
        .map_err(|err| Exit::failure("the database cannot be opened", err))?;
    let part = to.with_added_extension("part");
    let written = write(config, &db, &part, to).await;
    let closed = db.close().await;
    match written {
        Ok(tail) => {
            closed.map_err(|err| Exit::failure("the database cannot be closed", err))?;
            let rows: u64 = tail.rows.values().sum();
            println!("yingda: {rows} rows, {} files in {}", tail.files, to.display());
            Ok(())
        }
        Err(err) => {
            // What is half written helps nobody.
            let _ = std::fs::remove_file(&part);
            Err(Exit::failure("no backup", err))
        }
    }
}

async fn write(config: &Config, db: &Db, part: &Path, to: &Path) -> Result<Tail, SaveError> {
    // Customers and passwords' digests are in it: nobody else may read it.
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(part);
    let file = opened.map_err(|err| SaveError::file(part, err))?;
    let mut archive = Builder::new(GzEncoder::new(BufWriter::new(file), Compression::fast()));
    let mut tail = Tail::default();
    let mut snapshot = db.snapshot().await?;
    let head = Head {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        at: db.now(),
        migrations: snapshot.migrations().await?,
        tables: snapshot.tables().await?,
    };
    entry(&mut archive, HEAD, &json(&head)?)?;
    for table in &head.tables {
        let count = rows(&mut archive, &mut snapshot, table).await?;
        println!("yingda: {} · {count}", table.name);
        tail.rows.insert(table.name.clone(), count);
    }
    // Files after rows: whatever a row names is there by now.
    drop(snapshot);
    tail.files = files(&mut archive, config, &[part, to])?;
    entry(&mut archive, TAIL, &json(&tail)?)?;
    let file = archive.into_inner()?.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    std::fs::rename(part, to).map_err(|err| SaveError::file(to, err))?;
    Ok(tail)
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, SaveError> {
    Ok(serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?)
}

fn entry(archive: &mut Archive, path: &str, content: &[u8]) -> Result<(), SaveError> {
    let mut header = header(content.len() as u64);
    Ok(archive.append_data(&mut header, path, content)?)
}

fn header(bytes: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header
}

async fn rows(archive: &mut Archive, snapshot: &mut Snapshot, table: &DumpTable) -> Result<u64, SaveError> {
    let (mut piece, mut number) = (Vec::new(), 0);
    let mut flush = |piece: &mut Vec<u8>| {
        number += 1;
        let path = format!("{ROWS}/{}/{number:06}.jsonl", table.name);
        entry(archive, &path, piece)?;
        piece.clear();
        Ok::<(), SaveError>(())
    };
    let count = snapshot
        .read(table, |row| {
            serde_json::to_writer(&mut piece, &row).map_err(std::io::Error::from)?;
            piece.push(b'\n');
            if piece.len() >= PIECE_BYTES { flush(&mut piece) } else { Ok(()) }
        })
        .await?;
    if !piece.is_empty() {
        flush(&mut piece)?;
    }
    Ok(count)
}

/// All files of the data folder but the database's own and the backup itself.
fn files(archive: &mut Archive, config: &Config, not: &[&Path]) -> Result<u64, SaveError> {
    let database = config.database.strip_prefix("sqlite:").map(PathBuf::from);
    let is_database = |path: &Path| {
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let same_folder = |database: &PathBuf| path.parent() == database.parent();
        database.as_ref().filter(|database| same_folder(database)).is_some_and(|database| {
            let known = name(database).unwrap_or_default();
            ["", "-wal", "-shm"].iter().any(|end| name(path) == Some(format!("{known}{end}")))
        })
    };
    let not: Vec<PathBuf> = not.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let (mut folders, mut count) = (vec![config.data.clone()], 0);
    while let Some(folder) = folders.pop() {
        for found in std::fs::read_dir(&folder).map_err(|err| SaveError::file(&folder, err))? {
            let path = found.map_err(|err| SaveError::file(&folder, err))?.path();
            let itself = path.canonicalize().is_ok_and(|path| not.contains(&path));
            let Ok(inside) = path.strip_prefix(&config.data) else { continue };
            if path.is_dir() {
                if inside != Path::new(SPEECH) {
                    folders.push(path);
                }
            } else if !is_database(&path) && !itself && inside != Path::new(crate::serve::LOCK) {
                file(archive, &path, inside)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// A file as long as it is now: a recording may be growing.
fn file(archive: &mut Archive, path: &Path, inside: &Path) -> Result<(), SaveError> {
    let opened = File::open(path).map_err(|err| SaveError::file(path, err))?;
    let bytes = opened.metadata().map_err(|err| SaveError::file(path, err))?.len();
    let mut header = header(bytes);
    // Shorter than a moment ago, it would spoil the archive: the rest is filled up.
    let content = opened.take(bytes).chain(std::io::repeat(0)).take(bytes);
    Ok(archive.append_data(&mut header, Path::new(FILES).join(inside), content)?)
}
