//! Administration without the interface.

use std::io::Read;

use clap::Subcommand;
use db::Clock;
use kernel::{Principal, Role};

use crate::Exit;
use crate::assemble::{PERMISSIONS, open_database};
use crate::config::{Config, Flags};

/// What can be done.
#[derive(Subcommand)]
pub enum Command {
    /// Create an account; the password is read from standard input.
    CreateUser {
        /// Name to sign in with.
        name: String,
        /// agent, team_leader, quality, trainer, department or administrator.
        #[arg(long)]
        role: String,
        /// Staff number of an agent; the user name when an agent has none given.
        #[arg(long)]
        staff_number: Option<String>,
        #[command(flatten)]
        flags: Flags,
    },
}

/// Carries a command out.
///
/// # Errors
/// [`Exit`] with what is wrong.
pub async fn run(command: Command) -> Result<(), Exit> {
    match command {
        Command::CreateUser { name, role, staff_number, flags } => {
            create_user(name, &role, staff_number, flags).await
        }
    }
}

async fn create_user(
    name: String,
    role: &str,
    staff_number: Option<String>,
    flags: Flags,
) -> Result<(), Exit> {
    let role: Role = role.parse().map_err(|refused: kernel::Refused| Exit::Usage(refused.why.en))?;
    let mut password = String::new();
    std::io::stdin()
        .read_to_string(&mut password)
        .map_err(|err| Exit::failure("the password cannot be read from standard input", err))?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let db = open_database(&Config::load(flags)?, Clock::System).await?;
    let identity = identity::Identity::new(db.clone(), PERMISSIONS);
    let form = agents::NewUserWithPosting {
        username: name.clone(),
        name: name.clone(),
        role: role.name().to_owned(),
        password,
        staff_number,
        team: None,
        skills: Vec::new(),
    };
    let created = agents::Agents::new(db.clone(), identity).create_user(&Principal::system(), form).await;
    db.close().await.map_err(|err| Exit::failure("the database cannot be closed", err))?;
    match created {
        Ok(_) => {
            println!("created {name} as {role}");
            Ok(())
        }
        Err(web::ApiError::Refused(refused)) => {
            let fields: Vec<String> =
                refused.fields.iter().map(|f| format!("{}: {}", f.field, f.message.en)).collect();
            Err(Exit::Usage(if fields.is_empty() { refused.why.en } else { fields.join("; ") }))
        }
        Err(err) => Err(Exit::failure("the account cannot be created", err)),
    }
}
