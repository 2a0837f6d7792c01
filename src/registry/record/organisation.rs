//! Organisations enter the register, and change.

use super::{Check, RecordError};
use crate::domain::act::{Act, Subject};
use crate::domain::bin::Bin;
use crate::domain::fold;
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::store::Projection;

impl<'a> Check<'_, 'a> {
    pub(super) async fn registration(&self, bin: Bin) -> Result<Projection<'a>, RecordError> {
        if let Some(known) = self.reads.organisation_ids(&[bin], self.act.sequence).await?.get(&bin) {
            return Err(Refusal::new(RefusalCode::DuplicateOrganisation)
                .at("bin")
                .with("bin", bin.public())
                .with("sequence", known.0)
                .into());
        }
        let facts = fold::organisation(std::slice::from_ref(self.act))?;
        Ok(Projection::Organisation(OrganisationId(self.act.sequence), facts))
    }

    pub(super) async fn amendment(&self, id: OrganisationId) -> Result<Projection<'a>, RecordError> {
        let mut acts = self.reads.acts_about(Subject::Organisation(id)).await?;
        if acts.is_empty() {
            return Err(Refusal::new(RefusalCode::UnknownOrganisation).at("organisation").into());
        }
        self.own_organisation(&acts, id).await?;
        let before = fold::organisation(&acts)?;
        acts.push(self.act.clone());
        let after = fold::organisation(&acts)?;
        let last = |facts: &Option<fold::OrganisationFacts>| {
            facts.as_ref().and_then(|facts| facts.details.last()).map(|(_, details, _)| details.clone())
        };
        if last(&before) == last(&after) {
            return Err(Refusal::new(RefusalCode::NothingToChange).into());
        }
        Ok(Projection::Organisation(id, after))
    }

    /// An organisation is amended by who registered it, or by who authorised it for something.
    async fn own_organisation(&self, acts: &[Act], id: OrganisationId) -> Result<(), RecordError> {
        let Some(registered) = acts.first().filter(|act| act.authority != self.act.authority) else { return Ok(()) };
        let held = self.reads.authorisations_held(&[id], self.act.sequence).await?;
        if held.iter().any(|authorisation| authorisation.authority == self.act.authority) {
            return Ok(());
        }
        Err(Refusal::new(RefusalCode::OtherAuthority).with("authority", registered.authority.code()).into())
    }
}
