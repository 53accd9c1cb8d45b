//! What the demonstration centre recommends, and what the first customers said to it.

use std::time::Duration;

use customer::{Answer, Stage};
use customers::{Filter, RecommendationForm};
use kernel::Text;
use web::ApiResult;

use super::lives::Lives;

const DAY: Duration = Duration::from_secs(86_400);
/// Customers of each group who were asked.
const ASKED: usize = 14;

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

/// Recommends to three groups, and asks some of each.
pub async fn recommend(lives: &mut Lives) -> ApiResult<()> {
    for (n, (zh, en, say_zh, say_en, stage)) in RECOMMENDED.into_iter().enumerate() {
        let begin = lives.to.minus(DAY * 10);
        lives.clock.set(begin);
        let form = RecommendationForm {
            title: Text::new(zh, en),
            text: Text::new(say_zh, say_en),
            group: Filter { stage: Some(stage), ..Filter::default() },
            from: begin,
            until: lives.to.plus(DAY * 35),
            follow_up_days: 1,
            version: None,
        };
        let [leader, agent] = lives.agents.clone();
        let id = lives.customers.recommend(&leader, form).await?.id;
        let asked = lives.of_stage(stage).await?;
        let every = (asked.len() / ASKED).max(2);
        for (m, customer) in asked.iter().filter(|customer| !customer.blocked).step_by(every).enumerate() {
            let hours = lives.dice.below(220) + 8;
            lives.clock.set(begin.plus(Duration::from_secs(hours * 3600)));
            let answer = match (m + n) % 4 {
                0 | 2 => Answer::Interested { note: "希望先看报价与案例".to_owned() },
                1 => Answer::Declined { note: "暂无需要".to_owned() },
                _ => Answer::Later { on: lives.to.plus(DAY * 6), note: "月底盘点后再谈".to_owned() },
            };
            lives.customers.answer_recommendation(&agent, customer.id, &id, answer).await?;
        }
    }
    Ok(())
}
