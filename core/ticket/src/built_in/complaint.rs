//! Complaint (TKT-6): apology first, facts repeated and confirmed, classified, remedy now or within 24 hours, return
//! visit after two working days; who is not satisfied goes to the supervisor.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SERVICE, SUPERVISOR, a_move, choice, clock, department_clocks, department_rule, department_states,
    entered, field, reopens_to, state, tell, text, usual_clocks, usual_escalations,
};
use crate::clocks::{ClockRule, Trigger};
use crate::escalate::{EscalateOn, EscalateTo};
use crate::field::{FieldDef, FieldKind};
use crate::ticket_type::{MoveDef, Party, StateDef, StateKind, TicketType};

pub(super) fn complaint() -> TicketType {
    let clocks = clocks();
    let mut escalations = usual_escalations(&clocks, true);
    escalations.push(tell(EscalateOn::Reopened, EscalateTo::Supervisor));
    TicketType {
        name: "complaint".into(),
        label: Text::new("投诉", "Complaint"),
        version: 1,
        for_customers: true,
        opened_by: vec![Party::Service, Party::Supervisor, Party::Customer, Party::System],
        start: "received".into(),
        states: states(),
        moves: moves(),
        fields: fields(),
        categories: Vec::new(),
        department: department_rule(&["classified", "remedy_promised", "reopened"], "return_visit"),
        reopen: reopens_to("reopened"),
        clocks,
        escalations,
    }
}

fn states() -> Vec<StateDef> {
    let mut states = vec![
        state("received", "已受理", "Received", StateKind::Open),
        state("apologised", "已致歉", "Apology given", StateKind::Open),
        state("confirmed", "事实已确认", "Facts confirmed", StateKind::Open),
        state("classified", "已定性", "Classified", StateKind::Open),
        state("remedy_promised", "已承诺补救", "Remedy promised", StateKind::Open),
        state("return_visit", "待回访", "Return visit", StateKind::Visit),
        state("reopened", "重新处理（班长）", "Reopened, with the supervisor", StateKind::Open),
        state("closed", "已解决", "Closed, satisfied", StateKind::Closed),
        state("explained", "已解释并接受", "Closed, explanation accepted", StateKind::Closed),
        state("withdrawn", "客户撤诉", "Withdrawn", StateKind::Closed),
    ];
    states.extend(department_states());
    states
}

fn moves() -> Vec<MoveDef> {
    let open = ["received", "apologised", "confirmed", "classified", "remedy_promised", "reopened"];
    let customer_too = [Party::Service, Party::Supervisor, Party::Customer];
    vec![
        a_move("apologise", "致歉", "Apologise", &["received"], "apologised", SERVICE),
        a_move(
            "confirm_facts",
            "复述并确认事实",
            "Repeat and confirm the facts",
            &["apologised"],
            "confirmed",
            SERVICE,
        )
        .needs(&["facts", "facts_confirmed"])
        .only_if("facts_confirmed", true),
        a_move("classify", "定性", "Classify", &["confirmed"], "classified", SERVICE).needs(&[
            "justified",
            "severity",
            "cause",
        ]),
        a_move(
            "explanation_accepted",
            "客户接受解释",
            "Explanation accepted",
            &["classified"],
            "explained",
            SERVICE,
        )
        .needs(&["explanation"])
        .only_if("justified", false),
        a_move("solve_at_once", "当场解决", "Solve at once", &["classified"], "return_visit", SERVICE)
            .needs(&["remedy"])
            .only_if("justified", true),
        a_move("promise_remedy", "承诺补救", "Promise a remedy", &["classified"], "remedy_promised", SERVICE)
            .needs(&["remedy"]),
        a_move(
            "carry_out",
            "补救已落实",
            "Remedy carried out",
            &["remedy_promised"],
            "return_visit",
            SERVICE,
        )
        .needs(&["result"]),
        a_move(
            "visit_satisfied",
            "回访满意，结案",
            "Visited: satisfied",
            &["return_visit"],
            "closed",
            &customer_too,
        )
        .needs(&["satisfaction"]),
        a_move(
            "solve_by_supervisor",
            "班长解决",
            "Solved by the supervisor",
            &["reopened"],
            "return_visit",
            SUPERVISOR,
        )
        .needs(&["remedy", "result"]),
        a_move(
            "promise_by_supervisor",
            "班长承诺补救",
            "Remedy promised by the supervisor",
            &["reopened"],
            "remedy_promised",
            SUPERVISOR,
        )
        .needs(&["remedy"]),
        a_move("withdraw", "客户撤诉", "Withdrawn by the customer", &open, "withdrawn", &customer_too)
            .reason(),
    ]
}

fn fields() -> Vec<FieldDef> {
    vec![
        field("facts", "事实经过", "Facts", text()),
        field(
            "facts_confirmed",
            "已向客户复述并确认",
            "Repeated and confirmed with the customer",
            FieldKind::YesNo,
        ),
        field("justified", "投诉是否成立", "Justified", FieldKind::YesNo),
        field(
            "severity",
            "严重程度（1 最重）",
            "Severity (1 is worst)",
            FieldKind::Whole { least: 1, most: 4 },
        ),
        field(
            "cause",
            "原因",
            "Cause",
            choice(&[
                ("service", "服务态度", "Service"),
                ("product", "商品质量", "Product"),
                ("shipping", "物流", "Shipping"),
                ("promise_broken", "承诺未兑现", "Promise broken"),
                ("system", "系统故障", "System failure"),
                ("misunderstanding", "误解", "Misunderstanding"),
                ("other", "其他", "Other"),
            ]),
        ),
        field("explanation", "解释内容", "Explanation", text()),
        field("remedy", "补救措施", "Remedy", text()),
        field("result", "落实结果", "Result", text()),
        field("satisfaction", "满意度", "Satisfaction", FieldKind::Rating),
    ]
}

fn clocks() -> Vec<ClockRule> {
    let mut clocks = usual_clocks(Target::working_days(3));
    clocks.push(
        clock(
            ClockKind::FirstResponse,
            Target::hours(2),
            &[Trigger::Created],
            &[entered("apologised"), Trigger::Closed],
        )
        .shorter(Target::Elapsed { length_s: 1_800 }, Target::hours(1)),
    );
    clocks.push(
        clock(ClockKind::Remedy, Target::hours(24), &[], &[entered("return_visit"), Trigger::Closed])
            .again_on(&[entered("remedy_promised")]),
    );
    clocks.push(
        clock(ClockKind::ReturnVisit, Target::working_days(2), &[], &[Trigger::Closed, Trigger::Reopened])
            .again_on(&[entered("return_visit")]),
    );
    clocks.extend(department_clocks());
    clocks
}
