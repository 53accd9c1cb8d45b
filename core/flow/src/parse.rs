//! Reads a flow from JSON and says in which line, node and field it is wrong.

use std::collections::BTreeMap;
use std::fmt;

use kernel::{Lang, Text};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::flow::{Flow, Node, NodeId};
use crate::problem::FlowProblem;
use crate::reading;

/// Bytes of a flow's text at most.
const MAX_BYTES: usize = 1_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outline {
    name: Text,
    #[serde(default)]
    language: Lang,
    start: NodeId,
    nodes: Nodes,
}

/// The nodes in the order of the text, also those of one name: a map would silently keep the last.
struct Nodes(Vec<(NodeId, Value)>);

impl<'de> Deserialize<'de> for Nodes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Nodes;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("nodes by their names")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Nodes, M::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = map.next_entry()? {
                    nodes.push(node);
                }
                Ok(Nodes(nodes))
            }
        }
        deserializer.deserialize_map(All)
    }
}

impl Flow {
    /// Reads a flow; whether it makes sense is for [`Flow::validate`].
    ///
    /// # Errors
    /// Where the text is no JSON, or a node is not what its kind demands.
    pub fn parse(text: &str) -> Result<Flow, Vec<FlowProblem>> {
        if text.len() > MAX_BYTES {
            let (zh, en) = ("流程文本过大", "the flow is too large");
            return Err(vec![FlowProblem::new("too_large", zh, en)]);
        }
        let outline: Outline = serde_json::from_str(text).map_err(|error| {
            let line = u32::try_from(error.line()).ok();
            let (zh, en) = (
                format!("无法读取流程：{}", reading::zh(&error)),
                format!("the flow cannot be read: {error}"),
            );
            let field = field_named(&error.to_string());
            vec![FlowProblem { line, field, ..FlowProblem::new("unreadable", zh, en) }]
        })?;
        let mut nodes = BTreeMap::new();
        let mut problems = Vec::new();
        for (id, value) in outline.nodes.0 {
            if nodes.contains_key(&id) {
                let (zh, en) = ("有两个节点使用此名称", "two nodes have this name");
                let problem = FlowProblem::new("twice", zh, en);
                problems.push(FlowProblem { line: line_of(text, &id), node: Some(id), ..problem });
                continue;
            }
            match serde_json::from_value::<Node>(value) {
                Ok(node) => {
                    nodes.insert(id, node);
                }
                Err(error) => {
                    let (zh, en) = (
                        format!("节点无法读取：{}", reading::zh(&error)),
                        format!("the node cannot be read: {error}"),
                    );
                    let problem = FlowProblem::new("unreadable", zh, en);
                    let (line, field) = (line_of(text, &id), field_named(&error.to_string()));
                    problems.push(FlowProblem { line, field, node: Some(id), ..problem });
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Flow { name: outline.name, language: outline.language, start: outline.start, nodes })
    }
}

/// The field that serde names between backticks in "missing field", "unknown field" and the like.
fn field_named(message: &str) -> Option<String> {
    let (_, after) = message.split_once("field `")?;
    after.split_once('`').map(|(field, _)| field.to_owned())
}

/// The line in which a node's name stands as a key.
fn line_of(text: &str, id: &NodeId) -> Option<u32> {
    let key = serde_json::to_string(&id.0).ok()?;
    let mut from = 0;
    while let Some(found) = text[from..].find(&key) {
        let end = from + found + key.len();
        if text[end..].trim_start().starts_with(':') {
            return u32::try_from(text[..end].lines().count()).ok();
        }
        from = end;
    }
    None
}
