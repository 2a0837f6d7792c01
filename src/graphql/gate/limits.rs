//! The numbers that the gate holds a request against.

use serde::Deserialize;
use serde::Serialize;

/// How much one request may ask for. Each number is there to protect something, and says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the HTTP body. Protects memory: nothing longer is ever held. Lists of subjects need
    /// the room.
    pub max_body_bytes: usize,
    /// Bytes of the query text. Protects the parser and the validation, whose work grows faster
    /// than the text.
    pub max_query_bytes: usize,
    /// Brackets inside brackets in the text, and selections inside selections once fragments are in
    /// place. Protects the stack, which recursion over the document uses up.
    pub max_nesting: usize,
    /// Fields once fragments are in place. Protects the validation and the executor, which expand
    /// every spread.
    pub max_nodes: usize,
    /// Fields inside fields once fragments are in place. Protects the database from chains of
    /// look-ups. The introspection query of common tools is 15 deep.
    pub max_depth: usize,
    /// Fields at the root. Protects the database: each is a question of its own.
    pub max_root_fields: usize,
    /// Aliases once fragments are in place. Protects against one expensive field asked many times
    /// over.
    pub max_aliases: usize,
    /// Directives once fragments are in place. Protects the validation; a question rarely needs
    /// more than two.
    pub max_directives: usize,
    /// Estimated objects and values of the answer, see `cost`. Protects the database and the
    /// answer's size.
    pub max_complexity: u64,
    /// `first`, `last` or `limit` of one list. Protects the database from long pages.
    pub max_page_size: u64,
    /// Entries of a list argument, such as ids or subjects. Protects the database from long
    /// batches.
    pub max_batch_size: u64,
    /// Months of one question for totals. Protects the database from sums over ages.
    pub max_months: u64,
    /// Entries that a list without a page size is taken to have. Protects nothing by itself: it
    /// lets the cost see lists inside lists.
    pub assumed_list_size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_body_bytes: 128 * 1024,
            max_query_bytes: 16 * 1024,
            max_nesting: 32,
            max_nodes: 600,
            max_depth: 15,
            max_root_fields: 20,
            max_aliases: 60,
            max_directives: 20,
            max_complexity: 50_000,
            max_page_size: 200,
            max_batch_size: 500,
            max_months: 120,
            assumed_list_size: 5,
        }
    }
}
