//! The register's files: the kinds of CSV that the regulator receives, into the register and out of it again.
//!
//! A file holds one kind of fact, which its name begins with; `examples/README.md` lists the kinds and their columns. Of
//! some kinds each row is an act (`entry`); of others many rows become one (`part`). Both know organisations by BIN,
//! licences by the number on the document and data centres by their code, and are turned into acts only inside the
//! transaction that records them. What is written is what is read: each kind's reader and writer stand side by side.

mod cells;
mod entry;
mod export;
mod import;
mod kind;
mod open_data;
mod part;
mod problem;
mod sheet;
mod source;
mod table;

pub use export::{ExportError, ExportReport, Options as ExportOptions, export};
pub use import::{FileReport, ImportError, Listener, MOST_HELD, Outcome, Step, import};
pub use kind::FileKind;
pub use open_data::{OpenDataError, OpenDataOptions, write_open_data};
pub use problem::{MOST_NAMED, Problem, Problems};
pub use sheet::Format;
