//! The tickets of the month: opened from its contacts, worked on by the people of the centre on a simulated clock.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use agents::NewUserWithPosting;
use contacts::{ContactFilter, ContactView};
use db::Clock;
use jiff::tz::TimeZone;
use kernel::{AgentId, CustomerId, Principal, Role, Text, Timestamp, UserId};
use serde_json::{Value, json};
use ticket::TicketId;
use tickets::{ActionForm, DepartmentForm, NewTicketForm, Tickets};
use tokio::sync::mpsc::UnboundedReceiver;
use web::{ApiError, ApiResult};

use super::dice::Dice;
use super::matters;
use super::month::{self, Event, Scale};
use super::scripts::{self, Hand, Step};
use super::{Lived, PASSWORD};
use crate::assemble::Centre;

/// The same casework for everyone.
const SEED: u64 = 12_315;
/// Contacts read at once.
const PAGE: u32 = 200;
/// Of so many of the last callers something more is told.
const LAST_CALLERS: usize = 3;
/// Working hours of those who handle tickets.
const OPEN: i8 = 9;
const CLOSE: i8 = 18;

/// What was opened so long before the end is new.
const NEW: Duration = Duration::from_secs(60 * 3600);
const DAY: Duration = Duration::from_secs(86_400);
/// So long before the end everybody has read what was told.
const READ_UNTIL: Duration = Duration::from_secs(14 * 3600);

/// Departments: name, labels, account, who it is.
const DEPARTMENTS: [(&str, &str, &str, &str, &str); 7] = [
    ("warehouse", "仓储部", "Warehouse", "warehouse1", "仓储部刘敏"),
    ("logistics", "物流部", "Logistics", "logistics1", "物流部周凯"),
    ("marketing", "市场部", "Marketing", "marketing1", "市场部沈悦"),
    ("technical", "技术部", "Technical support", "technical1", "技术部罗森"),
    ("after_sales", "售后部", "After-sales", "aftersales1", "售后部唐莉"),
    ("purchasing", "采购部", "Purchasing", "purchasing1", "采购部曹磊"),
    (PROPERTY_WORKS, "物业工程部", "Property works", "property1", "物业工程部马骏"),
];
/// The department to which the workers belong.
const PROPERTY_WORKS: &str = "property_works";
const WORKERS: [&str; 2] = ["worker1", "worker2"];
/// Places that want repair.
pub(super) const PLACES: [&str; 8] =
    ["1 栋 302", "3 栋 1202", "5 栋 701", "2 栋大堂", "6 栋 1503", "地下车库 B2", "4 栋 908", "8 栋 2 单元"];

fn account(username: &str, name: &str, role: Role) -> NewUserWithPosting {
    NewUserWithPosting {
        username: username.to_owned(),
        name: name.to_owned(),
        role: role.name().to_owned(),
        password: PASSWORD.to_owned(),
        staff_number: None,
        team: None,
        skills: Vec::new(),
    }
}

/// Departments with their people, a second worker, and what everybody has in the list of tickets.
pub async fn departments(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    for (name, zh, en, username, person) in DEPARTMENTS {
        let (user, _) =
            centre.agents.create_user(&system, account(username, person, Role::Department)).await?;
        let mut members = vec![user.id];
        if name == PROPERTY_WORKS {
            centre.agents.create_user(&system, account("worker2", "维修工李明", Role::Worker)).await?;
            for worker in WORKERS {
                members.extend(principal(centre, worker).await?.user);
            }
        }
        let form = DepartmentForm { label: Text::new(zh, en), members, head: Some(user.id) };
        centre.tickets.save_department(&system, name, form).await?;
    }
    let view = json!({"name": "紧急与高优先级投诉", "shared": true,
        "filter": {"type": "complaint", "priority": "high", "open": true}});
    centre.tickets.save_view(&system, None, parsed(view)?).await?;
    for (zh, en, types, actions) in [
        (
            "致歉并记录",
            "Apologise and note",
            json!(["complaint"]),
            json!([
            {"do": "move", "name": "apologise"},
            {"do": "note", "text": "已按规范致歉，客户情绪稳定。", "readers": "service"}]),
        ),
        (
            "催办部门",
            "Chase the department",
            json!([]),
            json!([
            {"do": "note", "text": "请尽快受理并给出完成时间。", "readers": "department"},
            {"do": "watch"}]),
        ),
    ] {
        let form = json!({"name": {"zh": zh, "en": en}, "types": types, "actions": actions});
        let who = principal(centre, "super1").await?;
        let mut form: tickets::MacroForm = parsed(form)?;
        form.actions.truncate(4);
        centre.tickets.save_macro(&who, None, form).await?;
    }
    Ok(())
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(value: Value) -> ApiResult<T> {
    serde_json::from_value(value).map_err(ApiError::failed)
}

/// Somebody as the service knows them after signing in.
async fn principal(centre: &Centre, username: &str) -> ApiResult<Principal> {
    let found = centre.identity.by_username(username).await?;
    let user = found.ok_or_else(|| kernel::Refused::not_found("账号", "account"))?;
    let permissions = centre.identity.permissions_of(user.role);
    Ok(Principal { user: Some(user.id), agent: user.agent(), role: Some(user.role), permissions })
}

/// A ticket on its way.
pub(super) struct Case {
    pub id: TicketId,
    pub opener: Principal,
    pub worker: usize,
    pub department: String,
}

/// Steps to come by instant; those of one instant in the order in which they were planned.
type Agenda = BTreeMap<(Timestamp, usize), (usize, Hand, Value)>;

pub(super) struct Office<'a> {
    centre: &'a Centre,
    pub(super) tickets: Arc<Tickets>,
    clock: Clock,
    zone: TimeZone,
    pub(super) dice: Dice,
    pub(super) people: BTreeMap<&'static str, Principal>,
    /// Agents by staff number.
    agents: BTreeMap<String, AgentId>,
    pub(super) cases: Vec<Case>,
    agenda: Agenda,
    pub(super) to: Timestamp,
}

