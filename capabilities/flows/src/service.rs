//! What others may ask of flows, prompts and calendars.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use clock::Schedule;
use db::Db;
use flow::{Caller, Flow, FlowProblem, Known, PromptPart, Surroundings, TraceEntry};
use kernel::{Lang, NewEvent, Principal, PromptId, Refused, Timestamp};
use media::Clip;
use serde_json::json;
use tokio::sync::watch;
use web::{ApiError, ApiResult, Seen, Versioned, version_of};
use workload::Calendar;

use crate::model::{CalendarForm, CalendarView, FlowSummary, FlowVersion, PromptView, check_calendar_name};
use crate::sounds::{SoundError, Sounds};
use crate::{MANAGE, READ, store};

/// A call-back is promised within this time (shared flows: 2 h).
const CALLBACK_WITHIN: Duration = Duration::from_secs(2 * 3600);

/// The calendar on which tickets and promises run.
const BUSINESS: &str = "business";
/// Where there is none, office hours here.
const ZONE: &str = "Asia/Shanghai";

/// A calendar as it was typed and as it is asked.
struct OpeningHours {
    form: CalendarForm,
    calendar: Calendar,
}

/// Tells the names that flows may use.
pub type Names = Box<dyn Fn() -> NamesTold + Send + Sync>;
/// The names, when they are read.
pub type NamesTold = Pin<Box<dyn Future<Output = ApiResult<Known>> + Send>>;

/// Flows, prompts and calendars.
pub struct Flows {
    db: Db,
    names: OnceLock<Names>,
    sounds: Sounds,
    published: RwLock<BTreeMap<String, Arc<Flow>>>,
    calendars: RwLock<BTreeMap<String, OpeningHours>>,
    /// Counts the changes of calendars.
    calendar_changes: watch::Sender<u64>,
}

