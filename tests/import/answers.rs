//! What a register answers to everyone, in a form that two registers can be compared by: without the numbers of acts.

use std::collections::BTreeMap;
use std::sync::Arc;

use tizilim::compliance::verdict::Verdict;
use tizilim::domain::authorisation::LicenseeRole;
use tizilim::domain::bin::BinKind;
use tizilim::domain::view::View;
use tizilim::registry::{Filter, Licensee, Listing, Order, PageRequest, Registry};

use crate::support::day;

/// Everyone of every role, in the order of the lists.
pub(crate) async fn everyone(registry: &Registry, view: View) -> Vec<Arc<Licensee>> {
    let mut found = Vec::new();
    for role in LicenseeRole::ALL {
        let listing = Listing { role: *role, filter: Filter::default(), status: Vec::new(), order: Order::default() };
        let page = registry.page(&listing, &PageRequest { after: None, size: 10_000 }, view).await.expect("a page");
        found.extend(page.items.into_iter().map(|(licensee, _)| licensee));
    }
    found
}

/// Who holds what on some days, by the number on the document, in the order of the lists.
pub(crate) async fn holdings(registry: &Registry, days: &[&str], persons: bool) -> Vec<String> {
    let seq = registry.view_now().await.expect("a view").seq;
    let mut said = Vec::new();
    for on in days.iter().map(|on| day(on)) {
        for licensee in everyone(registry, View { on, seq }).await {
            if !persons && licensee.organisation.bin.kind() == BinKind::Person {
                continue;
            }
            let (held, history) = (&licensee.authorisation, &licensee.history);
            said.push(format!(
                "{on} {} {:?} {:?} {:?} {} {} {} {:?} {:?} {:?} {:?} {:?}",
                held.number,
                held.role,
                held.subkind,
                held.authority,
                held.regime.code(),
                held.granted_on,
                history.standing(on).code(),
                history.expires_on(on),
                history.suspended_until(on),
                held.conditions,
                licensee.organisation.bin,
                licensee.organisation.details,
            ));
        }
    }
    said
}

/// What the rules make of everyone on some days: verdicts, statuses, findings with outcomes and figures.
pub(crate) async fn assessments(registry: &Registry, days: &[&str]) -> BTreeMap<String, Vec<String>> {
    let seq = registry.view_now().await.expect("a view").seq;
    let mut said = BTreeMap::new();
    for on in days.iter().map(|on| day(on)) {
        let view = View { on, seq };
        let licensees = everyone(registry, view).await;
        let assessed = registry.assess(&licensees, view).await.expect("assessments");
        for licensee in &licensees {
            let assessment = &assessed[&licensee.authorisation.id];
            let mut lines = vec![format!(
                "{:?} {:?} {:?} next {:?}",
                Verdict::of(assessment),
                assessment.standing,
                assessment.status,
                assessment.next_change_on
            )];
            lines.extend(assessment.findings.iter().map(|finding| {
                format!(
                    "{} {:?} {:?} {:?} {:?} {:?} {:?}",
                    finding.rule.text.code.code(),
                    finding.outcome,
                    finding.reason,
                    finding.period,
                    finding.measure,
                    finding.due_on,
                    finding.parts,
                )
            }));
            said.insert(format!("{on} {}", licensee.authorisation.number), lines);
        }
    }
    said
}

/// Fails with the first difference.
pub(crate) fn assert_same(one: &BTreeMap<String, Vec<String>>, other: &BTreeMap<String, Vec<String>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (who, lines) in one {
        for (line, same) in lines.iter().zip(&other[who]) {
            assert_eq!(line, same, "{who}");
        }
        assert_eq!(lines.len(), other[who].len(), "{who}");
    }
}
