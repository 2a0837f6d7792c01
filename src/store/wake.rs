//! Word of new acts from one process to the others.
//!
//! PostgreSQL carries it: who appends says so inside the transaction, and whoever listens hears it once the act is
//! visible. It is only a reason to look at the head; what was said while nobody listened is lost, so whoever must miss
//! nothing looks from time to time as well. SQLite carries no word at all.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::sqlx::postgres::{PgListener, PgPool, PgPoolOptions};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use super::error::StoreError;
use super::{Backend, Store};
use crate::domain::sequence::Sequence;

/// The channel of the database on which the numbers of new acts are told.
const CHANNEL: &str = "tizilim_acts";

/// After this long, a listener that lost its server tries again.
const PAUSE: Duration = Duration::from_secs(2);

/// Tells all processes that the acts up to this one are there, once the transaction commits. One statement on
/// PostgreSQL, none on SQLite.
pub(super) async fn tell(tx: &DatabaseTransaction, newest: Sequence) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let notify = Func::cust("pg_notify").arg(CHANNEL).arg(newest.to_string());
        tx.query_one(&Query::select().expr(Expr::expr(notify)).to_owned()).await?;
    }
    Ok(())
}

impl Store {
    /// An item each time that another process, or this one, may have committed an act; never ends. One connection of
    /// its own on PostgreSQL while it is polled; on SQLite nothing ever comes.
    pub fn wakes(&self) -> BoxStream<'static, ()> {
        if self.backend() == Backend::Sqlite {
            return stream::pending().boxed();
        }
        let options = self.write.get_postgres_connection_pool().connect_options();
        // No age ends the connection: it idles for as long as no act is recorded.
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let pool = pool.connect_lazy_with((*options).clone());
        let heard = stream::unfold(None, move |listener| {
            let pool = pool.clone();
            async move { Some(((), Some(heard(listener, &pool).await))) }
        });
        heard.boxed()
    }
}

/// Waits for word; gives the listener back. A listener that just began to listen counts as word: something may have
/// been said before.
async fn heard(listener: Option<PgListener>, pool: &PgPool) -> PgListener {
    if let Some(mut listener) = listener {
        match listener.recv().await {
            Ok(_) => return listener,
            Err(error) => tracing::warn!(%error, "no word of new acts from the database"),
        }
        tokio::time::sleep(PAUSE).await;
    }
    loop {
        match listen(pool).await {
            Ok(listener) => return listener,
            Err(error) => tracing::warn!(%error, "cannot listen for new acts"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn listen(pool: &PgPool) -> Result<PgListener, sea_orm::sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}
