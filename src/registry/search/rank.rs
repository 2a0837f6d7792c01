//! The candidates compared with what was typed, and put in order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::Registry;
use super::super::error::RegistryError;
use super::candidates::Candidates;
use crate::domain::authorisation::{Authorisation, AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::organisation::OrganisationId;
use crate::domain::search::{FoldedName, Host, Likeness, MatchReason, Number, Score, Sought, hosts, names, numbers};
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::domain::warning::Warning;
use crate::store::KnownDetails;

/// What the register says of all candidates under a view.
pub(super) struct Known {
    view: View,
    by_bin: HashMap<Bin, OrganisationId>,
    details: HashMap<OrganisationId, Vec<Said>>,
    held: HashMap<OrganisationId, Vec<Authorisation>>,
    numbered: HashMap<AuthorisationId, Authorisation>,
    warnings: HashMap<Sequence, Warning>,
}

/// What is said of an organisation, folded once for however many it is compared with.
struct Said {
    details: KnownDetails,
    names: Vec<FoldedName>,
    host: Option<Host>,
}

impl Said {
    fn new(details: KnownDetails) -> Self {
        let all_names = [Some(&details.names.kk), Some(&details.names.ru), details.names.en.as_ref()];
        let names = all_names.into_iter().flatten().map(|name| FoldedName::of(name.as_str())).collect();
        let host = details.website.as_ref().and_then(|website| Host::of(website.as_str()));
        Self { details, names, host }
    }

    /// The names as they are written, each with its folding.
    fn all_names(&self) -> impl Iterator<Item = (&str, &FoldedName)> {
        let names = &self.details.names;
        let written = [Some(&names.kk), Some(&names.ru), names.en.as_ref()].into_iter().flatten();
        written.map(|name| name.as_str()).zip(&self.names)
    }
}

/// A licensee in its place; of several authorisations the governing one is chosen later.
pub(super) struct Ranked {
    pub(super) role: LicenseeRole,
    pub(super) score: Score,
    pub(super) reasons: Vec<MatchReason>,
    pub(super) matched: String,
    pub(super) authorisations: Vec<Authorisation>,
}

/// The best that something came to.
struct Best {
    likeness: Likeness,
    matched: String,
}

impl Best {
    /// The better of two; of two that are as good, the first.
    fn of(found: impl IntoIterator<Item = Self>) -> Option<Self> {
        found.into_iter().reduce(|best, other| if other.likeness.score > best.likeness.score { other } else { best })
    }
}

impl Registry {
    /// What is said of the candidates. Five statements.
    pub(super) async fn known(&self, sought: &[&Sought], candidates: &[Candidates], view: View) -> Result<Known, RegistryError> {
        let reads = self.store.reads();
        let by_bin = reads.organisation_ids(&distinct(sought.iter().flat_map(|sought| bins(sought))), view.seq).await?;
        let numbers = distinct(candidates.iter().flat_map(|found| found.authorisations.iter().copied()));
        let numbered = reads.authorisations(&numbers, view.seq).await?;
        let by_name = candidates.iter().flat_map(|found| found.organisations.iter().copied());
        let by_number = numbered.values().map(|authorisation| authorisation.organisation);
        let holders = distinct(by_name.chain(by_bin.values().copied()).chain(by_number));
        let mut details: HashMap<OrganisationId, Vec<Said>> = HashMap::new();
        for (id, known) in reads.known_details(&holders, view).await? {
            details.entry(id).or_default().push(Said::new(known));
        }
        let mut held: HashMap<OrganisationId, Vec<Authorisation>> = HashMap::new();
        for authorisation in reads.authorisations_held(&holders, view.seq).await? {
            held.entry(authorisation.organisation).or_default().push(authorisation);
        }
        let warned = distinct(candidates.iter().flat_map(|found| found.warnings.iter().copied()));
        let warnings = if warned.is_empty() { Vec::new() } else { reads.warnings(&warned, view).await? };
        let warnings = warnings.into_iter().map(|warning| (warning.id, warning)).collect();
        Ok(Known { view, by_bin, details, held, numbered, warnings })
    }
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<BTreeSet<T>>().into_iter().collect()
}

fn bins(sought: &Sought) -> impl Iterator<Item = Bin> + '_ {
    sought.bin.iter().chain(&sought.near_bins).copied()
}

impl Known {
    /// What is said of an organisation on the day; `None` of one whose registration was annulled.
    fn of_the_day(&self, id: OrganisationId) -> Option<&KnownDetails> {
        self.details.get(&id)?.iter().map(|said| &said.details).find(|known| self.is_of_the_day(known))
    }

    fn is_of_the_day(&self, known: &KnownDetails) -> bool {
        known.until >= self.view.on
    }
}

