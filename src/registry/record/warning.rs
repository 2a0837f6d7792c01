//! Public warnings.

use crate::domain::act::{Act, Content};
use crate::domain::correction::Correction;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::text::Line;
use crate::domain::web;

/// Writes the hosts of a warning in the one form in which they are compared.
pub(super) fn normalise(act: &mut Act) -> Result<(), Refusal> {
    let text = match &mut act.content {
        Content::PublishWarning(text) => text,
        Content::CorrectFact(Correction::Replaced { with, .. }) => match with.as_mut() {
            Content::PublishWarning(text) => text,
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    for (at, domain) in text.domains.iter_mut().enumerate() {
        let host = web::host(domain.as_str()).and_then(|host| Line::try_from(host).ok());
        *domain =
            host.ok_or_else(|| Refusal::new(RefusalCode::BadDomain).at(format!("domains.{at}")).with("domain", &*domain))?;
    }
    Ok(())
}
