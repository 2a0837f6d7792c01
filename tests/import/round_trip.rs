//! What is written is what is read: a register, its files, and the register that they make.

use tizilim::demo::{Options, generate};
use tizilim::domain::act::{Content, Naming, OfLicence, Suspension};
use tizilim::domain::authorisation::{AuthorisationId, Subkind};
use tizilim::domain::correction::Correction;
use tizilim::domain::data_centre::{DataCentreId, SiteDetails, Title, Zone};
use tizilim::domain::hour::Hour;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{DetailsChange, OrganisationId};
use tizilim::domain::reading::{EnergySource, ReadingRow};
use tizilim::domain::standing::SuspensionGround;
use tizilim::domain::surplus::{BidRow, ClearingOrder, Lot, SessionHour, SessionId, SessionTerms};
use tizilim::files::Format;

use crate::answers::{assert_same, assessments, holdings};
use crate::folder::{Folder, TODAY, examples};
use crate::support::acts::{bin, distributions, grant, granting, mined, mining, sales, sold};
use crate::support::{TestRegister, day, text};

const DAYS: [&str; 6] = [TODAY, "2024-02-10", "2024-10-07", "2025-06-30", "2026-01-20", "2026-07-16"];

/// Exports a register whole, imports that into an empty one, and holds the two against each other.
async fn comes_back_the_same(register: &TestRegister) -> (TestRegister, Folder) {
    let (folder, report) = register.export(Format::Csv, true).await;
    assert_eq!(report.left_out, 0);
    let again = TestRegister::without_rules(TODAY).await;
    again.import_all(folder.path()).await;
    assert_eq!(holdings(&register.registry, &DAYS, true).await, holdings(&again.registry, &DAYS, true).await);
    assert_same(&assessments(&register.registry, &DAYS).await, &assessments(&again.registry, &DAYS).await);
    let (written_again, _) = again.export(Format::Csv, true).await;
    for (one, other) in folder.rows().into_iter().zip(written_again.rows()) {
        assert_eq!(one, other);
    }
    (again, folder)
}

#[tokio::test]
async fn the_register_of_examples_comes_back_the_same() {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples().join("register")).await;
    let (_, folder) = comes_back_the_same(&register).await;
    // What a file says comes out as it went in, but for what the register fills in and what it does not keep.
    for name in folder.names() {
        let as_it_was = !["rules", "licences", "distributions"].iter().any(|kind| name.starts_with(kind));
        if as_it_was {
            let (mut was, mut is): (Vec<String>, Vec<String>) = (
                std::fs::read_to_string(examples().join("register").join(&name)).unwrap().lines().map(str::to_owned).collect(),
                folder.read(&name).lines().map(str::to_owned).collect(),
            );
            was.sort();
            is.sort();
            assert_eq!(was, is, "{name}");
        }
    }
}

#[tokio::test]
async fn one_of_each_kind_comes_back_the_same() {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples()).await;
    let (_, folder) = comes_back_the_same(&register).await;
    let names = folder.names();
    assert_eq!(names.len(), tizilim::files::FileKind::ALL.len(), "{names:?}");
}

#[tokio::test]
async fn the_demo_register_comes_back_the_same() {
    let register = TestRegister::without_rules(TODAY).await;
    let options = Options { licensees: 46, seed: 2023, today: register.registry.today(), power_from: day("2026-10-20") };
    generate(&register.registry, &options).await.expect("a demo register");
    comes_back_the_same(&register).await;
}

fn site(holder: OrganisationId, code: &str) -> Content {
    let details = SiteDetails {
        name: text(code),
        title: Title::Owned,
        residential: Some(false),
        capacity_kw: 1_000,
        region: "55".parse().unwrap(),
        address: None,
    };
    Content::RegisterDataCentre { holder, code: text(code), zone: Zone::NorthSouth, details }
}

fn reading(miner: usize, on: &str, wh: &[i64]) -> ReadingRow {
    let hours = wh.iter().map(|wh| tizilim::domain::energy::Energy::from_wh(*wh).ok()).collect();
    ReadingRow { meter: text("MT-1"), miner: bin(miner), source: EnergySource::ALL[miner], on: day(on), hours }
}

fn bid(miner: usize) -> BidRow {
    let lot = Lot { hour: Hour::at(0), energy: "100".parse().unwrap(), price: "12".parse().unwrap() };
    BidRow { miner: bin(miner), lots: vec![lot] }
}

