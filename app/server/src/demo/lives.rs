//! Customers at every stage, with memos, care and a few records that are one customer: all done by the agents.

use std::time::Duration;

use customer::{Answer, KeyGround, LifecycleCommand, Stage, TrialFacts};
use customers::{CampaignForm, CareKind, CustomerForm, Filter, MemoForm, MemoKind, RecommendationForm};
use kernel::{CustomerId, Principal, Text};
use web::ApiResult;

use super::Below;

/// What is recommended: name and what to say in both languages, to whom.
const RECOMMENDED: [(&str, &str, &str, &str, Stage); 3] = [
    (
        "提前续期优惠",
        "Early renewal",
        "本月续期可享全年服务费九折，并保留原摊位。",
        "Who renews this month has ten per cent off and keeps the booth.",
        Stage::Member,
    ),
    (
        "大客户专属仓配",
        "Storage and delivery for key accounts",
        "可预留 200 平方米库位，当日 16 点前下单次日达。",
        "We can reserve 200 m² and deliver next day what is ordered by 16:00.",
        Stage::KeyAccount,
    ),
    (
        "试用期免费培训",
        "Free training on trial",
        "试用客户可预约一次免费开店培训，周二、周四下午。",
        "Customers on trial can book one free training, Tuesday or Thursday afternoon.",
        Stage::Trial,
    ),
];
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
    recommend(below, &one).await
}

/// What the centre recommends now, and what the first customers said to it.
async fn recommend(below: &Below, who: &Principal) -> ApiResult<()> {
    let (customers, now) = (&below.customers, below.db.now());
    let days = |days: u64| Duration::from_secs(days * 86_400);
    for (n, (zh, en, say_zh, say_en, stage)) in RECOMMENDED.into_iter().enumerate() {
        let form = RecommendationForm {
            title: Text::new(zh, en),
            text: Text::new(say_zh, say_en),
            group: Filter { stage: Some(stage), ..Filter::default() },
            from: now.minus(days(10)),
            until: now.plus(days(35)),
            follow_up_days: 1,
            version: None,
        };
        let id = customers.recommend(who, form).await?.id;
        let filter = Filter { stage: Some(stage), ..Filter::default() };
        let asked = customers.page(who, filter, None, 24).await?;
        for (m, customer) in asked.iter().filter(|customer| !customer.blocked).step_by(2).enumerate() {
            let answer = match (m + n) % 3 {
                0 => Answer::Interested { note: "希望先看报价与案例".to_owned() },
                1 => Answer::Declined { note: "暂无需要".to_owned() },
                _ => Answer::Later { on: now.plus(days(9)), note: "月底盘点后再谈".to_owned() },
            };
            customers.answer_recommendation(who, customer.id, &id, answer).await?;
        }
    }
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
