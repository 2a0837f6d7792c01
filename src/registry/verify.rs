//! The answer to "may they?".

use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use super::lookup::{Licensee, SubjectKey};
use crate::compliance::Assessment;
use crate::compliance::verdict::Verdict;
use crate::domain::authorisation::LicenseeRole;
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
        let licensee = self.licensee(role, key, view).await?;
        let warnings = self.store.reads().warnings_matching(&terms(key, licensee.as_deref()), view).await?;
        let Some(licensee) = licensee else {
            return Ok(Verification { role, verdict: Verdict::NotFound, found: None, warnings });
        };
        let assessments = self.assess(std::slice::from_ref(&licensee), view).await?;
        let found = assessments.into_values().next().map(|assessment| (licensee, assessment));
        let verdict = found.as_ref().map_or(Verdict::NotFound, |(_, assessment)| Verdict::of(assessment));
        Ok(Verification { role, verdict, found, warnings })
    }
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
