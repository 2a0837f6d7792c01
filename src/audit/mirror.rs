//! The log, tile by tile: fetched once, hashed here, and held against every checkpoint that was ever seen.

use super::Say;
use super::error::{AuditError, Difference};
use super::folder::Folder;
use super::keys::Signed;
use super::remote::Remote;
use crate::domain::sequence::Sequence;
use crate::journal::checkpoint::Checkpoint;
use crate::journal::entry::{Hash, leaf_hash};
use crate::journal::note::{Note, NoteKey};
use crate::journal::public;
use crate::journal::tile::{LONGEST_ENTRY, TileAt, TilePath, TileWidth, WIDTH, tile_bytes, tile_hashes, unbundle};
use crate::journal::tree::{Plan, Tile, Tiles, tile_root};

/// Bytes before each entry of a bundle.
const LENGTH: usize = 2;

/// What is known of the log once all of it is mirrored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mirrored {
    /// How many acts were fetched.
    pub(super) fetched: u64,
    /// How many checkpoints agree with one another.
    pub(super) checkpoints: usize,
}

/// A log that is being mirrored.
pub(super) struct Mirror<'a> {
    pub(super) remote: &'a Remote,
    pub(super) folder: &'a Folder,
    pub(super) signed: &'a Signed,
}

impl Mirror<'_> {
    /// Keeps the checkpoint, fetches what is new, and checks all of it.
    pub(super) async fn run(&self, say: &mut Say<'_>) -> Result<Mirrored, AuditError> {
        self.keep_checkpoint()?;
        let done = self.checked(say).await;
        if matches!(done, Err(AuditError::Different(_))) {
            // What was served does not fit what was signed, or what was served before: it is not kept as if it did.
            self.forget_unaudited()?;
        }
        done
    }

    async fn checked(&self, say: &mut Say<'_>) -> Result<Mirrored, AuditError> {
        let size = self.size();
        let mut tiles = Tiles::default();
        let mut level: Vec<Vec<Hash>> = Vec::new();
        let mut fetched = 0;
        for number in 0..u64::try_from(size.number()).unwrap_or_default().div_ceil(WIDTH as u64) {
            let at = TileAt { level: 0, number };
            let (hashes, new) = self.leaves(at).await?;
            fetched += new;
            if new > 0 {
                say(&format!("{} of {size} acts mirrored", at.first() + hashes.len() as u64));
            }
            tiles.put(at, Tile::new(hashes.clone()));
            level.push(hashes);
        }
        self.above(level, &mut tiles).await?;
        let checkpoints = self.against_checkpoints(&tiles)?;
        self.drop_narrower()?;
        Ok(Mirrored { fetched, checkpoints })
    }

    fn size(&self) -> Sequence {
        self.signed.checkpoint.size
    }

    /// Keeps the checkpoint as soon as it is seen: whatever happens now, the log has to stand by it.
    fn keep_checkpoint(&self) -> Result<(), AuditError> {
        let now = &self.signed.checkpoint;
        let name = format!("checkpoints/{}", now.size);
        // Whoever contradicted himself once has done so for good.
        for contradiction in self.folder.contradictions()? {
            let other = read_checkpoint(self.folder, &contradiction, &self.signed.pinned)?;
            let seen = checkpoint_in(self.folder, other.size, &self.signed.pinned)?;
            if let Some(seen) = seen.filter(|seen| seen.root != other.root) {
                return Err(forked(&seen, &other).into());
            }
        }
        if let Some(seen) = checkpoint_in(self.folder, now.size, &self.signed.pinned)?
            && seen.root != now.root
        {
            let evidence = format!("{name}-{}", hex::encode(&now.root[..8]));
            self.folder.write(&evidence, self.signed.note.to_string().as_bytes())?;
            return Err(forked(&seen, now).into());
        }
        self.folder.write(&name, self.signed.note.to_string().as_bytes())?;
        match self.folder.sizes()?.last() {
            Some(seen) if *seen > now.size => Err(Difference::Shrunk { seen: *seen, now: now.size }.into()),
            _ => Ok(()),
        }
    }

    /// The leaf hashes of a tile, and how many of its acts were fetched for that.
    async fn leaves(&self, at: TileAt) -> Result<(Vec<Hash>, u64), AuditError> {
        let Some(width) = at.width_in(self.size()) else { return Ok((Vec::new(), 0)) };
        let (entries, hashes) = (TilePath::Entries(at.number, width), TilePath::Hashes(at, width));
        if self.folder.has_tile(entries)
            && let Some(bytes) = self.folder.tile(hashes)?
            && let Some(hashes) = tile_hashes(&bytes, width)
        {
            return Ok((hashes, 0));
        }
        let bundle = self.fetched(entries, width.get() * (LENGTH + LONGEST_ENTRY)).await?;
        let found = self.entries(at, width, &bundle)?;
        self.as_mirrored(at, &found)?;
        let bytes = self.fetched(hashes, width.get() * 32).await?;
        let said = tile_hashes(&bytes, width).ok_or(Difference::NoTile { tile: at, length: bytes.len(), width: width.get() })?;
        if let Some((place, (found, said))) = found.iter().zip(&said).enumerate().find(|(_, (found, said))| found != said) {
            let (found, said) = (hex::encode(found), hex::encode(said));
            return Err(Difference::WrongLeaf { act: act(at, place), tile: at, found, said }.into());
        }
        self.folder.keep_tile(entries, &bundle)?;
        self.folder.keep_tile(hashes, &bytes)?;
        Ok((found, width.get() as u64))
    }

    /// The leaf hashes of a bundle, each of whose entries is one that the register writes.
    fn entries(&self, at: TileAt, width: TileWidth, bundle: &[u8]) -> Result<Vec<Hash>, Difference> {
        let entries = unbundle(bundle, width).map_err(|error| {
            let (first, last) = (act(at, 0), act(at, width.get() - 1));
            Difference::NoBundle { first, last, error }
        })?;
        let mut hashes = Vec::with_capacity(entries.len());
        for (place, entry) in entries.into_iter().enumerate() {
            let act = act(at, place);
            public::read(act, entry).map_err(|error| Difference::NoEntry { act, error })?;
            hashes.push(leaf_hash(entry));
        }
        Ok(hashes)
    }

    /// Checks that what was mirrored of a tile before is the same now.
    fn as_mirrored(&self, at: TileAt, now: &[Hash]) -> Result<(), AuditError> {
        let Some(width) = self.folder.widths(|width| TilePath::Hashes(at, width))?.pop() else { return Ok(()) };
        let was = self.folder.tile(TilePath::Hashes(at, width))?.and_then(|bytes| tile_hashes(&bytes, width));
        let changed = was.iter().flatten().zip(now).enumerate().find(|(_, (was, now))| was != now);
        match changed {
            Some((place, (was, now))) => {
                let (was, now) = (hex::encode(was), hex::encode(now));
                Err(Difference::Changed { act: act(at, place), was, now }.into())
            }
            None => Ok(()),
        }
    }

    /// The tiles above the leaves: computed, and compared with those that are served.
    async fn above(&self, leaves: Vec<Vec<Hash>>, tiles: &mut Tiles) -> Result<(), AuditError> {
        let mut below = leaves;
        for level in 1..u8::MAX {
            let hashes: Vec<Hash> = below.iter().filter_map(|tile| tile_root(tile)).collect();
            if hashes.is_empty() {
                break;
            }
            below = hashes.chunks(WIDTH).map(<[Hash]>::to_vec).collect();
            for (number, found) in (0..).zip(&below) {
                let at = TileAt { level, number };
                self.compared(at, found).await?;
                tiles.put(at, Tile::new(found.clone()));
            }
        }
        Ok(())
    }

    async fn compared(&self, at: TileAt, found: &[Hash]) -> Result<(), AuditError> {
        let Some(width) = TileWidth::new(found.len()) else { return Ok(()) };
        let path = TilePath::Hashes(at, width);
        if self.folder.tile(path)?.is_some_and(|bytes| bytes == tile_bytes(found)) {
            return Ok(());
        }
        let bytes = self.fetched(path, width.get() * 32).await?;
        let said = tile_hashes(&bytes, width).ok_or(Difference::NoTile { tile: at, length: bytes.len(), width: width.get() })?;
        if let Some((place, (found, said))) = found.iter().zip(&said).enumerate().find(|(_, (found, said))| found != said) {
            return Err(Difference::WrongTile { tile: at, place, said: hex::encode(said), found: hex::encode(found) }.into());
        }
        self.folder.keep_tile(path, &bytes)
    }

    async fn fetched(&self, path: TilePath, most: usize) -> Result<Vec<u8>, AuditError> {
        let path = format!("/log/tile/{path}");
        let bytes = self.remote.get(&path, most).await?;
        bytes.ok_or_else(|| Difference::NotServed { size: self.size(), path }.into())
    }

    /// Holds the mirrored leaves against every checkpoint that was ever seen. Gives how many there are.
    fn against_checkpoints(&self, tiles: &Tiles) -> Result<usize, AuditError> {
        let sizes = self.folder.sizes()?;
        for size in &sizes {
            let Some(seen) = checkpoint_in(self.folder, *size, &self.signed.pinned)? else { continue };
            let found = Plan::root(*size).hash(tiles);
            let found = found.map_err(|missing| self.folder.damaged("tile", missing.to_string()))?;
            if found == seen.root {
                continue;
            }
            let (was, now) = (hex::encode(seen.root), hex::encode(found));
            let difference = if *size == self.size() {
                Difference::WrongRoot { size: *size, first: self.folder.audited()?.next(), signed: was, found: now }
            } else {
                Difference::Inconsistent { size: *size, seen: was, now }
            };
            return Err(difference.into());
        }
        Ok(sizes.len())
    }

    /// Removes what no audit ended well with, so that the next one fetches it anew.
    fn forget_unaudited(&self) -> Result<(), AuditError> {
        let audited = self.folder.audited()?;
        self.each_kept(&mut |at, of| {
            for width in self.folder.widths(of)? {
                if at.width_in(audited).is_none_or(|there| there < width) {
                    self.folder.remove_tile(of(width))?;
                }
            }
            Ok(())
        })
    }

    /// Removes the parts of tiles that wider ones have taken the place of.
    fn drop_narrower(&self) -> Result<(), AuditError> {
        self.each_kept(&mut |_, of| {
            let mut widths = self.folder.widths(of)?;
            widths.pop();
            widths.into_iter().try_for_each(|width| self.folder.remove_tile(of(width)))
        })
    }

    /// Every tile and bundle from the last one on that the last audit knew: those before it are full and audited.
    fn each_kept(&self, of: &mut OfKept<'_>) -> Result<(), AuditError> {
        let before = u64::try_from(self.folder.audited()?.number()).unwrap_or_default();
        for level in 0..8 {
            let shift = 8 * (u32::from(level) + 1);
            for number in before.checked_shr(shift).unwrap_or_default().. {
                let at = TileAt { level, number };
                if at.width_in(self.size()).is_none() {
                    break;
                }
                of(at, &|width| TilePath::Hashes(at, width))?;
                if level == 0 {
                    of(at, &|width| TilePath::Entries(number, width))?;
                }
            }
        }
        Ok(())
    }
}

