//! What is sent as a customer becomes a record, or is refused field by field.

use std::collections::BTreeMap;

use customer::{Account, Beginning, Lifecycle, Stage, mask_address, mask_code, mask_email};
use kernel::{Actor, CustomerId, Refused, Timestamp};

use super::{fields, phone};
use crate::model::{
    BOOTH_NUMBER, Consent, Details, FieldDef, Level, ProfileForm, Purpose, Stored, TRADING_CODE,
};

const LONGEST_NAME: usize = 200;
const LONGEST_LINE: usize = 200;
const LONGEST_NOTES: usize = 10_000;
const MOST_VALUES: usize = 20;
const MOST_TAGS: usize = 30;

/// Who makes a record, when, with which fields.
pub struct Making<'a> {
    pub now: Timestamp,
    pub actor: &'a Actor,
    pub fields: &'a [FieldDef],
    /// Whether a person says so, who is asked for what a move asks for. What comes from elsewhere says what is known.
    pub by_hand: bool,
}

/// A new record.
pub fn fresh(form: ProfileForm, id: CustomerId, making: &Making<'_>) -> Result<Stored, Refused> {
    let mut faults = Faults::new();
    let level = form.level.unwrap_or(Level::Visitor);
    let stage = form.stage.unwrap_or(level.first_stage());
    if let (Some(level), Some(stage)) = (form.level, form.stage)
        && level != Level::Blocked
        && Level::of(stage, false) != level
    {
        faults.add("level", "级别与阶段不一致", "Level and stage do not go together");
    }
    let until = form.service_until;
    if until.is_some() && !stage.is_member() && stage != Stage::Lapsed {
        faults.add("service_until", "只有会员才有服务期", "Only members have a service period");
    }
    if making.by_hand {
        faults.take(beginning(&form).check(stage, making.now));
    }
    if form.key_ground.is_some() && stage != Stage::KeyAccount {
        faults.add("key_ground", "只有大客户才填写", "Only key accounts have one");
    }
    let lifecycle = Lifecycle::new(stage, making.actor.clone(), making.now).with_service_until(until);
    let lifecycle = match form.key_ground.clone() {
        Some(ground) => lifecycle.with_key_ground(ground),
        None => lifecycle,
    };
    let lifecycle = match (stage, form.eliminated_why.as_deref().map(clean)) {
        (Stage::Eliminated, Some(why)) if !why.is_empty() => lifecycle.with_elimination(why),
        (Stage::Eliminated, _) => {
            faults.add("eliminated_why", "淘汰的客户须写明原因", "An eliminated customer needs a reason");
            lifecycle
        }
        (_, Some(why)) if !why.is_empty() => {
            faults.add("eliminated_why", "只有淘汰的客户才有淘汰原因", "Only eliminated customers have one");
            lifecycle
        }
        _ => lifecycle,
    };
    let blank = Stored {
        id,
        kind: form.kind.unwrap_or_default(),
        name: String::new(),
        phones: Vec::new(),
        emails: Vec::new(),
        accounts: Vec::new(),
        region: String::new(),
        blocked: level == Level::Blocked,
        notes: String::new(),
        details: Details::default(),
        lifecycle,
        merged_into: None,
        created_at: making.now,
        updated_at: making.now,
        version: 1,
    };
    filled(form, &blank, making, faults)
}

/// What the form says of somebody who begins as a member.
fn beginning(form: &ProfileForm) -> Beginning {
    let own =
        |name: &str| form.fields.as_ref().and_then(|fields| fields.get(name)).cloned().unwrap_or_default();
    Beginning {
        booth_number: own(BOOTH_NUMBER),
        trading_code: own(TRADING_CODE),
        service_until: form.service_until,
        ground: form.key_ground.clone(),
    }
}

/// A known record with what the form says.
pub fn changed(form: ProfileForm, known: &Stored, making: &Making<'_>) -> Result<Stored, Refused> {
    let mut faults = Faults::new();
    if form.stage.is_some_and(|stage| stage != known.stage())
        || form.service_until.is_some_and(|until| Some(until) != known.lifecycle.service_until())
    {
        faults.add("stage", "阶段由生命周期操作改变", "The stage changes by moves of the life");
    }
    let (level, now) = (form.level.unwrap_or(known.level()), known.level());
    let unblocked = Level::of(known.stage(), false);
    if level != now && level != Level::Blocked && level != unblocked {
        faults.add("level", "级别由生命周期操作改变", "The level follows from the moves of the life");
    }
    let mut form = form;
    if level != now && form.blocked.is_none() {
        form.blocked = Some(level == Level::Blocked);
    }
    filled(form, known, making, faults)
}

