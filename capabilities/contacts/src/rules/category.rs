//! The category tree: what contacts are about, and what a record must say for each.

use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A category. Paths have one or two levels: `orders`, `orders/status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Path, the stable name.
    pub path: String,
    /// Name for people.
    pub name: Text,
    /// Fields that a record of this category must have besides category and matter.
    #[serde(default)]
    pub required: Vec<String>,
}

type Tree =
    [(&'static str, &'static str, &'static str, &'static [(&'static str, &'static str, &'static str)])];

const TREE: &Tree = &[
    (
        "orders",
        "订单",
        "Orders",
        &[
            ("status", "订单状态", "Order status"),
            ("change", "修改订单", "Change of order"),
            ("cancel", "取消订单", "Cancellation"),
            ("payment", "支付", "Payment"),
            ("cod", "货到付款", "Cash on delivery"),
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
            ("quality", "质量问题", "Quality"),
        ],
    ),
    (
        "product",
        "产品",
        "Product",
        &[
            ("use", "使用方法", "Use"),
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
            ("joining", "入会", "Joining"),
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
            ("promise_broken", "承诺未兑现", "Broken promise"),
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

/// The tree a new centre starts with.
pub fn defaults() -> Vec<Category> {
    let mut all = Vec::new();
    for (path, zh, en, children) in TREE {
        let required = required_of(path);
        all.push(Category {
            path: (*path).to_owned(),
            name: Text::new(*zh, *en),
            required: required.clone(),
        });
        for (leaf, zh, en) in *children {
            let path = format!("{path}/{leaf}");
            all.push(Category { path, name: Text::new(*zh, *en), required: required.clone() });
        }
    }
    all
}

fn required_of(path: &str) -> Vec<String> {
    let fields: &[&str] = match path {
        "complaint" => &["path", "process", "solution", "feedback", "resolved_first_contact"],
        "suggestion" => &["path", "resolved_first_contact"],
        "other" => &["resolved_first_contact"],
        _ => &["solution", "resolved_first_contact"],
    };
    fields.iter().map(|field| (*field).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_default_categories_are_those_of_the_manual() {
        let categories = defaults();
        let groups = categories.iter().filter(|category| !category.path.contains('/'));
        let labels: Vec<_> = groups.map(|group| group.name.zh.as_str()).collect();
        let wanted =
            ["订单", "物流", "售后", "产品", "账户", "会员", "投诉", "建议", "物业", "系统故障", "其他"];
        assert_eq!(labels, wanted);
        assert_eq!(categories.len(), 45);
        let names: BTreeSet<_> = categories.iter().map(|category| &category.path).collect();
        assert_eq!(names.len(), categories.len());
    }
}
