//! Two records become one, and one becomes two again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Account, Field, Profile};

/// What a merge did: enough to undo it, also after the joined record has been edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Merge {
    /// The record that went up in the other, as it was.
    pub gone: Profile,
    phones: BTreeSet<String>,
    emails: BTreeSet<String>,
    accounts: BTreeSet<Account>,
    tags: BTreeSet<String>,
    fields: BTreeMap<Field, String>,
    #[serde(default)]
    custom: BTreeMap<String, String>,
    named: bool,
}

fn missing<K: Ord + Clone>(
    kept: &mut BTreeMap<K, String>,
    gone: &BTreeMap<K, String>,
) -> BTreeMap<K, String> {
    let missing = gone.iter().filter(|(field, _)| !kept.contains_key(field));
    let missing: BTreeMap<K, String> = missing.map(|(field, text)| (field.clone(), text.clone())).collect();
    kept.extend(missing.clone());
    missing
}

fn added<T: Ord + Clone>(kept: &mut BTreeSet<T>, gone: &BTreeSet<T>) -> BTreeSet<T> {
    let added: BTreeSet<T> = gone.difference(kept).cloned().collect();
    kept.extend(added.iter().cloned());
    added
}

/// Joins two records: what the kept one lacks comes from the other; what both have stays as the kept one has it.
pub fn merge(kept: &mut Profile, gone: &Profile) -> Merge {
    let named = kept.name.trim().is_empty() && !gone.name.trim().is_empty();
    if named {
        kept.name.clone_from(&gone.name);
    }
    Merge {
        gone: gone.clone(),
        phones: added(&mut kept.phones, &gone.phones),
        emails: added(&mut kept.emails, &gone.emails),
        accounts: added(&mut kept.accounts, &gone.accounts),
        tags: added(&mut kept.tags, &gone.tags),
        fields: missing(&mut kept.fields, &gone.fields),
        custom: missing(&mut kept.custom, &gone.custom),
        named,
    }
}

impl Merge {
    /// Takes the two apart: what the merge brought leaves the kept record, unless it has been changed there since; what
    /// was added since stays. Answers the other record as it was.
    pub fn undo(&self, kept: &mut Profile) -> Profile {
        kept.phones.retain(|phone| !self.phones.contains(phone));
        kept.emails.retain(|email| !self.emails.contains(email));
        kept.accounts.retain(|account| !self.accounts.contains(account));
        kept.tags.retain(|tag| !self.tags.contains(tag));
        kept.fields.retain(|field, text| self.fields.get(field) != Some(text));
        kept.custom.retain(|field, text| self.custom.get(field) != Some(text));
        if self.named && kept.name == self.gone.name {
            kept.name.clear();
        }
        self.gone.clone()
    }
}
