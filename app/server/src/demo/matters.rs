//! What customers call about.

/// A sort of matter.
pub struct Matter {
    /// Path in the category tree.
    pub category: &'static str,
    /// Keys pressed on the way to a person.
    pub keys: &'static str,
    /// Share among all calls.
    pub weight: f64,
    /// Median of the conversation, in seconds.
    pub talk_s: f64,
    /// Probability that it is settled at once.
    pub resolved: f64,
    /// In the customer's words.
    pub matter: &'static str,
    /// What the agent did.
    pub solution: &'static str,
}

const fn matter(
    category: &'static str,
    keys: &'static str,
    (weight, talk_s, resolved): (f64, f64, f64),
    matter: &'static str,
    solution: &'static str,
) -> Matter {
    Matter { category, keys, weight, talk_s, resolved, matter, solution }
}

/// The order's number is typed first, then a person is wanted.
pub const STATUS: &str = "1100234#0";
const PERSON: &str = "0";
const AFTER_SALES: &str = "2";
pub const COMPLAINTS: &str = "3";
const PROPERTY: &str = "4";

/// What is to be repaired.
const WATER: &str = "厨房水管漏水";
const POWER: &str = "客厅插座没有电";
const LOCK: &str = "入户门锁打不开";
const PUBLIC: &str = "单元楼道的灯不亮";

/// The sort of a repair, as its form asks for it.
pub fn sort_of_repair(matter: &str) -> &'static str {
    match matter {
        POWER => "power",
        LOCK => "lock",
        PUBLIC => "public",
        _ => "water",
    }
}

/// All matters of an ordinary day.
pub const MATTERS: &[Matter] = &[
    matter(
        "orders/status",
        STATUS,
        (14.0, 95.0, 0.97),
        "想知道订单什么时候发货",
        "已查询订单，告知预计发货时间",
    ),
    matter("orders/change", PERSON, (6.0, 130.0, 0.94), "要修改收货地址", "订单未出库，已修改地址"),
    matter("orders/cancel", PERSON, (5.0, 120.0, 0.94), "不想要了，要求取消订单", "已取消订单，款项原路退回"),
    matter(
        "orders/payment",
        PERSON,
        (5.0, 140.0, 0.91),
        "付款成功但订单显示未支付",
        "核对支付流水，已更新订单状态",
    ),
    matter(
        "shipping/late",
        PERSON,
        (11.0, 130.0, 0.88),
        "包裹三天没有更新物流",
        "联系承运方催件，告知预计送达时间",
    ),
    matter("shipping/damaged", AFTER_SALES, (4.0, 170.0, 0.86), "收到的餐具有破损", "登记照片，安排补发"),
    matter("product/use", PERSON, (7.0, 150.0, 0.95), "净水壶滤芯不会安装", "按说明书逐步指导安装完成"),
    matter("product/stock", PERSON, (5.0, 80.0, 0.97), "询问货架是否有货", "告知库存与补货日期"),
    matter("account/password", PERSON, (4.0, 90.0, 0.96), "忘记登录密码", "核实身份后引导重置密码"),
    matter("membership/benefits", PERSON, (5.0, 125.0, 0.95), "会员积分怎么兑换", "说明积分规则与兑换入口"),
    matter(
        "after_sales/return",
        AFTER_SALES,
        (9.0, 165.0, 0.90),
        "七天内想退货",
        "符合退货政策，已生成退货单",
    ),
    matter(
        "after_sales/refund",
        AFTER_SALES,
        (6.0, 175.0, 0.86),
        "退款还没有到账",
        "核对退款进度，告知到账时间",
    ),
    matter(
        "after_sales/quality",
        AFTER_SALES,
        (4.0, 200.0, 0.82),
        "电水壶用了两周漏水",
        "登记质量问题，安排换新",
    ),
    matter(
        "complaint/service",
        COMPLAINTS,
        (2.5, 260.0, 0.74),
        "对上次的服务态度不满意",
        "致歉并记录，主管回访",
    ),
    matter(
        "complaint/shipping",
        COMPLAINTS,
        (2.5, 270.0, 0.72),
        "送货员没有联系就放在门口",
        "致歉，反馈物流部门整改",
    ),
    matter("suggestion", COMPLAINTS, (1.5, 110.0, 0.97), "建议增加夜间配送", "感谢建议，转产品部门"),
    matter("property/repair", PROPERTY, (2.4, 150.0, 0.90), WATER, "已登记报修，安排师傅上门"),
    matter("property/repair", PROPERTY, (1.2, 140.0, 0.90), POWER, "已登记报修，安排电工上门"),
    matter("property/repair", PROPERTY, (0.8, 130.0, 0.90), LOCK, "已登记报修，安排师傅上门开锁"),
    matter("property/repair", PROPERTY, (0.6, 135.0, 0.90), PUBLIC, "已登记报修，通知物业工程部处理"),
    matter("property/fees", PROPERTY, (2.5, 120.0, 0.95), "物业费账单有疑问", "逐项说明账单"),
    matter("other", PERSON, (2.0, 85.0, 0.96), "询问门店营业时间", "已告知"),
];

/// What everybody calls about while the shop's system is down.
pub const SYSTEM_FAILURE: Matter = matter(
    "system_failure",
    PERSON,
    (0.0, 70.0, 0.55),
    "网站打不开，无法下单",
    "说明系统故障正在修复，恢复后通知",
);
