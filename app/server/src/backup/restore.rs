//! Reading a backup back.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Component, Path, PathBuf};

use db::{Clock, Db, DbError, DumpRow, DumpTable, Tx};
use flate2::read::GzDecoder;
use tar::Archive;

use super::archive::{Head, Tail};
use super::{FILES, FORMAT, HEAD, ROWS, TAIL};
use crate::Exit;
use crate::assemble::MIGRATIONS;
use crate::config::Config;

/// A larger piece of rows was not written by this program.
const LARGEST_PIECE: u64 = 256 * 1024 * 1024;

/// Why a backup cannot be restored.
#[derive(Debug, thiserror::Error)]
enum RestoreError {
    #[error("the file is no backup of Yingda, or it is damaged: {0}")]
    Damaged(String),
    #[error(
        "the backup has form {0}; this program knows form {FORMAT}; use the program that wrote it or a newer one"
    )]
    Form(u32),
    #[error("the database: {0}")]
    Db(#[from] DbError),
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
}

fn damaged(why: impl std::fmt::Display) -> RestoreError {
    RestoreError::Damaged(why.to_string())
}

/// One entry of a backup.
enum Piece<'a> {
    Head(Head),
    Rows(String, Vec<DumpRow>),
    File(PathBuf, &'a mut dyn Read),
    Tail(Tail),
}

/// Restores a centre from a backup into an empty data folder and an empty database.
///
/// # Errors
/// [`Exit::Usage`] when something is there already or the file is no whole backup; nothing is changed then.
/// [`Exit::Failure`] when the disk or the database fails.
pub async fn restore(config: &Config, from: &Path) -> Result<(), Exit> {
    let in_use = std::fs::read_dir(&config.data).is_ok_and(|mut inside| inside.next().is_some());
    if in_use {
        let folder = config.data.display();
        return Err(Exit::Usage(format!(
            "the data folder {folder} is not empty; a backup is restored into an empty one"
        )));
    }
    // Read once to the end before anything is changed.
    check(from).map_err(|err| Exit::Usage(format!("{}: {err}", from.display())))?;
    std::fs::create_dir_all(&config.data).map_err(|err| {
        Exit::failure(&format!("the data folder {} cannot be made", config.data.display()), err)
    })?;
    let db = Db::open(&config.database, Clock::System)
        .await
        .map_err(|err| Exit::failure("the database cannot be opened", err))?;
    let loaded = load(config, &db, from).await;
    let closed = db.close().await;
    match loaded {
        Ok(tail) => {
            closed.map_err(|err| Exit::failure("the database cannot be closed", err))?;
            let rows: u64 = tail.rows.values().sum();
            println!("yingda: {rows} rows and {} files restored; serve when you like", tail.files);
            Ok(())
        }
        Err(err) => Err(Exit::failure("the backup cannot be restored", err)),
    }
}

/// Reads the whole archive and compares it with its own counts.
fn check(from: &Path) -> Result<(), RestoreError> {
    let (mut counted, mut told, mut head) = (Tail::default(), None, None);
    read(from, |piece| {
        match piece {
            Piece::Head(found) => {
                counted.rows = found.tables.iter().map(|table| (table.name.clone(), 0)).collect();
                head = Some(found);
            }
            Piece::Rows(table, rows) => {
                let known = counted.rows.get_mut(&table);
                let count = known.ok_or_else(|| damaged(format!("rows of an unknown table {table}")))?;
                *count += rows.len() as u64;
            }
            Piece::File(_, content) => {
                std::io::copy(content, &mut std::io::sink()).map_err(damaged)?;
                counted.files += 1;
            }
            Piece::Tail(tail) => told = Some(tail),
        }
        Ok(())
    })?;
    if head.is_none() {
        return Err(damaged("it does not say what it holds"));
    }
    match told {
        None => Err(damaged("its end is missing")),
        Some(told) if told != counted => Err(damaged("it does not hold what it says")),
        Some(_) => Ok(()),
    }
}

/// Reads the entries one after the other.
fn read(
    from: &Path,
    mut each: impl FnMut(Piece<'_>) -> Result<(), RestoreError>,
) -> Result<(), RestoreError> {
    let file = File::open(from).map_err(|source| RestoreError::File { path: from.to_owned(), source })?;
    let mut archive = Archive::new(GzDecoder::new(BufReader::new(file)));
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let path = entry.path().map_err(damaged)?.into_owned();
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(damaged(format!("it holds the path {}", path.display())));
        }
        let (bytes, name) = (entry.size(), path.to_string_lossy().into_owned());
        if let Ok(inside) = path.strip_prefix(FILES) {
            each(Piece::File(inside.to_owned(), &mut entry))?;
            continue;
        }
        if bytes > LARGEST_PIECE {
            return Err(damaged(format!("{name} is too large")));
        }
        let mut content = Vec::new();
        entry.read_to_end(&mut content).map_err(damaged)?;
        each(piece(&name, &content)?)?;
    }
    Ok(())
}