/// Everything that makes a journal more than its files: corrections of acts and of rows, annulled acts, a second licence,
/// an amendment by an authority that came later, and acts whose day lies before what was recorded earlier.
#[tokio::test]
async fn a_register_with_a_past_comes_back_the_same() {
    let register = TestRegister::at("2023-05-01").await;
    let (m, e, t) = (Role::Ministry, Role::EnergyOperator, Role::TaxAuthority);
    register.turn_to(TODAY);
    let annul = |corrects| Content::CorrectFact(Correction::Annulled { corrects });
    let host = register.miner(1, "2024-01-15", None).await;
    let guest = register.firm(2).await;
    let Content::GrantMiningLicence(first) = mining(guest, "M-2", None) else { unreachable!("a mining licence") };
    let two = |number: &str| tizilim::domain::act::Grant { subkind: Some(Subkind::Two), number: text(number), ..first.clone() };
    let placed = AuthorisationId(register.act(m, "2024-01-15", Content::GrantMiningLicence(two("M-2"))).await);

    // A second licence after the end of the first, and an act that should not have been.
    let firm = register.firm(3).await;
    let ended = AuthorisationId(register.act(m, "2024-01-15", mining(firm, "M-3", None)).await);
    register.act(m, "2025-01-15", Content::SurrenderLicence(Naming { authorisation: ended })).await;
    register.act(m, "2025-02-03", mining(firm, "M-3-A", None)).await;
    let mistaken = register.firm(4).await;
    let licence = register.act(m, "2025-02-03", mining(mistaken, "M-4", None)).await;
    register.act(m, TODAY, annul(licence)).await;
    register.act(m, TODAY, annul(mistaken.0)).await;

    // An authority that did not register the firm amends it once it has licensed it.
    let exchange = register.exchange(5, "2024-02-05").await;
    let organisation =
        register.registry.licensees(&[exchange], register.view(TODAY).await).await.unwrap()[&exchange].organisation.id;
    let change = DetailsChange { website: Some(text("https://x.example")), ..DetailsChange::default() };
    register.act(Role::Afsa, "2025-03-03", Content::AmendOrganisation { organisation, change }).await;

    // Rows corrected where they lie.
    let pool = register.pool(6, "2024-02-05").await;
    let rows = vec![mined(bin(1), "2025-01-10", "1.5"), mined(bin(2), "2025-01-10", "2"), mined(bin(3), "2025-01-10", "3")];
    let file = register.act(t, "2025-01-31", distributions(bin(6), rows)).await;
    let with = mined(bin(1), "2025-01-11", "1.25");
    register.act(t, TODAY, Content::CorrectFact(Correction::DistributionReplaced { corrects: file, row: 0, with })).await;
    register.act(t, TODAY, Content::CorrectFact(Correction::RowAnnulled { corrects: file, row: 1 })).await;
    let sale = register.act(t, "2025-01-31", sales(bin(5), vec![sold(bin(1), "2025-01-20", "1")])).await;
    register.act(t, TODAY, annul(sale)).await;
    let suspension = |until: &str| {
        let (until, ground) = (Some(day(until)), SuspensionGround::OtherLaw);
        Content::SuspendAccreditation(Suspension { authorisation: pool, until, ground })
    };
    let suspended = register.act(m, "2025-06-02", suspension("2025-09-01")).await;
    let with = Box::new(suspension("2025-08-01"));
    let corrected = Correction::Replaced { corrects: suspended, effective_on: day("2025-06-03"), with };
    register.act(m, TODAY, Content::CorrectFact(corrected)).await;

    // Readings and bids, and then what reaches back before them.
    let holder = register.registry.licensees(&[host], register.view(TODAY).await).await.unwrap()[&host].organisation.id;
    let centre = DataCentreId(register.act(m, "2024-01-15", site(holder, "DC-1")).await);
    register.act(m, "2024-01-15", Content::InstallMeter { data_centre: centre, serial: text("MT-1") }).await;
    let stay = |fact| OfLicence { authorisation: placed, fact };
    let placement = LicenceFact::Placement { data_centre: centre, until: Some(day("2026-12-31")) };
    register.act(m, "2024-02-01", Content::PlaceHardware(stay(placement))).await;
    let rows = vec![reading(1, "2026-05-01", &[1, 2]), reading(2, "2026-05-01", &[3]), reading(2, "2026-05-02", &[4])];
    let file = register.act(e, "2026-05-02", Content::RecordReadings { data_centre: centre, rows }).await;
    let with = reading(2, "2026-05-01", &[3, 5]);
    register.act(e, TODAY, Content::CorrectFact(Correction::ReadingReplaced { corrects: file, row: 1, with })).await;
    let hours = vec![SessionHour { hour: Hour::at(0), quota: "150".parse().unwrap(), start_price: "10".parse().unwrap() }];
    let terms =
        SessionTerms { delivery_date: day("2026-05-01"), zone: Zone::NorthSouth, order: ClearingOrder::PriceThenShare, hours };
    let session = SessionId(register.act(e, "2026-04-30", Content::OpenSurplusSession(terms)).await);
    register.act(e, "2026-04-30", Content::RecordBids { session, rows: vec![bid(1), bid(2)] }).await;
    register.act(e, "2026-04-30", Content::ClearSurplusSession { session, rows: Vec::new() }).await;
    let (until, ground) = (Some(day("2026-06-30")), SuspensionGround::FalseData);
    let suspended = Content::SuspendLicence(Suspension { authorisation: placed, until, ground });
    register.act(m, "2026-05-01", suspended).await;
    register.act(m, "2026-05-03", Content::EndPlacement(stay(LicenceFact::PlacementEnded { data_centre: centre }))).await;
    register.act(m, "2026-05-03", Content::RemoveMeter { data_centre: centre, serial: text("MT-1") }).await;
    register.act(m, "2026-10-01", Content::CloseDataCentre { data_centre: centre }).await;
    assert!(granting(host) < register.newest().await);
    register.act(Role::Afsa, TODAY, Content::GrantExchangeLicence(grant(guest, "X-2", None))).await;

    let (_, folder) = comes_back_the_same(&register).await;
    let names = folder.names();
    for later in ["licences.2.csv", "organisations.2.csv", "licence-events.2.csv", "placements.2.csv", "data-centres.2.csv"] {
        assert!(names.iter().any(|name| name == later), "{later} is missing in {names:?}");
    }
    assert!(!folder.read("licences.csv").contains("M-4"));
}
