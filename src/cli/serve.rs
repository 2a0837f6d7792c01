//! `tizilim serve`: answers until it is told to stop.

use std::future::IntoFuture as _;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::open;
use crate::app::App;
use crate::http::{Answers as _, Listener};
use crate::registry::Registry;
use crate::settings::Settings;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let registry = open(&settings).await?;
    registry.init().await?;
    listen(registry, &settings, |address| println!("tizilim listens on http://{address}/graphql")).await
}

/// Serves a register until Ctrl-C or SIGTERM; what is being answered then is answered, and streams end. `ready` hears the address.
pub(super) async fn listen(
    registry: Registry,
    settings: &Settings,
    ready: impl FnOnce(std::net::SocketAddr),
) -> anyhow::Result<()> {
    let app = App::new(registry.clone(), settings)?;
    let socket = TcpListener::bind(settings.listen).await.with_context(|| format!("cannot listen on {}", settings.listen))?;
    ready(socket.local_addr()?);
    let keeping = tokio::spawn(async move { registry.keep_assessing().await });
    let served = serve(&app, settings, socket).await;
    keeping.abort();
    served
}

async fn serve(app: &App, settings: &Settings, socket: TcpListener) -> anyhow::Result<()> {
    let listener = Listener::new(socket, settings.streams.write_timeout());
    let (streams, is_stopping) = (app.streams().clone(), Arc::new(Notify::new()));
    let stopping = Arc::clone(&is_stopping);
    let told = async move {
        told_to_stop().await;
        // Streams have no end of their own: they are told, so that the others can be waited for.
        streams.tell_to_close();
        stopping.notify_one();
    };
    let patience = settings.request_timeout() + settings.streams.close_timeout();
    let too_long = async {
        is_stopping.notified().await;
        tokio::time::sleep(patience).await;
    };
    tokio::select! {
        served = axum::serve(listener, app.router()).with_graceful_shutdown(told).into_future() => served?,
        // Someone who takes nothing cannot keep the server from stopping.
        () = too_long => {}
    }
    app.streams().close().await;
    Ok(())
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
