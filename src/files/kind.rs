//! The kinds of file, in the order in which one rests on another.

use std::path::Path;

use super::{entry, part};
use crate::domain::coded;

coded! {
    /// A kind of file, known by the beginning of its name.
    pub enum FileKind {
        /// Versions of rules.
        Rules = "rules",
        /// Organisations: registered and amended.
        Organisations = "organisations",
        /// Mining licences granted.
        Licences = "licences",
        /// Pools accredited.
        Accreditations = "accreditations",
        /// Exchange licences granted.
        ExchangeLicences = "exchange-licences",
        /// What became of licences and accreditations: renewals, suspensions, resumptions, ends.
        LicenceEvents = "licence-events",
        /// Data centres: registered, amended, closed.
        DataCentres = "data-centres",
        /// Meters: installed, checked, removed.
        Meters = "meters",
        /// Hardware placed in another's data centre.
        Placements = "placements",
        /// Units of hardware declared and registered.
        Hardware = "hardware",
        /// Proofs of where power comes from.
        EnergySources = "energy-sources",
        /// Changes of licensees' data and their notices.
        DataChanges = "data-changes",
        /// Places of pools' complexes.
        PoolComplexes = "pool-complexes",
        /// Pools' security tests.
        SecurityTests = "security-tests",
        /// Sessions of surplus power, hour by hour.
        SurplusSessions = "surplus-sessions",
        /// Bids in these sessions.
        Bids = "bids",
        /// Awards of these sessions.
        Awards = "awards",
        /// Hourly readings of meters.
        Readings = "readings",
        /// Tables of what pools passed to miners.
        Distributions = "distributions",
        /// Tables of what miners sold.
        Sales = "sales",
        /// Reports handed in.
        Filings = "filings",
        /// Payments of the fee.
        Payments = "payments",
        /// Public warnings.
        Warnings = "warnings",
    }
}

/// All that a file about a licensee may rest on.
const LICENSING: [FileKind; 6] = [
    FileKind::Rules,
    FileKind::Organisations,
    FileKind::Licences,
    FileKind::Accreditations,
    FileKind::ExchangeLicences,
    FileKind::LicenceEvents,
];

