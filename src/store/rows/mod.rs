//! Rows to domain values and back: the only reader of what a column means.

use entity::{
    authorisation, authorisation_event, distribution, organisation, organisation_detail, pool_complex, rule_version, sale,
    security_test, warning,
};

mod energy;
mod site;

use super::error::StoreError;
use super::search::KnownDetails;
use crate::domain::authorisation::{Authorisation, AuthorisationId};
use crate::domain::bin::Bin;
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::decimal::Amount;
use crate::domain::lang::{Names, Wording};
use crate::domain::organisation::{Details, Organisation, OrganisationId};
use crate::domain::party::Party;
use crate::domain::period::Period;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::rule::{LegalBasis, RuleText, RuleVersion};
use crate::domain::sequence::Sequence;
use crate::domain::standing::{CourtRuling, Event, Step};
use crate::domain::text::Text;
use crate::domain::trade::{Distribution, DistributionRow, Sale};
use crate::domain::warning::{Warning, WarningText};

pub(super) use energy::{award, bid, reading, session_terms};
pub(super) use site::{add_data_centre, licence_fact, meter_span};

/// Names the row and column of a value that cannot be read.
pub(super) struct Cell(pub(super) &'static str, pub(super) String);

impl Cell {
    pub(super) fn corrupt(&self, column: &'static str) -> StoreError {
        StoreError::Corrupt { table: self.0, key: self.1.clone(), column }
    }

    pub(super) fn take<T>(&self, column: &'static str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.corrupt(column))
    }

    pub(super) fn day(&self, column: &'static str, date: chrono::NaiveDate) -> Result<Day, StoreError> {
        Day::try_from(date).map_err(|_| self.corrupt(column))
    }

    fn day_or_none(&self, column: &'static str, date: Option<chrono::NaiveDate>) -> Result<Option<Day>, StoreError> {
        date.map(|date| self.day(column, date)).transpose()
    }

    pub(super) fn text<const MAX: usize>(&self, column: &'static str, text: &str) -> Result<Text<MAX>, StoreError> {
        Text::try_from(text).map_err(|_| self.corrupt(column))
    }

    pub(super) fn text_or_none<const MAX: usize>(
        &self,
        column: &'static str,
        text: Option<&str>,
    ) -> Result<Option<Text<MAX>>, StoreError> {
        text.map(|text| self.text(column, text)).transpose()
    }

    pub(super) fn bin(&self, column: &'static str, digits: &str) -> Result<Bin, StoreError> {
        digits.parse().map_err(|_| self.corrupt(column))
    }

    pub(super) fn seq(&self, column: &'static str, number: i64) -> Result<Sequence, StoreError> {
        self.take(column, Sequence::new(number))
    }

    fn wording(&self, kk: &str, ru: &str, en: Option<&str>) -> Result<Wording, StoreError> {
        Ok(Wording { kk: self.text("…_kk", kk)?, ru: self.text("…_ru", ru)?, en: self.text_or_none("…_en", en)? })
    }
}

pub(super) fn organisation(row: &organisation::Model, detail: &organisation_detail::Model) -> Result<Organisation, StoreError> {
    let cell = Cell("organisation", row.id.to_string());
    Ok(Organisation {
        id: OrganisationId(cell.seq("id", row.id)?),
        bin: cell.bin("bin", &row.bin)?,
        details: Details {
            names: Names {
                kk: cell.text("name_kk", &detail.name_kk)?,
                ru: cell.text("name_ru", &detail.name_ru)?,
                en: cell.text_or_none("name_en", detail.name_en.as_deref())?,
            },
            region: cell.take("region", detail.region.parse().ok())?,
            address: cell.text_or_none("address", detail.address.as_deref())?,
            website: cell.text_or_none("website", detail.website.as_deref())?,
        },
    })
}

/// What an organisation was called, without its number.
pub(super) fn known_details(row: &organisation_detail::Model) -> Result<(OrganisationId, KnownDetails), StoreError> {
    let cell = Cell("organisation_detail", row.organisation_id.to_string());
    let known = KnownDetails {
        until: cell.day("valid_until", row.valid_until)?,
        names: Names {
            kk: cell.text("name_kk", &row.name_kk)?,
            ru: cell.text("name_ru", &row.name_ru)?,
            en: cell.text_or_none("name_en", row.name_en.as_deref())?,
        },
        website: cell.text_or_none("website", row.website.as_deref())?,
        sort_key: row.sort_key.clone(),
    };
    Ok((OrganisationId(cell.seq("organisation_id", row.organisation_id)?), known))
}

/// The act that made a row.
pub(super) fn from_seq(table: &'static str, number: i64) -> Result<Sequence, StoreError> {
    Cell(table, number.to_string()).seq("from_seq", number)
}

pub(super) fn authorisation(row: &authorisation::Model) -> Result<Authorisation, StoreError> {
    let cell = Cell("authorisation", row.id.to_string());
    let conditions = match (&row.conditions_kk, &row.conditions_ru) {
        (Some(kk), Some(ru)) => Some(cell.wording(kk, ru, row.conditions_en.as_deref())?),
        _ => None,
    };
    Ok(Authorisation {
        id: AuthorisationId(cell.seq("id", row.id)?),
        organisation: OrganisationId(cell.seq("organisation_id", row.organisation_id)?),
        role: cell.take("role", crate::domain::authorisation::LicenseeRole::from_code(&row.role))?,
        subkind: row
            .subkind
            .as_deref()
            .map(|code| cell.take("subkind", crate::domain::authorisation::Subkind::from_code(code)))
            .transpose()?,
        number: cell.text("number", &row.number)?,
        authority: cell.take("authority", crate::domain::authority::Authority::from_code(&row.authority))?,
        regime: cell.take("regime", crate::domain::authorisation::LegalRegime::from_code(&row.regime))?,
        granted_on: cell.day("granted_on", row.granted_on)?,
        conditions,
    })
}

pub(super) fn event(row: &authorisation_event::Model) -> Result<Event, StoreError> {
    let cell = Cell("authorisation_event", row.id.to_string());
    let expires_on = cell.day_or_none("expires_on", row.expires_on)?;
    let step = match row.step.as_str() {
        "GRANTED" => Step::Granted { expires_on },
        "RENEWED" => Step::Renewed { expires_on },
        "SUSPENDED" => Step::Suspended {
            until: cell.day_or_none("until", row.until)?,
            ground: cell.take("ground", row.ground.as_deref().and_then(crate::domain::standing::SuspensionGround::from_code))?,
        },
        "RESUMED" => Step::Resumed,
        "REVOKED" => Step::Revoked { ruling: ruling(&cell, row)? },
        "SURRENDERED" => Step::Surrendered,
        _ => return Err(cell.corrupt("step")),
    };
    Ok(Event {
        origin: cell.seq("id", row.id)?,
        act: cell.seq("from_seq", row.from_seq)?,
        on: cell.day("effective_on", row.effective_on)?,
        step,
    })
}

fn ruling(cell: &Cell, row: &authorisation_event::Model) -> Result<Option<CourtRuling>, StoreError> {
    let (Some(court), Some(number), Some(decided_on)) = (&row.court, &row.ruling, row.ruled_on) else { return Ok(None) };
    Ok(Some(CourtRuling {
        court: cell.text("court", court)?,
        number: cell.text("ruling", number)?,
        decided_on: cell.day("ruled_on", decided_on)?,
    }))
}

/// The row of an event, but for its version.
pub(super) fn event_row(authorisation: AuthorisationId, event: &Event) -> authorisation_event::Model {
    let mut row = authorisation_event::Model {
        id: event.origin.number(),
        from_seq: event.act.number(),
        to_seq: Sequence::OPEN.number(),
        authorisation_id: authorisation.0.number(),
        effective_on: event.on.date(),
        step: String::new(),
        until: None,
        expires_on: None,
        ground: None,
        court: None,
        ruling: None,
        ruled_on: None,
    };
    row.step = match &event.step {
        Step::Granted { expires_on } => {
            row.expires_on = expires_on.map(Day::date);
            "GRANTED"
        }
        Step::Renewed { expires_on } => {
            row.expires_on = expires_on.map(Day::date);
            "RENEWED"
        }
        Step::Suspended { until, ground } => {
            row.until = until.map(Day::date);
            row.ground = Some(ground.code().to_owned());
            "SUSPENDED"
        }
        Step::Resumed => "RESUMED",
        Step::Revoked { ruling } => {
            if let Some(ruling) = ruling {
                row.court = Some(ruling.court.to_string());
                row.ruling = Some(ruling.number.to_string());
                row.ruled_on = Some(ruling.decided_on.date());
            }
            "REVOKED"
        }
        Step::Surrendered => "SURRENDERED",
    }
    .to_owned();
    row
}

pub(super) fn complex(row: &pool_complex::Model) -> Result<Dated<ComplexPlace>, StoreError> {
    let cell = Cell("pool_complex", row.id.to_string());
    let region = row.region.as_deref().map(|code| cell.take("region", code.parse().ok())).transpose()?;
    let fact = ComplexPlace { in_kazakhstan: row.in_kazakhstan, region, place: cell.text("place", &row.place)? };
    Ok(Dated {
        origin: cell.seq("id", row.id)?,
        act: cell.seq("from_seq", row.from_seq)?,
        on: cell.day("effective_on", row.effective_on)?,
        fact,
    })
}

pub(super) fn test(row: &security_test::Model) -> Result<Dated<TestProtocol>, StoreError> {
    let cell = Cell("security_test", row.id.to_string());
    let fact = TestProtocol {
        number: cell.text("number", &row.number)?,
        laboratory: cell.text("laboratory", &row.laboratory)?,
        positive: row.positive,
    };
    Ok(Dated {
        origin: cell.seq("id", row.id)?,
        act: cell.seq("from_seq", row.from_seq)?,
        on: cell.day("tested_on", row.tested_on)?,
        fact,
    })
}

fn party(cell: &Cell, bin: Option<&str>, name: Option<&str>) -> Result<Party, StoreError> {
    match (bin, name) {
        (Some(digits), _) => Ok(Party::Bin(cell.bin("…_bin", digits)?)),
        (None, Some(name)) => Ok(Party::Name(cell.text("…_name", name)?)),
        (None, None) => Err(cell.corrupt("…_name")),
    }
}

/// The two columns of a party: number, name.
pub(super) fn party_columns(party: &Party) -> (Option<String>, Option<String>) {
    match party {
        Party::Bin(bin) => (Some(bin.digits().to_owned()), None),
        Party::Name(name) => (None, Some(name.to_string())),
    }
}

pub(super) fn distribution(row: &distribution::Model) -> Result<Distribution, StoreError> {
    let cell = Cell("distribution", format!("{}.{}", row.origin_seq, row.row_no));
    Ok(Distribution {
        act: cell.seq("from_seq", row.from_seq)?,
        pool: party(&cell, row.pool_bin.as_deref(), row.pool_name.as_deref())?,
        miner: cell.bin("miner_bin", &row.miner_bin)?,
        on: cell.day("on_day", row.on_day)?,
        asset: cell.take("asset", crate::domain::asset::Asset::from_code(&row.asset))?,
        units: cell.take("units", Amount::from_units(row.units))?,
    })
}

/// A row as the file had it.
pub(super) fn distribution_line(row: &distribution::Model) -> Result<DistributionRow, StoreError> {
    let cell = Cell("distribution", format!("{}.{}", row.origin_seq, row.row_no));
    let said = distribution(row)?;
    let commission = row.commission.map(|units| cell.take("commission", Amount::from_units(units))).transpose()?;
    let wallet = cell.text_or_none("wallet", row.wallet.as_deref())?;
    Ok(DistributionRow { miner: said.miner, on: said.on, asset: said.asset, units: said.units, commission, wallet })
}

pub(super) fn sale(row: &sale::Model) -> Result<Sale, StoreError> {
    let cell = Cell("sale", format!("{}.{}", row.origin_seq, row.row_no));
    Ok(Sale {
        act: cell.seq("from_seq", row.from_seq)?,
        venue: party(&cell, row.venue_bin.as_deref(), row.venue_name.as_deref())?,
        miner: cell.bin("miner_bin", &row.miner_bin)?,
        on: cell.day("on_day", row.on_day)?,
        asset: cell.take("asset", crate::domain::asset::Asset::from_code(&row.asset))?,
        units: cell.take("units", Amount::from_units(row.units))?,
    })
}

pub(super) fn warning(row: &warning::Model) -> Result<Warning, StoreError> {
    let cell = Cell("warning", row.id.to_string());
    let domains: Vec<String> = serde_json::from_str(&row.domains).map_err(|_| cell.corrupt("domains"))?;
    Ok(Warning {
        id: cell.seq("id", row.id)?,
        act: cell.seq("from_seq", row.from_seq)?,
        authority: cell.take("authority", crate::domain::authority::Authority::from_code(&row.authority))?,
        published_on: cell.day("published_on", row.published_on)?,
        reference: cell.text("reference", &row.reference)?,
        text: WarningText {
            name: cell.text("name", &row.name)?,
            bin: row.bin.as_deref().map(|digits| cell.bin("bin", digits)).transpose()?,
            domains: domains.iter().map(|domain| cell.text("domains", domain)).collect::<Result<_, _>>()?,
            wording: cell.wording(&row.wording_kk, &row.wording_ru, row.wording_en.as_deref())?,
        },
    })
}

pub(super) fn rule_version(row: &rule_version::Model) -> Result<RuleVersion, StoreError> {
    let cell = Cell("rule_version", format!("{}.{}", row.code, row.version));
    let in_force =
        Period { from: cell.day("in_force_from", row.in_force_from)?, until: cell.day("in_force_until", row.in_force_until)? };
    Ok(RuleVersion {
        version: u32::try_from(row.version).map_err(|_| cell.corrupt("version"))?,
        in_force,
        act: cell.seq("said_by", row.said_by)?,
        text: RuleText {
            code: cell.take("code", crate::domain::rule::RuleCode::from_code(&row.code))?,
            until: in_force.until.unless_open(),
            parameters: serde_json::from_str(&row.parameters).map_err(|_| cell.corrupt("parameters"))?,
            legal_basis: LegalBasis {
                act: cell.text("basis_act", &row.basis_act)?,
                article: cell.text("basis_article", &row.basis_article)?,
                url: cell.text("basis_url", &row.basis_url)?,
            },
            title: cell.wording(&row.title_kk, &row.title_ru, row.title_en.as_deref())?,
        },
    })
}
