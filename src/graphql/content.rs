//! What acts say, as callers write it. Each input is read into the domain's words by one function.

use async_graphql::{InputObject, OneofObject};

use super::act_input::{text, text_or_none};
use super::enum_value::EnumValue;
use super::scalar::{Bin, Date, Decimal};
use crate::domain::act::Grant;
use crate::domain::asset::Asset;
use crate::domain::authorisation::Subkind;
use crate::domain::decimal::{Amount, DecimalError};
use crate::domain::lang;
use crate::domain::organisation::{Details, DetailsChange, OrganisationId};
use crate::domain::party::Party;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::region::Region;
use crate::domain::rule::{LegalBasis, Parameter, RuleCode, RuleText};
use crate::domain::standing::CourtRuling;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::domain::warning::WarningText;

/// A name in the register's languages.
#[derive(InputObject, Clone)]
pub struct NamesInput {
    /// In Kazakh. At most 200 characters.
    kk: String,
    /// In Russian. At most 200 characters.
    ru: String,
    /// In English, where there is one. At most 200 characters.
    en: Option<String>,
}

/// A longer text in the register's languages.
#[derive(InputObject, Clone)]
pub struct WordingInput {
    /// In Kazakh. At most 2000 characters.
    kk: String,
    /// In Russian. At most 2000 characters.
    ru: String,
    /// In English, where there is one. At most 2000 characters.
    en: Option<String>,
}

/// What is said of an organisation.
#[derive(InputObject)]
pub struct OrganisationDetailsInput {
    /// Its names.
    names: NamesInput,
    /// Where it is registered: the first two digits of KATO.
    region: String,
    /// Its address.
    address: Option<String>,
    /// Its address on the web.
    website: Option<String>,
}

/// What changes of an organisation; what is left out, or null, stays as it was.
#[derive(InputObject)]
pub struct OrganisationChangeInput {
    /// New names.
    names: Option<NamesInput>,
    /// A new region: the first two digits of KATO.
    region: Option<String>,
    /// A new address.
    address: Option<String>,
    /// A new address on the web.
    website: Option<String>,
}

/// What a licence or accreditation says.
#[derive(InputObject)]
pub struct GrantInput {
    /// The number on the document. At most 120 characters.
    number: String,
    /// The last day. Without it, the one that the term of the rules gives.
    expires_on: Option<Date>,
    /// Conditions and restrictions.
    conditions: Option<WordingInput>,
}

/// A court's decision.
#[derive(InputObject)]
pub struct CourtRulingInput {
    /// Which court.
    court: String,
    /// The number of the ruling.
    number: String,
    /// The day on which it was given.
    decided_on: Date,
}

/// Where a pool's hardware and software stand.
#[derive(InputObject)]
pub struct PoolComplexInput {
    /// Whether that is in Kazakhstan.
    in_kazakhstan: bool,
    /// The region, when it is: the first two digits of KATO.
    region: Option<String>,
    /// The place in words.
    place: String,
}

/// A protocol of a test of information security.
#[derive(InputObject)]
pub struct SecurityTestInput {
    /// Its number.
    number: String,
    /// Who tested.
    laboratory: String,
    /// Whether the result was positive.
    positive: bool,
}

/// Someone who distributed or on whose platform was sold: by number, or by name where there is none.
#[derive(OneofObject)]
pub enum PartyInput {
    /// By its BIN.
    Bin(Bin),
    /// By its name: a foreign pool or platform without a number in Kazakhstan.
    Name(String),
}

/// One line of a pool's table.
#[derive(InputObject)]
pub struct DistributionInput {
    /// The miner's BIN or IIN.
    miner: Bin,
    /// The day.
    on: Date,
    /// What was passed.
    asset: EnumValue<Asset>,
    /// How much of it: not negative, at most eight places.
    units: Decimal,
    /// What the pool kept, in the same asset.
    commission: Option<Decimal>,
    /// The miner's wallet. Confidential, as the whole line is.
    wallet: Option<String>,
}

/// One sale.
#[derive(InputObject)]
pub struct SaleInput {
    /// The miner's BIN or IIN.
    miner: Bin,
    /// The day.
    on: Date,
    /// What was sold.
    asset: EnumValue<Asset>,
    /// How much of it: not negative, at most eight places.
    units: Decimal,
}

/// What a warning says.
#[derive(InputObject)]
pub struct WarningInput {
    /// The name warned of.
    name: String,
    /// Its number, where it has one.
    bin: Option<Bin>,
    /// Its hosts on the web, such as `example.kz`.
    #[graphql(default)]
    domains: Vec<String>,
    /// What to beware of.
    text: WordingInput,
}

/// The value of a parameter.
#[derive(InputObject)]
pub struct ParameterInput {
    /// Its name.
    name: String,
    /// Its value; none where the law's figure is not established.
    value: Option<Decimal>,
}

/// Where a rule comes from.
#[derive(InputObject)]
pub struct LegalBasisInput {
    /// The act.
    act: String,
    /// The article.
    article: String,
    /// Its official address.
    url: String,
}

/// A version of a rule. It begins on the day of effect of the act.
#[derive(InputObject)]
pub struct RuleVersionInput {
    /// Which rule.
    code: EnumValue<RuleCode>,
    /// The last day in force, where it is known.
    until: Option<Date>,
    /// Its parameters.
    parameters: Vec<ParameterInput>,
    /// Its legal basis.
    legal_basis: LegalBasisInput,
    /// Its title.
    title: WordingInput,
}

