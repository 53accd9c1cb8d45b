//! What others may ask of reports.

mod aims;
mod gathered;
mod series;
mod tickets;

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use agents::{Agent, Agents};
use contacts::{AgentView, Contacts};
use db::Db;
use jiff::tz::TimeZone;
use kernel::{AgentId, ContactId, Principal, QueueId, Refused};
use routing::Routing;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use web::{ApiResult, CentreZone, TellZone};
use workload::{Indicator, Preset};

use crate::listen::{KINDS, Projection};
use crate::model::{Counted, HalfHour, IndicatorView, Indicators, PresetView};
use crate::period::{Filter, Question};
use crate::rules::aims::Aims;
use crate::rules::fact::Fact;
use crate::rules::figures::{self, Facts, in_numerator};
use crate::rules::promised::Promised;
use crate::{READ, READ_OWN, store};

pub use series::By;
pub use tickets::Drill;

/// Half hours are given for at most so long.
const LONGEST_SERIES: Duration = Duration::from_secs(62 * 86_400);

/// Indicators and what is behind them.
pub struct Reports {
    db: Db,
    agents: Arc<Agents>,
    routing: Arc<Routing>,
    place: watch::Receiver<i64>,
    following: AbortHandle,
    /// What the centre aims at, once it was read.
    aims: RwLock<Option<Arc<Aims>>>,
    /// In which days and half hours are counted.
    zone: CentreZone,
}

impl Drop for Reports {
    fn drop(&mut self) {
        self.following.abort();
    }
}

impl Reports {
    /// The service over a migrated store; begins to follow the log where it stopped.
    pub fn start(db: Db, agents: Arc<Agents>, contacts: Arc<Contacts>, routing: Arc<Routing>) -> Arc<Self> {
        let follower = db.follow("reports", KINDS, Projection::new(db.clone(), contacts));
        let place = follower.place();
        let following = tokio::spawn(follower.run()).abort_handle();
        Arc::new(Self {
            db,
            agents,
            routing,
            place,
            following,
            aims: RwLock::default(),
            zone: CentreZone::default(),
        })
    }

