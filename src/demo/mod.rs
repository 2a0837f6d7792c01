//! The demo register: fictional licensees whose stories show each outcome of each rule.
//!
//! Its shape follows the public totals (law.md 6.1): 17 licences of subkind I and 28 of subkind II in November 2024.
//! Everything enters by acts, through the same path as in a real register, dated as they would have been.

mod cast;
mod crowd;
mod duties;
mod estate;
mod names;
mod plan;
mod power;
mod recorder;
mod surplus;
mod trade;

use crate::domain::day::Day;
use crate::registry::Registry;
use crate::registry::record::RecordError;

/// What register to make.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many miners there are; at least as many as the public totals and the stories need.
    pub licensees: usize,
    /// Where chance starts: the same seed on the same day gives the same register.
    pub seed: u64,
    /// The last day of the stories.
    pub today: Day,
    /// The first day of which power is told, hour by hour.
    pub power_from: Day,
}

/// The day on which the first session of surplus power delivered (law.md, section 2).
pub const FIRST_DELIVERY: Day = Day::constant(2023, 7, 1);

/// Fewest miners: the stories and the public totals of November 2024.
pub const FEWEST: usize = 46;

/// Of how many miners more is told than licence and trade: a large register is for measuring, not for reading.
const TOLD_WHOLE: usize = 200;

/// Fills an empty register.
///
/// # Errors
/// A failing database; a story that the register refuses, which a test does not let happen.
pub async fn generate(registry: &Registry, options: &Options) -> Result<(), RecordError> {
    let mut plan = plan::Plan::default();
    let mut trades = Vec::new();
    let mut residents = Vec::new();
    cast::join(&mut plan, &mut trades, &mut residents, options.today);
    crowd::join(&mut plan, &mut trades, &mut residents, options);
    trade::join(&mut plan, &trades, options);
    residents.truncate(TOLD_WHOLE);
    let estate = estate::join(&mut plan, residents, options.today);
    let owed = power::join(&mut plan, &estate, options);
    duties::join(&mut plan, &estate, &owed, options.today);
    recorder::record(registry, plan).await
}

/// The number of the firm in whose story nothing is wrong.
pub fn exemplary() -> String {
    names::bin(1).public()
}
