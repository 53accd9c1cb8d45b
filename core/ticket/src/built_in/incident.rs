//! Incident (TKT-11): a failure that concerns many, declared by a supervisor, with an owner, a strategy and one approved
//! wording for all channels; those concerned hear of the recovery within an hour.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SUPERVISOR, a_move, clock, entered, field, files, reopens_to, required, short, state, text,
    usual_escalations,
};
use crate::clocks::Trigger;
use crate::field::{FieldDef, FieldKind};
use crate::ticket_type::{Party, StateKind, TicketType};

const TECHNICAL: &[Party] = &[Party::Supervisor, Party::Department];

pub(super) fn incident() -> TicketType {
    let clocks = vec![
        clock(
            ClockKind::FirstResponse,
            Target::Elapsed { length_s: 900 },
            &[Trigger::Created],
            &[entered("investigating"), Trigger::Closed],
        ),
        clock(
            ClockKind::Resolution,
            Target::hours(4),
            &[Trigger::Created],
            &[entered("recovered"), Trigger::Closed],
        )
        .again_on(&[Trigger::Reopened]),
        clock(ClockKind::RecoveryNotice, Target::hours(1), &[], &[entered("notified"), Trigger::Closed])
            .again_on(&[entered("recovered")]),
    ];
    TicketType {
        name: "incident".into(),
        label: Text::new("系统故障 / 危机", "Incident"),
        version: 1,
        for_customers: false,
        opened_by: vec![Party::Supervisor, Party::System],
        start: "declared".into(),
        states: vec![
            state("declared", "已宣布", "Declared", StateKind::Open),
            state("investigating", "调查中", "Investigating", StateKind::Open),
            state("fixing", "修复中", "Being fixed", StateKind::Open),
            state("recovered", "已恢复，待通知", "Recovered, to be told", StateKind::Open),
            state("notified", "已通知受影响客户", "Customers notified", StateKind::Open),
            state("closed", "已复盘", "Reviewed and closed", StateKind::Closed),
            state("false_alarm", "误报", "False alarm", StateKind::Closed),
        ],
        moves: vec![
            a_move("take_up", "开始处理", "Take up", &["declared"], "investigating", SUPERVISOR).needs(&[
                "owner",
                "strategy",
                "approved_wording",
            ]),
            a_move("cause_found", "找到原因", "Cause found", &["investigating"], "fixing", TECHNICAL)
                .needs(&["cause"]),
            a_move("recover", "已恢复", "Recovered", &["investigating", "fixing"], "recovered", TECHNICAL)
                .needs(&["recovered_at"]),
            a_move("notify", "已通知客户", "Customers notified", &["recovered"], "notified", SUPERVISOR)
                .needs(&["notified_count"]),
            a_move("review", "复盘结案", "Review and close", &["notified"], "closed", SUPERVISOR)
                .needs(&["cause", "lessons"]),
            a_move(
                "call_off",
                "误报",
                "False alarm",
                &["declared", "investigating"],
                "false_alarm",
                SUPERVISOR,
            )
            .reason(),
        ],
        fields: fields(),
        categories: Vec::new(),
        department: None,
        reopen: reopens_to("investigating"),
        escalations: usual_escalations(&clocks, false),
        clocks,
    }
}

fn fields() -> Vec<FieldDef> {
    vec![
        required(field(
            "severity",
            "严重程度（1 最重）",
            "Severity (1 is worst)",
            FieldKind::Whole { least: 1, most: 4 },
        )),
        required(field("systems", "受影响的系统", "Systems concerned", short())),
        field("owner", "负责人", "Owner", short()),
        field("strategy", "应对策略", "Strategy", text()),
        field("approved_wording", "统一口径", "Approved wording", text()),
        field("cause", "根本原因", "Root cause", text()),
        field("recovered_at", "恢复时间", "Recovered at", FieldKind::Moment),
        field(
            "notified_count",
            "已通知人数",
            "Customers notified",
            FieldKind::Whole { least: 0, most: 100_000_000 },
        ),
        field("evidence", "留存证据", "Evidence kept", files()),
        field("lessons", "改进措施", "Lessons", text()),
    ]
}
