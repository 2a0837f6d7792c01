//! Answers as receipts say them: codes and keys, no words.

use crate::compliance::chain::Link;
use crate::compliance::finding::Finding;
use crate::domain::act::Subject;
use crate::domain::node_id::NodeId;
use crate::domain::view::View;
use crate::journal::receipt::{self, Answer, FindingSaid, From, Question, Said};
use crate::registry::{ChainVerification, Licensee, Named, SubjectKey, Verification};

/// What a receipt is of.
#[derive(Clone, Copy, Debug)]
pub enum Answered<'a> {
    /// One subject.
    Verification(&'a Verification),
    /// A miner, a pool, an exchange, and what lies between them.
    Chain(&'a ChainVerification),
    /// Many subjects.
    Batch(&'a [BatchAnswer<'a>]),
}

/// The answer about one subject of a batch.
#[derive(Clone, Copy, Debug)]
pub struct BatchAnswer<'a> {
    /// The asker's own mark.
    pub reference: &'a str,
    /// The verification, or the code of what is wrong with the subject.
    pub outcome: Result<&'a Verification, &'a str>,
}

pub(super) fn of_verification(of: &Verification, from: From) -> Answer {
    Answer::Verification { from, said: Box::new(said(of)) }
}

pub(super) fn of_chain(of: &ChainVerification, from: From) -> Answer {
    Answer::ChainVerification {
        from,
        verdict: of.chain.weakest().verdict.code().to_owned(),
        links: of.chain.links().iter().map(link).collect(),
        parties: [&of.miner, &of.pool, &of.exchange].map(said).into(),
    }
}

pub(super) fn said(of: &Verification) -> Said {
    let found = of.found.as_ref();
    Said {
        question: question(&of.asked),
        verdict: of.verdict.code().to_owned(),
        subject: found.map(|(licensee, assessment)| subject(licensee, assessment.standing.code())),
        findings: found.map(|(_, assessment)| findings(&assessment.findings)).unwrap_or_default(),
        next_change_on: found.and_then(|(_, assessment)| assessment.next_change_on),
        warnings: of.warnings.iter().map(|warning| warning.id).collect(),
    }
}

fn question(asked: &Named) -> Question {
    let (by, key) = match &asked.key {
        // Of a person's number only a mask: a receipt is shown to others.
        SubjectKey::Bin(bin) => ("bin", bin.public()),
        SubjectKey::Number(number) => ("number", number.clone()),
        SubjectKey::Id(id) => ("id", NodeId::Subject(Subject::licensee(asked.role, *id)).text()),
        SubjectKey::Name(name) => ("name", name.clone()),
        SubjectKey::Domain(domain) => ("domain", domain.clone()),
    };
    Question { role: asked.role.code().to_owned(), by: by.to_owned(), key }
}

fn subject(licensee: &Licensee, standing: &str) -> receipt::Subject {
    let authorisation = &licensee.authorisation;
    receipt::Subject {
        licensee: NodeId::Subject(Subject::licensee(authorisation.role, authorisation.id)).text(),
        number: authorisation.number.to_string(),
        bin: licensee.organisation.bin.public(),
        names: licensee.organisation.details.names.clone(),
        standing: standing.to_owned(),
    }
}

fn findings(of: &[Finding]) -> Vec<FindingSaid> {
    let said = |finding: &Finding| FindingSaid {
        rule: finding.rule.text.code.code().to_owned(),
        version: finding.rule.version,
        outcome: finding.outcome.code().to_owned(),
    };
    of.iter().map(said).collect()
}

fn link(of: &Link) -> receipt::Link {
    receipt::Link {
        from: of.from.code().to_owned(),
        to: of.to.map(|to| to.code().to_owned()),
        verdict: of.verdict.code().to_owned(),
        // A party's own findings are with the party.
        findings: if of.to.is_some() { findings(&of.findings) } else { Vec::new() },
    }
}

/// The view as a receipt names it.
pub(super) fn from(view: View, rule_set: crate::domain::sequence::Sequence) -> From {
    From { as_of: view.on, sequence: view.seq, rule_set }
}
