//! Tiles (C2SP tlog-tiles): the hashes of the tree and the entries of the log, cut into files that never change.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::entry::Hash;
use crate::domain::sequence::Sequence;

/// How many levels of the tree a tile spans.
pub const HEIGHT: u8 = 8;

/// How many hashes a full tile holds.
pub const WIDTH: usize = 1 << HEIGHT;

/// The longest entry that a bundle can hold, in bytes.
pub const LONGEST_ENTRY: usize = u16::MAX as usize;

/// The highest level that a tile can have.
const TOP: u8 = 63;

/// Where a tile lies: the level, counted in tiles, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileAt {
    /// 0 for the leaves.
    pub level: u8,
    /// Counted from 0.
    pub number: u64,
}

/// What is asked for by an address below `tile/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TilePath {
    /// Hashes: `<level>/<number>[.p/<width>]`.
    Hashes(TileAt, TileWidth),
    /// Entries: `entries/<number>[.p/<width>]`.
    Entries(u64, TileWidth),
}

/// How many of its hashes or entries a tile has: 1 to [`WIDTH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TileWidth(u16);

/// What is not the address of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not the address of a tile: {0}")]
pub struct BadPath(&'static str);

/// What is not a bundle of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no bundle of entries: {0}")]
pub struct BadBundle(&'static str);

impl TileWidth {
    /// Of a full tile.
    pub const FULL: Self = Self(1 << HEIGHT);

    /// From a number; `None` outside 1 to [`WIDTH`].
    pub fn new(width: usize) -> Option<Self> {
        u16::try_from(width).ok().filter(|width| (1..=Self::FULL.0).contains(width)).map(Self)
    }

    /// The number.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

impl TileAt {
    /// How many hashes of the level the log has before this tile.
    pub fn first(self) -> u64 {
        self.number.saturating_mul(WIDTH as u64)
    }

    /// How many hashes it has in a tree of a size; `None` for none.
    pub fn width_in(self, size: Sequence) -> Option<TileWidth> {
        let leaves = u64::try_from(size.number()).unwrap_or_default();
        let on_level = leaves.checked_shr(u32::from(self.level) * u32::from(HEIGHT)).unwrap_or_default();
        let rest = on_level.checked_sub(self.first())?;
        TileWidth::new(usize::try_from(rest).unwrap_or(WIDTH).min(WIDTH))
    }
}

impl fmt::Display for TileAt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "tile {} of level {}", self.number, self.level)
    }
}

/// As the address says it.
impl fmt::Display for TilePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, width) = match self {
            Self::Hashes(at, width) => {
                write!(out, "{}/", at.level)?;
                (at.number, width)
            }
            Self::Entries(number, width) => {
                out.write_str("entries/")?;
                (*number, width)
            }
        };
        let digits = number.to_string();
        let padded = format!("{}{digits}", "0".repeat((3 - digits.len() % 3) % 3));
        let groups = padded.len() / 3;
        for group in 0..groups {
            let mark = if group + 1 < groups { "x" } else { "" };
            let end = if group + 1 < groups { "/" } else { "" };
            write!(out, "{mark}{}{end}", &padded[group * 3..group * 3 + 3])?;
        }
        if *width == TileWidth::FULL { Ok(()) } else { write!(out, ".p/{}", width.0) }
    }
}

impl FromStr for TilePath {
    type Err = BadPath;

    fn from_str(path: &str) -> Result<Self, BadPath> {
        // Twenty digits of a number, their marks, and what stands around them.
        if path.len() > 60 {
            return Err(BadPath("it is longer than any"));
        }
        let (level, rest) = path.split_once('/').ok_or(BadPath("it has no number"))?;
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, partial(width)?),
            None => (rest, TileWidth::FULL),
        };
        let number = number_of(number)?;
        if level == "entries" {
            return Ok(Self::Entries(number, width));
        }
        let level: u8 = plain(level).ok_or(BadPath("its level is no number"))?;
        if level > TOP {
            return Err(BadPath("no tree has such a level"));
        }
        Ok(Self::Hashes(TileAt { level, number }, width))
    }
}

/// A decimal number as it is written: without leading zeroes and signs.
fn plain<T: FromStr + fmt::Display>(text: &str) -> Option<T> {
    text.parse().ok().filter(|number: &T| number.to_string() == text)
}

fn partial(width: &str) -> Result<TileWidth, BadPath> {
    let width: u16 = plain(width).ok_or(BadPath("its width is no number"))?;
    TileWidth::new(width.into()).filter(|width| *width < TileWidth::FULL).ok_or(BadPath("a part is 1 to 255 wide"))
}

