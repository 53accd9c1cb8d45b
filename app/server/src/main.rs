//! The program: configuration, the list of capabilities, start-up, the embedded interface.

mod admin;
mod assemble;
mod audience;
mod config;
mod demo;
mod doctor;
mod serve;
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
    let cli = Cli::parse();
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

fn run(cli: Cli) -> Result<(), Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|err| Exit::failure("the runtime cannot start", err))?;
    match cli.command {
        Command::Serve(flags) => runtime.block_on(serve::serve(config::Config::load(flags)?)),
        Command::Admin { command } => runtime.block_on(admin::run(command)),
        Command::Doctor(flags) => runtime.block_on(doctor::run(config::Config::load(flags)?)),
        Command::Openapi => runtime.block_on(assemble::print_openapi()),
    }
}
