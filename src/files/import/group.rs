//! The rows that become one act, each part of them with the line of the file that it stands on.

use std::collections::HashMap;

use super::super::entry::Unresolved;
use super::super::part::{Key, Part, Said};
use super::super::problem::said as in_words;
use crate::domain::act::Content;
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::hour::Hour;
use crate::domain::reading::{EnergySource, ReadingRow};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::surplus::{AwardRow, BidRow, ClearingOrder, SessionHour, SessionTerms};
use crate::domain::text::Line;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::registry::record::Session;

/// What several parts of one row have in common.
#[derive(PartialEq, Eq, Hash)]
enum RowKey {
    Miner(Bin),
    Day(Line, Bin, EnergySource, Day),
}

/// Rows of one act.
pub(super) struct Group {
    key: Key,
    rows: Rows,
    /// For each row, the line of each of its parts; 0 where there is none.
    lines: Vec<Vec<u64>>,
    places: HashMap<RowKey, usize>,
    count: usize,
}

enum Rows {
    Offers { trade_date: Day, order: ClearingOrder, hours: Vec<SessionHour> },
    Bids(Vec<BidRow>),
    Awards(Vec<AwardRow>),
    Readings(Vec<ReadingRow>),
    Distributions(Vec<DistributionRow>),
    Sales(Vec<SaleRow>),
}

