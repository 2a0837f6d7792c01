//! What is said of the open data: small answers that need no file.

use axum::body::Body;
use axum::response::Response;
use serde_json::Value;

use super::asked::Asked;
use super::headers::{PASSING, filled, tag, tagged};
use crate::domain::sequence::Sequence;
use crate::open_data::{self, DataSet, LICENCE};

/// The list of what there is.
pub(super) fn index(asked: &Asked, sequence: Sequence) -> Response {
    let response = tagged(asked, &tag(&format!("index-{sequence}")), PASSING, Some(sequence));
    filled(response, asked, "application/json", || pretty(&open_data::index(sequence)))
}

/// What the columns of a CSV file hold.
pub(super) fn csv_metadata(asked: &Asked, set: DataSet) -> Response {
    let response = tagged(asked, &tag(&format!("{}-metadata", set.code())), PASSING, None);
    filled(response, asked, "application/csvm+json", || pretty(&open_data::csv_metadata(set)))
}

/// Where the licence is, and how to name the source.
pub(super) fn licence(asked: &Asked) -> Response {
    let response = tagged(asked, &tag("licence"), PASSING, None);
    filled(response, asked, "text/plain; charset=utf-8", || {
        Body::from(format!(
            "The open data of this register are licensed under Creative Commons Attribution 4.0 International (CC BY 4.0):\n{LICENCE}\n\n\
             Name the source as \"Tizilim, the register of digital mining of the Republic of Kazakhstan\", with the sequence that your\n\
             file was cut at. Whoever changes the data says so.\n"
        ))
    })
}

/// JSON that people read too.
pub(super) fn pretty(value: &Value) -> Body {
    Body::from(format!("{value:#}\n"))
}
