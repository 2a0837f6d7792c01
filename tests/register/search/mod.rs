//! Search: what people type, and whom they mean.

mod book;
mod confusions;
mod denials;
mod index;
mod times;
