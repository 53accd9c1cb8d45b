//! Who belongs to a group: the same conditions as those of the lists, asked of one record.

use customer::Stage;

use crate::model::{Filter, Stored};

/// Whether a greeting is for somebody: not for those on the block list or who said no to every way of being contacted, and
/// for eliminated ones only where they are chosen.
pub fn is_greeted(group: &Filter, stored: &Stored) -> bool {
    let consents = &stored.details.consents;
    let refuses = !consents.is_empty() && consents.values().all(|consent| !consent.given);
    let gone = stored.stage() == Stage::Eliminated && group.stage != Some(Stage::Eliminated);
    !stored.blocked && !refuses && !gone
}

/// Whether a record belongs to a group. A group is never chosen by search, so its text counts for nothing.
pub fn fits(group: &Filter, stored: &Stored) -> bool {
    let Filter { q: _, stage, level, tag, region, kind } = group;
    stored.merged_into.is_none()
        && stage.is_none_or(|stage| stage == stored.stage())
        && level.is_none_or(|level| level == stored.level())
        && tag.as_ref().is_none_or(|tag| stored.details.tags.contains(tag))
        && region.as_ref().is_none_or(|region| *region == stored.region)
        && kind.is_none_or(|kind| kind == stored.kind)
}
