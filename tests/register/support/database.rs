//! A fresh database for each test.

use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// A database that nobody else uses. A SQLite file goes with it; a PostgreSQL database goes with its server.
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

static MADE: AtomicU64 = AtomicU64::new(0);

impl TestDatabase {
    pub(crate) async fn fresh() -> Self {
        // Every test comes by here, before it asks a server: clients want to know whose TLS they have, even without any.
        let _ = rustls::crypto::ring::default_provider().install_default();
        match std::env::var("TIZILIM_TEST_DATABASE") {
            Ok(server) => Self::on_postgres(&server).await,
            Err(_) => Self::in_a_file(),
        }
    }

    fn in_a_file() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { url: format!("sqlite://{}", folder.path().join("register.db").display()), _folder: Some(folder) }
    }

    async fn on_postgres(server: &str) -> Self {
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let connection = Database::connect(server).await.expect("TIZILIM_TEST_DATABASE names no PostgreSQL server that answers");
        // A collation that is not byte-wise, so that a test would see where one is relied upon.
        let create = format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'kk' LOCALE 'C.UTF-8'");
        connection.execute_unprepared(&create).await.expect("a database");
        connection.close().await.expect("closed");
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        Self { url: format!("{base}/{name}"), _folder: None }
    }

    /// Whether it is PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }
}
