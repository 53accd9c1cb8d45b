//! Internal request: one part of the house asks another; nobody outside waits.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SERVICE, a_move, clock, entered, field, reopens_to, required, short, state, text, usual_escalations,
};
use crate::clocks::Trigger;
use crate::ticket_type::{Party, StateKind, TicketType};

const STAFF: &[Party] = &[Party::Service, Party::Supervisor, Party::Department];

pub(super) fn internal_request() -> TicketType {
    let clocks = vec![
        clock(
            ClockKind::FirstResponse,
            Target::working_hours(4),
            &[Trigger::Created],
            &[entered("in_progress"), Trigger::Closed],
        ),
        clock(
            ClockKind::Resolution,
            Target::working_days(3),
            &[Trigger::Created],
            &[entered("done"), Trigger::Closed],
        )
        .again_on(&[Trigger::Reopened])
        .pausing(),
    ];
    TicketType {
        name: "internal_request".into(),
        label: Text::new("内部请求", "Internal request"),
        version: 1,
        for_customers: false,
        opened_by: vec![Party::Service, Party::Supervisor, Party::Department, Party::System],
        start: "requested".into(),
        states: vec![
            state("requested", "已提出", "Requested", StateKind::Open),
            state("in_progress", "处理中", "In progress", StateKind::Open),
            state("waiting", "等待", "Waiting", StateKind::WaitingForOther),
            state("done", "已完成，待确认", "Done, to be confirmed", StateKind::Open),
            state("closed", "已确认", "Closed", StateKind::Closed),
            state("refused", "已拒绝", "Refused", StateKind::Closed),
        ],
        moves: vec![
            a_move("accept", "受理", "Accept", &["requested"], "in_progress", STAFF),
            a_move("refuse", "拒绝", "Refuse", &["requested", "in_progress"], "refused", STAFF).reason(),
            a_move("wait", "等待", "Wait", &["in_progress"], "waiting", STAFF).reason(),
            a_move("go_on", "继续", "Go on", &["waiting"], "in_progress", STAFF),
            a_move("finish", "完成", "Finish", &["in_progress"], "done", STAFF).needs(&["result"]),
            a_move("confirm", "确认", "Confirm", &["done"], "closed", STAFF),
            a_move("send_back", "退回", "Send back", &["done"], "in_progress", STAFF).reason(),
            a_move("withdraw", "撤回", "Withdraw", &["requested", "waiting"], "refused", SERVICE).reason(),
        ],
        fields: vec![
            required(field("for_department", "受理部门", "Department asked", short())),
            field("result", "结果", "Result", text()),
        ],
        categories: Vec::new(),
        department: None,
        reopen: reopens_to("in_progress"),
        escalations: usual_escalations(&clocks, false),
        clocks,
    }
}
