//! WebRTC legs.
use crate::error::MediaError;
use crate::g711::Codec;

#[derive(Debug, Clone)]
pub(crate) struct WebRtcSetup {}

impl WebRtcSetup {
    pub(crate) fn new(_codec: Codec) -> Result<Self, MediaError> {
        Ok(Self {})
    }
}
