//! What the caller hears, as clips.

use std::sync::Arc;

use call::Apology;
use flow::PromptPart;
use flows::Flows;
use kernel::{Lang, Text};
use media::Clip;

/// The clips of prompt parts. A part that cannot be spoken is left out and logged: the call goes on.
pub async fn clips(flows: &Flows, parts: &[PromptPart], lang: Lang) -> Vec<Arc<Clip>> {
    let mut clips = Vec::with_capacity(parts.len());
    for part in parts {
        match flows.clip(part, lang).await {
            Ok(clip) => clips.extend(clip),
            Err(err) => tracing::warn!(error = %err, "a prompt cannot be played"),
        }
    }
    clips
}

/// Speaks the fixed apologies once, so that they are at hand when nothing else works.
pub async fn learn_apologies(flows: &Flows) {
    for what in [Apology::OutOfOrder, Apology::AgentLost] {
        for lang in [Lang::Zh, Lang::En] {
            clips(flows, &apology(what), lang).await;
        }
    }
}

/// The parts of a fixed apology.
pub fn apology(apology: Apology) -> Vec<PromptPart> {
    let text = match apology {
        Apology::OutOfOrder => Text::new(
            "非常抱歉，系统暂时无法为您服务，请稍后再拨。",
            "We are sorry. Our system cannot serve you at the moment. Please call again a little later.",
        ),
        Apology::AgentLost => Text::new(
            "非常抱歉，与客服的连接中断了，正在优先为您重新接通，请不要挂机。",
            "We are sorry, the connection to our agent was lost. You are first in line; please hold on.",
        ),
    };
    vec![PromptPart::Text(text)]
}
