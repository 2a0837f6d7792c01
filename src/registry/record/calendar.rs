//! On which days an act of a kind has a meaning.

use super::Check;
use crate::domain::act::{ActKind, Content};
use crate::domain::authority::Authority;
use crate::domain::correction::Correction;
use crate::domain::day::Day;
use crate::domain::refusal::{Refusal, RefusalCode};

impl Check<'_, '_> {
    /// Refuses a day on which the act has no meaning.
    pub(super) fn days(&self) -> Result<(), Refusal> {
        self.has_meaning_on(self.act.content.kind(), self.act.effective_on).map_err(|refusal| refusal.at("effectiveOn"))
    }

    /// A corrected act keeps to the days of its own kind.
    pub(super) fn corrected_day(&self) -> Result<(), Refusal> {
        match &self.act.content {
            Content::CorrectFact(Correction::Replaced { effective_on, with, .. }) => {
                self.has_meaning_on(with.kind(), *effective_on).map_err(|refusal| refusal.at("correctedEffectiveOn"))
            }
            _ => Ok(()),
        }
    }

    fn has_meaning_on(&self, kind: ActKind, on: Day) -> Result<(), Refusal> {
        let authority = self.act.authority;
        let earliest = earliest_day(kind, authority);
        if on < earliest {
            let of_the_bank = authority == Authority::NationalBank && kind == ActKind::GrantExchangeLicence;
            let code = if of_the_bank { RefusalCode::AuthorityNotYetCompetent } else { RefusalCode::BeforeTheLaw };
            return Err(Refusal::new(code).with("day", on).with("earliest", earliest));
        }
        let latest = if speaks_of_the_past(kind) { self.today } else { self.today.plus_months(12 * YEARS_AHEAD) };
        if on > latest {
            return Err(Refusal::new(RefusalCode::InTheFuture).with("day", on).with("latest", latest));
        }
        Ok(())
    }
}

/// How far ahead an act may take effect. Ours, to catch a mistyped year.
const YEARS_AHEAD: u32 = 10;
/// Exchanges were licensed in the AIFC before the Law on Digital Assets; the AIFC itself began in 2018.
const AIFC_OPENED: Day = Day::constant(2018, 1, 1);
/// The National Bank licenses exchanges from 2026 (Law 259-VIII of 16 January 2026 and the package around it).
const NATIONAL_BANK_COMPETENT: Day = Day::constant(2026, 1, 1);

fn earliest_day(kind: ActKind, authority: Authority) -> Day {
    match kind {
        ActKind::RegisterOrganisation | ActKind::AmendOrganisation | ActKind::CorrectFact => Day::FIRST,
        ActKind::GrantExchangeLicence if authority == Authority::NationalBank => NATIONAL_BANK_COMPETENT,
        ActKind::GrantExchangeLicence
        | ActKind::RenewExchangeLicence
        | ActKind::SuspendExchangeLicence
        | ActKind::ResumeExchangeLicence
        | ActKind::RevokeExchangeLicence
        | ActKind::PublishWarning
        | ActKind::AddRuleVersion
        | ActKind::EndRuleVersion => AIFC_OPENED,
        // A test may precede the accreditation that rests on it, and the law; so may a data centre and its meters.
        ActKind::RecordSecurityTest | ActKind::RegisterDataCentre | ActKind::InstallMeter | ActKind::CheckMeter => AIFC_OPENED,
        _ => Day::LAW_IN_FORCE,
    }
}

fn speaks_of_the_past(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::RegisterOrganisation
            | ActKind::RecordSecurityTest
            | ActKind::RecordDistributions
            | ActKind::RecordSales
            | ActKind::PublishWarning
            | ActKind::CorrectFact
            | ActKind::CheckMeter
            | ActKind::RecordDataChange
            | ActKind::RecordFiling
            | ActKind::RecordPayment
            | ActKind::RecordReadings
    )
}