    /// Lets whoever knows it tell the centre's zone, in which days and half hours are counted.
    pub fn ask_zone(&self, zone: TellZone) {
        self.zone.ask(zone);
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone.name()).unwrap_or(TimeZone::UTC)
    }

    /// Waits until everything that is in the log now is counted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn caught_up(&self) -> ApiResult<()> {
        let last = self.db.last_seq().await?;
        let mut place = self.place.clone();
        // The follower ends only with this service.
        let _ = place.wait_for(|place| *place >= last).await;
        Ok(())
    }

    /// All indicators of a period.
    ///
    /// # Errors
    /// Forbidden; an unknown queue, agent or team; a period that ends before it begins.
    pub async fn indicators(&self, who: &Principal, question: &Question) -> ApiResult<Indicators> {
        let filter = self.filter(who, question).await?;
        let settings = question.preset.settings();
        let computed = self.gathered(&filter).await?.within((filter.from, filter.to), &settings);
        let aims = self.aims().await?;
        let shown = computed.figures();
        Ok(Indicators {
            indicators: shown
                .map(|figure| {
                    (figure.definition.name.clone(), IndicatorView::of(&figure, aims.of(figure.definition)))
                })
                .collect(),
            volumes: figures::volumes(&computed.facts.settled, &settings),
            from: filter.from,
            to: filter.to,
            definitions: PresetView { preset: question.preset, name: question.preset.name() },
        })
    }

    /// What an indicator counted, in the order of its numbers, after a place in it.
    ///
    /// # Errors
    /// As for [`Reports::indicators`]; not found for an unknown indicator; a ticket's type or state asked of what counts no
    /// tickets.
    pub async fn counted(
        &self,
        who: &Principal,
        name: &str,
        question: &Question,
        drill: &Drill,
        (after, limit): (i64, u32),
    ) -> ApiResult<Vec<Counted>> {
        let filter = self.filter(who, question).await?;
        let staff = self.staff().await?;
        let all = match self.tickets_counted(&filter, name, drill, &staff).await? {
            Some(tickets) => tickets,
            None => {
                drill.of_no_tickets()?;
                match name {
                    "occupancy" => agents_counted(&self.occupancy(&filter).await?, &staff),
                    "promises_kept" => self.promises_counted(&filter, &staff).await?,
                    _ => self.contacts_counted(&filter, name, question.preset, &staff).await?,
                }
            }
        };
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(all.into_iter().filter(|one| one.place > after).take(limit).collect())
    }

    async fn contacts_counted(
        &self,
        filter: &Filter,
        name: &str,
        preset: Preset,
        staff: &BTreeMap<AgentId, Agent>,
    ) -> ApiResult<Vec<Counted>> {
        let facts = store::facts(&self.db, filter).await?;
        let all = figures::of_contacts(&Facts::of(facts.iter()), &preset.settings());
        let found = all.into_iter().find(|indicator| indicator.definition.name == name);
        let indicator = found.ok_or_else(|| Refused::not_found("指标", "indicator"))?;
        let by_id: BTreeMap<ContactId, &Fact> = facts.iter().map(|fact| (fact.contact, fact)).collect();
        let queues = self.queue_names()?;
        let members = indicator.members.iter().filter_map(|member| {
            let fact = by_id.get(&member.id)?;
            Some(Counted {
                contact_id: Some(fact.contact),
                number: fact.number,
                place: fact.number,
                counted_at: Some(fact.counted_at()),
                queue: fact.queue.and_then(|queue| queues.get(&queue).cloned()),
                agent: fact.agent.and_then(|agent| staff.get(&agent)).map(agent_view),
                counted_in_numerator: in_numerator(member, indicator.definition.unit),
                ..counted_of(member)
            })
        });
        Ok(members.collect())
    }

    async fn promises_counted(
        &self,
        filter: &Filter,
        staff: &BTreeMap<AgentId, Agent>,
    ) -> ApiResult<Vec<Counted>> {
        let now = self.db.now();
        let promised = store::promised(&self.db, filter, now).await?;
        let indicator = figures::promises_kept(promised.iter(), now, filter.queue.is_some());
        let by_number: BTreeMap<i64, &Promised> = promised.iter().map(|one| (one.number, one)).collect();
        let counted = indicator.members.iter().filter_map(|member| {
            let promise = by_number.get(&member.id)?;
            Some(Counted {
                contact_id: promise.contact,
                promise_id: Some(promise.id.clone()),
                number: promise.number,
                place: promise.number,
                counted_at: promise.due_at,
                agent: promise.agent.and_then(|agent| staff.get(&agent)).map(agent_view),
                ..counted_of(member)
            })
        });
        Ok(counted.collect())
    }

    /// The half hours of a period.
    ///
    /// # Errors
    /// As for [`Reports::indicators`]; a period that is too long.
    pub async fn half_hours(&self, who: &Principal, question: &Question) -> ApiResult<Vec<HalfHour>> {
        let filter = self.filter(who, question).await?;
        if filter.to.since(filter.from) > LONGEST_SERIES {
            return Err(Refused::field(
                "from",
                "半小时数据最长 62 天",
                "Half hours are given for at most 62 days",
            )
            .into());
        }
        let facts = Facts::of(store::facts(&self.db, &filter).await?.iter());
        let period = (filter.from, filter.to);
        Ok(figures::half_hours(&facts.settled, &question.preset.settings(), period, &self.zone()))
    }

    async fn filter(&self, who: &Principal, question: &Question) -> ApiResult<Filter> {
        let own_only = !who.may(READ);
        if own_only {
            who.require(READ_OWN)?;
            // A team is never one's own, be one alone in it.
            if question.agent.is_none() && question.team.is_some() {
                return Err(Refused::forbidden(READ.0).into());
            }
        }
        let (from, to) = question.period(self.db.now(), &self.zone())?;
        let queue = question.queue.as_deref().map(|name| self.queue(name)).transpose()?;
        // Who may see the own figures only means these when naming nobody.
        let agents = if own_only && question.agent.is_none() {
            Some(who.agent.into_iter().collect())
        } else {
            self.asked_agents(question).await?
        };
        let own = |agents: &Vec<AgentId>| agents.iter().all(|agent| who.agent == Some(*agent));
        if own_only && !agents.as_ref().is_some_and(own) {
            return Err(Refused::forbidden(READ.0).into());
        }
        Ok(Filter { from, to, queue, agents })
    }

    fn queue(&self, name: &str) -> Result<QueueId, Refused> {
        let known = self.routing.queues(&Principal::system())?;
        let by_id = known.iter().find(|queue| queue.id.to_string() == name).map(|queue| queue.id);
        let found = by_id.or_else(|| self.routing.queue_named(name).map(|queue| queue.id));
        found.ok_or_else(|| Refused::field("queue", "没有这个队列", "There is no such queue"))
    }

    async fn asked_agents(&self, question: &Question) -> ApiResult<Option<Vec<AgentId>>> {
        if question.agent.is_none() && question.team.is_none() {
            return Ok(None);
        }
        let mut found = self.agents.all(&Principal::system()).await?;
        if let Some(team) = &question.team {
            let of_team = |agent: &Agent| {
                agent.team.as_ref().is_some_and(|known| known.name == *team || known.id.to_string() == *team)
            };
            let teams = self.agents.teams(&Principal::system()).await?;
            if !teams.iter().any(|known| known.name == *team || known.id.to_string() == *team) {
                return Err(Refused::field("team", "没有这个班组", "There is no such team").into());
            }
            found.retain(of_team);
        }
        if let Some(wanted) = &question.agent {
            let known = |agent: &Agent| agent.staff_number == *wanted || agent.id.to_string() == *wanted;
            if question.team.is_none() && !found.iter().any(known) {
                return Err(Refused::field("agent", "没有这个坐席", "There is no such agent").into());
            }
            found.retain(known);
        }
        Ok(Some(found.into_iter().map(|agent| agent.id).collect()))
    }

    async fn staff(&self) -> ApiResult<BTreeMap<AgentId, Agent>> {
        let all = self.agents.all(&Principal::system()).await?;
        Ok(all.into_iter().map(|agent| (agent.id, agent)).collect())
    }

    fn queue_names(&self) -> Result<BTreeMap<QueueId, String>, Refused> {
        let all = self.routing.queues(&Principal::system())?;
        Ok(all.into_iter().map(|queue| (queue.id, queue.form.name)).collect())
    }
}

