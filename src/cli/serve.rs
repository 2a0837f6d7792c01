//! `tizilim serve`: answers until it is told to stop.

use std::future::IntoFuture as _;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::open;
use super::signing::signing;
use crate::app::App;
use crate::http::{Answers as _, Listener, Peer};
use crate::registry::Registry;
use crate::settings::Settings;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let registry = open(&settings).await?;
    registry.init().await?;
    let registry = signing(registry, &settings).await?;
    let socket = bind(&settings).await?;
    listen(registry, &settings, socket, |address| println!("tizilim listens on http://{address}/graphql")).await
}

/// Takes the address that the settings name.
pub(super) async fn bind(settings: &Settings) -> anyhow::Result<TcpListener> {
    TcpListener::bind(settings.listen).await.with_context(|| format!("cannot listen on {}", settings.listen))
}

/// Serves a register until Ctrl-C or SIGTERM; what is being answered then is answered, and streams end. `ready` hears the address.
pub(super) async fn listen(
    registry: Registry,
    settings: &Settings,
    socket: TcpListener,
    ready: impl FnOnce(std::net::SocketAddr),
) -> anyhow::Result<()> {
    let app = App::new(registry.clone(), settings)?;
    ready(socket.local_addr()?);
    let publisher = registry.signing().is_ok().then(|| registry.clone());
    let mut keeping = tokio::task::JoinSet::new();
    keeping.spawn(async move { registry.keep_assessing().await });
    if let Some(publisher) = publisher {
        keeping.spawn(async move { publisher.keep_publishing().await });
    }
    // What is kept going ends with this function.
    serve(&app, settings, socket).await
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
        served = axum::serve(listener, app.router().into_make_service_with_connect_info::<Peer>()).with_graceful_shutdown(told).into_future() => served?,
        // Someone who takes nothing cannot keep the server from stopping.
        () = too_long => {}
    }
    app.streams().close().await;
    Ok(())
}

/// Ctrl-C or SIGTERM.
pub(super) async fn told_to_stop() {
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
