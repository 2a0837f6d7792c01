//! How much of the open data is handed out at once.

use serde::Deserialize;

/// What files of open data are held against. All of them have to go out for free, to anyone, beside everything else.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Files that are sent at once.
    pub max_files: usize,
    /// How long a caller may take over one piece of a file before it is given up, in milliseconds.
    pub stall_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_files: 4, stall_ms: 30_000 }
    }
}
