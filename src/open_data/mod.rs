//! Open data: the public register as tables for a reader, and the forms in which they are handed out.
//!
//! A data set is a table: its columns with what each holds stand beside the one function that makes a row of it. A cut is
//! a data set as the register stood after one act, or what changed in it since an earlier one. The same cut gives the
//! same bytes, today and in ten years: nothing in a row depends on the day on which it is asked for.

mod catalogue;
mod cell;
mod change;
mod cut;
mod data_set;
mod form;
mod limits;
mod metadata;
pub mod tables;

pub use catalogue::{Addresses, LICENCE, Times, catalogue, index};
pub use cell::{Cell, Column, Kind, Row, Table};
pub use change::{Change, changes};
pub use cut::{Cut, Fingerprint, Fingerprinting, Offered, checksums};
pub use data_set::DataSet;
pub use form::{Form, WriteError, Writer};
pub use limits::Limits;
pub use metadata::csv_metadata;