fn number_of(text: &str) -> Result<u64, BadPath> {
    let mut number: u64 = 0;
    let mut groups = text.split('/').peekable();
    let mut is_first = true;
    while let Some(group) = groups.next() {
        let is_last = groups.peek().is_none();
        let digits = if is_last { group } else { group.strip_prefix('x').ok_or(BadPath("a group of digits has no x"))? };
        if digits.len() != 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(BadPath("its number is not in groups of three digits"));
        }
        if is_first && !is_last && digits == "000" {
            return Err(BadPath("its number begins with an empty group"));
        }
        let value: u64 = digits.parse().map_err(|_| BadPath("its number is none"))?;
        number = number.checked_mul(1000).and_then(|n| n.checked_add(value)).ok_or(BadPath("its number is too large"))?;
        is_first = false;
    }
    Ok(number)
}

/// The bytes of a tile of hashes.
pub fn tile_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.concat()
}

/// The hashes of a tile, by its bytes; `None` where it holds something else than `width` of them.
pub fn tile_hashes(bytes: &[u8], width: TileWidth) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    (rest.is_empty() && hashes.len() == width.get()).then(|| hashes.to_vec())
}

/// A bundle of entries: each after its length.
///
/// # Errors
/// An entry that is longer than [`LONGEST_ENTRY`]: none is recorded.
pub fn bundle<'e>(entries: impl IntoIterator<Item = &'e [u8]>) -> Result<Vec<u8>, BadBundle> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| BadBundle("an entry is too long"))?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle.
///
/// # Errors
/// Bytes that are not `width` entries.
pub fn unbundle(mut bytes: &[u8], width: TileWidth) -> Result<Vec<&[u8]>, BadBundle> {
    let mut entries = Vec::with_capacity(width.get());
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, rest) = rest.split_at_checked(length).ok_or(BadBundle("it ends within an entry"))?;
        entries.push(entry);
        bytes = rest;
    }
    if !bytes.is_empty() {
        return Err(BadBundle("it ends within a length"));
    }
    if entries.len() != width.get() {
        return Err(BadBundle("it holds more or fewer entries than asked for"));
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_examples_of_the_specification_are_read() {
        let at = |level, number| TileAt { level, number };
        let width = |width| TileWidth::new(width).expect("a width");
        for (path, tile) in [
            ("0/x001/x234/067", TilePath::Hashes(at(0, 1_234_067), TileWidth::FULL)),
            ("1/000", TilePath::Hashes(at(1, 0), TileWidth::FULL)),
            ("0/273.p/112", TilePath::Hashes(at(0, 273), width(112))),
            ("63/255.p/1", TilePath::Hashes(at(63, 255), width(1))),
            ("entries/x001/x234/067.p/8", TilePath::Entries(1_234_067, width(8))),
        ] {
            assert_eq!(path.parse(), Ok(tile), "{path}");
            assert_eq!(tile.to_string(), path);
        }
        for path in [
            "",
            "0",
            "0/",
            "0/0",
            "0/00",
            "0/0000",
            "00/000",
            "+1/000",
            "64/000",
            "256/000",
            "0/x000/001",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/01",
            "0/000.p/",
            "0/000.p/1/2",
            "0/001/002",
            "0/x001/x002",
            "entries/",
            "data/000",
            "0/x018/x446/x744/x073/x709/x551/616",
            "0/00٣",
            "0/000/",
            "/000",
            "-1/000",
        ] {
            assert!(path.parse::<TilePath>().is_err(), "{path}");
        }
    }

    #[test]
    fn a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() {
        let size = Sequence::new(70_000).expect("a size");
        let width = |level, number| TileAt { level, number }.width_in(size).map(TileWidth::get);
        assert_eq!((width(0, 0), width(0, 272), width(0, 273), width(0, 274)), (Some(256), Some(256), Some(112), None));
        assert_eq!((width(1, 0), width(1, 1), width(1, 2)), (Some(256), Some(17), None));
        assert_eq!((width(2, 0), width(3, 0), width(63, 0)), (Some(1), None, None));
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_it_was_written(level in 0_u8..64, number: u64, width in 1_usize..=256) {
            let width = TileWidth::new(width).expect("a width");
            for path in [TilePath::Hashes(TileAt { level, number }, width), TilePath::Entries(number, width)] {
                prop_assert_eq!(path.to_string().parse(), Ok(path));
            }
        }

        #[test]
        fn what_is_read_is_written_so(path in "[0-9a-z/.x]{0,24}") {
            if let Ok(tile) = path.parse::<TilePath>() {
                prop_assert_eq!(tile.to_string(), path);
            }
        }

        #[test]
        fn a_bundle_is_read_as_it_was_written(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..20)) {
            let bytes = bundle(entries.iter().map(Vec::as_slice)).expect("short entries");
            let width = TileWidth::new(entries.len()).expect("a width");
            prop_assert_eq!(unbundle(&bytes, width).expect("whole"), entries.iter().map(Vec::as_slice).collect::<Vec<_>>());
            prop_assert!(unbundle(&bytes[..bytes.len() - 1], width).is_err());
        }

        #[test]
        fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..600), width in 1_usize..=256) {
            let width = TileWidth::new(width).expect("a width");
            let _ = unbundle(&bytes, width);
            let _ = tile_hashes(&bytes, width);
        }
    }
}
