//! The one-sentence summary of a finding.

use super::catalogue::Sentence;
use crate::compliance::finding::{Finding, Reason, Share};
use crate::domain::day::Day;
use crate::domain::lang::Lang;
use crate::domain::report::Span;

/// What was found and why, in one sentence. It names no figure that is confidential: energy and money stay in the measure.
pub fn finding(finding: &Finding, lang: Lang) -> String {
    sentence(&finding.reason, lang).say()
}

fn sentence(reason: &Reason, lang: Lang) -> Sentence<'static> {
    let say = |id| Sentence::new(id, lang);
    let by_day = |id, span: Span, day: Day| say(id).span("span", span).day("day", day);
    match reason {
        Reason::InForceForGood => say("in-force-for-good"),
        Reason::InForceUntil(day) => say("in-force-until").day("day", *day),
        Reason::ExpiresSoon(day) => say("expires-soon").day("day", *day),
        Reason::NotYetValid(day) => say("not-yet-valid").day("day", *day),
        Reason::Expired(day) => say("expired").day("day", *day),
        Reason::Revoked(day) => say("revoked").day("day", *day),
        Reason::Surrendered(day) => say("surrendered").day("day", *day),
        Reason::NotSuspended => say("not-suspended"),
        Reason::SuspendedUntil(day) => say("suspended-until").day("day", *day),
        Reason::Suspended => say("suspended"),
        Reason::NothingDistributed => say("nothing-distributed"),
        Reason::AllThroughAccreditedPools(count) => say("all-through-accredited-pools").count("count", *count),
        Reason::NotThroughAccreditedPool(some, count) => {
            say("not-through-accredited-pool").count("some", *some).count("count", *count)
        }
        Reason::PoolMayBeUsed => say("pool-may-be-used"),
        Reason::PoolMayNotBeUsed => say("pool-may-not-be-used"),
        Reason::MinerMayBeServed => say("miner-may-be-served"),
        Reason::MinerMayNotBeServed => say("miner-may-not-be-served"),
        Reason::SaleWouldCount => say("sale-would-count"),
        Reason::SaleWouldNotCount => say("sale-would-not-count"),
        Reason::AllToLicensedMiners(count) => say("all-to-licensed-miners").count("count", *count),
        Reason::ToUnlicensed(some, count) => say("to-unlicensed").count("some", *some).count("count", *count),
        Reason::ShareMet(share) => of_share("share-met", share, lang),
        Reason::ShareMissed(share) => of_share("share-missed", share, lang),
        Reason::ShareMetSoFar(share) => of_share("share-met-so-far", share, lang),
        Reason::ShareBelowSoFar(share) => of_share("share-below-so-far", share, lang),
        Reason::NothingToSell => say("nothing-to-sell"),
        Reason::NothingSold => say("nothing-sold"),
        Reason::AllOnLicensedExchanges(count) => say("all-on-licensed-exchanges").count("count", *count),
        Reason::NotOnLicensedExchange(some, count) => say("not-on-licensed-exchange").count("some", *some).count("count", *count),
        Reason::ComplexInKazakhstan(place) => say("complex-in-kazakhstan").text("place", place),
        Reason::ComplexAbroad(place) => say("complex-abroad").text("place", place),
        Reason::ComplexUnknown => say("complex-unknown"),
        Reason::TestPassed(day, number) => say("test-passed").day("day", *day).text("number", number),
        Reason::TestFailed(day, number) => say("test-failed").day("day", *day).text("number", number),
        Reason::TestTooOld(day, number) => say("test-too-old").day("day", *day).text("number", number),
        Reason::NoTest => say("no-test"),
        Reason::SiteHeld(count) => say("site-held").count("count", *count),
        Reason::NoSiteHeld => say("no-site-held"),
        Reason::Placed(count) => say("placed").count("count", *count),
        Reason::PlaceUnknown => say("place-unknown"),
        Reason::HostNotLicensed(name) => say("host-not-licensed").text("name", name),
        Reason::HoldsOwnSite(name) => say("holds-own-site").text("name", name),
        Reason::NoSiteUsed => say("no-site-used"),
        Reason::OutsideResidentialZones(count) => say("outside-residential-zones").count("count", *count),
        Reason::InResidentialZone(name) => say("in-residential-zone").text("name", name),
        Reason::ResidentialZoneUnknown(name) => say("residential-zone-unknown").text("name", name),
        Reason::HardwareRegistered(count) => say("hardware-registered").count("count", *count),
        Reason::HardwareMissing(some, count) => say("hardware-missing").count("some", *some).count("count", *count),
        Reason::HardwareUndeclared => say("hardware-undeclared"),
        Reason::PowerWithoutDistribution => say("power-without-distribution"),
        Reason::WithinAward => say("within-award"),
        Reason::BeyondAward(hours) => say("beyond-award").count("count", *hours),
        Reason::AwardsWithoutReadings => say("awards-without-readings"),
        Reason::NoSurplusPower => say("no-surplus-power"),
        Reason::ExemptionProven => say("exemption-proven"),
        Reason::ExemptionUnproven(days) => say("exemption-unproven").count("count", *days),
        Reason::NoExemptPower => say("no-exempt-power"),
        Reason::Metered(count) => say("metered").count("count", *count),
        Reason::MeterLapsed(name) => say("meter-lapsed").text("name", name),
        Reason::MeterFaulty(name) => say("meter-faulty").text("name", name),
        Reason::MeterAbsent(name) => say("meter-absent").text("name", name),
        Reason::MeterUnknown(name) => say("meter-unknown").text("name", name),
        Reason::ReportsFiled(count) => say("reports-filed").count("count", *count),
        Reason::ReportFiledLate(span, days) => say("report-filed-late").span("span", *span).count("count", *days),
        Reason::ReportDue(span, day) => by_day("report-due", *span, *day),
        Reason::ReportMissing(span, day) => by_day("report-missing", *span, *day),
        Reason::NoReportOwed => say("no-report-owed"),
        Reason::FeePaid(count) => say("fee-paid").count("count", *count),
        Reason::FeeDue(span, day) => by_day("fee-due", *span, *day),
        Reason::FeeShort(span, day) => by_day("fee-short", *span, *day),
        Reason::NoFeeOwed => say("no-fee-owed"),
        Reason::ChangesNotified(count) => say("changes-notified").count("count", *count),
        Reason::ChangesNotifiedLate(some, count) => say("changes-notified-late").count("some", *some).count("count", *count),
        Reason::NoChanges => say("no-changes"),
        Reason::RuleEnded(day) => say("rule-ended").day("day", *day),
        Reason::RuleToCome(day) => say("rule-to-come").day("day", *day),
        Reason::ParameterMissing(name) => say("parameter-missing").text("parameter", *name),
    }
}

