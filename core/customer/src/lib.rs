//! Rules about customers: the life they lead with us, which two records are one person, and who may see what.
//!
//! A [`Lifecycle`] moves from lead to member and back, every move dated with who and why (CUS-2); [`Lifecycle::drawing`]
//! is its picture. [`compare`] scores by evidence whether two [`Profile`]s are one customer, [`merge`] joins them and
//! [`Merge::undo`] takes them apart again (CUS-4). [`sight`] says how much of a datum a role sees (CUS-5).
//! An [`Offer`] says when a recommendation is proposed to a customer and what follows from the answer (CUS-7).

mod care;
mod compare;
mod lifecycle;
mod mask;
mod merge;
mod profile;
mod recommend;

pub use care::{CareSettings, CareTask, CareTaskKind};
pub use compare::{Evidence, Grade, Likeness, SharedBy, compare, plain};
pub use lifecycle::{
    Beginning, Edge, KeyGround, Lifecycle, LifecycleCommand, LifecycleEvent, LifecycleStep, Stage, TrialFacts,
};
pub use mask::{Datum, Sight, mask_address, mask_code, mask_email, mask_name, reveal, sight};
pub use merge::{Merge, merge};
pub use profile::{Account, Field, Profile};
pub use recommend::{Answer, Offer, Standing};
