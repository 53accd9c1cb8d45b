//! Values that can be bound to a statement.

use kernel::{
    AgentId, CallbackRequestId, ContactId, CustomerId, FlowId, LegId, NumberId, OfferId, PromptId, QueueId,
    RecordingId, SessionId, SkillId, TeamId, Timestamp, TrunkId, UserId,
};
use sea_orm::Value;

use crate::Dialect;

/// A value that can be bound to a statement.
pub trait IntoValue {
    /// The bound form.
    fn into_value(self) -> Value;
    /// The bound form of nothing.
    fn null() -> Value
    where
        Self: Sized;
}

macro_rules! plain {
    ($($type:ty => $variant:ident),+ $(,)?) => {$(
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                self.into()
            }

            fn null() -> Value {
                Value::$variant(None)
            }
        }
    )+};
}

plain!(i64 => BigInt, f64 => Double, bool => Bool, String => String, &str => String);

macro_rules! as_text {
    ($($type:ty),+ $(,)?) => {$(
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                self.to_string().into()
            }

            fn null() -> Value {
                Value::String(None)
            }
        }
    )+};
}

as_text!(
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

impl IntoValue for Timestamp {
    fn into_value(self) -> Value {
        self.micros().into()
    }

    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl IntoValue for &String {
    fn into_value(self) -> Value {
        self.as_str().into()
    }

    fn null() -> Value {
        Value::String(None)
    }
}

impl IntoValue for usize {
    fn into_value(self) -> Value {
        i64::try_from(self).unwrap_or(i64::MAX).into()
    }

    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl IntoValue for u32 {
    fn into_value(self) -> Value {
        i64::from(self).into()
    }

    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl IntoValue for u8 {
    fn into_value(self) -> Value {
        i64::from(self).into()
    }

    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        match self {
            Some(value) => value.into_value(),
            None => T::null(),
        }
    }

    fn null() -> Value {
        T::null()
    }
}

/// The values of a statement: `args![id, name, at]`.
#[macro_export]
macro_rules! args {
    () => { ::std::vec::Vec::<$crate::Value>::new() };
    ($($value:expr),+ $(,)?) => { ::std::vec![$($crate::IntoValue::into_value($value)),+] };
}

/// The part after `VALUES` for `rows` rows of `columns` columns: `($1,$2),($3,$4)`, or `(?,?),(?,?)` on SQLite, which
/// looks each name up in a list of all the names before it.
pub(crate) fn places(dialect: Dialect, rows: usize, columns: usize) -> String {
    places_from(dialect, rows, columns, 0)
}

/// The same behind so many values of the same statement.
pub(crate) fn places_from(dialect: Dialect, rows: usize, columns: usize, before: usize) -> String {
    let mut sql = String::with_capacity(rows * columns * 6);
    push_places(&mut sql, dialect, rows, columns, before);
    sql
}

/// The same at the end of a text.
pub(crate) fn push_places(sql: &mut String, dialect: Dialect, rows: usize, columns: usize, before: usize) {
    use std::fmt::Write;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            if column > 0 {
                sql.push(',');
            }
            match dialect {
                Dialect::Sqlite => sql.push('?'),
                Dialect::Postgres => {
                    // Writing into a text cannot fail.
                    let _ = write!(sql, "${}", before + row * columns + column + 1);
                }
            }
        }
        sql.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_are_numbered_through() {
        assert_eq!(places(Dialect::Postgres, 2, 3), "($1,$2,$3),($4,$5,$6)");
        assert_eq!(places(Dialect::Sqlite, 2, 3), "(?,?,?),(?,?,?)");
    }

    #[test]
    fn nothing_is_bound_as_a_null_of_its_type() {
        assert_eq!(
            args![Option::<Timestamp>::None, 3_i64],
            vec![Value::BigInt(None), Value::BigInt(Some(3))]
        );
    }
}
