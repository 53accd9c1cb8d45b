//! Lists: `?limit=&cursor=` → `{items, next_cursor}`.

use kernel::Refused;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The largest page, and the one given when none is asked for is a quarter of it.
pub const PAGE_LIMIT: u32 = 200;

/// The paging part of a list's query.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Items per page, 1..=200; 50 by default.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

impl PageQuery {
    /// The number of items to give.
    ///
    /// # Errors
    /// Refused when the limit asked for is 0 or above [`PAGE_LIMIT`].
    pub fn size(&self) -> Result<u32, Refused> {
        page_size(self.limit)
    }
}

/// The number of items to give for the limit asked for.
///
/// # Errors
/// Refused when it is 0 or above [`PAGE_LIMIT`].
pub fn page_size(limit: Option<u32>) -> Result<u32, Refused> {
    match limit {
        None => Ok(PAGE_LIMIT / 4),
        Some(limit) if (1..=PAGE_LIMIT).contains(&limit) => Ok(limit),
        Some(_) => Err(Refused::field(
            "limit",
            format!("limit 应在 1 到 {PAGE_LIMIT} 之间"),
            format!("limit must be between 1 and {PAGE_LIMIT}"),
        )),
    }
}

impl<T> Page<T> {
    /// A page from one item more than asked for: the surplus tells that there is a next page.
    pub fn from_surplus(mut items: Vec<T>, size: u32, cursor: impl Fn(&T) -> String) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = items.len() > size;
        items.truncate(size);
        let next_cursor = if more { items.last().map(cursor) } else { None };
        Self { items, next_cursor }
    }

    /// A list that fits on one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }
}
