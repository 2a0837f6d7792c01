//! Signed notes (C2SP signed-note): a text, and lines that say who signed it.
//!
//! Written here because the one crate for it was last released in April 2025 and brings a second, older Ed25519; held by
//! the reference implementation in Go.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The longest note that is read, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// The most signatures that are read.
const MOST_SIGNATURES: usize = 64;

/// Before each signature: an em dash and a space.
const MARK: &str = "\u{2014} ";

/// How a key begins that its owner keeps.
const PRIVATE: &str = "PRIVATE+KEY+";

/// Bytes of the time before the signature of a witness.
const TIME: usize = 8;

/// The name of a key: an address without its scheme; no spaces, no plus.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(String);

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Notes, with plain Ed25519.
    Log,
    /// Checkpoints that were seen by a witness, with the time (C2SP tlog-cosignature, version 1).
    Witness,
}

/// The public half of a key of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteKey {
    name: KeyName,
    kind: KeyKind,
    key: VerifyingKey,
}

/// A key of notes, whole.
#[derive(Clone)]
pub struct NoteSigner {
    public: NoteKey,
    secret: SigningKey,
}

/// A line that says who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: u32,
    bytes: Vec<u8>,
}

/// A text with signatures. Nothing is known of the signatures before they are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// Why a note or a key is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    /// It has not the form of a note.
    #[error("this is no signed note: {0}")]
    Malformed(&'static str),
    /// It has not the form of a key.
    #[error("this is no key of notes (name+hash+key): {0}")]
    MalformedKey(&'static str),
    /// A key that is known did not make the signature that bears its name.
    #[error("the signature of {0} is not of this text")]
    WrongSignature(String),
    /// None of the signatures is of a key that is known.
    #[error("no signature is of a known key; it is signed by {0}")]
    UnknownKeys(String),
}

impl KeyName {
    /// From a name; `None` for an empty one, and for one with spaces, a plus or control characters.
    pub fn new(name: &str) -> Option<Self> {
        let is_good = !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
        is_good.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl KeyKind {
    const fn code(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    const fn from_code(code: u8) -> Result<Self, NoteError> {
        match code {
            1 => Ok(Self::Log),
            4 => Ok(Self::Witness),
            _ => Err(NoteError::MalformedKey("it is neither of the kinds known, Ed25519 and its cosignature")),
        }
    }
}

impl NoteKey {
    /// The key of a name.
    pub const fn new(name: KeyName, kind: KeyKind, key: VerifyingKey) -> Self {
        Self { name, kind, key }
    }

    /// Its name.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The first bytes of a hash over the name and the key: how a signature says which key made it.
    pub fn id(&self) -> u32 {
        let hash = Sha256::new().chain_update(&self.name.0).chain_update("\n").chain_update(self.encoded()).finalize();
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    fn encoded(&self) -> Vec<u8> {
        [&[self.kind.code()], self.key.as_bytes().as_slice()].concat()
    }

    /// Whether both are the same key of Ed25519, by whatever name.
    pub fn is_same_key_as(&self, other: &Self) -> bool {
        self.key == other.key
    }

    fn made(&self, line: &SignatureLine) -> bool {
        line.name == self.name && line.id == self.id()
    }

    /// The time that a signature of this key names, if it is a witness; `None` where the key did not make it.
    fn check(&self, text: &str, line: &SignatureLine) -> Option<Option<u64>> {
        match self.kind {
            KeyKind::Log => {
                let signature = Signature::from_slice(&line.bytes).ok()?;
                self.key.verify_strict(text.as_bytes(), &signature).ok()?;
                Some(None)
            }
            KeyKind::Witness => {
                let (time, signature) = line.bytes.split_at_checked(TIME)?;
                let time = u64::from_be_bytes(time.try_into().ok()?);
                // The format has no later times.
                i64::try_from(time).ok()?;
                let signature = Signature::from_slice(signature).ok()?;
                self.key.verify_strict(witnessed(text, time).as_bytes(), &signature).ok()?;
                Some(Some(time))
            }
        }
    }
}

/// As `name+hash+key`, the form in which keys are handed on.
impl fmt::Display for NoteKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}+{:08x}+{}", self.name, self.id(), STANDARD.encode(self.encoded()))
    }
}

impl FromStr for NoteKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::MalformedKey;
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed("it has not three parts"));
        };
        let name = KeyName::new(name).ok_or(malformed("its name is none"))?;
        let bytes = STANDARD.decode(key).map_err(|_| malformed("its last part is not base64"))?;
        let (code, bytes) = bytes.split_first().ok_or(malformed("its last part is empty"))?;
        let kind = KeyKind::from_code(*code)?;
        let key = <[u8; 32]>::try_from(bytes).ok().and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let key = Self { name, kind, key: key.ok_or(malformed("it is no point of Ed25519"))? };
        if hash != format!("{:08x}", key.id()) {
            return Err(malformed("its hash is of another key or name"));
        }
        Ok(key)
    }
}

