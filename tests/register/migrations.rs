//! The tables and their history.

use sea_orm::{ConnectionTrait, Database};
use tizilim::domain::office::Role;
use tizilim::store::Store;

use crate::support::acts::suspend;
use crate::support::{TestRegister, database::TestDatabase};

/// Up, down and up again leaves the same tables, which the entities read column by column.
#[tokio::test]
async fn migrations_can_be_undone_and_done_again() {
    let database = TestDatabase::fresh().await;
    let store = Store::open(&database.url).await.expect("up");
    let first = schema(&database).await;
    store.unmigrate().await.expect("down");
    assert!(schema(&database).await.len() < first.len());
    store.migrate().await.expect("up again");
    assert_eq!(schema(&database).await, first);
    // Selects every column of every table by its entity: one that is missing or of another type fails.
    store.dump().await.expect("the entities read what the migrations made");
}

async fn schema(database: &TestDatabase) -> Vec<String> {
    let connection = Database::connect(&database.url).await.expect("a connection");
    let question = if database.is_postgres() {
        "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line FROM information_schema.columns
         WHERE table_schema = 'public' ORDER BY 1"
    } else {
        "SELECT coalesce(sql, name) AS line FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    };
    let rows = connection
        .query_all_raw(sea_orm::Statement::from_string(connection.get_database_backend(), question))
        .await
        .expect("rows");
    rows.iter()
        .map(|row| row.try_get::<String>("", "line").expect("a line"))
        .filter(|line| !line.contains("seaql_migrations"))
        .collect()
}

/// The database itself refuses what the program never does: to change or delete what is recorded.
#[tokio::test]
async fn the_database_refuses_to_change_what_is_recorded() {
    let register = TestRegister::at("2026-01-20").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    register.act(Role::Ministry, "2024-06-01", suspend(licence, "2024-09-30")).await;
    register.registry.publish().await.expect("a checkpoint");
    let connection = Database::connect(&register.database.url).await.expect("a connection");
    for statement in [
        "UPDATE act SET entry = 'x' WHERE seq = 1",
        "DELETE FROM act WHERE seq = 1",
        "UPDATE organisation SET bin = '000000000000'",
        "DELETE FROM authorisation_event",
        "UPDATE standing SET to_seq = 5 WHERE to_seq <> 9223372036854775807",
        "DELETE FROM rule_version",
        "INSERT INTO journal_head (id, size, recorded_at) VALUES (2, 0, 0)",
        "UPDATE journal_head SET size = -1",
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM checkpoint",
    ] {
        assert!(connection.execute_unprepared(statement).await.is_err(), "{statement} was let through");
    }
}
