//! What of the log belongs into the audit log, what is kept of it, and how it is told.

use kernel::{Actor, StoredEvent, Text};
use serde_json::{Map, Value};

use crate::model::audit::{AuditAction, AuditObject, AuditTopic, Noted};
use AuditTopic::{Accounts, PersonalData, Settings, SignIn};

/// A kind of event that is audited.
struct Audited {
    kind: &'static str,
    topic: AuditTopic,
    /// What it is called in lists of actions, in both languages.
    label: (&'static str, &'static str),
    /// What was done; `{fact}` stands for a fact of the event.
    said: (&'static str, &'static str),
    /// The facts that are kept. Nothing personal is among them.
    facts: &'static [&'static str],
}

const fn audited(
    kind: &'static str,
    topic: AuditTopic,
    label: (&'static str, &'static str),
    said: (&'static str, &'static str),
    facts: &'static [&'static str],
) -> Audited {
    Audited { kind, topic, label, said, facts }
}

/// The kinds with their sentences. A kind belongs into [`KINDS`] too.
const TABLE: &[Audited] = &[
    audited("identity.signed_in", SignIn, ("登录", "Sign-in"), ("登录", "signed in"), &[]),
    audited(
        "identity.sign_in_failed",
        SignIn,
        ("登录失败", "Failed sign-in"),
        ("登录失败", "failed to sign in"),
        &[],
    ),
    audited(
        "identity.signed_out",
        SignIn,
        ("退出登录", "Sign-out"),
        ("结束了登录", "ended the session"),
        &[],
    ),
    audited(
        "identity.user_created",
        Accounts,
        ("新建账号", "Account created"),
        ("新建了账号（{role}）", "created the account ({role})"),
        &["role", "username"],
    ),
    audited(
        "identity.user_updated",
        Accounts,
        ("修改账号", "Account changed"),
        ("修改了账号（{role}，{active}）", "changed the account ({role}, {active})"),
        &["role", "active"],
    ),
    audited(
        "identity.password_set",
        Accounts,
        ("设置密码", "Password set"),
        ("设置了密码", "set the password"),
        &[],
    ),
    audited(
        "agents.created",
        Accounts,
        ("新建坐席", "Agent created"),
        ("新建了坐席", "created the agent"),
        &["staff_number"],
    ),
    audited(
        "agents.changed",
        Accounts,
        ("修改坐席", "Agent changed"),
        ("修改了坐席的班组、技能或容量", "changed team, skills or capacity of the agent"),
        &["staff_number"],
    ),
    audited(
        "audit.customer_revealed",
        PersonalData,
        ("查看完整信息", "Data shown in whole"),
        ("查看了完整的{datum}", "saw the {datum} in whole"),
        &["datum"],
    ),
    audited(
        "audit.customers_exported",
        PersonalData,
        ("导出客户", "Customers exported"),
        ("导出了 {rows} 位客户（{format}）", "exported {rows} customers ({format})"),
        &["rows", "format"],
    ),
    audited(
        "audit.recording_heard",
        PersonalData,
        ("收听录音", "Recording heard"),
        ("{download}了录音", "{download} the recording"),
        &["download", "contact"],
    ),
    audited(
        "audit.log_exported",
        PersonalData,
        ("导出操作日志", "Audit log exported"),
        ("导出了 {rows} 条操作日志", "exported {rows} entries of the audit log"),
        &["rows"],
    ),
    audited(
        "customers.import_started",
        PersonalData,
        ("导入客户", "Customers imported"),
        ("开始导入 {rows} 行客户", "began to import {rows} rows of customers"),
        &["rows"],
    ),
    audited(
        "customers.merged",
        PersonalData,
        ("合并客户", "Customers merged"),
        ("把另一条记录并入", "merged another record into it"),
        &[],
    ),
    audited(
        "customers.parted",
        PersonalData,
        ("撤销合并", "Merge undone"),
        ("撤销了一次合并", "undid a merge"),
        &[],
    ),
    audited(
        "tickets.deleted",
        PersonalData,
        ("删除工单", "Ticket deleted"),
        ("按保存期限删除了工单 {number}", "deleted ticket {number} when its retention ended"),
        &["number"],
    ),
    audited(
        "routing.queue_saved",
        Settings,
        ("修改队列", "Queue changed"),
        ("保存了队列", "saved the queue"),
        &["name"],
    ),
    audited(
        "telephony.number_saved",
        Settings,
        ("修改号码", "Number changed"),
        ("保存了热线号码", "saved the hotline number"),
        &[],
    ),
    audited(
        "telephony.number_removed",
        Settings,
        ("删除号码", "Number removed"),
        ("删除了热线号码", "removed the hotline number"),
        &[],
    ),
    audited(
        "telephony.trunk_saved",
        Settings,
        ("修改中继", "Trunk changed"),
        ("保存了中继", "saved the trunk"),
        &["name"],
    ),
    audited(
        "telephony.trunk_removed",
        Settings,
        ("删除中继", "Trunk removed"),
        ("删除了中继", "removed the trunk"),
        &[],
    ),
    audited(
        "flows.saved",
        Settings,
        ("保存流程", "Flow saved"),
        ("保存了接入流程第 {version} 版", "saved version {version} of the entry flow"),
        &["version"],
    ),
    audited(
        "flows.published",
        Settings,
        ("发布流程", "Flow published"),
        ("发布了接入流程第 {version} 版", "published version {version} of the entry flow"),
        &["version"],
    ),
    audited(
        "flows.calendar_saved",
        Settings,
        ("修改工作日历", "Calendar changed"),
        ("保存了工作日历", "saved the business calendar"),
        &[],
    ),
    audited(
        "contacts.categories_replaced",
        Settings,
        ("修改小结分类", "Categories changed"),
        ("保存了小结分类", "saved the wrap-up categories"),
        &["count"],
    ),
    audited(
        "customers.fields_replaced",
        Settings,
        ("修改客户字段", "Customer fields changed"),
        ("保存了客户字段", "saved the customer fields"),
        &["count"],
    ),
    audited(
        "customers.care_set",
        Settings,
        ("修改关怀设置", "Care settings changed"),
        ("保存了关怀设置", "saved the care settings"),
        &[],
    ),
    audited(
        "promises.settings_saved",
        Settings,
        ("修改承诺设置", "Promise settings changed"),
        ("保存了承诺设置", "saved the promise settings"),
        &[],
    ),
    audited(
        "reports.aim_set",
        Settings,
        ("修改指标目标", "Target changed"),
        ("设置了指标目标", "set the target"),
        &["target"],
    ),
    audited(
        "tickets.type_saved",
        Settings,
        ("修改工单类型", "Ticket type changed"),
        ("保存了工单类型第 {version} 版", "saved version {version} of the ticket type"),
        &["version"],
    ),
    audited(
        "tickets.department_saved",
        Settings,
        ("修改部门", "Department changed"),
        ("保存了部门", "saved the department"),
        &[],
    ),
    audited(
        "tickets.macro_saved",
        Settings,
        ("修改常用操作", "Macro changed"),
        ("保存了常用操作", "saved the macro"),
        &["name"],
    ),
    audited(
        "tickets.macro_removed",
        Settings,
        ("删除常用操作", "Macro removed"),
        ("删除了常用操作", "removed the macro"),
        &[],
    ),
    audited(
        "tickets.filing_saved",
        Settings,
        ("修改归档规则", "Filing changed"),
        ("保存了归档与保存期限", "saved filing and retention"),
        &[],
    ),
];

