//! Notes on customers.

use kernel::{CustomerId, Principal};
use serde_json::json;
use web::{ApiResult, Page};

use super::{Customers, locked, needed, told};
use crate::model::{Memo, MemoForm, MemoKind};
use crate::{QUALITY, READ, WRITE, store};

const LONGEST: usize = 5000;

impl Customers {
    /// Notes on a customer, the newest first.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn memos(
        &self,
        who: &Principal,
        id: CustomerId,
        cursor: Option<&str>,
        size: u32,
    ) -> ApiResult<Page<Memo>> {
        who.require(READ)?;
        self.load(id).await?;
        let family = self.family(id).await?;
        let found = store::memos(&self.db, &family, cursor, size + 1).await?;
        Ok(Page::from_surplus(found, size, |memo| memo.id.clone()))
    }

    /// Writes a note on a customer. The record of quality is kept by those who review the service.
    ///
    /// # Errors
    /// Not found; forbidden; empty.
    pub async fn write_memo(&self, who: &Principal, id: CustomerId, form: MemoForm) -> ApiResult<Memo> {
        who.require(match form.kind {
            MemoKind::Memo => WRITE,
            MemoKind::Quality => QUALITY,
        })?;
        let text = needed("text", &form.text, LONGEST)?;
        let (at, author) = (self.db.now(), who.actor());
        let memo = Memo { id: self.db.new_uuid().to_string(), kind: form.kind, at, author, text };
        let mut tx = self.db.begin().await?;
        locked(&mut tx, id).await?;
        store::add_memo(&mut tx, id, &memo).await?;
        tx.emit(told(who, at, "customers.memo_written", id, json!({"kind": memo.kind})));
        tx.commit().await?;
        Ok(memo)
    }
}