/// Lives the tickets of the days through, each after its calls, up to an instant.
pub async fn live_through(
    centre: &Centre,
    scale: &Scale,
    to: Timestamp,
    mut days: UnboundedReceiver<Lived>,
) -> ApiResult<()> {
    let begin = DAY * u32::try_from(scale.days + 1).unwrap_or_default();
    let clock = Clock::simulated(to.minus(begin));
    let tickets = centre.tickets.beside(clock.clone()).await?;
    let zone = workload::zone(super::centre::ZONE).map_err(|refused| *refused)?;
    let mut people = BTreeMap::new();
    for name in ["super1", "super2", "dispatch1"].into_iter().chain(WORKERS) {
        people.insert(name, principal(centre, name).await?);
    }
    for (name, _, _, username, _) in DEPARTMENTS {
        people.insert(name, principal(centre, username).await?);
    }
    let agents = centre.agents.all(&Principal::system()).await?;
    let agents = agents.into_iter().map(|agent| (agent.staff_number, agent.id)).collect();
    let (dice, cases, agenda) = (Dice::new(SEED), Vec::new(), Agenda::new());
    let mut office = Office { centre, tickets, clock, zone, dice, people, agents, cases, agenda, to };
    let mut extras = extras(scale, to, &office.zone).into_iter().peekable();
    let mut read = false;
    let mut callers: VecDeque<CustomerId> = VecDeque::new();
    while let Some(day) = days.recv().await {
        // The journal gone: the calls tell of it.
        let _ = day.written.await;
        for contact in office.contacts(day.from, day.to).await? {
            let now = contact.ended_at.unwrap_or(contact.arrived_at);
            while let Some(extra) = extras.next_if(|extra| extra.0 <= now) {
                office.open_extra(extra).await?;
            }
            office.work_until(now).await?;
            if !read && now.plus(READ_UNTIL) >= to {
                office.read_all().await?;
                read = true;
            }
            office.open_from(&contact).await?;
            callers.extend(contact.customer_id);
            callers.drain(..callers.len().saturating_sub(LAST_CALLERS));
        }
    }
    office.nearly_late(callers.back().copied()).await?;
    office.on_their_way(&callers).await?;
    office.reported_just_now(callers.into_iter().rev()).await?;
    office.work_until(to).await?;
    // The service that goes on serving takes over the clocks.
    centre.tickets.rearm().await
}

