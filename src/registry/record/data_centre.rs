//! Data centres and their meters.

use super::{Check, RecordError};
use crate::domain::act::{Act, Content, Subject};
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::fold;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::text::Line;
use crate::domain::view::View;
use crate::store::Projection;

impl<'a> Check<'_, 'a> {
    pub(super) async fn data_centre_registration(&self, code: &Line) -> Result<Projection<'a>, RecordError> {
        let id = DataCentreId(self.act.sequence);
        self.code_is_free(id, code).await?;
        if let Content::RegisterDataCentre { holder, .. } = &self.act.content {
            let view = View { on: self.act.effective_on, seq: self.act.sequence };
            if !self.reads.organisations(&[*holder], view).await?.contains_key(holder) {
                return Err(Refusal::new(RefusalCode::UnknownOrganisation).at("holder").into());
            }
        }
        Ok(Projection::DataCentre(id, fold::data_centre(std::slice::from_ref(self.act))?))
    }

    pub(super) async fn data_centre_step(&self, content: &Content) -> Result<Projection<'a>, RecordError> {
        let unknown = || Refusal::new(RefusalCode::UnknownDataCentre).at("dataCentre");
        let id = content.data_centre().ok_or_else(unknown)?;
        let mut acts = self.reads.acts_about(Subject::DataCentre(id)).await?;
        if fold::data_centre(&acts)?.is_none() {
            return Err(unknown().into());
        }
        acts.push(self.act.clone());
        let facts = fold::data_centre(&acts)?;
        if let (Some(centre), Content::CloseDataCentre { .. } | Content::RemoveMeter { .. }) = (&facts, content) {
            self.bears_its_readings(centre).await?;
        }
        Ok(Projection::DataCentre(id, facts))
    }

    /// A data centre as a correction leaves it. Its registration can be annulled while nothing is placed or read there.
    pub(super) async fn data_centre_again(&self, id: DataCentreId, acts: &[Act]) -> Result<Projection<'a>, RecordError> {
        let facts = fold::data_centre(acts)?;
        match &facts {
            Some(centre) => {
                self.code_is_free(id, &centre.code).await?;
                self.bears_its_readings(centre).await?;
            }
            None if self.reads.has_placements(id).await? || self.reads.has_readings(id).await? => {
                return Err(Refusal::new(RefusalCode::StillNeeded).into());
            }
            None => {}
        }
        Ok(Projection::DataCentre(id, facts))
    }

    /// Whatever was read was read of a meter that stood there while the data centre was held.
    async fn bears_its_readings(&self, centre: &DataCentre) -> Result<(), RecordError> {
        let read = self.reads.days_read(centre.id).await?;
        if read.iter().all(|(meter, on)| centre.held.contains(*on) && centre.has_meter(meter, *on)) {
            return Ok(());
        }
        Err(Refusal::new(RefusalCode::StillNeeded).into())
    }

    async fn code_is_free(&self, id: DataCentreId, code: &Line) -> Result<(), RecordError> {
        match self.reads.data_centre_coded(code.as_str(), self.act.sequence).await? {
            Some(other) if other != id => {
                Err(Refusal::new(RefusalCode::DuplicateNumber).at("code").with("number", code).with("sequence", other.0).into())
            }
            _ => Ok(()),
        }
    }

    /// The data centre with this key.
    pub(super) async fn known_data_centre(&self, id: DataCentreId) -> Result<DataCentre, RecordError> {
        let mut found = self.reads.data_centres(&[id], &[], self.act.sequence).await?;
        Ok(found.remove(&id).ok_or_else(|| Refusal::new(RefusalCode::UnknownDataCentre).at("dataCentre"))?)
    }
}
