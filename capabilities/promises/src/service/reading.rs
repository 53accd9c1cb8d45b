//! Looking at promises.

use std::collections::HashMap;

use db::EventFilter;
use kernel::{CustomerId, Principal, Refused, Timestamp};
use promise::{PromisePolicy, PromiseState};
use web::{ApiResult, Page, page_size};

use super::owners::Names;
use super::{Promises, no_promise};
use crate::model::{
    Heard, PromiseCounts, PromiseFilter, PromiseId, PromiseView, Shown, Source, StoryItem, state_name,
};
use crate::rules::entry::{Entry, subject};
use crate::rules::owner::{self, may_act, oneself};
use crate::store::{self, Wanted};
use crate::{READ, WRITE};

/// Events of a story at most.
const STORY: u32 = 5_000;
/// Broken promises looked at in one go.
const CHUNK: u32 = 200;

/// Names of customers, as far as a reader may see them.
pub(super) type CustomerNames = HashMap<CustomerId, String>;

impl Promises {
    pub(super) async fn one_entry(&self, id: PromiseId) -> ApiResult<Entry> {
        Ok(store::load(&self.db, id).await?.ok_or_else(no_promise)?)
    }

    /// One promise with what the reader can do now.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn one(&self, who: &Principal, id: PromiseId) -> ApiResult<PromiseView> {
        who.require(READ)?;
        let entry = self.one_entry(id).await?;
        self.view_one(who, &entry).await
    }

    pub(super) async fn view_one(&self, who: &Principal, entry: &Entry) -> ApiResult<PromiseView> {
        let names = self.names().await?;
        let customers = self.customer_names(who, vec![entry.links.customer]).await;
        Ok(view(who, entry, &names, &customers, &self.policy().policy))
    }

    pub(super) async fn customer_names(
        &self,
        who: &Principal,
        ids: Vec<Option<CustomerId>>,
    ) -> CustomerNames {
        let mut names = CustomerNames::new();
        for id in ids.into_iter().flatten() {
            if !names.contains_key(&id)
                && let Ok(customer) = self.below.customers.by_id(who, id).await
            {
                names.insert(id, customer.name);
            }
        }
        names
    }

    /// Promises by due instant, what is due first first.
    ///
    /// # Errors
    /// Forbidden; a cursor or owner that is none.
    pub async fn page(&self, who: &Principal, filter: PromiseFilter) -> ApiResult<Page<PromiseView>> {
        who.require(READ)?;
        let size = page_size(filter.limit)?;
        let after = filter.cursor.as_deref().map(place).transpose()?;
        let names = self.names().await?;
        let heard = filter.escalated;
        let wanted = Wanted { after, limit: size + 1, ..self.wanted(who, filter, &names).await? };
        let found = match heard {
            Some(Heard::Me) => self.escalated_to(who, wanted, &names).await?,
            None => store::page(&self.db, &wanted).await?,
        };
        let ids = found.iter().map(|entry| entry.links.customer).collect();
        let customers = self.customer_names(who, ids).await;
        let last: HashMap<PromiseId, String> =
            found.iter().map(|entry| (entry.id, cursor(entry.promise.due(), entry.number))).collect();
        let policy = &self.policy().policy;
        let found = found.iter().map(|entry| view(who, entry, &names, &customers, policy)).collect();
        Ok(Page::from_surplus(found, size, |view: &PromiseView| {
            last.get(&view.id).cloned().unwrap_or_default()
        }))
    }

    /// How many promises stand where; what is wanted by state does not count here.
    ///
    /// # Errors
    /// Forbidden; an owner that is none.
    pub async fn counts(&self, who: &Principal, filter: PromiseFilter) -> ApiResult<PromiseCounts> {
        who.require(READ)?;
        let names = self.names().await?;
        let mut counts = store::counts(&self.db, &self.wanted(who, filter, &names).await?).await?;
        let due = counts.kept + counts.broken;
        if due > 0 {
            // Counts are far below what a float holds exactly.
            counts.kept_percent = Some((counts.kept as f64 * 1000.0 / due as f64).round() / 10.0);
        }
        Ok(counts)
    }

    /// The whole story of a promise in order.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn story(&self, who: &Principal, id: PromiseId) -> ApiResult<Vec<StoryItem>> {
        who.require(READ)?;
        self.one_entry(id).await?;
        let filter = EventFilter { after: 0, subject: Some(subject(id)), limit: STORY };
        let events = self.db.events(filter).await?.into_iter();
        let shown = events.map(|stored| StoryItem {
            seq: stored.seq,
            at: stored.event.at,
            kind: stored.event.kind,
            actor: stored.event.actor,
            data: stored.event.data.value(),
        });
        Ok(shown.collect())
    }
}

