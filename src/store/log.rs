//! The journal as a log: hashes of its tree, and the checkpoints that were signed.

use std::collections::{BTreeSet, HashMap};

use entity::{act, checkpoint, log_subtree};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use super::error::StoreError;
use super::{CHUNK, Reads, Writing, rows};
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;
use crate::journal::entry::Hash;
use crate::journal::note::KeyName;
use crate::journal::tile::{TileAt, WIDTH};
use crate::journal::tree::{Tile, Tiles};

/// Tiles read by one statement: as many conditions as either database takes without complaint.
const TILES_AT_ONCE: usize = 100;

/// A checkpoint that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// Under which name of the log.
    pub origin: KeyName,
    /// How many acts it holds.
    pub size: Sequence,
    /// The root of the tree over them.
    pub root: Hash,
    /// The signed note, with the signatures of witnesses.
    pub note: String,
    /// When.
    pub signed_at: Instant,
}

#[derive(FromQueryResult)]
struct HashRow {
    place: i64,
    hash: Vec<u8>,
}

impl Reads<'_> {
    /// Tiles, each with as many hashes as a tree of a size has there. A statement for a hundred of one level.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn tiles(&self, wanted: &BTreeSet<TileAt>, size: Sequence) -> Result<Tiles, StoreError> {
        let mut tiles = Tiles::default();
        let wanted: Vec<TileAt> = wanted.iter().copied().collect();
        for of_level in wanted.chunk_by(|one, other| one.level == other.level) {
            for some in of_level.chunks(TILES_AT_ONCE) {
                for (at, hashes) in self.some_tiles(some, size).await? {
                    tiles.put(at, Tile::new(hashes));
                }
            }
        }
        Ok(tiles)
    }

    /// Tiles of one level. One statement.
    async fn some_tiles(&self, of_level: &[TileAt], size: Sequence) -> Result<Vec<(TileAt, Vec<Hash>)>, StoreError> {
        let ranges: Vec<(TileAt, i64, i64)> = of_level.iter().filter_map(|at| range(*at, size)).collect();
        let Some(level) = of_level.first().map(|at| at.level) else { return Ok(Vec::new()) };
        let rows = if level == 0 { self.leaves(&ranges).await? } else { self.subtrees(level, &ranges).await? };
        let mut rows = rows.into_iter().peekable();
        let mut tiles = Vec::with_capacity(ranges.len());
        for (at, first, end) in ranges {
            let mut hashes = Vec::with_capacity(WIDTH);
            while let Some(row) = rows.next_if(|row| row.place < end) {
                let cell = rows::Cell("log", row.place.to_string());
                // Gaps would move every hash after them.
                cell.take("place", (row.place == first + i64::try_from(hashes.len()).unwrap_or(i64::MAX)).then_some(()))?;
                hashes.push(cell.take("hash", row.hash.try_into().ok())?);
            }
            tiles.push((at, hashes));
        }
        Ok(tiles)
    }

    async fn leaves(&self, ranges: &[(TileAt, i64, i64)]) -> Result<Vec<HashRow>, StoreError> {
        let within = ranges.iter().fold(Condition::any(), |any, (_, first, end)| {
            // Act 1 is leaf 0.
            any.add(act::Column::Seq.between(first + 1, *end))
        });
        let query = act::Entity::find()
            .select_only()
            .column_as(act::Column::Seq, "place")
            .column_as(act::Column::LeafHash, "hash")
            .filter(within)
            .order_by_asc(act::Column::Seq);
        let mut rows = query.into_model::<HashRow>().all(&self.0).await?;
        rows.iter_mut().for_each(|row| row.place -= 1);
        Ok(rows)
    }

    async fn subtrees(&self, level: u8, ranges: &[(TileAt, i64, i64)]) -> Result<Vec<HashRow>, StoreError> {
        let within = ranges
            .iter()
            .fold(Condition::any(), |any, (_, first, end)| any.add(log_subtree::Column::Number.between(*first, end - 1)));
        let query = log_subtree::Entity::find()
            .select_only()
            .column_as(log_subtree::Column::Number, "place")
            .column_as(log_subtree::Column::Hash, "hash")
            .filter(log_subtree::Column::Level.eq(i64::from(level)))
            .filter(within)
            .order_by_asc(log_subtree::Column::Number);
        Ok(query.into_model::<HashRow>().all(&self.0).await?)
    }

    /// The hash that is kept of each full tile. A statement for a hundred of one level.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn tile_roots(&self, of: &BTreeSet<TileAt>) -> Result<HashMap<TileAt, Hash>, StoreError> {
        let mut roots = HashMap::new();
        let of: Vec<TileAt> = of.iter().copied().collect();
        for of_level in of.chunk_by(|one, other| one.level == other.level) {
            for some in of_level.chunks(TILES_AT_ONCE) {
                let ranges: Vec<(TileAt, i64, i64)> =
                    some.iter().filter_map(|at| i64::try_from(at.number).ok().map(|number| (*at, number, number + 1))).collect();
                for row in self.subtrees(some[0].level + 1, &ranges).await? {
                    let cell = rows::Cell("log_subtree", row.place.to_string());
                    let number = cell.take("number", u64::try_from(row.place).ok())?;
                    roots.insert(TileAt { level: some[0].level, number }, cell.take("hash", row.hash.try_into().ok())?);
                }
            }
        }
        Ok(roots)
    }

    /// How many full subtrees of a level are kept. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn subtrees_kept(&self, level: u8) -> Result<u64, StoreError> {
        let newest = log_subtree::Entity::find()
            .filter(log_subtree::Column::Level.eq(i64::from(level)))
            .order_by_desc(log_subtree::Column::Number)
            .one(&self.0)
            .await?;
        Ok(newest.map_or(0, |row| u64::try_from(row.number).unwrap_or_default() + 1))
    }

    /// The newest checkpoint of a log, of at most a size. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn checkpoint_within(&self, origin: &KeyName, size: Sequence) -> Result<Option<StoredCheckpoint>, StoreError> {
        let query = checkpoint::Entity::find()
            .filter(checkpoint::Column::Origin.eq(origin.as_str()))
            .filter(checkpoint::Column::Size.lte(size.number()))
            .order_by_desc(checkpoint::Column::Size);
        query.one(&self.0).await?.map(stored).transpose()
    }

    /// The oldest checkpoint of a log, of at least a size. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn checkpoint_over(&self, origin: &KeyName, size: Sequence) -> Result<Option<StoredCheckpoint>, StoreError> {
        let query = checkpoint::Entity::find()
            .filter(checkpoint::Column::Origin.eq(origin.as_str()))
            .filter(checkpoint::Column::Size.gte(size.number()))
            .order_by_asc(checkpoint::Column::Size);
        query.one(&self.0).await?.map(stored).transpose()
    }
}

