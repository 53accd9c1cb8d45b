//! The customers of the demonstration centre: people and organisations, all invented.

use customers::{CustomerForm, Level};
use kernel::{CustomerId, Principal};
use web::ApiResult;

use super::Below;
use super::dice::Dice;

/// A customer who may call.
#[derive(Clone)]
pub struct Client {
    pub id: Option<CustomerId>,
    pub number: String,
    pub key_account: bool,
    pub english: bool,
}

const FAMILY: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文博宇轩子涵雨欣浩然思琪";
const TOWNS: [&str; 10] = ["云溪", "青禾", "松江湾", "望湖", "南岭", "北桥", "金沙", "临港", "白鹭", "长汀"];
const TRADES: [&str; 6] = ["商贸", "家居", "物业", "餐饮", "文化", "电子"];

/// A mobile number of the range 129, which no operator has.
pub fn number(dice: &mut Dice) -> String {
    format!("129{:08}", dice.below(100_000_000))
}

fn name(dice: &mut Dice, organisation: bool) -> String {
    if organisation {
        let town = dice.pick(&TOWNS).copied().unwrap_or_default();
        let trade = dice.pick(&TRADES).copied().unwrap_or_default();
        return format!("{town}{trade}有限公司（{}）", dice.below(90) + 10);
    }
    let family: Vec<char> = FAMILY.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let letters = [dice.pick(&family), dice.pick(&given), dice.pick(&given)];
    let take = if dice.chance(0.25) { 2 } else { 3 };
    letters.into_iter().flatten().take(take).collect()
}

/// Creates customers through their service.
pub async fn create(below: &Below, count: u32, dice: &mut Dice) -> ApiResult<Vec<Client>> {
    let (mut clients, mut forms) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let organisation = dice.chance(0.08);
        let level = match dice.weighed(&[0.46, 0.46, if organisation { 0.6 } else { 0.03 }, 0.005]) {
            0 => Level::Visitor,
            1 => Level::Member,
            2 => Level::KeyAccount,
            _ => Level::Blocked,
        };
        let english = dice.chance(0.02);
        let number = number(dice);
        let form = CustomerForm {
            name: name(dice, organisation),
            phones: vec![number.clone()],
            level: Some(level),
            notes: if english { "英语客户".to_owned() } else { String::new() },
        };
        forms.push(form);
        clients.push((Client { id: None, number, key_account: level == Level::KeyAccount, english }, level));
    }
    let created = below.customers.create_many(&Principal::system(), forms).await?;
    let named = clients.into_iter().zip(created);
    // Blocked customers are not put through.
    let callers = named.filter(|((_, level), _)| *level != Level::Blocked);
    Ok(callers.map(|((client, _), customer)| Client { id: Some(customer.id), ..client }).collect())
}
