//! The words that every clause is made of: days, firms, texts, numbers of acts.

use tizilim::domain::act::{Act, Content};
use tizilim::domain::authorisation::LicenseeRole::{self, Exchange, Miner, Pool};
use tizilim::domain::authority::Authority;
use tizilim::domain::bin::Bin;
use tizilim::domain::day::Day;
use tizilim::domain::instant::Instant;
use tizilim::domain::organisation::OrganisationId;
use tizilim::domain::party::Party;
use tizilim::domain::rule::LicenceKind;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::text::Text;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|_| panic!("no day: {text}"))
}

/// `2024-02-01..2024-04-30`, or `2024-02-01` for what has no last day.
pub(super) fn days(text: &str) -> (Day, Option<Day>) {
    text.split_once("..").map_or_else(|| (day(text), None), |(from, until)| (day(from), Some(day(until))))
}

pub(super) fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    text.try_into().expect("a text")
}

/// What stands after a word.
pub(super) fn after<'a>(words: &[&'a str], word: &str) -> Option<&'a str> {
    let at = words.iter().position(|other| *other == word)?;
    words.get(at + 1).copied()
}

pub(super) fn sequence(number: usize) -> Sequence {
    i64::try_from(number).ok().and_then(Sequence::new).expect("a number of an act")
}

/// What a firm is, by its name; `None` for a name of no firm of the register.
pub(super) fn role(firm: &str) -> Option<LicenseeRole> {
    let kind = firm.trim_end_matches(|last: char| last.is_ascii_digit());
    [("Miner", Miner), ("Pool", Pool), ("Exchange", Exchange)].into_iter().find_map(|(name, role)| (name == kind).then_some(role))
}

/// The firm that a question about a licensee of this kind is about.
pub(super) fn licensee(kind: LicenceKind) -> &'static str {
    match kind.role() {
        Miner => "Miner",
        Pool => "Pool",
        Exchange => "Exchange",
    }
}

/// The digit at the end of a name; 0 where there is none.
fn digit(name: &str) -> usize {
    name.chars().last().and_then(|last| last.to_digit(10)).and_then(|digit| usize::try_from(digit).ok()).unwrap_or(0)
}

fn serial(firm: &str) -> usize {
    let role = LicenseeRole::ALL.iter().position(|other| Some(*other) == role(firm)).expect("Miner, Pool or Exchange");
    role * 10_000 + digit(firm)
}

pub(crate) fn bin(firm: &str) -> Bin {
    let serial = serial(firm);
    (1..=12).find_map(|month| Bin::complete(&format!("23{month:02}40{serial:05}"))).expect("a number")
}

pub(super) fn organisation(firm: &str) -> OrganisationId {
    OrganisationId(sequence(100_000 + serial(firm)))
}

/// The number of the act that registers a data centre, which is its key.
pub(super) fn number_of_site(site: &str) -> usize {
    assert!(site.starts_with("Site"), "no data centre: {site}");
    200 + digit(site)
}

pub(crate) fn party(name: &str) -> Party {
    if role(name).is_some() { Party::Bin(bin(name)) } else { Party::Name(text(name)) }
}

pub(super) fn act(number: usize, authority: Authority, effective_on: Day, content: Content) -> Act {
    Act {
        sequence: sequence(number),
        authority,
        effective_on,
        recorded_at: Instant::start_of(effective_on),
        subject: None,
        reason: text("A test"),
        reference: text("No 1"),
        content,
    }
}
