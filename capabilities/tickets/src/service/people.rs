//! Who is who, kept in memory and asked anew when accounts, postings or departments change.

use std::collections::BTreeMap;
use std::sync::{Arc, MutexGuard, PoisonError, Weak};

use kernel::{Principal, Role, StoredEvent};
use tokio::sync::broadcast::error::RecvError;
use web::ApiResult;

use super::Tickets;
use crate::model::Person;
use crate::rules::people::People;
use crate::{DEPARTMENT, READ, store};

/// Accounts read at once.
const ACCOUNTS: u32 = 200;

/// Events after which who is who is asked anew.
const CHANGES: [&str; 3] = ["identity.", "agents.", "tickets.department_saved"];

/// Who is who, as far as known.
#[derive(Default)]
pub(super) struct Known {
    people: Arc<People>,
    /// Nothing has changed since it was asked.
    fresh: bool,
}

/// Forgets who is who when something about it changes.
pub(super) async fn follow(service: Weak<Tickets>) {
    let Some(mut bus) = service.upgrade().map(|service| service.db.bus().subscribe_to(&CHANGES)) else {
        return;
    };
    loop {
        match bus.recv().await {
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
        let Some(service) = service.upgrade() else { return };
        service.forget_people();
    }
}

impl Tickets {
    pub(super) fn forget_people(&self) {
        self.known().fresh = false;
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is who.
    pub(super) async fn people(&self) -> ApiResult<Arc<People>> {
        {
            let mut known = self.known();
            if known.fresh {
                return Ok(known.people.clone());
            }
            // What changes while it is asked makes it stale again.
            known.fresh = true;
        }
        match self.ask_people().await {
            Ok(people) => {
                let people = Arc::new(people);
                self.known().people = people.clone();
                Ok(people)
            }
            Err(err) => {
                self.forget_people();
                Err(err)
            }
        }
    }

    async fn ask_people(&self) -> ApiResult<People> {
        let system = Principal::system();
        let departments = store::departments(&self.db).await?;
        let agents = self.below.agents.all(&system).await?;
        let teams: BTreeMap<_, _> =
            agents.into_iter().filter_map(|agent| Some((agent.id, agent.team?.id))).collect();
        let mut people = Vec::new();
        let mut after = String::new();
        loop {
            let found = self.below.identity.page(&system, &after, ACCOUNTS).await?;
            let last = found.len() < usize::try_from(ACCOUNTS).unwrap_or(usize::MAX);
            after = found.last().map_or(after, |user| user.username.clone());
            people.extend(found.into_iter().map(|user| {
                Person {
                    user_id: user.id,
                    agent_id: user.agent(),
                    team: user.agent().and_then(|agent| teams.get(&agent).copied()),
                    department: departments
                        .iter()
                        .find(|department| department.members.contains(&user.id))
                        .map(|department| department.name.clone()),
                    name: user.name,
                    staff_number: user.staff_number,
                    role: user.role,
                    active: user.active,
                }
            }));
            if last {
                break;
            }
        }
        let labels = departments.iter().map(|found| (found.name.clone(), found.label.clone())).collect();
        let heads = departments.into_iter().filter_map(|found| Some((found.name, found.head?)));
        Ok(People::new(people, heads.collect(), labels))
    }

    /// People who can be given work or be mentioned.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn known_people(&self, who: &Principal) -> ApiResult<Vec<Person>> {
        if !who.may(READ) {
            who.require(DEPARTMENT)?;
        }
        Ok(self.people().await?.all().cloned().collect())
    }

    /// Whether somebody hears a live event of tickets: who may see all hears what tickets do; everybody hears what is
    /// said to them, to their department, and of their own jobs. The rest of a story is asked for.
    pub fn hears(&self, who: &Principal, event: &StoredEvent) -> bool {
        let (what, whom) = event.event.subject.split_once(':').unwrap_or_default();
        let own = who.user.is_some_and(|user| user.to_string() == whom);
        match (what, event.event.kind.as_str()) {
            ("user", "tickets.notified" | "tickets.job_changed") => own,
            ("department", "tickets.department_changed") => {
                let people = self.known().people.clone();
                let of = |user| people.department_of(user).cloned();
                who.role == Some(Role::Department)
                    && who.user.and_then(of).is_some_and(|name| name.as_str() == whom)
            }
            _ => who.may(READ),
        }
    }
}
