//! The people of the demonstration centre.

use agents::{NewUserWithPosting, SkillWish};
use kernel::Principal;
use web::ApiResult;

use super::{Below, PASSWORD};

const OTHERS: [(&str, &str, &str); 6] = [
    ("admin", "管理员", "administrator"),
    ("super1", "黄梅", "team_leader"),
    ("super2", "徐峰", "team_leader"),
    ("quality1", "高洁", "quality"),
    ("dispatch1", "物业调度", "dispatcher"),
    ("worker1", "维修工张强", "worker"),
];
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
const TEAMS: [&str; 2] = ["华东组", "华南组"];
const LEADERS: [(&str, &str); 2] = [("super1", TEAMS[0]), ("super2", TEAMS[1])];
/// The agent who is new and on probation.
pub const ON_PROBATION: &str = "1012";
/// The agent who was ill for some days.
pub const ILL: &str = "1005";

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

fn skills(n: usize, staff_number: &str) -> Vec<SkillWish> {
    let skill = |skill: &str, level: u8| SkillWish { skill: skill.to_owned(), level };
    if staff_number == ON_PROBATION {
        return vec![skill("订单", 2), skill("售后", 1)];
    }
    let level = u8::try_from(n % 3).unwrap_or_default() + 3;
    let mut skills = vec![skill("订单", level), skill("售后", 8 - level)];
    if n.is_multiple_of(2) {
        skills.push(skill("投诉", 4));
    }
    if n % 2 == 1 {
        skills.push(skill("物业", 3));
    }
    if n.is_multiple_of(3) {
        skills.push(skill("大客户", 4));
    }
    if n % 4 == 1 {
        skills.push(skill("英语", 4));
    }
    skills
}

/// Accounts of everyone but the agents. A leader is posted in the team that is led.
pub async fn others(below: &Below) -> ApiResult<()> {
    for (username, name, role) in OTHERS {
        let led = LEADERS.iter().find(|(leader, _)| *leader == username).map(|(_, team)| *team);
        let form = NewUserWithPosting {
            staff_number: led.map(|_| username.to_owned()),
            team: led.map(str::to_owned),
            ..user(username, name, role)
        };
        below.agents.create_user(&Principal::system(), form).await?;
    }
    Ok(())
}

/// The account that is made when everything else is there: its presence says that the demonstration is whole.
pub const LAST: &str = "trainer1";

/// The last account.
pub async fn last(below: &Below) -> ApiResult<()> {
    below.agents.create_user(&Principal::system(), user(LAST, "郭文", "trainer")).await?;
    Ok(())
}

/// Two teams of six agents.
pub async fn agents(below: &Below) -> ApiResult<()> {
    for (n, (number, name)) in AGENTS.into_iter().enumerate() {
        let team = TEAMS.get(n / 6).copied().unwrap_or_default();
        let form = NewUserWithPosting {
            staff_number: Some(number.to_owned()),
            team: Some(team.to_owned()),
            skills: skills(n, number),
            ..user(number, name, "agent")
        };
        below.agents.create_user(&Principal::system(), form).await?;
    }
    Ok(())
}