impl Office<'_> {
    /// The recorded contacts that came in some time and lead to a ticket, in order.
    async fn contacts(&mut self, from: Timestamp, to: Timestamp) -> ApiResult<Vec<ContactView>> {
        let mut found = Vec::new();
        let mut filter = ContactFilter { from: Some(from), to: Some(to), ..ContactFilter::default() };
        loop {
            let page = self.centre.contacts.page(&Principal::system(), &filter, PAGE).await?;
            let last = page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            filter.before = page.last().map(|contact| contact.number);
            found.extend(
                page.into_iter().filter(|contact| contact.record.is_some() && contact.agent.is_some()),
            );
            if last {
                break;
            }
        }
        found.reverse();
        found.retain(|contact| kind_of(contact).is_some_and(|(_, share)| self.dice.chance(share)));
        found.sort_by_key(|contact| contact.ended_at);
        Ok(found)
    }

    /// Everybody reads what was told so far.
    async fn read_all(&self) -> ApiResult<()> {
        let agents = self.agents.values().map(|id| self.agent(*id));
        for who in self.people.values().cloned().chain(agents) {
            self.tickets.read_notices(&who, tickets::ReadForm::default()).await?;
        }
        Ok(())
    }

    /// Opens a ticket that no contact stands behind.
    async fn open_extra(&mut self, (at, name, form): Extra) -> ApiResult<()> {
        self.work_until(at).await?;
        let Some(leader) = self.people.get("super1").cloned() else { return Ok(()) };
        let opened = self.tickets.create(&leader, parsed::<NewTicketForm>(form)?).await?;
        let steps = if name == "incident" {
            let recovered = at.plus(Duration::from_secs(86 * 60));
            scripts::incident(&recovered.to_string())
        } else {
            scripts::internal_request(&mut self.dice)
        };
        let id = opened.summary.id;
        self.cases.push(Case { id, opener: leader, worker: 0, department: String::new() });
        self.plan(self.cases.len() - 1, steps);
        Ok(())
    }

    /// Opens a ticket at the end of a contact, and plans how it goes on.
    async fn open_from(&mut self, contact: &ContactView) -> ApiResult<()> {
        let Some((name, _)) = kind_of(contact) else { return Ok(()) };
        let (Some(record), Some(agent)) = (&contact.record, &contact.agent) else { return Ok(()) };
        let Some(agent) = self.agents.get(&agent.staff_number).copied() else { return Ok(()) };
        let opener = self.agent(agent);
        let form = json!({"type": name, "title": record.matter, "contact_id": contact.id,
            "fields": self.fields(name, &record.matter)});
        let opened = self.tickets.create(&opener, parsed::<NewTicketForm>(form)?).await?;
        let steps = match name {
            "complaint" => scripts::complaint(&mut self.dice, &record.matter),
            "suggestion" => scripts::suggestion(&mut self.dice),
            "repair" => scripts::repair(&mut self.dice),
            "after_sales" => scripts::after_sales(&mut self.dice),
            _ => scripts::enquiry(&mut self.dice),
        };
        let worker = usize::from(self.dice.chance(0.5));
        self.cases.push(Case { id: opened.summary.id, opener, worker, department: String::new() });
        self.plan(self.cases.len() - 1, steps);
        if name != "repair" {
            let case = self.cases.len() - 1;
            let to = json!({"do": "assign", "to": {"assignee": "agent", "id": agent}});
            self.step(case, Hand::Opener, to).await?;
        }
        Ok(())
    }

    fn agent(&self, id: AgentId) -> Principal {
        let permissions = self.centre.identity.permissions_of(Role::Agent);
        Principal { user: Some(UserId(id.0)), agent: Some(id), role: Some(Role::Agent), permissions }
    }

    /// What the form of a type asks for when a ticket is opened.
    fn fields(&mut self, name: &str, matter: &str) -> Value {
        let order = 100_000 + self.dice.below(900_000);
        match name {
            "repair" => {
                json!({"place": self.dice.pick(&PLACES), "matter_kind": matters::sort_of_repair(matter)})
            }
            "after_sales" => json!({"identity_verified": true, "wish": "refund",
                "order_number": format!("YS{order}"), "reason": "收到后不合适"}),
            _ => json!({}),
        }
    }

    /// Puts steps on the agenda, in working hours only; of what is new only the first steps are taken, so that there is
    /// work of every sort. What comes after the end is left for who looks at it.
    fn plan(&mut self, case: usize, mut steps: Vec<Step>) {
        let mut at = self.clock.now();
        if at.plus(NEW) > self.to && self.dice.chance(0.75) {
            let some = self.dice.below(u64::try_from(steps.len()).unwrap_or_default());
            steps.truncate(usize::try_from(some).unwrap_or_default());
        }
        for (delay, hand, action) in steps {
            at = self.at_work(at.plus(delay));
            if at >= self.to {
                return;
            }
            let place = self.agenda.len();
            self.agenda.insert((at, place + case * 1_000), (case, hand, action));
        }
    }

    /// The same instant if people are there then, else the next morning.
    fn at_work(&mut self, at: Timestamp) -> Timestamp {
        let local = at.to_jiff().to_zoned(self.zone.clone());
        let morning = if local.hour() < OPEN {
            Some(local.date())
        } else if local.hour() >= CLOSE {
            local.date().tomorrow().ok()
        } else {
            None
        };
        let begun = morning.and_then(|date| date.at(OPEN, 0, 0, 0).to_zoned(self.zone.clone()).ok());
        match begun {
            Some(begun) => {
                let late = self.dice.between(300.0, 5_400.0);
                Timestamp::from_jiff(begun.timestamp()).plus(late)
            }
            None => at,
        }
    }

    /// Takes all steps up to an instant; clocks that are due on the way warn and are late as they would be.
    pub(super) async fn work_until(&mut self, until: Timestamp) -> ApiResult<()> {
        while let Some(entry) = self.agenda.first_entry().filter(|entry| entry.key().0 <= until) {
            let ((at, _), (case, hand, action)) = entry.remove_entry();
            self.clock.set(at);
            self.tickets.fire_due().await;
            self.step(case, hand, action).await?;
        }
        self.clock.set(until);
        self.tickets.fire_due().await;
        Ok(())
    }

    pub(super) async fn step(&mut self, case: usize, hand: Hand, mut action: Value) -> ApiResult<()> {
        let leader = if case.is_multiple_of(2) { "super1" } else { "super2" };
        let Some(known) = self.cases.get_mut(case) else { return Ok(()) };
        if let Some(department) = action["department"].as_str() {
            known.department = department.to_owned();
        }
        let worker = WORKERS.get(known.worker).copied().unwrap_or_default();
        let name = match hand {
            Hand::Opener => "",
            Hand::Leader => leader,
            Hand::Dispatcher => "dispatch1",
            Hand::Worker => worker,
            Hand::Department => known.department.as_str(),
        };
        let who = self.people.get(name).unwrap_or(&known.opener);
        if action["worker"] == "WORKER" {
            action["worker"] = json!(self.people.get(worker).and_then(|worker| worker.user));
        }
        let mut form = json!({"action": action});
        if action["name"] == "confirm" && hand == Hand::Worker {
            form["signature"] = signature();
        }
        self.tickets.act_unshown(who, known.id, parsed::<ActionForm>(form)?).await
    }
}

