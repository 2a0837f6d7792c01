//! Verifications: may they?

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::scalar::Date;
use super::compliance::{Finding, findings};
use super::licensee::Licensee;
use super::receipt::{Receipt, receipt};
use super::search::LookAlike;
use super::searched::Searched;
use super::warning::Warning;
use crate::compliance::verdict::Verdict;
use crate::domain::lang::Lang;
use crate::domain::view::View;
use crate::registry::{self, Answered};
use crate::text;

/// A verdict under a view.
pub struct Verification {
    /// The verdict with all that it rests on.
    pub of: registry::Verification,
    /// The view it was asked under.
    pub view: View,
}

/// The answer to "may they?", with its reasons.
#[Object]
impl Verification {
    /// The verdict.
    async fn verdict(&self) -> EnumValue<Verdict> {
        EnumValue(self.of.verdict)
    }

    /// The verdict in a sentence or two.
    async fn headline(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        match &self.of.found {
            Some((licensee, assessment)) => {
                text::headline(&licensee.authorisation, &licensee.history, assessment.status, self.view.on, lang.0)
            }
            None => text::not_found(self.of.asked.role, lang.0),
        }
    }

    /// The day that the answer speaks of.
    async fn as_of(&self) -> Date {
        Date(self.view.on)
    }

    /// The register's version that it was read from.
    async fn sequence(&self) -> i64 {
        self.view.seq.number()
    }

    /// The day on which it changes if no new fact arrives; none while nothing is known to change it.
    async fn next_change_on(&self) -> Option<Date> {
        self.of.found.as_ref().and_then(|(_, assessment)| assessment.next_change_on).map(Date)
    }

    /// The subject, when it was found.
    async fn licensee(&self) -> Option<Licensee> {
        self.of.found.as_ref().map(|(licensee, _)| Licensee::new(Arc::clone(licensee), self.view))
    }

    /// One finding for each rule that binds this kind of licensee; none when it was not found.
    async fn findings(&self) -> Vec<Finding> {
        self.of.found.as_ref().map(|(_, assessment)| findings(assessment, self.view)).unwrap_or_default()
    }

    /// What was looked for, and how it was read.
    async fn searched(&self) -> Searched {
        Searched(self.of.asked.clone())
    }

    /// Of one that was not found: at most five licensees that look or sound like it, in any role, those of the role asked
    /// about first. Of one that was found by name: others that bear the same name in the role.
    async fn nearest(&self) -> Vec<LookAlike> {
        self.of.nearest.iter().cloned().map(|hit| LookAlike { hit, view: self.view }).collect()
    }

    /// Public warnings that bear the subject's number, a name of it or its host on the web; of one that was not found,
    /// also warnings of what looks or sounds like it.
    async fn warnings(&self) -> Vec<Warning> {
        self.of.warnings.iter().cloned().map(|warning| Warning { warning, view: self.view }).collect()
    }

    /// The answer as a signed credential, which proves itself to whoever is shown it.
    async fn receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A mark of the asker's own, by which the receipt is known again: at most 200 characters.")]
        nonce: Option<String>,
        #[graphql(desc = "For whom the receipt is: at most 200 characters.")] audience: Option<String>,
    ) -> Result<Receipt, RequestError> {
        receipt(&asked(ctx)?.registry, Answered::Verification(&self.of), self.view, (nonce, audience)).await
    }
}
