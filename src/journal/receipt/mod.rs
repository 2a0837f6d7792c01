//! Receipts: what the register was asked and what it answered, signed, with proof of the acts that the answer rests on.

mod check;
mod hashes;
mod item;
mod link;
mod said;

pub use check::{Checked, Expected, PublicKeys, ReceiptError, check};
pub use item::{Disclosure, Item, Outcome, disclose};
pub use link::{open as open_link, seal as seal_link};
pub use said::{Answer, Evidence, FindingSaid, From, Link, ProvedAct, Question, Receipt, Said, Subject};
