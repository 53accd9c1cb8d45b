//! The audit log: filled from the event log, read and exported by those who may.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use db::{Db, DbError, Follow, Follower, Tx};
use futures::future::BoxFuture;
use kernel::{Lang, NewEvent, Principal, Refused, StoredEvent, Timestamp, UserId};
use serde_json::json;
use web::{ApiError, ApiResult, Page};

use super::Identity;
use crate::model::audit::{AuditAction, AuditEntry, AuditExportForm, AuditFilter, AuditPerson, Noted};
use crate::rules::audit;
use crate::{AUDIT, store};

/// Most entries of one export, and how many are read at a time.
const MOST: usize = 100_000;
const READ_AT_ONCE: u32 = 1000;
const LONGEST_REASON: usize = 500;

/// Who knows the names of things that the audit log names.
pub trait NameObjects: Send + Sync {
    /// The names of these (`customer:018f…`), as far as they are known.
    fn names<'a>(&'a self, subjects: &'a [String]) -> BoxFuture<'a, BTreeMap<String, String>>;
}

/// Writes down what the audit log keeps of the events.
pub struct Auditing;

impl Follow for Auditing {
    async fn apply(&mut self, tx: &mut Tx, events: &[StoredEvent]) -> Result<(), DbError> {
        for noted in events.iter().filter_map(audit::noted) {
            store::audit::add(tx, &noted).await?;
        }
        Ok(())
    }

    fn forget(&mut self) {}
}

/// Fills the audit log from the event log.
pub fn follower(db: &Db) -> Follower<Auditing> {
    db.follow("identity_audit", audit::KINDS, Auditing)
}

impl Identity {
    /// Lets the audit log name things of other capabilities.
    pub fn ask_names(&self, names: Arc<dyn NameObjects>) {
        // Said once at the start; a second one is not needed.
        let _ = self.names.set(names);
    }

    /// What can stand in the audit log.
    ///
    /// # Errors
    /// Forbidden.
    pub fn audit_actions(&self, who: &Principal) -> ApiResult<Vec<AuditAction>> {
        who.require(AUDIT)?;
        Ok(audit::actions())
    }

    /// Entries of the audit log, the newest first.
    ///
    /// # Errors
    /// Forbidden; a cursor that was not given by this list.
    pub async fn audit_page(
        &self,
        who: &Principal,
        filter: &AuditFilter,
        cursor: Option<&str>,
        size: u32,
    ) -> ApiResult<Page<AuditEntry>> {
        who.require(AUDIT)?;
        let before = cursor.map(place).transpose()?;
        let found = store::audit::page(&self.db, filter, before, size.saturating_add(1)).await?;
        let page = Page::from_surplus(found, size, |last| format!("{}-{}", last.at.micros(), last.seq));
        let items = self.entries(page.items, true).await?;
        Ok(Page { items, next_cursor: page.next_cursor })
    }

    /// The entries as a table (CSV), which names things by their numbers, not customers by their names. It is given only
    /// once the audit log has it.
    ///
    /// # Errors
    /// Forbidden; no reason; too many entries.
    pub async fn export_audit(
        &self,
        who: &Principal,
        form: AuditExportForm,
        lang: Lang,
    ) -> ApiResult<String> {
        who.require(AUDIT)?;
        let reason: String = form.reason.trim().chars().take(LONGEST_REASON).collect();
        if reason.is_empty() {
            return Err(Refused::field("reason", "请说明导出原因", "Say why it is exported").into());
        }
        let mut table = table_with_head(lang)?;
        let (mut before, mut rows) = (None, 0);
        loop {
            let found = store::audit::page(&self.db, &form.filter, before, READ_AT_ONCE).await?;
            let Some(last) = found.last() else { break };
            before = Some((last.at, last.seq));
            let read = found.len();
            rows += read;
            if rows > MOST {
                let (zh, en) =
                    ("一次最多导出 100000 条，请缩小范围", "At most 100,000 at a time; narrow it down");
                return Err(Refused::field("filter", zh, en).into());
            }
            for entry in self.entries(found, false).await? {
                table.write_record(table_row(&entry, lang)).map_err(ApiError::failed)?;
            }
            if read < READ_AT_ONCE as usize {
                break;
            }
        }
        let mut tx = self.db.begin().await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "audit.log_exported".to_owned(),
            subject: "audit".to_owned(),
            actor: who.actor(),
            data: json!({"rows": rows, "reason": reason, "from": web::origin()}).into(),
        });
        tx.commit().await?;
        String::from_utf8(table.into_inner().map_err(ApiError::failed)?).map_err(ApiError::failed)
    }

    async fn entries(&self, found: Vec<Noted>, named: bool) -> ApiResult<Vec<AuditEntry>> {
        let subjects: BTreeSet<String> = found.iter().map(|one| one.subject.clone()).collect();
        let accounts = found.iter().map(|one| one.actor.as_str());
        let accounts = accounts.chain(subjects.iter().filter_map(|subject| account_of(subject)));
        let ids: BTreeSet<UserId> = accounts.filter_map(|id| id.parse().ok()).collect();
        let people = store::audit::people(&self.db, &ids.into_iter().collect::<Vec<_>>()).await?;
        let people: BTreeMap<String, AuditPerson> = people
            .into_iter()
            .map(|user| {
                let person =
                    AuditPerson { id: user.id, name: user.name, username: user.username, role: user.role };
                (user.id.to_string(), person)
            })
            .collect();
        let names = match self.names.get().filter(|_| named) {
            Some(names) => names.names(&subjects.into_iter().collect::<Vec<_>>()).await,
            None => BTreeMap::new(),
        };
        Ok(found.into_iter().map(|one| entry(one, &people, &names)).collect())
    }
}