/// A ticket without contact: when, of what type, the form.
type Extra = (Timestamp, &'static str, Value);

/// The crisis of the day on which the shop failed, and requests within the house.
fn extras(scale: &Scale, to: Timestamp, zone: &TimeZone) -> Vec<Extra> {
    let days = month::days(scale, to, zone);
    let mut found: Vec<Extra> = Vec::new();
    for day in days.iter().filter(|day| day.working) {
        if day.events.contains(&Event::SystemFailure) {
            let form = json!({"type": "incident", "title": "商城下单失败", "matter": "14:00 起大量客户反映无法提交订单",
                "severity": 1, "reach": "many", "fields": {"severity": 1, "systems": "商城下单"}});
            found.push((day.at(14.07), "incident", form));
        }
        if day.index % 6 == 2 {
            let form = json!({"type": "internal_request", "title": "更换 3 号座席耳麦", "matter": "耳麦单侧无声，影响通话",
                "fields": {"for_department": "technical"}});
            found.push((day.at(10.5), "internal_request", form));
        }
        if day.index % 9 == 4 {
            let form = json!({"type": "internal_request", "title": "补采净水壶滤芯 200 支", "matter": "近一周咨询缺货较多，请补采并告知到货日期",
                "fields": {"for_department": "purchasing"}});
            found.push((day.at(15.2), "internal_request", form));
        }
    }
    found
}

/// A name as it is written with a finger.
fn signature() -> Value {
    json!([
        [[220, 120], [300, 118], [420, 125]],
        [[320, 60], [318, 180], [250, 300]],
        [[340, 180], [430, 300]],
        [[560, 90], [620, 80], [600, 200], [540, 290]],
        [[580, 150], [700, 160], [690, 280], [560, 285]]
    ])
}

/// What sort of ticket a contact leads to, and how often.
fn kind_of(contact: &ContactView) -> Option<(&'static str, f64)> {
    let record = contact.record.as_ref()?;
    let resolved = record.resolved_first_contact.unwrap_or(true);
    let category = record.category.as_str();
    Some(match category.split('/').next().unwrap_or_default() {
        "complaint" => ("complaint", if resolved { 0.06 } else { 0.5 }),
        "suggestion" => ("suggestion", 0.2),
        _ if category == "property/repair" => ("repair", 0.25),
        "after_sales" if !resolved => ("after_sales", 0.3),
        _ if category == "shipping/damaged" && !resolved => ("complaint", 0.4),
        _ if !resolved => ("enquiry", 0.05),
        _ => return None,
    })
}
