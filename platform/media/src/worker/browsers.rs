//! Which WebRTC leg a datagram on the shared socket is for.

use std::collections::HashMap;
use std::net::SocketAddr;

use str0m::ice::StunMessage;

/// A leg of this thread: the call's slot, and the leg's place in the call.
pub(super) type Place = (usize, usize);

/// Knows legs by the user name of their STUN requests, and by the address that such a request came
/// from once it did.
#[derive(Debug, Default)]
pub(super) struct Browsers {
    by_ufrag: HashMap<String, Place>,
    by_addr: HashMap<SocketAddr, Place>,
}

impl Browsers {
    pub(super) fn know(&mut self, ufrag: String, slot: usize, place: usize) {
        self.by_ufrag.insert(ufrag, (slot, place));
    }

    pub(super) fn forget_leg(&mut self, slot: usize, place: usize) {
        self.by_ufrag.retain(|_, at| *at != (slot, place));
        self.by_addr.retain(|_, at| *at != (slot, place));
    }

    pub(super) fn forget_call(&mut self, slot: usize) {
        self.by_ufrag.retain(|_, at| at.0 != slot);
        self.by_addr.retain(|_, at| at.0 != slot);
    }

    /// The leg of a datagram. STUN goes by user name, because an address may be used again by
    /// another browser; all else goes by address (RFC 7983 §7: STUN begins with 0 to 3).
    pub(super) fn find(&mut self, from: SocketAddr, datagram: &[u8]) -> Option<Place> {
        if datagram.first().is_some_and(|first| *first <= 3)
            && let Ok(message) = StunMessage::parse(datagram)
            && let Some((ours, _)) = message.split_username()
            && let Some(place) = self.by_ufrag.get(ours)
        {
            self.by_addr.insert(from, *place);
            return Some(*place);
        }
        self.by_addr.get(&from).copied()
    }
}
