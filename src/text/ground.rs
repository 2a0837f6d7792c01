//! Why an authorisation was suspended or revoked.

use super::catalogue::Sentence;
use super::headline::kebab;
use crate::domain::lang::Lang;
use crate::domain::standing::Step;

/// The ground of a suspension in words, or the court's decision that a revocation rests on; `None` where a step has
/// neither.
pub fn ground(step: &Step, lang: Lang) -> Option<String> {
    match step {
        Step::Suspended { ground, .. } => Some(Sentence::new(&format!("ground-{}", kebab(ground.code())), lang).say()),
        Step::Revoked { ruling } => ruling.as_ref().map(|ruling| {
            let said = Sentence::new("ground-ruling", lang).day("day", ruling.decided_on);
            said.text("number", ruling.number.as_str()).text("court", ruling.court.as_str()).say()
        }),
        Step::Granted { .. } | Step::Renewed { .. } | Step::Resumed | Step::Surrendered => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::standing::{CourtRuling, SuspensionGround};

    #[test]
    fn every_ground_is_said_in_every_language() {
        for (ground_code, lang) in SuspensionGround::ALL.iter().flat_map(|code| Lang::ALL.iter().map(|lang| (*code, *lang))) {
            let said = ground(&Step::Suspended { until: None, ground: ground_code }, lang).expect("a ground");
            assert!(!said.starts_with("ground-"), "{said}");
        }
        let ruling = CourtRuling {
            court: "A court".to_owned().try_into().expect("a name"),
            number: "7/2025".to_owned().try_into().expect("a line"),
            decided_on: Day::constant(2025, 1, 8),
        };
        let said = ground(&Step::Revoked { ruling: Some(ruling) }, Lang::En);
        assert_eq!(said.as_deref(), Some("Ruling 7/2025 of 8 January 2025: A court."));
        assert_eq!(ground(&Step::Revoked { ruling: None }, Lang::Ru), None);
    }
}