/// The kinds of events that the audit log follows.
pub const KINDS: &[&str] = &{
    let mut kinds = [""; TABLE.len()];
    let mut n = 0;
    while n < TABLE.len() {
        kinds[n] = TABLE[n].kind;
        n += 1;
    }
    kinds
};

fn known(kind: &str) -> Option<&'static Audited> {
    TABLE.iter().find(|one| one.kind == kind)
}

/// What an action is about.
pub fn topic(kind: &str) -> AuditTopic {
    known(kind).map_or(Settings, |one| one.topic)
}

/// All actions, for a choice among them.
pub fn actions() -> Vec<AuditAction> {
    let action = |one: &Audited| AuditAction {
        action: one.kind.to_owned(),
        topic: one.topic,
        label: Text::new(one.label.0, one.label.1),
    };
    TABLE.iter().map(action).collect()
}

/// What is kept of an event.
pub fn noted(stored: &StoredEvent) -> Option<Noted> {
    let event = &stored.event;
    let one = known(&event.kind)?;
    let data = event.data.value();
    let text = |name: &str| data[name].as_str().map(str::to_owned);
    let fact = |name: &&str| Some(((*name).to_owned(), data.get(*name)?.clone()));
    let actor = match &event.actor {
        Actor::System => "system".to_owned(),
        Actor::Customer => "customer".to_owned(),
        Actor::Agent(id) => id.to_string(),
        Actor::User(id) => id.to_string(),
    };
    Some(Noted {
        seq: stored.seq,
        at: event.at,
        kind: event.kind.clone(),
        actor,
        subject: subject(&event.kind, &event.subject),
        origin: text("from"),
        client: text("client"),
        reason: text("reason").filter(|reason| !reason.is_empty()).map(|reason| without_numbers(&reason)),
        detail: one.facts.iter().filter_map(fact).collect(),
    })
}

