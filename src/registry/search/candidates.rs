//! Whom the index leads to: few enough to be compared one by one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::Registry;
use super::super::error::RegistryError;
use crate::domain::authorisation::AuthorisationId;
use crate::domain::organisation::OrganisationId;
use crate::domain::search::{Sought, Term, TermKind, is_one_step, variants};
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::store::{Subject, WordGroups};

/// How far a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// What was typed may be the beginning of a name, a word or a number.
    WithBeginnings,
    /// What was typed is whole.
    Whole,
}

/// Who is to be compared with one that is sought.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    pub(super) organisations: Vec<OrganisationId>,
    pub(super) authorisations: Vec<AuthorisationId>,
    pub(super) warnings: Vec<Sequence>,
}

/// Of one term so many subjects are looked at. One that leads to more is common: it finds alone only the oldest, and
/// together with another common one whoever bears both.
const EACH: u64 = 100;
/// Candidates that are compared in the end: of a search, and of one that was not found.
const MOST_LISTED: usize = 120;
const MOST_MEANT: usize = 30;
/// Words of a name that are looked up: no name that tells something has more.
const WORDS: usize = 12;
/// Terms that one typed word may stand for by a slip of the finger, and by being their beginning.
const NEIGHBOURS: usize = 24;
/// The shortest beginnings that are looked up, of a word and of a whole name or number.
const SHORTEST_WORD: usize = 3;
const SHORTEST_WHOLE: usize = 4;

/// What one sought thing is looked up by.
#[derive(Default)]
struct Plan {
    /// Of each word: the terms it may be, each with how much it counts.
    words: Vec<BTreeMap<String, u32>>,
    /// Whole names, hosts, numbers: each a candidate whatever else is found.
    wholes: BTreeSet<Term>,
}

/// What a typed word is worth that is met as it is, with one letter off, as a beginning; and a whole name.
const AS_IT_IS: u32 = 4;
const ONE_OFF: u32 = 3;
const BEGINNING: u32 = 2;
const WHOLE: u32 = 8;

impl Registry {
    /// The candidates of each that is sought. Six statements at most.
    pub(super) async fn candidates(
        &self,
        sought: &[&Sought],
        width: Width,
        view: View,
    ) -> Result<Vec<Candidates>, RegistryError> {
        let most = if width == Width::WithBeginnings { MOST_LISTED } else { MOST_MEANT };
        let near = self.terms_one_off(sought, view.seq).await?;
        let begun = match width {
            Width::WithBeginnings => self.terms_begun(sought, view.seq).await?,
            Width::Whole => Vec::new(),
        };
        let plans: Vec<Plan> = sought.iter().map(|sought| plan(sought, &near, &begun)).collect();
        let word = |text: &String| Term::new(TermKind::Word, text.clone());
        let words = plans.iter().flat_map(|plan| &plan.words).flat_map(BTreeMap::keys).map(word);
        let terms: BTreeSet<Term> = plans.iter().flat_map(|plan| plan.wholes.iter().cloned()).chain(words).collect();

        let mut leads: HashMap<Term, Vec<Subject>> = HashMap::new();
        let mut common: HashSet<Term> = HashSet::new();
        for posting in self.store.reads().postings(&terms, EACH + 1, view.seq).await? {
            if posting.nth > EACH {
                common.insert(posting.term);
            } else {
                leads.entry(posting.term).or_default().push(posting.subject);
            }
        }
        let of_all = self.bearers_of_common_words(&plans, &common, view.seq).await?;
        Ok(plans.iter().zip(of_all).map(|(plan, of_all)| gather(plan, &leads, of_all, most)).collect())
    }

