//! Whether what a request names is there: a ticket given to nobody, or a view of nothing, would be forgotten.

use kernel::{Principal, Refused, TeamId};
use serde::de::value::{Error as Unknown, StrDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use ticket::{Assignee, CategoryName, Priority, StateKind, TicketCommand, TypeName};
use web::ApiResult;

use super::Tickets;
use super::reading::NOBODY;
use crate::model::ViewFilter;
use crate::store;

/// A word as one of those that a list knows, such as `urgent`.
fn word<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Unknown> {
    let text: StrDeserializer<'a, Unknown> = text.into_deserializer();
    T::deserialize(text)
}

/// Refuses a kind of state or a priority that there is none of; `at` stands before the name of the field.
pub(super) fn known_words(at: &str, kind: Option<&str>, priority: Option<&str>) -> Result<(), Refused> {
    if let Some(Err(why)) = kind.map(word::<StateKind>) {
        return Err(Refused::field(&format!("{at}kind"), "没有这种状态含义", why.to_string()));
    }
    if let Some(Err(why)) = priority.map(word::<Priority>) {
        return Err(Refused::field(&format!("{at}priority"), "没有这个优先级", why.to_string()));
    }
    Ok(())
}

impl Tickets {
    /// What a view asks for is there: a view of somebody who is not would be empty for ever, and nobody would know why.
    pub(super) async fn known_parts(&self, filter: &ViewFilter) -> ApiResult<()> {
        known_words("filter.", filter.kind.as_deref(), filter.priority.as_deref())?;
        self.known_state(filter)?;
        if let Some(name) = &filter.department {
            let known = store::departments(&self.db).await?;
            if !known.iter().any(|department| department.name.as_str() == name) {
                let (zh, en) = ("没有这个部门", "There is no such department");
                return Err(Refused::field("filter.department", zh, en).into());
            }
        }
        if let Some(assignee) = filter.assignee.as_deref().filter(|text| !["me", NOBODY].contains(text)) {
            self.known_holder(assignee).await?;
        }
        Ok(())
    }

    /// A type that is there, and a state that it has, or that some type has.
    fn known_state(&self, filter: &ViewFilter) -> Result<(), Refused> {
        let chosen = match &filter.ticket_type {
            Some(name) => {
                let (zh, en) = ("没有这个工单类型", "There is no such ticket type");
                let found = self.type_named(&TypeName::from(name.as_str()));
                vec![found.map_err(|_| Refused::field("filter.type", zh, en))?]
            }
            None => self.all_types(),
        };
        let Some(state) = &filter.state else { return Ok(()) };
        if chosen.iter().flat_map(|found| &found.states).any(|known| known.name.as_str() == state) {
            return Ok(());
        }
        let (zh, en) = ("没有这个状态", "There is no such state");
        Err(Refused::field("filter.state", zh, en))
    }

    /// Somebody, or a team, to whom tickets can be given.
    async fn known_holder(&self, assignee: &str) -> ApiResult<()> {
        let known = match assignee.split_once(':') {
            Some(("agent" | "user", id)) => {
                let people = self.people().await?;
                id.parse().ok().is_some_and(|user| people.get(user).is_some())
            }
            Some(("team", id)) => match id.parse() {
                Ok(team) => self.has_team(team).await?,
                Err(_) => false,
            },
            _ => false,
        };
        if known {
            return Ok(());
        }
        let (zh, en) = ("没有这个处理人或班组", "There is no such person or team");
        Err(Refused::field("filter.assignee", zh, en).into())
    }

    async fn has_team(&self, team: TeamId) -> ApiResult<bool> {
        let teams = self.below.agents.teams(&Principal::system()).await?;
        Ok(teams.iter().any(|known| known.id == team))
    }

    /// A team that is there, where one is named.
    pub(super) async fn known_team(&self, field: &str, team: Option<TeamId>) -> ApiResult<()> {
        match team {
            Some(team) if !self.has_team(team).await? => {
                Err(Refused::field(field, "没有这个班组", "There is no such team").into())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// A category of the centre's tree, where one is named. Names of the tree are joined by a dot here.
    pub(super) fn known_category(&self, field: &str, category: Option<&CategoryName>) -> Result<(), Refused> {
        let Some(category) = category else { return Ok(()) };
        let tree = self.below.contacts.categories();
        if tree.iter().any(|known| known.path.replace('/', ".") == category.as_str()) {
            return Ok(());
        }
        Err(Refused::field(field, "没有这个分类", "There is no such category"))
    }

    /// What a command names besides people: a department, a team, a category.
    pub(super) async fn known_names(&self, command: &TicketCommand) -> ApiResult<()> {
        match command {
            TicketCommand::Assign { to: Some(Assignee::Team(team)), .. } => {
                self.known_team("action.to", Some(*team)).await
            }
            TicketCommand::Edit { category, .. } => {
                Ok(self.known_category("action.category", category.as_ref())?)
            }
            _ => Ok(()),
        }
    }
}
