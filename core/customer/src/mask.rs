//! Who sees how much of a customer's data (CUS-5). Telephone numbers are masked where their form is known, in the
//! customers capability.

use kernel::{Refused, Role};
use serde::{Deserialize, Serialize};

/// A sort of data about a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// Name of a person.
    Name,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Address of the house or unit.
    Address,
    /// Account on another channel.
    Account,
    /// Trading code.
    TradingCode,
    /// What colleagues wrote.
    Notes,
}

impl Datum {
    /// All sorts.
    pub const ALL: [Datum; 7] = [
        Datum::Name,
        Datum::Phone,
        Datum::Email,
        Datum::Address,
        Datum::Account,
        Datum::TradingCode,
        Datum::Notes,
    ];
}

/// How much of a datum is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Nothing.
    Hidden,
    /// Its ends.
    Masked,
    /// Its ends; the whole with a reason, which is kept in the audit log.
    Revealable,
    /// The whole.
    Whole,
}

/// How much a role sees. `at_work` means that the person serves this customer now: a contact, a ticket assigned, a job.
/// Nobody but administrators sees numbers of customers whom they do not serve without a reason that is kept.
pub fn sight(role: Role, datum: Datum, at_work: bool) -> Sight {
    match (role, datum) {
        (Role::Agent | Role::TeamLeader | Role::Administrator, Datum::Name | Datum::Notes) => Sight::Whole,
        (Role::Agent | Role::TeamLeader, _) if at_work => Sight::Whole,
        // Programs that match calls by number sign in as such; who can take all data away is not protected from one.
        (Role::Administrator, Datum::Phone) => Sight::Whole,
        (Role::TeamLeader | Role::Administrator, _)
        | (Role::Agent, Datum::Phone | Datum::Email | Datum::Address) => Sight::Revealable,
        (Role::Agent, Datum::Account | Datum::TradingCode) => Sight::Masked,
        (Role::Quality, Datum::Notes) => Sight::Whole,
        (Role::Quality | Role::Trainer, Datum::Name | Datum::Phone) => Sight::Masked,
        (Role::Quality | Role::Trainer, _) => Sight::Hidden,
        // A department or worker sees the own customers only, and what the job needs.
        (Role::Department | Role::Dispatcher | Role::Worker, Datum::Name | Datum::Phone | Datum::Address)
            if at_work =>
        {
            Sight::Whole
        }
        (Role::Department | Role::Dispatcher | Role::Worker, _) => Sight::Hidden,
    }
}

/// Letters that a reason needs at least.
const SHORTEST_REASON: usize = 2;

/// Decides whether a datum is shown in whole for a reason; the reveal and its reason go to the audit log.
///
/// # Errors
/// The role may not, or no reason is given.
pub fn reveal(role: Role, datum: Datum, at_work: bool, reason: &str) -> Result<(), Box<Refused>> {
    match sight(role, datum, at_work) {
        Sight::Whole => Ok(()),
        Sight::Revealable if reason.trim().chars().count() >= SHORTEST_REASON => Ok(()),
        Sight::Revealable => {
            let (zh, en) = ("请说明查看原因（至少 2 个字）", "Say why, in 2 characters at least");
            Err(Box::new(Refused::field("reason", zh, en)))
        }
        Sight::Masked | Sight::Hidden => Err(Box::new(Refused::forbidden("customers.reveal"))),
    }
}

/// A name with its first letter only: `王*`, `王**`; of an organisation the first two and the last two.
pub fn mask_name(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let keep = |from: usize, to: usize| letters.get(from..to).unwrap_or_default().iter().collect::<String>();
    match letters.len() {
        0 => String::new(),
        1 => "*".to_owned(),
        2..=4 => format!("{}{}", keep(0, 1), "*".repeat(letters.len() - 1)),
        count => format!("{}{}{}", keep(0, 2), "*".repeat(count - 4), keep(count - 2, count)),
    }
}

/// An address with its first letter and its domain: `z***@example.com`.
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((person, domain)) => {
            let first: String = person.chars().take(1).collect();
            format!("{first}***@{domain}")
        }
        None => "***".to_owned(),
    }
}

/// A postal address with its first six letters: the town, not the door.
pub fn mask_address(address: &str) -> String {
    let town: String = address.chars().take(6).collect();
    if address.chars().count() <= 6 { "***".to_owned() } else { format!("{town}***") }
}

/// A code or an account with its first two letters: `TR****`.
pub fn mask_code(code: &str) -> String {
    let head: String = code.chars().take(2).collect();
    if code.chars().count() <= 4 { "****".to_owned() } else { format!("{head}****") }
}
