//! How the tickets of the demonstration go: who does what, and how long after the step before.

use std::time::Duration;

use serde_json::{Value, json};

use super::dice::Dice;

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The agent who opened it.
    Opener,
    /// A team leader.
    Leader,
    /// Who sends workers out.
    Dispatcher,
    /// The worker who was sent.
    Worker,
    /// The department that has it.
    Department,
}

/// A step: how long after the one before, by whom, what.
pub type Step = (Duration, Hand, Value);

fn minutes(dice: &mut Dice, from: f64, to: f64) -> Duration {
    dice.between(from * 60.0, to * 60.0)
}

fn hours(dice: &mut Dice, from: f64, to: f64) -> Duration {
    dice.between(from * 3600.0, to * 3600.0)
}

fn a_move(name: &str, fields: Value) -> Value {
    json!({"do": "move", "name": name, "fields": fields})
}

fn because(name: &str, reason: &str) -> Value {
    json!({"do": "move", "name": name, "reason": reason})
}

/// The department works on it and the customer is asked: by written feedback, or answered directly; sometimes a second
/// round is needed.
fn department(dice: &mut Dice, department: &str, matter: &str, answers: [&str; 2]) -> Vec<Step> {
    let mut steps = vec![
        (
            minutes(dice, 5.0, 40.0),
            Hand::Opener,
            json!({"do": "pass", "department": department, "matter": matter}),
        ),
        (
            minutes(dice, 10.0, 90.0),
            Hand::Opener,
            json!({"do": "inform_customer", "text": "已转相关部门核查，一个工作日内回复您。"}),
        ),
    ];
    if dice.chance(0.08) {
        let reason = "资料不全，请补充订单号和照片";
        steps.push((hours(dice, 0.5, 3.0), Hand::Department, json!({"do": "return", "reason": reason})));
        let (again, told) = ("已补充订单号和照片，请继续核查", "已补充资料，部门继续核查。");
        steps.push((
            minutes(dice, 20.0, 90.0),
            Hand::Opener,
            json!({"do": "pass", "department": department, "matter": again}),
        ));
        steps.push((minutes(dice, 5.0, 20.0), Hand::Opener, json!({"do": "inform_customer", "text": told})));
    }
    let mut round = 0;
    loop {
        steps.push((hours(dice, 0.3, 6.0), Hand::Department, json!({"do": "accept"})));
        let answer = answers.get(round.min(1)).copied().unwrap_or_default();
        if dice.chance(0.6) {
            steps.push((hours(dice, 1.0, 9.0), Hand::Department, json!({"do": "feed_back", "text": answer})));
            let told = json!({"do": "inform_customer", "text": answer});
            steps.push((minutes(dice, 15.0, 150.0), Hand::Opener, told));
        } else {
            let direct =
                json!({"do": "answered_by_department", "text": answer, "result": "已电话答复，客户知悉"});
            steps.push((hours(dice, 1.0, 9.0), Hand::Department, direct));
        }
        round += 1;
        let satisfied = round > 1 || dice.chance(0.82);
        let missing = if satisfied { "" } else { "客户希望给出明确的完成时间" };
        let said = json!({"do": "satisfaction", "satisfied": satisfied, "missing": missing});
        steps.push((minutes(dice, 20.0, 240.0), Hand::Opener, said));
        if satisfied {
            return steps;
        }
        let told = json!({"do": "inform_customer", "text": "已请部门给出完成时间，稍后回复您。"});
        steps.push((minutes(dice, 5.0, 30.0), Hand::Opener, told));
    }
}

fn score(dice: &mut Dice) -> i64 {
    if dice.chance(0.7) { 5 } else { 4 }
}

