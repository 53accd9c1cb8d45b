//! The centre's own fields.

use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CustomerFieldKind)]
pub enum FieldKind {
    /// One line.
    Text,
    /// A number.
    Number,
    /// A day, such as 2026-11-22.
    Date,
    /// One of several.
    Choice,
}

/// A field of the centre's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomerField)]
pub struct FieldDef {
    /// The name used by API and tables: small letters, digits, `_`.
    pub name: String,
    /// What people read.
    pub label: Text,
    /// What it holds.
    pub kind: FieldKind,
    /// What can be chosen.
    #[serde(default)]
    pub options: Vec<String>,
    /// Only one customer has a value: it is sought as a whole, tells one customer from another, and is refused to a
    /// second one. Who left holds none.
    #[serde(default)]
    pub unique: bool,
    /// Masked as the trading code is.
    #[serde(default)]
    pub sensitive: bool,
}

/// Number of the booth, taken when a customer joins.
pub const BOOTH_NUMBER: &str = "booth_number";
/// Trading code, taken when a customer joins.
pub const TRADING_CODE: &str = "trading_code";

/// The fields that every centre begins with; moves of the life fill them.
pub fn built_in_fields() -> Vec<FieldDef> {
    let field = |name: &str, zh: &str, en: &str, sensitive: bool| FieldDef {
        name: name.to_owned(),
        label: Text::new(zh, en),
        kind: FieldKind::Text,
        options: Vec::new(),
        unique: true,
        sensitive,
    };
    vec![
        field(BOOTH_NUMBER, "摊位号", "Booth number", false),
        field(TRADING_CODE, "交易代码", "Trading code", true),
    ]
}
