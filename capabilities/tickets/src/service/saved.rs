//! Saved views: one's own, a team's, everybody's.

use std::collections::BTreeSet;

use db::Tx;
use kernel::{Principal, Refused, TeamId, UserId};
use serde_json::json;
use web::ApiResult;

use super::Tickets;
use super::desk::{named, too_many};
use crate::model::{SavedView, SavedViewForm, ViewOrder};
use crate::{READ, SHARE, store};

/// Views of one person at most, shared ones included.
const MOST_VIEWS: usize = 100;
/// Views that can be put in order.
const MOST_ORDERED: usize = 500;

impl Tickets {
    /// Views that somebody has, in the order of that person: everybody's, the team's and own ones.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn views(&self, who: &Principal) -> ApiResult<Vec<SavedView>> {
        who.require(READ)?;
        let mut views = store::saved::views(&self.db, who.user, self.team_of(who).await?).await?;
        if let Some(user) = who.user {
            let order = store::saved::order(&self.db, user).await?;
            let place = |view: &SavedView| order.iter().position(|id| *id == view.id).unwrap_or(usize::MAX);
            views.sort_by_key(place);
        }
        Ok(views)
    }

    async fn team_of(&self, who: &Principal) -> ApiResult<Option<TeamId>> {
        let Some(user) = who.user else { return Ok(None) };
        Ok(self.people().await?.get(user).and_then(|person| person.team))
    }

    /// Keeps a view or changes one: an own one, or one for a team or everybody by those who may.
    ///
    /// # Errors
    /// Forbidden; not found; a name that is none; an unknown team; a filter that names what is not there; changed by
    /// somebody else since the version seen.
    pub async fn save_view(
        &self,
        who: &Principal,
        id: Option<&str>,
        form: SavedViewForm,
    ) -> ApiResult<SavedView> {
        who.require(READ)?;
        named("name", &form.name)?;
        if form.shared || form.team.is_some() {
            who.require(SHARE)?;
        }
        self.known_team("team", form.team.filter(|_| !form.shared)).await?;
        self.known_parts(&form.filter).await?;
        let team = self.team_of(who).await?;
        if id.is_none() && store::saved::views(&self.db, who.user, team).await?.len() >= MOST_VIEWS {
            return Err(too_many(MOST_VIEWS).into());
        }
        let mut tx = self.db.begin().await?;
        let (owner, version) = match id {
            Some(id) => {
                let found = changeable(&mut tx, who, team, id).await?;
                if form.version.is_some_and(|seen| seen < found.version) {
                    return Err(self.view_changed(&found).await?.into());
                }
                (found.owner, found.version + 1)
            }
            None => (who.user.unwrap_or(UserId::from_u128(0)), 1),
        };
        let view = SavedView {
            id: id.map_or_else(|| self.db.new_uuid().to_string(), str::to_owned),
            name: form.name.trim().to_owned(),
            shared: form.shared,
            team: form.team.filter(|_| !form.shared),
            owner,
            filter: form.filter,
            version,
            changed_by: who.user,
            changed_at: Some(self.db.now()),
        };
        store::saved::save(&mut tx, &view).await?;
        let said = json!({"shared": view.shared, "team": view.team});
        self.say(&mut tx, who, "tickets.view_saved", &view.id, said);
        tx.commit().await?;
        Ok(view)
    }

    /// The second of two who edit a view is told who changed it, and saves again when the changes have been seen.
    async fn view_changed(&self, now: &SavedView) -> ApiResult<Refused> {
        let people = self.people().await?;
        let name = now.changed_by.and_then(|user| people.get(user)).map(|person| person.name.clone());
        let (zh, en) = match name {
            Some(name) => (
                format!("{name} 在您打开之后修改了此视图"),
                format!("{name} changed the view after you opened it"),
            ),
            None => (
                "他人在您打开之后修改了此视图".to_owned(),
                "Somebody changed the view after you opened it".to_owned(),
            ),
        };
        let refused = Refused::conflict(
            "tickets.view_changed_meanwhile",
            format!("{zh}；请核对后再保存，您填写的内容没有丢失。"),
            format!("{en}; compare and save again, nothing you typed is lost."),
        );
        Ok(refused.with_possible([format!("version:{}", now.version)]))
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn remove_view(&self, who: &Principal, id: &str) -> ApiResult<()> {
        who.require(READ)?;
        let team = self.team_of(who).await?;
        let mut tx = self.db.begin().await?;
        changeable(&mut tx, who, team, id).await?;
        store::saved::remove(&mut tx, id).await?;
        self.say(&mut tx, who, "tickets.view_removed", id, json!({}));
        Ok(tx.commit().await?)
    }

    /// Puts the views of the reader in order, for the reader alone.
    ///
    /// # Errors
    /// Forbidden; a view named twice, or too many.
    pub async fn order_views(&self, who: &Principal, form: ViewOrder) -> ApiResult<Vec<SavedView>> {
        who.require(READ)?;
        let user = who.user.ok_or_else(|| Refused::forbidden("tickets.views"))?;
        let once: BTreeSet<&String> = form.views.iter().collect();
        if form.views.len() > MOST_ORDERED || once.len() < form.views.len() {
            let (zh, en) = ("每个视图只能出现一次", "Each view is named once");
            return Err(Refused::field("views", zh, en).into());
        }
        // Ids that are nobody's, or not the reader's, say nothing and are not kept.
        let has = self.views(who).await?;
        let kept: Vec<String> =
            form.views.into_iter().filter(|id| has.iter().any(|view| view.id == *id)).collect();
        let mut tx = self.db.begin().await?;
        store::saved::save_order(&mut tx, user, &kept).await?;
        self.say(&mut tx, who, "tickets.views_ordered", &user.to_string(), json!({}));
        tx.commit().await?;
        self.views(who).await
    }
}

/// A view that somebody may change; what is another's own, or another team's, is not there.
async fn changeable(tx: &mut Tx, who: &Principal, team: Option<TeamId>, id: &str) -> ApiResult<SavedView> {
    let gone = || Refused::not_found("视图", "view");
    let found = store::saved::lock(tx, id).await?.ok_or_else(gone)?;
    if Some(found.owner) == who.user {
        return Ok(found);
    }
    if found.shared || (found.team.is_some() && found.team == team) {
        who.require(SHARE)?;
        return Ok(found);
    }
    Err(gone().into())
}
