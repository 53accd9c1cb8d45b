//! Tickets that belong together, go up in one another, or are taken apart (TKT-9).

use kernel::Refused;

use super::{Around, Decided, LONGEST_TITLE, bounded, text};
use crate::TicketId;
use crate::command::{Other, TicketCommand};
use crate::event::{LinkKind, TicketEvent};
use crate::ticket::Ticket;
use crate::ticket_type::Doer;

/// Links of one ticket at most.
const MOST_LINKS: usize = 500;

fn conflict(code: &str, zh: &str, en: &str) -> Box<Refused> {
    Box::new(Refused::conflict(code, zh, en))
}

impl Ticket {
    pub(super) fn link(&self, kind: LinkKind, other: &Other, by: &Doer, around: &Around) -> Decided {
        self.served_by(by)?;
        if other.id == self.id {
            return Err(conflict(
                "tickets.link_to_itself",
                "不能关联自身",
                "A ticket is not linked to itself",
            ));
        }
        if self.links.contains(&(kind, other.id)) {
            return Ok(Vec::new());
        }
        if self.links.len() >= MOST_LINKS {
            return Err(conflict("tickets.too_many_links", "关联的工单过多", "Too many links"));
        }
        match kind {
            LinkKind::ChildOf => {
                if self.links.iter().any(|(known, _)| *known == LinkKind::ChildOf) {
                    return Err(conflict(
                        "tickets.has_parent",
                        "已有父工单",
                        "It is a part of another already",
                    ));
                }
                self.no_circle(other.ancestors.contains(&self.id))?;
            }
            LinkKind::ParentOf => {
                if !other.ancestors.is_empty() {
                    return Err(conflict(
                        "tickets.has_parent",
                        "对方已有父工单",
                        "That is a part of another already",
                    ));
                }
                self.no_circle(around.ancestors.contains(&other.id))?;
            }
            LinkKind::RelatesTo | LinkKind::CausedBy | LinkKind::Causes => {}
        }
        Ok(vec![TicketEvent::Linked { kind, other: other.id }])
    }

    fn no_circle(&self, circle: bool) -> Result<(), Box<Refused>> {
        let (zh, en) = ("工单不能互为上级", "A ticket cannot be a part of its own part");
        if circle { Err(conflict("tickets.circle", zh, en)) } else { Ok(()) }
    }

    pub(super) fn unlink(&self, kind: LinkKind, other: TicketId, by: &Doer) -> Decided {
        self.served_by(by)?;
        let linked = self.links.contains(&(kind, other));
        Ok(linked.then_some(TicketEvent::Unlinked { kind, other }).into_iter().collect())
    }

    pub(super) fn merge_into(&self, target: &Other, why: &str, by: &Doer) -> Decided {
        self.served_by(by)?;
        text("why", why)?;
        self.still_open()?;
        if target.id == self.id {
            return Err(conflict("tickets.merge_with_itself", "不能并入自身", "It cannot go up in itself"));
        }
        if let Some(further) = target.merged_into {
            let (zh, en) = ("目标工单已并入其他工单", "That ticket went up in another itself");
            let refused = Refused::conflict("tickets.target_merged", zh, en);
            return Err(Box::new(refused.with_possible([format!("ticket:{further}")])));
        }
        if target.closed {
            let (zh, en) = ("目标工单已关闭", "That ticket is closed");
            return Err(Box::new(Refused::conflict("tickets.target_closed", zh, en).with_possible(["link"])));
        }
        if target.customer != self.customer || target.ticket_type != self.ticket_type {
            let (zh, en) = (
                "只能合并同一客户的同类工单，其他情况请使用关联",
                "Only tickets of one customer and type merge; link others",
            );
            return Err(Box::new(Refused::conflict("tickets.not_the_same", zh, en).with_possible(["link"])));
        }
        if self.department.is_some() {
            let (zh, en) = ("工单正在部门处理，暂不能合并", "A department works on it");
            return Err(conflict("tickets.with_department", zh, en));
        }
        Ok(vec![TicketEvent::MergedInto { target: target.id, why: why.to_owned() }])
    }

    pub(super) fn undo_merge(&self, why: &str, by: &Doer) -> Decided {
        self.served_by(by)?;
        text("why", why)?;
        match self.merged_into {
            Some(target) => Ok(vec![TicketEvent::MergeUndone { target, why: why.to_owned() }]),
            None => Err(conflict(
                "tickets.not_merged",
                "工单没有并入其他工单",
                "The ticket did not go up in another",
            )),
        }
    }

    /// The other side of a merge, and splitting.
    pub(super) fn merge_side(&self, command: &TicketCommand, by: &Doer) -> Decided {
        self.served_by(by)?;
        match command {
            TicketCommand::Absorb { other } => {
                let known = self.absorbed.contains(other);
                Ok((!known).then_some(TicketEvent::Absorbed { other: *other }).into_iter().collect())
            }
            TicketCommand::Release { other } => {
                let known = self.absorbed.contains(other);
                Ok(known.then_some(TicketEvent::Released { other: *other }).into_iter().collect())
            }
            TicketCommand::Split { child, title } => {
                self.still_open()?;
                bounded("title", title, LONGEST_TITLE)?;
                if *child == self.id {
                    return Err(conflict(
                        "tickets.link_to_itself",
                        "不能拆分为自身",
                        "A part is another ticket",
                    ));
                }
                Ok(vec![TicketEvent::SplitOff { child: *child, title: title.clone() }])
            }
            _ => Ok(Vec::new()),
        }
    }
}
