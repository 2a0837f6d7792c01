//! Rule versions begin and end.

use super::{Check, RecordError};
use crate::domain::act::{Act, Content, Subject};
use crate::domain::fold;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::rule::RuleCode;
use crate::store::Projection;

impl<'a> Check<'_, 'a> {
    pub(super) async fn rule(&self, code: RuleCode) -> Result<Projection<'a>, RecordError> {
        if !code.is_set_by(self.act.authority) {
            return Err(Refusal::new(RefusalCode::RuleOfOthers).at("code").with("code", code.code()).into());
        }
        let mut acts = self.reads.acts_about(Subject::Rule(code)).await?;
        self.own_version(&acts)?;
        acts.push(self.act.clone());
        Ok(Projection::Rule(code, fold::rule(&acts)?))
    }

    /// A version is ended by the authority that added it: AFSA's are not the National Bank's to end.
    fn own_version(&self, acts: &[Act]) -> Result<(), Refusal> {
        let Content::EndRuleVersion { version, .. } = &self.act.content else { return Ok(()) };
        let at = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
        let added = acts.iter().filter(|act| matches!(act.content, Content::AddRuleVersion(_))).nth(at);
        match added {
            Some(added) if added.authority != self.act.authority => {
                Err(Refusal::new(RefusalCode::OtherAuthority).at("version").with("authority", added.authority.code()))
            }
            _ => Ok(()),
        }
    }
}
