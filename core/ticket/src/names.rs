//! Names within a ticket type, and the id of a ticket. A name of one sort cannot be passed for one of another.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

names! {
    /// A state of a ticket type, such as `remedy_promised`.
    StateName,
    /// A move between states, such as `apologise`.
    MoveName,
    /// A field of the form, such as `place`.
    FieldName,
    /// A ticket type, such as `complaint`.
    TypeName,
    /// A category, such as `shipping.late`.
    CategoryName,
    /// A department, such as `warehouse`.
    DepartmentName,
}

/// A ticket.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct TicketId(pub Uuid);

impl TicketId {
    /// The id with the given 128 bits; tests and simulations count them up.
    pub const fn from_u128(bits: u128) -> Self {
        Self(Uuid::from_u128(bits))
    }
}

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TicketId({})", self.0)
    }
}

impl FromStr for TicketId {
    type Err = kernel::IdError;

    fn from_str(text: &str) -> Result<Self, kernel::IdError> {
        Uuid::parse_str(text).map(Self).map_err(|_| kernel::IdError(text.to_owned()))
    }
}