impl Flows {
    /// The service over a migrated store and a data folder.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(db: Db, data: &Path) -> ApiResult<Arc<Self>> {
        let service = Self {
            db,
            names: OnceLock::new(),
            sounds: Sounds::new(data),
            published: RwLock::default(),
            calendars: RwLock::default(),
            calendar_changes: watch::Sender::new(0),
        };
        for (name, published) in store::flows(&service.db).await? {
            if let Some(number) = published {
                service.take_in(&name, number).await?;
            }
        }
        for (name, form) in store::calendars(&service.db).await? {
            match form.calendar() {
                Ok(calendar) => service.keep_calendar(name, OpeningHours { form, calendar }),
                Err(refused) => {
                    tracing::error!(calendar = name, %refused, "a stored calendar cannot be used")
                }
            }
        }
        Ok(Arc::new(service))
    }

    async fn take_in(&self, name: &str, number: i64) -> ApiResult<()> {
        let Some(version) = store::one(&self.db, name, number).await? else { return Ok(()) };
        match serde_json::from_str::<Flow>(&version.body) {
            Ok(flow) => {
                let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
                published.insert(name.to_owned(), Arc::new(flow));
            }
            Err(err) => tracing::error!(flow = name, error = %err, "a published flow cannot be read"),
        }
        Ok(())
    }

    /// The version of a flow that new calls enter.
    pub fn published(&self, name: &str) -> Option<Arc<Flow>> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// The published flows that lead to a queue of this name.
    pub fn leading_to_queue(&self, name: &str) -> Vec<String> {
        let published = self.published.read().unwrap_or_else(PoisonError::into_inner);
        let leads = |flow: &Flow| {
            flow.nodes.values().any(|node| matches!(node, flow::Node::Queue { queue, .. } if queue == name))
        };
        published.iter().filter(|(_, flow)| leads(flow)).map(|(name, _)| name.clone()).collect()
    }

    /// All flows.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn all(&self, who: &Principal) -> ApiResult<Vec<FlowSummary>> {
        who.require(READ)?;
        let mut all = Vec::new();
        for (name, published) in store::flows(&self.db).await? {
            let latest = store::versions(&self.db, &name).await?.into_iter().next();
            let Some(latest) = latest else { continue };
            let title = serde_json::from_str::<Flow>(&latest.body).map(|flow| flow.name).unwrap_or_default();
            all.push(FlowSummary { name, title, published, latest: latest.version });
        }
        Ok(all)
    }

    /// The versions of a flow, newest first.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn versions(&self, who: &Principal, name: &str) -> ApiResult<Vec<FlowVersion>> {
        who.require(READ)?;
        let published = store::flows(&self.db).await?.into_iter().find(|(known, _)| known == name);
        let (_, published) = published.ok_or_else(no_flow)?;
        let versions = store::versions(&self.db, name).await?;
        Ok(versions.into_iter().map(|version| view(version, published)).collect())
    }

    /// Checks a flow text, also against what it names: queues, skills, agents, calendars, prompts.
    ///
    /// # Errors
    /// All faults, each with its node and field.
    pub async fn check(&self, text: &str) -> ApiResult<Flow> {
        let flow = Flow::parse(text).map_err(|problems| refuse(&problems))?;
        let above = match self.names.get() {
            Some(names) => names().await?,
            None => Known::default(),
        };
        let prompts = store::prompts(&self.db).await?.into_iter().map(|prompt| prompt.id).collect();
        let calendars =
            self.calendars.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect();
        let known = Known { calendars: Some(calendars), prompts: Some(prompts), ..above };
        flow.validate(&known).map_err(|problems| refuse(&problems))?;
        Ok(flow)
    }

    /// Learns whom to ask for the names that flows may use and that others keep. Asked before, any name is accepted.
    pub fn ask_names_of(&self, names: Names) {
        // The first to offer names is the one who obeys flows.
        let _ = self.names.set(names);
    }

    /// Saves a checked flow as a new version.
    ///
    /// # Errors
    /// Forbidden; the faults of the flow.
    pub async fn save(&self, who: &Principal, name: &str, text: &str) -> ApiResult<FlowVersion> {
        self.edit(who, name, text, &Seen::default()).await
    }

    /// Saves a checked flow as a new version that follows the one that was seen.
    ///
    /// # Errors
    /// As for [`Flows::save`]; somebody else saved a version meanwhile.
    pub async fn edit(&self, who: &Principal, name: &str, text: &str, seen: &Seen) -> ApiResult<FlowVersion> {
        who.require(MANAGE)?;
        let well_named = !name.is_empty()
            && name.len() <= 64
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !well_named {
            let (zh, en) = (
                "名称应为 1–64 个字母、数字、- 或 _",
                "A flow has a name of 1 to 64 letters, digits, - or _",
            );
            return Err(Refused::field("name", zh, en).into());
        }
        let flow = self.check(text).await?;
        let body = serde_json::to_string(&flow).map_err(ApiError::failed)?;
        let author = who.user.map(|user| user.to_string()).unwrap_or_default();
        let now = self.db.now();
        let mut tx = self.db.begin().await?;
        tx.take_turn("flows_versions").await?;
        if let Some(newest) = store::newest_in(&mut tx, name).await? {
            self.refuse_unseen(&newest, &body, seen).await?;
        }
        let version = store::add(&mut tx, name, &body, &author, now).await?;
        tx.emit(self.event(who, "flows.saved", name, json!({"version": version})));
        tx.commit().await?;
        let stored = store::Version { name: name.to_owned(), version, body, created_at: now, author };
        Ok(view(stored, None))
    }

    /// Refuses a version that does not know of the newest one, and says which nodes that one changed, and who did.
    async fn refuse_unseen(&self, newest: &store::Version, body: &str, seen: &Seen) -> ApiResult<()> {
        let Some(version) = &seen.version else { return Ok(()) };
        if *version == newest.version.to_string() || newest.body == body {
            return Ok(());
        }
        let known = match version.parse() {
            Ok(number) => store::one(&self.db, &newest.name, number).await?,
            Err(_) => None,
        };
        let (zh, en) = (
            format!("您打开之后，他人已保存第 {} 版；请核对后再保存，您填写的内容没有丢失。", newest.version),
            format!(
                "Somebody saved version {} after you opened the flow; compare and save again, nothing you typed is lost.",
                newest.version
            ),
        );
        let refused = Refused::conflict("changed_meanwhile", zh, en);
        let refused =
            refused.with_possible([format!("version:{}", newest.version), format!("by:{}", newest.author)]);
        let changed = changed_nodes(known.as_ref().map_or("", |known| &known.body), &newest.body);
        Err(changed
            .into_iter()
            .fold(refused, |refused, field| {
                refused.with_field(&field, "他人在新版本中修改了这里", "Changed in the newer version")
            })
            .into())
    }

    /// Lets new calls enter a version. Its prompts are spoken ahead, so that no caller waits for them.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn publish(self: &Arc<Self>, who: &Principal, name: &str, number: i64) -> ApiResult<()> {
        who.require(MANAGE)?;
        store::one(&self.db, name, number).await?.ok_or_else(no_flow)?;
        let mut tx = self.db.begin().await?;
        store::publish(&mut tx, name, number).await?;
        tx.emit(self.event(who, "flows.published", name, json!({"version": number})));
        tx.commit().await?;
        self.take_in(name, number).await?;
        self.warm(name);
        Ok(())
    }

    /// Speaks the fixed texts of a published flow ahead.
    pub fn warm(self: &Arc<Self>, name: &str) {
        let Some(flow) = self.published(name) else { return };
        let service = Arc::clone(self);
        tokio::spawn(async move {
            for text in texts(&flow) {
                for lang in [flow.language] {
                    if let Err(err) = service.clip(&PromptPart::Text(text.clone()), lang).await {
                        tracing::warn!(error = %err, "a prompt cannot be spoken");
                        return;
                    }
                }
            }
        });
    }

    /// Tries a flow out with simulated keys.
    ///
    /// # Errors
    /// Forbidden; the faults of the flow.
    pub async fn try_out(
        &self,
        who: &Principal,
        text: &str,
        keys: &str,
        surroundings: &Surroundings,
    ) -> ApiResult<Vec<TraceEntry>> {
        who.require(READ)?;
        let flow = self.check(text).await?;
        Ok(flow::simulate(&flow, Caller::default(), keys, surroundings))
    }

    /// The clip of one prompt part.
    ///
    /// # Errors
    /// [`SoundError`].
    pub async fn clip(&self, part: &PromptPart, lang: Lang) -> Result<Option<Arc<Clip>>, SoundError> {
        self.sounds.clip(part, lang).await
    }

    /// An uploaded prompt.
    pub async fn uploaded(&self, id: PromptId) -> Option<Arc<Clip>> {
        self.sounds.uploaded(id).await
    }

    /// All uploaded prompts.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn prompts(&self, who: &Principal) -> ApiResult<Vec<PromptView>> {
        who.require(READ)?;
        Ok(store::prompts(&self.db).await?)
    }

    /// Keeps an uploaded WAV file as a prompt.
    ///
    /// # Errors
    /// Forbidden; what is wrong with the file; the name is taken.
    pub async fn upload(&self, who: &Principal, name: &str, bytes: Vec<u8>) -> ApiResult<PromptView> {
        who.require(MANAGE)?;
        let name = name.trim();
        if name.is_empty() || name.len() > 200 {
            return Err(Refused::field("name", "名称应为 1–200 个字节", "A name has 1 to 200 bytes").into());
        }
        let id = PromptId(self.db.new_uuid());
        let clip = self.sounds.keep(id, bytes).await.map_err(|err| match err {
            SoundError::Wav(err) => Refused::field(
                "file",
                format!("音频文件无法使用：{}", crate::sounds::zh(&err)),
                err.to_string(),
            )
            .into(),
            other => ApiError::failed(other),
        })?;
        let duration_ms = i64::try_from(clip.duration().as_millis()).unwrap_or(i64::MAX);
        let prompt = PromptView {
            id,
            name: name.to_owned(),
            duration_s: clip.duration().as_secs_f64(),
            created_at: self.db.now(),
            path: self.sounds.path(id).display().to_string(),
        };
        let mut tx = self.db.begin().await?;
        match store::add_prompt(&mut tx, &prompt, duration_ms).await {
            Ok(()) => {}
            Err(err) if err.is_unique_violation() => {
                return Err(Refused::conflict(
                    "prompt_taken",
                    "已有同名提示音。",
                    "A prompt of this name exists.",
                )
                .into());
            }
            Err(err) => return Err(err.into()),
        }
        tx.commit().await?;
        Ok(prompt)
    }

    /// All calendars by name.
    ///
    /// # Errors
    /// Forbidden.
    pub fn calendars(&self, who: &Principal) -> Result<Vec<Versioned<CalendarView>>, Refused> {
        who.require(READ)?;
        let calendars = self.calendars.read().unwrap_or_else(PoisonError::into_inner);
        Ok(calendars.iter().map(|(name, known)| versioned(name, known.form.clone())).collect())
    }

    /// Creates or replaces a calendar, whatever it is now.
    ///
    /// # Errors
    /// Forbidden; the faults of the calendar.
    pub async fn save_calendar(&self, who: &Principal, name: &str, form: CalendarForm) -> ApiResult<()> {
        self.edit_calendar(who, name, form, &Seen::default()).await.map(drop)
    }

    /// Creates or replaces a calendar.
    ///
    /// # Errors
    /// Forbidden; the faults of the calendar; somebody else changed it meanwhile.
    pub async fn edit_calendar(
        &self,
        who: &Principal,
        name: &str,
        form: CalendarForm,
        seen: &Seen,
    ) -> ApiResult<Versioned<CalendarView>> {
        who.require(MANAGE)?;
        form.check()?;
        let calendar = form.calendar()?;
        let mut tx = self.db.begin().await?;
        tx.take_turn("flows_calendars").await?;
        match store::calendar(&mut tx, name).await? {
            Some(stored) => {
                let last = (format!("flow:{name}"), "flows.calendar_saved");
                seen.refuse_unseen_of(&mut tx, (&last.0, last.1), &stored, &form).await?;
            }
            // One that is there under another sort of name can still be changed.
            None => check_calendar_name(name)?,
        }
        store::save_calendar(&mut tx, name, &form).await?;
        tx.emit(self.event(who, "flows.calendar_saved", name, json!({})));
        tx.commit().await?;
        self.keep_calendar(name.to_owned(), OpeningHours { form: form.clone(), calendar });
        Ok(versioned(name, form))
    }

    fn keep_calendar(&self, name: String, hours: OpeningHours) {
        self.calendars.write().unwrap_or_else(PoisonError::into_inner).insert(name, hours);
        self.calendar_changes.send_modify(|changes| *changes += 1);
    }

    /// A calendar by its name.
    pub fn calendar(&self, name: &str) -> Option<Calendar> {
        let calendars = self.calendars.read().unwrap_or_else(PoisonError::into_inner);
        calendars.get(name).map(|known| known.calendar.clone())
    }

    /// The business calendar, worked out around an instant; office hours where there is none.
    ///
    /// # Errors
    /// The calendar cannot be worked out.
    pub fn business_hours(&self, now: Timestamp) -> Result<Schedule, Refused> {
        let calendar = match self.calendar(BUSINESS) {
            Some(calendar) => calendar,
            None => Calendar::office_hours(ZONE).map_err(|refused| *refused)?,
        };
        Schedule::new(calendar, now).map_err(|refused| *refused)
    }

    /// The centre's time zone: that of the business calendar.
    pub fn zone(&self) -> String {
        let calendars = self.calendars.read().unwrap_or_else(PoisonError::into_inner);
        calendars.get(BUSINESS).map_or_else(|| ZONE.to_owned(), |known| known.form.zone.clone())
    }

    /// Gives a centre that has no business calendar the usual one, so that its clocks know nights, week-ends and holidays
    /// from the first day. One that is there stays as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_calendar(&self) -> ApiResult<()> {
        if self.calendar(BUSINESS).is_none() {
            self.save_calendar(&Principal::system(), BUSINESS, CalendarForm::usual(ZONE)).await?;
        }
        Ok(())
    }

    /// Tells whenever a calendar was changed, after the change can be seen.
    pub fn calendar_changes(&self) -> watch::Receiver<u64> {
        self.calendar_changes.subscribe()
    }

    /// Whether a calendar is open; one that does not exist never closes.
    pub fn is_open(&self, calendar: &str, at: Timestamp) -> bool {
        let calendars = self.calendars.read().unwrap_or_else(PoisonError::into_inner);
        calendars.get(calendar).is_none_or(|calendar| calendar.calendar.is_open(at))
    }

    /// Until when a call-back is promised.
    pub fn callback_due(&self, now: Timestamp) -> Timestamp {
        now.plus(CALLBACK_WITHIN)
    }

    fn event(&self, who: &Principal, kind: &str, name: &str, data: serde_json::Value) -> NewEvent {
        NewEvent {
            at: self.db.now(),
            kind: kind.to_owned(),
            subject: format!("flow:{name}"),
            actor: who.actor(),
            data: web::with_origin(data).into(),
        }
    }
}