struct Faults(Refused);

impl Faults {
    fn new() -> Self {
        Self(Refused::invalid("invalid_customer", "客户资料有误", "The customer is not valid"))
    }

    fn add(&mut self, field: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.0 = self.0.clone().with_field(field, zh, en);
    }

    /// What a rule of the life misses, under the names that the fields have here.
    fn take(&mut self, checked: Result<(), Box<Refused>>) {
        let Err(refused) = checked else { return };
        for fault in refused.fields {
            let field = match fault.field.as_str() {
                BOOTH_NUMBER | TRADING_CODE => format!("fields.{}", fault.field),
                "ground" | "ground.why" => format!("key_{}", fault.field),
                _ => fault.field,
            };
            self.add(&field, fault.message.zh, fault.message.en);
        }
    }

    /// A line, trimmed; too long a one is told.
    fn line(&mut self, field: &str, text: Option<String>, known: &str) -> String {
        let Some(text) = text else { return known.to_owned() };
        let text = one_line(&text);
        if text.chars().count() > LONGEST_LINE {
            self.add(field, "不能超过 200 个字", "At most 200 characters");
        }
        text
    }
}

/// A text without blanks around it and without what no database keeps.
pub fn clean(text: &str) -> String {
    text.replace('\0', "").trim().to_owned()
}

/// A text that stands on one line, whatever was pasted into it, and reads in the direction in which it is stored.
fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text: String = text.chars().filter(|c| !turns(*c)).collect();
    let parts: Vec<&str> = text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Values that are sent for known ones: a masked one stands for the value behind it.
fn behind<'a>(
    text: &str,
    known: &'a [String],
    used: &[String],
    mask: impl Fn(&str) -> String,
) -> Option<&'a String> {
    known.iter().find(|value| text.contains('*') && !used.contains(value) && mask(value) == text)
}

fn filled(
    form: ProfileForm,
    known: &Stored,
    making: &Making<'_>,
    mut faults: Faults,
) -> Result<Stored, Refused> {
    let mut next = known.clone();
    next.name = one_line(&form.name);
    if next.name.is_empty() || next.name.chars().count() > LONGEST_NAME {
        faults.add("name", "名称应为 1–200 个字", "A name has 1 to 200 characters");
    }
    if let Some(notes) = form.notes {
        if notes.chars().count() > LONGEST_NOTES {
            faults.add("notes", "备注不能超过 10000 个字", "Notes have at most 10,000 characters");
        }
        next.notes = notes.replace('\0', "");
    }
    next.kind = form.kind.unwrap_or(known.kind);
    if let Some(texts) = form.phones {
        next.phones = phones(&texts, known, &mut faults);
    }
    if let Some(texts) = form.emails {
        next.emails = emails(&texts, known, &mut faults);
    }
    if let Some(sent) = form.accounts {
        next.accounts = accounts(sent, known, &mut faults);
    }
    next.region = faults.line("region", form.region, &known.region);
    let details = &mut next.details;
    details.company = faults.line("company", form.company, &known.details.company);
    details.nature = faults.line("nature", form.nature, &known.details.nature);
    let masked = mask_address(&known.details.address);
    let address = form.address.filter(|text| known.details.address.is_empty() || *text != masked);
    details.address = faults.line("address", address, &known.details.address);
    if let Some(tags) = form.tags {
        let tags = tags.iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty());
        details.tags = tags.collect();
        if details.tags.len() > MOST_TAGS || details.tags.iter().any(|tag| tag.chars().count() > 40) {
            faults.add("tags", "最多 30 个标签，每个不超过 40 个字", "At most 30 tags of 40 characters");
        }
    }
    if let Some(sent) = form.fields {
        own_fields(sent, &mut details.fields, making.fields, &mut faults);
    }
    consents(form.consents, details, making);
    next.blocked = form.blocked.unwrap_or(known.blocked);
    details.blocked_why = faults.line("blocked_why", form.blocked_why, &known.details.blocked_why);
    if !next.blocked {
        details.blocked_why.clear();
    }
    if faults.0.fields.is_empty() { Ok(next) } else { Err(faults.0) }
}

