//! What the router refuses, in both languages.

use kernel::Refused;

use crate::event::{OfferEnd, Withdrawal};

pub(crate) fn no_queue() -> Refused {
    Refused::not_found("队列", "queue")
}

pub(crate) fn no_agent() -> Refused {
    Refused::not_found("坐席", "agent")
}

pub(crate) fn no_contact() -> Refused {
    Refused::not_found("等待或服务中的接触", "contact waiting or being handled")
}

pub(crate) fn already_here() -> Refused {
    Refused::conflict("router.contact_known", "该接触已在路由中", "This contact is already being routed")
}

pub(crate) fn queue_in_use(contacts: u32) -> Refused {
    Refused::conflict(
        "router.queue_in_use",
        format!("队列中还有 {contacts} 个接触"),
        format!("{contacts} contact(s) still belong to this queue"),
    )
    .with_possible(["redirect"])
}

pub(crate) fn agent_busy() -> Refused {
    Refused::conflict(
        "router.agent_busy",
        "坐席正在服务或进行话后处理",
        "The agent is handling a contact or in wrap-up",
    )
}

pub(crate) fn missed_is_observed() -> Refused {
    Refused::field("presence", "“未接”由系统判定，不能申报", "'missed' is observed, it cannot be declared")
        .with_possible(["available", "break", "offline"])
}

pub(crate) fn not_handling() -> Refused {
    Refused::conflict(
        "router.not_handling",
        "该坐席没有在服务该接触",
        "This agent is not handling this contact",
    )
}

pub(crate) fn not_in_wrap_up() -> Refused {
    Refused::conflict(
        "router.not_in_wrap_up",
        "该坐席没有该接触的话后处理",
        "This agent is not in wrap-up of this contact",
    )
}

pub(crate) fn not_held() -> Refused {
    Refused::conflict("router.not_with_agent", "该接触不在该坐席处", "This contact is not with this agent")
}

pub(crate) fn being_handled() -> Refused {
    Refused::conflict(
        "router.being_handled",
        "该接触正在服务中，请使用转接",
        "This contact is being handled; transfer it instead",
    )
    .with_possible(["transfer"])
}

pub(crate) fn target_not_available() -> Refused {
    Refused::conflict("router.agent_not_available", "目标坐席当前不可用", "The agent named is not available")
        .with_possible(["queue"])
}

pub(crate) fn transfer_to_self() -> Refused {
    Refused::field("target", "不能转接给自己", "A contact cannot be transferred to the agent who has it")
}

/// An offer that this agent does not have now; says how it ended if it was the agent's last one.
pub(crate) fn offer_over(end: Option<OfferEnd>) -> Refused {
    let (zh, en) = match end {
        None => ("没有这个待接请求", "There is no such offer for this agent"),
        Some(OfferEnd::Accepted) => ("您已接起", "You have accepted it already"),
        Some(OfferEnd::Refused) => ("您已拒接", "You have refused it already"),
        Some(OfferEnd::TimedOut) => ("振铃超时，已转给其他坐席", "The offer timed out"),
        Some(OfferEnd::Withdrawn { why }) => match why {
            Withdrawal::CustomerLeft => ("客户已离开", "The offer was withdrawn: the customer left"),
            Withdrawal::Redirected => {
                ("班组长已改派", "The offer was withdrawn: a leader redirected the contact")
            }
            Withdrawal::AgentUnavailable => {
                ("您已不在可用状态", "The offer was withdrawn: you are no longer available")
            }
            Withdrawal::AgentLost => {
                ("与您的连接已中断", "The offer was withdrawn: your connection was lost")
            }
            Withdrawal::NoLongerMatches => {
                ("技能或容量已变更", "The offer was withdrawn: skills, queues or capacity have changed")
            }
        },
    };
    Refused::conflict("router.offer_over", zh, en)
}