    /// Known terms one letter away from what was typed, by what was typed.
    async fn terms_one_off(&self, sought: &[&Sought], seq: Sequence) -> Result<HashMap<Term, BTreeSet<String>>, RegistryError> {
        let typed: BTreeSet<Term> = sought.iter().flat_map(|sought| words(sought).chain(sought.marks())).collect();
        let mut typed_by_variant: HashMap<Term, Vec<&Term>> = HashMap::new();
        for term in &typed {
            for variant in variants(term) {
                typed_by_variant.entry(Term::new(term.kind, variant)).or_default().push(term);
            }
        }
        let asked: BTreeSet<Term> = typed_by_variant.keys().cloned().collect();
        let mut near: HashMap<Term, BTreeSet<String>> = HashMap::new();
        for (variant, term) in self.store.reads().terms_near(&asked, seq).await? {
            for typed in typed_by_variant.get(&Term::new(term.kind, variant)).into_iter().flatten() {
                if is_one_step(&typed.text, &term.text) {
                    near.entry((*typed).clone()).or_default().insert(term.text.clone());
                }
            }
        }
        Ok(near)
    }

    /// Known terms that begin as what was typed does.
    async fn terms_begun(&self, sought: &[&Sought], seq: Sequence) -> Result<Vec<Term>, RegistryError> {
        let is_long_enough = |term: &Term| {
            let shortest = if term.kind == TermKind::Word { SHORTEST_WORD } else { SHORTEST_WHOLE };
            let has_digit = term.text.chars().any(char::is_numeric);
            term.text.chars().count() >= shortest && (term.kind != TermKind::Word || !has_digit)
        };
        let beginnings = sought.iter().flat_map(|sought| {
            let numbers = sought.marks().into_iter().filter(|term| term.kind == TermKind::Number);
            words(sought).chain(wholes(sought)).chain(numbers)
        });
        let beginnings: BTreeSet<Term> = beginnings.filter(is_long_enough).collect();
        Ok(self.store.reads().terms_beginning(&beginnings, NEIGHBOURS as u64, seq).await?)
    }

    /// Of each plan, the organisations that bear all of its common words, where it has two or more.
    async fn bearers_of_common_words(
        &self,
        plans: &[Plan],
        common: &HashSet<Term>,
        seq: Sequence,
    ) -> Result<Vec<Vec<OrganisationId>>, RegistryError> {
        let is_common = |text: &String| common.contains(&Term::new(TermKind::Word, text.clone()));
        let groups_of = |plan: &Plan| -> WordGroups {
            let common_words = plan.words.iter().filter(|word| word.keys().any(is_common));
            common_words.map(likeliest).collect()
        };
        let mut sets: Vec<(usize, WordGroups)> = plans.iter().map(groups_of).enumerate().collect();
        sets.retain(|(_, groups)| groups.len() > 1);
        let mut found = vec![Vec::new(); plans.len()];
        if sets.is_empty() {
            return Ok(found);
        }
        let texts = sets.iter().flat_map(|(_, groups)| groups).flatten();
        let terms: BTreeSet<Term> = texts.map(|text| Term::new(TermKind::Word, text.clone())).collect();
        let counts: HashMap<String, u64> =
            self.store.reads().posting_counts(&terms).await?.into_iter().map(|(term, count)| (term.text, count)).collect();
        let count = |group: &Vec<String>| group.iter().filter_map(|text| counts.get(text)).sum::<u64>();
        for (_, groups) in &mut sets {
            groups.sort_by_key(count);
        }
        let (places, sets): (Vec<usize>, Vec<WordGroups>) = sets.into_iter().unzip();
        for (at, organisation) in self.store.reads().organisations_of_all(&sets, EACH, seq).await? {
            if let Some(found) = places.get(at).and_then(|place| found.get_mut(*place)) {
                found.push(organisation);
            }
        }
        Ok(found)
    }
}

/// What a typed word most likely is: itself where that is known, else what it is near to.
fn likeliest(word: &BTreeMap<String, u32>) -> Vec<String> {
    let most = word.values().max().copied().unwrap_or(0);
    word.iter().filter(|(_, worth)| **worth == most).map(|(text, _)| text.clone()).collect()
}

/// Every word that was typed, in each of its readings.
fn words(sought: &Sought) -> impl Iterator<Item = Term> + '_ {
    let name = sought.name.iter();
    name.flat_map(|name| (0..name.folded.words.len().min(WORDS)).flat_map(|at| name.sounds(at)))
        .map(|sound| Term::new(TermKind::Word, sound))
}

