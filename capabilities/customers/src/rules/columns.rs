//! Columns of a table as facts of customers, and back.

use std::collections::BTreeMap;

use customer::{Account, Stage};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::{Text, Timestamp};

use crate::model::{FieldDef, ImportPlan, Kind, ProfileForm, Stored};

/// Facts that a column can mean, with the heads by which they are known, the exported one first.
const FACTS: &[(&str, &[&str])] = &[
    ("name", &["姓名", "名称", "客户名称", "客户姓名", "name", "customer"]),
    ("kind", &["类型", "客户类型", "kind"]),
    (
        "phone",
        &[
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "电话号码",
            "phone",
            "mobile",
            "telephone",
            "tel",
        ],
    ),
    ("email", &["邮箱", "电子邮箱", "电子邮件", "email", "e-mail", "mail"]),
    ("wechat", &["微信", "微信号", "wechat"]),
    ("company", &["公司", "公司名称", "单位", "company"]),
    ("nature", &["公司性质", "性质", "nature"]),
    ("region", &["地区", "区域", "region"]),
    ("address", &["地址", "详细地址", "address"]),
    ("tags", &["标签", "tags"]),
    ("stage", &["阶段", "客户阶段", "stage"]),
    ("service_until", &["服务期至", "到期日", "服务到期", "service until", "service_until"]),
    ("eliminated_why", &["淘汰原因", "eliminated why", "eliminated_why"]),
    ("notes", &["备注", "说明", "notes", "remarks"]),
];

/// Between several values in one cell.
const BETWEEN: [char; 6] = [';', '；', '、', '/', '|', '\n'];

/// What a spreadsheet shows where a formula has no value (ECMA-376, 18.17.3).
const BROKEN_FORMULAS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];
/// Facts that several columns may tell together.
const SEVERAL: [&str; 4] = ["phone", "email", "wechat", "tags"];

/// What the columns probably mean, by their heads.
pub fn guess(head: &[String], fields: &[FieldDef]) -> BTreeMap<usize, String> {
    let mut plan: BTreeMap<usize, String> = BTreeMap::new();
    for (n, title) in head.iter().enumerate() {
        let title = title.trim().to_lowercase();
        let fact = FACTS.iter().find(|(fact, heads)| *fact == title || heads.contains(&title.as_str()));
        let own = fields.iter().find(|field| {
            field.name == title || field.label.zh == title || field.label.en.to_lowercase() == title
        });
        let meant = fact
            .map(|(fact, _)| (*fact).to_owned())
            .or_else(|| own.map(|field| format!("field:{}", field.name)));
        // Of two columns of one name the first counts, where both cannot.
        let meant = meant
            .filter(|meant| SEVERAL.contains(&meant.as_str()) || !plan.values().any(|known| known == meant));
        plan.extend(meant.map(|meant| (n, meant)));
    }
    plan
}

/// How people call a field of a form, such as `phones[0]` or `fields.birthday`.
pub fn called(field: &str, fields: &[FieldDef]) -> Text {
    if let Some(own) = field.strip_prefix("fields.").and_then(|own| fields.iter().find(|def| def.name == own))
    {
        return own.label.clone();
    }
    let root = field.split(['[', '.']).next().unwrap_or(field);
    let fact = match root {
        "phones" => "phone",
        "emails" => "email",
        "accounts" => "wechat",
        other => other,
    };
    let heads = FACTS.iter().find(|(name, _)| *name == fact).and_then(|(_, heads)| heads.first());
    Text::new(heads.copied().unwrap_or(fact), english(fact))
}

/// What a fact is called in English.
fn english(fact: &str) -> &str {
    match fact {
        "name" => "Name",
        "kind" => "Kind",
        "phone" => "Telephone",
        "email" => "E-mail",
        "wechat" => "WeChat",
        "company" => "Company",
        "nature" => "Nature of company",
        "region" => "Region",
        "address" => "Address",
        "tags" => "Tags",
        "stage" => "Stage",
        "service_until" => "Service until",
        "eliminated_why" => "Reason of elimination",
        "notes" => "Notes",
        other => other,
    }
}

