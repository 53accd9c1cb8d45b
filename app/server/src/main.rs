//! The program: configuration, the list of capabilities, start-up, the embedded interface.

mod admin;
mod assemble;
mod audience;
mod backup;
mod config;
mod demo;
mod doctor;
mod proxies;
mod serve;
mod serving;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Gives memory back after a busy hour, where the system's allocator keeps an arena for each thread.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Yingda 应答: the customer service centre in one program.
#[derive(Parser)]
#[command(name = "yingda", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the centre.
    Serve(config::Flags),
    /// Administration without the interface.
    Admin {
        #[command(subcommand)]
        command: admin::Command,
    },
    /// Check configuration, database, ports, storage, prompts and clock, and say what to do.
    Doctor(config::Flags),
    /// Write a backup of everything while the centre serves.
    Backup {
        /// The file to write; it must not exist.
        file: std::path::PathBuf,
        #[command(flatten)]
        flags: config::Flags,
    },
    /// Restore a backup into an empty data folder and an empty database, SQLite or PostgreSQL alike.
    Restore {
        /// The file that `backup` wrote.
        file: std::path::PathBuf,
        #[command(flatten)]
        flags: config::Flags,
    },
    /// Print the OpenAPI document.
    Openapi,
}

/// Why the program ends before its time.
#[derive(Debug, thiserror::Error)]
pub enum Exit {
    /// Bad usage or configuration: one clear line, exit code 2.
    #[error("{0}")]
    Usage(String),
    /// Another failure: exit code 1.
    #[error("{0}")]
    Failure(String),
}

impl Exit {
    /// A failure with its reason.
    pub fn failure(what: &str, err: impl std::fmt::Display) -> Self {
        Self::Failure(format!("{what}: {err}"))
    }

    fn code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Failure(_) => ExitCode::from(1),
        }
    }
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(err) => return not_understood(&err),
    };
    // Both ring and aws-lc-rs are linked by dependencies: one must be chosen before any TLS is used.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => {
            eprintln!("yingda: {exit}");
            exit.code()
        }
    }
}

/// Bad usage is told in one clear line; help and version as they are.
fn not_understood(err: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    let asked = matches!(
        err.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if asked {
        err.exit();
    }
    let told = err.to_string();
    let what = told.split("\n\n").next().unwrap_or(&told);
    let words: Vec<&str> = what.trim_start_matches("error: ").split_whitespace().collect();
    eprintln!("yingda: {}; see --help", words.join(" "));
    ExitCode::from(2)
}

fn run(cli: Cli) -> Result<(), Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|err| Exit::failure("the runtime cannot start", err))?;
    match cli.command {
        Command::Serve(flags) => {
            let voice = voice_runtime()?;
            runtime.block_on(serve::serve(config::Config::load(flags)?, voice.handle()))
        }
        Command::Admin { command } => runtime.block_on(admin::run(command)),
        Command::Doctor(flags) => runtime.block_on(doctor::run(config::Config::load(flags)?)),
        Command::Backup { file, flags } => {
            runtime.block_on(backup::backup(&config::Config::load(flags)?, &file))
        }
        Command::Restore { file, flags } => {
            runtime.block_on(backup::restore(&config::Config::load(flags)?, &file))
        }
        Command::Openapi => runtime.block_on(assemble::print_openapi()),
    }
}

/// Calls have threads of their own: no report, import or page keeps a caller waiting, and one thread for many small
/// tasks costs far less than waking the others for each of them. It carries several hundred calls a second.
fn voice_runtime() -> Result<tokio::runtime::Runtime, Exit> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads((cores / 4).max(1))
        .thread_name("voice")
        .enable_all()
        .build()
        .map_err(|err| Exit::failure("the runtime for calls cannot start", err))
}