impl Group {
    /// The group that a part begins.
    pub(super) fn begin(part: &Part) -> Self {
        let rows = match &part.said {
            Said::Offer { trade_date, order, .. } => Rows::Offers { trade_date: *trade_date, order: *order, hours: Vec::new() },
            Said::Bid { .. } => Rows::Bids(Vec::new()),
            Said::Award { .. } => Rows::Awards(Vec::new()),
            Said::Reading { .. } => Rows::Readings(Vec::new()),
            Said::Distribution(_) => Rows::Distributions(Vec::new()),
            Said::Sale(_) => Rows::Sales(Vec::new()),
        };
        Self { key: part.key.clone(), rows, lines: Vec::new(), places: HashMap::new(), count: 0 }
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// How many lines of the file it holds.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether it can be recorded in pieces. Of a session there is one opening and one award.
    pub(super) fn is_divisible(&self) -> bool {
        !matches!(self.rows, Rows::Offers { .. } | Rows::Awards(_))
    }

    /// The first line of it.
    pub(super) fn first_line(&self) -> u64 {
        self.lines.iter().flatten().copied().filter(|line| *line > 0).min().unwrap_or(0)
    }

    /// # Errors
    /// A part that contradicts one that came before: the column and the reason.
    pub(super) fn add(&mut self, line: u64, said: Said) -> Result<(), (&'static str, String)> {
        match (&mut self.rows, said) {
            (Rows::Offers { trade_date, order, hours }, Said::Offer { trade_date: other_date, order: other_order, hour }) => {
                if *trade_date != other_date {
                    return Err(("trade_date", "another trade date than in the rows of this session before".to_owned()));
                }
                if *order != other_order {
                    return Err(("clearing_order", "another order than in the rows of this session before".to_owned()));
                }
                hours.push(hour);
                self.lines.push(vec![line]);
            }
            (Rows::Bids(rows), Said::Bid { miner, lot }) => {
                // The order of the lines decides between equal prices: only neighbours become one row.
                if rows.last().is_none_or(|last| last.miner != miner) {
                    rows.push(BidRow { miner, lots: Vec::new() });
                    self.lines.push(Vec::new());
                }
                if let (Some(row), Some(lines)) = (rows.last_mut(), self.lines.last_mut()) {
                    row.lots.push(lot);
                    lines.push(line);
                }
            }
            (Rows::Awards(rows), Said::Award { miner, lot }) => {
                let at =
                    row(&mut self.places, RowKey::Miner(miner), rows, &mut self.lines, || AwardRow { miner, lots: Vec::new() });
                rows[at].lots.push(lot);
                self.lines[at].push(line);
            }
            (Rows::Readings(rows), Said::Reading { meter, miner, source, on, hour, energy }) => {
                let key = RowKey::Day(meter.clone(), miner, source, on);
                let at = row(&mut self.places, key, rows, &mut self.lines, || ReadingRow {
                    meter,
                    miner,
                    source,
                    on,
                    hours: Vec::new(),
                });
                read(&mut rows[at], &mut self.lines[at], (hour, energy), line)?;
            }
            (Rows::Distributions(rows), Said::Distribution(row)) => {
                rows.push(row);
                self.lines.push(vec![line]);
            }
            (Rows::Sales(rows), Said::Sale(row)) => {
                rows.push(row);
                self.lines.push(vec![line]);
            }
            // A file holds rows of one kind.
            _ => return Err(("line", "a row of another kind".to_owned())),
        }
        self.count += 1;
        Ok(())
    }

    /// The day from which the act has effect: that of its newest row, unless that lies where no act may.
    pub(super) fn effective_on(&self, today: Day) -> Day {
        let newest = match &self.rows {
            Rows::Offers { trade_date, .. } => return *trade_date,
            // Trade is on the day before delivery.
            Rows::Bids(_) | Rows::Awards(_) => match &self.key {
                Key::Session(delivery_date, _) => Some(delivery_date.previous()),
                Key::DataCentre(_) | Key::Party(_) => None,
            },
            Rows::Readings(rows) => rows.iter().map(|row| row.on).max(),
            Rows::Distributions(rows) => rows.iter().map(|row| row.on).max(),
            Rows::Sales(rows) => rows.iter().map(|row| row.on).max(),
        };
        newest.unwrap_or(today).min(today).max(Day::LAW_IN_FORCE)
    }

    /// What the act says.
    ///
    /// # Errors
    /// A session or a data centre that the register does not know.
    pub(super) async fn content(&self, session: &Session) -> Result<Content, Unresolved> {
        let unknown = |column, code| Unresolved::Unknown(column, Refusal::new(code));
        Ok(match (&self.rows, &self.key) {
            (Rows::Offers { order, hours, .. }, Key::Session(delivery_date, zone)) => Content::OpenSurplusSession(SessionTerms {
                delivery_date: *delivery_date,
                zone: *zone,
                order: *order,
                hours: hours.clone(),
            }),
            (Rows::Readings(rows), Key::DataCentre(code)) => {
                let found = session.find_data_centre(code.as_str()).await?;
                let data_centre = found.ok_or_else(|| unknown("data_centre", RefusalCode::UnknownDataCentre))?;
                Content::RecordReadings { data_centre, rows: rows.clone() }
            }
            (Rows::Bids(rows), Key::Session(day, zone)) => {
                let found = session.find_session(*day, *zone).await?;
                let session = found.ok_or_else(|| unknown("delivery_date", RefusalCode::UnknownSession))?;
                Content::RecordBids { session, rows: rows.clone() }
            }
            (Rows::Awards(rows), Key::Session(day, zone)) => {
                let found = session.find_session(*day, *zone).await?;
                let session = found.ok_or_else(|| unknown("delivery_date", RefusalCode::UnknownSession))?;
                Content::RecordAwards { session, rows: rows.clone() }
            }
            (Rows::Distributions(rows), Key::Party(pool)) => {
                Content::RecordDistributions { pool: pool.clone(), organisation: None, rows: rows.clone() }
            }
            (Rows::Sales(rows), Key::Party(venue)) => {
                Content::RecordSales { venue: venue.clone(), organisation: None, rows: rows.clone() }
            }
            // Each kind of row is read with its kind of key.
            _ => return Err(unknown("line", RefusalCode::WrongKind)),
        })
    }

    /// Leaves out what stands at a place, a whole row or one part of it, and gives its lines.
    pub(super) fn leave_out(&mut self, row: usize, part: Option<usize>) -> Vec<u64> {
        if row >= self.lines.len() {
            return Vec::new();
        }
        let left_out = match part {
            Some(part) if self.lines[row].get(part).is_some_and(|line| *line > 0) => self.leave_out_part(row, part),
            _ => std::mem::take(&mut self.lines[row]),
        };
        if self.lines[row].iter().all(|line| *line == 0) {
            self.lines.remove(row);
            match &mut self.rows {
                Rows::Offers { hours, .. } => drop(hours.remove(row)),
                Rows::Bids(rows) => drop(rows.remove(row)),
                Rows::Awards(rows) => drop(rows.remove(row)),
                Rows::Readings(rows) => drop(rows.remove(row)),
                Rows::Distributions(rows) => drop(rows.remove(row)),
                Rows::Sales(rows) => drop(rows.remove(row)),
            }
        }
        let left_out: Vec<u64> = left_out.into_iter().filter(|line| *line > 0).collect();
        self.count -= left_out.len();
        left_out
    }

    fn leave_out_part(&mut self, row: usize, part: usize) -> Vec<u64> {
        match &mut self.rows {
            Rows::Bids(rows) => drop(rows[row].lots.remove(part)),
            Rows::Awards(rows) => drop(rows[row].lots.remove(part)),
            Rows::Readings(rows) => {
                rows[row].hours[part] = None;
                return vec![std::mem::take(&mut self.lines[row][part])];
            }
            Rows::Offers { .. } | Rows::Distributions(_) | Rows::Sales(_) => {}
        }
        vec![self.lines[row].remove(part)]
    }
}

/// The place of the row with this key, which is begun where there is none.
fn row<T>(
    places: &mut HashMap<RowKey, usize>,
    key: RowKey,
    rows: &mut Vec<T>,
    lines: &mut Vec<Vec<u64>>,
    begun: impl FnOnce() -> T,
) -> usize {
    *places.entry(key).or_insert_with(|| {
        rows.push(begun());
        lines.push(Vec::new());
        rows.len() - 1
    })
}

fn read(
    row: &mut ReadingRow,
    lines: &mut Vec<u64>,
    (hour, energy): (Hour, Energy),
    line: u64,
) -> Result<(), (&'static str, String)> {
    let at = hour.index();
    if row.hours.len() <= at {
        row.hours.resize(at + 1, None);
        lines.resize(at + 1, 0);
    }
    if row.hours[at].is_some() {
        let refusal = Refusal::new(RefusalCode::DuplicateHour).with("hour", hour.number());
        return Err(("hour", format!("{} The first reading is on line {}.", in_words(&refusal), lines[at])));
    }
    (row.hours[at], lines[at]) = (Some(energy), line);
    Ok(())
}