impl FileKind {
    /// The kind of a file, by its name; none for a name that begins like no kind.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(".csv")?;
        Self::ALL.iter().copied().find(|kind| name.starts_with(kind.code()))
    }

    /// The columns, in the order in which they are written.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Rules => entry::notice::RULE_COLUMNS,
            Self::Organisations => entry::organisation::COLUMNS,
            Self::Licences => entry::authorisation::LICENCE_COLUMNS,
            Self::Accreditations => entry::authorisation::ACCREDITATION_COLUMNS,
            Self::ExchangeLicences => entry::authorisation::EXCHANGE_COLUMNS,
            Self::LicenceEvents => entry::step::COLUMNS,
            Self::DataCentres => entry::site::CENTRE_COLUMNS,
            Self::Meters => entry::site::METER_COLUMNS,
            Self::Placements => entry::fact::PLACEMENT_COLUMNS,
            Self::Hardware => entry::fact::HARDWARE_COLUMNS,
            Self::EnergySources => entry::fact::ENERGY_SOURCE_COLUMNS,
            Self::DataChanges => entry::fact::DATA_CHANGE_COLUMNS,
            Self::Filings => entry::fact::FILING_COLUMNS,
            Self::Payments => entry::fact::PAYMENT_COLUMNS,
            Self::PoolComplexes => entry::pool::COMPLEX_COLUMNS,
            Self::SecurityTests => entry::pool::TEST_COLUMNS,
            Self::SurplusSessions => part::surplus::SESSION_COLUMNS,
            Self::Bids => part::surplus::BID_COLUMNS,
            Self::Awards => part::surplus::AWARD_COLUMNS,
            Self::Readings => part::reading::COLUMNS,
            Self::Distributions => part::trade::DISTRIBUTION_COLUMNS,
            Self::Sales => part::trade::SALE_COLUMNS,
            Self::Warnings => entry::notice::WARNING_COLUMNS,
        }
    }

    /// The column that is named when what is wrong with a row lies in no other.
    pub fn main_column(self) -> &'static str {
        match self {
            Self::Rules => "code",
            Self::Organisations => "bin",
            Self::DataCentres => "code",
            Self::Meters => "serial",
            Self::SurplusSessions | Self::Bids | Self::Awards => "delivery_date",
            Self::Readings => "data_centre",
            Self::Distributions => "pool",
            Self::Sales => "venue",
            Self::Warnings => "name",
            _ => "number",
        }
    }

    /// Whether many rows of such a file become one act.
    pub(super) fn is_gathered(self) -> bool {
        matches!(self, Self::SurplusSessions | Self::Bids | Self::Awards | Self::Readings | Self::Distributions | Self::Sales)
    }

    /// The kinds without which rows of this one may be refused, or mean something else.
    pub(super) fn rests_on(self) -> Vec<Self> {
        let besides: &[Self] = match self {
            Self::Rules | Self::Warnings | Self::SurplusSessions => return vec![Self::Rules],
            Self::Organisations => return vec![Self::Rules, Self::Organisations],
            Self::Licences | Self::Accreditations | Self::ExchangeLicences | Self::LicenceEvents => &[],
            Self::DataCentres => &[Self::DataCentres],
            Self::Meters => &[Self::DataCentres, Self::Meters],
            Self::Placements => &[Self::DataCentres, Self::Placements],
            Self::Hardware | Self::EnergySources | Self::DataChanges | Self::Filings | Self::Payments => &[],
            Self::PoolComplexes | Self::SecurityTests => &[],
            Self::Bids => &[Self::SurplusSessions],
            Self::Awards => &[Self::SurplusSessions, Self::Bids],
            Self::Readings => &[Self::DataCentres, Self::Meters, Self::Placements],
            Self::Distributions | Self::Sales => &[],
        };
        LICENSING.iter().chain(besides).copied().collect()
    }

    /// Where a file of this kind stands in the order: in which round, and where in it.
    pub(super) fn place(self, path: &Path) -> (u32, Self) {
        (round(path), self)
    }
}

/// The round that a name ends with: `licences.2.csv` belongs to the second, which follows all of the first, to which every
/// other file belongs. So a second licence of one firm follows the end of its first.
fn round(path: &Path) -> u32 {
    let written = path.file_stem().and_then(|stem| Path::new(stem).extension()).and_then(|round| round.to_str());
    written.and_then(|round| round.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_like_one_kind_only() {
        for kind in FileKind::ALL {
            for suffix in [".csv", "-2025.csv", ".2.csv", "_north.csv"] {
                assert_eq!(FileKind::of(Path::new(&format!("a/{}{suffix}", kind.code()))), Some(*kind));
            }
        }
        for name in ["README.md", "readings.txt", "licence.csv", "Readings.csv", ".csv"] {
            assert_eq!(FileKind::of(Path::new(name)), None, "{name}");
        }
    }

    #[test]
    fn rounds_come_after_one_another() {
        let place = |name: &str| FileKind::of(Path::new(name)).expect("a kind").place(Path::new(name));
        let order = [
            "rules.csv",
            "organisations.csv",
            "licences-2025.csv",
            "licence-events.csv",
            "meters.csv",
            "licences.2.csv",
            "bids.3.csv",
        ];
        assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])));
    }

    #[test]
    fn no_two_kinds_have_the_same_columns() {
        for (at, kind) in FileKind::ALL.iter().enumerate() {
            assert!(FileKind::ALL[..at].iter().all(|other| other.columns() != kind.columns()), "{kind:?}");
            assert!(kind.columns().contains(&kind.main_column()), "{kind:?}");
        }
    }
}
