//! What a CSV file says of itself elsewhere: CSV on the Web.

use serde_json::{Value, json};

use super::catalogue::LICENCE;
use super::cell::{Column, Kind};
use super::data_set::DataSet;

/// Takes a data set; gives the metadata of its CSV file, for those who read types from them (W3C, Metadata Vocabulary for
/// Tabular Data).
pub fn csv_metadata(set: DataSet) -> Value {
    let table = set.table();
    let columns: Vec<Value> = table.columns.iter().map(column).collect();
    let mut schema = json!({"columns": columns});
    let key = table.columns.iter().take(table.key);
    // A key without a value is none, says the vocabulary.
    if let (true, Some(members)) = (key.clone().all(|column| !column.optional), schema.as_object_mut()) {
        members.insert("primaryKey".to_owned(), key.map(|column| column.name).collect());
    }
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": format!("{}.csv", set.code()),
        "dc:title": table.title.en,
        "dc:description": table.about.en,
        "dc:license": {"@id": LICENCE},
        "tableSchema": schema,
    })
}

fn column(column: &Column) -> Value {
    let mut found = json!({
        "name": column.name,
        "titles": column.name,
        "datatype": datatype(column.kind),
        "required": !column.optional && column.kind != Kind::List,
        "dc:description": column.about,
    });
    if let (Kind::List, Some(members)) = (column.kind, found.as_object_mut()) {
        members.insert("separator".to_owned(), " ".into());
    }
    found
}

fn datatype(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::List => "string",
        Kind::Json => "json",
        Kind::Number => "integer",
        Kind::YesNo => "boolean",
        Kind::Day => "date",
        Kind::Instant => "dateTime",
        Kind::Energy => "decimal",
    }
}
