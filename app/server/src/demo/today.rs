//! What the last hours brought: work that waits for whoever looks at the demonstration.

use std::collections::VecDeque;
use std::time::Duration;

use kernel::{CustomerId, Principal};
use serde_json::json;
use ticket::TicketId;
use tickets::NewTicketForm;
use web::ApiResult;

use super::casework::{Case, Office, PLACES, parsed};
use super::scripts::Hand;

/// A first answer is due within two hours.
const NEARLY_TWO_HOURS: Duration = Duration::from_secs(106 * 60);

impl Office<'_> {
    /// A complaint that nobody has answered: in a few minutes it is too late.
    pub(super) async fn nearly_late(&mut self, caller: Option<CustomerId>) -> ApiResult<()> {
        self.work_until(self.to.minus(NEARLY_TWO_HOURS)).await?;
        let (Some(leader), Some(caller)) = (self.people.get("super1"), caller) else { return Ok(()) };
        let form = json!({"type": "complaint", "title": "安装师傅两次爽约", "customer_id": caller,
            "matter": "客户两次请假在家等候安装，师傅均未上门，也没有电话说明"});
        self.tickets.create(leader, parsed::<NewTicketForm>(form)?).await?;
        Ok(())
    }

    /// Each worker has a job at hand.
    pub(super) async fn on_their_way(&mut self, callers: &VecDeque<CustomerId>) -> ApiResult<()> {
        let matters = [(95, "热水器不出热水", "water"), (80, "厨房插座冒火花", "power")];
        for ((worker, matter), caller) in (0..).zip(matters).zip(callers) {
            let Some((id, opener)) = self.reported(matter, *caller).await? else { return Ok(()) };
            self.cases.push(Case { id, opener, worker, department: String::new() });
            let sent = json!({"do": "dispatch", "worker": "WORKER"});
            self.step(self.cases.len() - 1, Hand::Dispatcher, sent).await?;
        }
        Ok(())
    }

    /// Repairs that nobody has been sent to yet.
    pub(super) async fn reported_just_now(
        &mut self,
        callers: impl Iterator<Item = CustomerId>,
    ) -> ApiResult<()> {
        let matters =
            [(41, "卫生间下水堵塞", "water"), (23, "入户门锁打不开", "lock"), (9, "楼道照明不亮", "power")];
        for (matter, caller) in matters.into_iter().zip(callers) {
            self.reported(matter, caller).await?;
        }
        Ok(())
    }

    /// A repair that was reported so many minutes before the end, with who opened it.
    async fn reported(
        &mut self,
        (ago, title, kind): (u64, &str, &str),
        caller: CustomerId,
    ) -> ApiResult<Option<(TicketId, Principal)>> {
        self.work_until(self.to.minus(Duration::from_secs(ago * 60))).await?;
        let Some(leader) = self.people.get("super1").cloned() else { return Ok(None) };
        let place = self.dice.pick(&PLACES);
        let form = json!({"type": "repair", "title": title, "matter": title, "customer_id": caller,
            "fields": {"place": place, "matter_kind": kind}});
        let opened = self.tickets.create(&leader, parsed::<NewTicketForm>(form)?).await?;
        Ok(Some((opened.summary.id, leader)))
    }
}