fn wholes(sought: &Sought) -> impl Iterator<Item = Term> + '_ {
    sought.name.iter().flat_map(|name| &name.wholes).map(|whole| Term::new(TermKind::Whole, whole.clone()))
}

fn plan(sought: &Sought, near: &HashMap<Term, BTreeSet<String>>, begun: &[Term]) -> Plan {
    let mut plan = Plan::default();
    if let Some(name) = &sought.name {
        for at in 0..name.folded.words.len().min(WORDS) {
            plan.words.push(word_of(&name.sounds(at), near, begun));
        }
    }
    let marks = sought.marks();
    for mark in &marks {
        let others = near.get(mark).into_iter().flatten();
        plan.wholes.extend(others.map(|text| Term::new(mark.kind, text.clone())));
    }
    let starts: Vec<Term> = wholes(sought).chain(marks.iter().filter(|mark| mark.kind == TermKind::Number).cloned()).collect();
    let is_begun = |term: &&Term| starts.iter().any(|start| start.kind == term.kind && term.text.starts_with(&start.text));
    plan.wholes.extend(begun.iter().filter(is_begun).cloned());
    plan.wholes.extend(marks);
    plan.wholes.extend(wholes(sought));
    plan
}

fn word_of(sounds: &[&str], near: &HashMap<Term, BTreeSet<String>>, begun: &[Term]) -> BTreeMap<String, u32> {
    let mut word = BTreeMap::new();
    for sound in sounds {
        let begun = begun.iter().filter(|term| term.kind == TermKind::Word && term.text.starts_with(sound));
        for term in begun.take(NEIGHBOURS) {
            word.entry(term.text.clone()).or_insert(BEGINNING);
        }
        let near = near.get(&Term::new(TermKind::Word, *sound)).into_iter().flatten();
        for text in near.take(NEIGHBOURS) {
            word.insert(text.clone(), ONE_OFF);
        }
    }
    // What is meant as it is stands above what it might be.
    word.extend(sounds.iter().map(|sound| ((*sound).to_owned(), AS_IT_IS)));
    word
}

/// The subjects that the plan's terms lead to, those first in which most of what was typed is met.
fn gather(plan: &Plan, leads: &HashMap<Term, Vec<Subject>>, of_all: Vec<OrganisationId>, most: usize) -> Candidates {
    let mut worth: BTreeMap<Subject, u32> = BTreeMap::new();
    for word in &plan.words {
        let mut of_word: HashMap<Subject, u32> = HashMap::new();
        for (text, worth) in word {
            for subject in leads.get(&Term::new(TermKind::Word, text.clone())).into_iter().flatten() {
                let best = of_word.entry(*subject).or_default();
                *best = (*best).max(*worth);
            }
        }
        for (subject, of_word) in of_word {
            *worth.entry(subject).or_default() += of_word;
        }
    }
    for subject in plan.wholes.iter().filter_map(|term| leads.get(term)).flatten() {
        *worth.entry(*subject).or_default() += WHOLE;
    }
    let met_in_full = u32::try_from(plan.words.len()).unwrap_or(u32::MAX).saturating_mul(AS_IT_IS);
    for organisation in of_all {
        let best = worth.entry(Subject::Organisation(organisation)).or_default();
        *best = (*best).max(met_in_full);
    }
    let mut ordered: Vec<(Subject, u32)> = worth.into_iter().collect();
    ordered.sort_by_key(|(subject, worth)| (std::cmp::Reverse(*worth), *subject));
    let mut candidates = Candidates::default();
    for (subject, _) in ordered {
        match subject {
            Subject::Organisation(id) if candidates.organisations.len() < most => candidates.organisations.push(id),
            Subject::Authorisation(id) if candidates.authorisations.len() < most => candidates.authorisations.push(id),
            Subject::Warning(id) if candidates.warnings.len() < most => candidates.warnings.push(id),
            _ => {}
        }
    }
    candidates
}
