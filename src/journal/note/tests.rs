//! Notes and keys as strangers hand them over.

use proptest::prelude::*;

use ed25519_dalek::SigningKey;

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
