//! Where each node leads, and whether the caller must do something on the way.

use std::collections::BTreeSet;

use crate::flow::{Flow, Node, NodeId};

/// One way out of a node.
pub(crate) struct Edge<'a> {
    /// The field that names it.
    pub(crate) field: String,
    pub(crate) to: &'a NodeId,
    /// Whether it is taken only after the caller pressed a key or spoke with a person.
    pub(crate) by_caller: bool,
}

/// All ways out of a node.
pub(crate) fn edges(node: &Node) -> Vec<Edge<'_>> {
    let edge = |field: &str, to, by_caller| Edge { field: field.to_owned(), to, by_caller };
    let mut found = Vec::new();
    match node {
        Node::Play { next, .. } | Node::Set { next, .. } | Node::Goto { next } => {
            found.push(edge("next", next, false));
        }
        Node::Menu { keys, on_fail, .. } => {
            found.extend(keys.iter().map(|(key, to)| edge(&format!("keys.{key}"), to, true)));
            found.push(edge("on_fail", on_fail, false));
        }
        Node::Hours { open, closed, .. } => {
            found.push(edge("open", open, false));
            found.push(edge("closed", closed, false));
        }
        Node::CallerType { branches, otherwise } => {
            let named = branches.iter().enumerate();
            found
                .extend(named.map(|(at, branch)| edge(&format!("branches[{at}].next"), &branch.next, false)));
            found.push(edge("otherwise", otherwise, false));
        }
        Node::Collect { next, on_fail, .. } => {
            found.push(edge("next", next, true));
            found.push(edge("on_fail", on_fail, false));
        }
        Node::LookupOrder { found: there, not_found, .. } => {
            found.push(edge("found", there, false));
            found.push(edge("not_found", not_found, false));
        }
        Node::Queue { keys, overflow, after_call, .. } => {
            found.extend(keys.iter().map(|(key, to)| edge(&format!("keys.{key}"), to, true)));
            found.extend(overflow.iter().map(|to| edge("overflow", to, false)));
            found.extend(after_call.iter().map(|to| edge("after_call", to, true)));
        }
        Node::Voicemail { next, .. } | Node::Callback { next, .. } | Node::Survey { next, .. } => {
            found.extend(next.iter().map(|to| edge("next", to, false)));
        }
        Node::Transfer { on_fail, .. } => found.extend(on_fail.iter().map(|to| edge("on_fail", to, false))),
        Node::Hangup { .. } => {}
    }
    found
}

/// Nodes that can be reached from the start.
pub(crate) fn reachable(flow: &Flow) -> BTreeSet<&NodeId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![&flow.start];
    while let Some(id) = open.pop() {
        if let Some(node) = flow.nodes.get(id)
            && seen.insert(id)
        {
            open.extend(edges(node).into_iter().map(|edge| edge.to));
        }
    }
    seen
}

/// Nodes that lead back to themselves without anything from the caller: a silent caller would never get out.
pub(crate) fn endless(flow: &Flow) -> BTreeSet<&NodeId> {
    let silent = |id: &NodeId| -> Vec<&NodeId> {
        let ways = flow.nodes.get(id).map(edges).unwrap_or_default();
        ways.into_iter().filter(|edge| !edge.by_caller).map(|edge| edge.to).collect()
    };
    let returns = |start: &&NodeId| {
        let mut seen = BTreeSet::new();
        let mut open = silent(start);
        while let Some(id) = open.pop() {
            if id == *start {
                return true;
            }
            if seen.insert(id) {
                open.extend(silent(id));
            }
        }
        false
    };
    flow.nodes.keys().filter(returns).collect()
}
