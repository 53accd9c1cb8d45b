//! Two who edit the same thing: the second one sees what the first one changed, and overwrites nothing unseen.
//!
//! A thing is shown with its version, which follows from its content. Who saves says which version was edited. Where
//! that is not the one that is stored, the change is refused with what is stored now, field by field.

use db::Tx;
use kernel::{Actor, Refused};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::ApiResult;

/// Something with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Versioned<T> {
    /// What it is.
    #[serde(flatten)]
    pub of: T,
    /// Its version: to be sent back with a change.
    pub version: String,
}

/// Which version was edited.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// The version that was edited; another one that is stored by now is not overwritten (409). Without it, whatever is
    /// stored is replaced.
    pub version: Option<String>,
}

/// Longest value that is told whole.
const LONGEST: usize = 60;

/// The version of a thing (FNV-1a over its JSON): another content, another version.
pub fn version_of<T: Serialize>(thing: &T) -> String {
    let text = serde_json::to_value(thing).unwrap_or_default().to_string();
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

impl<T: Serialize> Versioned<T> {
    /// A thing that is edited as it is shown.
    pub fn of(thing: T) -> Self {
        let version = version_of(&thing);
        Self { of: thing, version }
    }
}

impl Seen {
    /// What the address says, else what came with the thing itself.
    #[must_use]
    pub fn or(self, version: Option<String>) -> Self {
        Self { version: self.version.or(version) }
    }

    /// As [`Seen::refuse_unseen`], and the refusal says who changed it: the one who told the last event of this kind.
    ///
    /// # Errors
    /// A conflict as described there; the store fails.
    pub async fn refuse_unseen_of<T: Serialize>(
        &self,
        tx: &mut Tx,
        (subject, kind): (&str, &str),
        stored: &T,
        wanted: &T,
    ) -> ApiResult<()> {
        let Err(mut refused) = self.refuse_unseen(stored, wanted) else { return Ok(()) };
        let actor = tx.last_teller(subject, kind).await?;
        refused.possible.extend(actor.as_ref().and_then(changed_by));
        Err(refused.into())
    }

    /// Refuses to overwrite what the editor has not seen. To be asked within the transaction that saves.
    ///
    /// # Errors
    /// A conflict with the version that is stored and the fields in which it differs from what is wanted.
    pub fn refuse_unseen<T: Serialize>(&self, stored: &T, wanted: &T) -> Result<(), Refused> {
        let now = version_of(stored);
        let Some(seen) = self.version.as_ref().filter(|seen| **seen != now) else { return Ok(()) };
        tracing::debug!(seen, now, "changed meanwhile");
        let (stored, wanted) = (
            serde_json::to_value(stored).unwrap_or_default(),
            serde_json::to_value(wanted).unwrap_or_default(),
        );
        if stored == wanted {
            return Ok(());
        }
        let refused = Refused::conflict(
            "changed_meanwhile",
            "您打开之后，他人已修改；请核对后再保存，您填写的内容没有丢失。",
            "Somebody changed it after you opened it; compare and save again, nothing you typed is lost.",
        );
        let refused = refused.with_possible([format!("version:{now}")]);
        Err(differing(&stored, &wanted).into_iter().fold(refused, |refused, (field, now)| {
            let (zh, en) = match now {
                Some(now) => (format!("现为：{now}"), format!("Now: {now}")),
                None => ("已被他人修改".to_owned(), "Changed by somebody".to_owned()),
            };
            refused.with_field(&field, zh, en)
        }))
    }
}

/// Who changed something, for a refusal: the name stands in its text before anybody reads it.
pub fn changed_by(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Agent(id) => Some(format!("by:{id}")),
        Actor::User(id) => Some(format!("by:{id}")),
        Actor::System | Actor::Customer => None,
    }
}

/// The fields in which two things differ, each with its stored value where that is short. In what is a list of records
/// the part of the record is named: `[2].name.zh`.
fn differing(stored: &Value, wanted: &Value) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    let listed = stored.is_array() && wanted.is_array();
    for (name, now, then) in parts(stored, wanted) {
        if now == then {
            continue;
        }
        if listed && is_same_record(now, then) {
            leaves(&name, now, then, &mut found);
        } else {
            found.push((name, told(now)));
        }
    }
    found
}

