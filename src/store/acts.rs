//! Acts as the journal holds them.

use entity::{act, journal_head};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::error::StoreError;
use super::{CHUNK, Reads, rows};
use crate::domain::act::{Act, ActKind, Subject};
use crate::domain::authority::Authority;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;
use crate::journal::entry::{self, Hash, Salt};

/// The public side of an act: its entry, without what is confidential.
#[derive(Clone, Debug)]
pub struct StoredAct {
    /// Its number.
    pub sequence: Sequence,
    /// Its entry in canonical JSON.
    pub entry: String,
    /// The entry's hash as a leaf.
    pub leaf: Hash,
}

/// Who recorded an act. Nothing of it is public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorder {
    /// In which role.
    pub role: String,
    /// By which token of the register.
    pub token: Option<i64>,
    /// By which token of an identity provider: its hash.
    pub token_hash: Option<String>,
    /// The officer's pseudonym; none for the program itself.
    pub officer: Option<String>,
}

/// A whole act with what the journal keeps beside it: what a replay needs.
#[derive(Clone, Debug)]
pub struct TypedAct {
    /// The act.
    pub act: Act,
    /// The salt of its commitments.
    pub salt: Salt,
    /// Who recorded it.
    pub recorder: Recorder,
    /// The caller's key.
    pub idempotency_key: String,
    /// What was asked.
    pub request_hash: Hash,
    /// The entry's hash as a leaf.
    pub leaf: Hash,
}

#[derive(FromQueryResult)]
struct KindRow {
    kind: String,
    recorded_at: i64,
}

#[derive(FromQueryResult)]
struct PublicRow {
    seq: i64,
    entry: String,
    leaf_hash: Vec<u8>,
}

/// Acts that are about an organisation but say nothing of it: files that it handed in.
const FILES: [ActKind; 3] = [ActKind::RecordDistributions, ActKind::RecordSales, ActKind::RecordReadings];

