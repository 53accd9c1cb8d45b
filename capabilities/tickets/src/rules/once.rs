//! What is told once happens once (TKT-8): a worker in a cellar sends again what may have arrived.

use kernel::Refused;
use sha2::{Digest, Sha256};
use ticket::TicketId;

use crate::model::{Action, Strokes};

/// Lengths of a key; a UUID has 36.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=64;

/// Something asked for under a key of the client's making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The key.
    pub key: String,
    /// Of which ticket.
    pub ticket: TicketId,
    /// SHA-256 of what is asked, in hexadecimal.
    pub digest: String,
}

impl Wish {
    /// What is asked of a ticket under a key.
    ///
    /// # Errors
    /// A key that is none.
    pub fn of(
        key: &str,
        ticket: TicketId,
        action: &Action,
        signature: Option<&Strokes>,
    ) -> Result<Self, Refused> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !LENGTHS.contains(&key.len()) || !key.chars().all(plain) {
            let (zh, en) = ("应为 8 到 64 个字母、数字或 -", "Is 8 to 64 letters, digits and -");
            return Err(Refused::field("once", zh, en));
        }
        let asked = serde_json::to_vec(&(action, signature)).unwrap_or_default();
        let digest = Sha256::digest(asked).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { key: key.to_owned(), ticket, digest })
    }

    /// That it was tried and refused, remembered beside it: no key of a client has such a form.
    #[must_use]
    pub fn tried(&self) -> Self {
        Self { key: format!("{}#tried", self.key), ..self.clone() }
    }

    /// Whether it was done already; `before` is what was remembered under its key.
    ///
    /// # Errors
    /// The key stands for something else.
    pub fn was_done(&self, before: Option<&Self>) -> Result<bool, Refused> {
        match before {
            None => Ok(false),
            Some(before) if before == self => Ok(true),
            Some(_) => Err(Refused::conflict(
                "tickets.key_used",
                "这个键已用于另一项操作",
                "This key stands for something else that was done",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(key: &str, ticket: u128, action: &Action) -> Result<Wish, Refused> {
        Wish::of(key, TicketId::from_u128(ticket), action, None)
    }

    #[test]
    fn the_same_again_was_done_and_anything_else_under_its_key_is_refused() {
        let first = wish("key-0001", 1, &Action::Accept).unwrap();
        assert_eq!(first.was_done(None), Ok(false));
        assert_eq!(first.was_done(Some(&first)), Ok(true));
        for other in [wish("key-0001", 2, &Action::Accept), wish("key-0001", 1, &Action::Watch)] {
            assert_eq!(other.unwrap().was_done(Some(&first)).unwrap_err().code, "tickets.key_used");
        }
        let signed = Wish::of("key-0001", TicketId::from_u128(1), &Action::Accept, Some(&vec![vec![(1, 2)]]));
        assert!(signed.unwrap().was_done(Some(&first)).is_err());
    }

    #[test]
    fn a_key_is_short_and_plain() {
        for key in ["", "short", "with space in it", "'; DROP TABLE", &"x".repeat(65)] {
            assert_eq!(wish(key, 1, &Action::Accept).unwrap_err().fields[0].field, "once", "{key}");
        }
    }
}