/// The candidates that are near enough, nearest first; equal ones by name, then by age.
pub(super) fn licensees(sought: &Sought, candidates: &Candidates, known: &Known, least: Score) -> Vec<Ranked> {
    let mut found: BTreeMap<(OrganisationId, LicenseeRole), Ranked> = BTreeMap::new();
    let of_bins = bins(sought).filter_map(|bin| known.by_bin.get(&bin).copied());
    for id in candidates.organisations.iter().copied().chain(of_bins) {
        let Some(best) = organisation(sought, id, known) else { continue };
        let mut by_role: BTreeMap<LicenseeRole, Vec<Authorisation>> = BTreeMap::new();
        for authorisation in known.held.get(&id).into_iter().flatten() {
            by_role.entry(authorisation.role).or_default().push(authorisation.clone());
        }
        for (role, authorisations) in by_role {
            found.insert((id, role), ranked(role, &best, authorisations));
        }
    }
    for authorisation in candidates.authorisations.iter().filter_map(|id| known.numbered.get(id)) {
        let Some(best) = numbered(sought, authorisation) else { continue };
        let key = (authorisation.organisation, authorisation.role);
        // The very document that was typed stands before the firm's others.
        if found.get(&key).is_none_or(|other| other.score < best.likeness.score) {
            found.insert(key, ranked(authorisation.role, &best, vec![authorisation.clone()]));
        }
    }
    let place = |((id, role), found): ((OrganisationId, LicenseeRole), Ranked)| {
        let details = known.of_the_day(id)?;
        Some(((std::cmp::Reverse(found.score), details.sort_key.clone(), id, role), found))
    };
    let mut places: Vec<_> = found.into_iter().filter(|(_, found)| found.score >= least).filter_map(place).collect();
    places.sort_by(|(one, _), (other, _)| one.cmp(other));
    places.into_iter().map(|(_, found)| found).collect()
}

/// The warnings that are near enough, nearest first.
pub(super) fn warnings(sought: &Sought, candidates: &Candidates, known: &Known, least: Score) -> Vec<Warning> {
    let scored = candidates.warnings.iter().filter_map(|id| {
        let warning = known.warnings.get(id)?;
        Some((warning_score(sought, warning)?, warning))
    });
    let mut fitting: Vec<(Score, &Warning)> = scored.filter(|(score, _)| *score >= least).collect();
    fitting.sort_by_key(|(score, warning)| (std::cmp::Reverse(*score), warning.id));
    fitting.into_iter().map(|(_, warning)| warning.clone()).collect()
}

fn ranked(role: LicenseeRole, best: &Best, authorisations: Vec<Authorisation>) -> Ranked {
    let Best { likeness: Likeness { score, reasons }, matched } = best;
    Ranked { role, score: *score, reasons: reasons.clone(), matched: matched.clone(), authorisations }
}

fn organisation(sought: &Sought, id: OrganisationId, known: &Known) -> Option<Best> {
    let all = known.details.get(&id)?;
    let is_former = |said: &Said| !known.is_of_the_day(&said.details);
    let by_name = all.iter().rev().filter_map(|said| {
        let best = Best::of(said.all_names().filter_map(|(name, folded)| named(sought, name, folded)))?;
        Some(if is_former(said) { Best { likeness: best.likeness.of_former_name(), ..best } } else { best })
    });
    let of_the_day = all.iter().filter(|said| !is_former(said));
    let by_host = of_the_day.filter_map(|said| hosted(sought, said.host.as_ref()?));
    Best::of(by_bin(sought, id, known).into_iter().chain(by_host).chain(by_name))
}

fn named(sought: &Sought, name: &str, folded: &FoldedName) -> Option<Best> {
    let likeness = names(sought.name.as_ref()?, folded)?;
    Some(Best { likeness, matched: name.to_owned() })
}

fn hosted(sought: &Sought, host: &Host) -> Option<Best> {
    let likeness = hosts(&sought.hosts, host)?;
    Some(Best { likeness, matched: host.shown.clone() })
}

fn by_bin(sought: &Sought, id: OrganisationId, known: &Known) -> Option<Best> {
    let bin = bins(sought).find(|bin| known.by_bin.get(bin) == Some(&id))?;
    let (thousandths, reason) =
        if sought.bin == Some(bin) { (1_000, MatchReason::Bin) } else { (900, MatchReason::BinOneDigitOff) };
    let likeness = Likeness { score: Score::thousandths(thousandths), reasons: vec![reason] };
    Some(Best { likeness, matched: bin.public() })
}

fn numbered(sought: &Sought, authorisation: &Authorisation) -> Option<Best> {
    let number = authorisation.number.as_str();
    let likeness = numbers(sought.number.as_ref()?, &Number::of(number))?;
    Some(Best { likeness, matched: number.to_owned() })
}

fn warning_score(sought: &Sought, warning: &Warning) -> Option<Score> {
    let by_bin = warning.text.bin.filter(|bin| sought.bin == Some(*bin)).map(|_| Score::SAME);
    let name = warning.text.name.as_str();
    let by_name = named(sought, name, &FoldedName::of(name)).map(|best| best.likeness.score);
    let all_hosts = warning.text.domains.iter().filter_map(|domain| Host::of(domain.as_str()));
    let by_host = all_hosts.filter_map(|host| hosted(sought, &host)).map(|best| best.likeness.score);
    by_bin.into_iter().chain(by_name).chain(by_host).max()
}
