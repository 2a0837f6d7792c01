//! Corrections: the subject's facts are folded again, with what the corrected act should have said.

use std::borrow::Cow;

use super::{Check, RecordError};
use crate::domain::act::{Act, Content, Subject};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::correction::{AsCorrected, Correction, as_corrected};
use crate::domain::fold;
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::store::{FileRows, Projection, Reads};

/// The act that a correction speaks of.
pub(super) async fn original(reads: &Reads<'_>, correction: &Correction) -> Result<Act, RecordError> {
    let unknown = || Refusal::new(RefusalCode::UnknownAct).at("corrects").with("sequence", correction.corrects());
    match reads.whole_act(correction.corrects()).await? {
        // A correction is corrected by correcting its original once more.
        Some(act) if !matches!(act.content, Content::CorrectFact(_)) => Ok(act),
        _ => Err(unknown().into()),
    }
}

impl<'a> Check<'_, 'a> {
    pub(super) async fn correction(&self, correction: &'a Correction) -> Result<Projection<'a>, RecordError> {
        let original = original(&self.reads, correction).await?;
        if original.authority != self.act.authority {
            return Err(Refusal::new(RefusalCode::OtherAuthority)
                .at("corrects")
                .with("authority", original.authority.code())
                .into());
        }
        match correction {
            Correction::Annulled { .. } => self.refold(&original).await,
            Correction::Replaced { with, .. } => {
                same_kind_and_subject(&original.content, with)?;
                self.refold(&original).await
            }
            Correction::RowAnnulled { row, .. }
            | Correction::DistributionReplaced { row, .. }
            | Correction::SaleReplaced { row, .. }
            | Correction::ReadingReplaced { row, .. }
                if !self.knows_rows() =>
            {
                self.hidden_row(&original, *row, correction).await
            }
            Correction::RowAnnulled { row, .. } => match row_of(&original, *row)? {
                Content::RecordSales { venue, .. } => {
                    self.reads.sale_row(original.sequence, *row).await?.ok_or_else(|| unknown_row(*row))?;
                    Ok(Projection::Sales(one_row(&original, *row, &[]), Cow::Owned(venue.clone())))
                }
                Content::RecordDistributions { pool, .. } => {
                    self.reads.distribution_row(original.sequence, *row).await?.ok_or_else(|| unknown_row(*row))?;
                    Ok(Projection::Distributions(one_row(&original, *row, &[]), Cow::Owned(pool.clone())))
                }
                Content::RecordReadings { data_centre, .. } => {
                    self.reads.reading_row(original.sequence, *row).await?.ok_or_else(|| unknown_row(*row))?;
                    Ok(Projection::Readings(one_row(&original, *row, &[]), *data_centre))
                }
                _ => Err(wrong_kind().into()),
            },
            Correction::DistributionReplaced { row, with, .. } => {
                self.row_day(with.on, "replacement.distribution.on")?;
                let Content::RecordDistributions { pool, .. } = row_of(&original, *row)? else { return Err(wrong_kind().into()) };
                let now = self.reads.distribution_row(original.sequence, *row).await?.ok_or_else(|| unknown_row(*row))?;
                if now == *with {
                    return Err(Refusal::new(RefusalCode::NothingToChange).into());
                }
                Ok(Projection::Distributions(one_row(&original, *row, std::slice::from_ref(with)), Cow::Owned(pool.clone())))
            }
            Correction::ReadingReplaced { row, with, .. } => {
                let Content::RecordReadings { data_centre, .. } = row_of(&original, *row)? else {
                    return Err(wrong_kind().into());
                };
                let now = self.reads.reading_row(original.sequence, *row).await?.ok_or_else(|| unknown_row(*row))?;
                if now == *with {
                    return Err(Refusal::new(RefusalCode::NothingToChange).into());
                }
                self.reading_again(*data_centre, with, (original.sequence, *row)).await?;
                Ok(Projection::Readings(one_row(&original, *row, std::slice::from_ref(with)), *data_centre))
            }
            Correction::SaleReplaced { row, with, .. } => {
                self.row_day(with.on, "replacement.sale.on")?;
                let Content::RecordSales { venue, .. } = row_of(&original, *row)? else { return Err(wrong_kind().into()) };
                let now = self.reads.sale_row(original.sequence, *row).await?.ok_or_else(|| unknown_row(*row))?;
                if now == *with {
                    return Err(Refusal::new(RefusalCode::NothingToChange).into());
                }
                Ok(Projection::Sales(one_row(&original, *row, std::slice::from_ref(with)), Cow::Owned(venue.clone())))
            }
        }
    }

    async fn refold(&self, original: &Act) -> Result<Projection<'a>, RecordError> {
        // Bids and awards are part of what is said of their session; other files stand for themselves.
        if original.content.row_count().is_some() && original.content.session().is_none() {
            return self.file_annulled(original).await;
        }
        if original.content.row_count().is_some()
            && !matches!(self.act.content, Content::CorrectFact(Correction::Annulled { .. }))
        {
            return Err(wrong_kind().into());
        }
        self.replaced_fact().await?;
        let Some(subject) = original.subject else {
            return Err(Refusal::new(RefusalCode::UnknownAct).at("corrects").with("sequence", original.sequence).into());
        };
        let mut acts = self.reads.acts_about(subject).await?;
        changes_something(&as_corrected(&acts), original, self.act)?;
        acts.push(self.act.clone());
        match subject {
            Subject::Organisation(id) => self.organisation_again(id, &acts).await,
            Subject::Rule(code) => Ok(Projection::Rule(code, fold::rule(&acts)?)),
            Subject::Warning(id) => Ok(Projection::Warning(id, fold::warning(&acts))),
            Subject::DataCentre(id) => self.data_centre_again(id, &acts).await,
            Subject::SurplusSession(id) => self.session_again(id, &acts).await,
            Subject::Miner(id) | Subject::Pool(id) | Subject::Exchange(id) => self.authorisation_again(id, &acts).await,
        }
    }

    /// What a replaced fact needs of others.
    async fn replaced_fact(&self) -> Result<(), RecordError> {
        let Content::CorrectFact(Correction::Replaced { with, .. }) = &self.act.content else { return Ok(()) };
        match with.of_licence() {
            Some(said) => {
                self.fact_received(said).await?;
                self.fact_among_others(said).await
            }
            None => Ok(()),
        }
    }

    /// A registration can be annulled while nobody holds anything in its name: the number is free again then.
    async fn organisation_again(&self, id: OrganisationId, acts: &[Act]) -> Result<Projection<'a>, RecordError> {
        let facts = fold::organisation(acts)?;
        if facts.is_none() {
            if !self.reads.authorisations_held(&[id], self.act.sequence).await?.is_empty() {
                return Err(Refusal::new(RefusalCode::StillNeeded).into());
            }
            if !self.reads.data_centres(&[], &[id], self.act.sequence).await?.is_empty() {
                return Err(Refusal::new(RefusalCode::StillNeeded).into());
            }
        }
        Ok(Projection::Organisation(id, facts))
    }

    async fn authorisation_again(&self, id: AuthorisationId, acts: &[Act]) -> Result<Projection<'a>, RecordError> {
        if as_corrected(acts).is_empty() {
            return Ok(Projection::Authorisation(id, None));
        }
        let facts = fold::authorisation(acts)?;
        self.number_is_free(facts.authorisation.role, &facts).await?;
        self.no_other_alive(&facts).await?;
        Ok(Projection::Authorisation(id, Some(facts)))
    }

    /// A file is annulled whole or corrected row by row; one that was annulled stays so.
    async fn file_annulled(&self, original: &Act) -> Result<Projection<'a>, RecordError> {
        if !matches!(self.act.content, Content::CorrectFact(Correction::Annulled { .. })) {
            return Err(wrong_kind().into());
        }
        // Whether a file without rows stands is not known.
        if self.knows_rows() && !self.reads.file_stands(original.sequence).await? {
            return Err(Refusal::new(RefusalCode::NothingToChange).into());
        }
        match &original.content {
            Content::RecordSales { venue, .. } => Ok(Projection::Sales(no_rows(original), Cow::Owned(venue.clone()))),
            Content::RecordDistributions { pool, .. } => {
                Ok(Projection::Distributions(no_rows(original), Cow::Owned(pool.clone())))
            }
            Content::RecordReadings { data_centre, .. } => Ok(Projection::Readings(no_rows(original), *data_centre)),
            _ => Err(wrong_kind().into()),
        }
    }
}

