//! Feeds of the acts: each act once, from the newest page back through archives that never change.

use std::collections::BTreeSet;

use atom_syndication::Feed;
use reqwest::StatusCode;
use reqwest::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH};
use tizilim::domain::act::{Content, Subject};
use tizilim::domain::office::Role;
use tizilim::domain::organisation::DetailsChange;
use tizilim::graphql::id::NodeId;

use crate::support::TestRegister;
use crate::support::acts::{names, suspend};
use crate::support::server::Server;

struct Answer {
    status: StatusCode,
    headers: reqwest::header::HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: reqwest::header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    fn feed(&self) -> Feed {
        assert_eq!((self.status, self.header(CONTENT_TYPE)), (StatusCode::OK, "application/atom+xml; charset=utf-8"));
        Feed::read_from(self.text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

async fn ask(url: &str, with: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder) -> Answer {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let response = with(client.get(url)).send().await.expect("an answer");
    Answer { status: response.status(), headers: response.headers().clone(), text: response.text().await.expect("text") }
}

async fn get(url: &str) -> Answer {
    ask(url, |request| request).await
}

fn link<'a>(feed: &'a Feed, rel: &str) -> Option<&'a str> {
    feed.links.iter().find(|link| link.rel == rel).map(|link| link.href.as_str())
}

/// The ids of all acts, from the newest page back through its archives.
async fn all(url: &str) -> (Vec<String>, usize) {
    let (mut ids, mut pages, mut next) = (Vec::new(), 0, Some(url.to_owned()));
    while let Some(url) = next {
        let answer = get(&url).await;
        let feed = answer.feed();
        assert_eq!(answer.text.contains("<fh:archive"), pages > 0, "{}", answer.text);
        // The title of a licensee's archive bears a name that may change.
        let stays = pages > 0 && url.contains("/feeds/acts.atom");
        assert_eq!(answer.header(CACHE_CONTROL).contains("immutable"), stays, "{url}");
        assert_eq!(link(&feed, "next"), link(&feed, "prev-archive"));
        ids.extend(feed.entries.iter().map(|entry| entry.id.clone()));
        next = link(&feed, "prev-archive").map(str::to_owned);
        pages += 1;
    }
    (ids, pages)
}

#[tokio::test]
async fn from_the_newest_page_back_every_act_is_met() {
    let register = TestRegister::at("2026-01-20").await;
    for n in 0..100 {
        register.firm(n).await;
    }
    let server = Server::over(&register.registry).await;
    let url = format!("{}/feeds/acts.atom", server.base);
    let newest = get(&url).await.feed();
    assert_eq!(newest.entries.len(), 50);
    assert_eq!(newest.entries[0].title.value, "Үлгі 99 LLP: Organisation registered.");
    assert!(newest.entries.is_sorted_by(|newer, older| newer.updated >= older.updated));
    assert!(newest.updated == newest.entries[0].updated && !newest.entries[0].authors.is_empty());
    let (ids, pages) = all(&url).await;
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len() as i64, register.newest().await.number());
    assert_eq!(pages, 3);

    // An archive stays as it is, whatever is recorded after it.
    let archive = format!("{url}?lang=en&page=2");
    let before = get(&archive).await.text;
    register.firm(100).await;
    assert_eq!(get(&archive).await.text, before);
    for missing in ["page=0", "page=3", "page=99999999999999999999", "page=-1", "lang=de"] {
        let refused = get(&format!("{url}?{missing}")).await;
        assert!(refused.status.is_client_error() && !refused.text.is_empty(), "{missing}");
    }
}

#[tokio::test]
async fn a_reader_who_has_the_newest_is_told_so_in_a_word() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let url = format!("{}/feeds/acts.atom?lang=kk", server.base);
    let first = get(&url).await;
    let tag = first.header(ETAG).to_owned();
    assert!(first.header(CACHE_CONTROL).starts_with("public, max-age="));
    let again = async |url: &str| ask(url, |request| request.header(IF_NONE_MATCH, tag.as_str())).await;
    let unchanged = again(&url).await;
    assert_eq!((unchanged.status, unchanged.text.as_str(), unchanged.header(ETAG)), (StatusCode::NOT_MODIFIED, "", tag.as_str()));
    assert_eq!(again(&url.replace("kk", "ru")).await.status, StatusCode::OK, "another language is another answer");
    register.firm(1).await;
    assert_eq!(again(&url).await.status, StatusCode::OK);
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let head = client.head(&url).send().await.expect("an answer");
    assert_eq!((head.status(), head.headers().contains_key(ETAG)), (StatusCode::OK, true));
    assert_eq!(head.text().await.expect("text"), "");
}

