//! Calls outside contacts (HOT-15): an agent's phone that dials the world, the world that dials an agent. They are refused
//! and listed for the supervisor.

use db::{Db, DbError, Row, Table, args};
use kernel::{Actor, AgentId, NewEvent, Principal, Timestamp};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use web::ApiResult;

use crate::{OUTSIDE, Telephony};

/// A call outside contacts that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutsideCall {
    /// Names it in lists.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// `outgoing`: the agent dialled; `incoming`: somebody dialled the agent past the hotline.
    pub direction: String,
    /// The agent.
    #[schema(value_type = String)]
    pub agent_id: AgentId,
    /// Staff number.
    pub staff_number: String,
    /// The other number, masked unless the reader may see it.
    pub party: String,
}

const OUTSIDE_CALLS: Table = Table {
    name: "telephony_outside_calls",
    columns: &["id", "at", "direction", "agent_id", "staff_number", "party"],
    key: 1,
    changes: &["party"],
};

fn outside_call(row: &Row) -> Result<OutsideCall, DbError> {
    Ok(OutsideCall {
        id: row.get("id")?,
        at: row.get("at")?,
        direction: row.get("direction")?,
        agent_id: row.get("agent_id")?,
        staff_number: row.get("staff_number")?,
        party: row.get("party")?,
    })
}

async fn page(db: &Db, before: Option<&str>, limit: u32) -> Result<Vec<OutsideCall>, DbError> {
    let columns = "SELECT id, at, direction, agent_id, staff_number, party FROM telephony_outside_calls";
    let rows = match before {
        // Ids sort by birth.
        Some(before) => {
            let sql = format!("{columns} WHERE id < $1 ORDER BY id DESC LIMIT $2");
            db.rows(&sql, args![before, limit]).await?
        }
        None => db.rows(&format!("{columns} ORDER BY id DESC LIMIT $1"), args![limit]).await?,
    };
    rows.iter().map(outside_call).collect()
}

impl Telephony {
    /// Calls outside contacts, newest first.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn outside_calls(
        &self,
        who: &Principal,
        before: Option<&str>,
        limit: u32,
    ) -> ApiResult<Vec<OutsideCall>> {
        who.require(OUTSIDE)?;
        let mut found = page(&self.db, before, limit).await?;
        if !customers::sees_numbers(who, false) {
            found.iter_mut().for_each(|call| call.party = customers::mask(&call.party));
        }
        Ok(found)
    }

    /// Lists a call that was refused. A store that fails is logged: the call is refused all the same.
    pub(crate) async fn note_outside(&self, agent: &agents::Agent, direction: &str, party: &str) {
        let at = self.db.now();
        let id = self.db.new_uuid().to_string();
        let values = args![&id, at, direction, agent.id, &agent.staff_number, party];
        let noted = async {
            let mut tx = self.db.begin().await?;
            tx.put_all([OUTSIDE_CALLS.put(values)]).await?;
            tx.emit(NewEvent {
                at,
                kind: "telephony.outside_call".to_owned(),
                subject: format!("agent:{}", agent.id),
                actor: Actor::System,
                data: json!({"direction": direction, "staff_number": agent.staff_number}).into(),
            });
            tx.commit().await
        };
        if let Err(err) = noted.await {
            tracing::warn!(error = %err, "a call outside contacts cannot be listed");
        }
    }
}