/// What is wrong with a plan, if anything is.
pub fn plan_fault(plan: &ImportPlan, columns: usize, fields: &[FieldDef]) -> Option<Text> {
    let known = |fact: &str| {
        FACTS.iter().any(|(name, _)| *name == fact)
            || fact.strip_prefix("field:").is_some_and(|own| fields.iter().any(|field| field.name == own))
    };
    if let Some((_, fact)) = plan.columns.iter().find(|(_, fact)| !known(fact)) {
        return Some(Text::new(format!("未知的列含义：{fact}"), format!("There is no fact '{fact}'")));
    }
    if plan.columns.keys().any(|column| *column >= columns) {
        return Some(Text::new("列号超出表格范围", "A column is not in the table"));
    }
    let twice = |fact: &&String| plan.columns.values().filter(|other| other == fact).count() > 1;
    if let Some(fact) = plan.columns.values().filter(|fact| !SEVERAL.contains(&fact.as_str())).find(twice) {
        let Text { zh, en } = called(fact.strip_prefix("field:").unwrap_or(fact), fields);
        return Some(Text::new(format!("两列都是“{zh}”"), format!("Two columns are '{en}'")));
    }
    let named = plan.columns.values().any(|fact| fact == "name" || fact == "company");
    (!named).then(|| Text::new("请指定名称所在的列", "Say which column is the name"))
}

/// A row as a form, or what is wrong with it.
pub fn read(cells: &[String], plan: &ImportPlan, zone: &TimeZone) -> Result<ProfileForm, Vec<Text>> {
    let mut form = ProfileForm { stage: plan.stage, ..ProfileForm::default() };
    let mut faults = Vec::new();
    let lists = |text: &str| -> Vec<String> {
        text.split(BETWEEN).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    for (column, fact) in &plan.columns {
        // Our own tables guard what a spreadsheet would calculate with a leading apostrophe.
        let cell = cells.get(*column).map(|cell| cell.trim().trim_start_matches('\'')).unwrap_or_default();
        if cell.is_empty() {
            continue;
        }
        if BROKEN_FORMULAS.contains(&cell) {
            let (zh, en) =
                (format!("公式出错的单元格：{cell}"), format!("A formula without a value: {cell}"));
            faults.push(Text::new(zh, en));
            continue;
        }
        match fact.as_str() {
            "name" => form.name = cell.to_owned(),
            "phone" => form.phones.get_or_insert_default().extend(lists(cell)),
            "email" => form.emails.get_or_insert_default().extend(lists(cell)),
            "wechat" => form
                .accounts
                .get_or_insert_default()
                .push(Account { channel: "wechat".to_owned(), id: cell.to_owned() }),
            "company" => form.company = Some(cell.to_owned()),
            "nature" => form.nature = Some(cell.to_owned()),
            "region" => form.region = Some(cell.to_owned()),
            "address" => form.address = Some(cell.to_owned()),
            "tags" => form.tags.get_or_insert_default().extend(lists(cell)),
            "notes" => form.notes = Some(cell.to_owned()),
            "eliminated_why" => form.eliminated_why = Some(cell.to_owned()),
            "kind" => match kind(cell) {
                Some(kind) => form.kind = Some(kind),
                None => {
                    faults.push(Text::new(format!("未知的客户类型：{cell}"), format!("Unknown kind: {cell}")))
                }
            },
            "stage" => match stage(cell) {
                Some(stage) => form.stage = Some(stage),
                None => {
                    faults.push(Text::new(format!("未知的阶段：{cell}"), format!("Unknown stage: {cell}")))
                }
            },
            "service_until" => match end_of(cell, zone) {
                Some(until) => form.service_until = Some(until),
                None => {
                    faults.push(Text::new(format!("不是有效日期：{cell}"), format!("This is no day: {cell}")))
                }
            },
            own => {
                let name = own.trim_start_matches("field:").to_owned();
                form.fields.get_or_insert_default().insert(name, cell.to_owned());
            }
        }
    }
    if form.name.is_empty() && form.company.is_some() {
        form.name = form.company.clone().unwrap_or_default();
        form.kind = form.kind.or(Some(Kind::Organisation));
    }
    if let Some(tag) = &plan.tag {
        form.tags.get_or_insert_default().insert(tag.clone());
    }
    if faults.is_empty() { Ok(form) } else { Err(faults) }
}

fn kind(cell: &str) -> Option<Kind> {
    match cell.to_lowercase().as_str() {
        "个人" | "person" => Some(Kind::Person),
        "单位" | "公司" | "企业" | "organisation" | "organization" | "company" => {
            Some(Kind::Organisation)
        }
        _ => None,
    }
}

fn stage(cell: &str) -> Option<Stage> {
    let lower = cell.to_lowercase();
    let called = |stage: &Stage| {
        let label = stage.label();
        stage.name() == lower || label.zh == cell || label.en.to_lowercase() == lower
    };
    Stage::ALL.into_iter().find(called)
}

/// The last second of a day.
fn end_of(cell: &str, zone: &TimeZone) -> Option<Timestamp> {
    let day: Date = day_text(cell)?.parse().ok()?;
    let end = day.at(23, 59, 59, 0).to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_jiff(end.timestamp()))
}