/// A complaint: apology, facts, classified; explained, solved, promised, or over a department to the return visit.
pub fn complaint(dice: &mut Dice, matter: &str) -> Vec<Step> {
    let justified = dice.chance(0.84);
    let severity = 2 + dice.weighed(&[0.15, 0.6, 0.25]);
    let cause = ["service", "product", "shipping", "promise_broken"];
    let cause = dice.pick(&cause).copied().unwrap_or("other");
    let facts =
        json!({"facts": format!("客户反映：{matter}。已逐条复述，客户确认无误。"), "facts_confirmed": true});
    let found = json!({"justified": justified, "severity": severity, "cause": cause});
    let mut steps = vec![
        (minutes(dice, 1.0, 8.0), Hand::Opener, a_move("apologise", json!({}))),
        (minutes(dice, 2.0, 10.0), Hand::Opener, a_move("confirm_facts", facts)),
        (minutes(dice, 2.0, 30.0), Hand::Opener, a_move("classify", found)),
    ];
    if dice.chance(0.3) {
        let note = json!({"do": "note", "text": "客户语气平和，愿意等待核查结果。", "readers": "service"});
        steps.push((minutes(dice, 1.0, 5.0), Hand::Opener, note));
    }
    if !justified && dice.chance(0.7) {
        let explained = json!({"explanation": "已说明活动规则和时效，客户表示理解。"});
        steps.push((minutes(dice, 5.0, 60.0), Hand::Opener, a_move("explanation_accepted", explained)));
        return steps;
    }
    match dice.weighed(&[if justified { 0.3 } else { 0.0 }, 0.3, 0.4]) {
        0 => {
            let remedy = json!({"remedy": "当场致歉并补发优惠券"});
            steps.push((minutes(dice, 5.0, 30.0), Hand::Opener, a_move("solve_at_once", remedy)));
        }
        1 => {
            let remedy = json!({"remedy": "安排补发，承运方上门致歉"});
            steps.push((minutes(dice, 5.0, 40.0), Hand::Opener, a_move("promise_remedy", remedy)));
            let result = json!({"result": "补发包裹已签收，客户确认完好"});
            steps.push((hours(dice, 6.0, 30.0), Hand::Opener, a_move("carry_out", result)));
        }
        _ => {
            let answers = [
                "经查，该批次包装缺少缓冲材料，已补发并整改装箱要求。",
                "补发件今天 18:00 前送达，由主管跟进签收。",
            ];
            let to = dice.pick(&["logistics", "warehouse", "after_sales"]).copied().unwrap_or("warehouse");
            steps.extend(department(dice, to, "请核查原因并给出处理办法", answers));
        }
    }
    let visited = json!({"satisfaction": score(dice)});
    steps.push((hours(dice, 20.0, 50.0), Hand::Opener, a_move("visit_satisfied", visited)));
    if dice.chance(0.05) {
        let why = "客户再次来电：补发商品仍有瑕疵";
        steps.push((hours(dice, 10.0, 60.0), Hand::Opener, json!({"do": "reopen", "why": why})));
        let solved = json!({"remedy": "更换全新商品并补偿", "result": "客户验收满意"});
        let told = json!({"do": "inform_customer", "text": "主管已接手，今天给您答复。"});
        steps.push((minutes(dice, 10.0, 40.0), Hand::Leader, told));
        steps.push((hours(dice, 1.0, 6.0), Hand::Leader, a_move("solve_by_supervisor", solved)));
        let visited = json!({"satisfaction": 4});
        steps.push((hours(dice, 20.0, 40.0), Hand::Opener, a_move("visit_satisfied", visited)));
    }
    steps
}

/// A suggestion: thanked; the department is informed, or answers within a working day.
pub fn suggestion(dice: &mut Dice) -> Vec<Step> {
    let reply = dice.chance(0.65);
    let mut steps =
        vec![(minutes(dice, 2.0, 30.0), Hand::Opener, a_move("thank", json!({"reply_needed": reply})))];
    if !reply {
        let informed = json!({"informed_department": "市场部"});
        steps.push((minutes(dice, 10.0, 120.0), Hand::Opener, a_move("inform_department", informed)));
        return steps;
    }
    let answers = ["建议很好，已列入下月改进清单。", "已确认上线时间，届时短信通知客户。"];
    steps.extend(department(dice, "marketing", "请评估客户建议并答复", answers));
    let end = match dice.weighed(&[0.4, 0.25, 0.35]) {
        0 => a_move("adopt", json!({})),
        1 => because("do_not_adopt", "现有系统暂不支持，已向客户说明"),
        _ => a_move("plan", json!({"planned_for": "2027-03-01"})),
    };
    steps.push((minutes(dice, 30.0, 300.0), Hand::Opener, end));
    steps
}

/// An enquiry that could not be answered at once.
pub fn enquiry(dice: &mut Dice) -> Vec<Step> {
    let mut steps = vec![(minutes(dice, 1.0, 10.0), Hand::Opener, a_move("look_into", json!({})))];
    if dice.chance(0.2) {
        let asked = because("ask_customer", "请客户提供订单号");
        steps.push((minutes(dice, 20.0, 100.0), Hand::Opener, asked));
        let heard = json!({"do": "customer_wrote", "text": "订单号已短信发来"});
        steps.push((hours(dice, 1.0, 8.0), Hand::Opener, heard));
    }
    let told = json!({"do": "inform_customer", "text": "已查到结果，电话告知客户"});
    steps.push((minutes(dice, 30.0, 150.0), Hand::Opener, told));
    let answer = json!({"answer": "已核实并答复，客户无其他疑问"});
    steps.push((minutes(dice, 1.0, 5.0), Hand::Opener, a_move("answer", answer)));
    steps
}