type OfKept<'a> = dyn FnMut(TileAt, &dyn Fn(TileWidth) -> TilePath) -> Result<(), AuditError> + 'a;

/// The act that has a place in a tile of leaves.
fn act(at: TileAt, place: usize) -> Sequence {
    let number = i64::try_from(at.first() + place as u64 + 1).ok();
    number.and_then(Sequence::new).unwrap_or(Sequence::OPEN)
}

fn forked(seen: &Checkpoint, now: &Checkpoint) -> Difference {
    Difference::Forked { size: now.size, seen: hex::encode(seen.root), now: hex::encode(now.root) }
}

/// A checkpoint that was seen before, by its size.
fn checkpoint_in(folder: &Folder, size: Sequence, keys: &[NoteKey]) -> Result<Option<Checkpoint>, AuditError> {
    let name = format!("checkpoints/{size}");
    if !folder.at(&name).exists() {
        return Ok(None);
    }
    let checkpoint = read_checkpoint(folder, &name, keys)?;
    if checkpoint.size == size {
        return Ok(Some(checkpoint));
    }
    Err(folder.damaged(&name, "it is a checkpoint over another number of acts"))
}

/// A checkpoint of the folder, checked anew: nobody's word is taken for it, not even the disk's.
fn read_checkpoint(folder: &Folder, name: &str, keys: &[NoteKey]) -> Result<Checkpoint, AuditError> {
    let bytes = folder.read(name)?.unwrap_or_default();
    let checkpoint = Note::parse(&bytes).map_err(Into::into).and_then(|note| Checkpoint::open(&note, keys));
    checkpoint.map_err(|error| folder.damaged(name, error.to_string()))
}