fn agent_view(agent: &Agent) -> AgentView {
    AgentView { staff_number: agent.staff_number.clone(), name: agent.name.clone() }
}

/// What a member adds, whatever it is.
fn counted_of<I>(member: &workload::Member<I>) -> Counted {
    Counted {
        contact_id: None,
        promise_id: None,
        ticket_id: None,
        ticket_type: None,
        ticket_state: None,
        number: 0,
        place: 0,
        counted_at: None,
        queue: None,
        agent: None,
        counted_in_numerator: member.numerator > 0.0,
        numerator: member.numerator,
        denominator: member.denominator,
    }
}

fn agents_counted(occupancy: &Indicator<AgentId>, staff: &BTreeMap<AgentId, Agent>) -> Vec<Counted> {
    let mut members: Vec<_> =
        occupancy.members.iter().map(|member| (staff.get(&member.id).map(agent_view), member)).collect();
    members
        .sort_by_key(|(agent, member)| (agent.as_ref().map(|agent| agent.staff_number.clone()), member.id));
    let counted = |(number, (agent, member)): (i64, (Option<AgentView>, &workload::Member<AgentId>))| {
        Counted { number, place: number, agent, ..counted_of(member) }
    };
    (1..).zip(members).map(counted).collect()
}

/// Reads the name of a preset.
///
/// # Errors
/// Refused for another name.
pub fn preset_named(name: Option<&str>) -> Result<Preset, Refused> {
    match name {
        None | Some("manual") => Ok(Preset::Manual),
        Some("gbt33358") => Ok(Preset::Gbt33358),
        Some("industry") => Ok(Preset::Industry),
        Some(_) => Err(Refused::field(
            "preset",
            "口径应为 manual、gbt33358 或 industry",
            "Presets are manual, gbt33358, industry",
        )),
    }
}
