//! Customers at every stage, with memos, care and a few records that are one customer: all done by the agents.

use std::time::Duration;

use customer::{KeyGround, LifecycleCommand, Stage, TrialFacts};
use customers::{CampaignForm, CareKind, CustomerForm, Filter, MemoForm, MemoKind};
use kernel::{CustomerId, Principal};
use web::ApiResult;

use super::Below;

/// How many of each sort are led along.
const SOME: usize = 12;
const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// Somebody of the desk, who may do everything here.
async fn agent(below: &Below, staff_number: &str) -> ApiResult<Principal> {
    let agent = below.agents.by_staff_number(staff_number).await?;
    Ok(Principal { agent: Some(agent.id), ..Principal::system() })
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

/// Leads some leads to every stage, writes memos, plans a notice, and leaves some doubles.
pub async fn lead(below: &Below) -> ApiResult<()> {
    let (one, two) = (agent(below, "1001").await?, agent(below, "1003").await?);
    let filter = Filter { stage: Some(Stage::Lead), ..Filter::default() };
    let leads = below.customers.page(&one, filter, None, 60).await?;
    for (n, customer) in leads.iter().enumerate() {
        let who = if n % 2 == 0 { &one } else { &two };
        for command in life_of(n, &customer.name, below) {
            below.customers.move_on(who, customer.id, command).await?;
        }
        if n % 5 == 0 {
            memo(below, who, customer.id).await?;
        }
    }
    for customer in leads.iter().filter(|customer| !customer.phones.is_empty()).take(3) {
        let form = CustomerForm {
            name: customer.name.clone(),
            phones: customer.phones.clone(),
            notes: "展会登记".to_owned(),
            ..CustomerForm::default()
        };
        below.customers.create(&two, form).await?;
    }
    let group =
        Filter { stage: Some(Stage::KeyAccount), region: Some("华东".to_owned()), ..Filter::default() };
    let text = "台风预计周末登陆，请提前加固仓库并核对库存".to_owned();
    let form = CampaignForm { kind: CareKind::RiskNotice, text, due_at: below.db.now(), group };
    below.customers.campaign(&one, form).await?;
    Ok(())
}

/// The moves of the n-th lead.
fn life_of(n: usize, name: &str, below: &Below) -> Vec<LifecycleCommand> {
    let join = LifecycleCommand::Join {
        booth_number: format!("D-{:02}", n + 1),
        trading_code: format!("TR{:04}", 7000 + n),
        service_until: below.db.now().plus(YEAR),
    };
    let develop = |why: &str| LifecycleCommand::Develop { why: why.to_owned() };
    match n / SOME {
        0 => vec![tried(name)],
        1 => vec![tried(name), join],
        2 => {
            let ground = KeyGround::Marked { why: "年采购额居前".to_owned() };
            vec![tried(name), join, LifecycleCommand::MakeKeyAccount { ground }]
        }
        3 => vec![tried(name), develop("试用后暂不加入，明年有开店计划")],
        _ => vec![
            develop("展会上表示有兴趣"),
            LifecycleCommand::Eliminate { reason: "已转行，不再经营同类业务".to_owned() },
        ],
    }
}

async fn memo(below: &Below, who: &Principal, customer: CustomerId) -> ApiResult<()> {
    for (kind, text) in [
        (MemoKind::Memo, "电话沟通：关注售后时效，希望下午联系"),
        (MemoKind::Quality, "抽听最近两次服务，问候与核实到位，答复略长"),
    ] {
        below.customers.write_memo(who, customer, MemoForm { kind, text: text.to_owned() }).await?;
    }
    Ok(())
}
