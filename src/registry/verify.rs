//! The answer to "may they?", for one subject or a whole book of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use super::lookup::{Licensee, Named, SubjectKey};
use crate::compliance::Assessment;
use crate::compliance::verdict::Verdict;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::names::match_key;
use crate::domain::organisation::Organisation;
use crate::domain::view::View;
use crate::domain::warning::Warning;
use crate::domain::web;
use crate::store::Term;

/// A verdict with all that it rests on.
#[derive(Clone, Debug)]
pub struct Verification {
    /// In which role the subject was asked about.
    pub role: LicenseeRole,
    /// The verdict.
    pub verdict: Verdict,
    /// The subject, when it was found, with what the rules make of it.
    pub found: Option<(Arc<Licensee>, Arc<Assessment>)>,
    /// Public warnings that bear the subject's number, a name of it or its host on the web.
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
        Ok(verified.unwrap_or_else(|| Verification::not_found(role, Vec::new())))
    }

    /// Verifies subjects, each in its role, in their order: all under one view, in a fixed number of statements however
    /// many they are.
    ///
    /// # Errors
    /// A failing database.
    pub async fn verify_all(&self, subjects: &[Named], view: View) -> Result<Vec<Verification>, RegistryError> {
        let found = self.licensees_named(subjects, view).await?;
        let terms: Vec<Vec<Term>> =
            subjects.iter().zip(&found).map(|(subject, licensee)| terms(&subject.key, licensee.as_deref())).collect();
        let warnings = self.store.reads().warnings_matching(&terms.concat(), view).await?;
        let assessments = self.assess(&distinct(&found), view).await?;
        let verifications = subjects.iter().zip(found).zip(terms).map(|((subject, licensee), terms)| {
            let warnings = warnings.iter().filter(|warning| bears_one_of(warning, &terms)).cloned().collect();
            match licensee.and_then(|licensee| Some((assessments.get(&licensee.authorisation.id).cloned()?, licensee))) {
                Some((assessment, licensee)) => Verification {
                    role: subject.role,
                    verdict: Verdict::of(&assessment),
                    found: Some((licensee, assessment)),
                    warnings,
                },
                None => Verification::not_found(subject.role, warnings),
            }
        });
        Ok(verifications.collect())
    }
}

impl Verification {
    /// Nothing of the role was ever registered.
    pub fn not_found(role: LicenseeRole, warnings: Vec<Warning>) -> Self {
        Self { role, verdict: Verdict::NotFound, found: None, warnings }
    }
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
