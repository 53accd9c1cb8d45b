//! Which leg a message belongs to.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::leg::LegId;
use crate::leg::driver::Input;

/// How long an INVITE is remembered for the detection of merged copies (64 × T1).
const MERGE_WINDOW: Duration = Duration::from_secs(32);

type Key = (String, String);

/// Legs by Call-ID and local tag, and recent INVITEs.
#[derive(Default)]
pub struct Registry {
    legs: RwLock<HashMap<Key, (LegId, mpsc::Sender<Input>)>>,
    recent: Mutex<Recent>,
}

#[derive(Default)]
struct Recent {
    /// Call-ID, From tag and CSeq → branch of the copy that came first.
    seen: HashMap<String, String>,
    order: VecDeque<(Instant, String)>,
}

impl Registry {
    pub fn enter(&self, call_id: &str, local_tag: &str, id: LegId, inputs: mpsc::Sender<Input>) {
        let key = (call_id.to_owned(), local_tag.to_owned());
        self.legs.write().unwrap_or_else(PoisonError::into_inner).insert(key, (id, inputs));
    }

    pub fn leave(&self, call_id: &str, local_tag: &str) {
        let key = (call_id.to_owned(), local_tag.to_owned());
        self.legs.write().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }

    pub fn find(&self, call_id: &str, local_tag: &str) -> Option<mpsc::Sender<Input>> {
        let key = (call_id.to_owned(), local_tag.to_owned());
        self.legs.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(|(_, inputs)| inputs.clone())
    }

    /// The leg a Replaces header names by Call-ID and our tag (RFC 3891 section 3).
    pub fn replaced(&self, replaces: &str) -> Option<LegId> {
        let (call_id, params) = replaces.split_once(';')?;
        let to_tag = params.split(';').find_map(|param| {
            let (name, value) = param.split_once('=')?;
            name.trim().eq_ignore_ascii_case("to-tag").then(|| value.trim())
        })?;
        let key = (call_id.trim().to_owned(), to_tag.to_owned());
        self.legs.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(|(id, _)| *id)
    }

    pub fn len(&self) -> usize {
        self.legs.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether this INVITE is a second copy that came by another path (RFC 3261 section 8.2.2.2).
    pub fn is_merged(&self, call_id: &str, from_tag: &str, cseq: u32, branch: &str, now: Instant) -> bool {
        let mut recent = self.recent();
        while let Some((_, key)) =
            recent.order.pop_front_if(|(seen, _)| now.duration_since(*seen) > MERGE_WINDOW)
        {
            recent.seen.remove(&key);
        }
        let key = format!("{cseq} {from_tag} {call_id}");
        if let Some(first) = recent.seen.get(&key) {
            return first != branch;
        }
        recent.order.push_back((now, key.clone()));
        recent.seen.insert(key, branch.to_owned());
        false
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_an_invite_on_another_path_is_merged_for_as_long_as_the_first_lives() {
        let registry = Registry::default();
        let now = Instant::now();
        assert!(!registry.is_merged("c", "f", 1, "b1", now));
        assert!(registry.is_merged("c", "f", 1, "b2", now));
        assert!(!registry.is_merged("c", "f", 1, "b1", now));
        assert!(!registry.is_merged("c", "f", 2, "b3", now));
        assert!(!registry.is_merged("c", "f", 1, "b2", now + Duration::from_secs(33)));
    }
}
