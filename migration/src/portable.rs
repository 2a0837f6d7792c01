//! The only raw SQL of the migrations: tables, indexes and triggers in the dialects of both databases.
//!
//! Written out because the schema builder knows neither `STRICT` tables nor byte-wise collation.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// What a column holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A 64-bit integer.
    Int,
    /// Text, compared byte by byte.
    Text,
    /// A civil day.
    Day,
    /// Bytes.
    Bytes,
    /// Yes or no.
    Bool,
}

/// A column: name, kind, whether it may be empty.
pub(crate) struct Column(&'static str, Kind, bool);

/// A column that always has a value.
pub(crate) const fn must(name: &'static str, kind: Kind) -> Column {
    Column(name, kind, false)
}

/// A column that may be empty.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Column {
    Column(name, kind, true)
}

/// A table with its keys and checks.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<Column>,
    /// Columns of the primary key.
    pub(crate) key: &'static str,
    /// Further constraints, in SQL that both databases read.
    pub(crate) constraints: Vec<String>,
}

/// The largest number: what `to_seq` holds while nothing has ended the row.
pub(crate) const OPEN: i64 = i64::MAX;

fn column_type(backend: DbBackend, Column(name, kind, _): &Column) -> String {
    match (backend, kind) {
        (DbBackend::Sqlite, Kind::Int) => "INTEGER".to_owned(),
        (DbBackend::Sqlite, Kind::Text) => "TEXT".to_owned(),
        (DbBackend::Sqlite, Kind::Day) => format!("TEXT CHECK ({name} IS NULL OR {name} = date({name}))"),
        (DbBackend::Sqlite, Kind::Bytes) => "BLOB".to_owned(),
        (DbBackend::Sqlite, Kind::Bool) => format!("INTEGER CHECK ({name} IN (0, 1))"),
        (_, Kind::Int) => "BIGINT".to_owned(),
        (_, Kind::Text) => "TEXT COLLATE \"C\"".to_owned(),
        (_, Kind::Day) => "DATE".to_owned(),
        (_, Kind::Bytes) => "BYTEA".to_owned(),
        (_, Kind::Bool) => "BOOLEAN".to_owned(),
    }
}

/// Creates a table.
pub(crate) async fn create(manager: &SchemaManager<'_>, table: &Table) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    let columns = table.columns.iter().map(|column| {
        let null = if column.2 { "NULL" } else { "NOT NULL" };
        format!("{} {} {null}", column.0, column_type(backend, column))
    });
    let mut parts: Vec<String> = columns.collect();
    parts.push(format!("PRIMARY KEY ({})", table.key));
    parts.extend(table.constraints.iter().cloned());
    let strict = if backend == DbBackend::Sqlite { " STRICT" } else { "" };
    execute(manager, &format!("CREATE TABLE {} ({}){strict}", table.name, parts.join(", "))).await
}

/// Adds a column that may be empty to a table.
pub(crate) async fn add_column(manager: &SchemaManager<'_>, table: &str, column: &Column) -> Result<(), DbErr> {
    let of_type = column_type(manager.get_database_backend(), column);
    execute(manager, &format!("ALTER TABLE {table} ADD COLUMN {} {of_type} NULL", column.0)).await
}

/// Takes a column away again.
pub(crate) async fn drop_column(manager: &SchemaManager<'_>, table: &str, column: &str) -> Result<(), DbErr> {
    execute(manager, &format!("ALTER TABLE {table} DROP COLUMN {column}")).await
}

/// Creates an index over these columns, named after table and columns.
pub(crate) async fn index(manager: &SchemaManager<'_>, table: &str, columns: &str) -> Result<(), DbErr> {
    let name = format!("{table}_by_{}", columns.replace(", ", "_"));
    execute(manager, &format!("CREATE INDEX {name} ON {table} ({columns})")).await
}

/// At most one open row for each value of these columns.
pub(crate) async fn unique_while_open(manager: &SchemaManager<'_>, table: &str, columns: &str) -> Result<(), DbErr> {
    let name = format!("{table}_one_open_by_{}", columns.replace(", ", "_"));
    execute(manager, &format!("CREATE UNIQUE INDEX {name} ON {table} ({columns}) WHERE to_seq = {OPEN}")).await
}

/// A constraint: the column holds one of these texts, or nothing.
pub(crate) fn one_of(column: &str, values: &[&str]) -> String {
    let list: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
    format!("CHECK ({column} IN ({}))", list.join(", "))
}

/// The constraint of every versioned table.
pub(crate) fn ends_after_it_begins() -> String {
    "CHECK (from_seq < to_seq)".to_owned()
}

/// Rows of this table are never changed and never deleted.
pub(crate) async fn append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    refuse(manager, table, "update", None).await?;
    refuse(manager, table, "delete", None).await
}

/// Rows of this table are never deleted, and changed only once: when an act ends them.
pub(crate) async fn versioned(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    refuse(manager, table, "update", Some(&format!("OLD.to_seq <> {OPEN} OR NEW.to_seq <= OLD.from_seq"))).await?;
    refuse(manager, table, "delete", None).await
}

/// Rows of this table are never deleted, and changed only in a column that counts upwards.
pub(crate) async fn counting(manager: &SchemaManager<'_>, table: &str, column: &str) -> Result<(), DbErr> {
    refuse(manager, table, "update", Some(&format!("NEW.{column} <= OLD.{column}"))).await?;
    refuse(manager, table, "delete", None).await
}

async fn refuse(manager: &SchemaManager<'_>, table: &str, what: &str, when: Option<&str>) -> Result<(), DbErr> {
    let name = format!("{table}_no_{what}");
    let when = when.map(|condition| format!(" WHEN ({condition})")).unwrap_or_default();
    let message = format!("{table}: no {what} of what is recorded");
    if manager.get_database_backend() == DbBackend::Sqlite {
        let sql = format!("CREATE TRIGGER {name} BEFORE {what} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END");
        return execute(manager, &sql).await;
    }
    execute(
        manager,
        &format!("CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$"),
    )
    .await?;
    execute(manager, &format!("CREATE TRIGGER {name} BEFORE {what} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()"))
        .await
}

/// Fills columns of a derived table from what is there.
pub(crate) async fn fill(manager: &SchemaManager<'_>, table: &str, columns: &str, from: &str) -> Result<(), DbErr> {
    execute(manager, &format!("INSERT INTO {table} ({columns}) SELECT {from}")).await
}

/// Drops a table with its triggers.
pub(crate) async fn drop(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    execute(manager, &format!("DROP TABLE {table}")).await?;
    if manager.get_database_backend() != DbBackend::Sqlite {
        for what in ["update", "delete"] {
            execute(manager, &format!("DROP FUNCTION IF EXISTS {table}_no_{what}()")).await?;
        }
    }
    Ok(())
}

/// Runs one statement.
pub(crate) async fn execute(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(|_| ())
}
