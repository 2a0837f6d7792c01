//! The answer to "may they?", for one subject or a whole book of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use super::lookup::{Bearer, Licensee, Named, SubjectKey};
use super::search::{Hit, LookAlikes};
use crate::compliance::Assessment;
use crate::compliance::verdict::Verdict;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::names::match_key;
use crate::domain::organisation::Organisation;
use crate::domain::search::{MatchReason, Sought};
use crate::domain::view::View;
use crate::domain::warning::Warning;
use crate::domain::web;
use crate::store::Term;

/// A verdict with all that it rests on.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Who was asked about, and in which role.
    pub asked: Named,
    /// The verdict.
    pub verdict: Verdict,
    /// The subject, when it was found, with what the rules make of it.
    pub found: Option<(Arc<Licensee>, Arc<Assessment>)>,
    /// Licensees that look or sound like who was not found, or that bear the same name as who was.
    pub nearest: Vec<Hit>,
    /// Public warnings that bear the subject's number, a name of it or its host on the web; of one that was not found,
    /// also warnings of what looks or sounds like it.
    pub warnings: Vec<Warning>,
}

impl Registry {
    /// Verifies one subject in one role.
    ///
    /// # Errors
    /// A failing database.
    pub async fn verify(&self, key: &SubjectKey, role: LicenseeRole, view: View) -> Result<Verification, RegistryError> {
        let named = Named { role, key: key.clone() };
        let verified = self.verify_all(std::slice::from_ref(&named), view).await?.pop();
        Ok(verified.unwrap_or_else(|| Verification::not_found(named, LookAlikes::default())))
    }

    /// Verifies subjects, each in its role, in their order: all under one view, in a fixed number of statements however
    /// many they are.
    ///
    /// # Errors
    /// A failing database.
    pub async fn verify_all(&self, subjects: &[Named], view: View) -> Result<Vec<Verification>, RegistryError> {
        let bearers = self.bearers_named(subjects, view).await?;
        let mut look_alikes = self.look_alikes_of(subjects, &bearers, view).await?;
        let found: Vec<Option<Arc<Licensee>>> = bearers.into_iter().map(|bearer| bearer.licensee).collect();
        let terms: Vec<Vec<Term>> =
            subjects.iter().zip(&found).map(|(subject, licensee)| terms(&subject.key, licensee.as_deref())).collect();
        let warnings = self.store.reads().warnings_matching(&terms.concat(), view).await?;
        let assessments = self.assess(&distinct(&found), view).await?;
        let verifications = subjects.iter().zip(found).zip(terms).enumerate().map(|(at, ((subject, licensee), terms))| {
            let warnings = warnings.iter().filter(|warning| bears_one_of(warning, &terms)).cloned().collect();
            let look_alikes = look_alikes.remove(&at).unwrap_or_default();
            match licensee.and_then(|licensee| Some((assessments.get(&licensee.authorisation.id).cloned()?, licensee))) {
                Some((assessment, licensee)) => Verification {
                    asked: subject.clone(),
                    verdict: Verdict::of(&assessment),
                    nearest: look_alikes.nearest_but(&licensee),
                    found: Some((licensee, assessment)),
                    warnings,
                },
                None => Verification::not_found(subject.clone(), look_alikes.with_warnings(warnings)),
            }
        });
        Ok(verifications.collect())
    }

    /// What comes near to those that were not found, or are not the only ones of their name, by their place.
    async fn look_alikes_of(
        &self,
        subjects: &[Named],
        bearers: &[Bearer],
        view: View,
    ) -> Result<HashMap<usize, LookAlikes>, RegistryError> {
        let is_asked = |bearer: &Bearer| bearer.licensee.is_none() || bearer.has_namesake;
        let asked = subjects.iter().zip(bearers).enumerate().filter(|(_, (_, bearer))| is_asked(bearer));
        let asked: Vec<(usize, Sought, LicenseeRole)> =
            asked.filter_map(|(at, (subject, _))| Some((at, subject.key.sought()?, subject.role))).collect();
        let sought: Vec<(&Sought, LicenseeRole)> = asked.iter().map(|(_, sought, role)| (sought, *role)).collect();
        let found = self.look_alikes(&sought, view).await?;
        Ok(asked.iter().map(|(at, _, _)| *at).zip(found).collect())
    }
}

impl Verification {
    /// Nothing of the role was ever registered.
    pub fn not_found(asked: Named, look_alikes: LookAlikes) -> Self {
        let LookAlikes { nearest, warnings } = look_alikes;
        Self { asked, verdict: Verdict::NotFound, found: None, nearest, warnings }
    }
}

impl LookAlikes {
    /// All but the one that was found.
    fn nearest_but(self, found: &Licensee) -> Vec<Hit> {
        let other = |hit: &Hit| hit.licensee.organisation.id != found.organisation.id && hit.reasons.first().is_some_and(is_same);
        self.nearest.into_iter().filter(other).collect()
    }

    /// With further warnings, each once.
    fn with_warnings(mut self, further: Vec<Warning>) -> Self {
        for warning in further {
            if self.warnings.iter().all(|other| other.id != warning.id) {
                self.warnings.push(warning);
            }
        }
        self
    }
}

fn is_same(reason: &MatchReason) -> bool {
    matches!(reason, MatchReason::ExactName | MatchReason::Domain)
}

/// Each licensee once, whoever asks for it how often.
fn distinct(found: &[Option<Arc<Licensee>>]) -> Vec<Arc<Licensee>> {
    let by_id: HashMap<AuthorisationId, &Arc<Licensee>> =
        found.iter().flatten().map(|licensee| (licensee.authorisation.id, licensee)).collect();
    by_id.into_values().cloned().collect()
}

fn terms(key: &SubjectKey, licensee: Option<&Licensee>) -> Vec<Term> {
    let mut terms = match key {
        SubjectKey::Bin(bin) => vec![Term::Bin(bin.digits().to_owned())],
        SubjectKey::Name(name) => vec![Term::Name(match_key(name))],
        SubjectKey::Domain(domain) => web::host(domain).map(Term::Domain).into_iter().collect(),
        SubjectKey::Number(_) | SubjectKey::Id(_) => Vec::new(),
    };
    terms.extend(licensee.map(|licensee| terms_of(&licensee.organisation)).unwrap_or_default());
    terms
}

fn terms_of(organisation: &Organisation) -> Vec<Term> {
    let names = &organisation.details.names;
    let all_names = [Some(&names.kk), Some(&names.ru), names.en.as_ref()];
    let mut terms: Vec<Term> = all_names.into_iter().flatten().map(|name| Term::Name(match_key(name.as_str()))).collect();
    terms.push(Term::Bin(organisation.bin.digits().to_owned()));
    terms.extend(organisation.details.website.as_ref().and_then(|website| web::host(website.as_str())).map(Term::Domain));
    terms
}

fn bears_one_of(warning: &Warning, terms: &[Term]) -> bool {
    terms.iter().any(|term| match term {
        Term::Bin(digits) => warning.text.bin.is_some_and(|bin| bin.digits() == digits),
        Term::Name(key) => match_key(warning.text.name.as_str()) == *key,
        Term::Domain(host) => warning.text.domains.iter().any(|domain| domain.as_str() == host),
    })
}
