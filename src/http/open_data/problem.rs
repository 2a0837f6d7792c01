//! What is wrong with a request for open data, as a problem in JSON (RFC 9457).

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::json;

use crate::registry::{CutError, FileError, RegistryError};

/// Why there is no file.
#[derive(Debug)]
pub(super) enum Problem {
    /// No file of this name.
    UnknownFile,
    /// No data set of this name.
    UnknownDataSet,
    /// No form of this name.
    UnknownForm,
    /// A parameter that cannot be read.
    BadParameter(&'static str),
    /// A cut that there is not.
    NoSuchCut(&'static str, String),
    /// Not GET and not HEAD.
    OtherMethod,
    /// As many files as may be are being sent.
    Busy,
    /// The database is out of reach.
    Unavailable,
    /// The register is at fault.
    Internal,
}

/// After how many seconds to come again when others are being served.
const COME_AGAIN: &str = "10";

impl Problem {
    /// The answer that says so.
    pub(super) fn response(self) -> Response {
        let (status, code, detail) = self.said();
        let body = json!({"type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "code": code, "detail": detail});
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self {
            Self::OtherMethod => headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD")),
            Self::Busy | Self::Unavailable => headers.insert(RETRY_AFTER, HeaderValue::from_static(COME_AGAIN)),
            _ => None,
        };
        response
    }

    fn said(&self) -> (StatusCode, &str, &str) {
        match self {
            Self::UnknownFile => {
                (StatusCode::NOT_FOUND, "UNKNOWN_FILE", "There is no such file; /open-data/ lists what there is.")
            }
            Self::UnknownDataSet => {
                (StatusCode::NOT_FOUND, "UNKNOWN_DATA_SET", "There is no such data set; /open-data/ lists those that there are.")
            }
            Self::UnknownForm => (StatusCode::NOT_FOUND, "UNKNOWN_FORM", "A data set comes as csv, jsonl or parquet."),
            Self::BadParameter(detail) => (StatusCode::BAD_REQUEST, "BAD_PARAMETER", detail),
            Self::NoSuchCut(code, detail) => (StatusCode::BAD_REQUEST, code, detail),
            Self::OtherMethod => (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "Open data is only read: GET or HEAD."),
            Self::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "BUSY", "As many files as the server sends at once are being sent; come again.")
            }
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", "The register cannot be read at the moment."),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "The register is at fault."),
        }
    }
}

impl From<CutError> for Problem {
    fn from(error: CutError) -> Self {
        match error {
            CutError::Ask(error) => Self::NoSuchCut("SEQUENCE_TO_COME", sentence(&error)),
            CutError::Backwards { .. } => Self::NoSuchCut("DELTA_BACKWARDS", sentence(&error)),
            CutError::Registry(error) => error.into(),
        }
    }
}

impl From<RegistryError> for Problem {
    fn from(error: RegistryError) -> Self {
        tracing::error!(%error, "open data cannot be read");
        if error.is_passing() { Self::Unavailable } else { Self::Internal }
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Registry(error) => error.into(),
            FileError::Write(error) => {
                tracing::error!(%error, "open data cannot be written");
                Self::Internal
            }
        }
    }
}

fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