impl Writing {
    /// Keeps the hashes of full subtrees of a level. Those that are kept already stay as they are: there is only one right one.
    ///
    /// # Errors
    /// A failing database.
    pub async fn keep_subtrees(&self, level: u8, first: u64, hashes: &[Hash]) -> Result<(), StoreError> {
        let row = |(number, hash): (u64, &Hash)| log_subtree::Model {
            level: i64::from(level),
            number: i64::try_from(number).unwrap_or(i64::MAX),
            hash: hash.to_vec(),
        };
        let rows: Vec<log_subtree::Model> = (first..).zip(hashes).map(row).collect();
        for rows in rows.chunks(CHUNK) {
            let kept = OnConflict::columns([log_subtree::Column::Level, log_subtree::Column::Number]).do_nothing().to_owned();
            log_subtree::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model))
                .on_conflict(kept)
                .exec_without_returning(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// Keeps a signed checkpoint, unless one of at least its size is kept: that one is given then.
    ///
    /// # Errors
    /// A failing database.
    pub async fn keep_checkpoint(&self, new: &StoredCheckpoint) -> Result<Option<StoredCheckpoint>, StoreError> {
        if let Some(there) = self.reads().checkpoint_over(&new.origin, new.size).await? {
            return Ok(Some(there));
        }
        let row = checkpoint::Model {
            origin: new.origin.to_string(),
            size: new.size.number(),
            root: new.root.to_vec(),
            note: new.note.clone(),
            signed_at: new.signed_at.micros(),
        };
        checkpoint::Entity::insert(row.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(None)
    }
}

/// The places of a tile's hashes on their level, from the first to before the end.
fn range(at: TileAt, size: Sequence) -> Option<(TileAt, i64, i64)> {
    let width = at.width_in(size)?;
    let first = i64::try_from(at.first()).ok()?;
    Some((at, first, first + i64::try_from(width.get()).ok()?))
}

fn stored(row: checkpoint::Model) -> Result<StoredCheckpoint, StoreError> {
    let cell = rows::Cell("checkpoint", row.size.to_string());
    Ok(StoredCheckpoint {
        origin: cell.take("origin", KeyName::new(&row.origin))?,
        size: cell.seq("size", row.size)?,
        root: cell.take("root", row.root.try_into().ok())?,
        note: row.note,
        signed_at: Instant::from_micros(row.signed_at),
    })
}
