//! The bytes of a file: hashed as they are, read without what only editors put in.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

const PIECE: usize = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file on its way: without a byte-order mark, with `\n` alone at the end of every line, also of the last.
pub(super) struct Source {
    file: File,
    hash: Sha256,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    last: Option<u8>,
    holds_return: bool,
    begun: bool,
    ended: bool,
}

impl Source {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            file: File::open(path)?,
            hash: Sha256::new(),
            raw: Vec::with_capacity(PIECE),
            ready: Vec::with_capacity(PIECE + 2),
            given: 0,
            last: None,
            holds_return: false,
            begun: false,
            ended: false,
        })
    }

    /// The hash of all bytes that were read, in hexadecimal.
    pub(super) fn sha256(&self) -> String {
        hex::encode(self.hash.clone().finalize())
    }

    fn refill(&mut self) -> io::Result<()> {
        self.raw.clear();
        Read::by_ref(&mut self.file).take(PIECE as u64).read_to_end(&mut self.raw)?;
        self.hash.update(&self.raw);
        self.ready.clear();
        self.given = 0;
        let mut raw = self.raw.as_slice();
        if !self.begun {
            self.begun = true;
            raw = raw.strip_prefix(BYTE_ORDER_MARK).unwrap_or(raw);
        }
        for byte in raw {
            if self.holds_return && *byte != b'\n' {
                self.ready.push(b'\r');
            }
            self.holds_return = *byte == b'\r';
            if !self.holds_return {
                self.ready.push(*byte);
            }
        }
        if self.raw.is_empty() {
            self.ended = true;
            if self.holds_return {
                self.ready.push(b'\r');
            }
            if self.ready.last().copied().or(self.last).is_some_and(|last| last != b'\n') {
                self.ready.push(b'\n');
            }
        }
        self.last = self.ready.last().copied().or(self.last);
        Ok(())
    }
}

impl Read for Source {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let left = &self.ready[self.given..];
        let count = left.len().min(out.len());
        out[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        std::fs::write(&path, bytes).expect("written");
        let mut source = Source::open(&path).expect("a file");
        let mut text = String::new();
        source.read_to_string(&mut text).expect("text");
        (text, source.sha256())
    }

    #[test]
    fn lines_end_alike_and_the_hash_is_that_of_the_file() {
        for bytes in ["a,b\r\n1,2\r\n", "\u{feff}a,b\n1,2", "a,b\r\n1,2", "a,b\n1,2\n"] {
            let (text, hash) = read(bytes.as_bytes());
            assert_eq!(text, "a,b\n1,2\n");
            assert_eq!(hash, hex::encode(Sha256::digest(bytes)));
        }
        assert_eq!(read(b"").0, "");
        assert_eq!(read(b"a\rb\r").0, "a\rb\r\n");
        let long = format!("{}\r\nx", "y".repeat(PIECE - 1));
        assert_eq!(read(long.as_bytes()).0, format!("{}\nx\n", "y".repeat(PIECE - 1)));
    }
}
