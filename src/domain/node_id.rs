//! Global ids: opaque to the asker, the same in every version of the register.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::act::Subject;
use super::authorisation::AuthorisationId;
use super::data_centre::DataCentreId;
use super::organisation::OrganisationId;
use super::rule::RuleCode;
use super::sequence::Sequence;
use super::surplus::SessionId;

/// Whatever has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeId {
    /// What an act can be about.
    Subject(Subject),
    /// An act.
    Act(Sequence),
    /// A version of a rule.
    RuleVersion(RuleCode, u32),
}

impl NodeId {
    /// The id as it is shown.
    pub fn text(self) -> String {
        let text = match self {
            Self::Subject(Subject::Organisation(id)) => format!("Organisation:{}", id.0),
            Self::Subject(Subject::Miner(id)) => format!("Miner:{}", id.0),
            Self::Subject(Subject::Pool(id)) => format!("Pool:{}", id.0),
            Self::Subject(Subject::Exchange(id)) => format!("Exchange:{}", id.0),
            Self::Subject(Subject::DataCentre(id)) => format!("DataCentre:{}", id.0),
            Self::Subject(Subject::SurplusSession(id)) => format!("SurplusSession:{}", id.0),
            Self::Subject(Subject::Warning(id)) => format!("Warning:{id}"),
            // What an act says of a rule, it says of all its versions; the first stands for the rule.
            Self::Subject(Subject::Rule(code)) => format!("Rule:{}:1", code.code()),
            Self::RuleVersion(code, version) => format!("Rule:{}:{version}", code.code()),
            Self::Act(sequence) => format!("Act:{sequence}"),
        };
        URL_SAFE_NO_PAD.encode(text)
    }

    /// Reads an id; `None` for what is no id of this register.
    pub fn read(id: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
        let (kind, rest) = text.split_once(':')?;
        let sequence = || rest.parse().ok().and_then(Sequence::new);
        let subject = match kind {
            "Organisation" => Subject::Organisation(OrganisationId(sequence()?)),
            "Miner" => Subject::Miner(AuthorisationId(sequence()?)),
            "Pool" => Subject::Pool(AuthorisationId(sequence()?)),
            "Exchange" => Subject::Exchange(AuthorisationId(sequence()?)),
            "DataCentre" => Subject::DataCentre(DataCentreId(sequence()?)),
            "SurplusSession" => Subject::SurplusSession(SessionId(sequence()?)),
            "Warning" => Subject::Warning(sequence()?),
            "Act" => return Some(Self::Act(sequence()?)),
            "Rule" => {
                let (code, version) = rest.split_once(':')?;
                return Some(Self::RuleVersion(RuleCode::from_code(code)?, version.parse().ok()?));
            }
            _ => return None,
        };
        Some(Self::Subject(subject))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        let seven = Sequence::new(7).expect("a sequence");
        for id in [
            NodeId::Subject(Subject::Organisation(OrganisationId(seven))),
            NodeId::Subject(Subject::Miner(AuthorisationId(seven))),
            NodeId::Subject(Subject::Pool(AuthorisationId(seven))),
            NodeId::Subject(Subject::Exchange(AuthorisationId(seven))),
            NodeId::Subject(Subject::DataCentre(DataCentreId(seven))),
            NodeId::Subject(Subject::SurplusSession(SessionId(seven))),
            NodeId::Subject(Subject::Warning(seven)),
            NodeId::RuleVersion(RuleCode::SaleShare, 2),
            NodeId::Act(seven),
        ] {
            assert_eq!(NodeId::read(&id.text()), Some(id));
        }
    }
}
