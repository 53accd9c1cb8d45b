//! What a clock measures.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use kernel::Text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $zh:literal, $en:literal;)+) => {
        /// What a clock measures. JSON form: its name, such as `first_response`; a centre's own kinds have names of
        /// their own.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ClockKind {
            $($(#[$doc])* $name,)+
            /// A kind that the centre made up.
            Custom(String),
        }

        impl ClockKind {
            /// The kinds that come with the product.
            pub const BUILT_IN: &'static [ClockKind] = &[$(ClockKind::$name),+];

            /// The name used by API and store.
            pub fn name(&self) -> &str {
                match self {
                    $(ClockKind::$name => $text,)+
                    ClockKind::Custom(name) => name,
                }
            }

            /// The name for people.
            pub fn label(&self) -> Text {
                match self {
                    $(ClockKind::$name => Text::new($zh, $en),)+
                    ClockKind::Custom(name) => Text::new(name, name),
                }
            }
        }

        impl FromStr for ClockKind {
            type Err = Infallible;

            fn from_str(text: &str) -> Result<Self, Infallible> {
                Ok(match text {
                    $($text => ClockKind::$name,)+
                    name => ClockKind::Custom(name.to_owned()),
                })
            }
        }
    };
}

kinds! {
    /// Until the customer hears from us for the first time.
    FirstResponse = "first_response", "首次响应", "First response";
    /// Until the customer's latest message is answered.
    NextResponse = "next_response", "后续响应", "Next response";
    /// Until the matter is settled.
    Resolution = "resolution", "解决", "Resolution";
    /// Until the remedy promised for a complaint is carried out.
    Remedy = "remedy", "补救落实", "Remedy";
    /// Until a suggestion is answered.
    SuggestionReply = "suggestion_reply", "建议回复", "Reply to a suggestion";
    /// Until a department accepts what was passed to it, or returns it.
    DepartmentAccept = "department_accept", "部门受理", "Department accepts";
    /// Until a department that accepted gives its answer.
    DepartmentAnswer = "department_answer", "部门答复", "Department answers";
    /// Until the customer is told what the department found.
    InformCustomer = "inform_customer", "告知客户", "Customer informed";
    /// Until a repair has a worker.
    Dispatch = "dispatch", "派工", "Dispatch";
    /// Until the worker is at the place.
    Arrival = "arrival", "上门", "Arrival";
    /// Until the return visit.
    ReturnVisit = "return_visit", "回访", "Return visit";
    /// Until a promised call back.
    CallBack = "call_back", "回电", "Call back";
    /// Until those affected by a system failure hear of its end.
    RecoveryNotice = "recovery_notice", "恢复通知", "Notice of recovery";
}

impl fmt::Display for ClockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for ClockKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for ClockKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Ok(kind) = String::deserialize(deserializer)?.parse();
        Ok(kind)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ClockKind {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Name of what a clock measures"))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ClockKind {}