/// One row of a file, as it should be.
fn one_row<'a, T>(original: &Act, row: u32, rows: &'a [T]) -> FileRows<'a, T> {
    FileRows { origin: original.sequence, only: Some(row), rows }
}

/// A whole file that should not have been.
fn no_rows<T>(original: &Act) -> FileRows<'static, T> {
    FileRows { origin: original.sequence, only: None, rows: &[] }
}

/// The file that has the row. Bids and awards are annulled whole.
fn row_of(original: &Act, row: u32) -> Result<&Content, Refusal> {
    if original.content.session().is_some() {
        return Err(wrong_kind());
    }
    let count = original.content.row_count().unwrap_or(0);
    if usize::try_from(row).is_ok_and(|at| at < count) { Ok(&original.content) } else { Err(unknown_row(row)) }
}

fn unknown_row(row: u32) -> Refusal {
    Refusal::new(RefusalCode::UnknownRow).at("row").with("row", row)
}

fn wrong_kind() -> Refusal {
    Refusal::new(RefusalCode::WrongKind).at("replacement")
}

/// A correction keeps what the act was about: kind, organisation, number of the organisation, authorisation, rule.
fn same_kind_and_subject(was: &Content, with: &Content) -> Result<(), Refusal> {
    let same = match (was, with) {
        (Content::RegisterOrganisation { bin: was, .. }, Content::RegisterOrganisation { bin, .. }) => was == bin,
        (Content::AmendOrganisation { organisation: was, .. }, Content::AmendOrganisation { organisation, .. }) => {
            was == organisation
        }
        (Content::AddRuleVersion(was), Content::AddRuleVersion(text)) => was.code == text.code,
        (Content::EndRuleVersion { code: was, version: before, .. }, Content::EndRuleVersion { code, version, .. }) => {
            was == code && before == version
        }
        // Another holder or zone is another data centre: the mistaken one is annulled.
        (Content::RegisterDataCentre { holder: was, zone: before, .. }, Content::RegisterDataCentre { holder, zone, .. }) => {
            was == holder && before == zone
        }
        (was, with) if was.kind() == with.kind() => {
            was.authorisation() == with.authorisation()
                && was.data_centre() == with.data_centre()
                && was.session() == with.session()
                && was.row_count().is_none()
                && was.grant().map(|(_, grant)| grant.organisation) == with.grant().map(|(_, grant)| grant.organisation)
        }
        _ => false,
    };
    if same { Ok(()) } else { Err(wrong_kind()) }
}

fn changes_something(standing: &[AsCorrected<'_>], original: &Act, act: &Act) -> Result<(), Refusal> {
    let now = standing.iter().find(|other| other.origin.sequence == original.sequence);
    let changes = match (&act.content, now) {
        (Content::CorrectFact(Correction::Annulled { .. }), now) => now.is_some(),
        (Content::CorrectFact(Correction::Replaced { effective_on, with, .. }), Some(now)) => {
            now.effective_on != *effective_on || *now.content != **with
        }
        _ => true,
    };
    if changes { Ok(()) } else { Err(Refusal::new(RefusalCode::NothingToChange)) }
}
