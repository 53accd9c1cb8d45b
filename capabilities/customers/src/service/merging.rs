//! Records that may be one customer; two become one, and one becomes two again.

use std::collections::BTreeMap;

use customer::{Grade, Likeness, compare};
use db::Tx;
use kernel::{CustomerId, Principal, Refused};
use serde_json::json;
use web::{ApiResult, Page};

use super::settings::Settings;
use super::{Customers, bad_cursor, codes, locked, no_customer, told};
use crate::model::{DistinctForm, DuplicatePair, Filter, Lookalike, MergeForm, MergeView, Stored, Wanted};
use crate::rules::{masking, meanwhile, merging, phone};
use crate::store::NewMerge;
use crate::{MERGE, READ, store};

/// So many sharers of a value are looked at.
const MOST_SHARERS: u32 = 8;
/// So many customers of a like name are looked at.
const MOST_NAMESAKES: u32 = 50;

impl Customers {
    /// How alike two records are.
    async fn likeness(&self, one: &Stored, two: &Stored) -> ApiResult<Likeness> {
        let (a, b) = (merging::profile(one), merging::profile(two));
        let phones = a.phones.intersection(&b.phones).map(|kept| phone::parts(kept).0.to_owned());
        let emails = a.emails.intersection(&b.emails).cloned();
        let accounts = a.accounts.intersection(&b.accounts).map(|account| account.id.clone());
        let values: Vec<String> = phones.chain(emails).chain(accounts).collect();
        let counts: BTreeMap<String, u32> = store::shared_by(&self.db, values).await?;
        Ok(compare(&a, &b, &|value| {
            counts.get(phone::parts(value).0).or(counts.get(value)).copied().unwrap_or(2)
        }))
    }

    /// Notes anew, after a change, which other records may be the same customer.
    pub(super) async fn note_pairs_anew(
        &self,
        tx: &mut Tx,
        stored: &Stored,
        settings: &Settings,
    ) -> ApiResult<()> {
        store::forget_pairs(tx, stored.id).await?;
        self.note_pairs(tx, stored, settings).await
    }

    /// Notes which other records may be the same customer, for those who merge.
    pub(super) async fn note_pairs(
        &self,
        tx: &mut Tx,
        stored: &Stored,
        settings: &Settings,
    ) -> ApiResult<()> {
        let found_by = store::identities(stored, &settings.unique());
        let sharers = store::sharers(&self.db, stored.id, &found_by, MOST_SHARERS).await?;
        for other in store::by_ids(&self.db, &sharers).await? {
            let likeness = self.likeness(stored, &other).await?;
            if likeness.grade >= Grade::Possible {
                tx.put_all([store::pair_row(stored.id, other.id, &likeness)]).await?;
            }
        }
        Ok(())
    }

    /// Pairs of records that may be one customer, the likeliest first.
    ///
    /// # Errors
    /// Forbidden; a cursor that is none.
    pub async fn duplicates(
        &self,
        who: &Principal,
        cursor: Option<&str>,
        size: u32,
    ) -> ApiResult<Page<DuplicatePair>> {
        who.require(MERGE)?;
        let place = |cursor: &str| {
            let (points, ids) = cursor.split_once('~')?;
            Some((points.parse().ok()?, ids.to_owned()))
        };
        let after = match cursor {
            Some(cursor) => Some(place(cursor).ok_or_else(bad_cursor)?),
            None => None,
        };
        let found = store::pairs(&self.db, after, size + 1).await?;
        let ids: Vec<CustomerId> = found.iter().flat_map(|pair| [pair.one, pair.two]).collect();
        let records = store::by_ids(&self.db, &ids).await?;
        let settings = self.settings().await?;
        let view = |id: CustomerId| {
            let stored = records.iter().find(|stored| stored.id == id)?;
            Some(masking::shown(stored, who, false, &settings.fields))
        };
        let pairs = found.into_iter().filter_map(|pair| {
            Some(DuplicatePair { one: view(pair.one)?, two: view(pair.two)?, likeness: pair.likeness })
        });
        let cursor =
            |pair: &DuplicatePair| format!("{}~{}{}", pair.likeness.points, pair.one.id, pair.two.id);
        Ok(Page::from_surplus(pairs.collect(), size, cursor))
    }

