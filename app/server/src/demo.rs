//! The demonstration centre: made by calling the services, never by inserting rows.

use agents::{NewUserWithPosting, SkillWish};
use flows::{CalendarForm, WeekDay};
use kernel::Principal;
use routing::{QueueForm, SkillDemand};
use telephony::{NumberForm, TrunkForm};
use web::ApiResult;

use crate::Exit;
use crate::assemble::Centre;

/// The password of all demonstration accounts.
pub const PASSWORD: &str = "yingda-demo";

/// Fills an empty centre.
///
/// # Errors
/// [`Exit`] when the data folder is not empty or a service refuses.
pub async fn fill(centre: &Centre) -> Result<(), Exit> {
    let failed = |err: web::ApiError| Exit::failure("the demonstration centre cannot be made", err);
    if !centre.identity.is_empty().await.map_err(failed)? {
        // A demonstration that was filled before is simply served again.
        return match centre.identity.by_username("dispatch1").await.map_err(failed)? {
            Some(_) => Ok(()),
            None => {
                Err(Exit::Usage("demo: the data folder is not empty; choose another with --data".to_owned()))
            }
        };
    }
    println!("yingda: making the demonstration centre …");
    people(centre).await.map_err(failed)?;
    queues(centre).await.map_err(failed)?;
    hotline(centre).await.map_err(failed)?;
    println!("yingda: sign in as admin, super1, quality1 or 1001 … 1012, password {PASSWORD}");
    Ok(())
}

fn user(username: &str, name: &str, role: &str) -> NewUserWithPosting {
    NewUserWithPosting {
        username: username.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        password: PASSWORD.to_owned(),
        staff_number: None,
        team: None,
        skills: Vec::new(),
    }
}

const AGENTS: [(&str, &str); 12] = [
    ("1001", "陈静"),
    ("1002", "李伟"),
    ("1003", "王芳"),
    ("1004", "赵磊"),
    ("1005", "刘洋"),
    ("1006", "孙丽"),
    ("1007", "周涛"),
    ("1008", "吴敏"),
    ("1009", "郑强"),
    ("1010", "冯雪"),
    ("1011", "何军"),
    ("1012", "林悦"),
];

async fn people(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    let others = [
        ("admin", "管理员", "administrator"),
        ("super1", "黄梅", "team_leader"),
        ("super2", "徐峰", "team_leader"),
        ("quality1", "高洁", "quality"),
        ("trainer1", "郭文", "trainer"),
        ("dispatch1", "物业调度", "department"),
        ("worker1", "维修工老张", "department"),
    ];
    for (username, name, role) in others {
        centre.agents.create_user(&system, user(username, name, role)).await?;
    }
    for (n, (number, name)) in AGENTS.into_iter().enumerate() {
        let skill = |skill: &str, level: u8| SkillWish { skill: skill.to_owned(), level };
        let level = u8::try_from(n % 3).unwrap_or_default() + 3;
        let mut skills = vec![skill("订单", level), skill("售后", 8 - level)];
        if n % 2 == 0 {
            skills.push(skill("投诉", 4));
        }
        if n % 4 == 1 {
            skills.push(skill("英语", 4));
        }
        let team = if n < 6 { "华东组" } else { "华南组" };
        let form = NewUserWithPosting {
            staff_number: Some(number.to_owned()),
            team: Some(team.to_owned()),
            skills,
            ..user(number, name, "agent")
        };
        centre.agents.create_user(&system, form).await?;
    }
    Ok(())
}

async fn queues(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    let queues = [
        ("订单咨询", "orders", "订单", 0),
        ("售后", "after_sales", "售后", 0),
        ("投诉建议", "complaints", "投诉", 1),
    ];
    for (name, key, skill, priority) in queues {
        let required = vec![SkillDemand { skill: skill.to_owned(), level: 1 }];
        let form = QueueForm { priority, key: Some(key.to_owned()), required, ..QueueForm::named(name) };
        centre.routing.save_queue(&system, None, form).await?;
    }
    Ok(())
}

async fn hotline(centre: &Centre) -> ApiResult<()> {
    let system = Principal::system();
    let day = |weekday: u8| WeekDay { weekday, from: "09:00".to_owned(), to: "18:00".to_owned() };
    let calendar = CalendarForm {
        zone: "Asia/Shanghai".to_owned(),
        week: (1..=7).map(day).collect(),
        special: Vec::new(),
    };
    centre.flows.save_calendar(&system, "business", calendar).await?;
    let text = serde_json::to_string(&flow::default_flow()).map_err(web::ApiError::failed)?;
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