impl Reads<'_> {
    /// The number of the newest act. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn newest(&self) -> Result<Sequence, StoreError> {
        let head = journal_head::Entity::find().one(&self.0).await?;
        let cell = rows::Cell("journal_head", "1".to_owned());
        cell.seq("size", cell.take("size", head)?.size)
    }

    /// Public sides of the acts after `after`, up to and including `until`, at most `limit`, in order. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn public_acts(&self, after: Sequence, until: Sequence, limit: u64) -> Result<Vec<StoredAct>, StoreError> {
        let query = act::Entity::find()
            .filter(act::Column::Seq.gt(after.number()))
            .filter(act::Column::Seq.lte(until.number()))
            .order_by_asc(act::Column::Seq);
        self.public(query.limit(limit)).await
    }

    /// Public sides of acts by number. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn public_acts_numbered(&self, numbers: &[Sequence], until: Sequence) -> Result<Vec<StoredAct>, StoreError> {
        let mut found = Vec::new();
        for numbers in numbers.chunks(CHUNK) {
            let these = act::Column::Seq.is_in(numbers.iter().map(|seq| seq.number()));
            found.extend(self.public(act::Entity::find().filter(these).filter(act::Column::Seq.lte(until.number()))).await?);
        }
        Ok(found)
    }

    /// How many acts are about one of these subjects, among those up to `until`. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn count_about(&self, subjects: &[Subject], until: Sequence) -> Result<u64, StoreError> {
        Ok(about(subjects, until).count(&self.0).await?)
    }

    /// Public sides of the acts about one of these subjects, among those up to `until`, in order: at most `limit` of
    /// them after the first `skip`. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn public_acts_about(
        &self,
        subjects: &[Subject],
        until: Sequence,
        skip: u64,
        limit: u64,
    ) -> Result<Vec<StoredAct>, StoreError> {
        self.public(about(subjects, until).order_by_asc(act::Column::Seq).offset(skip).limit(limit)).await
    }

    async fn public(&self, query: Select<act::Entity>) -> Result<Vec<StoredAct>, StoreError> {
        let query = query.select_only().columns([act::Column::Seq, act::Column::Entry, act::Column::LeafHash]);
        let rows = query.into_model::<PublicRow>().all(&self.0).await?;
        rows.into_iter()
            .map(|row| {
                let cell = rows::Cell("act", row.seq.to_string());
                Ok(StoredAct {
                    sequence: cell.seq("seq", row.seq)?,
                    leaf: cell.take("leaf_hash", row.leaf_hash.try_into().ok())?,
                    entry: row.entry,
                })
            })
            .collect()
    }

    /// Whole acts after `after`, at most `limit`, in order. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn whole_acts(&self, after: Sequence, limit: u64) -> Result<Vec<TypedAct>, StoreError> {
        let query = act::Entity::find().filter(act::Column::Seq.gt(after.number())).order_by_asc(act::Column::Seq).limit(limit);
        query.all(&self.0).await?.into_iter().map(whole).collect()
    }

    /// One whole act. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn whole_act(&self, sequence: Sequence) -> Result<Option<Act>, StoreError> {
        let row = act::Entity::find_by_id(sequence.number()).one(&self.0).await?;
        row.map(|row| whole(row).map(|typed| typed.act)).transpose()
    }

    /// All acts from which a subject's facts follow, in order. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn acts_about(&self, subject: Subject) -> Result<Vec<Act>, StoreError> {
        let (kind, key) = subject_columns(subject);
        let rows = act::Entity::find()
            .filter(act::Column::SubjectKind.eq(kind))
            .filter(act::Column::SubjectKey.eq(key))
            .filter(act::Column::Kind.is_not_in(FILES.map(ActKind::code)))
            .order_by_asc(act::Column::Seq)
            .all(&self.0)
            .await?;
        rows.into_iter().map(|row| whole(row).map(|typed| typed.act)).collect()
    }

    /// The newest act about a subject. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn newest_about(&self, subject: Subject) -> Result<Sequence, StoreError> {
        let (kind, key) = subject_columns(subject);
        let row = act::Entity::find()
            .select_only()
            .column(act::Column::Seq)
            .filter(act::Column::SubjectKind.eq(kind))
            .filter(act::Column::SubjectKey.eq(key))
            .order_by_desc(act::Column::Seq)
            .into_tuple::<i64>()
            .one(&self.0)
            .await?;
        rows::Cell("act", String::new()).seq("seq", row.unwrap_or(0))
    }

    /// The act that an authority recorded under a key, with what was asked. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn act_with_key(&self, authority: Authority, key: &str) -> Result<Option<(Sequence, Hash)>, StoreError> {
        let row = act::Entity::find()
            .filter(act::Column::Authority.eq(authority.code()))
            .filter(act::Column::IdempotencyKey.eq(key))
            .one(&self.0)
            .await?;
        row.map(|row| {
            let cell = rows::Cell("act", row.seq.to_string());
            Ok((cell.seq("seq", row.seq)?, cell.take("request_hash", row.request_hash.try_into().ok())?))
        })
        .transpose()
    }

    /// The acts that say just this, oldest first. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn acts_saying(&self, content: &Hash) -> Result<Vec<Sequence>, StoreError> {
        let rows = act::Entity::find()
            .select_only()
            .column(act::Column::Seq)
            .filter(act::Column::ContentHash.eq(content.to_vec()))
            .order_by_asc(act::Column::Seq)
            .into_tuple::<i64>()
            .all(&self.0)
            .await?;
        rows.into_iter().map(|number| rows::Cell("act", number.to_string()).seq("seq", number)).collect()
    }

    /// For each kind of act, when the newest was recorded. One statement.
    ///
    /// # Errors
    /// As [`Reads::newest`].
    pub async fn newest_by_kind(&self, until: Sequence) -> Result<Vec<(ActKind, Instant)>, StoreError> {
        let rows = act::Entity::find()
            .select_only()
            .column(act::Column::Kind)
            .column_as(Expr::col(act::Column::RecordedAt).max(), "recorded_at")
            .filter(act::Column::Seq.lte(until.number()))
            .group_by(act::Column::Kind)
            .order_by_asc(act::Column::Kind)
            .into_model::<KindRow>()
            .all(&self.0)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok((
                    rows::Cell("act", row.kind.clone()).take("kind", ActKind::from_code(&row.kind))?,
                    Instant::from_micros(row.recorded_at),
                ))
            })
            .collect()
    }
}

fn about(subjects: &[Subject], until: Sequence) -> Select<act::Entity> {
    let these = subjects.iter().map(|subject| subject_columns(*subject)).fold(Condition::any(), |these, (kind, key)| {
        these.add(act::Column::SubjectKind.eq(kind).and(act::Column::SubjectKey.eq(key)))
    });
    act::Entity::find().filter(these).filter(act::Column::Seq.lte(until.number()))
}

fn whole(row: act::Model) -> Result<TypedAct, StoreError> {
    let cell = rows::Cell("act", row.seq.to_string());
    Ok(TypedAct {
        act: entry::open(cell.seq("seq", row.seq)?, &row.entry, row.confidential.as_deref())?,
        salt: cell.take("salt", row.salt.try_into().ok())?,
        recorder: Recorder { role: row.role, token: row.token_id, token_hash: row.token_hash, officer: row.officer },
        idempotency_key: row.idempotency_key,
        request_hash: cell.take("request_hash", row.request_hash.try_into().ok())?,
        leaf: cell.take("leaf_hash", row.leaf_hash.try_into().ok())?,
    })
}

/// The two columns of a subject: kind, key.
pub(super) fn subject_columns(subject: Subject) -> (&'static str, String) {
    match subject {
        Subject::Organisation(id) => ("ORGANISATION", id.0.to_string()),
        Subject::Miner(id) => ("MINER", id.0.to_string()),
        Subject::Pool(id) => ("POOL", id.0.to_string()),
        Subject::Exchange(id) => ("EXCHANGE", id.0.to_string()),
        Subject::DataCentre(id) => ("DATA_CENTRE", id.0.to_string()),
        Subject::SurplusSession(id) => ("SURPLUS_SESSION", id.0.to_string()),
        Subject::Warning(id) => ("WARNING", id.to_string()),
        Subject::Rule(code) => ("RULE", code.code().to_owned()),
    }
}
