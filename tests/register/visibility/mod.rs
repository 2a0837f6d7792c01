//! Who sees what: every column is classified, and the whole schema is walked as anyone and as each role.

mod columns;
mod walk;
