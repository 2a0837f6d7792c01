//! What is recorded of a licensee beside the life of its authorisation.

use async_graphql::InputObject;

use super::super::act_input::{inside, text};
use super::super::enum_value::EnumValue;
use super::super::scalar::{Date, Decimal, Span};
use super::quantity::money;
use crate::domain::data_centre::DataCentreId;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::reading::EnergySource;
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;

/// For how long hardware is placed.
#[derive(InputObject)]
pub struct PlacementInput {
    /// The last day, where one is agreed.
    until: Option<Date>,
}

/// How much hardware there is.
#[derive(InputObject)]
pub struct HardwareInput {
    /// How many units in all, from the day of effect on.
    units: u32,
}

/// A proof of a source of power, good from the day of effect on.
#[derive(InputObject)]
pub struct EnergySourceInput {
    /// Which source it proves.
    source: EnumValue<EnergySource>,
    /// The document. At most 120 characters.
    document: String,
    /// Who issued it. At most 200 characters.
    issuer: String,
    /// The last day for which it is good, where it names one.
    until: Option<Date>,
}

/// A change of the data that a licence rests on. The day of effect is the day of the change.
#[derive(InputObject)]
pub struct DataChangeInput {
    /// What changed, in words. At most 200 characters.
    what: String,
    /// The day of the licensee's notice; left out, or null, while there was none.
    notified_on: Option<Date>,
}

/// A report that was handed in. The day of effect is the day on which it was.
#[derive(InputObject)]
pub struct FilingInput {
    /// Which report.
    report: EnumValue<Report>,
    /// For which month, quarter or year.
    span: Span,
}

/// A payment of the fee for digital mining. The day of effect is the day of the payment.
#[derive(InputObject)]
pub struct PaymentInput {
    /// For which quarter.
    span: Span,
    /// How much, in tenge: not negative, at most two places. Confidential.
    amount: Decimal,
}

impl PlacementInput {
    /// In the domain's words.
    pub fn read(&self, data_centre: DataCentreId) -> LicenceFact {
        LicenceFact::Placement { data_centre, until: self.until.map(|day| day.0) }
    }
}

impl HardwareInput {
    /// As what the miner declared.
    pub fn declared(&self) -> LicenceFact {
        LicenceFact::HardwareDeclared { units: self.units }
    }

    /// As what was entered in the register of hardware.
    pub fn registered(&self) -> LicenceFact {
        LicenceFact::HardwareRegistered { units: self.units }
    }
}

impl EnergySourceInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<LicenceFact, Refusal> {
        Ok(LicenceFact::EnergySource {
            source: self.source.0,
            document: text(inside(path, "document"), &self.document)?,
            issuer: text(inside(path, "issuer"), &self.issuer)?,
            until: self.until.map(|day| day.0),
        })
    }
}

impl DataChangeInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<LicenceFact, Refusal> {
        let notified_on = self.notified_on.map(|day| day.0);
        Ok(LicenceFact::DataChange { what: text(inside(path, "what"), &self.what)?, notified_on })
    }
}

impl FilingInput {
    /// Which report it is.
    pub fn report(&self) -> Report {
        self.report.0
    }

    /// In the domain's words.
    pub fn read(&self) -> LicenceFact {
        LicenceFact::Filing { report: self.report.0, span: self.span.0 }
    }
}

impl PaymentInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An unacceptable amount.
    pub fn read(&self, path: &str) -> Result<LicenceFact, Refusal> {
        Ok(LicenceFact::Payment { span: self.span.0, amount: money(inside(path, "amount"), self.amount)? })
    }
}
