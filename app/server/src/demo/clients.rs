//! The customers of the demonstration centre: people and organisations, all invented.

use std::time::Duration;

use customers::{Customer, CustomerForm, Customers, Kind, Level, ProfileForm};
use db::Clock;
use kernel::{CustomerId, Principal, Timestamp};
use web::ApiResult;

use super::Below;
use super::dice::Dice;

const DAY: Duration = Duration::from_secs(86_400);
/// So long ago the first customers became known, and so long ago the last.
const KNOWN_FOR: Duration = Duration::from_secs(540 * 86_400);
const LATELY: Duration = Duration::from_secs(31 * 86_400);
/// Customers who become known at once.
const AT_ONCE: usize = 4;

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
/// The mark in the name of a company: nine letters by ten.
const MARKS_FIRST: &str = "瑞恒嘉裕盛荣和泰丰";
const MARKS_SECOND: &str = "达源隆兴通昌宁悦远华";
const REGIONS: [&str; 5] = ["华东", "华南", "华北", "西南", "华中"];
const NATURES: [&str; 4] = ["民营", "国有", "合资", "个体工商户"];
const TAGS: [&str; 4] = ["重点维护", "批发", "网店", "展会认识"];
/// Seed of what is known besides name and number.
const PROFILES: u64 = 12_900;
const TRADES: [&str; 6] = ["商贸", "家居", "物业", "餐饮", "文化", "电子"];

/// A mobile number of the range 129, which no operator has.
pub fn number(dice: &mut Dice) -> String {
    format!("129{:08}", dice.below(100_000_000))
}

fn name(dice: &mut Dice, organisation: bool) -> String {
    if organisation {
        let town = dice.pick(&TOWNS).copied().unwrap_or_default();
        let trade = dice.pick(&TRADES).copied().unwrap_or_default();
        let mark = dice.below(90);
        let letter =
            |of: &str, n: u64| of.chars().nth(usize::try_from(n).unwrap_or_default()).unwrap_or('达');
        let (first, second) = (letter(MARKS_FIRST, mark / 10), letter(MARKS_SECOND, mark % 10));
        return format!("{town}{first}{second}{trade}有限公司");
    }
    let family: Vec<char> = FAMILY.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let letters = [dice.pick(&family), dice.pick(&given), dice.pick(&given)];
    let take = if dice.chance(0.25) { 2 } else { 3 };
    letters.into_iter().flatten().take(take).collect()
}

/// What is known of a customer besides name and number. Drawn from dice of their own: the month does not change with it.
fn profile(n: u32, form: CustomerForm, organisation: bool, dice: &mut Dice, now: Timestamp) -> ProfileForm {
    let region = dice.pick(&REGIONS).copied().unwrap_or_default();
    let member = matches!(form.level, Some(Level::Member | Level::KeyAccount));
    let days = dice.below(430);
    let tags = TAGS.iter().filter(|_| dice.chance(0.12)).map(|tag| (*tag).to_owned()).collect();
    let mut known = ProfileForm::from(form);
    known.kind = Some(if organisation { Kind::Organisation } else { Kind::Person });
    known.region = Some(region.to_owned());
    known.tags = Some(tags);
    if organisation {
        known.company = Some(known.name.clone());
        known.nature = Some(dice.pick(&NATURES).copied().unwrap_or_default().to_owned());
    }
    if member {
        // A few periods have just ended, a few end soon.
        known.service_until = Some(now.minus(DAY * 20).plus(Duration::from_secs(days * 86_400)));
        known.fields = Some([("booth_number".to_owned(), booth(n))].into());
    }
    known
}

/// The booth of the n-th customer: nobody else has it. Hall, storey, place.
fn booth(n: u32) -> String {
    let hall = ["A", "B", "C"].get(n as usize % 3).copied().unwrap_or_default();
    format!("{hall}{}-{:02}", n / 270 + 1, n / 3 % 90 + 1)
}

/// Creates customers through their service, in the order in which the centre came to know them.
pub async fn create(below: &Below, count: u32, dice: &mut Dice) -> ApiResult<Vec<Client>> {
    let (mut clients, mut forms) = (Vec::new(), Vec::new());
    let (mut more, now) = (Dice::new(PROFILES), below.db.now());
    for n in 0..count {
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
        forms.push(profile(n, form, organisation, &mut more, now));
        clients.push((Client { id: None, number, key_account: level == Level::KeyAccount, english }, level));
    }
    let created = become_known(below, forms, now).await?;
    let named = clients.into_iter().zip(created);
    // Blocked customers are not put through.
    let callers = named.filter(|((_, level), _)| *level != Level::Blocked);
    Ok(callers.map(|((client, _), customer)| Client { id: Some(customer.id), ..client }).collect())
}

/// A few customers became known every few days, the last of them some days ago.
async fn become_known(below: &Below, forms: Vec<ProfileForm>, now: Timestamp) -> ApiResult<Vec<Customer>> {
    let clock = Clock::simulated(now);
    let customers = Customers::new(below.db.with_clock(clock.clone()));
    let groups = u32::try_from(forms.len().div_ceil(AT_ONCE)).unwrap_or(u32::MAX);
    let (mut made, mut forms) = (Vec::new(), forms.into_iter());
    for group in 0..groups {
        let ago = (KNOWN_FOR - LATELY) * (groups - group) / groups + LATELY;
        clock.set(now.minus(ago));
        let some: Vec<ProfileForm> = forms.by_ref().take(AT_ONCE).collect();
        made.extend(customers.create_many(&Principal::system(), some).await?);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_are_called_as_companies_are() {
        let mut dice = Dice::new(7);
        for _ in 0..500 {
            let name = name(&mut dice, true);
            let plain = name.chars().all(|letter| !letter.is_ascii_digit() && letter != '（');
            assert!(plain && name.ends_with("有限公司") && name.chars().count() >= 10, "{name}");
        }
    }
}
