//! Ticket types and departments.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use db::Db;
use kernel::{Actor, NewEvent, Principal, Refused};
use serde_json::json;
use ticket::{DepartmentName, TicketType, built_in};
use web::{ApiResult, Seen, changed_by};

use super::Tickets;
use crate::model::{Department, DepartmentForm, DepartmentView, Edition};
use crate::{DEPARTMENT, MANAGE, READ, store};

const LONGEST_NAME: usize = 60;

/// Puts the built-in types into the store where there is none of that name yet.
pub(super) async fn install_types(db: &Db) -> ApiResult<()> {
    let known = store::types(db).await?;
    let missing: Vec<TicketType> = built_in::types()
        .into_iter()
        .filter(|built_in| known.iter().all(|known| known.name != built_in.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    for edition in &missing {
        store::add_type(&mut tx, edition, "system", db.now()).await?;
    }
    Ok(tx.commit().await?)
}

impl Tickets {
    /// The newest edition of each type.
    ///
    /// # Errors
    /// Forbidden.
    pub fn types(&self, who: &Principal) -> Result<Vec<TicketType>, Refused> {
        if !who.may(READ) {
            who.require(DEPARTMENT)?;
        }
        let types = self.types.read().unwrap_or_else(PoisonError::into_inner);
        Ok(types.values().map(|found| found.as_ref().clone()).collect())
    }

    /// Saves an edition of a type: its `version` is the one that was edited, 0 for a new type.
    ///
    /// # Errors
    /// Forbidden; faults, each at its part; somebody else saved an edition meanwhile.
    pub async fn save_type(&self, who: &Principal, name: &str, edited: TicketType) -> ApiResult<TicketType> {
        who.require(MANAGE)?;
        if edited.name.as_str() != name {
            return Err(
                Refused::field("name", "名称与地址不一致", "The name is not that of the address").into()
            );
        }
        let current = self.type_named(&edited.name).map_or(0, |known| known.version);
        if edited.version != current {
            return Err(self.newer_edition(name, current).await?.into());
        }
        let in_use = store::states_in_use(&self.db, &edited.name).await?;
        let edition = TicketType { version: current + 1, ..edited };
        refuse_faults(&edition, &in_use)?;
        let (now, mut tx) = (self.db.now(), self.db.begin().await?);
        let author = serde_json::to_string(&who.actor()).unwrap_or_default();
        if !store::add_type(&mut tx, &edition, &author, now).await? {
            return Err(self.newer_edition(name, edition.version).await?.into());
        }
        tx.emit(NewEvent {
            at: now,
            kind: "tickets.type_saved".to_owned(),
            subject: format!("ticket_type:{name}"),
            actor: who.actor(),
            data: web::with_origin(json!({"version": edition.version})).into(),
        });
        tx.commit().await?;
        let mut types = self.types.write().unwrap_or_else(PoisonError::into_inner);
        types.insert(edition.name.clone(), Arc::new(edition.clone()));
        Ok(edition)
    }

    /// Somebody saved a newer edition: which one, and who.
    async fn newer_edition(&self, name: &str, version: u32) -> ApiResult<Refused> {
        let mut refused = newer_edition(version);
        let newest = store::editions(&self.db, name).await?.into_iter().next();
        let author = newest.and_then(|edition| serde_json::from_str::<Actor>(&edition.author).ok());
        refused.possible.extend(author.as_ref().and_then(changed_by));
        Ok(refused)
    }

    /// The editions of a type, the newest first.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn editions(&self, who: &Principal, name: &str) -> ApiResult<Vec<Edition>> {
        who.require(MANAGE)?;
        let found = store::editions(&self.db, name).await?;
        if found.is_empty() {
            Err(Refused::not_found("工单类型", "ticket type").into())
        } else {
            Ok(found)
        }
    }

    /// Departments with those who belong to them.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn departments_with_members(&self, who: &Principal) -> ApiResult<Vec<DepartmentView>> {
        who.require(MANAGE)?;
        Ok(store::departments(&self.db).await?)
    }

    /// Departments to which tickets are passed.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn departments(&self, who: &Principal) -> ApiResult<Vec<Department>> {
        if !who.may(READ) {
            who.require(DEPARTMENT)?;
        }
        let found = store::departments(&self.db).await?.into_iter();
        Ok(found.map(|found| Department { name: found.name, label: found.label }).collect())
    }

    /// Creates or replaces a department with those who belong to it.
    ///
    /// # Errors
    /// Forbidden; a name that is none.
    pub async fn save_department(
        &self,
        who: &Principal,
        name: &str,
        form: DepartmentForm,
    ) -> ApiResult<DepartmentView> {
        self.edit_department(who, name, form, &Seen::default()).await
    }

    /// Replaces a department by an edition of the one that was seen, or creates it.
    ///
    /// # Errors
    /// As for [`Tickets::save_department`]; somebody else changed it meanwhile.
    pub async fn edit_department(
        &self,
        who: &Principal,
        name: &str,
        form: DepartmentForm,
        seen: &Seen,
    ) -> ApiResult<DepartmentView> {
        who.require(MANAGE)?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(plain) {
            let (zh, en) =
                ("名称由小写字母、数字、_、- 组成", "A name is lower-case letters, digits, _ and -");
            return Err(Refused::field("name", zh, en).into());
        }
        if form.label.zh.trim().is_empty() {
            return Err(Refused::field("label.zh", "请填写部门名称", "A department has a label").into());
        }
        for (field, label) in [("label.zh", &form.label.zh), ("label.en", &form.label.en)] {
            if label.chars().count() > LONGEST_NAME {
                let (zh, en) =
                    (format!("最多 {LONGEST_NAME} 个字"), format!("At most {LONGEST_NAME} characters"));
                return Err(Refused::field(field, zh, en).into());
            }
        }
        let department = DepartmentView {
            name: DepartmentName::from(name),
            label: form.label,
            members: form.members.into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
            head: form.head,
        };
        let mut tx = self.db.begin().await?;
        tx.take_turn("tickets_departments").await?;
        let subject = format!("department:{name}");
        if let Some(stored) = store::department_in(&mut tx, &department.name).await? {
            let last = (subject.as_str(), "tickets.department_saved");
            seen.refuse_unseen_of(&mut tx, last, &stored, &department).await?;
        }
        store::save_department(&mut tx, &department).await?;
        tx.emit(NewEvent {
            at: self.db.now(),
            kind: "tickets.department_saved".to_owned(),
            subject,
            actor: who.actor(),
            data: web::with_origin(json!({"members": department.members})).into(),
        });
        tx.commit().await?;
        self.forget_people();
        Ok(department)
    }
}

fn newer_edition(version: u32) -> Refused {
    Refused::conflict(
        "tickets.newer_edition",
        format!("他人已保存该类型的第 {version} 版，请以最新版为基础修改"),
        format!("Somebody saved edition {version} of the type; edit that one"),
    )
    .with_possible([format!("version:{version}")])
}

fn refuse_faults(
    edition: &TicketType,
    in_use: &std::collections::BTreeSet<ticket::StateName>,
) -> Result<(), Refused> {
    let faults = edition.faults(in_use);
    if faults.is_empty() {
        return Ok(());
    }
    let (zh, en) = ("工单类型有误，请按提示修改", "The ticket type has faults; see each one");
    let mut refused = Refused::invalid("tickets.invalid_type", zh, en);
    for fault in faults {
        refused = refused.with_field(&fault.part, fault.what.zh, fault.what.en);
    }
    Err(refused)
}
