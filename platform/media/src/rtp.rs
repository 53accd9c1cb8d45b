//! The RTP fixed header (RFC 3550 §5.1).

/// Octets of the header that we write.
pub const HEADER_BYTES: usize = 12;

/// The header of one packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// First packet of a talk spurt, or first packet of a telephone event.
    pub marker: bool,
    /// Payload type, 0–127.
    pub payload_type: u8,
    /// Sequence number.
    pub sequence: u16,
    /// Time stamp in units of the codec's clock (8,000 Hz here).
    pub timestamp: u32,
    /// Synchronisation source.
    pub ssrc: u32,
}

/// Why a datagram is no RTP packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RtpError {
    /// Shorter than its own header claims.
    #[error("truncated")]
    Truncated,
    /// Not version 2.
    #[error("not RTP version 2")]
    Version,
    /// The padding count exceeds the payload or is zero.
    #[error("impossible padding")]
    Padding,
    /// Payload types 64–95 with the marker are RTCP (RFC 5761 §4).
    #[error("RTCP on the RTP port")]
    Rtcp,
}

/// Reads a datagram; gives the header and the payload without padding.
///
/// # Errors
/// [`RtpError`] if it is no RTP packet.
pub fn parse(datagram: &[u8]) -> Result<(Header, &[u8]), RtpError> {
    let Some((fixed, mut rest)) = datagram.split_first_chunk::<HEADER_BYTES>() else {
        return Err(RtpError::Truncated);
    };
    let [first, second, s0, s1, t0, t1, t2, t3, c0, c1, c2, c3] = *fixed;
    if first >> 6 != 2 {
        return Err(RtpError::Version);
    }
    if (192..=223).contains(&second) {
        return Err(RtpError::Rtcp);
    }
    let contributors = usize::from(first & 0x0F) * 4;
    rest = rest.get(contributors..).ok_or(RtpError::Truncated)?;
    if first & 0x10 != 0 {
        let (head, tail) = rest.split_first_chunk::<4>().ok_or(RtpError::Truncated)?;
        let words = usize::from(u16::from_be_bytes([head[2], head[3]]));
        rest = tail.get(words * 4..).ok_or(RtpError::Truncated)?;
    }
    if first & 0x20 != 0 {
        let padding = usize::from(*rest.last().ok_or(RtpError::Padding)?);
        if padding == 0 || padding > rest.len() {
            return Err(RtpError::Padding);
        }
        rest = &rest[..rest.len() - padding];
    }
    let header = Header {
        marker: second & 0x80 != 0,
        payload_type: second & 0x7F,
        sequence: u16::from_be_bytes([s0, s1]),
        timestamp: u32::from_be_bytes([t0, t1, t2, t3]),
        ssrc: u32::from_be_bytes([c0, c1, c2, c3]),
    };
    Ok((header, rest))
}

impl Header {
    /// The twelve octets, without padding, extension or contributors.
    pub fn to_bytes(&self) -> [u8; HEADER_BYTES] {
        let [s0, s1] = self.sequence.to_be_bytes();
        let [t0, t1, t2, t3] = self.timestamp.to_be_bytes();
        let [c0, c1, c2, c3] = self.ssrc.to_be_bytes();
        let second = (u8::from(self.marker) << 7) | (self.payload_type & 0x7F);
        [0x80, second, s0, s1, t0, t1, t2, t3, c0, c1, c2, c3]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn contributors_extension_and_padding_are_skipped() {
        let mut packet = vec![0x80 | 0x20 | 0x10 | 2, 8, 0, 7, 0, 0, 0, 160, 1, 2, 3, 4];
        packet.extend([9; 8]);
        packet.extend([0xBE, 0xDE, 0, 1, 1, 1, 1, 1]);
        packet.extend([0xD5, 0xD5, 0xD5, 0, 0, 3]);
        let (header, payload) = parse(&packet).unwrap();
        assert_eq!((header.sequence, header.timestamp, header.ssrc), (7, 160, 0x0102_0304));
        assert_eq!(payload, [0xD5; 3]);
    }

    #[test]
    fn what_is_no_rtp_is_refused_with_its_reason() {
        assert_eq!(parse(&[0x80; 11]), Err(RtpError::Truncated));
        assert_eq!(parse(&[0x40; 12]), Err(RtpError::Version));
        assert_eq!(parse(&[0x8F; 12]), Err(RtpError::Truncated));
        assert_eq!(parse(&[0x80, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Err(RtpError::Rtcp));
        let zero_padding = [0xA0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(parse(&zero_padding), Err(RtpError::Padding));
    }

    proptest! {
        #[test]
        fn arbitrary_octets_never_panic(octets in proptest::collection::vec(any::<u8>(), 0..256)) {
            let _ = parse(&octets);
        }

        #[test]
        fn a_written_header_reads_back(
            marker: bool, pt in 0u8..64, sequence: u16, timestamp: u32, ssrc: u32,
        ) {
            let header = Header { marker, payload_type: pt, sequence, timestamp, ssrc };
            let mut packet = header.to_bytes().to_vec();
            packet.extend([1, 2, 3]);
            prop_assert_eq!(parse(&packet), Ok((header, &[1u8, 2, 3][..])));
        }
    }
}