fn of_share(id: &'static str, share: &Share, lang: Lang) -> Sentence<'static> {
    Sentence::new(id, lang)
        .text("year", share.year.to_string())
        .text("asset", share.asset.code())
        .share("sold", share.sold)
        .share("required", share.required)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(reason: &Reason, lang: Lang) -> String {
        sentence(reason, lang).say()
    }

    #[test]
    fn every_reason_of_chains_sites_power_reports_and_changes_has_its_sentence() {
        let (name, span, day) = ("Екібастұз-1", Span::Quarter(2025, 3), Day::constant(2025, 11, 15));
        let reasons = [
            Reason::PoolMayBeUsed,
            Reason::PoolMayNotBeUsed,
            Reason::MinerMayBeServed,
            Reason::MinerMayNotBeServed,
            Reason::SaleWouldCount,
            Reason::SaleWouldNotCount,
            Reason::SiteHeld(2),
            Reason::NoSiteHeld,
            Reason::Placed(2),
            Reason::PlaceUnknown,
            Reason::HostNotLicensed(name.into()),
            Reason::HoldsOwnSite(name.into()),
            Reason::NoSiteUsed,
            Reason::OutsideResidentialZones(2),
            Reason::InResidentialZone(name.into()),
            Reason::ResidentialZoneUnknown(name.into()),
            Reason::HardwareRegistered(500),
            Reason::HardwareMissing(21, 500),
            Reason::HardwareUndeclared,
            Reason::PowerWithoutDistribution,
            Reason::WithinAward,
            Reason::BeyondAward(3),
            Reason::AwardsWithoutReadings,
            Reason::NoSurplusPower,
            Reason::ExemptionProven,
            Reason::ExemptionUnproven(3),
            Reason::NoExemptPower,
            Reason::Metered(2),
            Reason::MeterLapsed(name.into()),
            Reason::MeterFaulty(name.into()),
            Reason::MeterAbsent(name.into()),
            Reason::MeterUnknown(name.into()),
            Reason::ReportsFiled(4),
            Reason::ReportFiledLate(span, 3),
            Reason::ReportDue(span, day),
            Reason::ReportMissing(span, day),
            Reason::NoReportOwed,
            Reason::FeePaid(4),
            Reason::FeeDue(span, day),
            Reason::FeeShort(span, day),
            Reason::NoFeeOwed,
            Reason::ChangesNotified(2),
            Reason::ChangesNotifiedLate(1, 2),
            Reason::NoChanges,
        ];
        for (reason, lang) in reasons.iter().flat_map(|reason| Lang::ALL.iter().map(move |lang| (reason, *lang))) {
            let said = said(reason, lang);
            assert!(said.contains(' ') && said.ends_with('.'), "{said}");
            assert!(!said.contains(['{', '\n']), "{said}");
        }
    }

    #[test]
    fn a_count_and_its_words_agree() {
        let late = |days| Reason::ReportFiledLate(Span::Quarter(2025, 3), days);
        let beginning = "Просроченной отчётности нет; за III квартал 2025 года она представлена с опозданием на";
        for (days, words) in [(1, "1 день"), (3, "3 дня"), (11, "11 дней"), (21, "21 день")] {
            assert_eq!(said(&late(days), Lang::Ru), format!("{beginning} {words}."));
        }
        assert_eq!(said(&late(1), Lang::En), "No report is overdue; the one for Q3 2025 was filed one day late.");
        assert_eq!(
            said(&late(3), Lang::Kk),
            "Мерзімі өткен есептілік жоқ; 2025 жылғы III тоқсан үшін есептілік 3 күн кешіктіріліп тапсырылған."
        );
        assert_eq!(
            said(&Reason::HardwareMissing(1, 21), Lang::Ru),
            "1 из 21 заявленной единицы оборудования не внесена в реестр аппаратно-программных комплексов."
        );
        assert_eq!(said(&Reason::SiteHeld(3), Lang::Ru), "За лицензиатом числятся 3 центра обработки данных.");
    }
}
