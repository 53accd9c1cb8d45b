//! Figures of one leg.

/// What a leg received and sent, counted from its opening.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct LegStatistics {
    /// Accepted RTP packets (audio, telephone events, comfort noise).
    pub packets_in: u64,
    /// RTP packets sent.
    pub packets_out: u64,
    /// Expected minus received packets, never below zero (RFC 3550 A.3).
    pub lost: u64,
    /// Packets that came after a later one.
    pub out_of_order: u64,
    /// Packets that came twice.
    pub duplicates: u64,
    /// Packets from another source than the locked one.
    pub ignored: u64,
    /// Datagrams that are no RTP version 2.
    pub malformed: u64,
    /// Packets with a payload type that was not agreed upon.
    pub unknown_payload: u64,
    /// Datagrams that the system would not take.
    pub send_errors: u64,
    /// Interarrival jitter in milliseconds (RFC 3550 A.8).
    pub jitter_ms: f32,
    /// Times the far side began a new stream (SSRC changed, or sequence or time stamp jumped).
    pub restarts: u32,
}