fn too_many(field: &str, count: usize, faults: &mut Faults) {
    if count > MOST_VALUES {
        faults.add(field, "最多 20 个", "At most 20");
    }
}

fn phones(texts: &[String], known: &Stored, faults: &mut Faults) -> Vec<String> {
    too_many("phones", texts.len(), faults);
    let mut phones: Vec<String> = Vec::with_capacity(texts.len());
    for (n, text) in texts.iter().enumerate() {
        let number =
            behind(text, &known.phones, &phones, phone::mask).cloned().or_else(|| phone::canonical(text));
        match number {
            Some(number) if phones.contains(&number) => {}
            // What was kept before is not refused now: the rest of the record can still be changed.
            Some(number) => match phone::mistyped(&number).filter(|_| !known.phones.contains(&number)) {
                Some(digits) => faults.add(
                    &format!("phones[{n}]"),
                    format!("手机号应为 11 位，这里有 {digits} 位"),
                    format!("A mobile number has 11 digits, this has {digits}"),
                ),
                None => phones.push(number),
            },
            None => {
                faults.add(&format!("phones[{n}]"), "不是有效的电话号码", "This is not a telephone number")
            }
        }
    }
    phones
}

/// Whether a text has the shape of an address: one `@`, a domain with a dot, no blanks.
fn is_email(text: &str) -> bool {
    let Some((person, domain)) = text.split_once('@') else { return false };
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    !person.is_empty()
        && dotted
        && !text.contains('*')
        && !domain.contains('@')
        && text.len() <= 254
        && !text.contains(char::is_whitespace)
}

fn emails(texts: &[String], known: &Stored, faults: &mut Faults) -> Vec<String> {
    too_many("emails", texts.len(), faults);
    let mut emails: Vec<String> = Vec::with_capacity(texts.len());
    for (n, text) in texts.iter().enumerate() {
        let text = text.trim();
        let kept = behind(text, &known.emails, &emails, mask_email).cloned();
        let address = kept.or_else(|| is_email(text).then(|| text.to_lowercase()));
        match address {
            Some(address) if emails.contains(&address) => {}
            Some(address) => emails.push(address),
            None => {
                faults.add(&format!("emails[{n}]"), "不是有效的邮箱地址", "This is not an e-mail address")
            }
        }
    }
    emails
}

fn accounts(sent: Vec<Account>, known: &Stored, faults: &mut Faults) -> Vec<Account> {
    too_many("accounts", sent.len(), faults);
    let mut accounts: Vec<Account> = Vec::with_capacity(sent.len());
    for (n, account) in sent.into_iter().enumerate() {
        let account = Account { channel: clean(&account.channel).to_lowercase(), id: clean(&account.id) };
        let same = |one: &&Account| one.channel == account.channel && mask_code(&one.id) == account.id;
        let account = known.accounts.iter().find(same).cloned().unwrap_or(account);
        let faulty = [&account.channel, &account.id]
            .into_iter()
            .any(|text| text.is_empty() || text.chars().count() > 100);
        if faulty {
            faults.add(&format!("accounts[{n}]"), "请填写渠道与账号", "An account has a channel and an id");
        } else if !accounts.contains(&account) {
            accounts.push(account);
        }
    }
    accounts
}

fn own_fields(
    sent: BTreeMap<String, String>,
    kept: &mut BTreeMap<String, String>,
    defs: &[FieldDef],
    faults: &mut Faults,
) {
    for (name, value) in sent {
        let (path, value) = (format!("fields.{name}"), clean(&value));
        let Some(field) = defs.iter().find(|field| field.name == name) else {
            faults.add(&path, "没有这个字段", "There is no such field");
            continue;
        };
        let masked = kept.get(&name).is_some_and(|known| field.sensitive && mask_code(known) == value);
        if masked {
            continue;
        }
        if value.is_empty() {
            kept.remove(&name);
        } else if let Some(fault) = fields::fault(field, &value) {
            faults.add(&path, fault.zh, fault.en);
        } else {
            kept.insert(name, value);
        }
    }
}

fn consents(sent: Option<BTreeMap<Purpose, bool>>, details: &mut Details, making: &Making<'_>) {
    for (purpose, given) in sent.into_iter().flatten() {
        if details.consents.get(&purpose).map(|known| known.given) != Some(given) {
            let consent = Consent { given, at: making.now, actor: making.actor.clone() };
            details.consents.insert(purpose, consent);
        }
    }
}
