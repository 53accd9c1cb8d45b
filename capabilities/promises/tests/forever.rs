//! Nothing that was promised is ever without owner and clock, whatever happens in whatever order (PRM-4).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod support;

use std::time::Duration;

use contact::Direction;
use db::args;
use kernel::{AgentId, Principal, Role, UserId};
use promises::{ActionForm, PromiseId};
use serde_json::{Value, json};
use support::{Centre, NUMBER, SETS};

/// Runs in each database, and steps in each run. The seed is named when something is wrong.
const RUNS: u64 = 8;
const STEPS: u32 = 60;

/// The same draws from the same seed (SplitMix64).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let n = self.below(of.len() as u64);
        &of[usize::try_from(n).unwrap()]
    }
}

async fn all(centre: &Centre) -> Vec<PromiseId> {
    let listed = centre.listed(&Principal::system(), json!({"limit": 200})).await;
    listed.into_iter().map(|one| one.id).collect()
}

/// Something that can be done with a promise; most of it is refused most of the time.
fn action(draws: &mut Draws, centre: &Centre) -> Value {
    let hours = draws.below(5) + 1;
    match draws.below(7) {
        0 => json!({"do": "keep", "note": "已回电"}),
        1 => json!({"do": "tried"}),
        2 => json!({"do": "withdraw", "reason": "客户取消"}),
        3 => {
            json!({"do": "move", "when": format!("{hours} 小时内"), "customer_agreed": true, "why": "客户外出"})
        }
        4 => json!({"do": "reassign", "owner": {"owner": "agent", "id": centre.wang.agent}}),
        5 => json!({"do": "reassign", "owner": {"owner": "user", "id": centre.leader.user}}),
        _ => json!({"do": "take"}),
    }
}

/// One thing that happens.
async fn step(centre: &mut Centre, draws: &mut Draws, n: u128) {
    let people = [centre.chen.clone(), centre.wang.clone(), centre.leader.clone()];
    let who = draws.one(&people).clone();
    // Who was let go does nothing any more: the session is over.
    let acts = centre.identity.is_active(who.user.unwrap()).await.unwrap();
    match draws.below(10) {
        0 | 1 if acts => {
            let kind = *draws.one(&["call_back", "action", "complaint_answer", "recovery_notice"]);
            let mut form = json!({"matter": "查询后答复", "kind": kind, "customer_id": centre.customer});
            if kind != "recovery_notice" || draws.below(2) == 0 {
                form["when"] = json!(format!("{} 小时内", draws.below(8) + 1));
            }
            let _ = centre.make(&who, form).await;
        }
        2..=4 if acts => {
            let all = all(centre).await;
            if !all.is_empty() {
                let form = json!({"action": action(draws, centre)});
                let form: ActionForm = serde_json::from_value(form).unwrap();
                let _ = centre.promises.act(&who, *draws.one(&all), form).await;
            }
        }
        5 => {
            // Somebody leaves, or comes back.
            let user = draws.one(&people).user.unwrap();
            let stays = draws.below(2) == 0;
            centre.identity.update(&centre.admin, user, None, None, Some(stays)).await.unwrap();
        }
        6 => {
            // Somebody is posted elsewhere: a team may be left without anybody.
            let (team, staff) = (*draws.one(&["一组", "二组", "三组"]), *draws.one(&["1001", "1002"]));
            let change = serde_json::from_value(json!({"team": team})).unwrap();
            centre.agents.change(&Principal::system(), staff, change).await.unwrap();
        }
        7 => {
            let due = centre.store.db.now().plus(Duration::from_secs(7_200));
            centre.asks_for_a_call(n, NUMBER, due).await;
        }
        8 => {
            // The program is killed and starts again; what was told meanwhile is read then.
            centre.promises = centre.restarted().await;
            centre.listener = centre.promises.listener();
            if draws.below(3) == 0 {
                centre.conversation(n, Direction::Outbound, NUMBER).await;
            }
        }
        _ => {
            let later = centre.store.db.now().plus(Duration::from_secs(draws.below(14_400)));
            centre.store.clock.set(later);
        }
    }
}

/// Every promise for which somebody still has to do something is somebody's who is there, and will be woken, unless it is
/// broken and everybody has heard of it.
async fn all_are_somebodys_and_wake(centre: &Centre, seed: u64) {
    let steps = centre.promises.settings(&centre.admin).unwrap().policy.escalate_after_s.len();
    let sql = "SELECT id, owner, wake_at, state FROM promises_promises WHERE is_open = $1";
    let teams = centre.agents.teams(&Principal::system()).await.unwrap();
    for row in centre.store.db.rows(sql, args![true]).await.unwrap() {
        let (id, owner): (String, String) = (row.get("id").unwrap(), row.get("owner").unwrap());
        let (sort, whose) = owner.split_once(':').unwrap();
        let there = match sort {
            "agent" => {
                let agent: AgentId = whose.parse().unwrap();
                centre.identity.is_active(UserId(agent.0)).await.unwrap()
            }
            "user" => centre.identity.is_active(whose.parse().unwrap()).await.unwrap(),
            _ => teams.iter().any(|team| team.id.to_string() == whose),
        };
        assert!(there, "seed {seed}: promise {id} is left with {owner}");
        let wakes: Option<i64> = row.maybe("wake_at").unwrap();
        let one = centre.one(id.parse().unwrap()).await;
        let told = one.state == "broken" && one.escalated as usize >= steps;
        assert!(wakes.is_some() || told, "seed {seed}: promise {id} ({}) has no clock", one.state);
        if one.escalated > 0 {
            assert!(!one.escalated_to.is_empty(), "seed {seed}: nobody hears of promise {id}");
        }
    }
}

testkit::store_tests! { SETS;
    async fn whatever_happens_nothing_promised_is_without_owner_and_clock(store) {
        let mut centre = Centre::new(store).await;
        // Somebody is always in charge.
        assert_eq!(centre.admin.role, Some(Role::Administrator));
        for seed in 0..RUNS {
            let mut draws = Draws(seed);
            for n in 0..STEPS {
                let number = u128::from(seed) * 1_000 + u128::from(n) + 1;
                step(&mut centre, &mut draws, number).await;
                if draws.below(4) == 0 {
                    centre.tickets.rearm().await.unwrap();
                    centre.heard().await;
                    centre.promises.fire_due().await;
                    all_are_somebodys_and_wake(&centre, seed).await;
                }
            }
            // Everything that is open comes to be told of to the last step, also after a start.
            centre.promises = centre.restarted().await;
            centre.listener = centre.promises.listener();
            centre.tickets.rearm().await.unwrap();
            centre.heard().await;
            let week = centre.store.db.now().plus(Duration::from_secs(8 * 86_400));
            centre.store.clock.set(week);
            while centre.promises.fire_due().await > 0 {}
            all_are_somebodys_and_wake(&centre, seed).await;
            let open = centre.listed(&Principal::system(), json!({"show": "open", "limit": 200})).await;
            let waits = open.iter().find(|one| one.state != "broken" && one.due_at.is_some());
            assert!(waits.is_none(), "seed {seed}: a week later {waits:?} still waits");
        }
    }
}
