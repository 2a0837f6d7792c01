//! Rule versions under a sequence.

use entity::rule_version;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use super::error::StoreError;
use super::version::visible;
use super::{Reads, rows};
use crate::domain::rule::RuleVersion;
use crate::domain::sequence::Sequence;

impl Reads<'_> {
    /// Every version of every rule. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn rule_versions(&self, seq: Sequence) -> Result<Vec<RuleVersion>, StoreError> {
        let rows = rule_version::Entity::find()
            .filter(visible(rule_version::Column::FromSeq, rule_version::Column::ToSeq, seq))
            .order_by_asc(rule_version::Column::Code)
            .order_by_asc(rule_version::Column::Version)
            .all(&self.0)
            .await?;
        rows.iter().map(rows::rule_version).collect()
    }
}
