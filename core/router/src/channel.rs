//! The channels over which contacts arrive, and a value for each of them.

use serde::{Deserialize, Serialize};

/// A way in which a customer reaches the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Telephone calls.
    Voice,
    /// Web chat.
    Chat,
    /// E-mail threads.
    Email,
    /// Messages from social networks.
    Social,
    /// Text messages.
    Sms,
    /// Messages from within an app.
    InApp,
    /// Tickets handed out as work.
    Ticket,
}

impl Channel {
    /// All channels, in a fixed order.
    pub const ALL: [Channel; 7] = [
        Channel::Voice,
        Channel::Chat,
        Channel::Email,
        Channel::Social,
        Channel::Sms,
        Channel::InApp,
        Channel::Ticket,
    ];

    /// Place in [`Channel::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The channel's bit in a set of channels.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// One value for each channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct PerChannel<T: Default> {
    pub voice: T,
    pub chat: T,
    pub email: T,
    pub social: T,
    pub sms: T,
    pub in_app: T,
    pub ticket: T,
}

impl<T: Default> PerChannel<T> {
    /// The value for one channel.
    pub fn get(&self, channel: Channel) -> &T {
        match channel {
            Channel::Voice => &self.voice,
            Channel::Chat => &self.chat,
            Channel::Email => &self.email,
            Channel::Social => &self.social,
            Channel::Sms => &self.sms,
            Channel::InApp => &self.in_app,
            Channel::Ticket => &self.ticket,
        }
    }

    /// The value for one channel, to change it.
    pub fn get_mut(&mut self, channel: Channel) -> &mut T {
        match channel {
            Channel::Voice => &mut self.voice,
            Channel::Chat => &mut self.chat,
            Channel::Email => &mut self.email,
            Channel::Social => &mut self.social,
            Channel::Sms => &mut self.sms,
            Channel::InApp => &mut self.in_app,
            Channel::Ticket => &mut self.ticket,
        }
    }
}
