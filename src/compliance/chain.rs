//! The chain of a payout: a miner through a pool to an exchange, three nodes and three edges (rules.md, "Verdict of a
//! verification"). A chain is as good as its weakest node or edge.

use std::sync::Arc;

use super::assessment::{Assessment, silent};
use super::finding::{Finding, Outcome, Reason, Speaks};
use super::rulebook::Rulebook;
use super::rules::Ruling;
use super::verdict::Verdict;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::rule::RuleCode;
use crate::domain::standing::{History, Standing};

/// One of the three, as it was found.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    /// Its verdict.
    pub verdict: Verdict,
    /// The life of its authorisation, and what the rules make of it; `None` when nothing of its role was found.
    pub found: Option<(&'a History, &'a Assessment)>,
}

/// A node of the chain, or an edge between two.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The party that it begins at.
    pub from: LicenseeRole,
    /// The party that it leads to; `None` for a node.
    pub to: Option<LicenseeRole>,
    /// Whether it holds.
    pub verdict: Verdict,
    /// Why.
    pub findings: Vec<Finding>,
}

/// All of it: the nodes, then the edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    links: [Link; 6],
}

impl Chain {
    /// Links the three on a day.
    pub fn of(miner: Party<'_>, pool: Party<'_>, exchange: Party<'_>, book: &Rulebook, on: Day) -> Self {
        let edge = |edge: &Edge, party| edge.judge(party, book, on);
        Self {
            links: [
                node(LicenseeRole::Miner, miner),
                node(LicenseeRole::Pool, pool),
                node(LicenseeRole::Exchange, exchange),
                edge(&MINES_THROUGH, pool),
                edge(&DISTRIBUTES_TO, miner),
                edge(&SELLS_ON, exchange),
            ],
        }
    }

    /// Its nodes and edges, in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The worst of them; of equals, the first.
    pub fn weakest(&self) -> &Link {
        // The first of six is there.
        self.links.iter().min_by_key(|link| strength(link.verdict)).unwrap_or(&self.links[0])
    }
}

/// "I know nothing of it" is weaker than "it may not", and that than "it may, but".
fn strength(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotFound => 0,
        Verdict::NotAuthorised => 1,
        Verdict::AuthorisedWithFindings => 2,
        Verdict::Authorised => 3,
    }
}

fn node(role: LicenseeRole, party: Party<'_>) -> Link {
    let findings = party.found.map(|(_, assessment)| assessment.findings.clone()).unwrap_or_default();
    Link { from: role, to: None, verdict: party.verdict, findings }
}

/// What must be so of one party for another to deal with it on the day.
struct Edge {
    from: LicenseeRole,
    to: LicenseeRole,
    /// The rule that says so of a whole window, and here of one day.
    rule: RuleCode,
    /// What a deal that is against the rule makes of it.
    otherwise: Outcome,
    met: Reason,
    missed: Reason,
}

/// R5: mined coin comes through a pool that is accredited on the day (art. 8(1), 10).
const MINES_THROUGH: Edge = Edge {
    from: LicenseeRole::Miner,
    to: LicenseeRole::Pool,
    rule: RuleCode::AccreditedPoolOnly,
    otherwise: Outcome::Breached,
    met: Reason::PoolMayBeUsed,
    missed: Reason::PoolMayNotBeUsed,
};

/// R16: a pool distributes to a miner who is licensed on the day (art. 8(2)).
const DISTRIBUTES_TO: Edge = Edge {
    from: LicenseeRole::Pool,
    to: LicenseeRole::Miner,
    rule: RuleCode::PoolServesLicensedOnly,
    otherwise: Outcome::Breached,
    met: Reason::MinerMayBeServed,
    missed: Reason::MinerMayNotBeServed,
};

/// R8: a sale counts on an exchange that is licensed on the day (art. 8(4), 11(5)); one elsewhere is no breach, but
/// does not count.
const SELLS_ON: Edge = Edge {
    from: LicenseeRole::Miner,
    to: LicenseeRole::Exchange,
    rule: RuleCode::SaleVenueEligible,
    otherwise: Outcome::AtRisk,
    met: Reason::SaleWouldCount,
    missed: Reason::SaleWouldNotCount,
};

impl Edge {
    /// `party` is the one whose authorisation the rule asks for.
    fn judge(&self, party: Party<'_>, book: &Rulebook, on: Day) -> Link {
        let history = party.found.map(|(history, _)| history);
        let is_active = history.is_some_and(|history| history.standing(on) == Standing::Active);
        let finding = match book.in_force(self.rule, on) {
            Some(version) => {
                let (outcome, reason) = if is_active { (Outcome::Satisfied, &self.met) } else { (self.otherwise, &self.missed) };
                let ruling = Ruling {
                    period: Some(Speaks::Of(Period { from: on, until: on })),
                    evidence: history.map(|history| history.evidence(on)).unwrap_or_default(),
                    ..Ruling::new(outcome, reason.clone())
                };
                Some(ruling.by(Arc::clone(version)))
            }
            None => silent(book, self.rule, on),
        };
        // Where no rule forbids it, it is allowed.
        let is_forbidden = finding.as_ref().is_some_and(|finding| finding.outcome == self.otherwise);
        let verdict = if is_forbidden { Verdict::NotAuthorised } else { Verdict::Authorised };
        Link { from: self.from, to: Some(self.to), verdict, findings: finding.into_iter().collect() }
    }
}