/// A repair: sent out, on the way, arrived, done, signed, visited.
pub fn repair(dice: &mut Dice) -> Vec<Step> {
    let mut steps = vec![
        (minutes(dice, 5.0, 100.0), Hand::Dispatcher, json!({"do": "dispatch", "worker": "WORKER"})),
        (minutes(dice, 10.0, 120.0), Hand::Worker, a_move("set_out", json!({}))),
        (minutes(dice, 8.0, 35.0), Hand::Worker, a_move("arrive", json!({}))),
    ];
    if dice.chance(0.15) {
        let parts = json!({"parts": "阀芯一套", "parts_expected": "2027-01-15"});
        steps.push((minutes(dice, 10.0, 30.0), Hand::Worker, a_move("need_parts", parts)));
        let told = json!({"do": "inform_customer", "text": "需要等待配件，到货后马上上门。"});
        steps.push((minutes(dice, 10.0, 60.0), Hand::Opener, told));
        steps.push((hours(dice, 20.0, 50.0), Hand::Worker, a_move("parts_here", json!({}))));
        steps.push((minutes(dice, 20.0, 120.0), Hand::Worker, a_move("set_out", json!({}))));
        steps.push((minutes(dice, 8.0, 35.0), Hand::Worker, a_move("arrive", json!({}))));
    }
    let done = json!({"work_done": "检查并修复，现场测试正常"});
    steps.push((minutes(dice, 15.0, 90.0), Hand::Worker, a_move("finish", done)));
    steps.push((minutes(dice, 2.0, 8.0), Hand::Worker, a_move("confirm", json!({}))));
    let visited = json!({"satisfaction": score(dice)});
    steps.push((hours(dice, 16.0, 30.0), Hand::Opener, a_move("visit_settled", visited)));
    steps
}

/// After-sales: checked, approved, the goods come back, refunded.
pub fn after_sales(dice: &mut Dice) -> Vec<Step> {
    let amount = 3_900 + dice.below(30_000);
    let checked = json!({"amount": amount, "policy": "七天无理由退货"});
    let mut steps = vec![(minutes(dice, 5.0, 120.0), Hand::Opener, a_move("check", checked))];
    if dice.chance(0.12) {
        let refused = json!({"do": "move", "name": "refuse", "reason": "已超过退货期限", "fields": {"alternative": "提供以旧换新优惠"}});
        steps.push((minutes(dice, 20.0, 200.0), Hand::Opener, refused));
        let told = json!({"told_customer": "已说明期限并告知以旧换新办法"});
        steps.push((minutes(dice, 10.0, 60.0), Hand::Opener, a_move("close_refused", told)));
        return steps;
    }
    steps.push((minutes(dice, 10.0, 200.0), Hand::Leader, a_move("approve_above_limit", json!({}))));
    steps.push((minutes(dice, 5.0, 30.0), Hand::Opener, a_move("await_goods", json!({}))));
    steps.push((hours(dice, 30.0, 90.0), Hand::Opener, a_move("receive", json!({}))));
    let seen = json!({"inspection": "商品完好，配件齐全"});
    steps.push((hours(dice, 1.0, 6.0), Hand::Opener, a_move("inspect", seen)));
    let settled = json!({"settlement": "原路退款，1 至 3 个工作日到账"});
    steps.push((minutes(dice, 20.0, 120.0), Hand::Opener, a_move("refund", settled)));
    let told = json!({"told_customer": "退款已提交，1 至 3 个工作日到账"});
    let informed = json!({"do": "inform_customer", "text": "退款已提交，1 至 3 个工作日到账。"});
    steps.push((minutes(dice, 5.0, 30.0), Hand::Opener, informed));
    steps.push((minutes(dice, 5.0, 60.0), Hand::Opener, a_move("close", told)));
    steps
}

/// A request within the house.
pub fn internal_request(dice: &mut Dice) -> Vec<Step> {
    vec![
        (hours(dice, 0.3, 3.0), Hand::Leader, a_move("accept", json!({}))),
        (hours(dice, 4.0, 20.0), Hand::Leader, a_move("finish", json!({"result": "已处理"}))),
        (hours(dice, 1.0, 6.0), Hand::Opener, a_move("confirm", json!({}))),
    ]
}

/// A crisis: taken up with one wording, cause found, recovered, everybody told, reviewed.
pub fn incident(recovered_at: &str) -> Vec<Step> {
    let minutes = |n: u64| Duration::from_secs(n * 60);
    let wording = "系统正在抢修，预计 15:30 前恢复；已提交的订单不会丢失，恢复后短信通知您。";
    let taken = json!({"owner": "黄梅", "strategy": "统一口径安抚，登记受影响客户，恢复后逐一通知",
        "approved_wording": wording});
    vec![
        (minutes(6), Hand::Leader, a_move("take_up", taken)),
        (minutes(48), Hand::Leader, a_move("cause_found", json!({"cause": "数据库连接耗尽"}))),
        (minutes(32), Hand::Leader, a_move("recover", json!({"recovered_at": recovered_at}))),
        (minutes(35), Hand::Leader, a_move("notify", json!({"notified_count": 186}))),
        (minutes(1_200), Hand::Leader, a_move("review", json!({"lessons": "增加连接数告警与限流预案"}))),
    ]
}
