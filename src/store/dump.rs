//! The whole register as text, table by table and row by row: two registers are the same when their dumps are.

use sea_orm::{EntityTrait, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryOrder};

use super::Store;
use super::error::StoreError;

impl Store {
    /// Every row of every table that acts fill, in the order of the keys. Tokens are not part of the register.
    ///
    /// # Errors
    /// A failing database.
    pub async fn dump(&self) -> Result<Vec<String>, StoreError> {
        let mut lines = Vec::new();
        macro_rules! tables {
            ($($table:ident),+) => { $( self.dump_table::<entity::$table::Entity>(&mut lines).await?; )+ };
        }
        tables!(
            act,
            journal_head,
            organisation,
            organisation_detail,
            authorisation,
            authorisation_event,
            standing,
            pool_complex,
            security_test,
            distribution,
            sale,
            warning,
            warning_term,
            rule_version,
            data_centre,
            meter_span,
            licence_fact,
            surplus_session,
            bid,
            award,
            reading,
            energy_month,
            grid_month,
            trade_month,
            search_term,
            search_variant,
            search_posting
        );
        Ok(lines)
    }

    async fn dump_table<E>(&self, lines: &mut Vec<String>) -> Result<(), StoreError>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        let by_key = E::PrimaryKey::iter().fold(E::find(), |query, key| query.order_by_asc(key.into_column()));
        let table = E::default().table_name().to_owned();
        lines.extend(by_key.all(&self.read).await?.iter().map(|row| format!("{table} {row:?}")));
        Ok(())
    }
}
