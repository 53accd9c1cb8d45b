//! Records as profiles that can be compared, joined and taken apart by the rules of `customer`.

use std::collections::BTreeMap;

use customer::{Account, Field, Profile, merge};

use crate::model::{BOOTH_NUMBER, Identities, MergeRecord, Stored, TRADING_CODE};

/// The profile of a record.
pub fn profile(stored: &Stored) -> Profile {
    let details = &stored.details;
    let own = |name: &str| details.fields.get(name).cloned().unwrap_or_default();
    let facts = [
        (Field::Company, details.company.clone()),
        (Field::Nature, details.nature.clone()),
        (Field::Region, stored.region.clone()),
        (Field::Address, details.address.clone()),
        (Field::BoothNumber, own(BOOTH_NUMBER)),
        (Field::TradingCode, own(TRADING_CODE)),
    ];
    let others =
        details.fields.iter().filter(|(name, _)| ![BOOTH_NUMBER, TRADING_CODE].contains(&name.as_str()));
    Profile {
        name: stored.name.clone(),
        phones: stored.phones.iter().cloned().collect(),
        emails: stored.emails.iter().cloned().collect(),
        accounts: stored.accounts.iter().cloned().collect(),
        tags: details.tags.clone(),
        fields: facts.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect(),
        custom: others.map(|(name, text)| (name.clone(), text.clone())).collect(),
    }
}

/// Writes a profile back; what stays keeps its place, what is new comes last.
pub fn take(stored: &mut Stored, profile: Profile) {
    fn ordered<T: Ord + Clone>(kept: &mut Vec<T>, all: std::collections::BTreeSet<T>) {
        kept.retain(|one| all.contains(one));
        let new: Vec<T> = all.into_iter().filter(|one| !kept.contains(one)).collect();
        kept.extend(new);
    }
    ordered(&mut stored.phones, profile.phones);
    ordered(&mut stored.emails, profile.emails);
    ordered::<Account>(&mut stored.accounts, profile.accounts);
    stored.name = profile.name;
    let fact = |field: Field| profile.fields.get(&field).cloned().unwrap_or_default();
    let details = &mut stored.details;
    details.company = fact(Field::Company);
    details.nature = fact(Field::Nature);
    details.address = fact(Field::Address);
    stored.region = fact(Field::Region);
    details.tags = profile.tags;
    let mut fields: BTreeMap<String, String> = profile.custom;
    for (name, field) in [(BOOTH_NUMBER, Field::BoothNumber), (TRADING_CODE, Field::TradingCode)] {
        if let Some(text) = profile.fields.get(&field) {
            fields.insert(name.to_owned(), text.clone());
        }
    }
    details.fields = fields;
}

/// Joins two records. What the merge did is enough to undo it.
pub fn join(kept: &mut Stored, gone: &mut Stored) -> MergeRecord {
    let mut joined = profile(kept);
    let merge = merge(&mut joined, &profile(gone));
    take(kept, joined);
    let blocked = gone.blocked && !kept.blocked;
    if blocked {
        kept.blocked = true;
        kept.details.blocked_why.clone_from(&gone.details.blocked_why);
    }
    let notes = kept.notes.trim().is_empty() && !gone.notes.trim().is_empty();
    if notes {
        kept.notes.clone_from(&gone.notes);
    }
    gone.merged_into = Some(kept.id);
    // While it is part of the other, nothing is found under the record that went up.
    let identities = Identities {
        phones: std::mem::take(&mut gone.phones),
        emails: std::mem::take(&mut gone.emails),
        accounts: std::mem::take(&mut gone.accounts),
    };
    MergeRecord { merge, blocked, notes, identities }
}

/// Takes two records apart again: the one that went up is as it was; the other keeps what was changed since.
pub fn part(kept: &mut Stored, gone: &mut Stored, record: &MergeRecord) {
    let mut left = profile(kept);
    record.merge.undo(&mut left);
    take(kept, left);
    if record.blocked && kept.details.blocked_why == gone.details.blocked_why {
        kept.blocked = false;
        kept.details.blocked_why.clear();
    }
    if record.notes && kept.notes == gone.notes {
        kept.notes.clear();
    }
    gone.merged_into = None;
    gone.phones.clone_from(&record.identities.phones);
    gone.emails.clone_from(&record.identities.emails);
    gone.accounts.clone_from(&record.identities.accounts);
}
