//! A new column has to be classified before it can land.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Database, Statement};
use tizilim::store::Store;

use crate::support::database::TestDatabase;

const CLASSES: [&str; 4] = ["public", "masked", "confidential", "internal"];

/// The class of each `table.column`.
fn classified() -> BTreeMap<String, &'static str> {
    let mut classes = BTreeMap::new();
    for line in include_str!("columns.txt").lines().filter(|line| !line.starts_with('#')) {
        let (table, rest) = line.split_once(": ").unwrap_or_else(|| panic!("{line}: no table"));
        let mut words = rest.split(' ');
        let class = words.next().filter(|class| CLASSES.contains(class)).unwrap_or_else(|| panic!("{line}: no class"));
        for column in words {
            let twice = classes.insert(format!("{table}.{column}"), class);
            assert_eq!(twice, None, "{table}.{column} is classified twice");
        }
    }
    classes
}

async fn columns(database: &TestDatabase) -> Vec<String> {
    let connection = Database::connect(&database.url).await.expect("a connection");
    let question = if database.is_postgres() {
        "SELECT table_name || '.' || column_name AS line FROM information_schema.columns WHERE table_schema = 'public'"
    } else {
        "SELECT t.name || '.' || c.name AS line FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
    };
    let statement = Statement::from_string(connection.get_database_backend(), question);
    let rows = connection.query_all_raw(statement).await.expect("rows");
    let names = rows.iter().map(|row| row.try_get::<String>("", "line").expect("a line"));
    // The migrations' own table and the database's own.
    names.filter(|name| !name.starts_with("seaql_") && !name.starts_with("sqlite_")).collect()
}

#[tokio::test]
async fn every_column_of_every_table_is_classified() {
    let database = TestDatabase::fresh().await;
    Store::open(&database.url).await.expect("tables");
    let mut classified = classified();
    let found = columns(&database).await;
    assert!(found.len() > 200, "{found:?}");
    let new: Vec<&String> = found.iter().filter(|column| classified.remove(*column).is_none()).collect();
    assert!(new.is_empty(), "say in columns.txt who sees these: {new:#?}");
    assert!(classified.is_empty(), "these are no longer there: {classified:#?}");
}