#[tokio::test]
async fn a_feed_speaks_three_languages_and_names_the_host_that_was_asked() {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2026-01-10", None).await;
    let server = Server::over(&register.registry).await;
    let url = format!("{}/feeds/acts.atom", server.base);
    let mut told = BTreeSet::new();
    for lang in ["kk", "ru", "en"] {
        let feed = get(&format!("{url}?lang={lang}")).await.feed();
        assert_eq!(feed.lang.as_deref(), Some(lang));
        assert_eq!(link(&feed, "self"), Some(format!("{url}?lang={lang}").as_str()));
        assert!(told.insert((feed.title.value.clone(), feed.entries[0].title.value.clone())));
    }
    let other = ask(&url, |request| request.header(HOST, "register.example")).await.feed();
    assert_eq!(link(&other, "self"), Some("http://register.example/feeds/acts.atom?lang=en"));
    let same = get(&url).await.feed();
    assert_eq!((&other.id, &other.entries[0].id), (&same.id, &same.entries[0].id), "the host is no part of an id");

    let act = same.entries[0].links.iter().find(|link| link.rel == "alternate").expect("a link").href.clone();
    let answer = ask(&act, |request| request.header(ACCEPT, "application/json")).await;
    let answer: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(answer["data"]["acts"]["edges"][0]["node"]["sequence"], register.newest().await.number(), "{answer:#}");
}

#[tokio::test]
async fn a_licensee_has_a_feed_of_the_acts_about_it_and_its_holder() {
    let register = TestRegister::at("2026-01-20").await;
    let miner = register.miner(1, "2025-01-10", None).await;
    register.miner(2, "2025-01-10", None).await;
    let server = Server::over(&register.registry).await;
    let id = NodeId::Subject(Subject::Miner(miner)).encode();
    let url = format!("{}/feeds/licensees/{}.atom", server.base, id.as_str());
    let holder = register.registry.licensees(&[miner], register.view("2026-01-20").await).await.unwrap()[&miner].organisation.id;
    let tag = get(&url).await.header(ETAG).to_owned();
    // What happens to others is nothing to it.
    register.miner(3, "2025-01-10", None).await;
    assert_eq!(ask(&url, |request| request.header(IF_NONE_MATCH, &tag)).await.status, StatusCode::NOT_MODIFIED);
    register.act(Role::Ministry, "2026-01-15", suspend(miner, "2026-03-14")).await;
    let change = DetailsChange { names: Some(names("Жаңа")), ..DetailsChange::default() };
    register.act(Role::Ministry, "2026-01-16", Content::AmendOrganisation { organisation: holder, change }).await;
    let feed = get(&url).await.feed();
    let kinds: Vec<&str> = feed.entries.iter().map(|entry| entry.categories[0].term.as_str()).collect();
    assert_eq!(kinds, ["AMEND_ORGANISATION", "SUSPEND_LICENCE", "GRANT_MINING_LICENCE", "REGISTER_ORGANISATION"]);
    assert_eq!(feed.title.value, "Acts about Жаңа LLP");
    assert_ne!(feed.id, get(&format!("{}/feeds/acts.atom", server.base)).await.feed().id);

    let wrong_role = NodeId::Subject(Subject::Pool(miner)).encode();
    let organisation = NodeId::Subject(Subject::Organisation(holder)).encode();
    for unknown in ["x.atom", id.as_str(), &format!("{}.atom", wrong_role.as_str()), &format!("{}.atom", organisation.as_str())] {
        let refused = get(&format!("{}/feeds/licensees/{unknown}", server.base)).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{unknown}");
        assert!(refused.text.contains("no licensee"), "{}", refused.text);
    }
}