/// The parts of a flow in which two versions differ, as `nodes.greeting`.
fn changed_nodes(before: &str, after: &str) -> Vec<String> {
    let read = |body: &str| serde_json::from_str::<serde_json::Value>(body).unwrap_or_default();
    let (before, after) = (read(before), read(after));
    let empty = serde_json::Map::new();
    let parts = |flow: &serde_json::Value| {
        let mut parts = std::collections::BTreeMap::new();
        for (name, value) in flow.as_object().unwrap_or(&empty) {
            match (name.as_str(), value.as_object()) {
                ("nodes", Some(nodes)) => {
                    parts.extend(nodes.iter().map(|(node, what)| (format!("nodes.{node}"), what.clone())));
                }
                _ => drop(parts.insert(name.clone(), value.clone())),
            }
        }
        parts
    };
    let (before, after) = (parts(&before), parts(&after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

fn no_flow() -> Refused {
    Refused::not_found("接入流程", "entry flow")
}

fn view(version: store::Version, published: Option<i64>) -> FlowVersion {
    FlowVersion {
        is_published: published == Some(version.version),
        name: version.name,
        version: version.version,
        created_at: version.created_at,
        author: version.author,
        body: serde_json::from_str(&version.body).unwrap_or_default(),
    }
}

/// The faults of a flow as one refusal; each names its node and field.
fn refuse(problems: &[FlowProblem]) -> Refused {
    let mut refused =
        Refused::invalid("invalid_flow", "流程有误，请按提示修改。", "The flow has faults; see each one.");
    for problem in problems {
        let node = problem.node.as_ref().map(|node| format!("nodes.{node}"));
        let line = problem.line.map(|line| format!("line {line}"));
        let place: Vec<String> = node.into_iter().chain(problem.field.clone()).chain(line).collect();
        refused = refused.with_field(&place.join("."), problem.what.zh.clone(), problem.what.en.clone());
    }
    refused
}

/// The texts of a flow that have no variables.
fn texts(flow: &Flow) -> Vec<kernel::Text> {
    fn walk(value: &serde_json::Value, found: &mut Vec<kernel::Text>) {
        match value {
            serde_json::Value::Object(fields) => {
                if let Some(text) =
                    fields.get("text").and_then(|text| serde_json::from_value(text.clone()).ok())
                {
                    found.push(text);
                }
                fields.values().for_each(|value| walk(value, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found: Vec<kernel::Text> = Vec::new();
    walk(&serde_json::to_value(&flow.nodes).unwrap_or_default(), &mut found);
    found.retain(|text| !text.zh.contains('{') && !text.en.contains('{'));
    found
}

/// A calendar; its version is that of its hours.
fn versioned(name: &str, form: CalendarForm) -> Versioned<CalendarView> {
    let version = version_of(&form);
    Versioned { of: CalendarView { name: name.to_owned(), form }, version }
}
