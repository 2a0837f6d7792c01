//! Rule versions begin and end.

use super::{Check, Followed, RecordError};
use crate::domain::act::Subject;
use crate::domain::fold;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::rule::RuleCode;

impl<'a> Check<'_, 'a> {
    pub(super) async fn rule(&self, code: RuleCode) -> Result<Followed<'a>, RecordError> {
        if !code.is_set_by(self.act.authority) {
            return Err(Refusal::new(RefusalCode::RuleOfOthers).at("code").with("code", code.code()).into());
        }
        let mut acts = self.reads.acts_about(Subject::Rule(code)).await?;
        acts.push(self.act.clone());
        Ok(Followed::Rule(code, fold::rule(&acts)?))
    }
}
