//! A page of acts as an Atom feed (RFC 4287), an archive marked as one (RFC 5005).

use std::collections::BTreeMap;

use atom_syndication::Category;
use atom_syndication::Content;
use atom_syndication::Entry;
use atom_syndication::Feed;
use atom_syndication::FixedDateTime;
use atom_syndication::Generator;
use atom_syndication::Link;
use atom_syndication::Person;
use atom_syndication::Text;
use atom_syndication::extension::Extension;
use uuid::Builder;

use crate::domain::instant::Instant;
use crate::domain::lang::Lang;
use crate::registry::FeedPage;
use crate::registry::PublicAct;
use crate::text;

/// The namespace of RFC 5005.
const HISTORY: &str = "http://purl.org/syndication/history/1.0";

/// What a page is besides its acts.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// The feed's title.
    pub(super) title: String,
    /// Where the newest page is, in this language.
    pub(super) current: String,
    /// Where the server is, without a slash at the end.
    pub(super) base: String,
    /// The number of this page among the archives; none of the newest page.
    pub(super) archive: Option<u64>,
    /// In which language it speaks.
    pub(super) lang: Lang,
}

impl About {
    /// Where an archive is.
    fn archived(&self, number: u64) -> String {
        format!("{}&page={number}", self.current)
    }
}

/// Takes a page and what it is; gives its text.
pub(super) fn render(page: &FeedPage, about: &About) -> String {
    let feed = Feed {
        id: urn(page.origin, FEED),
        title: Text::plain(about.title.clone()),
        updated: page.acts.first().map_or_else(|| moment(Instant::from_micros(0)), |act| moment(act.said.recorded_at)),
        authors: vec![person("Tizilim")],
        generator: Some(Generator { value: "Tizilim".to_owned(), ..Generator::default() }),
        lang: Some(language(about.lang).to_owned()),
        links: links(page, about),
        entries: page.acts.iter().map(|act| entry(act, page, about)).collect(),
        namespaces: BTreeMap::from([("fh".to_owned(), HISTORY.to_owned())]),
        extensions: about.archive.map(|_| archived()).unwrap_or_default(),
        ..Feed::default()
    };
    feed.to_string()
}

/// An older page is both the next one of a reader who goes back, and an archive that never changes.
fn links(page: &FeedPage, about: &About) -> Vec<Link> {
    let here = about.archive.map_or_else(|| about.current.clone(), |number| about.archived(number));
    let mut links = vec![link("self", here), link("first", about.current.clone())];
    if about.archive.is_some() {
        links.push(link("current", about.current.clone()));
    }
    if let Some(before) = page.before {
        links.push(link("next", about.archived(before)));
        links.push(link("prev-archive", about.archived(before)));
    }
    links
}

fn entry(act: &PublicAct, page: &FeedPage, about: &About) -> Entry {
    let said = &act.said;
    let sentence = text::act(said.kind, said.effective_on, about.lang);
    let name = said.subject.and_then(|subject| page.names.get(&subject)).map(|names| names.in_lang(about.lang));
    let recorded = moment(said.recorded_at);
    Entry {
        id: urn(act.leaf, ACT),
        title: Text::plain(name.map_or_else(|| sentence.clone(), |name| format!("{name}: {sentence}"))),
        updated: recorded,
        published: Some(recorded),
        authors: vec![person(said.authority.name(said.effective_on, about.lang))],
        categories: vec![Category { term: said.kind.code().to_owned(), ..Category::default() }],
        links: vec![Link { mime_type: Some("application/json".to_owned()), ..link("alternate", of_act(act, about)) }],
        content: Some(Content {
            value: Some(format!("{} ({})", said.reason.as_str(), said.reference.as_str())),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// The address of a question about the act: a GET that anyone may send.
fn of_act(act: &PublicAct, about: &About) -> String {
    let before = act.said.sequence.number() - 1;
    let asked =
        "sequence%20kind%20effectiveOn%20recordedAt%20reason%20reference%20changedFields%20subject%7Bid%7D%20entry%20leafHash";
    format!("{}/graphql?query=%7Bacts(first:1,afterSequence:{before})%7Bedges%7Bnode%7B{asked}%7D%7D%7D%7D", about.base)
}

fn archived() -> atom_syndication::extension::ExtensionMap {
    let mark = Extension { name: "fh:archive".to_owned(), ..Extension::default() };
    BTreeMap::from([("fh".to_owned(), BTreeMap::from([("archive".to_owned(), vec![mark])]))])
}

fn link(rel: &str, href: String) -> Link {
    let mime_type = Some("application/atom+xml".to_owned());
    Link { rel: rel.to_owned(), href, mime_type, ..Link::default() }
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "kk",
        Lang::Ru => "ru",
        Lang::En => "en",
    }
}

/// What tells the id of a feed from that of the act from whose hash both are made.
const FEED: u8 = 1;
const ACT: u8 = 0;

/// An id that no other act of any register has, and that stays wherever the register is served: the beginning of the
/// leaf hash, which is salted, as a UUID of version 8 (RFC 9562).
fn urn(leaf: [u8; 32], of: u8) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&leaf[..16]);
    bytes[15] ^= of;
    Builder::from_custom_bytes(bytes).into_uuid().urn().to_string()
}

fn moment(instant: Instant) -> FixedDateTime {
    chrono::DateTime::from_timestamp_micros(instant.micros()).unwrap_or_default().fixed_offset()
}
