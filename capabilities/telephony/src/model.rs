//! Numbers, trunks, recordings and call-back requests as the API shows them.

use kernel::{ContactId, NumberId, RecordingId, Refused, Timestamp, TrunkId};
use serde::{Deserialize, Serialize};
use sip::IpPrefix;
use utoipa::ToSchema;

/// A hotline number and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Number {
    /// The number's id.
    pub id: NumberId,
    /// Its settings.
    #[serde(flatten)]
    pub form: NumberForm,
}

/// A hotline number as a form describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberForm {
    /// As dialled, such as `95000`.
    pub number: String,
    /// Name for people.
    pub name: String,
    /// Name of the entry flow.
    pub flow: String,
    /// The caller's page `/call` may call it.
    #[serde(default)]
    pub web_calls: bool,
}

/// A trunk: who may send calls from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Trunk {
    /// The trunk.
    pub id: TrunkId,
    /// Its settings.
    #[serde(flatten)]
    pub form: TrunkForm,
}

/// A trunk as a form describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrunkForm {
    /// Name, unique.
    pub name: String,
    /// Addresses or networks such as `192.0.2.7` or `192.0.2.0/24`.
    pub addresses: Vec<String>,
    /// Calls are accepted.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl NumberForm {
    /// Checks the form.
    ///
    /// # Errors
    /// Refused, naming the field at fault.
    pub fn check(&self) -> Result<(), Refused> {
        let dialable =
            self.number.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'_' | b'.'));
        if self.number.is_empty() || self.number.len() > 32 || !dialable {
            return Err(Refused::field(
                "number",
                "号码应为 1–32 个数字或字母",
                "A number has 1 to 32 digits or letters",
            ));
        }
        if self.name.trim().is_empty() || self.name.len() > 200 {
            return Err(Refused::field("name", "名称应为 1–200 个字节", "A name has 1 to 200 bytes"));
        }
        Ok(())
    }
}

impl TrunkForm {
    /// The networks of the trunk.
    ///
    /// # Errors
    /// Refused, naming the field at fault.
    pub fn networks(&self) -> Result<Vec<IpPrefix>, Refused> {
        if self.name.trim().is_empty() || self.name.len() > 100 {
            return Err(Refused::field("name", "名称应为 1–100 个字节", "A name has 1 to 100 bytes"));
        }
        if self.addresses.is_empty() || self.addresses.len() > 100 {
            return Err(Refused::field("addresses", "应有 1–100 个地址", "1 to 100 addresses are needed"));
        }
        let parse = |(n, text): (usize, &String)| {
            text.parse::<IpPrefix>().map_err(|_| {
                let field = format!("addresses[{n}]");
                Refused::field(&field, "不是有效的地址或网段", "This is no address or network")
            })
        };
        self.addresses.iter().enumerate().map(parse).collect()
    }
}

/// A recording.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Recording {
    /// The recording.
    pub id: RecordingId,
    /// Of which contact.
    pub contact_id: ContactId,
    /// `call` (left: customer, right: agent) or `voicemail`.
    pub kind: String,
    /// Begin.
    pub started_at: Timestamp,
    /// Length in seconds, once it is complete.
    pub duration_s: Option<f64>,
    /// `running`, `complete`, `repaired` (after the program was killed), `lost` (killed before it had a byte) or
    /// `failed` (it could not be written any further; what was written plays).
    pub state: String,
    /// Why it failed.
    pub failure: Option<String>,
    #[serde(skip)]
    pub(crate) path: String,
}
