//! Queues, calendar, hotline.

use flows::{CalendarForm, WeekDay, holidays};
use kernel::Principal;
use routing::{QueueForm, SkillDemand};
use telephony::{NumberForm, TrunkForm};
use web::ApiResult;

use super::Below;
use super::hotline::entry_flow;
use crate::assemble::Centre;

/// Name, key, skill and its least level, priority.
const QUEUES: [(&str, &str, &str, u8, i32); 6] = [
    ("订单咨询", "orders", "订单", 1, 0),
    ("售后", "after_sales", "售后", 1, 0),
    ("投诉建议", "complaints", "投诉", 1, 1),
    ("物业", "property", "物业", 2, 0),
    ("大客户", "key_accounts", "大客户", 3, 2),
    ("英语专线", "english", "英语", 3, 0),
];

/// The six queues.
pub async fn queues(below: &Below) -> ApiResult<()> {
    for (name, key, skill, level, priority) in QUEUES {
        let required = vec![SkillDemand { skill: skill.to_owned(), level }];
        let form = QueueForm {
            priority,
            key: Some(key.to_owned()),
            required,
            ring_timeout_s: 20.0,
            ..QueueForm::named(name)
        };
        below.routing.save_queue(&Principal::system(), None, form).await?;
    }
    Ok(())
}

/// Calendar, entry flow, number and trunk.
pub async fn hotline(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    let day = |weekday: u8| WeekDay { weekday, from: "09:00".to_owned(), to: "18:00".to_owned() };
    let calendar = CalendarForm {
        zone: "Asia/Shanghai".to_owned(),
        week: (1..=7).map(day).collect(),
        special: holidays::special_days(),
    };
    centre.flows.save_calendar(&system, "business", calendar).await?;
    let text = serde_json::to_string(&entry_flow()).map_err(web::ApiError::failed)?;
    let saved = centre.flows.save(&system, "default", &text).await?;
    centre.flows.publish(&system, "default", saved.version).await?;
    let number = NumberForm {
        number: "95000".to_owned(),
        name: "云杉服务中心".to_owned(),
        flow: "default".to_owned(),
        web_calls: true,
    };
    centre.telephony.save_number(&system, None, number).await?;
    let trunk = TrunkForm {
        name: "本机".to_owned(),
        addresses: vec!["127.0.0.0/8".to_owned(), "::1".to_owned()],
        active: true,
    };
    centre.telephony.save_trunk(&system, None, trunk).await?;
    Ok(())
}