/// `2026/1/2`, `2026.1.2` and `2026年1月2日` as `2026-01-02`.
fn day_text(cell: &str) -> Option<String> {
    let day = cell.split([' ', 'T']).next()?;
    let numbers: Vec<u16> = day
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [year, month, day] = numbers.as_slice() else { return None };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The head of an exported table: the facts, then the centre's own fields. An import understands it.
pub fn exported_head(fields: &[FieldDef]) -> Vec<String> {
    let facts = FACTS.iter().filter_map(|(_, heads)| heads.first()).map(|head| (*head).to_owned());
    facts.chain(fields.iter().map(|field| field.label.zh.clone())).collect()
}

/// A record as a row of an exported table.
pub fn exported(stored: &Stored, fields: &[FieldDef], zone: &TimeZone) -> Vec<String> {
    let details = &stored.details;
    let wechat = stored.accounts.iter().filter(|account| account.channel == "wechat");
    let until = stored.lifecycle.service_until();
    let day = |at: Timestamp| at.to_jiff().to_zoned(zone.clone()).date().to_string();
    let mut row = vec![
        stored.name.clone(),
        match stored.kind {
            Kind::Person => "个人".to_owned(),
            Kind::Organisation => "单位".to_owned(),
        },
        stored.phones.join(";"),
        stored.emails.join(";"),
        wechat.map(|account| account.id.clone()).next().unwrap_or_default(),
        details.company.clone(),
        details.nature.clone(),
        stored.region.clone(),
        details.address.clone(),
        details.tags.iter().cloned().collect::<Vec<_>>().join(";"),
        stored.stage().label().zh,
        until.map(day).unwrap_or_default(),
        stored.lifecycle.why_eliminated().unwrap_or_default().to_owned(),
        stored.notes.clone(),
    ];
    row.extend(fields.iter().map(|field| details.fields.get(&field.name).cloned().unwrap_or_default()));
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::built_in_fields;

    #[test]
    fn the_head_of_an_export_is_understood_by_an_import() {
        let fields = built_in_fields();
        let head = exported_head(&fields);
        let plan = guess(&head, &fields);
        assert_eq!(plan.len(), head.len(), "{plan:?}");
        assert_eq!(plan[&14], "field:booth_number");
    }

    #[test]
    fn a_row_is_read_with_all_usual_forms_of_a_day() {
        let plan = ImportPlan {
            columns: BTreeMap::from([(0, "name".to_owned()), (1, "service_until".to_owned())]),
            ..ImportPlan::default()
        };
        for day in ["2027-01-02", "2027/1/2", "2027年1月2日", "2027.01.02 00:00:00"] {
            let form = read(&["李".to_owned(), day.to_owned()], &plan, &TimeZone::UTC).unwrap();
            assert_eq!(form.service_until.unwrap().to_string(), "2027-01-02T23:59:59Z", "{day}");
        }
        assert!(read(&["李".to_owned(), "明年".to_owned()], &plan, &TimeZone::UTC).is_err());
    }
}
