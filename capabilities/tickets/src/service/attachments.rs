//! Files on tickets: photographs, documents (TKT-9).

use std::time::Duration;

use bytes::Bytes;
use kernel::{NewEvent, Principal, Refused};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ticket::{Ticket, TicketId};
use web::{ApiError, ApiResult};

use super::{Change, Tickets, no_ticket};
use crate::model::{AttachmentRemoval, AttachmentView};
use crate::rules::work::{ATTACHED, FILE_REMOVED, subject};
use crate::{DEPARTMENT, REMOVE_FILES, WRITE, store};

/// Files on one ticket at most.
const MOST: usize = 50;
/// Bytes on one ticket at most.
const MOST_BYTES: i64 = 200 * 1024 * 1024;
const LONGEST_WHY: usize = 200;
/// Content that no ticket knows is left by a crash; younger than this it may belong to one that is being written.
const LEFT_OVER: Duration = Duration::from_secs(86_400);

impl Tickets {
    /// Puts a file on a ticket that may be seen and worked on. The same file under the same name comes once: a worker
    /// in a cellar sends again what may have arrived.
    ///
    /// # Errors
    /// Not found; forbidden; a name or content that is refused; too many files.
    pub async fn attach(
        &self,
        who: &Principal,
        id: TicketId,
        name: &str,
        content: Bytes,
    ) -> ApiResult<AttachmentView> {
        if !who.may(WRITE) {
            who.require(DEPARTMENT)?;
        }
        let (sight, _) = self.sight(who).await?;
        self.seen(&sight, id).await?;
        let name = files::clean_name(name)?;
        let kind = files::inspect(&name, &content)?;
        let mut one = AttachmentView {
            id: self.db.new_uuid().to_string(),
            ticket_id: id,
            name,
            media_type: kind.media_type.to_owned(),
            is_picture: kind.is_picture,
            bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
            sha256: Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect(),
            at: self.db.now(),
            author: who.user,
            author_name: None,
            removable: false,
        };
        // Content first: a row never names what is not there. What a crash leaves between the two is swept.
        self.below.files.put(&key(&one.id), content).await.map_err(ApiError::failed)?;
        let kept = self.keep_attachment(who, &one).await;
        if !matches!(&kept, Ok(None)) {
            self.below.files.delete(&key(&one.id)).await.map_err(ApiError::failed)?;
        }
        if let Some(earlier) = kept? {
            one = earlier;
        }
        self.name_authors(std::slice::from_mut(&mut one)).await?;
        let listed = self.attachments(who, id).await?;
        one.removable = listed.iter().any(|known| known.id == one.id && known.removable);
        Ok(one)
    }

    /// Takes a file away: the own one, or any by who may. The history keeps who, what and why; the content is gone.
    ///
    /// # Errors
    /// Not found; forbidden; no reason; the ticket is over, must be kept, or is a crisis case.
    pub async fn remove_attachment(
        &self,
        who: &Principal,
        id: TicketId,
        file: &str,
        removal: &AttachmentRemoval,
    ) -> ApiResult<()> {
        if !who.may(WRITE) {
            who.require(DEPARTMENT)?;
        }
        let (sight, _) = self.sight(who).await?;
        let why = removal.why.trim();
        if why.is_empty() || why.chars().count() > LONGEST_WHY {
            let (zh, en) = ("请写明移除原因，最多 200 字", "Say why, in 200 characters at most");
            return Err(Refused::field("why", zh, en).into());
        }
        let mut change = self.begin().await?;
        let work = change.lock(id).await?;
        if !sight.shows(&work.ticket) {
            return Err(no_ticket().into());
        }
        let there = store::attachments::of_locked(&mut change.tx, id).await?;
        let one = there.iter().find(|one| one.id == file);
        let one = one.ok_or_else(|| Refused::not_found("附件", "attachment"))?;
        self.may_remove(who, &work.ticket, one)?;
        if store::filing::is_held(&mut change.tx, id).await? {
            let (zh, en) = ("工单已保全，附件不能移除", "The ticket must be kept, with its files");
            return Err(Refused::conflict("tickets.must_be_kept", zh, en).into());
        }
        store::attachments::remove(&mut change.tx, &one.id).await?;
        let what = json!({"attachment": one.id, "name": one.name, "media_type": one.media_type,
            "bytes": one.bytes, "author": one.author, "why": why});
        told(&mut change, who, id, FILE_REMOVED, what);
        self.finish(change).await?;
        // What a crash leaves here is swept.
        self.delete_content(&one.id).await
    }

