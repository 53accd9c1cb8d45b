//! Two people edit one record: the second one sees what the first changed, and overwrites nothing.

use jiff::tz::TimeZone;
use kernel::{Actor, Refused, Timestamp};
use web::changed_by;

use crate::model::{Stored, Touched};

/// The facts of a record, each under the name of its field.
fn facts(stored: &Stored) -> Vec<(&'static str, String)> {
    let details = &stored.details;
    vec![
        ("name", stored.name.clone()),
        ("kind", stored.kind.name().to_owned()),
        ("phones", json(&stored.phones)),
        ("emails", json(&stored.emails)),
        ("accounts", json(&stored.accounts)),
        ("company", details.company.clone()),
        ("nature", details.nature.clone()),
        ("region", stored.region.clone()),
        ("address", details.address.clone()),
        ("tags", json(&details.tags)),
        ("fields", json(&details.fields)),
        ("consents", json(&details.consents)),
        ("blocked", format!("{} {}", stored.blocked, details.blocked_why)),
        ("notes", stored.notes.clone()),
    ]
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Names of the fields in which two records differ.
pub fn differing(before: &Stored, after: &Stored) -> Vec<&'static str> {
    let pairs = facts(before).into_iter().zip(facts(after));
    pairs.filter(|((_, old), (_, new))| old != new).map(|((name, _), _)| name).collect()
}

/// Notes who changed what, in the version that is about to be written.
pub fn touch(before: &Stored, after: &mut Stored, actor: &Actor, at: Timestamp) {
    for name in differing(before, after) {
        let touched = Touched { version: before.version + 1, at, actor: actor.clone() };
        after.details.touched.insert(name.to_owned(), touched);
    }
    after.version = before.version + 1;
    after.updated_at = at;
}

/// Refuses a change that would overwrite what others changed after the version seen; when that was is told in a zone.
pub fn check(current: &Stored, wanted: &Stored, seen: Option<i64>, zone: &TimeZone) -> Result<(), Refused> {
    let Some(seen) = seen else { return Ok(()) };
    let overwritten: Vec<(&str, &Touched)> = differing(current, wanted)
        .into_iter()
        .filter_map(|name| Some((name, current.details.touched.get(name)?)))
        .filter(|(_, touched)| touched.version > seen)
        .collect();
    if overwritten.is_empty() {
        return Ok(());
    }
    let mut refused = Refused::conflict(
        "customers.changed_meanwhile",
        "您查看之后，他人已修改此客户；请核对后再保存，您填写的内容没有丢失。",
        "Somebody changed the customer after you looked; compare and save again, nothing you typed is lost.",
    )
    .with_possible([format!("version:{}", current.version)]);
    // Who it was is named where it is read; of several people none is named above all fields.
    let first = overwritten.first().map(|(_, touched)| touched.actor.clone());
    let alone = first.filter(|actor| overwritten.iter().all(|(_, touched)| touched.actor == *actor));
    refused.possible.extend(alone.as_ref().and_then(changed_by));
    for (name, touched) in overwritten {
        refused.possible.extend(changed_by(&touched.actor).map(|by| format!("{by}:{name}")));
        let at = touched.at.to_jiff().to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string();
        refused =
            refused.with_field(name, format!("他人于 {at} 修改过"), format!("Changed by somebody at {at}"));
    }
    Err(refused)
}
