//! The default categories on two levels, which the centre edits.

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::CategoryName;

/// A category; those below another begin with its name and a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// Its name, such as `shipping.late`.
    pub name: CategoryName,
    /// What people read.
    pub label: Text,
}

type Below = &'static [(&'static str, &'static str, &'static str)];

const TREE: &[(&str, &str, &str, Below)] = &[
    (
        "orders",
        "订单",
        "Orders",
        &[
            ("status", "状态", "Status"),
            ("change", "修改", "Change"),
            ("cancel", "取消", "Cancel"),
            ("payment", "支付", "Payment"),
            ("cash_on_delivery", "货到付款", "Cash on delivery"),
        ],
    ),
    (
        "shipping",
        "物流",
        "Shipping",
        &[
            ("late", "延误", "Late"),
            ("lost", "丢失", "Lost"),
            ("damaged", "破损", "Damaged"),
            ("address", "地址", "Address"),
        ],
    ),
    (
        "after_sales",
        "售后",
        "After-sales",
        &[
            ("return", "退货", "Return"),
            ("exchange", "换货", "Exchange"),
            ("refund", "退款", "Refund"),
            ("claim", "索赔", "Claim"),
            ("quality", "质量", "Quality"),
        ],
    ),
    (
        "product",
        "产品",
        "Product",
        &[
            ("use", "使用", "Use"),
            ("specification", "规格", "Specification"),
            ("stock", "库存", "Stock"),
            ("price", "价格", "Price"),
        ],
    ),
    (
        "account",
        "账户",
        "Account",
        &[("sign_in", "登录", "Sign-in"), ("password", "密码", "Password"), ("profile", "资料", "Profile")],
    ),
    (
        "membership",
        "会员",
        "Membership",
        &[
            ("joining", "加入", "Joining"),
            ("benefits", "权益", "Benefits"),
            ("expiry", "到期", "Expiry"),
            ("agency", "代理", "Agency"),
        ],
    ),
    (
        "complaint",
        "投诉",
        "Complaint",
        &[
            ("service", "服务", "Service"),
            ("product", "产品", "Product"),
            ("shipping", "物流", "Shipping"),
            ("promise_broken", "承诺未兑现", "Promise broken"),
        ],
    ),
    ("suggestion", "建议", "Suggestion", &[]),
    (
        "property",
        "物业",
        "Property",
        &[
            ("repair", "报修", "Repair"),
            ("fees", "费用", "Fees"),
            ("cleaning", "保洁", "Cleaning"),
            ("security", "安保", "Security"),
            ("keys", "钥匙", "Keys"),
        ],
    ),
    ("system_failure", "系统故障", "System failure", &[]),
    ("other", "其他", "Other", &[]),
];

/// All default categories, each group before what is below it.
pub fn categories() -> Vec<Category> {
    let category =
        |name: String, zh: &str, en: &str| Category { name: CategoryName(name), label: Text::new(zh, en) };
    let group = |(name, zh, en, below): &(&str, &str, &str, Below)| {
        let mut all = vec![category((*name).to_owned(), zh, en)];
        all.extend(below.iter().map(|(part, zh, en)| category(format!("{name}.{part}"), zh, en)));
        all
    };
    TREE.iter().flat_map(group).collect()
}
