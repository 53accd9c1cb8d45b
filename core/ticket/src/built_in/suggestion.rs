//! Suggestion (TKT-7): thanked; without reply the department is informed, with reply it answers within one working day;
//! adopted, not adopted with reason, or planned.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SERVICE, a_move, clock, department_clocks, department_rule, department_states, field, reopens_to, short,
    state, text, usual_clocks, usual_escalations,
};
use crate::clocks::Trigger;
use crate::field::FieldKind;
use crate::ticket_type::{Party, StateKind, TicketType};

pub(super) fn suggestion() -> TicketType {
    let mut states = vec![
        state("received", "已受理", "Received", StateKind::Open),
        state("thanked", "已致谢", "Thanked", StateKind::Open),
        state("informed", "客户已获回复", "Customer informed", StateKind::Open),
        state("department_informed", "已告知部门", "Department informed", StateKind::Closed),
        state("adopted", "已采纳", "Adopted", StateKind::Closed),
        state("not_adopted", "未采纳", "Not adopted", StateKind::Closed),
        state("planned", "已列入计划", "Planned", StateKind::Closed),
    ];
    states.extend(department_states());
    let mut clocks = usual_clocks(Target::working_days(5));
    clocks.push(clock(
        ClockKind::SuggestionReply,
        Target::working_days(1),
        &[Trigger::Passed],
        &[Trigger::CustomerInformed, Trigger::Closed],
    ));
    // What the customer waits for is the reply; hand-overs have clocks of their own.
    clocks
        .extend(department_clocks().into_iter().filter(|rule| rule.policy.kind != ClockKind::InformCustomer));
    TicketType {
        name: "suggestion".into(),
        label: Text::new("建议", "Suggestion"),
        version: 1,
        for_customers: true,
        opened_by: vec![Party::Service, Party::Supervisor, Party::Customer, Party::System],
        start: "received".into(),
        states,
        moves: vec![
            a_move("thank", "致谢", "Thank", &["received"], "thanked", SERVICE).needs(&["reply_needed"]),
            a_move(
                "inform_department",
                "告知部门，结案",
                "Inform the department",
                &["thanked"],
                "department_informed",
                SERVICE,
            )
            .needs(&["informed_department"])
            .only_if("reply_needed", false),
            a_move("adopt", "采纳", "Adopt", &["informed"], "adopted", SERVICE),
            a_move("do_not_adopt", "不采纳", "Do not adopt", &["informed"], "not_adopted", SERVICE).reason(),
            a_move("plan", "列入计划", "Plan", &["informed"], "planned", SERVICE).needs(&["planned_for"]),
        ],
        fields: vec![
            field("reply_needed", "需要回复", "Reply needed", FieldKind::YesNo),
            field("informed_department", "已告知的部门", "Department informed", short()),
            field("planned_for", "计划时间", "Planned for", FieldKind::Date),
            field("benefit", "预期效果", "Benefit expected", text()),
        ],
        categories: Vec::new(),
        department: department_rule(&["thanked"], "informed"),
        reopen: reopens_to("thanked"),
        escalations: usual_escalations(&clocks, true),
        clocks,
    }
}
