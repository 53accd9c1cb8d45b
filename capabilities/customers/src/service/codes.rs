//! Codes that only one customer has: who wants one that another holds is told whose it is.

use std::collections::BTreeMap;

use customer::{mask_code, mask_name};
use db::Tx;
use kernel::{CustomerId, Refused, Text};
use web::ApiResult;

use super::Customers;
use super::settings::Settings;
use crate::model::{FieldDef, Stored};
use crate::rules::fields;
use crate::store::{self, Held};

/// Records looked at in one go when a field becomes unique.
const PAGE: u32 = 1000;

/// Where a code stands in the form of a profile.
pub(super) fn in_fields(name: &str) -> String {
    format!("fields.{name}")
}

/// What is said of a code that somebody holds.
pub(super) fn fault(settings: &Settings, field: &str, code: &str, holder: &str) -> Text {
    let label = settings.fields.iter().find(|one| one.name == field).map(|one| one.label.clone());
    let label = label.unwrap_or_else(|| Text::new(field, field));
    let sensitive = settings.fields.iter().any(|one| one.name == field && one.sensitive);
    let shown = if sensitive { mask_code(&code.to_uppercase()) } else { code.to_uppercase() };
    Text::new(
        format!("{} {shown} 已属于客户 {holder}", label.zh),
        format!("{} {shown} belongs to {holder}", label.en),
    )
}

/// Of the codes that others hold, those that the record did not have before: what was double before codes were held
/// apart does not stand in the way of other changes.
pub(super) fn claimed_anew(before: &Stored, held: Vec<Held>, settings: &Settings) -> Vec<Held> {
    let had = store::codes(before, &settings.unique());
    let new = |held: &Held| {
        !had.iter()
            .any(|code| code.kind == store::CODE && code.channel == held.field && code.value == held.value)
    };
    held.into_iter().filter(new).collect()
}

/// What others hold of the codes of records that were just written: as the index says, and as those records say that are
/// not in it yet.
pub(super) async fn all_held(
    tx: &mut Tx,
    mut held: Vec<Held>,
    written: &[&Stored],
    settings: &Settings,
) -> ApiResult<Vec<Held>> {
    held.extend(store::held_unindexed(tx, written, &settings.unique()).await?);
    Ok(held)
}

/// Refuses codes that others hold, each at its field, with whose they are. `place` names the field in the form.
///
/// # Errors
/// One is held.
pub(super) async fn refuse_held(
    tx: &mut Tx,
    held: &[Held],
    settings: &Settings,
    place: fn(&str) -> String,
) -> ApiResult<()> {
    if held.is_empty() {
        return Ok(());
    }
    let (zh, en) = ("该代码已属于另一客户。", "This code belongs to another customer.");
    let mut refused = Refused::conflict("customers.code_held", zh, en);
    for one in held {
        let shown = store::shown_as(tx, one.holder).await?;
        let (holder, name) = shown.unwrap_or((one.holder, String::new()));
        let Text { zh, en } = fault(settings, &one.field, &one.value, &mask_name(&name));
        refused = refused.with_field(&place(&one.field), zh, en);
        refused.possible.push(format!("customer:{holder}"));
    }
    Err(refused.into())
}

/// The fields that become unique, with their places.
pub(super) fn newly_unique<'a>(before: &[FieldDef], all: &'a [FieldDef]) -> Vec<(usize, &'a FieldDef)> {
    let was = |name: &str| before.iter().any(|known| known.name == name && known.unique);
    all.iter().enumerate().filter(|(_, field)| field.unique && !was(&field.name)).collect()
}

impl Customers {
    /// Refuses to make a field unique that has a value twice.
    pub(super) async fn refuse_doubles(&self, place: usize, field: &FieldDef) -> ApiResult<()> {
        let mut seen: BTreeMap<String, (CustomerId, String)> = BTreeMap::new();
        let mut after = None;
        loop {
            let some = store::with_field(&self.db, &field.name, after, PAGE).await?;
            let Some((last, _, _)) = some.last() else { return Ok(()) };
            after = Some(*last);
            for (id, name, value) in some {
                let Some(value) = value else { continue };
                if let Some((other, others)) = seen.insert(fields::key(&value), (id, name.clone())) {
                    let shown = if field.sensitive { mask_code(&value) } else { value };
                    let (one, two) = (mask_name(&others), mask_name(&name));
                    let zh = format!("{shown} 同时属于 {one} 与 {two}，请先更正");
                    let en = format!("{shown} belongs to both {one} and {two}; mend that first");
                    let refused =
                        Refused::invalid("customers.fields", "字段定义有误", "The fields have faults");
                    let refused = refused.with_field(&format!("[{place}].unique"), zh, en);
                    return Err(refused.with_possible([other, id].map(|id| format!("customer:{id}"))).into());
                }
            }
        }
    }
}
