//! Search: how names, numbers and hosts are folded, so that what is typed meets what is registered, and how near two of
//! them are. Pure: the index is a projection of [`terms_of_organisation`] and its like, the ranking a comparison here.
//!
//! ```text
//! script   look-alike letters of two alphabets         form    legal forms, which tell no firm from another
//! sound    one Latin spelling of all three scripts     name    a name taken apart into words
//! mark     numbers and hosts, without their dressing   term    what the index holds, and words one letter away
//! sought   what was typed, read in every way           compare how near, and why
//! ```

mod compare;
mod form;
mod mark;
mod name;
mod reason;
mod script;
mod sought;
mod sound;
mod term;

pub use compare::{Likeness, Score, hosts, is_one_step, names, numbers};
pub use mark::{Host, Number};
pub use name::{FoldedName, Word};
pub use reason::MatchReason;
pub use sought::{Sought, SoughtError, TypedName};
pub use term::{Term, TermKind, terms_of_authorisation, terms_of_organisation, terms_of_warning, variants};