impl NoteSigner {
    /// The key of a name, by its secret half.
    pub fn new(name: KeyName, kind: KeyKind, secret: SigningKey) -> Self {
        Self { public: NoteKey::new(name, kind, secret.verifying_key()), secret }
    }

    /// Its public half.
    pub const fn public(&self) -> &NoteKey {
        &self.public
    }

    /// The key as its owner keeps it: `PRIVATE+KEY+name+hash+secret`. Nobody else may see it.
    pub fn secret_text(&self) -> String {
        let secret = [&[self.public.kind.code()], self.secret.as_bytes().as_slice()].concat();
        format!("{PRIVATE}{}+{:08x}+{}", self.public.name, self.public.id(), STANDARD.encode(secret))
    }

    /// Reads a key as [`NoteSigner::secret_text`] writes it.
    ///
    /// # Errors
    /// What is none; a secret that belongs to another hash or name.
    pub fn from_secret_text(text: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::MalformedKey;
        let rest = text.strip_prefix(PRIVATE).ok_or(malformed("it does not begin as a private key does"))?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(hash), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed("it has not three parts"));
        };
        let name = KeyName::new(name).ok_or(malformed("its name is none"))?;
        let bytes = STANDARD.decode(secret).map_err(|_| malformed("its last part is not base64"))?;
        let (code, secret) = bytes.split_first().ok_or(malformed("its last part is empty"))?;
        let kind = KeyKind::from_code(*code)?;
        let secret = <[u8; 32]>::try_from(secret).map_err(|_| malformed("its secret has not 32 bytes"))?;
        let signer = Self::new(name, kind, SigningKey::from_bytes(&secret));
        if hash != format!("{:08x}", signer.public.id()) {
            return Err(malformed("its hash is of another key or name"));
        }
        Ok(signer)
    }

    /// Signs a text; a witness signs that it saw it at a time, in seconds since 1970.
    pub fn sign(&self, text: &str, time: u64) -> SignatureLine {
        let bytes = match self.public.kind {
            KeyKind::Log => self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
            KeyKind::Witness => {
                let signature = self.secret.sign(witnessed(text, time).as_bytes());
                [time.to_be_bytes().as_slice(), &signature.to_bytes()].concat()
            }
        };
        SignatureLine { name: self.public.name.clone(), id: self.public.id(), bytes }
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secret half is shown to nobody.
        write!(out, "NoteSigner({})", self.public)
    }
}

/// What a witness signs of a text.
fn witnessed(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

impl SignatureLine {
    /// Reads a line, without its newline.
    ///
    /// # Errors
    /// A line of another form.
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::Malformed;
        let line = line.strip_prefix(MARK).ok_or(malformed("a line below the text is no signature"))?;
        let (name, bytes) = line.split_once(' ').ok_or(malformed("a signature has no name"))?;
        let name = KeyName::new(name).ok_or(malformed("the name of a signature is none"))?;
        let bytes = STANDARD.decode(bytes).map_err(|_| malformed("a signature is not base64"))?;
        match bytes.split_first_chunk::<4>() {
            Some((id, rest)) if !rest.is_empty() => Ok(Self { name, id: u32::from_be_bytes(*id), bytes: rest.to_vec() }),
            _ => Err(malformed("a signature is too short")),
        }
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.to_be_bytes().as_slice(), &self.bytes].concat();
        write!(out, "{MARK}{} {}", self.name, STANDARD.encode(bytes))
    }
}

/// A signature that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<'k> {
    /// By whom.
    pub by: &'k NoteKey,
    /// When, where it is the signature of a witness: seconds since 1970.
    pub at: Option<u64>,
}

impl Note {
    /// A text that ends in a newline, with the signatures of these.
    pub fn sign(text: String, signers: &[NoteSigner]) -> Self {
        let signatures = signers.iter().map(|signer| signer.sign(&text, 0)).collect();
        Self { text, signatures }
    }

