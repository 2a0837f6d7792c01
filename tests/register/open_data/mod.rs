//! Open data: files as anyone fetches them.

mod bad_input;
mod delta;
mod files;
mod slow;
mod truth;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use tizilim::demo::{Options, generate};
use tizilim::open_data::{DataSet, Form};

use crate::support::TestRegister;

/// A register with something of everything.
pub(crate) async fn demo() -> TestRegister {
    let register = TestRegister::without_rules("2026-11-23").await;
    let today = register.registry.today();
    let options = Options { licensees: 60, seed: 5, today, power_from: today.minus_days(10) };
    generate(&register.registry, &options).await.expect("a demo register");
    register
}

/// An answer as it came.
pub(crate) struct Fetched {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Fetched {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }
}

/// Fetches a file without following where it leads.
pub(crate) async fn fetch(base: &str, path: &str) -> Fetched {
    fetch_with(base, path, "GET", &[]).await
}

pub(crate) async fn fetch_with(base: &str, path: &str, method: &str, headers: &[(&str, &str)]) -> Fetched {
    let client = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().expect("a client");
    let mut request = client.request(method.parse().expect("a method"), format!("{base}/open-data/{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Fetched { status, headers, body: response.bytes().await.expect("a whole body").to_vec() }
}

/// Every file of a sequence, by its address.
pub(crate) fn addresses(sequence: i64, after: Option<i64>) -> Vec<String> {
    let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
    let of = |set: &DataSet| Form::ALL.iter().map(|form| format!("{}.{}", set.code(), form.code())).collect::<Vec<_>>();
    DataSet::ALL.iter().flat_map(of).map(|file| format!("{file}?sequence={sequence}{after}")).collect()
}
