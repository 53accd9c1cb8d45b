//! G.711: A-law and µ-law, by the formulas of ITU-T G.711 and tables computed from them.

/// A narrow-band codec of the telephone network, 8,000 samples of 8 bits per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Codec {
    /// A-law, payload type 8.
    Pcma,
    /// µ-law, payload type 0.
    Pcmu,
}

/// The A-law octet of silence.
pub const ALAW_SILENCE: u8 = 0xD5;
/// The µ-law octet of silence.
pub const ULAW_SILENCE: u8 = 0xFF;

impl Codec {
    /// The static payload type (RFC 3551 table 4).
    pub const fn payload_type(self) -> u8 {
        match self {
            Codec::Pcma => 8,
            Codec::Pcmu => 0,
        }
    }

    /// The codec of a static payload type, if it is one of the two.
    pub const fn from_payload_type(pt: u8) -> Option<Self> {
        match pt {
            8 => Some(Codec::Pcma),
            0 => Some(Codec::Pcmu),
            _ => None,
        }
    }

    /// The encoding name in an `a=rtpmap` line.
    pub const fn name(self) -> &'static str {
        match self {
            Codec::Pcma => "PCMA",
            Codec::Pcmu => "PCMU",
        }
    }

    /// The octet of silence.
    pub const fn silence(self) -> u8 {
        match self {
            Codec::Pcma => ALAW_SILENCE,
            Codec::Pcmu => ULAW_SILENCE,
        }
    }
}

const fn decode_alaw_formula(octet: u8) -> i16 {
    let x = octet ^ 0x55;
    let exponent = (x >> 4) & 7;
    let mantissa = (x & 15) as i16;
    let magnitude = match exponent {
        0 => (mantissa << 4) + 8,
        e => ((mantissa << 4) + 0x108) << (e - 1),
    };
    if x & 0x80 != 0 { magnitude } else { -magnitude }
}

const fn decode_ulaw_formula(octet: u8) -> i16 {
    let x = !octet;
    let exponent = (x >> 4) & 7;
    let mantissa = (x & 15) as i16;
    let magnitude = (((mantissa << 3) + 0x84) << exponent) - 0x84;
    if x & 0x80 != 0 { -magnitude } else { magnitude }
}

/// A-law of one 16-bit sample.
pub const fn encode_alaw(sample: i16) -> u8 {
    let (sign, magnitude) = if sample >= 0 { (0x80u8, sample as u16) } else { (0u8, !sample as u16) };
    let code = if magnitude < 256 {
        (magnitude >> 4) as u8
    } else {
        // The position of the highest bit is the segment: 256..511 is segment 1.
        let exponent = 15 - magnitude.leading_zeros() as u8 - 7;
        (exponent << 4) | ((magnitude >> (exponent + 3)) & 15) as u8
    };
    (code | sign) ^ 0x55
}

/// µ-law of one 16-bit sample.
pub const fn encode_ulaw(sample: i16) -> u8 {
    let sign = if sample < 0 { 0x80u8 } else { 0 };
    let absolute = if sample < 0 { -(sample as i32) } else { sample as i32 };
    let clipped = if absolute > 32_635 { 32_635 } else { absolute };
    let biased = (clipped + 0x84) as u16;
    let exponent = 15 - biased.leading_zeros() as u8 - 7;
    let mantissa = ((biased >> (exponent + 3)) & 15) as u8;
    !(sign | (exponent << 4) | mantissa)
}

const fn decode_table(alaw: bool) -> [i16; 256] {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = if alaw { decode_alaw_formula(i as u8) } else { decode_ulaw_formula(i as u8) };
        i += 1;
    }
    table
}

const fn transcode_table(from_alaw: bool) -> [u8; 256] {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = if from_alaw {
            encode_ulaw(decode_alaw_formula(i as u8))
        } else {
            encode_alaw(decode_ulaw_formula(i as u8))
        };
        i += 1;
    }
    table
}

