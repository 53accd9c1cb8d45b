//! Who sees how much of a customer (CUS-5): the rule is `customer::sight`, here it meets the record.

use std::collections::BTreeSet;

use customer::{Account, Datum, Sight, mask_address, mask_code, mask_email, mask_name, sight};
use kernel::Principal;

use super::phone;
use crate::model::{ByBegin, Customer, FieldDef, Revealed, Stored};

/// How much of a datum somebody sees; the program itself sees all.
fn seen(who: &Principal, datum: Datum, at_work: bool) -> Sight {
    who.role.map_or(Sight::Whole, |role| sight(role, datum, at_work))
}

/// Whether somebody sees telephone numbers in whole without saying why.
pub fn sees_numbers(who: &Principal, at_work: bool) -> bool {
    seen(who, Datum::Phone, at_work) == Sight::Whole
}

/// What somebody may find by its begin: what is seen in whole without saying why.
pub fn by_begin(who: &Principal) -> ByBegin {
    let whole = |datum| seen(who, datum, false) == Sight::Whole;
    ByBegin { phones: whole(Datum::Phone), emails: whole(Datum::Email) }
}

/// What a reader sees of one sort of data.
struct Glass {
    sight: Sight,
}

impl Glass {
    fn text(&self, text: &str, mask: impl Fn(&str) -> String) -> String {
        match self.sight {
            Sight::Whole => text.to_owned(),
            Sight::Masked | Sight::Revealable if text.is_empty() => String::new(),
            Sight::Masked | Sight::Revealable => mask(text),
            Sight::Hidden => String::new(),
        }
    }

    fn list(&self, all: &[String], mask: impl Fn(&str) -> String) -> Vec<String> {
        match self.sight {
            Sight::Hidden => Vec::new(),
            Sight::Whole | Sight::Masked | Sight::Revealable => {
                all.iter().map(|one| self.text(one, &mask)).collect()
            }
        }
    }
}

/// A record as its reader sees it. `at_work`: the reader serves this customer now.
pub fn shown(stored: &Stored, who: &Principal, at_work: bool, fields: &[FieldDef]) -> Customer {
    let glass = |datum| Glass { sight: seen(who, datum, at_work) };
    let sensitive = |name: &str| fields.iter().any(|field| field.sensitive && field.name == name);
    let account = glass(Datum::Account);
    let details = &stored.details;
    let accounts = stored.accounts.iter().filter(|_| account.sight != Sight::Hidden);
    let code = glass(Datum::TradingCode);
    let value = |name: &str, text: &str| {
        if sensitive(name) { code.text(text, mask_code) } else { text.to_owned() }
    };
    let of_sight = |wanted: fn(Sight) -> bool| -> BTreeSet<Datum> {
        Datum::ALL.into_iter().filter(|datum| wanted(seen(who, *datum, at_work))).collect()
    };
    Customer {
        id: stored.id,
        kind: stored.kind,
        name: glass(Datum::Name).text(&stored.name, mask_name),
        level: stored.level(),
        stage: stored.stage(),
        service_until: stored.lifecycle.service_until(),
        phones: glass(Datum::Phone).list(&stored.phones, phone::mask),
        emails: glass(Datum::Email).list(&stored.emails, mask_email),
        accounts: accounts
            .map(|one| Account { channel: one.channel.clone(), id: account.text(&one.id, mask_code) })
            .collect(),
        company: details.company.clone(),
        nature: details.nature.clone(),
        region: stored.region.clone(),
        address: glass(Datum::Address).text(&details.address, mask_address),
        tags: details.tags.clone(),
        fields: details.fields.iter().map(|(name, text)| (name.clone(), value(name, text))).collect(),
        consents: details.consents.clone(),
        blocked: stored.blocked,
        blocked_why: details.blocked_why.clone(),
        notes: glass(Datum::Notes).text(&stored.notes, |_| String::new()),
        created_at: stored.created_at,
        updated_at: stored.updated_at,
        version: stored.version,
        merged_into: stored.merged_into,
        masked: of_sight(|sight| sight != Sight::Whole),
        revealable: of_sight(|sight| sight == Sight::Revealable),
    }
}

/// The whole of a sort of data, in the order in which it is shown.
pub fn whole(stored: &Stored, datum: Datum, fields: &[FieldDef]) -> Revealed {
    let values = match datum {
        Datum::Name => vec![stored.name.clone()],
        Datum::Phone => stored.phones.clone(),
        Datum::Email => stored.emails.clone(),
        Datum::Address => vec![stored.details.address.clone()],
        Datum::Account => stored.accounts.iter().map(|account| account.id.clone()).collect(),
        Datum::TradingCode => {
            let sensitive = fields.iter().filter(|field| field.sensitive);
            sensitive.filter_map(|field| stored.details.fields.get(&field.name)).cloned().collect()
        }
        Datum::Notes => vec![stored.notes.clone()],
    };
    Revealed { datum, values }
}
