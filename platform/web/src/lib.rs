//! The HTTP edge without business words: problems (RFC 9457), strict input, paging, who is acting, live events.

mod access;
mod auth;
mod drain;
mod editing;
mod input;
mod language;
mod live;
mod origin;
mod pages;
mod paging;
mod problem;
mod sheet;
mod zone;

pub use access::{AccessRules, enforce};
pub use auth::{Authenticator, COOKIE, Signed, Token, authenticate};
pub use drain::hear_out;
pub use editing::{Seen, Versioned, changed_by, version_of};
pub use input::{Body, Params, Sent};
pub use language::wanted_language;
pub use live::{Audience, LiveEvents, routes as live_routes};
pub use origin::{origin, with_origin};
pub use pages::{WholeLists, cut, describe_whole_lists};
pub use paging::{PAGE_LIMIT, Page, PageQuery, page_size};
pub use problem::{ApiError, ApiResult, ProblemDoc, describe_problems};
pub use sheet::guarded;
pub use zone::{CentreZone, TellZone};