/// Whether two records of a list are the same one, by the first of their names that says so.
fn is_same_record(one: &Value, other: &Value) -> bool {
    let named = ["id", "path", "key", "name", "date"].iter().find(|name| one[**name].is_string());
    named.is_some_and(|name| one[*name] == other[*name])
}

/// The parts of a record in which two differ, down to the values themselves.
fn leaves(at: &str, stored: &Value, wanted: &Value, found: &mut Vec<(String, Option<String>)>) {
    for (name, now, then) in parts(stored, wanted) {
        let at = format!("{at}.{name}");
        match (now, then) {
            _ if now == then => {}
            (Value::Object(_), Value::Object(_)) => leaves(&at, now, then, found),
            _ => found.push((at, told(now))),
        }
    }
}

/// The parts of two things by their names, those of both and those of one.
fn parts<'a>(stored: &'a Value, wanted: &'a Value) -> Vec<(String, &'a Value, &'a Value)> {
    match (stored, wanted) {
        (Value::Object(stored), Value::Object(wanted)) => {
            let names = stored.keys().chain(wanted.keys().filter(|name| !stored.contains_key(*name)));
            let one = |name: &String| {
                (
                    name.clone(),
                    stored.get(name).unwrap_or(&Value::Null),
                    wanted.get(name).unwrap_or(&Value::Null),
                )
            };
            names.map(one).collect()
        }
        (Value::Array(stored), Value::Array(wanted)) => (0..stored.len().max(wanted.len()))
            .map(|n| {
                let of = |list: &'a [Value]| list.get(n).unwrap_or(&Value::Null);
                (format!("[{n}]"), of(stored), of(wanted))
            })
            .collect(),
        _ => vec![(String::new(), stored, wanted)],
    }
}

/// A value as it is told to people; long and nested ones are not.
fn told(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.chars().count() <= LONGEST => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null => Some("–".to_owned()),
        Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            texts.map(|texts| texts.join("、")).filter(|text| text.chars().count() <= LONGEST)
        }
        Value::String(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_second_of_two_sees_what_the_first_one_changed() {
        let opened = json!({"name": "订单", "priority": 0});
        let seen = Seen { version: Some(version_of(&opened)) };
        let (first, second) =
            (json!({"name": "订单", "priority": 3}), json!({"name": "订单咨询", "priority": 0}));
        assert_eq!(seen.refuse_unseen(&opened, &first), Ok(()));
        let refused = seen.refuse_unseen(&first, &second).unwrap_err();
        let fields: Vec<_> =
            refused.fields.iter().map(|one| (one.field.as_str(), one.message.en.as_str())).collect();
        assert_eq!(fields, [("name", "Now: 订单"), ("priority", "Now: 3")]);
        let again = Seen { version: refused.possible[0].strip_prefix("version:").map(str::to_owned) };
        assert_eq!(again.refuse_unseen(&first, &second), Ok(()), "who has seen it may");
    }

    #[test]
    fn in_a_list_the_part_that_was_changed_is_told() {
        let seen = Seen { version: Some("0".to_owned()) };
        let category = |zh: &str, required: &[&str]| json!({"path": "orders", "name": {"zh": zh, "en": "Orders"}, "required": required});
        let stored = json!([category("订单", &[]), category("改单", &["path"])]);
        let refused =
            seen.refuse_unseen(&stored, &json!([category("订单", &[]), category("修改", &[])])).unwrap_err();
        let fields: Vec<_> =
            refused.fields.iter().map(|one| (one.field.as_str(), one.message.zh.as_str())).collect();
        assert_eq!(fields, [("[1].name.zh", "现为：改单"), ("[1].required", "现为：path")]);
        let refused =
            seen.refuse_unseen(&stored, &json!([category("订单", &[]), {"path": "new"}])).unwrap_err();
        assert_eq!(refused.fields[0].field, "[1]", "another record stands there");
    }

    #[test]
    fn the_same_change_twice_is_no_conflict() {
        let seen = Seen { version: Some("0".to_owned()) };
        assert_eq!(seen.refuse_unseen(&json!([1, 2]), &json!([1, 2])), Ok(()));
        let refused = seen.refuse_unseen(&json!([1, 2]), &json!([1])).unwrap_err();
        assert_eq!(refused.fields[0].field, "[1]");
    }

    #[test]
    fn who_names_no_version_replaces_whatever_is_there() {
        assert_eq!(Seen::default().refuse_unseen(&1, &2), Ok(()));
    }
}
