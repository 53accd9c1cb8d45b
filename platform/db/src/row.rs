//! Reading typed columns.

use std::str::FromStr;

use kernel::{
    AgentId, CallbackRequestId, ContactId, CustomerId, FlowId, LegId, NumberId, OfferId, PromptId, QueueId,
    RecordingId, SessionId, SkillId, TeamId, Timestamp, TrunkId, UserId,
};
use sea_orm::QueryResult;
use serde::de::DeserializeOwned;

use crate::DbError;

/// One row of an answer.
pub struct Row(pub(crate) QueryResult);

/// A type that can be read from a column.
pub trait FromColumn: Sized {
    /// Reads the column; nothing when it is null.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] when the stored value has another form.
    fn read(row: &QueryResult, column: &str) -> Result<Option<Self>, DbError>;
}

impl Row {
    /// The value of a column that is never null.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] when it is null or has another form.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, DbError> {
        self.maybe(column)?
            .ok_or_else(|| DbError::Corrupt { column: column.to_owned(), why: "unexpected null".to_owned() })
    }

    /// The value of a column that may be null.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] when it has another form.
    pub fn maybe<T: FromColumn>(&self, column: &str) -> Result<Option<T>, DbError> {
        T::read(&self.0, column)
    }

    /// A JSON column as a typed value.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] when it does not fit the type.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, DbError> {
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(|err| corrupt(column, err))
    }

    /// A text column as a value with a textual form, such as an enum.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] when the text is not one of that type.
    pub fn parse<T: FromStr>(&self, column: &str) -> Result<T, DbError>
    where
        T::Err: std::fmt::Display,
    {
        let text: String = self.get(column)?;
        text.parse().map_err(|err| corrupt(column, err))
    }
}

fn corrupt(column: &str, why: impl std::fmt::Display) -> DbError {
    DbError::Corrupt { column: column.to_owned(), why: why.to_string() }
}

macro_rules! plain {
    ($($type:ty),+) => {$(
        impl FromColumn for $type {
            fn read(row: &QueryResult, column: &str) -> Result<Option<Self>, DbError> {
                Ok(row.try_get::<Option<$type>>("", column)?)
            }
        }
    )+};
}

plain!(i64, f64, bool, String);

macro_rules! from_text {
    ($($type:ty),+ $(,)?) => {$(
        impl FromColumn for $type {
            fn read(row: &QueryResult, column: &str) -> Result<Option<Self>, DbError> {
                let text: Option<String> = row.try_get("", column)?;
                text.map(|text| text.parse().map_err(|err| corrupt(column, err))).transpose()
            }
        }
    )+};
}

from_text!(
    AgentId,
    CallbackRequestId,
    ContactId,
    CustomerId,
    FlowId,
    LegId,
    NumberId,
    OfferId,
    PromptId,
    QueueId,
    RecordingId,
    SessionId,
    SkillId,
    TeamId,
    TrunkId,
    UserId,
    serde_json::Value
);

impl FromColumn for Timestamp {
    fn read(row: &QueryResult, column: &str) -> Result<Option<Self>, DbError> {
        Ok(i64::read(row, column)?.map(Timestamp::from_micros))
    }
}
