//! Queues, calendar, hotline.

use flow::Flow;
use flows::{CalendarForm, SpecialDay, WeekDay, holidays};
use kernel::Principal;
use routing::{QueueForm, SkillDemand};
use telephony::{NumberForm, TrunkForm};
use web::ApiResult;

use super::Below;
use super::hotline::{DUTY, duty_flow, entry_flow};
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

/// Where this centre stands.
pub const ZONE: &str = "Asia/Shanghai";

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

/// Calendars, entry flows, numbers and trunk.
pub async fn hotline(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    let special = holidays::special_days();
    centre.flows.save_calendar(&system, "business", daily("09:00", "18:00", special)).await?;
    centre.flows.save_calendar(&system, DUTY, daily("00:00", "24:00", Vec::new())).await?;
    line(centre, "95000", "云杉服务中心", ("default", entry_flow())).await?;
    line(centre, "95001", "云杉值班专线（24 小时）", (DUTY, duty_flow())).await?;
    let trunk = TrunkForm {
        name: "本机".to_owned(),
        addresses: vec!["127.0.0.0/8".to_owned(), "::1".to_owned()],
        active: true,
    };
    centre.telephony.save_trunk(&system, None, trunk).await?;
    Ok(())
}

fn daily(from: &str, to: &str, special: Vec<SpecialDay>) -> CalendarForm {
    let day = |weekday: u8| WeekDay { weekday, from: from.to_owned(), to: to.to_owned() };
    CalendarForm { zone: ZONE.to_owned(), week: (1..=7).map(day).collect(), special }
}

/// A number with its entry flow, also for calls from the web page.
async fn line(centre: &Centre, number: &str, name: &str, (key, flow): (&str, Flow)) -> ApiResult<()> {
    let system = Principal::system();
    let text = serde_json::to_string(&flow).map_err(web::ApiError::failed)?;
    let saved = centre.flows.save(&system, key, &text).await?;
    centre.flows.publish(&system, key, saved.version).await?;
    let number = NumberForm {
        number: number.to_owned(),
        name: name.to_owned(),
        flow: key.to_owned(),
        web_calls: true,
    };
    centre.telephony.save_number(&system, None, number).await?;
    Ok(())
}
