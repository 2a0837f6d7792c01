//! Files of readings of one data centre.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Check, RecordError};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::bin::Bin;
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::hour::{Hour, hours_in};
use crate::domain::instant::Instant;
use crate::domain::licence_fact::{LicenceFact, Placement, placements};
use crate::domain::period::Period;
use crate::domain::reading::{EnergySource, ReadingRow};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::text::Line;

/// What one reading is of: two of one hour, source and meter contradict each other.
type Slot = (Day, Hour, EnergySource, Line);

impl Check<'_, '_> {
    /// Checks a file of readings: all of its rows, or, where they are hidden, that its data centre is known.
    pub(super) async fn readings_of(&self, data_centre: DataCentreId, rows: &[ReadingRow]) -> Result<(), RecordError> {
        if self.knows_rows() {
            return self.readings(data_centre, rows).await;
        }
        self.known_data_centre(data_centre).await.map(|_| ())
    }

    async fn readings(&self, data_centre: DataCentreId, rows: &[ReadingRow]) -> Result<(), RecordError> {
        self.reading_rows(data_centre, rows, None, |at| format!("rows.{at}")).await
    }

    /// Checks a row that stands in the place of another.
    pub(super) async fn reading_again(
        &self,
        data_centre: DataCentreId,
        row: &ReadingRow,
        instead_of: (Sequence, u32),
    ) -> Result<(), RecordError> {
        let path = |_| "replacement.reading".to_owned();
        self.reading_rows(data_centre, std::slice::from_ref(row), Some(instead_of), path).await
    }

    async fn reading_rows(
        &self,
        data_centre: DataCentreId,
        rows: &[ReadingRow],
        instead_of: Option<(Sequence, u32)>,
        path: impl Fn(usize) -> String,
    ) -> Result<(), RecordError> {
        let centre = self.known_data_centre(data_centre).await?;
        let users = self.users_of(&centre, rows).await?;
        let (first, last) = (rows.iter().map(|row| row.on).min(), rows.iter().map(|row| row.on).max());
        let (Some(first), Some(last)) = (first, last) else { return Err(Refusal::new(RefusalCode::NoRows).at("rows").into()) };
        let mut taken: HashMap<Slot, Option<Sequence>> = HashMap::new();
        for (origin, number, reading) in
            self.reads.readings_in(data_centre, Period { from: first, until: last }, self.act.sequence).await?
        {
            if instead_of != Some((origin, number)) {
                taken.extend(slots(&reading.row).map(|slot| (slot, Some(origin))));
            }
        }
        for (at, row) in rows.iter().enumerate() {
            self.reading_row(&centre, &users, row, &path(at))?;
            for slot in slots(row) {
                let (day, hour) = (slot.0, slot.1);
                if let Some(earlier) = taken.insert(slot, None) {
                    // Twice in one file, or read by an earlier one.
                    let code = if earlier.is_some() { RefusalCode::DuplicateReading } else { RefusalCode::DuplicateHour };
                    let refusal = Refusal::new(code).at(format!("{}.hours.{}", path(at), hour.index()));
                    let refusal = refusal.with("hour", hour.number()).with("day", day);
                    return Err(refusal.with("sequence", earlier.unwrap_or(self.act.sequence)).into());
                }
            }
        }
        Ok(())
    }

    fn reading_row(&self, centre: &DataCentre, users: &Users, row: &ReadingRow, path: &str) -> Result<(), Refusal> {
        self.row_day(row.on, &format!("{path}.on"))?;
        let most = hours_in(row.on);
        if row.hours.len() > most {
            let refusal = Refusal::new(RefusalCode::UnknownHour).at(format!("{path}.hours.{most}"));
            return Err(refusal.with("hour", Hour::at(most).number()).with("day", row.on));
        }
        if self.act.recorded_at < end_of(row) {
            let refusal = Refusal::new(RefusalCode::InTheFuture).at(format!("{path}.hours"));
            return Err(refusal.with("day", row.on).with("latest", self.today));
        }
        let total: i128 = row.read().map(|(_, energy)| i128::from(energy.wh())).sum();
        if total > i128::from(Energy::MOST.wh()) {
            return Err(Refusal::new(RefusalCode::BadAmount).at(format!("{path}.hours")));
        }
        if row.read().next().is_none() {
            return Err(Refusal::new(RefusalCode::NoRows).at(format!("{path}.hours")));
        }
        if !centre.has_meter(&row.meter, row.on) {
            let refusal = Refusal::new(RefusalCode::UnknownMeter).at(format!("{path}.meter"));
            return Err(refusal.with("serial", &row.meter).with("day", row.on));
        }
        if users.use_on(centre, row.miner, row.on) {
            Ok(())
        } else {
            Err(Refusal::new(RefusalCode::SiteNotUsed).at(format!("{path}.miner")).with("day", row.on))
        }
    }

    /// Who may consume in the data centre: its holder, and whoever has a place there.
    async fn users_of(&self, centre: &DataCentre, rows: &[ReadingRow]) -> Result<Users, RecordError> {
        let miners: Vec<Bin> = rows.iter().map(|row| row.miner).collect::<BTreeSet<Bin>>().into_iter().collect();
        let organisations = self.reads.organisation_ids(&miners, self.act.sequence).await?;
        let holders: HashSet<Bin> = organisations.iter().filter(|(_, id)| **id == centre.holder).map(|(bin, _)| *bin).collect();
        let others: Vec<_> = organisations.values().copied().filter(|id| *id != centre.holder).collect();
        let facts = self.reads.licence_facts(&others, self.act.sequence).await?;
        let mut placed: HashMap<Bin, Vec<Placement>> = HashMap::new();
        for (bin, organisation) in &organisations {
            let mut by_licence: HashMap<AuthorisationId, Vec<Dated<LicenceFact>>> = HashMap::new();
            for (licence, fact) in facts.get(organisation).into_iter().flatten() {
                by_licence.entry(*licence).or_default().push(fact.clone());
            }
            for facts in by_licence.values() {
                placed.entry(*bin).or_default().extend(placements(facts)?);
            }
        }
        Ok(Users { holders, placed })
    }
}

struct Users {
    holders: HashSet<Bin>,
    placed: HashMap<Bin, Vec<Placement>>,
}

impl Users {
    fn use_on(&self, centre: &DataCentre, miner: Bin, on: Day) -> bool {
        let has_place = |place: &Placement| place.data_centre == centre.id && place.period.contains(on);
        centre.held.contains(on)
            && (self.holders.contains(&miner) || self.placed.get(&miner).is_some_and(|places| places.iter().any(has_place)))
    }
}

/// The moment at which the last hour that was read had passed.
fn end_of(row: &ReadingRow) -> Instant {
    let hours = row.read().last().map_or(0, |(hour, _)| i64::from(hour.number()));
    Instant::from_micros(Instant::start_of(row.on).micros() + hours * 3_600_000_000)
}

fn slots(row: &ReadingRow) -> impl Iterator<Item = Slot> + '_ {
    row.read().map(|(hour, _)| (row.on, hour, row.source, row.meter.clone()))
}
