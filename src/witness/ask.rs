//! Asking one witness, once.

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use thiserror::Error;

use super::policy::WitnessAt;
use crate::domain::sequence::Sequence;
use crate::journal::checkpoint::size_of;
use crate::journal::note::{NoteError, SignatureLine};
use crate::journal::witnessing::{AddCheckpoint, SIZE_TYPE, cosignature};
use crate::registry::LogError;

/// The longest answer that is read, in bytes: some signatures of a hundred bytes each.
const LONGEST_ANSWER: usize = 16 * 1024;

/// How much of what a witness says goes into the log, in letters.
const LONGEST_WORDS: usize = 200;

/// What a witness answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// Its signature, checked.
    Signed(SignatureLine),
    /// The size that it signed last.
    Stands(Sequence),
}

/// Why there is no signature of a witness.
#[derive(Debug, Error)]
pub(super) enum Unsigned {
    #[error("it cannot be asked: {0}")]
    Unreachable(String),
    #[error("it did not answer in time")]
    Silent,
    #[error("it answered with more than {LONGEST_ANSWER} bytes")]
    TooLong,
    #[error("it answered with no signature of its own: {0}")]
    Wrong(#[from] NoteError),
    #[error("it refused ({status}): {words}")]
    Refused { status: StatusCode, words: String },
    #[error(
        "it signed {signed} acts, and this journal has {have}: this database is older than what was shown to the witness, or another \
         process is ahead"
    )]
    Ahead { signed: Sequence, have: Sequence },
    #[error("it named another size than the one that it had just named")]
    Wavering,
    #[error("there is no proof for it: {0}")]
    NoProof(#[from] LogError),
}

/// One who can be asked: connections are kept and used again.
pub(super) fn client(witness: &WitnessAt) -> reqwest::Result<Client> {
    // TLS as the database's connections have it. That another part of the program chose before is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().redirect(Policy::none()).user_agent(concat!("tizilim/", env!("CARGO_PKG_VERSION")));
    // A proxy leads out of this machine.
    if witness.is_here() { client.no_proxy().build() } else { client.build() }
}

/// Asks a witness for its signature.
pub(super) async fn ask(client: &Client, witness: &WitnessAt, request: &AddCheckpoint) -> Result<Answer, Unsigned> {
    let sent = client.post(witness.submission()).body(request.to_string()).send().await;
    let response = sent.map_err(|error| Unsigned::Unreachable(reason(&error)))?;
    let status = response.status();
    let names_a_size = status == StatusCode::CONFLICT
        && response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == SIZE_TYPE.as_bytes());
    let body = body(response).await?;
    if status == StatusCode::OK {
        return Ok(Answer::Signed(cosignature(request.note.text(), &body, witness.key())?));
    }
    let text = String::from_utf8_lossy(&body);
    match text.strip_suffix('\n').and_then(size_of) {
        Some(size) if names_a_size => Ok(Answer::Stands(size)),
        _ => Err(Unsigned::Refused { status, words: words(&text) }),
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, Unsigned> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Unsigned::Unreachable(reason(&error)))? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(Unsigned::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The innermost reason: the outer ones say only that it failed.
fn reason(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// The first line of what a stranger says, fit to be written down.
fn words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(|letter| !letter.is_control()).take(LONGEST_WORDS).collect()
}