    /// Whether somebody may take a file away from a ticket as it is.
    fn may_remove(&self, who: &Principal, ticket: &Ticket, one: &AttachmentView) -> Result<(), Refused> {
        let own = one.author.is_some() && one.author == who.user;
        if !own {
            who.require(REMOVE_FILES)?;
        }
        if ticket.merged_into.is_some() {
            let (zh, en) =
                ("工单已并入另一张，附件不能移除", "The ticket went up in another; its files stay");
            return Err(Refused::conflict("tickets.merged", zh, en));
        }
        if ticket.is_over() {
            let (zh, en) = ("工单已关闭，附件不能移除", "The ticket is closed; its files stay");
            return Err(Refused::conflict("tickets.closed", zh, en));
        }
        if self.is_crisis(ticket) {
            let (zh, en) = ("危机事件的附件是证据，不能移除", "Files of a crisis case are evidence and stay");
            return Err(Refused::conflict("tickets.must_be_kept", zh, en));
        }
        Ok(())
    }

    /// Writes the row, unless the ticket has this file already: then that one.
    async fn keep_attachment(
        &self,
        who: &Principal,
        one: &AttachmentView,
    ) -> ApiResult<Option<AttachmentView>> {
        let mut change = self.begin().await?;
        change.lock(one.ticket_id).await?;
        let there = store::attachments::of_locked(&mut change.tx, one.ticket_id).await?;
        if let Some(same) = there.iter().find(|known| known.sha256 == one.sha256 && known.name == one.name) {
            return Ok(Some(same.clone()));
        }
        let bytes: i64 = there.iter().map(|known| known.bytes).sum();
        if there.len() >= MOST || bytes.saturating_add(one.bytes) > MOST_BYTES {
            let (zh, en) = ("一张工单最多 50 个附件、共 200 MB", "A ticket has 50 files and 200 MB at most");
            return Err(Refused::field("file", zh, en).into());
        }
        store::attachments::add(&mut change.tx, one).await?;
        attached(&mut change, who, one);
        self.finish(change).await?;
        Ok(None)
    }

    /// The files of a ticket that may be seen, as they came.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn attachments(&self, who: &Principal, id: TicketId) -> ApiResult<Vec<AttachmentView>> {
        let (sight, _) = self.sight(who).await?;
        let work = self.seen(&sight, id).await?;
        let mut list = store::attachments::of(&self.db, id).await?;
        self.name_authors(&mut list).await?;
        let held = store::filing::hold(&self.db, id).await?.is_some();
        for one in &mut list {
            one.removable = !held && self.may_remove(who, &work.ticket, one).is_ok();
        }
        Ok(list)
    }

    /// One file with its content.
    ///
    /// # Errors
    /// Not found; forbidden; the content cannot be read.
    pub async fn attachment(
        &self,
        who: &Principal,
        id: TicketId,
        file: &str,
    ) -> ApiResult<(AttachmentView, Bytes)> {
        let found = self.attachments(who, id).await?.into_iter().find(|one| one.id == file);
        let one = found.ok_or_else(|| Refused::not_found("附件", "attachment"))?;
        let content = self.below.files.get(&key(&one.id)).await.map_err(ApiError::failed)?;
        Ok((one, content))
    }

    /// Forgets the content of a file.
    pub(super) async fn delete_content(&self, id: &str) -> ApiResult<()> {
        self.below.files.delete(&key(id)).await.map_err(ApiError::failed)
    }

    async fn name_authors(&self, list: &mut [AttachmentView]) -> ApiResult<()> {
        let people = self.people().await?;
        for one in list {
            one.author_name = one.author.and_then(|user| people.get(user)).map(|person| person.name.clone());
        }
        Ok(())
    }

    /// Forgets the contents of files that no ticket knows any more.
    pub(super) async fn sweep_files(&self) -> ApiResult<()> {
        let before = self.db.now().minus(LEFT_OVER).micros() / 1_000_000;
        let old = self.below.files.keys(FOLDER, before).await.map_err(ApiError::failed)?;
        if old.is_empty() {
            return Ok(());
        }
        let known = store::attachments::known(&self.db).await?;
        for key in old.iter().filter(|key| !known.contains(key.rsplit('/').next().unwrap_or_default())) {
            self.below.files.delete(key).await.map_err(ApiError::failed)?;
        }
        Ok(())
    }
}

const FOLDER: &str = "tickets";

fn key(id: &str) -> String {
    format!("{FOLDER}/{id}")
}

fn attached(change: &mut Change, who: &Principal, one: &AttachmentView) {
    let what =
        json!({"attachment": one.id, "name": one.name, "media_type": one.media_type, "bytes": one.bytes});
    told(change, who, one.ticket_id, ATTACHED, what);
}

fn told(change: &mut Change, who: &Principal, id: TicketId, kind: &str, data: Value) {
    let (at, kind, actor) = (change.at, kind.to_owned(), who.actor());
    change.tx.emit(NewEvent { at, kind, subject: subject(id), actor, data: data.into() });
}