/// A name as the API and the store write it.
fn name_of(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

impl Promises {
    async fn wanted(&self, who: &Principal, filter: PromiseFilter, names: &Names) -> ApiResult<Wanted> {
        let owners = match filter.owner.as_deref() {
            None => Vec::new(),
            Some("me") => vec![oneself(who).map_or_else(String::new, owner::key)],
            Some("team") => own_team(who, names),
            Some(text) => vec![owner::key(owner::read(text)?)],
        };
        // What was promised to a record that went up in this one was promised to the customer.
        let customer = match filter.customer {
            Some(customer) => self.below.customers.family(customer).await?,
            None => Vec::new(),
        };
        Ok(Wanted {
            show: filter.show.unwrap_or_default(),
            owners,
            untaken: false,
            kind: filter.kind.as_ref().and_then(name_of),
            source: filter.source.map(|source: Source| source.name().to_owned()),
            customer,
            contact: filter.contact,
            ticket: filter.ticket,
            from: filter.from,
            to: filter.to,
            newest: filter.newest.unwrap_or_default(),
            after: None,
            limit: 0,
        })
    }

    /// Of the broken promises that fit, those of which somebody hears. What is broken and open is little.
    async fn escalated_to(&self, who: &Principal, wanted: Wanted, names: &Names) -> ApiResult<Vec<Entry>> {
        let most = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
        let mut wanted = Wanted { show: Shown::Overdue, limit: CHUNK, ..wanted };
        let (mut found, settings) = (Vec::new(), self.policy());
        loop {
            let some = store::page(&self.db, &wanted).await?;
            let Some(last) = some.last() else { return Ok(found) };
            let due = last.promise.due().map_or(i64::MAX, Timestamp::micros);
            wanted.after = Some((due, last.number));
            let hears = |entry: &Entry| {
                names.hearing(entry, &settings.policy).iter().any(|person| Some(person.user) == who.user)
            };
            found.extend(some.into_iter().filter(hears).take(most - found.len()));
            if found.len() >= most {
                return Ok(found);
            }
        }
    }
}

/// The owners of one's own team: the team itself and everybody in it.
pub(super) fn own_team(who: &Principal, names: &Names) -> Vec<String> {
    let Some(team) = who.agent.and_then(|agent| names.team_of(agent)) else { return vec![String::new()] };
    let mut owners = vec![owner::key(promise::Owner::Team(team))];
    owners.extend(names.members(team).map(|agent| owner::key(promise::Owner::Agent(agent))));
    owners
}

/// A promise as a reader sees it.
pub(super) fn view(
    who: &Principal,
    entry: &Entry,
    names: &Names,
    customers: &CustomerNames,
    policy: &PromisePolicy,
) -> PromiseView {
    let (promise, links) = (&entry.promise, &entry.links);
    let (evidence, reason) = match promise.state() {
        PromiseState::Kept { evidence, .. } => (Some(evidence.clone()), None),
        PromiseState::Broken { made_good, .. } => (made_good.clone(), None),
        PromiseState::Withdrawn { reason, .. } => (None, Some(reason.clone())),
        PromiseState::Awaiting { .. } | PromiseState::Made { .. } | PromiseState::DueSoon { .. } => {
            (None, None)
        }
    };
    PromiseView {
        id: entry.id,
        number: entry.number,
        kind: promise.kind(),
        label: promise.kind().label(),
        source: links.source,
        matter: promise.matter().to_owned(),
        owner: names.of(promise.owner()),
        state: state_name(promise.state()).to_owned(),
        open: promise.is_open(),
        due_at: promise.due(),
        made_at: promise.made_at(),
        said: links.said.clone(),
        evidence,
        reason,
        moved: promise.moved(),
        tries: u32::try_from(promise.tries().len()).unwrap_or(u32::MAX),
        escalated: promise.escalated(),
        escalated_to: names.hearing(entry, policy).iter().map(|person| person.name.clone()).collect(),
        customer_id: links.customer,
        customer_name: links.customer.and_then(|id| customers.get(&id).cloned()),
        caller: shown_number(who, entry),
        contact_id: links.contact,
        ticket_id: links.ticket,
        recording_id: links.recording,
        version: promise.version(),
        actions: actions(who, entry),
    }
}

/// The number to call: whole for those whose work it is to call it, as long as there is something to call for (CUS-5).
pub(super) fn shown_number(who: &Principal, entry: &Entry) -> Option<String> {
    let owed = entry.promise.is_open() && who.may(WRITE) && may_act(who, entry.promise.owner()).is_ok();
    let shown = |number: &str| match customers::sees_numbers(who, owed) {
        true => number.to_owned(),
        false => customers::mask(number),
    };
    entry.links.number.as_deref().map(shown)
}

/// What somebody can do with a promise now.
pub(super) fn actions(who: &Principal, entry: &Entry) -> Vec<String> {
    let promise = &entry.promise;
    if !who.may(WRITE) || may_act(who, promise.owner()).is_err() {
        return Vec::new();
    }
    let mut names = Vec::new();
    for name in promise.possible() {
        match *name {
            // A visit is kept by its record; one that is over without it is settled by hand.
            "fulfil" if entry.links.source == Source::Visit && !is_broken(promise) => {}
            "fulfil" => {
                names.push("keep".to_owned());
                if promise.kind().kept_by().contains(&promise::EvidenceKind::CallMade) {
                    names.push("tried".to_owned());
                }
            }
            name => names.push(name.to_owned()),
        }
    }
    if promise.is_open() && oneself(who).is_some_and(|me| me != promise.owner()) {
        names.push("take".to_owned());
    }
    names
}

fn is_broken(promise: &promise::Promise) -> bool {
    matches!(promise.state(), PromiseState::Broken { .. })
}

/// Where a page ended: due instant and number.
pub(super) fn cursor(due: Option<Timestamp>, number: i64) -> String {
    format!("{}.{number}", due.map_or(i64::MAX, |due| due.micros()))
}

pub(super) fn place(cursor: &str) -> Result<(i64, i64), Refused> {
    let parts =
        cursor.split_once('.').and_then(|(due, number)| Some((due.parse().ok()?, number.parse().ok()?)));
    parts.ok_or_else(|| Refused::field("cursor", "游标无效", "This cursor was not given by this list"))
}