/// Calendars are told under the name of their flow.
fn subject(kind: &str, subject: &str) -> String {
    match (kind, subject.split_once(':')) {
        ("flows.calendar_saved", Some((_, name))) => format!("calendar:{name}"),
        _ => subject.to_owned(),
    }
}

/// The thing behind a subject.
pub fn object(noted: &Noted) -> AuditObject {
    let (kind, id) = noted.subject.split_once(':').unwrap_or((&noted.subject, ""));
    let name = noted.detail.get("name").or_else(|| noted.detail.get("staff_number"));
    AuditObject {
        kind: kind.to_owned(),
        id: id.to_owned(),
        name: name.and_then(|name| name.as_str().or(name["zh"].as_str())).map(str::to_owned),
        contact: noted.detail.get("contact").and_then(Value::as_str).map(str::to_owned),
    }
}

/// What was done, in both languages.
pub fn said(kind: &str, detail: &Map<String, Value>) -> Text {
    let Some(one) = known(kind) else { return Text::new(kind, kind) };
    let fill = |template: &str, zh: bool| {
        let mut text = template.to_owned();
        for fact in one.facts {
            let value = detail.get(*fact).map_or_else(|| "–".to_owned(), |value| word(fact, value, zh));
            text = text.replace(&format!("{{{fact}}}"), &value);
        }
        text
    };
    Text::new(fill(one.said.0, true), fill(one.said.1, false))
}

/// A fact in words.
fn word(fact: &str, value: &Value, zh: bool) -> String {
    let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (chinese, english) = match (fact, plain.as_str()) {
        ("datum", "name") => ("姓名", "name"),
        ("datum", "phone") => ("电话号码", "telephone number"),
        ("datum", "email") => ("邮箱", "e-mail address"),
        ("datum", "address") => ("地址", "address"),
        ("datum", "account") => ("账号", "account"),
        ("datum", "trading_code") => ("交易代码", "trading code"),
        ("datum", "notes") => ("备注", "notes"),
        ("role", "agent") => ("坐席", "agent"),
        ("role", "team_leader") => ("班组长", "team leader"),
        ("role", "quality") => ("质检", "quality"),
        ("role", "trainer") => ("培训", "trainer"),
        ("role", "department") => ("部门", "department"),
        ("role", "dispatcher") => ("派单", "dispatcher"),
        ("role", "worker") => ("维修人员", "worker"),
        ("role", "administrator") => ("管理员", "administrator"),
        ("active", "true") => ("启用", "active"),
        ("active", "false") => ("停用", "not active"),
        ("download", "true") => ("下载", "downloaded"),
        ("download", "false") => ("收听", "listened to"),
        ("format", "csv") => ("CSV", "CSV"),
        ("format", "xlsx") => ("XLSX", "XLSX"),
        _ => return plain,
    };
    (if zh { chinese } else { english }).to_owned()
}