    /// Reads a note.
    ///
    /// # Errors
    /// What is no note, or longer than any.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let malformed = NoteError::Malformed;
        if bytes.len() > LONGEST {
            return Err(malformed("it is longer than any that is read"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8"))?;
        if whole.chars().any(|c| c.is_ascii_control() && c != '\n') {
            return Err(malformed("it holds control characters"));
        }
        let end = whole.rfind("\n\n").ok_or(malformed("no empty line stands between text and signatures"))?;
        let (text, rest) = (&whole[..=end], &whole[end + 2..]);
        let lines = rest.strip_suffix('\n').ok_or(malformed("its last line has no end"))?;
        let signatures: Vec<SignatureLine> = lines.split('\n').map(SignatureLine::parse).collect::<Result<_, _>>()?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(malformed("it has more signatures than are read"));
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, which ends in a newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, unchecked.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The signature that a key made.
    ///
    /// # Errors
    /// As [`Note::verify`].
    pub fn signature_of(&self, key: &NoteKey) -> Result<&SignatureLine, NoteError> {
        self.verify(std::slice::from_ref(key))?;
        let line = self.signatures.iter().find(|line| key.made(line));
        line.ok_or_else(|| NoteError::UnknownKeys(String::new()))
    }

    /// With the signatures of these keys only, each key's once.
    #[must_use]
    pub fn of_keys(&self, keys: &[NoteKey]) -> Self {
        let signatures = keys.iter().filter_map(|key| self.signatures.iter().find(|line| key.made(line)).cloned());
        Self { text: self.text.clone(), signatures: Vec::new() }.with(signatures)
    }

    /// With further signatures, each key's once: a later one of the same key takes the place of the earlier.
    #[must_use]
    pub fn with(mut self, further: impl IntoIterator<Item = SignatureLine>) -> Self {
        for line in further {
            match self.signatures.iter_mut().find(|known| known.name == line.name && known.id == line.id) {
                Some(known) => *known = line,
                None => self.signatures.push(line),
            }
        }
        self
    }

    /// Which of the known keys signed. Signatures of keys that are not known are passed over, as the format wants.
    ///
    /// # Errors
    /// A signature in the name of a known key that is not its own; no signature of a known key.
    pub fn verify<'k>(&self, known: &'k [NoteKey]) -> Result<Vec<Signed<'k>>, NoteError> {
        let mut signed: Vec<Signed<'k>> = Vec::new();
        for line in &self.signatures {
            for key in known.iter().filter(|key| key.made(line)) {
                let at = key.check(&self.text, line).ok_or_else(|| NoteError::WrongSignature(key.name.to_string()))?;
                if signed.iter().all(|other| other.by != key) {
                    signed.push(Signed { by: key, at });
                }
            }
        }
        if signed.is_empty() {
            let names: Vec<String> = self.signatures.iter().map(|line| format!("{}+{:08x}", line.name, line.id)).collect();
            return Err(NoteError::UnknownKeys(names.join(", ")));
        }
        Ok(signed)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of the reference implementation.
    const EXAMPLE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const ITS_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    fn signer(name: &str, kind: KeyKind, seed: u8) -> NoteSigner {
        NoteSigner::new(KeyName::new(name).expect("a name"), kind, SigningKey::from_bytes(&[seed; 32]))
    }

    #[test]
    fn the_example_of_the_reference_is_read_and_verified() {
        let key: NoteKey = ITS_KEY.parse().expect("a key");
        assert_eq!(key.to_string(), ITS_KEY);
        let note = Note::parse(EXAMPLE.as_bytes()).expect("a note");
        assert_eq!(note.to_string(), EXAMPLE);
        let keys = [key];
        assert_eq!(note.verify(&keys).expect("signed").len(), 1);
        let changed = EXAMPLE.replace("answer", "anſwer");
        let note = Note::parse(changed.as_bytes()).expect("a note");
        assert!(matches!(note.verify(&keys), Err(NoteError::WrongSignature(_))));
    }

    #[test]
    fn strangers_are_passed_over_and_a_known_key_is_held_to_its_name() {
        let (log, witness) = (signer("a.example/log", KeyKind::Log, 1), signer("w.example", KeyKind::Witness, 2));
        let (stranger, impostor) = (signer("b.example", KeyKind::Log, 3), signer("a.example/log", KeyKind::Log, 4));
        let note = Note::sign("text\n".to_owned(), std::slice::from_ref(&log));
        let note = note.with([witness.sign("text\n", 1_700_000_000), stranger.sign("text\n", 0), impostor.sign("text\n", 0)]);
        let keys = [log.public().clone(), witness.public().clone()];
        let signed = note.verify(&keys).expect("signed");
        assert_eq!(signed.iter().map(|signed| signed.at).collect::<Vec<_>>(), [None, Some(1_700_000_000)]);
        assert!(matches!(note.verify(&[signer("c.example", KeyKind::Log, 9).public().clone()]), Err(NoteError::UnknownKeys(_))));
        // The time of a witness is signed too, and its key signs no plain notes.
        let mut late = witness.sign("text\n", 1_700_000_000);
        late.bytes[7] ^= 1;
        let forged = Note::sign("text\n".to_owned(), &[]).with([late]);
        assert!(matches!(forged.verify(&keys), Err(NoteError::WrongSignature(_))));
    }

    #[test]
    fn what_is_no_note_or_key_is_refused_with_the_reason() {
        for wrong in [
            "",
            "text\n",
            "text\n\n",
            "text\n\n\n",
            "text\n\n- a AAAAAAA=\n",
            "text\n\n\u{2014} a\n",
            "text\n\n\u{2014} a %%%\n",
            "text\n\n\u{2014} a AAAA\n",
            "text\n\n\u{2014} a+b AAAAAAA=\n",
            "te\rxt\n\n\u{2014} a AAAAAAA=\n",
            "text\n\n\u{2014} a AAAAAAA=",
        ] {
            assert!(matches!(Note::parse(wrong.as_bytes()), Err(NoteError::Malformed(_))), "{wrong:?}");
        }
        for wrong in [
            "",
            "a",
            "a+00000000",
            "a+00000000+AAAA",
            &ITS_KEY.replace("c74f20a3", "c74f20a4"),
            &ITS_KEY.replace("Peter", "Pet er"),
            &ITS_KEY.replace("c74f20a3", "C74F20A3"),
            &ITS_KEY[..ITS_KEY.len() - 4],
        ] {
            assert!(matches!(wrong.parse::<NoteKey>(), Err(NoteError::MalformedKey(_))), "{wrong}");
        }
    }

    fn owner(kind: KeyKind) -> NoteSigner {
        NoteSigner::new(KeyName::new("w.example/a").expect("a name"), kind, SigningKey::from_bytes(&[7; 32]))
    }

    #[test]
    fn a_secret_key_is_read_as_it_was_written_and_shown_to_nobody() {
        for kind in [KeyKind::Log, KeyKind::Witness] {
            let text = owner(kind).secret_text();
            let again = NoteSigner::from_secret_text(&text).expect("a key");
            assert_eq!((again.public(), again.secret_text()), (owner(kind).public(), text.clone()));
            let secret = text.rsplit('+').next().expect("its last part");
            assert!(!format!("{again:?}{}", again.public()).contains(secret));
        }
    }

    #[test]
    fn what_is_no_secret_key_is_refused() {
        let good = owner(KeyKind::Witness).secret_text();
        let of_other_name = good.replace("w.example/a", "w.example/b");
        let (log, public) = (owner(KeyKind::Log).secret_text(), owner(KeyKind::Witness).public().to_string());
        let (head, _) = good.rsplit_once('+').expect("parts");
        let of_other_kind = format!("{head}+{}", log.rsplit('+').next().expect("its last part"));
        let (unknown, empty, short) = (format!("{head}+CQEB"), format!("{head}+"), format!("{head}+BAEB"));
        for wrong in ["", "PRIVATE+KEY+", &of_other_name, &public, &of_other_kind, &unknown, &empty, &short, &good[1..]] {
            assert!(matches!(NoteSigner::from_secret_text(wrong), Err(NoteError::MalformedKey(_))), "{wrong}");
        }
    }

    #[test]
    fn signatures_of_others_are_left_out() {
        let (log, witness) = (owner(KeyKind::Log), owner(KeyKind::Witness));
        let note = Note::sign("text\n".to_owned(), std::slice::from_ref(&log)).with([witness.sign("text\n", 5)]);
        let both = [log.public().clone(), witness.public().clone()];
        assert_eq!(note.of_keys(&both), note);
        assert_eq!(note.of_keys(&both[..1]), Note::sign("text\n".to_owned(), std::slice::from_ref(&log)));
        assert_eq!(note.signature_of(&both[1]), Ok(&witness.sign("text\n", 5)));
        let mut twice = note.clone();
        twice.signatures.push(twice.signatures[0].clone());
        assert_eq!(twice.of_keys(&both), note);
    }

    proptest! {
        #[test]
        fn a_note_is_read_as_it_was_written(lines in prop::collection::vec("[^\\x00-\\x1f\\x7f]{0,30}", 1..5), seed: u8, time in 0..u64::MAX / 2) {
            let text = lines.join("\n") + "\n";
            let note = Note::sign(text.clone(), &[signer("a", KeyKind::Log, seed)]).with([signer("b", KeyKind::Witness, seed).sign(&text, time)]);
            prop_assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note));
        }

        #[test]
        fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,100}\\n\\n\u{2014} \\PC{0,60}\\n", key in "\\PC{0,20}[+][0-9a-f]{0,9}[+]\\PC{0,60}") {
            let _ = Note::parse(&bytes);
            let _ = Note::parse(text.as_bytes());
            let _ = key.parse::<NoteKey>();
            let _ = super::super::checkpoint::Checkpoint::parse(&text);
        }
    }
}