fn region(path: &str, code: &str) -> Result<Region, Refusal> {
    code.parse().map_err(|_| Refusal::new(RefusalCode::UnknownRegion).at(path))
}

/// A coin amount.
///
/// # Errors
/// Negative, or larger than the register can hold.
fn amount(path: &str, decimal: Decimal) -> Result<Amount, Refusal> {
    decimal.0.to_string().parse().map_err(|error: DecimalError| Refusal::new(RefusalCode::BadAmount).at(path).with("why", error))
}

impl NamesInput {
    fn read(&self) -> Result<lang::Names, Refusal> {
        Ok(lang::Names {
            kk: text("names.kk", &self.kk)?,
            ru: text("names.ru", &self.ru)?,
            en: text_or_none("names.en", self.en.as_ref())?,
        })
    }
}

impl WordingInput {
    fn read(&self, path: &str) -> Result<lang::Wording, Refusal> {
        Ok(lang::Wording {
            kk: text(&format!("{path}.kk"), &self.kk)?,
            ru: text(&format!("{path}.ru"), &self.ru)?,
            en: text_or_none(&format!("{path}.en"), self.en.as_ref())?,
        })
    }
}

impl OrganisationDetailsInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An unknown region, unacceptable text.
    pub fn read(&self) -> Result<Details, Refusal> {
        Ok(Details {
            names: self.names.read()?,
            region: region("region", &self.region)?,
            address: text_or_none("address", self.address.as_ref())?,
            website: text_or_none("website", self.website.as_ref())?,
        })
    }
}

impl OrganisationChangeInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// As [`OrganisationDetailsInput::read`].
    pub fn read(&self) -> Result<DetailsChange, Refusal> {
        Ok(DetailsChange {
            names: self.names.as_ref().map(NamesInput::read).transpose()?,
            region: self.region.as_ref().map(|code| region("region", code)).transpose()?,
            address: text_or_none("address", self.address.as_ref())?,
            website: text_or_none("website", self.website.as_ref())?,
        })
    }
}

impl GrantInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, organisation: OrganisationId, subkind: Option<Subkind>) -> Result<Grant, Refusal> {
        Ok(Grant {
            organisation,
            subkind,
            number: text("number", &self.number)?,
            expires_on: self.expires_on.map(|day| day.0),
            conditions: self.conditions.as_ref().map(|wording| wording.read("conditions")).transpose()?,
        })
    }
}

impl CourtRulingInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self) -> Result<CourtRuling, Refusal> {
        Ok(CourtRuling {
            court: text("ruling.court", &self.court)?,
            number: text("ruling.number", &self.number)?,
            decided_on: self.decided_on.0,
        })
    }
}

impl PoolComplexInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An unknown region, unacceptable text.
    pub fn read(&self) -> Result<ComplexPlace, Refusal> {
        let region = self.region.as_ref().map(|code| region("complex.region", code)).transpose()?;
        Ok(ComplexPlace { in_kazakhstan: self.in_kazakhstan, region, place: text("complex.place", &self.place)? })
    }
}

impl SecurityTestInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self) -> Result<TestProtocol, Refusal> {
        Ok(TestProtocol {
            number: text("test.number", &self.number)?,
            laboratory: text("test.laboratory", &self.laboratory)?,
            positive: self.positive,
        })
    }
}

impl PartyInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<Party, Refusal> {
        match self {
            Self::Bin(bin) => Ok(Party::Bin(bin.0)),
            Self::Name(name) => Ok(Party::Name(text(&format!("{path}.name"), name)?)),
        }
    }
}

impl DistributionInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable amounts or text.
    pub fn read(&self, path: &str) -> Result<DistributionRow, Refusal> {
        Ok(DistributionRow {
            miner: self.miner.0,
            on: self.on.0,
            asset: self.asset.0,
            units: amount(&format!("{path}.units"), self.units)?,
            commission: self.commission.map(|kept| amount(&format!("{path}.commission"), kept)).transpose()?,
            wallet: text_or_none(&format!("{path}.wallet"), self.wallet.as_ref())?,
        })
    }
}

impl SaleInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable amounts.
    pub fn read(&self, path: &str) -> Result<SaleRow, Refusal> {
        Ok(SaleRow {
            miner: self.miner.0,
            on: self.on.0,
            asset: self.asset.0,
            units: amount(&format!("{path}.units"), self.units)?,
        })
    }
}

impl WarningInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self) -> Result<WarningText, Refusal> {
        let domains = self.domains.iter().enumerate().map(|(at, domain)| text(&format!("domains.{at}"), domain));
        Ok(WarningText {
            name: text("name", &self.name)?,
            bin: self.bin.map(|bin| bin.0),
            domains: domains.collect::<Result<_, _>>()?,
            wording: self.text.read("text")?,
        })
    }
}

impl RuleVersionInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self) -> Result<RuleText, Refusal> {
        let parameter = |given: &ParameterInput| Parameter { name: given.name.clone(), value: given.value.map(|value| value.0) };
        Ok(RuleText {
            code: self.code.0,
            until: self.until.map(|day| day.0),
            parameters: self.parameters.iter().map(parameter).collect(),
            legal_basis: LegalBasis {
                act: text("legalBasis.act", &self.legal_basis.act)?,
                article: text("legalBasis.article", &self.legal_basis.article)?,
                url: text("legalBasis.url", &self.legal_basis.url)?,
            },
            title: self.title.read("title")?,
        })
    }
}