    /// Records that may be the same customer as one: by shared numbers, addresses and codes, and by the name.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn lookalikes(&self, who: &Principal, id: CustomerId) -> ApiResult<Vec<Lookalike>> {
        who.require(READ)?;
        let (stored, settings) = (self.load(id).await?, self.settings().await?);
        let found_by = store::identities(&stored, &settings.unique());
        let sharers = store::sharers(&self.db, id, &found_by, MOST_SHARERS).await?;
        let mut others = store::by_ids(&self.db, &sharers).await?;
        let filter = Filter { q: Some(stored.name.clone()), ..Filter::default() };
        let wanted = Wanted { filter, limit: MOST_NAMESAKES, ..Wanted::default() };
        for namesake in store::page(&self.db, &wanted).await? {
            if namesake.id != id && !others.iter().any(|other| other.id == namesake.id) {
                others.push(namesake);
            }
        }
        let mut found = Vec::new();
        for other in others.iter().filter(|other| other.merged_into.is_none()) {
            let likeness = self.likeness(&stored, other).await?;
            if likeness.grade >= Grade::Possible {
                let customer = masking::shown(other, who, false, &settings.fields);
                found.push(Lookalike { customer, likeness });
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.likeness.points));
        Ok(found)
    }

    /// Says that two records are two customers: they are offered no more.
    ///
    /// # Errors
    /// Forbidden; the two were not offered.
    pub async fn say_distinct(&self, who: &Principal, form: DistinctForm) -> ApiResult<()> {
        who.require(MERGE)?;
        let mut tx = self.db.begin().await?;
        if store::settle_pair(&mut tx, form.one, form.two, Some("distinct")).await? == 0 {
            return Err(no_customer().into());
        }
        let data = json!({"other": form.two});
        tx.emit(told(who, self.db.now(), "customers.told_apart", form.one, data));
        Ok(tx.commit().await?)
    }

    /// Lets a record go up in another. Nothing is re-pointed: what belongs to the record that went up is found under
    /// the kept one, since readers ask for the [family](Customers::family).
    ///
    /// # Errors
    /// Not found; forbidden; one record with itself; one of the two went up before.
    pub async fn merge(&self, who: &Principal, kept: CustomerId, form: MergeForm) -> ApiResult<MergeView> {
        who.require(MERGE)?;
        if kept == form.gone {
            return Err(Refused::field("gone", "不能与自身合并", "A record is not merged with itself").into());
        }
        let settings = self.settled().await?;
        let (now, actor) = (self.db.now(), who.actor());
        let why: String = form.why.trim().chars().take(500).collect();
        let mut tx = self.db.begin().await?;
        let (before, gone_before) = both_locked(&mut tx, kept, form.gone).await?;
        let (mut next, mut gone) = (before.clone(), gone_before.clone());
        let record = merging::join(&mut next, &mut gone);
        meanwhile::touch(&before, &mut next, &actor, now);
        (gone.version, gone.updated_at) = (gone_before.version + 1, now);
        // The record that goes up leaves the index before the kept one enters it, and keeps the codes which that one does
        // not take over: nobody else gets them, so that the merge can be undone.
        store::release(&mut tx, gone.id).await?;
        store::forget_pairs(&mut tx, gone.id).await?;
        self.save(&mut tx, &next, &settings).await?;
        store::update(&mut tx, &gone, &settings.unique(), settings.care).await?;
        store::settle_pair(&mut tx, kept, form.gone, Some("merged")).await?;
        let id = self.db.new_uuid().to_string();
        let new =
            NewMerge { id: &id, kept, gone: form.gone, at: now, actor: &actor, why: &why, record: &record };
        store::add_merge(&mut tx, &new).await?;
        let data = json!({"merge": id, "gone": form.gone, "version": next.version, "level": next.level()});
        tx.emit(told(who, now, "customers.merged", kept, web::with_origin(data)));
        tx.commit().await?;
        let gone_name = gone_before.name;
        Ok(MergeView { id, kept, gone: form.gone, gone_name, at: now, actor, why, undone_at: None })
    }

    /// Merges in which a record took part, the newest first.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn merges(&self, who: &Principal, id: CustomerId) -> ApiResult<Vec<MergeView>> {
        who.require(READ)?;
        self.load(id).await?;
        Ok(store::merges(&self.db, id).await?.into_iter().map(|merge| merge.view).collect())
    }

    /// Takes two records apart again. Merges are undone in the reverse order, so that each finds what it left.
    ///
    /// # Errors
    /// Not found; forbidden; undone before; a newer merge stands on it; a code of the record went to another customer.
    pub async fn undo_merge(&self, who: &Principal, id: &str) -> ApiResult<()> {
        who.require(MERGE)?;
        let settings = self.settled().await?;
        let (now, actor) = (self.db.now(), who.actor());
        let mut tx = self.db.begin().await?;
        let merge = store::merge_by_id(&mut tx, id).await?;
        let view = merge.ok_or_else(|| Refused::not_found("合并", "merge"))?.view;
        let (before, mut gone) = all_locked(&mut tx, view.kept, view.gone).await?;
        // Read again, now that nobody else can undo it.
        let merge = store::merge_by_id(&mut tx, id).await?;
        let merge = merge.ok_or_else(|| Refused::not_found("合并", "merge"))?;
        if merge.view.undone_at.is_some() {
            let (zh, en) = ("这次合并已撤销。", "This merge was undone already.");
            return Err(Refused::conflict("customers.undone", zh, en).into());
        }
        if let Some(newer) = store::newer_merge(&mut tx, view.kept, id).await? {
            let (zh, en) =
                ("之后还有合并，请先撤销较新的。", "A newer merge stands on this one; undo that first.");
            return Err(Refused::conflict("customers.newer_merge", zh, en)
                .with_possible([format!("merge:{newer}")])
                .into());
        }
        let mut next = before.clone();
        merging::part(&mut next, &mut gone, &merge.record);
        meanwhile::touch(&before, &mut next, &actor, now);
        (gone.version, gone.updated_at) = (gone.version + 1, now);
        self.save(&mut tx, &next, &settings).await?;
        let mut held = store::update(&mut tx, &gone, &settings.unique(), settings.care).await?;
        held = codes::all_held(&mut tx, held, &[&gone], &settings).await?;
        // Both may have had one code since before codes were held apart.
        held.retain(|held| held.holder != view.kept);
        codes::refuse_held(&mut tx, &held, &settings, codes::in_fields).await?;
        store::settle_pair(&mut tx, view.kept, view.gone, None).await?;
        store::undo_merge(&mut tx, id, now).await?;
        let data = json!({"merge": id, "gone": view.gone, "version": next.version, "level": next.level()});
        tx.emit(told(who, now, "customers.parted", view.kept, web::with_origin(data)));
        Ok(tx.commit().await?)
    }
}

/// Two records, locked in the order of their ids whoever comes first: two requests never wait for each other.
async fn all_locked(tx: &mut Tx, one: CustomerId, two: CustomerId) -> ApiResult<(Stored, Stored)> {
    let mut lock =
        async |id| -> ApiResult<Stored> { Ok(store::lock(tx, id).await?.ok_or_else(no_customer)?) };
    if one < two {
        let first = lock(one).await?;
        Ok((first, lock(two).await?))
    } else {
        let second = lock(two).await?;
        Ok((lock(one).await?, second))
    }
}

/// Two records that stand by themselves, locked.
async fn both_locked(tx: &mut Tx, one: CustomerId, two: CustomerId) -> ApiResult<(Stored, Stored)> {
    all_locked(tx, one, two).await?;
    Ok((locked(tx, one).await?, locked(tx, two).await?))
}
