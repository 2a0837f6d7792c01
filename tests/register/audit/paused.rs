//! An audit of a register that has no time: it waits as it is asked to, and goes on.

use std::num::NonZeroU32;

use tizilim::app::App;
use tizilim::graphql::gate::FairUseLimits;
use tizilim::http::Peer;
use tizilim::settings::Settings;
use tokio::net::TcpListener;

use super::{Auditor, lived};

#[tokio::test]
async fn whoever_asks_too_much_waits_and_goes_on() {
    let (register, _) = lived().await;
    register.registry.publish().await.expect("a checkpoint");
    // A purse that one audit empties, and that is soon full again.
    let number = |number| NonZeroU32::new(number).expect("not zero");
    let fair_use = FairUseLimits { burst: number(100), points_per_second: number(100), ..FairUseLimits::default() };
    let app = App::new(register.registry.clone(), &Settings { fair_use, ..Settings::default() }).expect("an application");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let service = app.router().into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let asked_at_once = reqwest::Client::builder().no_proxy().build().expect("a client");
    let ask = async || asked_at_once.get(format!("{url}/log/checkpoint")).send().await.expect("an answer").status();
    while ask().await != 429 {}
    Auditor::of(&url, &register).passes().await;
}
