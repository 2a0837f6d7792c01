//! `tizilim audit` against honest registers and against every way to lie.

mod honest;
mod lies;
mod log;
mod paused;

use tizilim::audit::{Audit, AuditError, Report, Witnesses};
use tizilim::domain::act::Content;
use tizilim::domain::authorisation::{AuthorisationId, Subkind};
use tizilim::domain::correction::Correction;
use tizilim::domain::lang::Wording;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::OrganisationId;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::warning::WarningText;
use tizilim::registry::Clock;

use crate::support::acts::{bin, grant, iin, mined, sales, site, sold, suspend};
use crate::support::{TestRegister, day, officer, text};

/// An auditor with a folder of its own.
pub(crate) struct Auditor {
    pub(crate) audit: Audit,
    _folder: tempfile::TempDir,
}

impl Auditor {
    pub(crate) fn of(url: &str, register: &TestRegister) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let registry = register.registry.clone();
        let audit = Audit {
            url: url.to_owned(),
            folder: folder.path().join("mirror"),
            log_key: None,
            witnesses: Witnesses::default(),
            clock: Clock::by(move || registry.now()),
            views: Some((vec![day("2024-08-01"), day("2025-06-30")], Sequence::new(30).expect("a sequence"))),
        };
        Self { audit, _folder: folder }
    }

    pub(crate) async fn run(&self) -> Result<Report, AuditError> {
        self.audit.run(&mut |_| {}).await
    }

    /// Audits; everything must be the same.
    pub(crate) async fn passes(&self) -> Report {
        self.run().await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Audits; a difference must be found. Gives its words.
    pub(crate) async fn finds(&self) -> String {
        match self.run().await {
            Err(AuditError::Different(difference)) => difference.to_string(),
            other => panic!("no difference: {other:?}"),
        }
    }

    /// Audits; it must not be possible. Gives why.
    pub(crate) async fn fails(&self) -> String {
        match self.run().await {
            Err(AuditError::Failed(failure)) => failure.to_string(),
            other => panic!("no failure: {other:?}"),
        }
    }
}

/// A register with a little of everything that is hidden or corrected. Gives the licence that is suspended.
pub(crate) async fn lived() -> (TestRegister, AuthorisationId) {
    let register = TestRegister::at("2026-01-20").await;
    let ministry = Role::Ministry;
    let licence = register.miner(1, "2024-02-01", Some("2026-12-31")).await;
    register.pool(2, "2024-02-01").await;
    register.exchange(3, "2024-02-01").await;
    register.act(ministry, "2025-11-20", suspend(licence, "2026-02-19")).await;
    trader(&register).await;
    let row = |units: &str| sold(bin(1), "2025-03-01", units);
    let sold_rows = vec![row("1"), row("2"), row("3")];
    let file = register.act(Role::Afsa, "2025-04-01", sales(bin(3), sold_rows)).await;
    let annulled = Content::CorrectFact(Correction::RowAnnulled { corrects: file, row: 2 });
    register.act(Role::Afsa, "2025-04-02", annulled).await;
    let replaced = Content::CorrectFact(Correction::SaleReplaced { corrects: file, row: 1, with: row("5") });
    register.act(Role::Afsa, "2025-04-03", replaced).await;
    let passed = crate::support::acts::distributions(bin(2), vec![mined(bin(1), "2025-02-01", "4")]);
    let passed = register.act(ministry, "2025-04-01", passed).await;
    register.act(ministry, "2025-04-03", Content::CorrectFact(Correction::Annulled { corrects: passed })).await;
    let again = crate::support::acts::distributions(bin(2), vec![mined(bin(1), "2025-02-01", "4")]);
    register.act(ministry, "2025-04-04", again).await;
    let of_fee = |fact| tizilim::domain::act::OfLicence { authorisation: licence, fact }.said();
    let payment = |tenge: &str| LicenceFact::Payment {
        span: "2025-Q2".parse().expect("a quarter"),
        amount: tizilim::domain::money::Money::from_tenge(tenge.parse().expect("a number")).expect("a sum"),
    };
    let paid = register.act(Role::TaxAuthority, "2025-08-20", of_fee(payment("1000"))).await;
    let more = Correction::Replaced { corrects: paid, effective_on: day("2025-08-20"), with: Box::new(of_fee(payment("2000"))) };
    register.act(Role::TaxAuthority, "2025-09-01", Content::CorrectFact(more)).await;
    (register, licence)
}

/// A sole trader, whose number nobody sees, with a licence, a warning and a correction of the registration.
async fn trader(register: &TestRegister) {
    let ministry = Role::Ministry;
    let registration = crate::support::acts::register(iin(7), "Тест");
    let registered = register.act(ministry, "2024-01-10", registration).await;
    let renamed = crate::support::acts::register(iin(7), "Тест 2");
    let corrected = Correction::Replaced { corrects: registered, effective_on: day("2024-01-10"), with: Box::new(renamed) };
    register.act(ministry, "2024-01-11", Content::CorrectFact(corrected)).await;
    let holder = OrganisationId(registered);
    let centre = Content::RegisterDataCentre {
        holder,
        code: text("DC-7"),
        zone: tizilim::domain::data_centre::Zone::West,
        details: site(),
    };
    register.act(ministry, "2024-01-20", centre).await;
    let licence = tizilim::domain::act::Grant { subkind: Some(Subkind::One), ..grant(holder, "M-7", Some("2026-12-31")) };
    register.act(ministry, "2024-02-01", Content::GrantMiningLicence(licence)).await;
    let wording = Wording { kk: text("а"), ru: text("б"), en: None };
    let warning = WarningText { name: text("Someone"), bin: Some(iin(7)), domains: vec![text("bad.example")], wording };
    let warned = register.act(ministry, "2024-06-01", Content::PublishWarning(warning.clone())).await;
    let other = WarningText { bin: Some(iin(8)), ..warning };
    let with = Box::new(Content::PublishWarning(other));
    let corrected = Correction::Replaced { corrects: warned, effective_on: day("2024-06-01"), with };
    register.act(ministry, "2024-06-02", Content::CorrectFact(corrected)).await;
}

/// Many acts, in one transaction.
pub(crate) async fn warn(register: &TestRegister, count: usize) {
    let mut session = register.registry.session().await.unwrap();
    for n in 0..count {
        let wording = Wording { kk: text("а"), ru: text("б"), en: None };
        let warning = WarningText { name: text(&format!("Someone {n}")), bin: None, domains: Vec::new(), wording };
        let draft = register.draft("2026-01-10", Content::PublishWarning(warning));
        session.record(&officer(Role::Ministry), draft, register.registry.now()).await.unwrap();
    }
    session.commit().await.unwrap();
}
