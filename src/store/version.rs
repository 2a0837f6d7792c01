//! Row versions: which are visible under a sequence, and how a set of them is replaced.

use std::collections::HashMap;

use sea_orm::sea_query::{Condition, ExprTrait, IntoColumnRef, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition as Filter, DatabaseTransaction, EntityTrait, IdenStatic, IntoActiveModel, Iterable,
    ModelTrait, PrimaryKeyToColumn, QueryFilter, Value,
};

use super::error::StoreError;
use crate::domain::sequence::Sequence;

/// Rows inserted by one statement: the widest table has 19 columns, and 500 of it stay far below any limit.
const ROWS_PER_INSERT: usize = 500;

/// "As the register stood after act N": made by N or before, and not ended by it.
pub(super) fn visible<C: IntoColumnRef>(from_seq: C, to_seq: C, seq: Sequence) -> Condition {
    Condition::all()
        .add(SimpleExpr::Column(from_seq.into_column_ref()).lte(seq.number()))
        .add(SimpleExpr::Column(to_seq.into_column_ref()).gt(seq.number()))
}

/// Rows ended by one statement.
const ROWS_PER_END: usize = 100;

/// Makes the rows of a subject what they should be from act `seq` on: ends those that are no longer so, adds those that
/// are new, leaves alone those that stay. `wanted` rows carry any `from_seq` and `to_seq`; they are set here.
pub(super) async fn replace<E>(
    tx: &DatabaseTransaction,
    seq: Sequence,
    present: Vec<E::Model>,
    wanted: Vec<E::Model>,
) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + PartialEq,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let versions = Versions::<E>::new()?;
    if present.is_empty() {
        return insert::<E>(tx, wanted.iter().map(|new| versions.opened_at(new, seq)).collect()).await;
    }
    let was: HashMap<String, &E::Model> = present.iter().map(|row| (versions.identity(row), row)).collect();
    let will: HashMap<String, &E::Model> = wanted.iter().map(|row| (versions.identity(row), row)).collect();
    let stays = |row: &E::Model| will.get(&versions.identity(row)).is_some_and(|new| versions.same_but_for_version(new, row));
    let is_new = |new: &E::Model| !was.get(&versions.identity(new)).is_some_and(|row| versions.same_but_for_version(new, row));
    let ended: Vec<&E::Model> = present.iter().filter(|row| !stays(row)).collect();
    for ended in ended.chunks(ROWS_PER_END) {
        let keys = ended.iter().fold(Filter::any(), |keys, row| keys.add(key_of(*row)));
        E::update_many().col_expr(versions.to_seq, SimpleExpr::from(seq.number())).filter(keys).exec(tx).await?;
    }
    let added = wanted.iter().filter(|new| is_new(new)).map(|new| versions.opened_at(new, seq)).collect();
    insert::<E>(tx, added).await
}

/// Adds rows as they are.
pub(super) async fn insert<E>(tx: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    for rows in rows.chunks(ROWS_PER_INSERT) {
        E::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The two columns that every versioned table has.
struct Versions<E: EntityTrait> {
    from_seq: E::Column,
    to_seq: E::Column,
}

impl<E: EntityTrait> Versions<E>
where
    E::Model: ModelTrait<Entity = E> + PartialEq,
{
    fn new() -> Result<Self, StoreError> {
        let column = |name| name_of::<E>(name).ok_or(StoreError::Corrupt { table: "entity", key: String::new(), column: name });
        Ok(Self { from_seq: column("from_seq")?, to_seq: column("to_seq")? })
    }

    /// What a row is a version of: its key without the act that made it.
    fn identity(&self, row: &E::Model) -> String {
        let columns = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
        columns.filter(|column| column.as_str() != "from_seq").map(|column| format!("{:?}|", row.get(column))).collect()
    }

    fn same_but_for_version(&self, new: &E::Model, row: &E::Model) -> bool {
        let mut new = new.clone();
        new.set(self.from_seq, row.get(self.from_seq));
        new.set(self.to_seq, row.get(self.to_seq));
        new == *row
    }

    fn opened_at(&self, new: &E::Model, seq: Sequence) -> E::Model {
        let mut row = new.clone();
        row.set(self.from_seq, Value::from(seq.number()));
        row.set(self.to_seq, Value::from(Sequence::OPEN.number()));
        row
    }
}

fn name_of<E: EntityTrait>(name: &'static str) -> Option<E::Column> {
    name.parse().ok()
}

fn key_of<E: EntityTrait, M: ModelTrait<Entity = E>>(row: &M) -> Filter {
    E::PrimaryKey::iter()
        .map(PrimaryKeyToColumn::into_column)
        .fold(Filter::all(), |key, column| key.add(column.eq(row.get(column))))
}
