//! What an audit found when it found nothing else than it should.

use std::fmt;

use super::compare::Compared;
use super::mirror::Mirrored;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::journal::note::KeyName;

/// A whole audit that found no difference.
#[derive(Clone, Debug)]
pub struct Report {
    pub(super) origin: KeyName,
    pub(super) size: Sequence,
    pub(super) mirrored: Mirrored,
    pub(super) played: i64,
    pub(super) compared: Compared,
    pub(super) subjects: usize,
    pub(super) views: Vec<View>,
    pub(super) on_first_use: bool,
}

impl Report {
    /// How many acts the log holds.
    pub const fn size(&self) -> Sequence {
        self.size
    }

    /// How many acts were fetched: those of a bundle that was not full before count again.
    pub const fn fetched(&self) -> u64 {
        self.mirrored.fetched
    }

    /// How many acts were replayed.
    pub const fn played(&self) -> i64 {
        self.played
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, mirrored, played, compared, subjects, views, on_first_use } = self;
        let asked: Vec<String> = views.iter().map(|View { on, seq }| format!("{on} at act {seq}")).collect();
        writeln!(out, "THE SAME: {origin}, {size} acts")?;
        if *on_first_use {
            writeln!(out, "trusted on first use: the keys of the log; they are pinned now. --log-key names one that is known")?;
        }
        writeln!(
            out,
            "checked: the checkpoint's signature; every entry, leaf and tile ({} acts fetched now); the consistency of {} \
             checkpoints, all that were seen; {size} acts accepted by the register's own rules ({played} replayed now), as far as \
             these rest on public facts",
            mirrored.fetched, mirrored.checkpoints
        )?;
        writeln!(
            out,
            "checked: {} answers about {subjects} subjects, {} licensees among them: numbers, standings, days, conditions, holders, \
             histories, data centres, warnings, sessions, rules, lists and counts by standing; findings and obligations that rest \
             on public facts; that status and verdict are those that the findings give; as of {} (of more than five thousand subjects, under \
             the first view all, under the others as many by lot)",
            compared.answers,
            compared.licensees,
            asked.join(", ")
        )?;
        writeln!(
            out,
            "not checked, because it rests on confidential rows: files of distributions, sales, readings, bids and awards and their \
             corrections, amounts of payments; the findings ACCREDITED_POOL_ONLY, SALE_SHARE, SALE_VENUE_ELIGIBLE, GRID_WITHIN_AWARD, \
             EXEMPTION_PROVEN, FEE_PAID and POOL_SERVES_LICENSED_ONLY; totals of energy, coin and surplus power"
        )?;
        writeln!(
            out,
            "not checked, because a sole trader's number is hidden: that it is a number, that it is registered once, warnings that \
             name it. Not checked, because nobody can from here: that the acts are true"
        )
    }
}