/// The account behind a subject.
fn account_of(subject: &str) -> Option<&str> {
    subject.strip_prefix("user:").or_else(|| subject.strip_prefix("agent:"))
}

fn entry(
    noted: Noted,
    people: &BTreeMap<String, AuditPerson>,
    names: &BTreeMap<String, String>,
) -> AuditEntry {
    let mut object = audit::object(&noted);
    let account = account_of(&noted.subject).and_then(|id| people.get(id));
    let name = account.map(|person| format!("{} {}", person.name, person.username));
    object.name = name.or_else(|| names.get(&noted.subject).cloned()).or(object.name);
    let ticket = noted.reason.as_deref().and_then(|reason| reason.strip_prefix("ticket:")).map(str::to_owned);
    AuditEntry {
        seq: noted.seq,
        at: noted.at,
        topic: audit::topic(&noted.kind),
        said: audit::said(&noted.kind, &noted.detail),
        action: noted.kind,
        who: people.get(&noted.actor).cloned(),
        object,
        from: noted.origin,
        client: noted.client,
        reason: noted.reason.filter(|_| ticket.is_none()),
        ticket,
    }
}

fn place(cursor: &str) -> Result<(Timestamp, i64), Refused> {
    let parts = cursor.split_once('-').and_then(|(at, seq)| Some((at.parse().ok()?, seq.parse().ok()?)));
    let (at, seq) = parts
        .ok_or_else(|| Refused::field("cursor", "游标无效", "This cursor was not given by this list"))?;
    Ok((Timestamp::from_micros(at), seq))
}

/// The empty table with its head. Spreadsheets take a file for UTF-8 by its first three bytes.
fn table_with_head(lang: Lang) -> ApiResult<Writer<Vec<u8>>> {
    let head = match lang {
        Lang::Zh => ["时间", "操作人", "用户名", "操作", "对象", "对象编号", "来源地址", "客户端", "原因"],
        Lang::En => ["Time", "Who", "User name", "Action", "Object", "Object id", "From", "Client", "Reason"],
    };
    let mut table = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    table.write_record(head).map_err(ApiError::failed)?;
    Ok(table)
}

/// The cells of an entry; what a spreadsheet would calculate is text.
fn table_row(entry: &AuditEntry, lang: Lang) -> [String; 9] {
    let who = entry.who.as_ref();
    let reason = match &entry.ticket {
        Some(ticket) => Some(format!("ticket:{ticket}")),
        None => entry.reason.clone(),
    };
    let cells = [
        entry.at.to_string(),
        who.map(|who| who.name.clone()).unwrap_or_default(),
        who.map(|who| who.username.clone()).unwrap_or_default(),
        entry.said.in_lang(lang).to_owned(),
        entry.object.kind.clone(),
        entry.object.id.clone(),
        entry.from.clone().unwrap_or_default(),
        entry.client.clone().unwrap_or_default(),
        reason.unwrap_or_default(),
    ];
    cells.map(|cell| web::guarded(&cell))
}
