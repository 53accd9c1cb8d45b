//! A refusal is a rule's answer, not a failure of the machine: it says why, until when, and what is possible.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Text, Timestamp};

/// What sort of rule refused; the HTTP edge turns it into a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The input breaks a rule by itself (422).
    Invalid,
    /// The input is fine, the present state does not allow it (409).
    Conflict,
    /// No such thing (404).
    NotFound,
    /// Nobody is signed in (401).
    Unauthenticated,
    /// Signed in, without the permission (403).
    Forbidden,
    /// Too many attempts (429).
    TooMany,
    /// A part of the centre cannot work now (503).
    Unavailable,
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Path of the field, such as `skills[0].level`.
    pub field: String,
    /// What is wrong with it.
    pub message: Text,
}

/// A command that a rule refused. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The sort of rule.
    pub kind: RefusalKind,
    /// Stable name for programs, such as `agents.break_needs_approval`.
    pub code: String,
    /// Why, for people.
    pub why: Text,
    /// When a second try may succeed.
    pub until: Option<Timestamp>,
    /// What is possible instead, as names of actions or states.
    pub possible: Vec<String>,
    /// The fields at fault.
    pub fields: Vec<FieldError>,
}

impl Refused {
    /// A refusal of the given kind; `zh` and `en` say why.
    pub fn new(kind: RefusalKind, code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            why: Text::new(zh, en),
            until: None,
            possible: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Input that breaks a rule by itself.
    pub fn invalid(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(RefusalKind::Invalid, code, zh, en)
    }

    /// One field that breaks a rule by itself.
    pub fn field(field: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let (zh, en) = (zh.into(), en.into());
        Self::invalid("invalid_field", zh.clone(), en.clone()).with_field(field, zh, en)
    }

    /// A state that does not allow the command.
    pub fn conflict(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(RefusalKind::Conflict, code, zh, en)
    }

    /// No such thing; `what_zh` and `what_en` name the sort of thing.
    pub fn not_found(what_zh: &str, what_en: &str) -> Self {
        Self::new(
            RefusalKind::NotFound,
            "not_found",
            format!("没有这个{what_zh}"),
            format!("There is no such {what_en}"),
        )
    }

    /// Signed in, without the permission named.
    pub fn forbidden(permission: &str) -> Self {
        Self::new(
            RefusalKind::Forbidden,
            "forbidden",
            format!("您的角色没有此权限（{permission}）"),
            format!("Your role lacks the permission {permission}"),
        )
    }

    /// Adds a field at fault.
    #[must_use]
    pub fn with_field(mut self, field: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.fields.push(FieldError { field: field.to_owned(), message: Text::new(zh, en) });
        self
    }

    /// Names what is possible instead.
    #[must_use]
    pub fn with_possible<S: Into<String>>(mut self, possible: impl IntoIterator<Item = S>) -> Self {
        self.possible = possible.into_iter().map(Into::into).collect();
        self
    }

    /// Says when a second try may succeed.
    #[must_use]
    pub fn with_until(mut self, until: Timestamp) -> Self {
        self.until = Some(until);
        self
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.why.en)
    }
}

impl std::error::Error for Refused {}
