//! Enquiry: answered from knowledge, looked into with a promised call back, or handed to marketing.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SERVICE, a_move, choice, clock, department_clocks, department_rule, department_states, entered, field,
    reopens_to, short, state, text, usual_clocks, usual_escalations,
};
use crate::clocks::Trigger;
use crate::field::FieldDef;
use crate::ticket_type::{MoveDef, Party, StateKind, TicketType};

pub(super) fn enquiry() -> TicketType {
    let mut states = vec![
        state("received", "已受理", "Received", StateKind::Open),
        state("looking_into", "查询中", "Looking into it", StateKind::Open),
        state("waiting_customer", "等待客户", "Waiting for the customer", StateKind::WaitingForCustomer)
            .goes_on("looking_into"),
        state("with_marketing", "已转市场部", "With marketing", StateKind::Open),
        state("answered", "已解答", "Answered", StateKind::Closed),
        state("marketing_done", "市场部已跟进", "Followed up by marketing", StateKind::Closed),
        state("withdrawn", "客户撤回", "Withdrawn", StateKind::Closed),
    ];
    states.extend(department_states());
    let mut clocks = usual_clocks(Target::working_days(1));
    clocks.push(
        clock(ClockKind::CallBack, Target::hours(2), &[], &[Trigger::CustomerInformed, Trigger::Closed])
            .again_on(&[entered("looking_into")]),
    );
    clocks.extend(department_clocks());
    TicketType {
        name: "enquiry".into(),
        label: Text::new("咨询", "Enquiry"),
        version: 1,
        for_customers: true,
        opened_by: vec![Party::Service, Party::Supervisor, Party::Customer, Party::System],
        start: "received".into(),
        states,
        moves: moves(),
        fields: fields(),
        categories: Vec::new(),
        department: department_rule(&["received", "looking_into"], "answered"),
        reopen: reopens_to("received"),
        escalations: usual_escalations(&clocks, true),
        clocks,
    }
}

fn moves() -> Vec<MoveDef> {
    let open = &["received", "looking_into", "waiting_customer"][..];
    vec![
        a_move(
            "answer",
            "解答",
            "Answer",
            &["received", "looking_into", "waiting_customer", "asking_customer"],
            "answered",
            SERVICE,
        )
        .needs(&["answer"]),
        a_move(
            "look_into",
            "查询后回电",
            "Look into it",
            &["received", "waiting_customer"],
            "looking_into",
            SERVICE,
        ),
        a_move(
            "ask_customer",
            "等待客户补充",
            "Ask the customer",
            &["received", "looking_into"],
            "waiting_customer",
            SERVICE,
        )
        .reason(),
        a_move(
            "hand_to_marketing",
            "转市场部",
            "Hand to marketing",
            &["received", "looking_into"],
            "with_marketing",
            SERVICE,
        )
        .needs(&["interest", "contact_details"]),
        a_move(
            "record_marketing_result",
            "登记跟进结果",
            "Record the result",
            &["with_marketing"],
            "marketing_done",
            SERVICE,
        )
        .needs(&["marketing_result"]),
        a_move(
            "withdraw",
            "客户撤回",
            "Withdrawn by the customer",
            open,
            "withdrawn",
            &[Party::Service, Party::Supervisor, Party::Customer],
        )
        .reason(),
    ]
}

fn fields() -> Vec<FieldDef> {
    vec![
        field("answer", "解答内容", "Answer", text()),
        field("interest", "意向内容", "Interest", text()),
        field("contact_details", "联系方式", "Contact details", short()),
        field(
            "marketing_result",
            "跟进结果",
            "Result",
            choice(&[
                ("joined", "已加入", "Joined"),
                ("developing", "继续跟进", "To be developed"),
                ("declined", "无意向", "Declined"),
            ]),
        ),
    ]
}
