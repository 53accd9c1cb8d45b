//! After-sales: return, exchange, refund, claim; checked against the policy, above the limit by the supervisor; goods
//! awaited and inspected; refunded, replaced or compensated; the customer informed. Identity is verified from the start.

use clock::{ClockKind, Target};
use kernel::Text;

use super::{
    SERVICE, SUPERVISOR, a_move, choice, clock, department_clocks, department_rule, department_states,
    entered, field, files, reopens_to, required, short, state, text, usual_clocks, usual_escalations,
};
use crate::clocks::{ClockRule, Trigger};
use crate::field::{FieldDef, FieldKind};
use crate::ticket_type::{MoveDef, Party, StateDef, StateKind, TicketType};

/// What customer service may approve by itself, in fen.
const LIMIT_FEN: i64 = 50_000;

pub(super) fn after_sales() -> TicketType {
    let clocks = clocks();
    TicketType {
        name: "after_sales".into(),
        label: Text::new("售后", "After-sales"),
        version: 1,
        for_customers: true,
        opened_by: vec![Party::Service, Party::Supervisor, Party::Customer, Party::System],
        start: "requested".into(),
        states: states(),
        moves: moves(),
        fields: fields(),
        categories: Vec::new(),
        department: department_rule(&["requested", "checked", "received"], "checked"),
        reopen: reopens_to("checked"),
        escalations: usual_escalations(&clocks, true),
        clocks,
    }
}

fn states() -> Vec<StateDef> {
    let mut states = vec![
        state("requested", "已申请", "Requested", StateKind::Open),
        state("checked", "已核对政策", "Checked against policy", StateKind::Open),
        state("approved", "已同意", "Approved", StateKind::Open),
        state("refused", "不同意，待告知", "Refused, to be told", StateKind::Open),
        state("awaiting_goods", "等待寄回", "Goods awaited", StateKind::WaitingForCustomer),
        state("received", "已收到退货", "Goods received", StateKind::Open),
        state("inspected", "已验货", "Inspected", StateKind::Open),
        state("settled", "已退款/换货/赔付，待告知", "Settled, to be told", StateKind::Open),
        state("closed", "已完成", "Closed", StateKind::Closed),
        state("closed_refused", "已告知不同意", "Closed, refused", StateKind::Closed),
        state("cancelled", "客户取消", "Cancelled", StateKind::Closed),
    ];
    states.extend(department_states());
    states
}

fn moves() -> Vec<MoveDef> {
    let customer_too = [Party::Service, Party::Supervisor, Party::Customer];
    let open = ["requested", "checked", "approved", "awaiting_goods"];
    vec![
        a_move("check", "核对政策", "Check against policy", &["requested"], "checked", SERVICE)
            .needs(&["amount", "policy"]),
        a_move("approve", "同意", "Approve", &["checked"], "approved", SERVICE).at_most("amount", LIMIT_FEN),
        a_move(
            "approve_above_limit",
            "超限审批同意",
            "Approve above the limit",
            &["checked"],
            "approved",
            SUPERVISOR,
        ),
        a_move("refuse", "不同意", "Refuse", &["checked", "inspected"], "refused", SERVICE)
            .needs(&["alternative"])
            .reason(),
        a_move("await_goods", "等待寄回", "Await the goods", &["approved"], "awaiting_goods", SERVICE),
        a_move("receive", "收到退货", "Goods received", &["awaiting_goods"], "received", SERVICE),
        a_move("inspect", "验货", "Inspect", &["received"], "inspected", SERVICE).needs(&["inspection"]),
        a_move("refund", "退款", "Refund", &["inspected", "approved"], "settled", SERVICE)
            .needs(&["settlement"]),
        a_move("replace", "换货", "Replace", &["inspected", "approved"], "settled", SERVICE)
            .needs(&["settlement"]),
        a_move("compensate", "赔付", "Compensate", &["inspected", "approved"], "settled", SERVICE)
            .needs(&["settlement"]),
        a_move("close", "告知客户，结案", "Customer informed, close", &["settled"], "closed", SERVICE)
            .needs(&["told_customer"]),
        a_move(
            "close_refused",
            "告知客户，结案",
            "Customer informed, close",
            &["refused"],
            "closed_refused",
            SERVICE,
        )
        .needs(&["told_customer"]),
        a_move("cancel", "客户取消", "Cancelled by the customer", &open, "cancelled", &customer_too).reason(),
    ]
}

fn fields() -> Vec<FieldDef> {
    let wish = choice(&[
        ("return", "退货", "Return"),
        ("exchange", "换货", "Exchange"),
        ("refund", "退款", "Refund"),
        ("claim", "索赔", "Claim"),
    ]);
    let verified = field("identity_verified", "身份已核实", "Identity verified", FieldKind::YesNo);
    vec![
        FieldDef { required: true, must_be: Some(true.into()), ..verified },
        required(field("wish", "诉求", "Wish", wish)),
        required(field("order_number", "订单号", "Order number", short())),
        required(field("reason", "原因", "Reason", text())),
        field("evidence", "凭证", "Evidence", files()),
        field("amount", "金额（分）", "Amount (fen)", FieldKind::Money { most: 100_000_000 }),
        field("policy", "适用政策", "Policy applied", text()),
        field("alternative", "替代办法", "Alternative", text()),
        field("inspection", "验货结果", "Inspection", text()),
        field("settlement", "处理结果", "Settlement", text()),
        field("told_customer", "告知客户的内容", "What the customer was told", text()),
    ]
}

fn clocks() -> Vec<ClockRule> {
    let mut clocks = usual_clocks(Target::working_days(7));
    clocks.push(clock(
        ClockKind::FirstResponse,
        Target::hours(24),
        &[Trigger::Created],
        &[entered("approved"), entered("refused"), Trigger::CustomerInformed, Trigger::Closed],
    ));
    clocks.extend(department_clocks());
    clocks
}