static ALAW_TO_LINEAR: [i16; 256] = decode_table(true);
static ULAW_TO_LINEAR: [i16; 256] = decode_table(false);
static ALAW_TO_ULAW: [u8; 256] = transcode_table(true);
static ULAW_TO_ALAW: [u8; 256] = transcode_table(false);

/// The 16-bit sample of an A-law octet.
pub fn decode_alaw(octet: u8) -> i16 {
    ALAW_TO_LINEAR[usize::from(octet)]
}

/// The 16-bit sample of a µ-law octet.
pub fn decode_ulaw(octet: u8) -> i16 {
    ULAW_TO_LINEAR[usize::from(octet)]
}

/// Rewrites octets of one codec into the other, in place. Does nothing if they are the same.
pub fn transcode(from: Codec, to: Codec, octets: &mut [u8]) {
    let table = match (from, to) {
        (Codec::Pcma, Codec::Pcmu) => &ALAW_TO_ULAW,
        (Codec::Pcmu, Codec::Pcma) => &ULAW_TO_ALAW,
        (Codec::Pcma, Codec::Pcma) | (Codec::Pcmu, Codec::Pcmu) => return,
    };
    for octet in octets {
        *octet = table[usize::from(*octet)];
    }
}

/// The A-law octet that sounds like this µ-law octet.
pub fn ulaw_to_alaw(octet: u8) -> u8 {
    ULAW_TO_ALAW[usize::from(octet)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decision_values_of_the_recommendation_are_met() {
        // ITU-T G.711 tables 1a and 2a, scaled from 13 and 14 bits to 16.
        assert_eq!(decode_alaw(0xD5), 8);
        assert_eq!(decode_alaw(0x55), -8);
        assert_eq!(decode_alaw(0xAA), 32_256);
        assert_eq!(decode_alaw(0x2A), -32_256);
        assert_eq!(decode_ulaw(0xFF), 0);
        assert_eq!(decode_ulaw(0x80), 32_124);
        assert_eq!(decode_ulaw(0x00), -32_124);
        assert_eq!(encode_alaw(0), 0xD5);
        assert_eq!(encode_ulaw(0), 0xFF);
        assert_eq!(encode_alaw(i16::MAX), 0xAA);
        assert_eq!(encode_alaw(i16::MIN), 0x2A);
        assert_eq!(encode_ulaw(i16::MIN), 0x00);
    }

    #[test]
    fn each_octet_survives_decoding_and_encoding() {
        for octet in 0..=255u8 {
            assert_eq!(encode_alaw(decode_alaw(octet)), octet, "A-law {octet:#x}");
            // µ-law has two zeros; the negative one comes back as the positive.
            let expected = if octet == 0x7F { 0xFF } else { octet };
            assert_eq!(encode_ulaw(decode_ulaw(octet)), expected, "µ-law {octet:#x}");
        }
    }

    #[test]
    fn quantisation_keeps_each_sample_within_its_segments_step() {
        for sample in (i16::MIN..=i16::MAX).step_by(7) {
            let step = (i32::from(sample).abs() / 16).max(32) + 1;
            for decoded in [decode_alaw(encode_alaw(sample)), decode_ulaw(encode_ulaw(sample))] {
                let error = (i32::from(decoded) - i32::from(sample)).abs();
                assert!(error <= step, "{sample} became {decoded}");
            }
        }
    }

    #[test]
    fn transcoding_twice_stays_within_one_step() {
        for octet in 0..=255u8 {
            let mut there = [octet];
            transcode(Codec::Pcma, Codec::Pcmu, &mut there);
            transcode(Codec::Pcmu, Codec::Pcma, &mut there);
            let (a, b) = (i32::from(decode_alaw(octet)), i32::from(decode_alaw(there[0])));
            assert!((a - b).abs() <= (a.abs() / 16).max(32), "{octet:#x}: {a} became {b}");
        }
        let mut silence = [ALAW_SILENCE];
        transcode(Codec::Pcma, Codec::Pcmu, &mut silence);
        assert!(i32::from(decode_ulaw(silence[0])).abs() <= 8);
    }
}
