//! What would become of the rows of an import, before it is carried out: faults, and numbers that stand twice.

use std::collections::BTreeMap;

use kernel::{CustomerId, Principal, Text};
use web::ApiResult;

use super::importing::{record, sound};
use super::settings::Settings;
use super::working::{Fate, ROWS, Value, decide, known_values, values_of};
use super::{Customers, codes};
use crate::model::{ImportPlan, ImportRow};
use crate::rules::form::Making;
use crate::rules::phone;
use crate::store;

/// The rows that are shown in any case.
const FIRST: usize = 20;
/// Further rows that are shown since something is to be known of them.
const MORE: usize = 30;
/// How far into the table is looked.
const LOOKED_THROUGH: i64 = 10_000;

/// The line in which a value stands first.
type InFile = BTreeMap<Value, i64>;

impl Customers {
    /// The first rows, and further ones of which something is to be known: what would be wrong with them under a plan,
    /// which numbers stand in another line or belong to a customer already.
    ///
    /// # Errors
    /// Not found; forbidden; a plan that is none.
    pub async fn preview(&self, who: &Principal, id: &str, plan: &ImportPlan) -> ApiResult<Vec<ImportRow>> {
        let import = self.import(who, id).await?;
        let settings = self.settings().await?;
        sound(plan, &import, &settings)?;
        let (now, actor) = (self.db.now(), who.actor());
        let making = Making { now, actor: &actor, fields: &settings.fields, by_hand: false };
        let (mut shown, mut in_file, mut last) = (Vec::new(), InFile::new(), 1);
        while last < LOOKED_THROUGH && shown.len() < FIRST + MORE {
            let mut rows = store::rows_after(&self.db, id, last, ROWS).await?;
            let Some(end) = rows.last().map(|row| row.line) else { break };
            last = end;
            self.judge(&mut rows, plan, &making, &settings, &mut in_file).await?;
            for row in rows {
                let told = !row.faults.is_empty() || !row.notes.is_empty();
                if shown.len() < FIRST || (told && shown.len() < FIRST + MORE) {
                    shown.push(row);
                }
            }
        }
        Ok(shown)
    }

    /// Writes beside some rows what would become of them.
    async fn judge(
        &self,
        rows: &mut [ImportRow],
        plan: &ImportPlan,
        making: &Making<'_>,
        settings: &Settings,
        in_file: &mut InFile,
    ) -> ApiResult<()> {
        let zone = self.zone();
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            match record(row, plan, CustomerId::from_u128(0), making, &zone) {
                Ok(stored) => read.push((row, stored)),
                Err(faults) => row.faults = faults,
            }
        }
        // Nothing is written: the transaction ends as it began.
        let mut tx = self.db.begin().await?;
        let known = known_values(&mut tx, read.iter().map(|(_, stored)| stored), settings).await?;
        for (row, stored) in read {
            let values = values_of(&stored, settings);
            let mut holders: Vec<(&Value, CustomerId)> = Vec::new();
            let mut told = Vec::new();
            for value in &values {
                if let Some(holder) = known.get(value) {
                    let name = store::shown_as(&mut tx, *holder).await?.map(|(_, name)| name);
                    told.push(of_customer(value, &name.unwrap_or_default(), settings));
                    holders.push((value, *holder));
                } else if let Some(line) = in_file.get(value) {
                    told.push(of_line(value, *line));
                    holders.push((value, CustomerId::from_u128(u128::try_from(*line).unwrap_or_default())));
                }
            }
            match decide(&holders, plan.on_known) {
                Fate::Reject(..) => row.faults = told,
                Fate::Create | Fate::Complete(_) => {
                    row.notes = told;
                    for value in values {
                        in_file.entry(value).or_insert(row.line);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A value as it is shown to people who may not see it whole.
pub(super) fn masked((kind, _, value): &Value) -> String {
    match kind.as_str() {
        "phone" => phone::mask(value),
        "email" => customer::mask_email(value),
        _ => customer::mask_code(value),
    }
}

fn of_customer(value: &Value, holder: &str, settings: &Settings) -> Text {
    let holder = customer::mask_name(holder);
    if value.0 == store::CODE {
        return codes::fault(settings, &value.1, &value.2, &holder);
    }
    let shown = masked(value);
    Text::new(format!("{shown} 已属于客户 {holder}"), format!("{shown} belongs to the customer {holder}"))
}

fn of_line(value: &Value, line: i64) -> Text {
    let shown = masked(value);
    Text::new(format!("{shown} 与第 {line} 行重复"), format!("{shown} stands in line {line} already"))
}
