//! Repair (TKT-8): reported, accepted, dispatched to a worker, on the way, arrived, done; parts pause it; the customer
//! confirms by code or signature, or contests; return visit after one working day.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SERVICE, SUPERVISOR, a_move, choice, clock, entered, field, files, reopens_to, required, short, state,
    tell, text, usual_clocks, usual_escalations,
};
use crate::clocks::{ClockRule, Trigger};
use crate::escalate::{EscalateOn, EscalateTo};
use crate::field::{FieldDef, FieldKind};
use crate::ticket_type::{MoveDef, Party, StateDef, StateKind, TicketType};

const WORKER: &[Party] = &[Party::Worker];

pub(super) fn repair() -> TicketType {
    let clocks = clocks();
    let mut escalations = usual_escalations(&clocks, false);
    escalations.push(tell(EscalateOn::Reopened, EscalateTo::Supervisor));
    TicketType {
        name: "repair".into(),
        label: Text::new("报修", "Repair"),
        version: 1,
        for_customers: true,
        opened_by: vec![Party::Service, Party::Supervisor, Party::Customer, Party::System],
        start: "reported".into(),
        states: states(),
        moves: moves(),
        fields: fields(),
        categories: Vec::new(),
        department: None,
        reopen: reopens_to("accepted"),
        clocks,
        escalations,
    }
}

fn states() -> Vec<StateDef> {
    vec![
        state("reported", "已报修", "Reported", StateKind::Open),
        state("accepted", "已受理", "Accepted", StateKind::Open),
        state("dispatched", "已派工", "Dispatched", StateKind::Worker),
        state("on_the_way", "上门途中", "On the way", StateKind::Worker),
        state("arrived", "已到达", "Arrived", StateKind::Worker),
        state("awaiting_parts", "等待配件", "Waiting for parts", StateKind::WaitingForOther),
        state("done", "已完工，待客户确认", "Done, to be confirmed", StateKind::Worker),
        state("contested", "客户有异议", "Contested", StateKind::Open),
        state("refused", "无法维修", "Cannot be repaired", StateKind::Open),
        state("return_visit", "待回访", "Return visit", StateKind::Visit),
        state("closed", "已完成", "Closed", StateKind::Closed),
        state("not_repaired", "未维修，已说明", "Closed, not repaired", StateKind::Closed),
        state("cancelled", "客户取消", "Cancelled", StateKind::Closed),
    ]
}

fn moves() -> Vec<MoveDef> {
    let customer_too = [Party::Service, Party::Supervisor, Party::Customer];
    vec![
        a_move("accept", "受理", "Accept", &["reported"], "accepted", SERVICE),
        a_move("dispatch", "派工", "Dispatch", &["accepted", "contested", "refused"], "dispatched", SERVICE)
            .needs(&["worker"]),
        a_move("decline", "退回派工", "Decline", &["dispatched"], "accepted", WORKER).reason(),
        a_move("set_out", "接单出发", "Set out", &["dispatched"], "on_the_way", WORKER),
        a_move("arrive", "到达", "Arrive", &["on_the_way"], "arrived", WORKER),
        a_move("finish", "完工", "Finish", &["arrived"], "done", WORKER).needs(&["work_done"]),
        a_move("need_parts", "需要配件", "Needs parts", &["arrived"], "awaiting_parts", WORKER)
            .needs(&["parts", "parts_expected"]),
        a_move(
            "parts_here",
            "配件已到",
            "Parts are here",
            &["awaiting_parts"],
            "dispatched",
            &[Party::Service, Party::Supervisor, Party::Worker],
        ),
        a_move("refuse", "无法维修", "Cannot be repaired", &["arrived"], "refused", WORKER).reason(),
        a_move(
            "confirm",
            "客户确认",
            "Confirmed by the customer",
            &["done"],
            "return_visit",
            &[Party::Worker, Party::Customer],
        )
        .any_of(&["confirmation_code", "signature"]),
        a_move(
            "contest",
            "客户有异议",
            "Contested by the customer",
            &["done"],
            "contested",
            &[Party::Worker, Party::Service, Party::Supervisor, Party::Customer],
        )
        .reason(),
        a_move(
            "visit_settled",
            "回访正常，结案",
            "Visited: settled",
            &["return_visit"],
            "closed",
            &customer_too,
        )
        .needs(&["satisfaction"]),
        a_move(
            "close_unrepaired",
            "说明后结案",
            "Explain and close",
            &["refused"],
            "not_repaired",
            SUPERVISOR,
        )
        .needs(&["alternative"]),
        a_move(
            "cancel",
            "客户取消",
            "Cancelled by the customer",
            &["reported", "accepted", "dispatched", "awaiting_parts", "contested"],
            "cancelled",
            &customer_too,
        )
        .reason(),
    ]
}

fn fields() -> Vec<FieldDef> {
    vec![
        required(field("place", "地点（房号或地址）", "Place (unit or address)", short())),
        required(field(
            "matter_kind",
            "报修类别",
            "Matter",
            choice(&[
                ("water", "水", "Water"),
                ("power", "电", "Power"),
                ("lock", "门锁", "Lock"),
                ("appliance", "电器", "Appliance"),
                ("goods", "商品", "Goods"),
                ("public", "公共设施", "Public facility"),
                ("other", "其他", "Other"),
            ]),
        )),
        field("photos", "现场照片", "Photographs", files()),
        field("wished_time", "期望上门时间", "Time wished", FieldKind::Moment),
        field("worker", "维修人员", "Worker", short()),
        field("parts", "所需配件", "Parts", text()),
        field("parts_expected", "配件预计到达", "Parts expected", FieldKind::Date),
        field("work_done", "维修情况", "Work done", text()),
        field("photos_after", "完工照片", "Photographs after", files()),
        field("confirmation_code", "客户确认码", "Confirmation code", short()),
        field("signature", "客户签名", "Signature", FieldKind::Files { most: 1 }),
        field("alternative", "替代办法", "Alternative", text()),
        field("satisfaction", "满意度", "Satisfaction", FieldKind::Rating),
    ]
}

fn clocks() -> Vec<ClockRule> {
    let mut clocks = usual_clocks(Target::working_days(3));
    clocks.push(clock(
        ClockKind::FirstResponse,
        Target::working_hours(2),
        &[Trigger::Created],
        &[entered("accepted"), Trigger::Closed],
    ));
    clocks.push(
        clock(ClockKind::Dispatch, Target::working_hours(2), &[], &[entered("dispatched"), Trigger::Closed])
            .again_on(&[entered("accepted"), entered("contested")]),
    );
    clocks.push(
        clock(
            ClockKind::Arrival,
            Target::hours(24),
            &[],
            &[entered("arrived"), entered("accepted"), Trigger::Closed],
        )
        .again_on(&[entered("dispatched")])
        .shorter(Target::hours(2), Target::hours(8)),
    );
    clocks.push(
        clock(ClockKind::ReturnVisit, Target::working_days(1), &[], &[Trigger::Closed, Trigger::Reopened])
            .again_on(&[entered("return_visit")]),
    );
    clocks
}
