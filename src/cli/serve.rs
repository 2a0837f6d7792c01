//! `tizilim serve`: answers until it is told to stop.

use anyhow::Context;
use tokio::net::TcpListener;

use super::open;
use crate::app::App;
use crate::registry::Registry;
use crate::settings::Settings;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let registry = open(&settings).await?;
    registry.init().await?;
    listen(registry, &settings, |address| println!("tizilim listens on http://{address}/graphql")).await
}

/// Serves a register until Ctrl-C or SIGTERM; what is being answered then is answered. `ready` hears the address.
pub(super) async fn listen(
    registry: Registry,
    settings: &Settings,
    ready: impl FnOnce(std::net::SocketAddr),
) -> anyhow::Result<()> {
    let app = App::new(registry.clone(), settings)?;
    let listener = TcpListener::bind(settings.listen).await.with_context(|| format!("cannot listen on {}", settings.listen))?;
    ready(listener.local_addr()?);
    let keeping = tokio::spawn(async move { registry.keep_assessing().await });
    let served = axum::serve(listener, app.router()).with_graceful_shutdown(told_to_stop()).await;
    keeping.abort();
    Ok(served?)
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            }
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
