//! Two answers to one question: what of them can be compared, and where they first differ.

use serde_json::Value;

use crate::domain::rule::RuleCode;

/// Where two answers differ: the field, what the first says and what the second.
pub(super) type Differing = (String, String, String);

/// The first place at which two answers differ, in the order of the first.
pub(super) fn first_difference(said: &Value, follows: &Value) -> Option<Differing> {
    at(said, follows, String::new())
}

fn at(said: &Value, follows: &Value, path: String) -> Option<Differing> {
    match (said, follows) {
        (Value::Object(one), Value::Object(other)) => {
            let inside = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
            inside.into_iter().find_map(|key| {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                at(one.get(key).unwrap_or(&Value::Null), other.get(key).unwrap_or(&Value::Null), path)
            })
        }
        (Value::Array(one), Value::Array(other)) => (0..one.len().max(other.len())).find_map(|place| {
            let path = format!("{path}[{}]", name(one, other, place));
            at(one.get(place).unwrap_or(&Value::Null), other.get(place).unwrap_or(&Value::Null), path)
        }),
        (said, follows) => (said != follows).then(|| (path, shown(said), shown(follows))),
    }
}

/// A place in a list: by the rule that stands there, where one does.
fn name(one: &[Value], other: &[Value], place: usize) -> String {
    let code = |list: &[Value]| Some(list.get(place)?.pointer("/rule/code")?.as_str()?.to_owned());
    code(one).or_else(|| code(other)).unwrap_or_else(|| place.to_string())
}

/// The longest value that is shown whole, in letters.
const LONGEST_SHOWN: usize = 300;

/// A value as a person reads it: what a stranger sent, without what a terminal would obey.
pub(super) fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let clean: String = text.chars().filter(|letter| !letter.is_control()).take(LONGEST_SHOWN).collect();
    if clean.chars().count() == LONGEST_SHOWN { format!("{clean}…") } else { clean }
}

/// Whether a rule's finding rests on rows that the public does not see: distributions, sales, readings, awards, payments.
pub(super) const fn rests_on_rows(rule: RuleCode) -> bool {
    match rule {
        RuleCode::AccreditedPoolOnly
        | RuleCode::SaleShare
        | RuleCode::SaleVenueEligible
        | RuleCode::GridWithinAward
        | RuleCode::ExemptionProven
        | RuleCode::FeePaid
        | RuleCode::PoolServesLicensedOnly => true,
        RuleCode::LicenceInForce
        | RuleCode::NotSuspended
        | RuleCode::SiteMatchesSubkind
        | RuleCode::SiteOutsideResidentialZone
        | RuleCode::HardwareRegistered
        | RuleCode::Metered
        | RuleCode::FeeDeclared
        | RuleCode::ChangeNotified
        | RuleCode::PoolInForce
        | RuleCode::PoolInKazakhstan
        | RuleCode::PoolSecurityTested
        | RuleCode::PoolReports
        | RuleCode::ExchangeInForce
        | RuleCode::ExchangeAnnualReport
        | RuleCode::ExchangeQuarterlyReport
        | RuleCode::ExchangeTaxReport => false,
    }
}

/// Takes out of a licensee's answer what rests on rows. What follows from all findings together, the status, is taken out
/// too: [`status`] tells what it must be.
pub(super) fn keep_public(licensee: &mut Value) {
    for list in ["/compliance/findings", "/obligations"] {
        if let Some(Value::Array(items)) = licensee.pointer_mut(list) {
            items.retain(|item| !is_of_rows(item));
        }
    }
    if let Some(Value::Object(compliance)) = licensee.get_mut("compliance") {
        compliance.remove("status");
    }
}

fn is_of_rows(item: &Value) -> bool {
    let code = item.pointer("/rule/code").and_then(Value::as_str).and_then(RuleCode::from_code);
    code.is_some_and(rests_on_rows)
}

/// The status that the findings of an answer give: the worst of them.
pub(super) fn status(licensee: &Value) -> &'static str {
    let findings = licensee.pointer("/compliance/findings").and_then(Value::as_array);
    let has = |outcome: &str| findings.into_iter().flatten().any(|finding| finding["outcome"] == outcome);
    [("BREACHED", "NON_COMPLIANT"), ("UNDETERMINED", "UNDETERMINED"), ("AT_RISK", "AT_RISK")]
        .into_iter()
        .find_map(|(outcome, status)| has(outcome).then_some(status))
        .unwrap_or("COMPLIANT")
}

/// The verdict that a standing and a status give.
pub(super) fn verdict(standing: &Value, status: &str) -> &'static str {
    match (standing.as_str(), status) {
        (Some("ACTIVE"), "COMPLIANT") => "AUTHORISED",
        (Some("ACTIVE"), _) => "AUTHORISED_WITH_FINDINGS",
        _ => "NOT_AUTHORISED",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_difference_is_named_by_its_path() {
        let one = json!({ "a": 1, "b": { "c": ["x", { "d": null }] }, "findings": [{ "rule": { "code": "METERED" }, "outcome": "SATISFIED" }] });
        assert_eq!(first_difference(&one, &one), None);
        let differ = |pointer: &str, value: Value| {
            let mut other = one.clone();
            *other.pointer_mut(pointer).expect("a place") = value;
            let (path, ..) = first_difference(&one, &other).expect("a difference");
            let (back, ..) = first_difference(&other, &one).expect("a difference");
            assert_eq!(path, back);
            path
        };
        assert_eq!(differ("/a", json!(2)), "a");
        assert_eq!(differ("/b/c/1/d", json!(false)), "b.c[1].d");
        assert_eq!(differ("/b/c", json!(["x"])), "b.c[1]");
        assert_eq!(differ("/b", json!({ "c": ["x", { "d": null }], "e": 1 })), "b.e");
        assert_eq!(differ("/findings/0/outcome", json!("BREACHED")), "findings[METERED].outcome");
    }

    #[test]
    fn what_rests_on_rows_is_left_out_and_the_status_is_the_worst() {
        let finding = |code: &str, outcome: &str| json!({ "rule": { "code": code }, "outcome": outcome });
        let mut licensee = json!({ "compliance": { "status": "NON_COMPLIANT",
            "findings": [finding("METERED", "AT_RISK"), finding("FEE_PAID", "BREACHED")] } });
        assert_eq!(status(&licensee), "NON_COMPLIANT");
        keep_public(&mut licensee);
        assert_eq!(licensee, json!({ "compliance": { "findings": [finding("METERED", "AT_RISK")] } }));
        assert_eq!(status(&licensee), "AT_RISK");
        assert_eq!(verdict(&json!("ACTIVE"), "AT_RISK"), "AUTHORISED_WITH_FINDINGS");
        assert_eq!(verdict(&json!("SUSPENDED"), "COMPLIANT"), "NOT_AUTHORISED");
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_shown() {
        assert_eq!(shown(&json!("a\u{1b}[31mb\n")), "a[31mb");
        assert_eq!(shown(&json!("я".repeat(1_000))).chars().count(), LONGEST_SHOWN + 1);
    }
}