/// So many digits on end are taken for a number of somebody.
const NUMBER: usize = 7;
/// The same where blanks or dashes stand between them, as they do in dates too.
const PARTED_NUMBER: usize = 11;

/// A text that people wrote, with what looks like a telephone number, a card or a mailbox masked.
pub fn without_numbers(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(without_mailbox).collect();
    let letters: Vec<char> = words.join(" ").chars().collect();
    let mut masked = letters.clone();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = end_of_run(&letters, at);
        mask_run(&letters, &mut masked, at, end);
        at = end;
    }
    masked.into_iter().collect()
}

/// The end of digits among which single blanks and dashes may stand.
fn end_of_run(letters: &[char], from: usize) -> usize {
    let mut end = from;
    for (at, letter) in letters.iter().enumerate().skip(from) {
        match letter {
            digit if digit.is_ascii_digit() => end = at + 1,
            ' ' | '-' if at == end => {}
            _ => break,
        }
    }
    end
}

fn mask_run(letters: &[char], masked: &mut [char], from: usize, to: usize) {
    let digits: Vec<usize> = (from..to).filter(|at| letters[*at].is_ascii_digit()).collect();
    let longest = letters[from..to].split(|letter| !letter.is_ascii_digit()).map(<[char]>::len).max();
    if longest.unwrap_or(0) < NUMBER && digits.len() < PARTED_NUMBER {
        return;
    }
    let (head, tail) = if digits.len() >= PARTED_NUMBER { (3, 4) } else { (2, 2) };
    for at in &digits[head..digits.len() - tail] {
        masked[*at] = '*';
    }
}

fn without_mailbox(word: &str) -> String {
    match word.split_once('@') {
        Some((_, domain)) if domain.contains('.') => format!("***@{domain}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_and_mailboxes_in_a_reason_are_masked_and_dates_are_not() {
        assert_eq!(without_numbers("客户13812348000来电"), "客户138****8000来电");
        assert_eq!(without_numbers("138 1234 8000 / 0755-1234567"), "138 **** 8000 / 075*-***4567");
        assert_eq!(without_numbers("卡 6222021234567890123"), "卡 622************0123");
        assert_eq!(without_numbers("写给 li.lei@example.com 核对"), "写给 ***@example.com 核对");
        for kept in ["2026-11-22 核对", "工单 C2611-00042", "第 3 次", "ticket:abc"] {
            assert_eq!(without_numbers(kept), kept);
        }
    }

    #[test]
    fn a_sentence_says_what_was_done_in_both_languages() {
        let detail = json!({"rows": 2, "format": "xlsx"});
        let text = said("audit.customers_exported", detail.as_object().unwrap());
        assert_eq!(text, Text::new("导出了 2 位客户（XLSX）", "exported 2 customers (XLSX)"));
        let detail = json!({"datum": "phone"});
        let text = said("audit.customer_revealed", detail.as_object().unwrap());
        assert_eq!(text, Text::new("查看了完整的电话号码", "saw the telephone number in whole"));
    }

    #[test]
    fn no_sentence_leaves_a_gap_and_no_kind_stands_twice() {
        let mut kinds: Vec<_> = KINDS.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), TABLE.len());
        for one in TABLE {
            let text = said(one.kind, &Map::new());
            assert!(!text.zh.contains('{') && !text.en.contains('{'), "{}: {text:?}", one.kind);
        }
    }

    #[test]
    fn only_named_facts_of_an_event_are_kept() {
        let event = kernel::NewEvent {
            at: kernel::Timestamp::from_secs(1),
            kind: "identity.user_created".to_owned(),
            subject: "user:1".to_owned(),
            actor: Actor::System,
            data: json!({"username": "li", "role": "agent", "phone": "13812348000"}).into(),
        };
        let kept = noted(&StoredEvent { seq: 1, event }).unwrap();
        assert_eq!(Value::Object(kept.detail), json!({"role": "agent", "username": "li"}));
    }
}
