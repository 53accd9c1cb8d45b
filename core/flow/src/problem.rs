//! What is wrong with a flow, and where.

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::flow::NodeId;

/// One fault of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowProblem {
    /// The faulty node, if it is in one.
    pub node: Option<NodeId>,
    /// The faulty field within the node, or of the flow itself.
    pub field: Option<String>,
    /// Line in the text that was read, from 1.
    pub line: Option<u32>,
    /// Stable name of the sort of fault, such as `unknown_node`.
    pub code: String,
    /// What is wrong, for people.
    pub what: Text,
}

impl FlowProblem {
    pub(crate) fn new(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { node: None, field: None, line: None, code: code.to_owned(), what: Text::new(zh, en) }
    }

    pub(crate) fn at(mut self, node: &NodeId, field: impl Into<String>) -> Self {
        self.node = Some(node.clone());
        self.field = Some(field.into());
        self
    }

    pub(crate) fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}