fn piece(name: &str, content: &[u8]) -> Result<Piece<'static>, RestoreError> {
    match name {
        HEAD => {
            let head: serde_json::Value = serde_json::from_slice(content).map_err(damaged)?;
            match head.get("format").and_then(serde_json::Value::as_u64) {
                Some(form) if form == u64::from(FORMAT) => {}
                form => return Err(RestoreError::Form(form.and_then(|n| n.try_into().ok()).unwrap_or(0))),
            }
            Ok(Piece::Head(serde_json::from_value(head).map_err(damaged)?))
        }
        TAIL => Ok(Piece::Tail(serde_json::from_slice(content).map_err(damaged)?)),
        _ => {
            let mut parts = name.split('/');
            let (Some(ROWS), Some(table), Some(_), None) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                return Err(damaged(format!("it holds an unknown entry {name}")));
            };
            let rows = serde_json::Deserializer::from_slice(content).into_iter().collect::<Result<_, _>>();
            Ok(Piece::Rows(table.to_owned(), rows.map_err(damaged)?))
        }
    }
}

async fn load(config: &Config, db: &Db, from: &Path) -> Result<Tail, RestoreError> {
    let mut snapshot = db.snapshot().await?;
    if !snapshot.tables().await?.is_empty() {
        return Err(damaged_target(&config.database));
    }
    drop(snapshot);
    let (mut pieces, reader) = spawn_reader(from, config.data.clone());
    let mut loading = None;
    let mut tail = Tail::default();
    while let Some(piece) = pieces.recv().await {
        match (piece, &mut loading) {
            (Loaded::Head(head), None) => loading = Some(begin(db, head).await?),
            (Loaded::Rows(name, rows), Some((tx, tables))) => {
                let table = tables.iter().find(|table: &&DumpTable| table.name == name);
                let table = table.ok_or_else(|| damaged(format!("rows of an unknown table {name}")))?;
                tx.fill(table, &rows).await?;
            }
            (Loaded::Tail(told), _) => tail = told,
            (Loaded::Head(_), Some(_)) | (Loaded::Rows(..), None) => {
                return Err(damaged("its entries are out of order"));
            }
        }
    }
    reader.await.map_err(damaged)??;
    let Some((tx, _)) = loading else { return Err(damaged("it does not say what it holds")) };
    tx.commit().await?;
    db.migrate(MIGRATIONS).await?;
    Ok(tail)
}

fn damaged_target(database: &str) -> RestoreError {
    let scheme = database.split(':').next().unwrap_or_default().to_owned();
    let why = "holds tables already; a backup is restored into an empty one".to_owned();
    RestoreError::Db(DbError::Corrupt { column: format!("the {scheme} database"), why })
}

/// What the reading thread hands over; files it writes itself.
enum Loaded {
    Head(Head),
    Rows(String, Vec<DumpRow>),
    Tail(Tail),
}

type Reader = tokio::task::JoinHandle<Result<(), RestoreError>>;

fn spawn_reader(from: &Path, data: PathBuf) -> (tokio::sync::mpsc::Receiver<Loaded>, Reader) {
    let (pieces, received) = tokio::sync::mpsc::channel(2);
    let from = from.to_owned();
    let reader = tokio::task::spawn_blocking(move || {
        read(&from, |piece| {
            let loaded = match piece {
                Piece::Head(head) => Loaded::Head(head),
                Piece::Rows(table, rows) => Loaded::Rows(table, rows),
                Piece::Tail(tail) => Loaded::Tail(tail),
                Piece::File(inside, content) => return put(&data.join(inside), content),
            };
            // Nobody receives any more once the database has failed; that failure is the one told.
            pieces.blocking_send(loaded).map_err(|_| damaged("the database failed"))
        })
    });
    (received, reader)
}

fn put(path: &Path, content: &mut dyn Read) -> Result<(), RestoreError> {
    let failed = |source| RestoreError::File { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = File::create_new(path).map_err(failed)?;
    std::io::copy(content, &mut file).map_err(failed)?;
    file.sync_all().map_err(failed)
}

/// Makes the tables as they were, and empties them of what their making put there.
async fn begin(db: &Db, head: Head) -> Result<(Tx, Vec<DumpTable>), RestoreError> {
    println!("yingda: restoring the centre of {} (version {}) …", head.at, head.version);
    db.migrate_to(MIGRATIONS, &head.migrations).await?;
    let mut tx = db.begin().await?;
    for table in head.tables.iter().rev() {
        tx.empty(table).await?;
    }
    Ok((tx, head.tables))
}
