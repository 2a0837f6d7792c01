//! The one-sentence summary of a finding.

use super::catalogue::Sentence;
use crate::compliance::finding::{Finding, Reason, Share};
use crate::domain::lang::Lang;

/// What was found and why, in one sentence.
pub fn finding(finding: &Finding, lang: Lang) -> String {
    let say = |id| Sentence::new(id, lang);
    match &finding.reason {
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
        Reason::RuleEnded(day) => say("rule-ended").day("day", *day),
        Reason::RuleToCome(day) => say("rule-to-come").day("day", *day),
        Reason::ParameterMissing(name) => say("parameter-missing").text("parameter", *name),
    }
    .say()
}

fn of_share<'a>(id: &'a str, share: &Share, lang: Lang) -> Sentence<'a> {
    Sentence::new(id, lang)
        .text("year", share.year.to_string())
        .text("asset", share.asset.code())
        .share("sold", share.sold)
        .share("required", share.required)
}
