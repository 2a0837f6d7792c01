//! Opening the database: one writer and several readers on SQLite, one pool on PostgreSQL.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor, DbBackend, DbErr, RuntimeErr, Statement,
    TransactionTrait,
};

use super::Reads;
use super::error::StoreError;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file, with this process as its only writer.
    Sqlite,
    /// A server, with several instances.
    Postgres,
}

/// An open register. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) read: DatabaseConnection,
    pub(super) write: DatabaseConnection,
    statements: Arc<Statements>,
}

/// What was run: counted always, written down only while someone listens.
#[derive(Debug, Default)]
struct Statements {
    count: AtomicU64,
    is_listened_to: AtomicBool,
    heard: Mutex<Vec<Statement>>,
}

impl Statements {
    fn hear(&self, statement: &Statement) {
        self.count.fetch_add(1, Ordering::Relaxed);
        if self.is_listened_to.load(Ordering::Relaxed) {
            self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(statement.clone());
        }
    }
}

/// How long a statement may wait for a lock or a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// After this long PostgreSQL gives a statement up: longer than any request may take, so that only a fault meets it.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(30);
/// Readers beside the one writer of a SQLite file; connections of a PostgreSQL pool.
const READERS: u32 = 6;
/// How often, and after which pause, a process looks again whether another has brought the tables up to date.
const MIGRATION_TRIES: u32 = 20;
const MIGRATION_PAUSE: Duration = Duration::from_millis(100);
/// The number of the advisory lock under which migrations run; any that nobody else uses.
const MIGRATION_LOCK: i64 = 0x0074_697A_696C_696D;

impl Store {
    /// Opens the database at a URL (`sqlite://FILE` or `postgres://…`) and brings its tables up to date.
    ///
    /// # Errors
    /// A database that cannot be reached or is of another program.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let store = Self::connect(url).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// Connects to the database at a URL as it is: for what must not change it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let statements = Arc::new(Statements::default());
        let count = |mut connection: DatabaseConnection| {
            let statements = Arc::clone(&statements);
            connection.set_metric_callback(move |run| statements.hear(run.statement));
            connection
        };
        let write = count(Database::connect(options(url, Some(1))).await?);
        let read = if write.get_database_backend() == DbBackend::Sqlite {
            count(Database::connect(read_only(options(url, Some(READERS)))).await?)
        } else {
            count(Database::connect(options(url, Some(READERS))).await?)
        };
        Ok(Self { read, write, statements })
    }

    /// Brings the tables up to date. Instances that start together wait for one another.
    ///
    /// # Errors
    /// A migration that fails, of which nothing remains.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        if self.backend() == Backend::Sqlite {
            return self.migrate_file().await;
        }
        // The lock lives and dies with this transaction, so a crash cannot leave it behind.
        let lock = self.read.begin().await?;
        lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        let outcome = Migrator::up(&self.write, None).await;
        lock.commit().await?;
        Ok(outcome?)
    }

    /// SQLite has no lock that outlives a transaction, and each migration is one: of two processes that open a new file
    /// at once, one finds a table there that it meant to make. It waits and looks again.
    async fn migrate_file(&self) -> Result<(), StoreError> {
        for _ in 0..MIGRATION_TRIES {
            if Migrator::up(&self.write, None).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(MIGRATION_PAUSE).await;
        }
        Ok(Migrator::up(&self.write, None).await?)
    }

    /// Takes every table away again. For tests of the migrations.
    ///
    /// # Errors
    /// A migration that cannot be undone.
    pub async fn unmigrate(&self) -> Result<(), StoreError> {
        Ok(Migrator::down(&self.write, None).await?)
    }

    /// Which database it is.
    pub fn backend(&self) -> Backend {
        if self.write.get_database_backend() == DbBackend::Sqlite { Backend::Sqlite } else { Backend::Postgres }
    }

    /// Reads against the newest committed state; what they see is bounded by the sequence they are given.
    pub fn reads(&self) -> Reads<'_> {
        Reads(DatabaseExecutor::Connection(&self.read))
    }

    /// Statements run since the start.
    pub fn statements(&self) -> u64 {
        self.statements.count.load(Ordering::Relaxed)
    }

    /// The statements that are run while an answer is made, by anyone: for benchmarks, which run them again bare.
    pub async fn listen<T>(&self, answer: impl Future<Output = T>) -> (T, Vec<Statement>) {
        self.statements.is_listened_to.store(true, Ordering::Relaxed);
        let answer = answer.await;
        self.statements.is_listened_to.store(false, Ordering::Relaxed);
        (answer, std::mem::take(&mut *self.statements.heard.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The file of the SQLite register at a URL; `None` for a URL of PostgreSQL.
    ///
    /// # Errors
    /// A URL that cannot be read.
    pub fn file_of(url: &str) -> Result<Option<PathBuf>, StoreError> {
        if !url.starts_with("sqlite:") {
            return Ok(None);
        }
        let options: SqliteConnectOptions = url.parse().map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))?;
        Ok(Some(options.get_filename().to_owned()))
    }

    /// Copies a SQLite register as it is at one moment into a file that is empty or not there, while others read and write it.
    ///
    /// # Errors
    /// A file that cannot be written, a failing database.
    pub async fn copy_file(&self, to: &Path) -> Result<(), StoreError> {
        let to = to.to_string_lossy().replace('\'', "''");
        self.write.execute_unprepared(&format!("VACUUM INTO '{to}'")).await?;
        Ok(())
    }

    /// What is wrong with the pages and indexes of a SQLite file; nothing for a sound one.
    ///
    /// # Errors
    /// A file that cannot be read at all.
    pub async fn file_faults(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.read.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check")).await?;
        let found: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    /// Lets go of the database: of a SQLite file nothing is left beside it.
    ///
    /// # Errors
    /// A failing database.
    pub async fn close(self) -> Result<(), StoreError> {
        self.read.close().await?;
        Ok(self.write.close().await?)
    }

    /// Whether the database answers.
    pub async fn is_alive(&self) -> bool {
        self.read.ping().await.is_ok()
    }
}

fn options(url: &str, connections: Option<u32>) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    if let Some(connections) = connections {
        options.max_connections(connections);
    }
    // A ping before each statement costs half of a small read; idle connections are pinged instead.
    options.test_before_acquire(false).test_before_acquire_if_idle_for(Duration::from_secs(30));
    // Statements hold what is confidential: neither logged nor put into spans.
    options.sqlx_logging(false).record_stmt_in_spans(false);
    options.acquire_timeout(PATIENCE).connect_timeout(PATIENCE).statement_timeout(STATEMENT_TIMEOUT);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An act that was answered has reached the disk.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("temp_store", "memory")
    });
    options
}

fn read_only(mut options: ConnectOptions) -> ConnectOptions {
    options
        .map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(PATIENCE).pragma("query_only", "on").pragma("temp_store", "memory"));
    options
}
