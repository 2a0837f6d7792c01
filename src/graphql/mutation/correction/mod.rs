//! Corrections of recorded facts.

mod replaced;
mod replacement;

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::asked::Asked;
use super::super::error::RequestError;
use super::super::key;
use super::super::scalar::Date;
use super::{ActPayload, Stop, record};
use crate::domain::act::{ActKind, Content};
use crate::domain::correction::Correction;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use replaced::replaced;
use replacement::ReplacementInput;

/// Acts that correct.
#[derive(Default)]
pub struct Acts;

/// A correction of what an earlier act recorded. Give `annul: true`, or what the act should have said: another day of
/// effect, other content, or both. What is not given stays as it now stands. A file is
/// corrected row by row, or annulled and recorded anew.
#[derive(InputObject)]
pub struct CorrectFactInput {
    /// What every act carries. Its day of effect is the day of the correction itself.
    #[graphql(flatten)]
    act: ActInput,
    /// The sequence of the act to correct: the original one, also when it was corrected before.
    corrects: i64,
    /// Of a file: the row to correct, counted from 0. Without it, the whole act.
    row: Option<u32>,
    /// Whether the act, or the row, should never have been recorded.
    #[graphql(default)]
    annul: bool,
    /// The day from which the act should have had effect.
    corrected_effective_on: Option<Date>,
    /// What it should have said. An act that only names something, such as the removal of a meter, has none: it is given
    /// another day, or annulled.
    replacement: Option<ReplacementInput>,
}

/// Acts that correct.
#[Object(name = "CorrectionActs")]
impl Acts {
    /// Corrects a recorded fact: the register keeps what it said before, and says from now on what is right.
    async fn correct_fact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: CorrectFactInput,
    ) -> Result<ActPayload, RequestError> {
        let CorrectFactInput { act, corrects, row, annul, corrected_effective_on, replacement } = input;
        record(ctx, ActKind::CorrectFact, act, async |asked| {
            let corrects = key::sequence(corrects)?;
            // Neither an annulment nor a row has a day of effect of its own.
            if corrected_effective_on.is_some() && (annul || row.is_some()) {
                return Err(nothing_or_too_much());
            }
            let correction = match (annul, row, replacement) {
                (true, _, Some(_)) => return Err(nothing_or_too_much()),
                (true, Some(row), None) => Correction::RowAnnulled { corrects, row },
                (true, None, None) => Correction::Annulled { corrects },
                (false, Some(row), Some(replacement)) => of_row(corrects, row, &replacement)?,
                (false, None, None) if corrected_effective_on.is_none() => return Err(nothing_or_too_much()),
                (false, None, replacement) => of_act(asked, corrects, corrected_effective_on, replacement).await?,
                (false, Some(_), None) => return Err(nothing_or_too_much()),
            };
            Ok(Content::CorrectFact(correction))
        })
        .await
    }
}

/// What a row of a file should have been.
fn of_row(corrects: Sequence, row: u32, replacement: &ReplacementInput) -> Result<Correction, Stop> {
    Ok(match replacement {
        ReplacementInput::Distribution(with) => {
            Correction::DistributionReplaced { corrects, row, with: with.read("replacement.distribution")? }
        }
        ReplacementInput::Sale(with) => Correction::SaleReplaced { corrects, row, with: with.read("replacement.sale")? },
        ReplacementInput::Reading(with) => Correction::ReadingReplaced { corrects, row, with: with.read("replacement.reading")? },
        _ => return Err(nothing_or_too_much()),
    })
}

/// What an act should have said: what is not given stays as it stands.
async fn of_act(
    asked: &Asked,
    corrects: Sequence,
    effective_on: Option<Date>,
    replacement: Option<ReplacementInput>,
) -> Result<Correction, Stop> {
    let stands = asked.registry.act_as_it_stands(corrects).await.map_err(RequestError::from)?;
    let (on, content) = stands.ok_or_else(|| unknown(corrects))?;
    let with = match replacement {
        Some(replacement) => replaced(&content, &replacement)?,
        None => content,
    };
    Ok(Correction::Replaced { corrects, effective_on: effective_on.map_or(on, |day| day.0), with: Box::new(with) })
}

fn unknown(sequence: Sequence) -> Refusal {
    Refusal::new(RefusalCode::UnknownAct).at("corrects").with("sequence", sequence)
}

fn nothing_or_too_much() -> Stop {
    Refusal::new(RefusalCode::NothingToChange).at("replacement").into()
}
