//! The versions of a rule.

use entity::rule_version;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::version::replace;
use super::OPEN;
use crate::domain::rule::{RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;

pub(super) async fn project(
    tx: &DatabaseTransaction,
    seq: Sequence,
    code: RuleCode,
    versions: &[RuleVersion],
) -> Result<(), StoreError> {
    let present = rule_version::Entity::find()
        .filter(rule_version::Column::Code.eq(code.code()))
        .filter(rule_version::Column::ToSeq.eq(OPEN))
        .all(tx)
        .await?;
    let wanted = versions.iter().map(|version| {
        // A list of names and decimals always has a JSON form.
        let parameters = serde_json::to_string(&version.text.parameters).unwrap_or_default();
        rule_version::Model {
            code: code.code().to_owned(),
            version: version.version.into(),
            from_seq: 0,
            to_seq: OPEN,
            said_by: version.act.number(),
            in_force_from: version.in_force.from.date(),
            in_force_until: version.in_force.until.date(),
            parameters,
            basis_act: version.text.legal_basis.act.to_string(),
            basis_article: version.text.legal_basis.article.to_string(),
            basis_url: version.text.legal_basis.url.to_string(),
            title_kk: version.text.title.kk.to_string(),
            title_ru: version.text.title.ru.to_string(),
            title_en: version.text.title.en.as_ref().map(ToString::to_string),
        }
    });
    replace::<rule_version::Entity>(tx, seq, present, wanted.collect()).await
}
