//! Compliance: status and findings.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::loads::ActKey;
use super::super::scalar::{Date, Decimal, Span};
use super::act::Act;
use super::disclosed::reads_amounts_in;
use super::list::page_size;
use super::period::Period;
use super::rule::Rule;
use crate::compliance::Assessment;
use crate::compliance::finding::{self, Measure, Outcome, Part, PartOf};
use crate::compliance::status::ComplianceStatus;
use crate::domain::asset::Asset;
use crate::domain::lang::Lang;
use crate::domain::reading::EnergySource;
use crate::domain::view::View;
use crate::registry::Licensee;
use crate::text;

/// What the rules make of a licensee.
pub struct Compliance {
    /// The licensee.
    pub of: Arc<Licensee>,
    /// What the rules found.
    pub assessment: Arc<Assessment>,
    /// The view it is asked under.
    pub view: View,
}

/// How a licensee's duties stand on the day asked about.
#[Object]
impl Compliance {
    /// The worst of its findings.
    async fn status(&self) -> EnumValue<ComplianceStatus> {
        EnumValue(self.assessment.status)
    }

    /// Standing and status in a sentence or two.
    async fn headline(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        text::headline(&self.of.authorisation, &self.of.history, self.assessment.status, self.view.on, lang.0)
    }

    /// The day on which this answer changes if no new fact arrives; none while nothing is known to change it.
    async fn next_change_on(&self) -> Option<Date> {
        self.assessment.next_change_on.map(Date)
    }

    /// One finding for each rule that binds this kind of licensee.
    async fn findings(&self) -> Vec<Finding> {
        findings(&self.assessment, self.view)
    }
}

/// The findings of an assessment.
pub fn findings(assessment: &Assessment, view: View) -> Vec<Finding> {
    assessment.findings.iter().map(|finding| Finding::new(finding.clone(), view)).collect()
}

/// One duty, whether it is met, and why.
pub struct Finding {
    finding: finding::Finding,
    view: View,
}

impl Finding {
    /// A finding under a view.
    pub fn new(finding: finding::Finding, view: View) -> Self {
        Self { finding, view }
    }
}

/// The part of a finding that is of one asset, source or quarter.
pub struct FindingPart(Part);

/// What one rule found about one licensee on one day.
#[Object]
impl Finding {
    /// The rule version that it speaks by.
    async fn rule(&self) -> Rule {
        Rule { version: Arc::clone(&self.finding.rule) }
    }

    /// What came of it.
    async fn outcome(&self) -> EnumValue<Outcome> {
        EnumValue(self.finding.outcome)
    }

    /// The days that it speaks of.
    async fn period(&self) -> Option<Period> {
        self.finding.period.map(|speaks| speaks.period().into())
    }

    /// The figure found; of several parts, that of the worst. A share and a count of hardware are public; an amount of
    /// coin, energy or money is confidential, and none for whoever may not read it.
    async fn measured(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        Ok(readable(ctx, self.finding.measure)?.map(|measure| Decimal(measure.measured)))
    }

    /// The figure called for. As confidential as the figure found: a fee that is due tells what was consumed.
    async fn required(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        Ok(readable(ctx, self.finding.measure)?.map(|measure| Decimal(measure.required)))
    }

    /// How far the figure found is above what is called for; below it, negative. As confidential as the figure found.
    async fn margin(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        Ok(readable(ctx, self.finding.measure)?.map(|measure| Decimal(measure.margin())))
    }

    /// The unit of the figures: `share`, `units` of hardware, `kWh` of energy, `KZT` for tenge, or the code of an asset.
    async fn unit(&self) -> Option<&str> {
        self.finding.measure.map(|measure| measure.unit)
    }

    /// By when something must be done.
    async fn due_on(&self) -> Option<Date> {
        self.finding.due_on.map(Date)
    }

    /// What was found and why, in one sentence.
    async fn summary(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        text::finding(&self.finding, lang.0)
    }

    /// The figures of each asset, source of power or quarter, where the rule is computed by them.
    async fn parts(&self) -> Vec<FindingPart> {
        self.finding.parts.iter().copied().map(FindingPart).collect()
    }

    /// How many acts it rests on.
    async fn evidence_count(&self) -> usize {
        self.finding.evidence.len()
    }

    /// The acts that it rests on, newest first.
    async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 20)] first: i32,
    ) -> Result<Vec<Act>, RequestError> {
        let most = usize::try_from(page_size(first, asked(ctx)?.terms.limits.max_page_size)?).unwrap_or(usize::MAX);
        let keys = self.finding.evidence.iter().rev().take(most).map(|sequence| ActKey(*sequence, self.view.seq));
        let found = asked(ctx)?.loads.load_many(keys.clone()).await?;
        Ok(keys.filter_map(|key| found.get(&key)).map(|act| Act { act: Arc::clone(act), view: self.view }).collect())
    }
}

/// The figures, when the asker may read them.
fn readable(ctx: &Context<'_>, measure: Option<Measure>) -> Result<Option<Measure>, RequestError> {
    let Some(measure) = measure else { return Ok(None) };
    Ok((measure.is_public() || reads_amounts_in(ctx, measure.unit)?).then_some(measure))
}

/// The part of a finding that is of one asset, source of power or quarter.
#[Object]
impl FindingPart {
    /// Which asset, where the rule is computed by asset.
    async fn asset(&self) -> Option<EnumValue<Asset>> {
        match self.0.of {
            PartOf::Asset(asset) => Some(EnumValue(asset)),
            PartOf::Source(_) | PartOf::Quarter(_) => None,
        }
    }

    /// Which source of power, where the rule is computed by source.
    async fn source(&self) -> Option<EnumValue<EnergySource>> {
        match self.0.of {
            PartOf::Source(source) => Some(EnumValue(source)),
            PartOf::Asset(_) | PartOf::Quarter(_) => None,
        }
    }

    /// Which quarter, where the rule is computed by quarter.
    async fn quarter(&self) -> Option<Span> {
        match self.0.of {
            PartOf::Quarter(quarter) => Some(Span(quarter)),
            PartOf::Asset(_) | PartOf::Source(_) => None,
        }
    }

    /// The days that it speaks of.
    async fn period(&self) -> Period {
        self.0.period.into()
    }

    /// What came of it here.
    async fn outcome(&self) -> EnumValue<Outcome> {
        EnumValue(self.0.outcome)
    }

    /// The figure found. A share is public; an amount of coin, energy or money is confidential, and none for whoever may
    /// not read it.
    async fn measured(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        Ok(readable(ctx, Some(self.0.measure))?.map(|measure| Decimal(measure.measured)))
    }

    /// The figure called for. As confidential as the figure found.
    async fn required(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        Ok(readable(ctx, Some(self.0.measure))?.map(|measure| Decimal(measure.required)))
    }

    /// The unit of the figures: `share`, `kWh` of energy, `KZT` for tenge, or the code of the asset.
    async fn unit(&self) -> &str {
        self.0.measure.unit
    }
}
