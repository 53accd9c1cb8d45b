//! Customers at every stage, with memos, care and a few records that are one customer: all done by the agents on a
//! simulated clock, over the months before the centre is looked at.

use std::sync::Arc;
use std::time::Duration;

use customer::{KeyGround, LifecycleCommand, Stage, TrialFacts};
use customers::{CampaignForm, CareKind, Customer, CustomerForm, Customers, Filter, MemoForm, MemoKind};
use db::Clock;
use kernel::{CustomerId, Principal, Timestamp};
use web::{ApiError, ApiResult};

use super::dice::Dice;
use super::{Below, offers};

/// The same lives for everyone.
const SEED: u64 = 12_916;
/// How many leads are led along.
const LED: usize = 84;
const DAY: Duration = Duration::from_secs(86_400);
const PAGE: u32 = 200;
/// A contact with a prospect is due so long after the last, a reminder so long before the end of a period.
const MONTH: Duration = Duration::from_secs(30 * 86_400);

/// What is done with a customer.
enum Step {
    Move(LifecycleCommand),
    Memo(MemoKind, &'static str),
    /// The task that follows from the life is done.
    Care(&'static str),
}

/// What is to be done when, by whom.
pub struct Lives {
    pub customers: Arc<Customers>,
    pub clock: Clock,
    pub dice: Dice,
    /// The instant at which the centre is looked at.
    pub to: Timestamp,
    pub agents: [Principal; 2],
    agenda: Vec<(Timestamp, CustomerId, Step)>,
}

/// Somebody of the desk, who may do everything here.
async fn agent(below: &Below, staff_number: &str) -> ApiResult<Principal> {
    let agent = below.agents.by_staff_number(staff_number).await?;
    Ok(Principal { agent: Some(agent.id), ..Principal::system() })
}

/// Leads some leads to every stage, cares for prospects and members, plans a notice, and leaves some doubles.
pub async fn lead(below: &Below, to: Timestamp) -> ApiResult<()> {
    let clock = Clock::simulated(to);
    let mut lives = Lives {
        customers: Customers::new(below.db.with_clock(clock.clone())),
        clock,
        dice: Dice::new(SEED),
        to,
        agents: [agent(below, "1001").await?, agent(below, "1003").await?],
        agenda: Vec::new(),
    };
    lives.plan_leads().await?;
    lives.plan_members().await?;
    lives.live().await?;
    lives.doubles_and_notice().await?;
    offers::recommend(&mut lives).await
}

impl Lives {
    /// All customers of a stage, the newest first.
    pub async fn of_stage(&self, stage: Stage) -> ApiResult<Vec<Customer>> {
        let filter = Filter { stage: Some(stage), ..Filter::default() };
        let (who, mut found, mut cursor) = (Principal::system(), Vec::new(), None::<String>);
        loop {
            let page = self.customers.page(&who, filter.clone(), cursor.as_deref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(found) };
            cursor = Some(last.id.to_string());
            found.extend(page);
        }
    }

    /// Somewhat later, within office hours more or less.
    fn later(&mut self, from: Timestamp, days: u64, spread: u64) -> Timestamp {
        let hours = (days + self.dice.below(spread.max(1))) * 24;
        from.plus(Duration::from_secs(hours * 3600 + self.dice.below(14_400)))
    }

    /// Plans a step; what would come after the end does not happen.
    fn plan(&mut self, at: Timestamp, of: CustomerId, step: Step) {
        if at < self.to {
            self.agenda.push((at, of, step));
        }
    }

    async fn plan_leads(&mut self) -> ApiResult<()> {
        let leads = self.of_stage(Stage::Lead).await?;
        // From all of the time, not only the last to come.
        let every = (leads.len() / LED).max(1);
        for (n, lead) in leads.iter().step_by(every).take(LED).enumerate() {
            let start = self.later(lead.created_at, 2, 9);
            self.plan_life(n, lead, start);
            if n % 5 == 0 {
                let at = self.later(start, 1, 4);
                self.plan(at, lead.id, Step::Memo(MemoKind::Memo, "电话沟通：关注售后时效，希望下午联系"));
                let at = self.later(at, 3, 6);
                let text = "抽听最近两次服务，问候与核实到位，答复略长";
                self.plan(at, lead.id, Step::Memo(MemoKind::Quality, text));
            }
        }
        Ok(())
    }

    /// The moves of the n-th lead: every seventh goes the same way.
    fn plan_life(&mut self, n: usize, lead: &Customer, start: Timestamp) {
        let id = lead.id;
        let develop = |why: &str| Step::Move(LifecycleCommand::Develop { why: why.to_owned() });
        match n % 7 {
            0 => self.plan(start.max(self.to.minus(DAY * 20)), id, Step::Move(tried(&lead.name))),
            1 | 2 => {
                self.plan(start, id, Step::Move(tried(&lead.name)));
                let joined = self.later(start, 12, 12);
                let join = join(n, joined.plus(DAY * 365).max(self.to.plus(DAY * 40)));
                self.plan(joined, id, Step::Move(join));
                if n % 7 == 2 {
                    let ground = KeyGround::Marked { why: "年采购额居前".to_owned() };
                    let at = self.later(joined, 40, 60);
                    self.plan(at, id, Step::Move(LifecycleCommand::MakeKeyAccount { ground }));
                }
            }
            3 | 4 => {
                self.plan(start, id, Step::Move(tried(&lead.name)));
                let developed = self.later(start, 14, 10);
                self.plan(developed, id, develop("试用后暂不加入，明年有开店计划"));
                self.plan_contacts(id, developed);
            }
            5 => {
                self.plan(start, id, develop("展会上表示有兴趣"));
                self.plan_contacts(id, start);
            }
            _ => {
                self.plan(start, id, develop("展会上表示有兴趣"));
                let reason = "已转行，不再经营同类业务".to_owned();
                let at = self.later(start, 20, 9);
                self.plan(at, id, Step::Move(LifecycleCommand::Eliminate { reason }));
            }
        }
    }

    /// A prospect is contacted every month or so; some contacts are still to be made.
    fn plan_contacts(&mut self, id: CustomerId, since: Timestamp) {
        let mut last = since;
        loop {
            let due = last.plus(MONTH);
            let at = self.later(due, 0, 4);
            // Only of late one was forgotten here and there.
            let forgotten = self.to.since(due) < MONTH && self.dice.chance(0.25);
            if at >= self.to || forgotten {
                return;
            }
            let outcomes =
                ["仍有兴趣，下月再联系", "正在选址，月底给答复", "未接通，已发短信", "预算待批，继续跟进"];
            let outcome = self.dice.pick(&outcomes).copied().unwrap_or_default();
            self.plan(at, id, Step::Care(outcome));
            last = at;
        }
    }

    /// Members whose period ends are reminded; most renew, a few let it lapse, a few are still to be decided about.
    async fn plan_members(&mut self) -> ApiResult<()> {
        let mut members = self.of_stage(Stage::Member).await?;
        members.extend(self.of_stage(Stage::KeyAccount).await?);
        for member in members.iter().filter(|member| !member.blocked) {
            let Some(until) = member.service_until else { continue };
            let reminded = self.later(until.minus(MONTH), 1, 6);
            let forgotten = self.to.since(reminded) < MONTH / 2 && self.dice.chance(0.3);
            if reminded >= self.to || forgotten {
                continue;
            }
            let outcomes = ["已提醒，有意续期", "已提醒，考虑中", "已发续期说明，约下周答复"];
            let outcome = self.dice.pick(&outcomes).copied().unwrap_or_default();
            self.plan(reminded, member.id, Step::Care(outcome));
            let renew = LifecycleCommand::Renew { service_until: until.plus(DAY * 365) };
            match self.dice.below(10) {
                0..=3 => {
                    let at = self.later(reminded, 4, 10);
                    self.plan(at, member.id, Step::Move(renew));
                }
                4..=5 => {
                    let at = self.later(until, 3, 3);
                    self.plan(at, member.id, Step::Move(LifecycleCommand::Lapse));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Does what is planned, in the order of time.
    async fn live(&mut self) -> ApiResult<()> {
        let mut agenda = std::mem::take(&mut self.agenda);
        agenda.sort_by_key(|(at, ..)| *at);
        for (n, (at, id, step)) in agenda.into_iter().enumerate() {
            self.clock.set(at);
            let Some(who) = self.agents.get(n % self.agents.len()) else { continue };
            let done = match step {
                Step::Move(command) => self.customers.move_on(who, id, command).await.map(drop),
                Step::Memo(kind, text) => {
                    let form = MemoForm { kind, text: text.to_owned() };
                    self.customers.write_memo(who, id, form).await.map(drop)
                }
                Step::Care(outcome) => self.customers.finish_task(who, &format!("life:{id}"), outcome).await,
            };
            match done {
                // Somebody who called meanwhile was not to be called again: the plan knew nothing of it.
                Ok(()) | Err(ApiError::Refused(_)) => {}
                Err(err) => return Err(err),
            }
        }
        Ok(())
    }

    async fn doubles_and_notice(&mut self) -> ApiResult<()> {
        let [one, two] = &self.agents;
        self.clock.set(self.to.minus(DAY * 3));
        let leads = self.of_stage(Stage::Lead).await?;
        for lead in leads.iter().filter(|lead| !lead.phones.is_empty()).take(3) {
            let form = CustomerForm {
                name: lead.name.clone(),
                phones: lead.phones.clone(),
                notes: "展会登记".to_owned(),
                ..CustomerForm::default()
            };
            self.customers.create(two, form).await?;
        }
        self.clock.set(self.to.minus(DAY));
        let group =
            Filter { stage: Some(Stage::KeyAccount), region: Some("华东".to_owned()), ..Filter::default() };
        let text = "台风预计周末登陆，请提前加固仓库并核对库存".to_owned();
        let due_at = self.to.minus(Duration::from_secs(3600));
        let form = CampaignForm { kind: CareKind::RiskNotice, text, due_at, group };
        self.customers.campaign(one, form).await.map(drop)
    }
}

fn tried(name: &str) -> LifecycleCommand {
    let facts = TrialFacts {
        company: format!("{name}商贸行"),
        nature: "民营".to_owned(),
        region: "华东".to_owned(),
        contact: name.to_owned(),
    };
    LifecycleCommand::Try { facts }
}

fn join(n: usize, service_until: Timestamp) -> LifecycleCommand {
    let (booth_number, trading_code) = (format!("D1-{:02}", n + 1), format!("TR{:04}", 7000 + n));
    LifecycleCommand::Join { booth_number, trading_code, service_until }
}
