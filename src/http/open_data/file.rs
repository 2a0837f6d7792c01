//! A data set as a file, sent as it is read: what is held of it at once is a page.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderName;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream::unfold;
use thiserror::Error;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::OpenData;
use super::asked::Asked;
use super::headers::{PERMANENT, filled, leading, set, tag, tagged};
use super::problem::Problem;
use crate::domain::sequence::Sequence;
use crate::open_data::{Cut, DataSet, Form};
use crate::registry::Pieces;

/// A digest of the whole file (RFC 9530).
const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// The end of a file that is not whole: the connection breaks off, so that nobody takes what came for all.
#[derive(Debug, Error)]
#[error("the file broke off")]
struct BrokenOff;

/// A piece of a file; none after the last.
type Piece = Option<Bytes>;

impl OpenData {
    pub(super) async fn file(&self, asked: &Asked, set: DataSet, form: Form, sequence: Sequence) -> Result<Response, Problem> {
        let cut = Cut { data_set: set, sequence, after: asked.after };
        if asked.sequence.is_none() {
            return Ok(leading(&cut.address(form), sequence));
        }
        let name = cut.file_name(form);
        let response = self.with_digest(tagged(asked, &tag(&name), PERMANENT, Some(sequence)), &cut, form);
        let response = named(response, &name);
        if asked.head_only || asked.has(&tag(&name)) {
            return Ok(filled(response, asked, form.media_type(), Body::empty));
        }
        let permit = self.0.permits.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
        let pieces = self.0.registry.file(cut, form)?;
        let (to, from) = channel(1);
        tokio::spawn(send(pieces, to, self.0.stall, permit));
        Ok(filled(response, asked, form.media_type(), || body(from)))
    }

    /// Where the checksums of the sequence are known, the file's own goes with it.
    fn with_digest(&self, mut response: Response, cut: &Cut, form: Form) -> Response {
        let known = self.0.sums.known(cut.sequence, cut.after);
        let file = known.iter().flat_map(|files| files.iter()).find(|file| file.cut == *cut && file.form == form);
        if let Some(file) = file {
            set(&mut response, REPR_DIGEST, &format!("sha-256=:{}:", STANDARD.encode(file.fingerprint.sha256)));
        }
        response
    }
}

fn named(mut response: Response, name: &str) -> Response {
    set(&mut response, CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
    response
}

/// Sends the pieces of a file to whoever reads them. Who stops reading, or goes away, ends it.
async fn send(mut pieces: Pieces, to: Sender<Piece>, stall: Duration, permit: OwnedSemaphorePermit) {
    loop {
        let piece = match pieces.next().await {
            Ok(piece) => piece.map(Bytes::from),
            Err(error) => {
                tracing::error!(%error, "a file of open data broke off");
                return;
            }
        };
        let last = piece.is_none();
        match tokio::time::timeout(stall, to.send(piece)).await {
            Ok(Ok(())) if !last => {}
            Ok(_) => break,
            Err(_) => {
                tracing::info!("a caller stopped reading a file of open data");
                break;
            }
        }
    }
    drop(permit);
}

/// The body of an answer, out of the pieces.
fn body(from: Receiver<Piece>) -> Body {
    Body::from_stream(unfold(Some(from), async |from| {
        let mut from = from?;
        match from.recv().await {
            Some(Some(piece)) => Some((Ok(piece), Some(from))),
            Some(None) => None,
            None => Some((Err(BrokenOff), None)),
        }
    }))
}
