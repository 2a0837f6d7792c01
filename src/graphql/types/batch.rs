//! Verifying a whole book of subjects at once.

use async_graphql::{Context, InputObject, Object};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key::SubjectKey;
use super::super::scalar::Date;
use super::receipt::{Receipt, receipt};
use super::verification::Verification;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::coded;
use crate::domain::lang::Lang;
use crate::domain::view::View;
use crate::registry::{Answered, BatchAnswer, LookAlikes, Named, Registry};
use crate::text;

/// One subject of a batch.
#[derive(InputObject)]
pub struct VerifyInput {
    /// The asker's own mark for it, given back with the answer.
    #[graphql(name = "ref")]
    reference: String,
    /// Who.
    subject: SubjectKey,
    /// In which role.
    role: EnumValue<LicenseeRole>,
}

coded! {
    /// Why a subject of a batch could not be looked up.
    pub enum SubjectProblemCode {
        /// What was given as a BIN or IIN is none.
        MalformedBin = "MALFORMED_BIN",
        /// What was given as an id is none of this register.
        MalformedId = "MALFORMED_ID",
        /// What was given as a name has no letter, or is longer than any name.
        MalformedName = "MALFORMED_NAME",
        /// What was given as an address on the web is none.
        MalformedDomain = "MALFORMED_DOMAIN",
    }
}

/// A subject that could not be looked up. The others of its batch are answered all the same.
pub struct SubjectProblem {
    code: SubjectProblemCode,
    given: String,
}

/// A subject that could not be looked up. The others of its batch are answered all the same.
#[Object]
impl SubjectProblem {
    /// The stable code.
    async fn code(&self) -> EnumValue<SubjectProblemCode> {
        EnumValue(self.code)
    }

    /// What is wrong and what to do.
    async fn message(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        match self.code {
            SubjectProblemCode::MalformedBin => text::malformed_bin(&self.given, lang.0),
            SubjectProblemCode::MalformedId => text::malformed_id(&self.given, lang.0),
            SubjectProblemCode::MalformedName => text::malformed_name(&self.given, lang.0),
            SubjectProblemCode::MalformedDomain => text::malformed_domain(&self.given, lang.0),
        }
    }
}

/// The answer about one subject of a batch: a verification, or a problem.
pub struct BatchItem {
    reference: String,
    outcome: Result<Verification, SubjectProblem>,
}

/// The answer about one subject of a batch: a verification, or a problem.
#[Object]
impl BatchItem {
    /// The asker's own mark for the subject.
    #[graphql(name = "ref")]
    async fn reference(&self) -> &str {
        &self.reference
    }

    /// The verdict, with its reasons; none where the subject could not be looked up.
    async fn verification(&self) -> Option<&Verification> {
        self.outcome.as_ref().ok()
    }

    /// Why the subject could not be looked up; none where it was.
    async fn problem(&self) -> Option<&SubjectProblem> {
        self.outcome.as_ref().err()
    }
}

impl BatchItem {
    /// As a receipt says it.
    fn answer(&self) -> BatchAnswer<'_> {
        let outcome = self.outcome.as_ref().map(|verification| &verification.of).map_err(|problem| problem.code.code());
        BatchAnswer { reference: &self.reference, outcome }
    }
}

/// The answers about a batch of subjects, all of one day and one version of the register.
pub struct BatchVerification {
    items: Vec<BatchItem>,
    view: View,
}

/// The answers about a batch of subjects, all of one day and one version of the register.
#[Object]
impl BatchVerification {
    /// The day that the answers speak of.
    async fn as_of(&self) -> Date {
        Date(self.view.on)
    }

    /// The register's version that all of them were read from.
    async fn sequence(&self) -> i64 {
        self.view.seq.number()
    }

    /// One answer for each subject, in the order in which they were asked.
    async fn items(&self) -> &[BatchItem] {
        &self.items
    }

    /// One receipt for all of them: a signed credential, of which the holder shows the items that he likes, each with its
    /// disclosure, and not the others.
    async fn receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A mark of the asker's own, by which the receipt is known again: at most 200 characters.")]
        nonce: Option<String>,
        #[graphql(desc = "For whom the receipt is: at most 200 characters.")] audience: Option<String>,
    ) -> Result<Receipt, RequestError> {
        let answers: Vec<BatchAnswer<'_>> = self.items.iter().map(BatchItem::answer).collect();
        receipt(&asked(ctx)?.registry, Answered::Batch(&answers), self.view, (nonce, audience)).await
    }
}

/// Verifies the subjects that can be read, all at once, and says of each other one what is wrong with it.
///
/// # Errors
/// A failing database.
pub async fn verify(registry: &Registry, subjects: Vec<VerifyInput>, view: View) -> Result<BatchVerification, RequestError> {
    let mut named = Vec::with_capacity(subjects.len());
    let mut read = Vec::with_capacity(subjects.len());
    for VerifyInput { reference, subject, role } in subjects {
        let subject = subject_of(subject, role.0);
        named.extend(subject.as_ref().ok().cloned());
        read.push((reference, subject));
    }
    let mut verified = registry.verify_all(&named, view).await?.into_iter();
    let item = |(reference, subject): (String, Result<Named, SubjectProblem>)| {
        let outcome = subject.map(|named| {
            // As many verifications as names, in their order.
            let of = verified.next().unwrap_or_else(|| crate::registry::Verification::not_found(named, LookAlikes::default()));
            Verification { of, view }
        });
        BatchItem { reference, outcome }
    };
    Ok(BatchVerification { items: read.into_iter().map(item).collect(), view })
}

fn subject_of(subject: SubjectKey, role: LicenseeRole) -> Result<Named, SubjectProblem> {
    let (code, given) = match &subject {
        SubjectKey::Bin(digits) => (SubjectProblemCode::MalformedBin, digits.clone()),
        SubjectKey::Number(number) => (SubjectProblemCode::MalformedId, number.clone()),
        SubjectKey::Id(id) => (SubjectProblemCode::MalformedId, id.to_string()),
        SubjectKey::Name(name) => (SubjectProblemCode::MalformedName, name.clone()),
        SubjectKey::Domain(domain) => (SubjectProblemCode::MalformedDomain, domain.clone()),
    };
    subject.read(role).map(|key| Named { role, key }).map_err(|_| SubjectProblem { code, given })
}
