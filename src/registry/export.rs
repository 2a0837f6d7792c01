//! The walk over the journal, for those who write the register into files: act after act as it now stands, with its
//! corrections applied and what was annulled left out.

use std::collections::{HashMap, VecDeque};

use super::Registry;
use super::error::RegistryError;
use crate::domain::act::{Act, ActKind, Content};
use crate::domain::authority::Authority;
use crate::domain::correction::{Correction, as_corrected};
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;

/// Acts listed at once.
const LISTED: u64 = 500;
/// Rows of files that are held at once, but for a single file that has more.
const ROWS_HELD: usize = 20_000;

/// Every act up to a sequence, in order, as it stands at that sequence.
pub struct Walk<'r> {
    registry: &'r Registry,
    until: Sequence,
    listed_to: Sequence,
    /// Acts to come, each with the number of its rows; none for those that are passed over.
    listed: VecDeque<(Sequence, Option<usize>)>,
    read: VecDeque<Act>,
    corrections: HashMap<Sequence, Vec<Act>>,
    with_files: bool,
}

impl Registry {
    /// Walks over all acts up to a sequence; over files of rows only on demand, since they are long.
    ///
    /// # Errors
    /// A failing database.
    pub async fn walk(&self, until: Sequence, with_files: bool) -> Result<Walk<'_>, RegistryError> {
        let corrections = self.corrections(until).await?;
        Ok(Walk {
            registry: self,
            until,
            listed_to: Sequence::EMPTY,
            listed: VecDeque::new(),
            read: VecDeque::new(),
            corrections,
            with_files,
        })
    }

    /// Whether an act was recorded under this key, by whichever authority.
    ///
    /// # Errors
    /// A failing database.
    pub async fn knows_key(&self, key: &str) -> Result<bool, RegistryError> {
        for authority in Authority::ALL {
            if self.store.reads().act_with_key(*authority, key).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What time it is for the register.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// All corrections, by the act that they correct.
    async fn corrections(&self, until: Sequence) -> Result<HashMap<Sequence, Vec<Act>>, RegistryError> {
        let mut found: HashMap<Sequence, Vec<Act>> = HashMap::new();
        let mut after = Sequence::EMPTY;
        loop {
            let acts = self.acts(after, until, LISTED).await?;
            let Some(last) = acts.last() else { return Ok(found) };
            after = last.said.sequence;
            for listed in acts.iter().filter(|act| act.said.kind == ActKind::CorrectFact) {
                let Some(act) = self.store.reads().whole_act(listed.said.sequence).await? else { continue };
                if let Content::CorrectFact(correction) = &act.content {
                    found.entry(correction.corrects()).or_default().push(act);
                }
            }
        }
    }
}

impl Walk<'_> {
    /// The next act that stands; none after the last.
    ///
    /// # Errors
    /// A failing database.
    pub async fn next(&mut self) -> Result<Option<Act>, RegistryError> {
        loop {
            while let Some(act) = self.read.pop_front() {
                if let Some(act) = self.as_it_stands(act) {
                    return Ok(Some(act));
                }
            }
            while self.listed.front().is_some_and(|(_, rows)| rows.is_none()) {
                self.listed.pop_front();
            }
            if !self.listed.is_empty() {
                self.read_listed().await?;
            } else if !self.list().await? {
                return Ok(None);
            }
        }
    }

    /// Lists the next acts; `false` when there are none.
    async fn list(&mut self) -> Result<bool, RegistryError> {
        let acts = self.registry.acts(self.listed_to, self.until, LISTED).await?;
        let Some(last) = acts.last() else { return Ok(false) };
        self.listed_to = last.said.sequence;
        self.listed.extend(acts.iter().map(|act| {
            // What is public of a file of rows is their number.
            let rows = act.said.content.get("rows").and_then(serde_json::Value::as_u64);
            let passed_over = act.said.kind == ActKind::CorrectFact || (rows.is_some() && !self.with_files);
            let count = usize::try_from(rows.unwrap_or(0)).unwrap_or(usize::MAX);
            (act.said.sequence, (!passed_over).then_some(count))
        }));
        Ok(true)
    }

    /// Reads as many of the listed acts, one after another without a gap, as may be held.
    async fn read_listed(&mut self) -> Result<(), RegistryError> {
        let Some((first, _)) = self.listed.front().copied() else { return Ok(()) };
        let (mut count, mut rows) = (0, 0_usize);
        while let Some((_, Some(of_next))) = self.listed.front().copied() {
            rows = rows.saturating_add(of_next);
            if count > 0 && rows > ROWS_HELD {
                break;
            }
            self.listed.pop_front();
            count += 1;
        }
        let before = Sequence::new(first.number() - 1).unwrap_or_default();
        self.read.extend(self.registry.store.reads().whole_acts(before, count).await?.into_iter().map(|whole| whole.act));
        Ok(())
    }

    fn as_it_stands(&self, act: Act) -> Option<Act> {
        let Some(corrections) = self.corrections.get(&act.sequence) else { return Some(act) };
        let acts: Vec<Act> = std::iter::once(act).chain(corrections.iter().cloned()).collect();
        let stands = as_corrected(&acts).pop()?;
        let mut standing = Act { effective_on: stands.effective_on, content: stands.content.clone(), ..stands.origin.clone() };
        correct_rows(&mut standing.content, corrections);
        (standing.content.row_count() != Some(0)).then_some(standing)
    }
}

/// Rows are corrected where they lie, one by one.
fn correct_rows(content: &mut Content, corrections: &[Act]) {
    let said: Vec<&Correction> = corrections
        .iter()
        .filter_map(|act| match &act.content {
            Content::CorrectFact(correction) => Some(correction),
            _ => None,
        })
        .collect();
    match content {
        Content::RecordDistributions { rows, .. } => correct(rows, &said, |correction| match correction {
            Correction::DistributionReplaced { row, with, .. } => Some((*row, with.clone())),
            _ => None,
        }),
        Content::RecordSales { rows, .. } => correct(rows, &said, |correction| match correction {
            Correction::SaleReplaced { row, with, .. } => Some((*row, with.clone())),
            _ => None,
        }),
        Content::RecordReadings { rows, .. } => correct(rows, &said, |correction| match correction {
            Correction::ReadingReplaced { row, with, .. } => Some((*row, with.clone())),
            _ => None,
        }),
        // Bids and awards are annulled whole.
        _ => {}
    }
}

fn correct<T>(rows: &mut Vec<T>, corrections: &[&Correction], replaced: impl Fn(&Correction) -> Option<(u32, T)>) {
    let mut standing: Vec<Option<T>> = std::mem::take(rows).into_iter().map(Some).collect();
    for correction in corrections {
        let (row, with) = match correction {
            Correction::RowAnnulled { row, .. } => (*row, None),
            other => match replaced(other) {
                Some((row, with)) => (row, Some(with)),
                None => continue,
            },
        };
        if let Some(slot) = usize::try_from(row).ok().and_then(|at| standing.get_mut(at)) {
            *slot = with;
        }
    }
    rows.extend(standing.into_iter().flatten());
}
