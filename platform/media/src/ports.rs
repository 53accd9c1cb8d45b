//! The pool of RTP ports.

use std::collections::VecDeque;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::MediaError;

/// Even ports of a range. A freed port goes to the end of the line, so that late packets of an
/// ended call do not reach a new one.
#[derive(Debug)]
pub(crate) struct PortPool {
    range: RangeInclusive<u16>,
    size: usize,
    free: Mutex<VecDeque<u16>>,
}

/// One port, given back to its pool when dropped.
#[derive(Debug)]
pub(crate) struct PortLease {
    pool: Arc<PortPool>,
    port: u16,
}

impl PortPool {
    pub(crate) fn new(range: RangeInclusive<u16>) -> Arc<Self> {
        let free: VecDeque<u16> = range.clone().filter(|p| p % 2 == 0).collect();
        Arc::new(Self { range, size: free.len(), free: Mutex::new(free) })
    }

    /// Takes the port that has been free for the longest time.
    pub(crate) fn lease(self: &Arc<Self>) -> Result<PortLease, MediaError> {
        let port = self.lock().pop_front();
        match port {
            Some(port) => Ok(PortLease { pool: Arc::clone(self), port }),
            None => Err(MediaError::NoFreePort {
                first: *self.range.start(),
                last: *self.range.end(),
                in_use: self.size,
            }),
        }
    }

    /// Ports in use and ports in all.
    pub(crate) fn usage(&self) -> (usize, usize) {
        (self.size - self.lock().len(), self.size)
    }

    // A poisoned lock still guards a whole queue: no operation on it can stop half way.
    fn lock(&self) -> MutexGuard<'_, VecDeque<u16>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PortLease {
    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for PortLease {
    fn drop(&mut self) {
        self.pool.lock().push_back(self.port);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_even_ports_are_leased_and_each_once() {
        let pool = PortPool::new(40_001..=40_006);
        let leases: Vec<_> = (0..3).map(|_| pool.lease().unwrap()).collect();
        let ports: Vec<_> = leases.iter().map(PortLease::port).collect();
        assert_eq!(ports, [40_002, 40_004, 40_006]);
        let refused = pool.lease().unwrap_err().to_string();
        assert_eq!(refused, "no free RTP port left in 40001-40006: 3 legs use the whole range");
    }

    #[test]
    fn a_freed_port_is_used_again_last() {
        let pool = PortPool::new(40_000..=40_005);
        drop(pool.lease().unwrap());
        let leases: Vec<_> = (0..3).map(|_| pool.lease().unwrap()).collect();
        assert_eq!(leases.iter().map(PortLease::port).collect::<Vec<_>>(), [40_002, 40_004, 40_000]);
        assert_eq!(pool.usage(), (3, 3));
    }
}
