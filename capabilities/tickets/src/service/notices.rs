//! Notices to people.

use kernel::{Actor, NewEvent, Principal, Refused, UserId};
use serde_json::json;
use ticket::TicketId;
use web::{ApiResult, Page, page_size};

use super::Tickets;
use crate::model::{NoticeFilter, NoticeView, ReadForm, Unread};
use crate::{DEPARTMENT, READ, store};

/// Notices marked at once at most.
const MOST: usize = 200;

fn reader(who: &Principal) -> ApiResult<UserId> {
    if !who.may(READ) {
        who.require(DEPARTMENT)?;
    }
    Ok(who.user.ok_or_else(|| Refused::forbidden("tickets.notices"))?)
}

impl Tickets {
    /// The reader's notices, the newest first. Of tickets that the reader may not see any more only the number is told.
    ///
    /// # Errors
    /// Forbidden; a page size out of range.
    pub async fn notices(&self, who: &Principal, filter: NoticeFilter) -> ApiResult<Page<NoticeView>> {
        let user = reader(who)?;
        let size = page_size(filter.limit)?;
        let (sight, _) = self.sight(who).await?;
        let unread = filter.unread.unwrap_or(false);
        let found = store::notices::page(&self.db, user, unread, filter.cursor.as_deref(), size + 1).await?;
        let shown = found.into_iter().map(|(mut notice, ticket)| {
            if !sight.shows(&ticket) {
                notice.title.clear();
                notice.text = kernel::Text::new("此工单已不归您处理", "This ticket is not yours any more");
            }
            notice
        });
        Ok(Page::from_surplus(shown.collect(), size, |last| last.id.clone()))
    }

    /// How many notices the reader has not read.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn unread(&self, who: &Principal) -> ApiResult<Unread> {
        let user = reader(who)?;
        Ok(Unread { count: store::notices::unread(&self.db, user).await? })
    }

    /// Marks notices as read; none named: all.
    ///
    /// # Errors
    /// Forbidden; too many at once.
    pub async fn read_notices(&self, who: &Principal, form: ReadForm) -> ApiResult<Unread> {
        let user = reader(who)?;
        if form.ids.len() > MOST {
            let (zh, en) = (format!("一次最多 {MOST} 条"), format!("At most {MOST} at once"));
            return Err(Refused::field("ids", zh, en).into());
        }
        let mut tx = self.db.begin().await?;
        if form.ids.is_empty() {
            store::notices::read(&mut tx, user, None).await?;
        }
        for id in &form.ids {
            store::notices::read(&mut tx, user, Some(id)).await?;
        }
        tx.emit(self.told(user));
        tx.commit().await?;
        self.unread(who).await
    }

    /// The reader has looked at a ticket: what was said about it is read.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn looked_at(&self, who: &Principal, id: TicketId) -> ApiResult<Unread> {
        let user = reader(who)?;
        let mut tx = self.db.begin().await?;
        if store::notices::read_of(&mut tx, user, id).await? > 0 {
            tx.emit(self.told(user));
        }
        tx.commit().await?;
        self.unread(who).await
    }

    /// The other pages of the same reader learn of it.
    fn told(&self, user: UserId) -> NewEvent {
        NewEvent {
            at: self.db.now(),
            kind: "tickets.notified".to_owned(),
            subject: format!("user:{user}"),
            actor: Actor::User(user),
            data: json!({"read": true}).into(),
        }
    }
}
