//! What is recorded of a licensee beside its life.
//!
//! - of a pool: `2024-03-01 complex in Kazakhstan` or `abroad`, `2024-03-01 test positive` or `negative`;
//! - of a miner: `2024-01-01..2024-06-30 placed in Site2`, `2024-03-01 leaves Site2`, `2024-01-01 declares 100`,
//!   `2024-02-01 registers 90`, `2024-01-01..2024-12-31 proof of IMPORT`, `2024-02-01 change notified 2024-02-10`,
//!   `2024-05-20 paid 1000 for 2024-Q1`;
//! - of each: `2024-05-10 filed 2024-Q1`, of an exchange also `2024-05-10 filed 2024-Q1 for the tax authority`;
//! - of a miner's other licence: `2024-05-20 paid 1000 for 2024-Q1 under another licence`, likewise `filed`.

use tizilim::domain::act::{Content, OfLicence};
use tizilim::domain::authorisation::LicenseeRole;
use tizilim::domain::day::Day;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::pool::{ComplexPlace, TestProtocol};
use tizilim::domain::reading::EnergySource;
use tizilim::domain::report::{Report, Span};
use tizilim::domain::rule::LicenceKind;

use super::life::authorisation;
use super::site::site_id;
use super::words::{after, day, text};

/// What is told of a pool.
pub(super) fn of_pool(words: &[&str]) -> Option<Content> {
    let authorisation = authorisation();
    match words {
        ["complex", place @ ..] => {
            let in_kazakhstan = *place == ["in", "Kazakhstan"];
            let complex = ComplexPlace { in_kazakhstan, region: None, place: text(&place.join(" ")) };
            Some(Content::RecordPoolComplex { authorisation, complex })
        }
        ["test", result] => {
            let protocol = TestProtocol { number: text("1"), laboratory: text("A laboratory"), positive: *result == "positive" };
            Some(Content::RecordSecurityTest { authorisation, protocol })
        }
        _ => None,
    }
}

/// What is told of a licensee of any kind.
pub(super) fn of_licensee(kind: LicenceKind, until: Option<Day>, words: &[&str]) -> Option<LicenceFact> {
    let count = |units: &str| units.parse().unwrap_or_else(|why| panic!("{units}: {why}"));
    let span = |text: &str| text.parse::<Span>().unwrap_or_else(|why| panic!("{text}: {why}"));
    Some(match words {
        ["placed", "in", site] => LicenceFact::Placement { data_centre: site_id(site), until },
        ["leaves", site] => LicenceFact::PlacementEnded { data_centre: site_id(site) },
        ["declares", units] => LicenceFact::HardwareDeclared { units: count(units) },
        ["registers", units] => LicenceFact::HardwareRegistered { units: count(units) },
        ["proof", "of", code] => LicenceFact::EnergySource {
            source: EnergySource::from_code(code).unwrap_or_else(|| panic!("no source: {code}")),
            document: text("A contract"),
            issuer: text("A supplier"),
            until,
        },
        ["change", rest @ ..] => {
            LicenceFact::DataChange { what: text("The address"), notified_on: after(rest, "notified").map(day) }
        }
        ["filed", of, rest @ ..] => LicenceFact::Filing { report: report(kind, span(of), rest), span: span(of) },
        ["paid", amount, "for", of, ..] => {
            LicenceFact::Payment { span: span(of), amount: amount.parse().unwrap_or_else(|why| panic!("{amount}: {why}")) }
        }
        _ => return None,
    })
}

/// The report that a licensee of this kind files for such a span.
fn report(kind: LicenceKind, span: Span, words: &[&str]) -> Report {
    let for_tax = words.contains(&"tax");
    let owed = |report: &Report| report.owed_by() == kind.role() && report.is_for(span);
    let fits = |report: &Report| owed(report) && (*report == Report::ExchangeTax) == for_tax;
    Report::ALL.iter().copied().find(fits).unwrap_or_else(|| panic!("a {} files nothing for {span}", kind.code()))
}

/// Every report that is owed, filed on the day after its span.
pub(super) fn everything_filed_at_once(role: LicenseeRole) -> Vec<(Day, LicenceFact)> {
    let first = |year| [Span::Month(year, 1), Span::Quarter(year, 1), Span::Year(year)];
    let mut filings = Vec::new();
    for report in Report::ALL.iter().copied().filter(|report| report.owed_by() == role) {
        let mut span = first(2036).into_iter().find(|span| report.is_for(*span)).expect("a length of spans");
        while span.days().from.year() >= 2022 {
            filings.push((span.days().until.next(), LicenceFact::Filing { report, span }));
            span = span.previous();
        }
    }
    filings
}

/// The fact as an act says it.
pub(super) fn content(fact: LicenceFact) -> Content {
    let of = |fact| OfLicence { authorisation: authorisation(), fact };
    match fact {
        LicenceFact::Placement { .. } => Content::PlaceHardware(of(fact)),
        LicenceFact::PlacementEnded { .. } => Content::EndPlacement(of(fact)),
        LicenceFact::HardwareDeclared { .. } => Content::DeclareHardware(of(fact)),
        LicenceFact::HardwareRegistered { .. } => Content::RegisterHardware(of(fact)),
        LicenceFact::EnergySource { .. } => Content::RecordEnergySource(of(fact)),
        LicenceFact::DataChange { .. } => Content::RecordDataChange(of(fact)),
        LicenceFact::Filing { .. } => Content::RecordFiling(of(fact)),
        LicenceFact::Payment { .. } => Content::RecordPayment(of(fact)),
    }
}

/// Whether a fact of a later day is a new one, which an answer about an earlier day cannot foresee. What else is dated
/// ahead is arranged beforehand, as the end of a placement is.
pub(super) fn comes_unforeseen(fact: &LicenceFact) -> bool {
    matches!(fact, LicenceFact::Filing { .. } | LicenceFact::Payment { .. })
}
