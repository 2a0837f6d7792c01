//! Standing credentials: what a licensee shows of itself, and the lists by which anyone sees whether it still holds.

mod licence;
mod standing;
mod status_list;

pub use licence::{Held, LicenceCredential};
pub use standing::StandingCredential;
pub use status_list::{Purpose, StatusList, StatusListCredential};

/// The data model, and the context that gives terms of our own a meaning to readers of linked data.
pub(super) const CONTEXT: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"];

/// What every one of them is.
pub(super) const CREDENTIAL: &str = "VerifiableCredential";
